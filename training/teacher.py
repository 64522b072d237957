# SPDX-License-Identifier: Apache-2.0
"""Step `teacher`: a tagger of names that may learn from the `study` set, never ships, and labels the open texts that have no names.

Labels it is unsure of are left out. The step `polish` then goes on training the reader with them.
"""
import pickle
import random
import time

import numpy as np
import torch

from . import config, evaluate, export, prepare, worldwide
from .decode import best_tags, spans_of
from .labels import Index
from .losses import entropy
from .samples import Encoded, collate, cut, pack
from .train import log, parameter_groups, rate_at
from .words import Pieces

SURE = 0.85
ARTICLES, RATE = 500, 0.3


def train(model, encoded, pieces):
    """One pass over the names at a third of the usual rates."""
    rng = random.Random(config.TRAIN["seed"])
    samples = [s for d in encoded for s in cut(d, pieces, 96, 192, rng, config.TRAIN["case_share"])]
    batches = pack(samples, config.TRAIN["batch_pieces"], rng)
    optimizer = torch.optim.AdamW(parameter_groups(model), betas=(0.9, 0.98), fused=True)
    model.train()
    begun = time.time()
    for step, batch in enumerate(batches):
        for group in optimizer.param_groups:
            group["lr"] = RATE * group["base"] * max(rate_at((step + 1) / (len(batches) + 1)), 1e-4)
        batch = collate(batch)
        loss, count = entropy(model.tags(model.encode(batch))["name"], batch["name"])
        (loss / count).backward()
        torch.nn.utils.clip_grad_norm_([p for p in model.parameters() if p.grad is not None], config.TRAIN["clip"])
        optimizer.step()
        optimizer.zero_grad()
        if step % 25 == 24:
            log({"teacher": step + 1, "of": len(batches), "minutes": round((time.time() - begun) / 60, 1), "name": round(float(loss.detach()) / count, 4)})
    model.eval()


def name_scores(model, encoded, labels):
    """F1 by type and in all."""
    count = {kind: [0, 0, 0] for kind in ("PER", "ORG", "LOC")}
    for sample, _, tags in evaluate.predict(model, encoded):
        gold = set(spans_of(sample.encoded.document.name[sample.begin:sample.end]))
        system = set(spans_of([labels["name"][t] for t in best_tags(tags["name"])]))
        for kind, counts in count.items():
            g, s = {x for x in gold if x[2] == kind}, {x for x in system if x[2] == kind}
            counts[:] = [a + b for a, b in zip(counts, (len(g & s), len(s), len(g)))]
    total = [sum(c[i] for c in count.values()) for i in range(3)]
    return {kind: evaluate.f1(*counts) for kind, counts in count.items()} | {"all": evaluate.f1(*total)}


def label(model, encoded, labels):
    """{document id: tags}, None where the teacher is unsure of the word or of a word of its span."""
    out = {e.document.id: [None] * len(e.document.words) for e in encoded}
    for sample, _, tags in evaluate.predict(model, encoded):
        logits = tags["name"] - tags["name"].max(1, keepdims=True)
        shares = np.exp(logits) / np.exp(logits).sum(1, keepdims=True)
        names = [labels["name"][t] for t in best_tags(logits)]
        sure = shares.max(1) >= SURE
        for begin, end, _ in spans_of(names):
            sure[begin:end] = sure[begin:end].all()
        out[sample.encoded.document.id][sample.begin:sample.end] = [n if s else None for n, s in zip(names, sure)]
    return out


def run():
    """Train, measure, label; writes names.pickle."""
    torch.set_num_threads(config.TRAIN["threads"])
    torch.set_flush_denormal(True)
    data = prepare.load()
    labels, pieces = data["labels"], Pieces.load(config.encoder_files()[1])
    encode = lambda documents: [Encoded(d, Index(labels), pieces) for d in documents]
    model, _ = export.build(labels, config.STATE / f"epoch-{config.TRAIN['epochs']}.pt")
    taught, kept = worldwide.read()
    dev, kept = encode(data["dev"]), encode(kept[:60])
    log({"names before": {"uner": name_scores(model, dev, labels), "worldwide": name_scores(model, kept, labels)}})
    random.Random(1).shuffle(taught)
    named = [d for d in data["treebank"] if d.name]
    train(model, encode(taught[:ARTICLES] + named), pieces)
    log({"names teacher": {"uner": name_scores(model, dev, labels), "worldwide": name_scores(model, kept, labels)}})
    found = label(model, encode([d for d in data["treebank"] if not d.name] + data["gold"]), labels)
    with open(config.STATE / "names.pickle", "wb") as file:
        pickle.dump(found, file)
    print("labelled", len(found), "documents; sure of", sum(t is not None for tags in found.values() for t in tags), "words; names",
          sum(t is not None and t[0] == "B" for tags in found.values() for t in tags))
