# SPDX-License-Identifier: Apache-2.0
"""Windows as training samples, and batches of them as tensors."""
import random

import numpy as np
import torch

from . import lemmas
from .windows import windows
from .words import affix_rows, shape

TAG_HEADS = ("sentence", "upos", "xpos", "feats", "lemma", "name", "kind", "cue", "trigger")


class Encoded:
    """A document with its labels as numbers."""

    def __init__(self, document, index, pieces):
        self.document, self.index = document, index
        self.pieces = [pieces(word) for word in document.words]
        count = len(document.words)
        self.labels = {}
        for head in TAG_HEADS:
            values = getattr(document, head)
            if head == "sentence":
                ids = values
            elif head == "lemma":
                ids = values and self.lemma_ids(document.words, values)
            else:
                ids = values and index.ids(head, values)
            self.labels[head] = np.array(ids if values else [-100] * count)
        self.labels["fact"] = np.array(document.fact or [np.nan] * count, np.float32)
        self.relation = np.array(index.ids("relation", document.relation)) if document.relation else None

    def lemma_ids(self, words, values):
        """Edit scripts; unknown ones give no loss."""
        return self.index.ids("lemma", [lemmas.script(f, l) if l != "_" else None for f, l in zip(words, values)])


class Sample:
    """A window of a document, perhaps with its case or its line breaks changed."""

    def __init__(self, encoded, begin, end, change=""):
        self.encoded, self.begin, self.end = encoded, begin, end
        document = encoded.document
        self.words, self.gaps = document.words[begin:end], list(document.gaps[begin:end])
        self.size = 2 + sum(len(p) for p in encoded.pieces[begin:end])
        self.labels = {head: values[begin:end] for head, values in encoded.labels.items()}
        if change in ("upper", "lower"):
            self.words = [getattr(word, change)() for word in self.words]
            if document.lemma:
                ids = np.array(encoded.lemma_ids(self.words, document.lemma[begin:end]))
                self.labels["lemma"] = ids
        elif change == "wrap":
            self.wrap()

    def wrap(self):
        """Hard line breaks, as in wrapped text."""
        width, column = random.randint(50, 80), 0
        for i, word in enumerate(self.words):
            column = 0 if self.gaps[i] == 3 else column + len(word) + 1
            if self.gaps[i] == 1 and column > width:
                self.gaps[i], column = 2, len(word)

    def sentences(self):
        """(begin, end) of the window's sentences, relative to the window."""
        bounds = self.encoded.document.sentence or self.encoded.document.bounds
        starts = [i for i, s in enumerate(bounds[self.begin:self.end]) if s == 1 or i == 0] + [len(self.words)]
        return list(zip(starts, starts[1:]))


def cut(encoded, pieces, low, high, rng, share=0.0):
    """Samples of a document in windows of random size; a share of them changed."""
    limit = (lambda: rng.randint(low, high)) if low < high else high
    out = []
    for begin, end in windows(encoded.document, pieces, limit):
        draw = rng.random()
        change = "upper" if draw < share * 0.6 else "lower" if draw < share else "wrap" if draw < 2.2 * share else ""
        out.append(Sample(encoded, begin, end, change))
    return out


def pack(samples, batch_pieces, rng=None):
    """Groups of samples of like size whose padded size stays within the limit; shuffled if a generator is given."""
    order = sorted(samples, key=lambda s: s.size + (rng.random() * 24 if rng else 0))
    batches, longest = [[]], 0
    for sample in order:
        longest = max(longest, sample.size)
        if batches[-1] and longest * (len(batches[-1]) + 1) > batch_pieces:
            batches.append([])
            longest = sample.size
        batches[-1].append(sample)
    if rng:
        rng.shuffle(batches)
    return batches


def collate(samples):
    """Tensors of a batch (docs/formats/model.md says what they mean)."""
    length = max(s.size for s in samples)
    pieces, features = np.zeros((len(samples), length), np.int64), np.full((len(samples), length), -1, np.int64)
    mask = np.zeros((len(samples), length), bool)
    first, affix, shapes, offsets = [], [], [], [0]
    for row, sample in enumerate(samples):
        at = 1
        pieces[row, 0] = CLS
        for word, gap, ids in zip(sample.words, sample.gaps, sample.encoded.pieces[sample.begin:sample.end]):
            kind = shape(word)
            pieces[row, at:at + len(ids)] = ids
            features[row, at:at + len(ids)] = kind * 4 + gap
            first.append(row * length + at)
            affix.append(affix_rows(word))
            shapes.append(kind)
            at += len(ids)
        pieces[row, at] = SEP
        mask[row, :at + 1] = True
        offsets.append(len(first))
    batch = {"pieces": pieces, "features": features, "mask": mask, "first": np.array(first), "affix": np.array(affix),
             "shape": np.array(shapes)}
    batch |= {head: np.concatenate([s.labels[head] for s in samples]) for head in (*TAG_HEADS, "fact")}
    batch["style"] = np.array([s.encoded.document.style for s in samples])
    batch = {key: torch.from_numpy(value) for key, value in batch.items()} | {"offsets": offsets, "samples": samples}
    add_trees(batch)
    add_word_grid(batch)
    for kind in ("statement", "event"):
        add_anchors(batch, kind)
    return batch


CLS, SEP = 101, 102


def grid(spans):
    """Rows of word numbers, padded with the first, and which of them count."""
    longest = max((end - begin for begin, end in spans), default=0)
    rows, valid = np.zeros((len(spans), longest), np.int64), np.zeros((len(spans), longest), bool)
    for i, (begin, end) in enumerate(spans):
        rows[i, :end - begin] = np.arange(begin, end)
        valid[i, :end - begin] = True
    return torch.from_numpy(rows), torch.from_numpy(valid)


def add_trees(batch):
    """Sentences, where they are known or guessed, with their heads (0 root, else place + 1; -100 where the head is outside or unknown) and
    relations."""
    spans, heads, relations = [], [], []
    for sample, offset in zip(batch["samples"], batch["offsets"]):
        encoded = sample.encoded
        if not encoded.document.head and not encoded.document.bounds:
            continue
        for begin, end in sample.sentences():
            base = sample.begin + begin
            spans.append((offset + begin, offset + end))
            if not encoded.document.head:
                heads.append([-100] * (end - begin))
                relations.append(heads[-1])
                continue
            row = []
            for i in range(base, sample.begin + end):
                head = encoded.document.head[i]
                row.append(0 if head < 0 else head - base + 1 if base <= head < sample.begin + end else -100)
            heads.append(row)
            relations.append(encoded.relation[base:sample.begin + end])
    rows, valid = grid(spans)
    gold, labels = np.full(rows.shape, -100), np.full(rows.shape, -100)
    for i, row in enumerate(heads):
        gold[i, :len(row)], labels[i, :len(row)] = row, relations[i]
    batch |= {"tree": rows, "tree_valid": valid, "heads": torch.from_numpy(gold), "relations": torch.from_numpy(labels)}


def add_word_grid(batch):
    """Words of each window as a padded grid."""
    batch["grid"], batch["grid_valid"] = grid(list(zip(batch["offsets"], batch["offsets"][1:])))


def add_anchors(batch, kind):
    """Anchors of statements or events with the BIO tags of their roles and, for events, their attributes and the row of the event whose content
    they are (0 none, else 1 + row)."""
    window, anchor, tags, extra, parents = [], [], [], [], []
    width = batch["grid"].shape[1]
    for row, sample in enumerate(batch["samples"]):
        document, index = sample.encoded.document, sample.encoded.index
        inside = [x for x in getattr(document, kind + "s") if sample.begin <= x["anchor"] < sample.end]
        before = len(anchor)
        for x in inside:
            window.append(row)
            anchor.append(x["anchor"] - sample.begin)
            line = np.full(width, -100)
            line[:len(sample.words)] = 0
            for role, begin, end in x["roles"]:
                begin, end = max(begin, sample.begin) - sample.begin, min(end, sample.end) - sample.begin
                if begin < end:
                    line[begin:end] = index.of[kind]["I-" + role]
                    line[begin] = index.of[kind]["B-" + role]
            for i in x.get("unsure", ()):
                if sample.begin <= i < sample.end:
                    line[i - sample.begin] = -100
            tags.append(line)
            if kind == "event":
                extra.append([index.of["status"].get(x["status"], -100), index.of["mode"].get(x["mode"], -100), index.code(x["code"])])
                at = [y["anchor"] for y in inside]
                parents.append(1 + before + at.index(x["parent"]) if x["parent"] in at else -100 if x["parent"] is not None else 0)
    batch[kind] = {"window": torch.tensor(window, dtype=torch.long), "anchor": torch.tensor(anchor, dtype=torch.long),
                   "tags": torch.from_numpy(np.array(tags).reshape(-1, width)), "attributes": torch.tensor(extra, dtype=torch.long).reshape(-1, 3),
                   "parent": torch.tensor(parents, dtype=torch.long)}
