# SPDX-License-Identifier: Apache-2.0
"""Step `texts`: open texts for the teachers, as words with the sentences that the built program sees; writes texts.pickle."""
import json
import lzma
import pickle
import re
import subprocess

from . import annotations, gold, prepare
from .config import PROGRAM, SHARED, STATE, TEXTS
from .windows import Document

SPEECH = re.compile(r"^(Q|THE PRESIDENT|THE VICE PRESIDENT|MS?R?\. [A-Z-]+|SECRETARY [A-Z]+)\b|P\.M\. E[DS]T|A\.M\. E[DS]T", re.M)


def wanted(source, number, record):
    """Every so many of a source, half of the current events that are not political; transcripts of speech are no news."""
    if number % TEXTS["every"][source] or SPEECH.search(record["text"][:400]):
        return False
    return record.get("category") in TEXTS["categories"] or number % 2 == 0


def beginning(text, longest):
    """Whole paragraphs up to the longest length."""
    kept = ""
    for paragraph in text.split("\n"):
        if kept and len(kept) + len(paragraph) > longest:
            break
        kept += paragraph + "\n"
    return kept.strip()


def records():
    """{"id", "text"} of all texts that are wanted, each once; the reports of the gold and those annotated are left out."""
    known = {json.loads(line)["id"] for path in sorted((SHARED / "gold").glob("*.jsonl")) for line in open(path, encoding="utf-8")}
    known |= {record["id"] for _, _, record in annotations.lines()}
    seen = set()
    for source in TEXTS["every"]:
        for number, line in enumerate(lzma.open(SHARED / f"data/text/{source}.jsonl.xz", "rt", encoding="utf-8")):
            record = json.loads(line)
            if record["id"] in known or not wanted(source, number, record):
                continue
            text = beginning(record["text"], TEXTS["longest"][source])
            if text and text not in seen:
                seen.add(text)
                yield {"id": f"{source}-{number}", "text": text}


def sentence_starts(given):
    """{id: numbers of the words that begin a sentence} by `demarche parse`."""
    path, out, words = STATE / "texts.jsonl", {}, 0
    path.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in given), encoding="utf-8")
    with subprocess.Popen([PROGRAM, "parse", path], stdout=subprocess.PIPE, text=True, encoding="utf-8") as program:
        for line in program.stdout:
            if line.startswith("# newdoc id = "):
                starts, words = out.setdefault(line[14:-1], set()), 0
            elif line.split("\t", 1)[0].isdigit():
                if line.startswith("1\t"):
                    starts.add(words)
                words += 1
    if program.returncode:
        raise SystemExit(f"{PROGRAM} parse ended with {program.returncode}")
    return out


def bounds_of(identifier, count, starts):
    """For each of so many words of a text, 1 if it begins a sentence."""
    begins = starts.get(identifier, ())
    return [int(i in begins) for i in range(count)]


def documents(given):
    """Records as documents of words with nothing known of them but, perhaps, where sentences begin."""
    starts, tokens = sentence_starts(given), gold.tokenize(given)
    for record in given:
        text, rows = record["text"], tokens[record["id"]]
        if rows:
            yield Document(record["id"], [text[b:e] for b, e, _ in rows], [g for _, _, g in rows], bounds=bounds_of(record["id"], len(rows), starts))


def read():
    """(texts, gold findings with the sentences guessed) as the step wrote them."""
    return pickle.loads((STATE / "texts.pickle").read_bytes())


def run(resume=False):
    """Choose, cut into words and sentences, keep; with `resume`, only where that is not done yet."""
    if resume and (STATE / "texts.pickle").exists():
        return
    found, findings = list(documents(list(records()))), prepare.load()["gold"]
    starts = sentence_starts([{"id": d.id, "text": d.text} for d in findings])
    for d in findings:
        d.bounds = bounds_of(d.id, len(d.words), starts)
    (STATE / "texts.pickle").write_bytes(pickle.dumps((found, findings)))
    print(len(found), "texts,", sum(len(d.words) for d in found), "words,", sum(sum(d.bounds) for d in found), "sentences")
