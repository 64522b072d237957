#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What goes wrong most: the twenty most frequent kinds of error for statements and for events on the development gold, with examples.

    eval/errors.py [--program build/release/demarche] [--shared ../shared]

Writes eval/ERRORS.md. Examples are the cue or trigger words alone. Exit 77 where the gold is not here.
"""
import argparse
import collections
import pathlib
import sys

from reliability import ROOT, SKIPPED, findings, load_scorer

KINDS, EXAMPLES = 20, 6


def paired(scorer, gold, system):
    """({gold statement: system statement}, {gold event: system event}) by number, as the scorer pairs them."""
    text, overlap, words = gold["text"], scorer.overlap, scorer.words
    statements = []
    for i, a in enumerate(gold["statements"]):
        for j, b in enumerate(system["statements"]):
            value = scorer.jaccard(words(text, a["content"]), words(text, b["content"]))
            if value >= 0.5:
                statements.append((value, i, j))
    cuts, events = scorer.sentences(text), []
    for i, a in enumerate(gold["events"]):
        for j, b in enumerate(system["events"]):
            same = a["type"] == b["type"]
            near = scorer.sentence_of(cuts, a["trigger"]["begin"]) == scorer.sentence_of(cuts, b["trigger"]["begin"])
            if overlap(a["trigger"], b["trigger"]) or (same and near):
                events.append((2 * overlap(a["trigger"], b["trigger"]) + 2 * same + 0.5 * (a["status"] == b["status"]), i, j))
    return scorer.pair(statements), scorer.pair(events)


def cue_of(statement):
    return (statement.get("cue") or {}).get("text") or "(bare quotation)"


def statement_errors(scorer, gold, system, pairs, out):
    text = gold["text"]
    for i, a in enumerate(gold["statements"]):
        if i not in pairs:
            near = [b for b in system["statements"] if scorer.overlap(a.get("cue"), b.get("cue"))]
            ours, theirs = (sum(c["end"] - c["begin"] for c in x["content"]) for x in (near[0], a)) if near else (0, 0)
            what = "not found" if not near else "content much too short" if ours < theirs else "content much too long"
            out[f"{a['form']} statement: {what}"].append(cue_of(a))
            continue
        b = system["statements"][pairs[i]]
        mine, gold_words = (scorer.words(text, [x.get("speaker")]) for x in (b, a))
        if bool(mine) != bool(gold_words):
            out["speaker missing" if gold_words else "speaker where nobody is named"].append(cue_of(a))
        elif gold_words and not mine & gold_words:
            out["wrong speaker"].append(cue_of(a))
        name, ours = ((x.get("speaker") or {}).get("name", "") for x in (a, b))
        if name and mine & gold_words and not scorer.same_name(name, ours):
            out["speaker not resolved" if not ours else "speaker resolved to somebody else"].append((a["speaker"] or {}).get("text", ""))
        if a["form"] != b["form"]:
            out[f"form {a['form']} taken for {b['form']}"].append(cue_of(a))
        if bool(a.get("within")) != bool(b.get("within")):
            out["a link of the chain missing" if a.get("within") else "a link of the chain too many"].append(cue_of(a))
        if bool(a.get("addressee")) != bool(b.get("addressee")):
            out["addressee missing" if a.get("addressee") else "addressee too many"].append(cue_of(a))
    for j, b in enumerate(system["statements"]):
        if j not in pairs.values():
            out[f"{b['form']} statement that is none, or another's piece"].append(cue_of(b))


def event_errors(scorer, gold, system, pairs, out):
    for i, a in enumerate(gold["events"]):
        if i not in pairs:
            out[f"{a['type']} not found"].append(a["trigger"]["text"])
            continue
        b = system["events"][pairs[i]]
        if a["type"] != b["type"]:
            out[f"{a['type']} taken for {b['type']}"].append(a["trigger"]["text"])
        if a["status"] != b["status"]:
            out[f"status {a['status']} taken for {b['status']}"].append(a["trigger"]["text"])
        for role in ("actors", "recipients"):
            if bool(a[role]) != bool(b[role]):
                out[f"{role} missing" if a[role] else f"{role} too many"].append(a["trigger"]["text"])
            elif scorer.countries(a[role]) != scorer.countries(b[role]):
                out[f"country of {role} wrong"].append(a["trigger"]["text"])
        for field in ("date", "place"):
            if bool(a.get(field)) != bool(b.get(field)):
                out[f"{field} missing" if a.get(field) else f"{field} too many"].append(a["trigger"]["text"])
    for j, b in enumerate(system["events"]):
        if j not in pairs.values():
            out[f"{b['type']} that is none, or told already"].append(b["trigger"]["text"])


def table(title, errors):
    lines = [f"## {title}", "", "| kind | how often | words |", "|---|---:|---|"]
    for kind, words in sorted(errors.items(), key=lambda e: (-len(e[1]), e[0]))[:KINDS]:
        shown = [w for w, _ in collections.Counter(" ".join(w.split()) for w in words).most_common(EXAMPLES)]
        lines.append(f"| {kind} | {len(words)} | {', '.join(shown).replace('|', '/')} |")
    return lines + [""]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", default=ROOT / "build/release/demarche", type=pathlib.Path)
    parser.add_argument("--shared", default=ROOT.parent / "shared", type=pathlib.Path)
    args = parser.parse_args()
    if not args.shared.is_dir():
        print(f"left out: no {args.shared}")
        return SKIPPED
    scorer, statements, events, count = load_scorer(args.shared), collections.defaultdict(list), collections.defaultdict(list), [0, 0]
    for name in ("dev", "dev-long"):
        gold, system = findings(args.program.resolve(), args.shared / f"gold/{name}.jsonl")
        for g in gold:
            s = system.get(g["id"], {"statements": [], "events": []})
            of_statements, of_events = paired(scorer, g, s)
            statement_errors(scorer, g, s, of_statements, statements)
            event_errors(scorer, g, s, of_events, events)
            count = [count[0] + len(g["statements"]), count[1] + len(g["events"])]
    lines = ["<!-- SPDX-License-Identifier: Apache-2.0; written by eval/errors.py -->", "# What goes wrong most", "",
             f"On dev and dev-long together: {count[0]} statements and {count[1]} events in the gold. One record can count in several rows.", ""]
    (ROOT / "eval/ERRORS.md").write_text("\n".join(lines + table("Statements", statements) + table("Events", events)), encoding="utf8")
    print("wrote eval/ERRORS.md")
    return 0


if __name__ == "__main__":
    sys.exit(main())
