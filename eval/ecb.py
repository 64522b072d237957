#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Merging of events on ECB+ (Cybulska and Vossen 2014), by the function that merges mentions in the ledger.

    eval/ecb.py [--program build/bench/bench/merge-mentions] [--data ../shared/data/linking] [--topics 2,5,12,18,21,23,34,35]

Gold mentions of events in the sentences of the corpus's own list, within the gold subtopic, singletons kept. Prints B-cubed, MUC,
CEAF-e and their mean (CoNLL F1) for the program and for the baseline that joins mentions of one head lemma. Nothing is trained on
the corpus. Exit 77 where the data are not here.
"""
import argparse
import csv
import json
import pathlib
import subprocess
import sys
import xml.etree.ElementTree

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import coreference  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parent.parent
DEVELOPMENT = "2,5,12,18,21,23,34,35"
SKIPPED = 77


def sentence_list(data):
    """{(topic, file): {sentence}} of the corpus's own list."""
    chosen = {}
    with open(data / "ecbplus-ECBplus_coreference_sentences.csv", newline="") as lines:
        for row in csv.DictReader(lines):
            chosen.setdefault((row["Topic"], f"{row['Topic']}_{row['File']}.xml"), set()).add(int(row["Sentence Number"]))
    return chosen


def read_document(path, sentences):
    """Mentions of events with trigger words, sentence and the gold instance."""
    root = xml.etree.ElementTree.parse(path).getroot()
    tokens = {t.get("t_id"): (int(t.get("sentence")), t.text or "") for t in root.iter("token")}
    words = {}
    for sentence, word in tokens.values():
        words.setdefault(sentence, []).append(word)
    instance = {}
    for relation in root.find("Relations"):
        cross = relation.tag.startswith("CROSS")
        name = relation.get("note") if cross else f"{path.name}#{relation.get('r_id')}"
        for source in relation.findall("source"):
            if cross or source.get("m_id") not in instance:
                instance[source.get("m_id")] = name
    for mention in root.find("Markables"):
        if not mention.tag.startswith(("ACTION", "NEG")):
            continue
        anchors = [a.get("t_id") for a in mention.findall("token_anchor")]
        if not anchors or tokens[anchors[0]][0] not in sentences:
            continue
        sentence = tokens[anchors[0]][0]
        yield {"id": f"{path.name}:{mention.get('m_id')}", "report": path.name, "trigger": " ".join(tokens[a][1] for a in anchors),
               "sentence": " ".join(words[sentence]), "gold": instance.get(mention.get("m_id"), f"{path.name}:{mention.get('m_id')}")}


def load(data, topics):
    chosen = sentence_list(data)
    mentions = []
    for topic in topics:
        for path in sorted((data / "ecbplus" / topic).glob("*.xml")):
            subtopic = topic + ("plus" if "plus" in path.name else "")
            for mention in read_document(path, chosen.get((topic, path.name), set())):
                mention["block"] = subtopic
                mentions.append(mention)
    return mentions


def merged(program, mentions):
    """{event: {mention}} as the program has it."""
    keys = ("id", "block", "trigger", "sentence")
    text = "".join(json.dumps({key: mention[key] for key in keys}) + "\n" for mention in mentions)
    output = subprocess.run([program], input=text, capture_output=True, text=True, check=True).stdout
    groups = {}
    for line in output.splitlines():
        mention, event = line.split("\t")
        groups.setdefault(event, set()).add(mention)
    return list(groups.values())


def by(mentions, key):
    groups = {}
    for mention in mentions:
        groups.setdefault(key(mention), set()).add(mention["id"])
    return list(groups.values())


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", default=str(ROOT / "build/bench/bench/merge-mentions"))
    parser.add_argument("--data", default=str(ROOT.parent / "shared/data/linking"), type=pathlib.Path)
    parser.add_argument("--topics", default=DEVELOPMENT)
    parser.add_argument("--floor", type=float, help="least CoNLL F1: exit 1 below it")
    arguments = parser.parse_args()
    if not (arguments.data / "ecbplus").is_dir():
        print(f"ecb.py: no ECB+ in {arguments.data}", file=sys.stderr)
        return SKIPPED
    mentions = load(arguments.data, arguments.topics.split(","))
    gold = by(mentions, lambda m: m["gold"] + " " + m["block"])
    systems = {"same words": by(mentions, lambda m: m["trigger"].lower() + " " + m["block"]),
               "merge-mentions": merged(arguments.program, mentions)}
    print(f"{len(mentions)} mentions, {len(gold)} events, topics {arguments.topics}")
    print(f"{'':<16}{'MUC':>8}{'B3':>8}{'CEAFe':>8}{'CoNLL':>8}")
    for name, groups in systems.items():
        scores = coreference.scores(gold, groups)
        print(f"{name:<16}" + "".join(f"{100 * scores[m]:8.1f}" for m in ("muc", "b3", "ceafe", "conll")))
    return 1 if arguments.floor and 100 * scores["conll"] < arguments.floor else 0


if __name__ == "__main__":
    sys.exit(main())
