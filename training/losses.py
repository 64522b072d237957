# SPDX-License-Identifier: Apache-2.0
"""Losses of all heads for one batch: against the labels of its windows, and against what teachers think where there are none (teachers.py)."""
import torch
import torch.nn.functional as F

from .config import TRAIN
from .quantize import halves
from .samples import TAG_HEADS

WEIGHTS = {"sentence": 1.0, "upos": 0.7, "xpos": 0.7, "feats": 0.5, "lemma": 0.5, "name": 2.0, "kind": 1.5, "cue": 3.0, "trigger": 2.0,
           "arc": 1.0, "relation": 1.0, "statement": TRAIN["role_weight"], "event": TRAIN["role_weight"],
           "status": 0.5, "fact": 0.5, "mode": 0.4, "code": 0.4, "doorway": 0.3}


def entropy(logits, gold):
    """(sum, count) of the cross entropy over labelled rows."""
    known = gold >= 0
    if not known.any():
        return None
    return F.cross_entropy(logits[known].float(), gold[known], reduction="sum"), int(known.sum())


def soft_entropy(logits, shares):
    """(sum, count) of the cross entropy against shares of the labels, over the rows that have some."""
    return -(F.log_softmax(logits.float(), -1) * shares).sum(), int((shares.sum(-1) > 0).sum())


def binary(logits, gold, known):
    """(sum, count) of the cross entropy of yes or no, or of a share of yes, over the known rows."""
    return F.binary_cross_entropy_with_logits(logits[known].float(), gold[known].float(), reduction="sum"), int(known.sum())


class Sums(dict):
    """{head: (sum, count)}."""

    def add(self, head, found):
        """Add to a head's sum and count; None and empty sets add nothing."""
        if found and found[1]:
            loss, count = self.get(head, (0.0, 0))
            self[head] = (loss + found[0], count + found[1])


def tag_losses(model, batch, v, taught, out):
    """Heads on single words."""
    logits = model.tags(v)
    for head in TAG_HEADS:
        known = batch[head] >= 0
        if head == "sentence":
            out.add(head, binary(logits[head][:, 0], batch[head].float(), known))
        else:
            out.add(head, entropy(logits[head], batch[head]))
        if taught and head == "sentence":
            out.add(head, binary(logits[head][:, 0], taught["tags"][head][:, 0], ~known))
        elif taught:
            out.add(head, soft_entropy(logits[head][~known], taught["tags"][head][~known]))


def tree_losses(model, batch, v, taught, out):
    """Arcs by sentence, labels at the head; sentences in groups by length to save padding."""
    rows, valid, heads = batch["tree"], batch["tree_valid"], batch["heads"]
    lengths = valid.sum(1)
    for low, high in ((0, 12), (12, 28), (28, 10000)):
        chosen = (lengths > low) & (lengths <= high)
        if not chosen.any():
            continue
        n = int(lengths[chosen].max())
        scores = model.arcs(v, rows[chosen, :n], valid[chosen, :n])
        out.add("arc", entropy(scores.reshape(-1, n + 1), heads[chosen, :n].reshape(-1)))
        if taught:
            out.add("arc", soft_entropy(scores, taught["arcs"][chosen, :n, :n + 1]))
    known = (heads >= 0) & (batch["relations"] >= 0)
    if known.any():
        sentence = known.nonzero()[:, 0]
        child, gold = rows[known], heads[known]
        parent = torch.where(gold > 0, rows[sentence, (gold - 1).clamp(min=0)], torch.full_like(gold, -1))
        out.add("relation", entropy(model.relations(v, child, parent), batch["relations"][known]))
    if taught:
        out.add("relation", soft_entropy(model.relations(v, taught["child"], taught["parent"]), taught["relations"]))


def role_losses(model, batch, v, taught, out):
    """Roles of statements and events, and the events' attributes and doorways."""
    words = v[batch["grid"]]
    for kind in ("statement", "event"):
        head = getattr(model, kind)
        anchors = batch[kind]
        if len(anchors["window"]):
            logits = head(words, batch["grid_valid"], anchors["window"], anchors["anchor"])
            out.add(kind, entropy(logits.reshape(-1, logits.shape[-1]), anchors["tags"].reshape(-1)))
        if taught and len(taught[kind]["window"]):
            logits = head(words, batch["grid_valid"], taught[kind]["window"], taught[kind]["anchor"])
            out.add(kind, soft_entropy(logits, taught[kind]["shares"]))
    anchors = batch["event"]
    if len(anchors["window"]):
        at = words[anchors["window"], anchors["anchor"]]
        for i, (head, logits) in enumerate(model.attributes(at).items()):
            out.add(head, entropy(logits, anchors["attributes"][:, i]))
        out.add("doorway", entropy(model.doorways(at, anchors["window"]), anchors["parent"]))
    anchors = taught and taught["event"]
    if anchors and len(anchors["window"]):
        at = words[anchors["window"], anchors["anchor"]]
        for head, logits in model.attributes(at).items():
            out.add(head, soft_entropy(logits, anchors[head]))
        out.add("doorway", soft_entropy(model.doorways(at, anchors["window"]), anchors["doorway"]))


def losses(model, batch, taught=None):
    """{head: (sum, count)} for the heads that the batch's windows are annotated for, and for the others if `taught` says what teachers think."""
    with halves(batch["pieces"].device):
        return all_losses(model, batch, taught)


def all_losses(model, batch, taught):
    """The same, in whatever precision the caller has set."""
    v, out = model.encode(batch), Sums()
    tag_losses(model, batch, v, taught, out)
    if len(batch["tree"]):
        tree_losses(model, batch, v, taught if taught and len(taught["child"]) else None, out)
    role_losses(model, batch, v, taught, out)
    asked = ~torch.isnan(batch["fact"])
    if asked.any():
        out.add("fact", (F.smooth_l1_loss(model.facts(v[asked]).float(), batch["fact"][asked], reduction="sum"), int(asked.sum())))
    return dict(out)


class Balance:
    """Running mean of the number of labels a batch has for each head, so that every label weighs the same all along."""

    def __init__(self, means=None):
        self.means = means or {}

    def total(self, found):
        """The weighted sum to minimize."""
        total = 0.0
        for head, (loss, count) in found.items():
            mean = self.means.get(head, count)
            self.means[head] = 0.99 * mean + 0.01 * count
            total = total + WEIGHTS[head] * loss / max(self.means[head], 1.0)
        return total
