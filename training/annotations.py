# SPDX-License-Identifier: Apache-2.0
"""Findings that this project annotated in open texts, kept without the texts (training/annotations/, docs/formats/annotations.md).

    python3 -m training.annotations [check]         what does not hold, line by line
    python3 -m training.annotations add GOLD.jsonl  takes in findings in the form of shared/tools/build_gold.py
    python3 -m training.annotations held-out        prints, in the same form, what nothing is trained on
"""
import hashlib
import json
import lzma
import re
import sys

from .config import EVENT_ROLES, MODES, REPOSITORY, SHARED, STATUS

FOLDER = REPOSITORY / "training/annotations"
SOURCES = {"wcep": "wcep-events", "wikinews": "wikinews"}    # an identifier's first part: the file of shared/data/text
FORMS = ("direct", "indirect", "mixed")
COUNTRY = re.compile(r"([A-Z]{3})?")
PARTIES = {"actor": "actors", "recipient": "recipients"}


def digest(text):
    """What tells that a text is the one that was annotated."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:16]


def lines():
    """(file, number from 1, record as it stands) of all annotations, in the order of files and lines."""
    for path in sorted(FOLDER.glob("*.jsonl")):
        for number, line in enumerate(open(path, encoding="utf-8"), 1):
            yield path.name, number, json.loads(line)


def texts(wanted):
    """{id: record with "date" and "text"} of the open texts with these identifiers."""
    out = {}
    for prefix in sorted({i.split("/")[0] for i in wanted}):
        for line in lzma.open(SHARED / f"data/text/{SOURCES[prefix]}.jsonl.xz", "rt", encoding="utf-8"):
            record = json.loads(line)
            if record["id"] in wanted:
                out[record["id"]] = record
    return out


def span(text, part):
    """A span of findings, with the fields of a party or a place if they stand behind it."""
    if part is None:
        return None
    begin, end, *more = part
    out = {"begin": begin, "end": end, "text": text[begin:end]}
    return out | dict(zip(("name", "country", "sector"), (more[0] or out["text"], *more[1:]))) if more else out


def place_within(report):
    """`within` by position."""
    def holder(span, but=None):
        holders = [(sum(c["end"] - c["begin"] for c in s["content"]), s["id"]) for s in report["statements"] if s["id"] != but
                   and any(c["begin"] <= span["begin"] and span["end"] <= c["end"] for c in s["content"])]
        return min(holders)[1] if holders else None
    for s in report["statements"]:
        s["within"] = holder(s["cue"] or s["content"][0], s["id"])
    for e in report["events"]:
        e["within"] = holder(e["trigger"])


def findings(record, text):
    """Statements and events as gold has them."""
    statements = [s | {"speaker": span(text, s["speaker"]), "cue": span(text, s["cue"]), "addressee": span(text, s["addressee"]),
                       "content": [span(text, c) for c in s["content"]]} for s in record["statements"]]
    events = []
    for e in record["events"]:
        date = e["date"] and span(text, e["date"][:2]) | {"from": e["date"][2], "to": e["date"][3]}
        events.append(e | {"trigger": span(text, e["trigger"]), "date": date, "place": span(text, e["place"])}
                      | {role: [span(text, a) for a in e[role]] for role in PARTIES.values()})
    out = {"statements": statements, "events": events}
    place_within(out)
    return out


def is_held_out(record):
    """Whether the text is kept for measuring: one in eight, by its digest."""
    return record["text"][0] in "01"


def read(held_out=False):
    """Findings of the texts to train on, or of those held out, as `shared/gold/train.jsonl` has them. Stops where a text is missing or is another."""
    records = [record for _, _, record in lines() if is_held_out(record) == held_out]
    found, out = texts({r["id"] for r in records}), []
    for record in records:
        source = found.get(record["id"])
        if source is None or digest(source["text"]) != record["text"]:
            raise SystemExit(f"training/annotations: the text of {record['id']} is not the one in {SHARED / 'data/text'} that was annotated")
        given = {"id": record["id"], "date": source["date"], "source": source.get("source", ""), "text": source["text"]}
        out.append(given | findings(record, source["text"]))
    return out


def without_text(record):
    """A gold record as it is kept here: places in the text, in code points, instead of words."""
    def place(part, *more):
        return part and [part["begin"], part["end"], *(part[key] for key in more)]

    def party(part, *more):
        return part and [part["begin"], part["end"], part["name"] if part["name"] != part["text"] else "", *(part[key] for key in more)]
    statements = [{"id": s["id"], "speaker": party(s["speaker"], "country", "sector"), "cue": place(s["cue"]), "form": s["form"],
                   "content": [place(c) for c in s["content"]], "addressee": party(s["addressee"], "country", "sector")}
                  for s in record["statements"]]
    events = [{"id": e["id"], "trigger": place(e["trigger"]), "type": e["type"], "mode": e["mode"], "cameo": e["cameo"], "status": e["status"],
               "actors": [party(a, "country", "sector") for a in e["actors"]],
               "recipients": [party(a, "country", "sector") for a in e["recipients"]], "content_of": e["content_of"],
               "date": place(e["date"], "from", "to"), "place": party(e["place"], "country")} for e in record["events"]]
    return {"id": record["id"], "text": digest(record["text"]), "statements": statements, "events": events}


def add(path):
    """Write the annotations of a gold file, sorted, to the files of their sources and years; what stands there of the same texts is replaced."""
    kept = {record["id"]: record for _, _, record in lines()}
    for line in open(path, encoding="utf-8"):
        record = json.loads(line)
        kept[record["id"]] = without_text(record)
    files = {}
    for identifier in sorted(kept):
        source, day = identifier.split("/")[:2]
        files.setdefault(f"{source}-{day[:4]}.jsonl", []).append(kept[identifier])
    FOLDER.mkdir(exist_ok=True)
    for name, records in files.items():
        rows = [json.dumps(r, ensure_ascii=False, separators=(",", ":")) + "\n" for r in records]
        (FOLDER / name).write_text("".join(rows), encoding="utf-8")


def spans_of(record):
    """(what, [begin, end, ...]) of all spans of a record."""
    for s in record["statements"]:
        yield from ((f"{s['id']} {key}", s[key]) for key in ("speaker", "cue", "addressee") if s[key])
        yield from ((f"{s['id']} content", c) for c in s["content"])
    for e in record["events"]:
        yield from ((f"{e['id']} {key}", e[key]) for key in ("trigger", "date", "place") if e[key])
        yield from ((f"{e['id']} {role}", a) for role in EVENT_ROLES[:2] for a in e[PARTIES[role]])


def faults(record, length=None):
    """What does not hold in a record; `length` of its text, if it is known."""
    for what, part in spans_of(record):
        if not 0 <= part[0] < part[1] or (length is not None and part[1] > length):
            yield f"{what}: no span: {part[:2]}"
        if not what.endswith("date") and len(part) > 2 and not COUNTRY.fullmatch(part[3]):
            yield f"{what}: no country: {part[3]!r}"
    for s in record["statements"]:
        if s["form"] not in FORMS or not s["content"]:
            yield f"{s['id']}: form {s['form']!r}, {len(s['content'])} spans of content"
    triggers, names = set(), {e["id"] for e in record["events"]}
    for e in record["events"]:
        if e["type"] not in MODES or e["mode"] not in ("", *MODES[e["type"]].split()):
            yield f"{e['id']}: no type {e['type']!r} with mode {e['mode']!r}"
        if e["status"] not in STATUS or not re.fullmatch(r"[0-9]{2,4}", e["cameo"]):
            yield f"{e['id']}: status {e['status']!r}, code {e['cameo']!r}"
        if e["content_of"] is not None and e["content_of"] not in names:
            yield f"{e['id']}: content_of {e['content_of']!r} is no event of the report"
        if triggers & set(range(*e["trigger"])):
            yield f"{e['id']}: its trigger stands on another's"
        triggers |= set(range(*e["trigger"]))


def check():
    """Print what does not hold; True if all does. Without shared/ the ends of texts are not known."""
    records, good = list(lines()), True
    found = texts({r["id"] for _, _, r in records}) if SHARED.is_dir() else {}
    for name, number, record in records:
        for fault in faults(record, len(found[record["id"]]["text"]) if record["id"] in found else None):
            print(f"training/annotations/{name}:{number}: {record['id']}: {fault}", file=sys.stderr)
            good = False
    print(len(records), "texts,", sum(len(r["statements"]) for *_, r in records), "statements,", sum(len(r["events"]) for *_, r in records), "events")
    return good


if __name__ == "__main__":
    if sys.argv[1:2] == ["add"] and len(sys.argv) == 3:
        add(sys.argv[2])
    elif sys.argv[1:] == ["held-out"]:
        print("".join(json.dumps(record, ensure_ascii=False) + "\n" for record in read(held_out=True)), end="")
    elif sys.argv[1:] in ([], ["check"]):
        sys.exit(0 if check() else 1)
    else:
        sys.exit(__doc__)
