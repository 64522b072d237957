# SPDX-License-Identifier: Apache-2.0
"""Losses of all heads for one batch."""
import torch
import torch.nn.functional as F

from .config import TRAIN
from .samples import TAG_HEADS

WEIGHTS = {"sentence": 1.0, "upos": 0.7, "xpos": 0.7, "feats": 0.5, "lemma": 0.5, "name": 2.0, "cue": 3.0, "trigger": 2.0,
           "arc": 1.0, "relation": 1.0, "statement": TRAIN["role_weight"], "event": TRAIN["role_weight"],
           "status": 0.5, "fact": 0.5, "mode": 0.4, "code": 0.4, "doorway": 0.3}


def entropy(logits, gold):
    """(sum, count) of the cross entropy over labelled rows."""
    known = gold >= 0
    if not known.any():
        return None
    return F.cross_entropy(logits[known], gold[known], reduction="sum"), int(known.sum())


def soft_entropy(logits, shares):
    """(sum, count) of the cross entropy against shares of the labels, over the rows that have some."""
    return -(F.log_softmax(logits, -1) * shares).sum(), int((shares.sum(-1) > 0).sum())


def add(out, head, found):
    """Add to a head's (sum, count)."""
    if found:
        loss, count = out.get(head) or (0.0, 0)
        out[head] = (loss + found[0], count + found[1])


def tag_losses(model, batch, v, out):
    """Heads on single words."""
    heads = [h for h in TAG_HEADS if (batch[h] >= 0).any() or h in batch["shares"]]
    logits = model.tags(v)
    for head in heads:
        if head == "sentence":
            known = batch[head] >= 0
            loss = F.binary_cross_entropy_with_logits(logits[head][known, 0], batch[head][known].float(), reduction="sum")
            out[head] = (loss, int(known.sum()))
        else:
            out[head] = entropy(logits[head], batch[head])
    for head, (words, shares) in batch["shares"].items():
        add(out, head, soft_entropy(logits[head][words], shares))


def tree_losses(model, batch, v, out):
    """Arcs by sentence, labels at the gold head; sentences in two groups by length to save padding."""
    rows, valid, heads = batch["tree"], batch["tree_valid"], batch["heads"]
    lengths = valid.sum(1)
    sums = []
    for low, high in ((0, 12), (12, 28), (28, 10000)):
        chosen = (lengths > low) & (lengths <= high)
        if not chosen.any():
            continue
        n = int(lengths[chosen].max())
        scores = model.arcs(v, rows[chosen, :n], valid[chosen, :n])
        found = entropy(scores.reshape(-1, n + 1), heads[chosen, :n].reshape(-1))
        if found:
            sums.append(found)
    if sums:
        out["arc"] = (sum(s for s, _ in sums), sum(c for _, c in sums))
    known = (heads >= 0) & (batch["relations"] >= 0)
    if known.any():
        sentence = known.nonzero()[:, 0]
        child, gold = rows[known], heads[known]
        parent = torch.where(gold > 0, rows[sentence, (gold - 1).clamp(min=0)], torch.full_like(gold, -1))
        out["relation"] = entropy(model.relations(v, child, parent), batch["relations"][known])


def role_losses(model, batch, v, out):
    """Roles of statements and events, and the events' attributes and doorways."""
    words = v[batch["grid"]]
    for kind in ("statement", "event"):
        anchors = batch[kind]
        if not len(anchors["window"]):
            continue
        logits = getattr(model, kind)(words, batch["grid_valid"], anchors["window"], anchors["anchor"])
        out[kind] = entropy(logits.reshape(-1, logits.shape[-1]), anchors["tags"].reshape(-1))
        if "shares" in anchors:
            add(out, kind, soft_entropy(logits[anchors["taught"]], anchors["shares"]))
    anchors = batch["event"]
    if not len(anchors["window"]):
        return
    at = words[anchors["window"], anchors["anchor"]]
    for i, (head, logits) in enumerate(model.attributes(at).items()):
        out[head] = entropy(logits, anchors["attributes"][:, i])
        if "shares" in anchors:
            add(out, head, soft_entropy(logits[anchors["taught"]], anchors["attribute_shares"][i]))
    sums = []
    for window in anchors["window"].unique():
        mine = anchors["window"] == window
        found = entropy(model.doorways(at[mine]), anchors["parent"][mine])
        sums += [found] if found else []
    if sums:
        out["doorway"] = (sum(s for s, _ in sums), sum(c for _, c in sums))


def losses(model, batch):
    """{head: (sum, count)} for the heads that the batch's windows are annotated for."""
    v, out = model.encode(batch), {}
    tag_losses(model, batch, v, out)
    if len(batch["tree"]):
        tree_losses(model, batch, v, out)
    role_losses(model, batch, v, out)
    asked = ~torch.isnan(batch["fact"])
    if asked.any():
        out["fact"] = (F.smooth_l1_loss(model.facts(v[asked]), batch["fact"][asked], reduction="sum"), int(asked.sum()))
    return {head: value for head, value in out.items() if value}


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
