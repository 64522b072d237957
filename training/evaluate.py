# SPDX-License-Identifier: Apache-2.0
"""Measures on development data, and the thresholds that serve them best."""
import contextlib

import numpy as np
import torch

from . import lemmas
from .decode import best_tags, role_spans, spans_of, tree, viterbi
from .samples import Sample, collate, pack
from .windows import windows
from .words import Pieces
from .config import SENTENCE_UNMARKED, SIZES, encoder_files

NOISE = 0.25    # differences of F1 below that say nothing


@contextlib.contextmanager
def one_thread():
    """Many small products: threads would only wait for each other."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(threads)


def f1(hit, system, gold):
    """F1 in percent."""
    return round(200.0 * hit / max(1, system + gold), 2)


def samples_of(encoded):
    """Windows as the program cuts them."""
    pieces = samples_of.pieces = getattr(samples_of, "pieces", None) or Pieces.load(encoder_files()[1])
    return [Sample(e, b, end) for e in encoded for b, end in windows(e.document, pieces, SIZES["window_pieces"])]


@torch.no_grad()
def predict(model, encoded, batch_pieces=4096):
    """Yield (sample, word vectors, tag logits as arrays) for every window."""
    model.eval()
    for group in pack(samples_of(encoded), batch_pieces):
        batch = collate(group)
        v = model.encode(batch)
        tags = {head: value.numpy() for head, value in model.tags(v).items()}
        for sample, begin, end in zip(group, batch["offsets"], batch["offsets"][1:]):
            yield sample, v[begin:end], {head: value[begin:end] for head, value in tags.items()}


def best_offset(count, values):
    """(offset, F1) with the best F1 over a grid; count(offset) gives (hit, system, gold)."""
    scored = [(f1(*count(x)), -abs(x), x) for x in values]
    best = max(scored)
    return round(float(best[2]), 2), best[0]


class Treebank:
    """Tags, trees, sentences and names on a treebank at gold tokens."""

    def __init__(self, labels, exceptions=None):
        self.labels, self.exceptions = labels, exceptions or {}
        self.hits, self.words, self.names = dict.fromkeys(("upos", "xpos", "feats", "lemma", "uas", "las"), 0), 0, [0, 0, 0]
        self.starts = []

    def add(self, model, sample, v, tags):
        """Count one window."""
        document, begin = sample.encoded.document, sample.begin
        self.words += len(sample.words)
        chosen = {head: tags[head].argmax(1) for head in ("upos", "xpos", "feats", "lemma")}
        chosen["name"] = best_tags(tags["name"])
        for head in ("upos", "xpos", "feats"):
            self.hits[head] += int((chosen[head] == sample.labels[head]).sum())
        for i, word in enumerate(sample.words):
            key = f"{word}\t{self.labels['upos'][chosen['upos'][i]]}"
            lemma = self.exceptions.get(key) or lemmas.apply(self.labels["lemma"][chosen["lemma"][i]], word)
            self.hits["lemma"] += lemma == document.lemma[begin + i]
        self.starts.append((begin_logits(sample, tags["sentence"][:, 0]), sample.labels["sentence"], [gap == 3 for gap in sample.gaps]))
        gold = set(spans_of(document.name[begin:sample.end]))
        system = {s for s in spans_of([self.labels["name"][t] for t in chosen["name"]]) if s[2] != "MISC"}
        self.names = [a + b for a, b in zip(self.names, (len(gold & system), len(system), len(gold)))]
        self.trees(model, sample, v)

    def trees(self, model, sample, v):
        """Arcs and labels in gold sentences."""
        document = sample.encoded.document
        for begin, end in sample.sentences():
            n = end - begin
            rows, valid = torch.arange(begin, end)[None], torch.ones(1, n, dtype=torch.bool)
            heads = tree(model.arcs(v, rows, valid)[0].numpy())
            parents = torch.tensor([begin + h - 1 if h else -1 for h in heads])
            labels = model.relations(v, rows[0], parents).argmax(1).tolist()
            for i in range(n):
                absolute = sample.begin + begin + i
                gold = document.head[absolute]
                right = (gold == -1 and heads[i] == 0) or (gold >= 0 and heads[i] and gold == sample.begin + begin + heads[i] - 1)
                self.hits["uas"] += bool(right)
                self.hits["las"] += bool(right) and self.labels["relation"][labels[i]].split(":")[0] == document.relation[absolute].split(":")[0]

    def sentence_count(self, offset):
        """(hit, system, gold) of whole sentences."""
        gold, system, at = set(), set(), 0
        edges = ([], [])
        for logits, labels, blocks in self.starts:
            for i in range(len(logits)):
                if labels[i]:
                    edges[0].append(at + i)
                if logits[i] + offset > 0 or blocks[i]:
                    edges[1].append(at + i)
            at += len(logits)
        gold, system = (set(zip(e, e[1:] + [at])) for e in edges)
        return len(gold & system), len(system), len(gold)

    def scores(self):
        """Percentages and the sentence offset."""
        out = {key: round(100.0 * value / max(1, self.words), 2) for key, value in self.hits.items()}
        offset, out["sentences"] = best_offset(self.sentence_count, np.arange(-3, 3.01, 0.25))
        out["names"] = f1(*self.names)
        return out, offset


def name_offsets(model, encoded, labels):
    """({part of a tag: offset} to be added to the head's bias, F1 before, F1 after) for the best F1 of PER, ORG and LOC, or nearly the best
    that gives the fewest names; parts are O, MISC and ORG."""
    windows = []
    for sample, _, tags in predict(model, encoded):
        windows.append((tags["name"], set(spans_of(sample.encoded.document.name[sample.begin:sample.end]))))
    parts = {part: np.array([float(tag.split("-")[-1] == part) for tag in labels["name"]]) for part in ("O", "MISC", "ORG")}

    def measure(offsets):
        count = [0, 0, 0]
        for logits, gold in windows:
            chosen = best_tags(logits + sum(offset * parts[part] for part, offset in offsets.items()))
            system = {s for s in spans_of([labels["name"][t] for t in chosen]) if s[2] != "MISC"}
            count = [a + b for a, b in zip(count, (len(gold & system), len(system), len(gold)))]
        return f1(*count)

    tried = [{"O": o, "MISC": m, "ORG": g} for o in np.arange(-1, 3.01, 0.5) for m in np.arange(-2, 0.01, 0.5) for g in np.arange(-1, 0.01, 0.5)]
    scored = [(measure(offsets), offsets) for offsets in tried]
    top = max(score for score, _ in scored)
    after, best = max((s for s in scored if s[0] > top - NOISE), key=lambda s: (s[1]["O"], s[1]["MISC"] + s[1]["ORG"]))
    return {part: float(offset) for part, offset in best.items()}, measure({}), after


class Findings:
    """Cues, triggers, roles, attributes and doorways on gold findings."""

    def __init__(self, labels):
        self.labels, self.windows = labels, []
        self.roles = {role: [0, 0, 0] for kind in ("statement", "event") for role in self.names(kind)}
        self.right = {head: [0, 0] for head in ("status", "mode", "code")}
        self.links = []

    def names(self, kind):
        """Roles of statements or events, in the order of the tags."""
        return [tag[2:] for tag in self.labels[kind][1::2]]

    def add(self, model, sample, v, tags):
        """Count one window at gold anchors; keep the tag scores for later."""
        document = sample.encoded.document
        self.windows.append((tags["cue"], tags["trigger"], document.cue[sample.begin:sample.end], document.trigger[sample.begin:sample.end]))
        batch = collate([sample])
        for kind in ("statement", "event"):
            anchors = batch[kind]
            if len(anchors["window"]):
                logits = getattr(model, kind)(v[None], batch["grid_valid"], anchors["window"], anchors["anchor"]).numpy()
                for path, gold in zip(viterbi(logits), anchors["tags"].numpy()):
                    self.count_roles(role_spans(path, self.names(kind)), role_spans(gold, self.names(kind)))
        anchors = batch["event"]
        if len(anchors["window"]):
            at = v[anchors["anchor"]]
            for i, (head, logits) in enumerate(model.attributes(at).items()):
                known = anchors["attributes"][:, i] >= 0
                self.right[head][0] += int((logits.argmax(1) == anchors["attributes"][:, i])[known].sum())
                self.right[head][1] += int(known.sum())
            self.links.append((model.doorways(at).numpy(), anchors["parent"].numpy()))

    def count_roles(self, system, gold):
        """Exact spans."""
        for role in {s[2] for s in system} | {g[2] for g in gold}:
            s, g = {x for x in system if x[2] == role}, {x for x in gold if x[2] == role}
            self.roles[role] = [a + b for a, b in zip(self.roles[role], (len(s & g), len(s), len(g)))]

    def cue_count(self, offset):
        """First words of cues, bare quotations as their own kind."""
        hit = system = gold = 0
        for logits, _, tags, _ in self.windows:
            shifted = logits + np.array([offset] + [0] * (logits.shape[1] - 1))
            found = set(anchors_of_cues(best_tags(shifted, 1)))
            true = {(i, "BARE" if tag == "BARE" else "CUE") for i, tag in enumerate(tags) if tag in ("B", "BARE")}
            hit, system, gold = hit + len(found & true), system + len(found), gold + len(true)
        return hit, system, gold

    def trigger_count(self, offset, typed=True):
        """Triggers that overlap, with the type."""
        hit = system = gold = 0
        for _, logits, _, tags in self.windows:
            shifted = logits + np.array([offset] + [0] * (logits.shape[1] - 1))
            found = spans_of([self.labels["trigger"][t] for t in best_tags(shifted)])
            true = spans_of(tags)
            used = set()
            for b, e, kind in found:
                match = next((g for g in true if g not in used and g[0] < e and b < g[1] and (not typed or g[2] == kind)), None)
                hit += match is not None
                used.add(match)
            system, gold = system + len(found), gold + len(true)
        return hit, system, gold

    def link_count(self, offset):
        """Doorway links."""
        hit = system = gold = 0
        for logits, parents in self.links:
            shifted = logits.copy()
            shifted[:, 0] += offset
            chosen = shifted.argmax(1)
            hit += int(((chosen == parents) & (parents > 0)).sum())
            system, gold = system + int((chosen > 0).sum()), gold + int((parents > 0).sum())
        return hit, system, gold

    def scores(self):
        """Percentages and offsets."""
        grid = np.arange(-3, 3.01, 0.25)
        offsets, out = {}, {}
        offsets["cue"], out["cue"] = best_offset(self.cue_count, grid)
        offsets["trigger"], out["trigger_typed"] = best_offset(self.trigger_count, grid)
        out["trigger_located"] = f1(*self.trigger_count(offsets["trigger"], False))
        offsets["doorway"], out["doorway"] = best_offset(self.link_count, grid)
        out |= {role: f1(*counts) for role, counts in self.roles.items()}
        out |= {head: round(100.0 * hit / max(1, count), 2) for head, (hit, count) in self.right.items()}
        return out, offsets


def begin_logits(sample, logits):
    """The logits of words to begin a sentence, lower within a line where no mark closes the word before; as the program does it."""
    open_before = [gap < 2 and i > 0 and sample.words[i - 1][-1].isascii() and sample.words[i - 1][-1].isalnum()
                   for i, gap in enumerate(sample.gaps)]
    return logits - SENTENCE_UNMARKED * np.array(open_before)


def anchors_of_cues(tags):
    """(word, kind) for each cue or bare quotation in the tag numbers O, B, I, BARE."""
    for i, tag in enumerate(tags):
        if tag in (1, 3):
            yield i, "CUE" if tag == 1 else "BARE"


@torch.no_grad()
def all_scores(model, encoded, labels, exceptions=None, every=1):
    """({measure: value}, {threshold: offset}) on EWT dev, UNER dev (every n-th document) and the gold development sets."""
    bank = Treebank(labels, exceptions)
    for sample, v, tags in predict(model, encoded["dev"][::every]):
        with one_thread():
            bank.add(model, sample, v, tags)
    scores, sentence = bank.scores()
    findings = Findings(labels)
    for sample, v, tags in predict(model, encoded["gold_dev"] + encoded["gold_long"]):
        with one_thread():
            findings.add(model, sample, v, tags)
    more, offsets = findings.scores()
    return scores | more, {"sentence": sentence, **offsets}
