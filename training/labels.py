# SPDX-License-Identifier: Apache-2.0
"""Label sets of every head, taken from the training data."""
import collections

from . import config, lemmas


def counted(values, least=1):
    """Values seen at least so often, the most frequent first."""
    counts = collections.Counter(values)
    return [value for value, count in sorted(counts.items(), key=lambda c: (-c[1], c[0])) if count >= least]


def build(treebank, gold):
    """Label sets and the lemma exceptions."""
    words = lambda field: [value for d in treebank for value in getattr(d, field)]
    scripts = ["="] + [s for s in counted([lemmas.script(f, l) for d in treebank for f, l in zip(d.words, d.lemma) if l != "_"], 3) if s != "="]
    labels = {
        "upos": counted(words("upos")), "xpos": counted(words("xpos")), "feats": counted(words("feats"), 2), "lemma": scripts,
        "relation": counted(words("relation"), 2), "name": config.bio(config.NAME_TYPES), "kind": config.bio(config.KINDS), "cue": config.CUE_TAGS,
        "trigger": config.bio(config.TYPES), "types": config.TYPES, "status": config.STATUS, "mode": config.MODE_NAMES,
        "code": counted([e["code"] for d in gold for e in d.events if e["code"]], 3),
        "statement": config.bio(config.STATEMENT_ROLES), "event": config.bio(config.EVENT_ROLES),
        "modes_of": {kind: modes.split() for kind, modes in config.MODES.items()},
    }
    return labels, exceptions(treebank, set(scripts))


def exceptions(treebank, scripts):
    """Lemmas that no script of the set gives, by form and part of speech; the most frequent wins."""
    seen = collections.defaultdict(collections.Counter)
    for d in treebank:
        for form, lemma, upos in zip(d.words, d.lemma, d.upos):
            seen[f"{form}\t{upos}"][lemma] += 1
    out = {}
    for key, counts in sorted(seen.items()):
        form = key.split("\t")[0]
        lemma = counts.most_common(1)[0][0]
        if lemma != "_" and lemmas.script(form, lemma) not in scripts and not any(c.isdigit() for c in form):
            out[key] = lemma
    return out


class Index:
    """Label to number for each head; None and unknown labels give -100 (no loss)."""

    def __init__(self, labels):
        self.of = {head: {label: i for i, label in enumerate(values)} for head, values in labels.items() if isinstance(values, list)}

    def ids(self, head, values):
        """Numbers of a list of labels."""
        table = self.of[head]
        return [table.get(value, -100) for value in values]

    def code(self, value):
        """A CAMEO code, shortened until it is in the set."""
        while value and value not in self.of["code"]:
            value = value[:-1]
        return self.of["code"].get(value, -100)
