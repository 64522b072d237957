# SPDX-License-Identifier: Apache-2.0
"""Step `label`: what the network of the step `mpnet` finds in open texts, as shares of each tag; the step `distill` learns from them.

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
from .decode import best_tags, spans_of
from .evaluate import anchors_of_cues, predict
from .findings import shifted
from .labels import Index
from .samples import Encoded
from .windows import Document
from .words import Pieces

UNSURE = -1    # a doorway that is not known

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


def shares(logits):
    """Probabilities of the last axis, in half precision."""
    found = np.exp(logits - logits.max(-1, keepdims=True))
    return (found / found.sum(-1, keepdims=True)).astype(np.float16)


class Labeler:
    """Writes what the network finds into the documents: at every word the shares of its cue and trigger tags, at every cue and trigger that it
    finds or nearly finds the shares of roles and attributes, and the doorways it is sure of."""

    def __init__(self, model, labels, thresholds):
        self.model, self.labels = model, labels
        self.offset = {head: thresholds[head] - LABEL["lower"] for head in ("cue", "trigger")}

    def triggers(self, tags):
        """First words of triggers."""
        return [b for b, _, _ in spans_of([self.labels["trigger"][t] for t in best_tags(shifted(tags["trigger"], self.offset["trigger"]))])]

    def anchors(self, kind, v, sample, words):
        """Records of statements or events with the shares of the roles of the window's words."""
        if not words:
            return []
        valid = torch.ones(1, len(v), dtype=torch.bool)
        logits = getattr(self.model, kind)(v[None], valid, torch.zeros(len(words), dtype=torch.long), torch.tensor(words)).numpy()
        return [{"anchor": sample.begin + word, "roles": [], "shares": (sample.begin, row)} for word, row in zip(words, shares(logits))]

    def add_attributes(self, events, at):
        """Shares of status, mode and code, and the doorway: None for no doorway, UNSURE where that is not sure."""
        attributes = {head: shares(logits.numpy()) for head, logits in self.model.attributes(at).items()}
        for i, (event, doors) in enumerate(zip(events, shares(self.model.doorways(at).numpy()))):
            best = int(doors.argmax())
            event["parent"] = UNSURE if doors[best] < LABEL["sure"] else events[best - 1]["anchor"] if best else None
            event |= {"status": None, "mode": None, "code": None, "attributes": [attributes[head][i] for head in ("status", "mode", "code")]}

    @torch.no_grad()
    def label(self, encoded):
        """Fill the documents."""
        for e in encoded:
            e.document.shares = {head: np.zeros((len(e.document.words), len(self.labels[head])), np.float16) for head in self.offset}
        for sample, v, tags in predict(self.model, encoded, LABEL["batch_pieces"]):
            document = sample.encoded.document
            for head in self.offset:
                document.shares[head][sample.begin:sample.end] = shares(tags[head])
            cues = [i for i, _ in anchors_of_cues(best_tags(shifted(tags["cue"], self.offset["cue"]), 1))]
            document.statements += self.anchors("statement", v, sample, cues)
            found = self.triggers(tags)
            events = self.anchors("event", v, sample, found)
            if events:
                self.add_attributes(events, v[found])
            document.events += events


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
