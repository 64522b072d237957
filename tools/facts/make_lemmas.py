#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes lexicons/en/lemmas.tsv: base forms of verbs, nouns and adjectives, and how often open texts have them.

Reads trees as `demarche parse --conllu` prints them; a base form is a word tagged as one (VB, VBP, NN, JJ) at least LEAST times. Lemmas of a
treebank count too, those of its training part alone. The texts were all of Wikinews and every 3rd, 7th and 14th of current events (wcep-events), White House
texts and State Department reports in ../shared/data/text, 5.4 million words.

    demarche parse --conllu texts.jsonl | tools/facts/make_lemmas.py --treebank ../shared/data/treebank/{ewt,gum-open}-train.conllu
"""
import argparse
import collections
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
KINDS = {"VB": "verb", "VBP": "verb", "NN": "noun", "JJ": "adjective"}
OF_LEMMAS = {"VB": "verb", "NN": "noun", "JJ": "adjective"}
LEAST = 4
WORD = re.compile(r"[a-z]{2,24}$")
HEAD = """#kind\tform\tbase form or count
# Base forms and how often they occur, see lexicons/FORMAT.md. By tools/facts/make_lemmas.py (words and numbers only): counted by the program in White House
# texts and State Department reports (public domain), Wikinews (CC BY 2.5), Wikipedia's current events (CC BY-SA 4.0); lemmas of UD English EWT and GUM, train (CC BY-SA 4.0).
"""


def rows(lines):
    for line in lines:
        if line[:1].isdigit():
            yield line.rstrip("\n").split("\t")[1:5]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--treebank", nargs="*", default=[])
    args = parser.parse_args()
    counts = collections.Counter()
    for form, lemma, _, xpos in rows(sys.stdin):
        if xpos in KINDS and WORD.match(form) and WORD.match(lemma):
            counts[KINDS[xpos], form] += 1
    for path in args.treebank:
        with open(path, encoding="utf-8") as file:
            for _, lemma, _, xpos in rows(file):
                if xpos[:2] in OF_LEMMAS and not xpos.startswith("NNP") and WORD.match(lemma):
                    counts[OF_LEMMAS[xpos[:2]], lemma] += LEAST
    with open(ROOT / "lexicons/en/lemmas.tsv", "w", encoding="utf-8", newline="\n") as out:
        out.write(HEAD)
        for (kind, form), count in sorted(counts.items()):
            if count >= LEAST:
                out.write(f"{kind}\t{form}\t{count}\n")


if __name__ == "__main__":
    main()
