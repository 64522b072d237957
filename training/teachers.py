# SPDX-License-Identifier: Apache-2.0
"""What several larger networks together think of a batch: the means of their shares for all that its windows are not annotated for."""
import torch

from .config import DISTILL

BEGINS = {"statement": ("cue", lambda size: [1, size - 1]), "event": ("trigger", lambda size: list(range(1, size, 2)))}


def mean(parts):
    """The mean of tensors of one shape."""
    return torch.stack(list(parts)).mean(0)


def trees(teachers, vectors, batch):
    """Shares of heads of each word of the sentences that have no tree, and of relations at the head that is thought the likeliest."""
    rows, valid = batch["tree"], batch["tree_valid"]
    if not len(rows):
        return {"child": rows}
    valid_open = valid & ~(batch["heads"] >= 0).any(1, keepdim=True)
    arcs = mean(t.arcs(v, rows, valid).softmax(-1) for t, v in zip(teachers, vectors)) * valid_open.unsqueeze(-1)
    sentence, word = valid_open.nonzero().T
    head = arcs[sentence, word].argmax(-1)
    parent = torch.where(head > 0, rows[sentence, (head - 1).clamp(min=0)], -1)
    child = rows[sentence, word]
    relations = mean(t.relations(v, child, parent).softmax(-1) for t, v in zip(teachers, vectors)) if len(child) else None
    return {"arcs": arcs, "child": child, "parent": parent, "relations": relations}


def anchors(teachers, vectors, batch, tags, kind):
    """Windows and words of the cues or triggers that are likely enough, with the shares of their roles, zero where no word stands."""
    tag, begins = BEGINS[kind]
    likely = tags[tag][:, begins(tags[tag].shape[1])].sum(-1) >= DISTILL["likely"]
    rows, valid = batch["grid"], batch["grid_valid"]
    window, anchor = ((likely & (batch[tag] < 0))[rows] & valid).nonzero().T
    out = {"window": window, "anchor": anchor}
    if len(window):
        roles = (getattr(t, kind)(v[rows], valid, window, anchor).softmax(-1) for t, v in zip(teachers, vectors))
        out["shares"] = mean(roles) * valid[window].unsqueeze(-1)
    return out


@torch.no_grad()
def think(teachers, batch, of_words=None, findings_from=0):
    """Their shares by head: "tags" of all words; trees as `trees` has them; "statement" and "event" as `anchors`, events with attributes and
    doorways. Only `teachers[:of_words]` are asked for trees and for tags other than cues and triggers, only `teachers[findings_from:]` for those
    and for all else."""
    vectors = [t.encode(batch).float() for t in teachers]
    logits = [t.tags(v) for t, v in zip(teachers, vectors)]
    found = {tag for tag, _ in BEGINS.values()}
    asked = lambda head: logits[findings_from:] if head in found else logits[:of_words]
    share = lambda head, x: x.float().sigmoid() if head == "sentence" else x.float().softmax(-1)
    tags = {head: mean(share(head, x[head]) for x in asked(head)) for head in logits[0]}
    out = {"tags": tags, **trees(teachers[:of_words], vectors[:of_words], batch)}
    teachers, vectors = teachers[findings_from:], vectors[findings_from:]
    for kind in BEGINS:
        out[kind] = anchors(teachers, vectors, batch, tags, kind)
    events = out["event"]
    if len(events["window"]):
        at = [v[batch["grid"][events["window"], events["anchor"]]] for v in vectors]
        given = [t.attributes(v) for t, v in zip(teachers, at)]
        events |= {head: mean(x[head].softmax(-1) for x in given) for head in given[0]}
        events["doorway"] = mean(t.doorways(v, events["window"]).softmax(-1) for t, v in zip(teachers, at))
    return out


def in_type(found, wanted):
    """The same with all fractions of another type: kept in halves, they take half the bytes."""
    other = lambda x: x.to(wanted) if torch.is_tensor(x) and x.is_floating_point() else x
    return {key: {name: other(y) for name, y in x.items()} if isinstance(x, dict) else other(x) for key, x in found.items()}
