# SPDX-License-Identifier: Apache-2.0
"""Step `distill`: the reader learns everything open, and what the larger networks of the step `mpnet` think of all words that nobody annotated.

Nothing is labeled and kept: the teachers read each batch beside the reader. Several runs begin with the same weights and differ in their order;
the mean of what they end with ships.
"""
import torch

from . import evaluate, export, mpnet, prepare, texts, train
from .config import DISTILL, STATE, TRAIN, encoder_files, use
from .labels import Index
from .samples import Encoded
from .words import Pieces


def average(names, output="distilled.pt", shares=None):
    """The mean of weights, or their sum by shares, with thresholds of its own."""
    data, states = prepare.load(), [torch.load(STATE / name, weights_only=False, map_location="cpu") for name in names]
    shares = shares or [1 / len(states)] * len(states)
    mean = {key: sum(share * s["model"][key].float() for share, s in zip(shares, states)) for key in states[0]["model"]}
    model, _ = export.build(data["labels"])
    model.load_state_dict({**model.state_dict(), **mean})
    index, pieces = Index(data["labels"]), Pieces.load(encoder_files()[1])
    encoded = {key: [Encoded(d, index, pieces) for d in data[key]] for key in ("dev", "gold_dev", "gold_long")}
    scores, thresholds = evaluate.all_scores(model, encoded, data["labels"], data["exceptions"])
    train.log({"average": names, **scores, "thresholds": thresholds})
    torch.save({"model": model.state_dict(), "thresholds": thresholds, "scores": scores, "seconds": states[0].get("seconds", 0.0),
                "step": states[0]["step"], "steps_before": states[0].get("steps_before", 0), "device": states[0]["device"]}, STATE / output)


def run(resume=False):
    """All runs, and their mean."""
    for seed in DISTILL["seeds"]:
        use(DISTILL | {"seed": seed, "epoch_name": f"distilled{seed}"})
        if resume and (STATE / f"distilled{seed}-{DISTILL['epochs']}.pt").exists():
            continue
        open_texts, findings = texts.read()
        state = train.begin(resume, f"distill{seed}.pt", texts=open_texts, gold=findings)
        state.teachers = mpnet.load(state.data["labels"])
        train.epochs(state)
    average([f"distilled{seed}-{DISTILL['epochs']}.pt" for seed in DISTILL["seeds"]])
