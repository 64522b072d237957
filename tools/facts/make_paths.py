#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes lexicons/en/recipient_paths.tsv: by which paths of the tree a trigger names to whom its act is done.

Counted over the project's training gold with the program's own trees (paths and counts only):

    demarche parse --conllu ../shared/gold/train.jsonl > train.conllu
    tools/facts/make_paths.py train.conllu

A path with @place ends at the name of a place; it stands where the same path to any word does not. A path counts where it ends at a name or a noun of agents.tsv. It is right where that word lies in a recipient, wrong where it lies in an
actor or the event has no recipient; where the recipient is another word it says nothing. Rows stand from LEAST right ones on, and from
that SHARE of right ones on."""
import argparse
import collections
import json
import pathlib

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
LEAST, SHARE = 4, 0.8


class Word:
    """A word of a tree with its span in the text."""

    def __init__(self, columns, begin):
        self.form, self.lemma, self.tag, self.relation = columns[1], columns[2], columns[3], columns[7]
        self.head = int(columns[6]) - 1
        self.named = "NER=" in columns[9]
        self.is_place = columns[9].split("NER=")[-1][2:5] == "LOC"
        self.begin, self.end = begin, begin + len(self.form)


def sentences(path, texts):
    """{report: sentences of words}; forms are found again in the text, in order."""
    out, report, words, at = collections.defaultdict(list), "", [], 0
    for line in open(path, encoding="utf-8"):
        columns = line.rstrip("\n").split("\t")
        if line.startswith("# newdoc id = "):
            report, at = line.rstrip("\n").split(" = ", 1)[1], 0
        elif len(columns) < 8:
            if words and not line.startswith("#"):
                out[report].append(words)
                words = []
        elif columns[0].isdigit():
            begin = max(texts[report].find(columns[1], at), at)
            words.append(Word(columns, begin))
            at = words[-1].end
    return out


def preposition(words, i):
    return next((w.form.lower() for w in words if w.head == i and w.relation == "case"), "")


def steps(words, i):
    """(step, word) below word i; steps of nouns name their preposition."""
    for k, word in enumerate(words):
        if word.head != i:
            continue
        if word.relation in ("obl", "nmod") and preposition(words, k):
            yield word.relation + "/" + preposition(words, k), k
        elif word.relation in ("obj", "iobj", "nsubj:pass", "nmod:poss", "amod", "compound"):
            yield word.relation, k


def paths(words, head):
    """(path, word) from a trigger's head: one step, or two by way of what is done to or with."""
    for step, k in steps(words, head):
        if step not in ("amod", "compound", "nmod:poss"):
            yield step, k
        if step in ("obj", "nsubj:pass"):
            for second, m in steps(words, k):
                yield step + ">" + second, m


def inside(word, spans):
    return any(s["begin"] < word.end and s["end"] > word.begin for s in spans if s.get("begin", -1) >= 0)


def kind_of(event):
    """The type; of consultations visits alone have a recipient."""
    return "CONSULT/visit" if event["type"] == "CONSULT" else event["type"]


def count(gold, trees, nouns):
    """{(type, part of speech, path): [right, wrong]}."""
    out = collections.defaultdict(lambda: [0, 0])
    for record in gold:
        for event in record["events"]:
            if event["type"] == "CONSULT" and event["mode"] != "visit":
                continue
            trigger = event["trigger"]
            for words in trees[record["id"]]:
                within = [i for i, w in enumerate(words) if w.begin < trigger["end"] and w.end > trigger["begin"]]
                if not within:
                    continue
                head = next((i for i in within if words[i].head not in within), within[0])
                for path, k in paths(words, head):
                    word = words[k]
                    if not word.named and word.lemma.lower() not in nouns and word.form.lower() not in nouns:
                        continue
                    tag, right = "VERB" if words[head].tag == "VERB" else "NOUN", inside(word, event["recipients"])
                    if right or not event["recipients"] or inside(word, event["actors"]):
                        for end in ("", "@place") if word.is_place else ("",):
                            out[kind_of(event), tag, path + end][not right] += 1
                break
    return out


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("conllu"), parser.add_argument("--gold", default=ROOT.parent / "shared/gold/train.jsonl")
    args = parser.parse_args()
    gold = [json.loads(line) for line in open(args.gold, encoding="utf-8")]
    agents = (line.split("\t")[0] for line in open(ROOT / "lexicons/en/agents.tsv", encoding="utf-8") if line[0] not in "#\n")
    counts = count(gold, sentences(args.conllu, {r["id"]: r["text"] for r in gold}), set(agents))
    rows = [(*key, right, right / (right + wrong)) for key, (right, wrong) in counts.items() if right >= LEAST and right / (right + wrong) >= SHARE]
    whole = {row[:3] for row in rows}
    rows = sorted(r for r in rows if not r[2].endswith("@place") or (*r[:2], r[2].removesuffix("@place")) not in whole)
    with open(ROOT / "lexicons/en/recipient_paths.tsv", "w", encoding="utf-8", newline="\n") as out:
        out.write("#type\tpart_of_speech\tpath\tcount\tshare\n"
                  "# Paths of the tree from a trigger to whom its act is done. Counted over the training gold by\n"
                  "# tools/facts/make_paths.py (paths and counts only). CC0 1.0.\n")
        for row in rows:
            out.write("%s\t%s\t%s\t%d\t%.2f\n" % row)


if __name__ == "__main__":
    main()
