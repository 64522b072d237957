# SPDX-License-Identifier: Apache-2.0
"""Activations on fixed sentences, for the C++ tests to compare with."""
import json

import torch

from . import gold, quantize
from .labels import Index
from .samples import Encoded, Sample, collate
from .windows import Document

TEXTS = [
    "Israel extends the area fishermen from southern Gaza are allowed to operate in from six miles offshore to nine miles.",
    "The Kremlin said on Tuesday that Mr. Putin won't meet Zelenskyy in Istanbul, according to two people familiar with the plan.",
    "IRAN THREATENS TO CLOSE THE STRAIT\n\n\"We will respond,\" General Ali Karimi told reporters. He didn't say when.",
    "Ms. Ürkmez's antidisestablishmentarianism cost $1,250.75 (about 40%) in 2019 — and  counting…",
    "Protesters clashed with police.\nPolice fired tear gas; at least 12 people were arrested, Reuters reported.",
]


def document(number, text):
    """A document without labels, its words by a tokenizer that the file records."""
    rows = gold.tokenize([{"id": str(number), "text": text}])[str(number)]
    words = [text[begin:end] for begin, end, _ in rows]
    return Document(str(number), words, [gap for _, _, gap in rows], spans=[(b, e) for b, e, _ in rows], text=text)


def activations(model, sample):
    """Everything the heads give for one window."""
    batch = collate([sample])
    v = model.encode(batch)
    count = len(sample.words)
    rows, valid = torch.arange(count)[None], torch.ones(1, count, dtype=torch.bool)
    anchors, zero = torch.tensor([0, count // 2]), torch.zeros(2, dtype=torch.long)
    heads = model.tags(v)
    heads["arc"] = model.arcs(v, rows, valid)[0]
    heads["relation"] = model.relations(v, torch.arange(count), torch.arange(count) - 1)
    for kind in ("statement", "event"):
        heads[kind] = getattr(model, kind)(v[None], valid, zero, anchors)
    heads |= {head: value for head, value in model.attributes(v[anchors]).items()}
    heads["doorway"] = model.doorways(v[anchors])
    return {"words": v, **heads}


def rounded(tensor):
    """Nested lists with six significant digits."""
    return [rounded(t) for t in tensor] if tensor.dim() else float(f"{tensor.item():.6g}")


@torch.no_grad()
def write(path, model, labels, pieces):
    """For each text: words with spans and gaps, sub-words, and the float and int8 activations.

    `relation` row i takes word i - 1 as the head of word i (row 0: the root); statement, event, status, mode, code and doorway
    are taken at the anchors 0 and count // 2; `arc` treats the window as one sentence, column 0 is the root.
    """
    model.eval()
    out = []
    for number, text in enumerate(TEXTS):
        d = document(number, text)
        encoded = Encoded(d, Index(labels), pieces)
        sample = Sample(encoded, 0, len(d.words))
        record = {"text": text, "words": [[b, e, g] for (b, e), g in zip(d.spans, d.gaps)], "forms": d.words,
                  "pieces": [list(p) for p in encoded.pieces], "anchors": [0, len(d.words) // 2]}
        for key, on in (("float", False), ("int8", True)):
            quantize.fake(on)
            values = activations(model, sample)
            quantize.fake(False)
            record[key] = {name: rounded(value) for name, value in values.items()}
        out.append(record)
    with open(path, "w", encoding="utf-8") as file:
        json.dump({"texts": out}, file, ensure_ascii=False, separators=(",", ":"))
