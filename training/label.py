# SPDX-License-Identifier: Apache-2.0
"""Step `label`: what the network of the step `mpnet` finds in open texts, with a blank where it is unsure; the step `distill` learns from it.

Texts are taken in turn from each source, so that stopping early leaves a fair mix; what is labelled is kept in pieces, and `--resume` goes on.
"""
import json
import lzma
import pickle
import re

import numpy as np
import torch

from . import gold, mpnet, prepare, train
from .config import LABEL, SHARED, STATE, encoder_files
from .decode import best_tags, viterbi, role_spans, spans_of
from .evaluate import anchors_of_cues, predict
from .findings import shifted
from .labels import Index
from .samples import Encoded
from .windows import Document
from .words import Pieces

SPEECH = re.compile(r"^(Q|THE PRESIDENT|THE VICE PRESIDENT|MS?R?\. [A-Z-]+|SECRETARY [A-Z]+)\b|P\.M\. E[DS]T|A\.M\. E[DS]T", re.M)


def texts(source):
    """Records of one source, whole paragraphs up to the longest length; transcripts of speech are no news and left out, and so is the gold."""
    known = {json.loads(line)["id"] for path in sorted((SHARED / "gold").glob("*.jsonl")) for line in open(path, encoding="utf-8")}
    for number, line in enumerate(lzma.open(SHARED / f"data/text/{source}.jsonl.xz", "rt", encoding="utf-8")):
        if number % LABEL["every"][source]:
            continue
        record = json.loads(line)
        text = record["text"]
        if record["id"] in known or record.get("category", "Politics") not in LABEL["categories"]:
            continue
        if SPEECH.search(text[:400]):
            continue
        kept = ""
        for paragraph in text.split("\n"):
            if kept and len(kept) + len(paragraph) > LABEL["longest"]:
                break
            kept += paragraph + "\n"
        yield {"id": f"{source}-{number}", "text": kept.strip()[:2 * LABEL["longest"]]}


def parts():
    """Lists of records of about LABEL["part"] characters, the sources in turn by their shares of the characters."""
    open_, taken, part = {s: texts(s) for s in LABEL["every"]}, dict.fromkeys(LABEL["every"], 0), []
    while open_:
        source = min(open_, key=lambda s: taken[s] / LABEL["shares"][s])
        record = next(open_[source], None)
        if record is None:
            del open_[source]
            continue
        taken[source] += len(record["text"])
        part.append(record)
        if sum(len(r["text"]) for r in part) > LABEL["part"]:
            yield part
            part = []
    yield part


def documents(records):
    """Records as documents of words, with nothing known of them."""
    tokens = gold.tokenize(records)
    for record in records:
        text, rows = record["text"], tokens[record["id"]]
        if rows:
            yield Document(record["id"], [text[b:e] for b, e, _ in rows], [g for _, _, g in rows], spans=[(b, e) for b, e, _ in rows], text=text)


def sure_path(logits, path, least):
    """Which words the network gives their tag with at least that probability."""
    shares = np.exp(logits - logits.max(-1, keepdims=True))
    return np.take_along_axis(shares / shares.sum(-1, keepdims=True), path[..., None], -1)[..., 0] >= least


def blank_unsure(tags, sure, spans):
    """None where it is unsure; a span is kept whole or left out whole."""
    for begin, end in spans:
        sure[begin:end] = sure[begin:end].all()
    return [t if s else None for t, s in zip(tags, sure)]


class Labeler:
    """Writes what the network finds into the documents."""

    def __init__(self, model, labels, thresholds):
        self.model, self.labels, self.thresholds = model, labels, thresholds

    def tag(self, document, sample, tags):
        """Cues and triggers of one window; gives the anchors it is sure of, (word, kind) and (word, type)."""
        begin, end, sure = sample.begin, sample.end, LABEL["sure"]
        cues = shifted(tags["cue"], self.thresholds["cue"])
        path = best_tags(cues, 1)
        names = [self.labels["cue"][t] for t in path]
        spans = spans_of([f"{n}-CUE" if n in "BI" else n for n in names])
        document.cue[begin:end] = blank_unsure(names, sure_path(cues, path, sure), [s[:2] for s in spans])
        anchors = [(i, kind) for i, kind in anchors_of_cues(path) if document.cue[begin + i] is not None]
        triggers = shifted(tags["trigger"], self.thresholds["trigger"])
        path = best_tags(triggers)
        names = [self.labels["trigger"][t] for t in path]
        document.trigger[begin:end] = blank_unsure(names, sure_path(triggers, path, sure), [s[:2] for s in spans_of(names)])
        return anchors, [(b, kind) for b, _, kind in spans_of(names) if document.trigger[begin + b] is not None]

    def roles(self, kind, v, sample, anchors):
        """Role spans in words of the document, and the words of the window that the network is unsure of, for each anchor."""
        valid = torch.ones(1, len(v), dtype=torch.bool)
        logits = getattr(self.model, kind)(v[None], valid, torch.zeros(len(anchors), dtype=torch.long), torch.tensor(anchors)).numpy()
        paths, names = viterbi(logits), [tag[2:] for tag in self.labels[kind][1::2]]
        for row, path, sure in zip(logits, paths, sure_path(logits, paths, LABEL["sure"])):
            yield ([(role, sample.begin + b, sample.begin + e) for b, e, role in role_spans(path, names)],
                   {sample.begin + i for i in np.flatnonzero(~sure)})

    def events(self, document, sample, v, found):
        """Events at triggers: roles, attributes and doorways, None or "" where unsure."""
        at = v[[b for b, _ in found]]
        chosen = {}
        for head, logits in self.model.attributes(at).items():
            path = logits.argmax(1).numpy()
            sure = sure_path(logits.numpy(), path, LABEL["sure"])
            chosen[head] = [self.labels[head][p] if s else None for p, s in zip(path, sure)]
        doors = self.model.doorways(at).argmax(1).tolist()
        for i, ((begin, kind), (roles, unsure)) in enumerate(zip(found, self.roles("event", v, sample, [b for b, _ in found]))):
            document.events.append({
                "anchor": sample.begin + begin, "roles": roles, "unsure": unsure, "type": kind, "status": chosen["status"][i],
                "mode": chosen["mode"][i], "code": chosen["code"][i], "parent": sample.begin + found[doors[i] - 1][0] if doors[i] else None})

    @torch.no_grad()
    def label(self, encoded):
        """Fill the documents."""
        for e in encoded:
            e.document.cue, e.document.trigger = [None] * len(e.document.words), [None] * len(e.document.words)
        for sample, v, tags in predict(self.model, encoded, 3072):
            document = sample.encoded.document
            cues, triggers = self.tag(document, sample, tags)
            if cues:
                for (anchor, _), (roles, unsure) in zip(cues, self.roles("statement", v, sample, [a for a, _ in cues])):
                    document.statements.append({"anchor": sample.begin + anchor, "roles": roles, "unsure": unsure})
            if triggers:
                self.events(document, sample, v, triggers)


def read():
    """All documents labelled so far."""
    return [d for path in sorted(STATE.glob("labels-*.pickle")) for d in pickle.loads(path.read_bytes())]


def run(resume=False):
    """Label part by part until LABEL["words"] are labelled; writes labels-N.pickle."""
    data = prepare.load()
    torch.set_num_threads(train.TRAIN["threads"])
    state = torch.load(STATE / f"mpnet-{mpnet.MPNET['epochs']}.pt", weights_only=False)
    model, pieces, index = mpnet.Teacher(data["labels"]), Pieces.load(encoder_files()[1]), Index(data["labels"])
    model.load_state_dict(state["model"])
    model.eval()
    labeler, words = Labeler(model, data["labels"], state["thresholds"]), 0
    for number, records in enumerate(parts()):
        path = STATE / f"labels-{number:03}.pickle"
        if resume and path.exists():
            words += sum(len(d.words) for d in pickle.loads(path.read_bytes()))
            continue
        if words >= LABEL["words"]:
            break
        encoded = [Encoded(d, index, pieces) for d in documents(records)]
        labeler.label(encoded)
        done = [e.document for e in encoded]
        path.write_bytes(pickle.dumps(done))
        words += sum(len(d.words) for d in done)
        train.log({"labelled": words, "statements": sum(len(d.statements) for d in done), "events": sum(len(d.events) for d in done)})
