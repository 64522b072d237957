# SPDX-License-Identifier: Apache-2.0
"""Step `trees`: the reader goes on over everything open beside the two larger networks of `refine`. Those say what they think of words and trees,
and its earlier self of statements and events, so that it keeps them (docs/decisions/0019). The table of sub-words and the attention of the first
layers stay as they are: git keeps a version of the weights that is half equal to the last as a difference."""
import random
import shutil

import torch

from . import export, mpnet, refine, texts, train
from .config import REFINE, STATE, TRAIN, TREES, use
from .samples import cut, pack

FIXED = ("embeddings.word.", *(f"layer.{i}.{part}." for i in range(TREES["fixed_layers"]) for part in ("query", "key", "value", "output")))


def batches(state):
    """Treebanks and gold some times each, in other windows every time, and the texts; of those a share in the last pass."""
    rng, encoded = random.Random(TRAIN["seed"] * 1000 + state.epoch), state.encoded
    random.seed(rng.random())
    share = TREES["last_texts"] if state.epoch == TRAIN["epochs"] - 1 else 1.0
    chosen = [d for d in encoded["texts"] if rng.random() < share]
    windows = lambda documents, least: [s for d in documents for s in cut(d, state.pieces, least, 192, rng, TRAIN["case_share"])]
    found = [s for _ in range(TREES["treebank_passes"]) for s in windows(encoded["treebank"], TRAIN["minimum_window"])]
    found += [s for _ in range(TRAIN["gold_passes"]) for s in windows(encoded["gold"], 128)]
    return pack(found + windows(chosen, 128), TRAIN["batch_pieces"], rng)


def larger(labels):
    """The networks of `refine` before and after they learned findings."""
    for name in (f"refine{REFINE['teacher_seed']}-{mpnet.MPNET['epochs']}.pt", refine.LEARNED):
        model = mpnet.Teacher(labels)
        model.load_state_dict(torch.load(STATE / name, weights_only=False, map_location="cpu")["model"])
        yield model.eval().to(train.device())


def run(resume=False):
    """From what `settle` made, or else from the weights that ship; writes trees.pt."""
    start = "settled.pt" if (STATE / "settled.pt").exists() else refine.START
    if start == refine.START:
        refine.write_shipped()
    use(TREES | {"start": start, "epoch_name": "trees"})
    open_texts, findings = texts.read()
    state = train.begin(resume, "trees.ckpt", texts=open_texts, gold=findings)
    for name, parameter in state.model.named_parameters():
        parameter.requires_grad_(not name.startswith(FIXED))
    earlier, _ = export.build(state.data["labels"], STATE / start)
    state.teachers = [*larger(state.data["labels"]), earlier.to(train.device())]
    state.asked = {"of_words": -1, "findings_from": -1}
    train.epochs(state, batches)
    shutil.copyfile(STATE / f"trees-{TREES['epochs']}.pt", STATE / "trees.pt")
