# SPDX-License-Identifier: Apache-2.0
"""Step `teacher`: the reader trained further on the `study` sets too; it never ships. It labels open texts, from which step `student` learns.

Labels it is unsure of are left out: tags of words, roles of words, attributes of events.
"""
import pickle
import random

import numpy as np
import torch

from . import config, evaluate, open_text, polnear, train, worldwide
from .decode import best_tags, role_spans, spans_of, viterbi
from .evaluate import predict
from .samples import Encoded

SURE = {"name": 0.85, "cue": 0.8, "trigger": 0.8, "role": 0.6, "status": 0.8, "mode": 0.8, "code": 0.7}


def softmax(logits):
    """Shares along the last axis."""
    raised = np.exp(logits - logits.max(-1, keepdims=True))
    return raised / raised.sum(-1, keepdims=True)


def sure_tags(head, logits, labels):
    """The best legal tags, None where the teacher is unsure of the word or of a word of its span."""
    numbers = best_tags(logits, 1 if head == "cue" else 0)
    sure = softmax(logits)[np.arange(len(numbers)), numbers] >= SURE[head]
    tags = [labels[head][t] for t in numbers]
    for begin, end, _ in spans_of([f"{t}-CUE" if t in ("B", "I") else t for t in tags]):
        sure[begin:end] = sure[begin:end].all()
    return [t if s else None for t, s in zip(tags, sure)]


def sure_roles(model, kind, v, anchors, labels):
    """[(roles, unsure words)] for anchors of a window."""
    if not anchors:
        return []
    valid = torch.ones(1, len(v), dtype=torch.bool)
    logits = getattr(model, kind)(v[None], valid, torch.zeros(len(anchors), dtype=torch.long), torch.tensor(anchors)).numpy()
    names = [tag[2:] for tag in labels[kind][1::2]]
    out = []
    for row, path in zip(softmax(logits), viterbi(logits)):
        unsure = row[np.arange(len(path)), path] < SURE["role"]
        roles = role_spans(path, names)
        for begin, end, _ in roles:
            unsure[begin:end] |= unsure[begin:end].mean() > 0.5
        out.append((roles, set(np.flatnonzero(unsure).tolist())))
    return out


def label_window(model, sample, v, tags, labels):
    """Write the window's labels into its document."""
    document, base = sample.encoded.document, sample.begin
    found = {head: sure_tags(head, tags[head], labels) for head in ("name", "cue", "trigger")}
    for head, values in found.items():
        getattr(document, head)[base:sample.end] = values
    cues = [i for i, tag in enumerate(found["cue"]) if tag in ("B", "BARE")]
    for anchor, (roles, unsure) in zip(cues, sure_roles(model, "statement", v, cues, labels)):
        document.statements.append({"anchor": base + anchor, "roles": [(r, base + b, base + e) for b, e, r in roles],
                                    "unsure": {base + i for i in unsure}})
    triggers = [(b, kind) for b, _, kind in spans_of([t or "O" for t in found["trigger"]])]
    at = [b for b, _ in triggers]
    attributes = {head: softmax(x.numpy()) for head, x in model.attributes(v[at]).items()} if at else {}
    for number, ((anchor, kind), (roles, unsure)) in enumerate(zip(triggers, sure_roles(model, "event", v, at, labels))):
        event = {"anchor": base + anchor, "roles": [(r, base + b, base + e) for b, e, r in roles], "unsure": {base + i for i in unsure},
                 "type": kind, "parent": -1}
        for head, rows in attributes.items():
            best = int(rows[number].argmax())
            event[head] = labels[head][best] if rows[number, best] >= SURE[head] else ""
        document.events.append(event)


@torch.no_grad()
def label(model, documents, encode, labels):
    """The documents with what the teacher is sure of."""
    for document in documents:
        for head in ("name", "cue", "trigger"):
            setattr(document, head, [None] * len(document.words))
    for sample, v, tags in predict(model, encode(documents)):
        label_window(model, sample, v, tags, labels)
    return documents


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


def run(resume=False):
    """Train, measure, label; writes silver.pickle."""
    config.TRAIN.update(config.TEACHER)
    said, (taught, kept) = polnear.read(), worldwide.read()
    for documents in (said, taught):
        random.Random(1).shuffle(documents)
    state = train.begin(resume, "teacher.pt", treebank=said[:config.TEACHER["articles"]] + taught[:config.TEACHER["name_articles"]])
    labels, kept = state.data["labels"], [Encoded(d, state.encoded["gold"][0].index, state.pieces) for d in kept[:60]]
    if not state.step:
        train.log({"names before": name_scores(state.model, state.encoded["dev"], labels), "worldwide": name_scores(state.model, kept, labels)})
    train.epochs(state)
    train.log({"names teacher": name_scores(state.model, state.encoded["dev"], labels), "worldwide": name_scores(state.model, kept, labels)})
    encode = lambda documents: [Encoded(d, state.encoded["gold"][0].index, state.pieces) for d in documents]
    silver = label(state.model, open_text.read(), encode, labels)
    random.Random(2).shuffle(silver)
    with open(config.STATE / "silver.pickle", "wb") as file:
        pickle.dump(silver, file)
    print("labelled", len(silver), "documents,", sum(len(d.words) for d in silver), "words;",
          sum(t is not None for d in silver for t in d.trigger), "of them surely,", sum(len(d.statements) for d in silver), "statements,",
          sum(len(d.events) for d in silver), "events")
