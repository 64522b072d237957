# SPDX-License-Identifier: Apache-2.0
"""Plain findings from the heads alone, in the form of the gold, and their score by ../shared/tools/ledger_score.py.

This is the oracle and the tuner: the program adds names, countries, dates, merging and vetoes of its own, and lets modes speak for types.
"""
import collections
import importlib.util

import numpy as np
import torch

from .annotations import place_within
from .config import MODES, SHARED, TRIGGERS_EXPECTED, TRIGGERS_OUTSIDE
from .decode import add_expected, best_tags, role_spans, spans_of, viterbi
from .evaluate import NOISE, anchors_of_cues, predict
from .windows import ends_sentence


def shifted(logits, offset):
    """Scores with the offset added to the first label."""
    return logits + np.array([offset] + [0.0] * (logits.shape[1] - 1), logits.dtype)


class Collector:
    """Keeps the windows' vectors and scores, so that thresholds can be tried without running the encoder again."""

    def __init__(self, model, labels, encoded):
        self.model, self.labels = model, labels
        self.windows = [(sample, v, tags["cue"], tags["trigger"]) for sample, v, tags in predict(model, encoded)]
        self.memory = {}

    def paths(self, number, kind, anchors):
        """Role tags at the anchors of a window, computed once each."""
        sample, v = self.windows[number][:2]
        missing = [a for a in anchors if (number, kind, a) not in self.memory]
        if missing:
            valid = torch.ones(1, len(v), dtype=torch.bool)
            with torch.no_grad():
                logits = getattr(self.model, kind)(v[None], valid, torch.zeros(len(missing), dtype=torch.long), torch.tensor(missing))
            for a, path in zip(missing, viterbi(logits.numpy())):
                self.memory[number, kind, a] = path
        names = [tag[2:] for tag in self.labels[kind][1::2]]
        return [role_spans(self.memory[number, kind, a], names) for a in anchors]

    def reports(self, thresholds):
        """{id: findings} at these thresholds."""
        out = {}
        for number, (sample, _, cue, trigger) in enumerate(self.windows):
            document = sample.encoded.document
            report = out.setdefault(document.id, {"id": document.id, "text": document.text, "statements": [], "events": []})
            self.add_statements(report, number, best_tags(shifted(cue, thresholds["cue"]), 1))
            self.add_events(report, number, self.triggers(sample, trigger, thresholds["trigger"]))
        for report in out.values():
            place_within(report)
        return out

    def triggers(self, sample, scores, threshold):
        """(begin, end, type) of a window's triggers, found sentence by sentence, as the program does."""
        starts = [i for i, gap in enumerate(sample.gaps) if i == 0 or gap == 3 or ends_sentence(sample.words, i)] + [len(sample.words)]
        out, names = [], self.labels["trigger"]
        for first, last in zip(starts, starts[1:]):
            rows = scores[first:last]
            best = spans_of([names[t] for t in best_tags(shifted(rows, threshold + TRIGGERS_OUTSIDE))])
            out += [(first + begin, first + end, kind) for begin, end, kind in add_expected(rows, names, best, TRIGGERS_EXPECTED)]
        return out

    def span(self, sample, begin, end):
        """A span of words as a span of the text."""
        spans = sample.encoded.document.spans
        first, last = spans[sample.begin + begin][0], spans[sample.begin + end - 1][1]
        return {"begin": first, "end": last, "text": sample.encoded.document.text[first:last]}

    def add_statements(self, report, number, tags):
        """Statements with content."""
        sample = self.windows[number][0]
        anchors = list(anchors_of_cues(tags))
        for (anchor, kind), roles in zip(anchors, self.paths(number, "statement", [a for a, _ in anchors])):
            by = collections.defaultdict(list)
            for begin, end, role in roles:
                by[role].append(self.span(sample, begin, end))
            if not by["content"]:
                continue
            end = anchor + 1
            while end < len(tags) and tags[end] == 2:
                end += 1
            report["statements"].append({
                "id": f"s{len(report['statements'])}", "speaker": by["speaker"][0] if by["speaker"] else None,
                "cue": self.span(sample, anchor, end) if kind == "CUE" else None, "content": by["content"],
                "addressee": by["addressee"][0] if by["addressee"] else None, "form": "indirect", "within": None})

    def add_events(self, report, number, triggers):
        """Events with their attributes."""
        sample, v = self.windows[number][:2]
        if not triggers:
            return
        with torch.no_grad():
            chosen = {head: logits.numpy() for head, logits in self.model.attributes(v[[b for b, _, _ in triggers]]).items()}
        for i, ((begin, end, kind), roles) in enumerate(zip(triggers, self.paths(number, "event", [b for b, _, _ in triggers]))):
            legal = [m for m, name in enumerate(self.labels["mode"]) if name == "none" or name in MODES[kind].split()]
            mode = self.labels["mode"][max(legal, key=lambda m: chosen["mode"][i][m])]
            by = collections.defaultdict(list)
            for b, e, role in roles:
                by[role].append(self.span(sample, b, e))
            report["events"].append({
                "id": f"e{len(report['events'])}", "trigger": self.span(sample, begin, end), "type": kind, "mode": "" if mode == "none" else mode,
                "cameo": self.labels["code"][int(chosen["code"][i].argmax())], "status": self.labels["status"][int(chosen["status"][i].argmax())],
                "actors": by["actor"], "recipients": by["recipient"], "within": None, "content_of": None,
                "date": None, "place": by["place"][0] if by["place"] else None})


def scorer():
    """The project's scorer as a module."""
    spec = importlib.util.spec_from_file_location("ledger_score", SHARED / "tools/ledger_score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def score(collector, thresholds, gold):
    """The scorer's summary."""
    ledger, reports = scorer(), collector.reports(thresholds)
    return ledger.summary(sum((ledger.score_report(g, reports.get(g["id"])) for g in gold), collections.Counter()))


def tune(model, encoded, labels, thresholds):
    """({measure: value}, thresholds) with cue and trigger offsets for the best attributed and typed F1 of whole findings; of those that differ by
    less than noise, the nearest to none."""
    collector, gold = Collector(model, labels, encoded), [e.document.gold for e in encoded]
    tried = [(float(x), score(collector, {**thresholds, "cue": x, "trigger": x}, gold)) for x in np.arange(-2.5, 2.51, 0.25)]
    for head, measure in (("cue", "attributed_f1"), ("trigger", "typed_f1")):
        good = max(summary[measure] for _, summary in tried) - NOISE
        thresholds = {**thresholds, head: min((x for x, summary in tried if summary[measure] >= good), key=abs)}
    summary = score(collector, thresholds, gold)
    keys = ("content_f1", "attributed_f1", "attributed_p", "attributed_r", "chain_f1", "addressee_f1", "located_f1", "typed_f1", "typed_p", "typed_r",
            "quad_f1", "root_f1", "status", "unreal_as_real", "mode", "asserted")
    return {key: round(summary[key], 1) for key in keys}, thresholds


def proposals(collector, head, thresholds):
    """[(rows of scores, tags chosen, right)] for every cue or trigger found: right = overlaps one of the gold, of the same type."""
    out, bare = [], 1 if head == "cue" else 0
    for sample, _, cue, trigger in collector.windows:
        logits = cue if head == "cue" else trigger
        gold = getattr(sample.encoded.document, head)[sample.begin:sample.end]
        path = best_tags(shifted(logits, thresholds[head]), bare)
        names = [collector.labels[head][t] for t in path]
        kinds = names if head == "trigger" else [f"{n}-CUE" if n in ("B", "I") else n for n in names]
        for begin, end, kind in spans_of(kinds):
            right = any(t[2:] == kind for t in gold[begin:end]) if head == "trigger" else any(t in ("B", "I") for t in gold[begin:end])
            out.append((logits[begin:end], path[begin:end], right))
    return out


def temperature(found):
    """The divisor of the scores that makes their shares most likely: 0.8 then means 80 %."""
    best = None
    for t in np.arange(0.7, 4.01, 0.1):
        loss = 0.0
        for rows, tags, right in found:
            raised = np.exp((rows - rows.max(1, keepdims=True)) / t)
            share = float((raised / raised.sum(1, keepdims=True))[np.arange(len(tags)), tags].mean())
            share = min(max(share, 1e-4), 1 - 1e-4)
            loss -= np.log(share if right else 1 - share)
        best = min(best or (np.inf, 1.0), (loss, float(t)))
    return best[1]


def calibrate(model, encoded, labels, thresholds):
    """Divide the scores of cues and triggers, and their thresholds, by the temperatures; no decision changes but of triggers that go by expected
    numbers. Gives {head: temperature}."""
    collector, out = Collector(model, labels, encoded), {}
    for head in ("cue", "trigger"):
        out[head] = temperature(proposals(collector, head, thresholds))
        with torch.no_grad():
            layer = getattr(model, head)
            layer.weight /= out[head]
            layer.bias /= out[head]
        thresholds[head] /= out[head]
    return out
