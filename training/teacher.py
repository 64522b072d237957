# SPDX-License-Identifier: Apache-2.0
"""Step `teacher`: the reader trained further on the `study` sets too; it never ships. It names what the open texts leave unnamed, and the
step `student` learns from that.

Only persons and organizations it is sure of are passed on: its places follow another convention than the open sets (measured: F1 of LOC on
UNER-EWT dev falls from 77 to 70). Its statements are not passed on either: PolNeAR's attributions are wider than the codebook's, and cost
4.6 points of attributed F1 on dev-long.
"""
import pickle
import random

import numpy as np
import torch

from . import config, evaluate, export, polnear, train, worldwide
from .decode import best_tags, spans_of
from .evaluate import predict
from .labels import Index
from .samples import Encoded
from .words import Pieces

SURE = 0.85


def sure_names(words, logits, labels):
    """The best legal tags; None where the teacher is unsure, at places and others, and at words in capitals that it names nothing."""
    numbers = best_tags(logits)
    shares = np.exp(logits - logits.max(1, keepdims=True))
    sure = (shares / shares.sum(1, keepdims=True))[np.arange(len(numbers)), numbers] >= SURE
    tags = [labels["name"][t] for t in numbers]
    for begin, end, kind in spans_of(tags):
        sure[begin:end] = sure[begin:end].all() and kind in ("PER", "ORG")
    return [t if s and (t != "O" or not word[:1].isupper()) else None for word, t, s in zip(words, tags, sure)]


@torch.no_grad()
def label(model, encoded, labels):
    """{document id: tags}."""
    out = {e.document.id: [None] * len(e.document.words) for e in encoded}
    for sample, _, tags in predict(model, encoded):
        out[sample.encoded.document.id][sample.begin:sample.end] = sure_names(sample.words, tags["name"], labels)
    return out


def name_scores(model, encoded, labels):
    """F1 of names by type and in all."""
    count = {kind: [0, 0, 0] for kind in ("PER", "ORG", "LOC")}
    for sample, _, tags in predict(model, encoded):
        gold = set(spans_of(sample.encoded.document.name[sample.begin:sample.end]))
        system = set(spans_of([labels["name"][t] for t in best_tags(tags["name"])]))
        for kind, counts in count.items():
            g, s = {x for x in gold if x[2] == kind}, {x for x in system if x[2] == kind}
            counts[:] = [a + b for a, b in zip(counts, (len(g & s), len(s), len(g)))]
    total = [sum(c[i] for c in count.values()) for i in range(3)]
    return {kind: evaluate.f1(*counts) for kind, counts in count.items()} | {"all": evaluate.f1(*total)}


def taught_model(resume):
    """The network after its pass over the `study` sets; with `resume`, of an earlier run if that was finished."""
    done = config.STATE / f"teacher-{config.TEACHER['epochs']}.pt"
    data = train.prepare.load()
    if resume and done.exists():
        return export.build(data["labels"], done)[0]
    config.use(config.TEACHER)
    said, (taught, _) = polnear.read(), worldwide.read()
    for documents in (said, taught):
        random.Random(1).shuffle(documents)
    state = train.begin(resume, "teacher.pt", treebank=said[:config.TEACHER["articles"]] + taught[:config.TEACHER["name_articles"]])
    train.epochs(state)
    return state.model


def run(resume=False):
    """Train, measure, label; writes names.pickle."""
    model, data = taught_model(resume), train.prepare.load()
    pieces, labels = Pieces.load(config.encoder_files()[1]), data["labels"]
    encode = lambda documents: [Encoded(d, Index(labels), pieces) for d in documents]
    train.log({"names of the teacher": {"uner": name_scores(model, encode(data["dev"]), labels),
                                        "worldwide": name_scores(model, encode(worldwide.read()[1][:60]), labels)}})
    found = label(model, encode([d for d in data["treebank"] if not d.name] + data["gold"]), labels)
    with open(config.STATE / "names.pickle", "wb") as file:
        pickle.dump(found, file)
    print("named", len(found), "documents; sure of", sum(t is not None for tags in found.values() for t in tags), "words; names",
          sum(t is not None and t[0] == "B" for tags in found.values() for t in tags))
