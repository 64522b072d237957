#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What the papers show is what the program prints: runs the commands of ```console blocks and puts their output behind them.

    paste_output.py [--check] [--program build/release/demarche] [PAPERS...]      by default README.md and docs/manual/*.md

Only blocks after a line `<!-- output -->` are touched. Each `$ ` line of theirs is run in an empty folder that holds a link to
examples/, with demarche as on a terminal of 100 columns without color; blocks of one paper share the folder. A line `[...]` in the output stands for
lines left out at that place and stays; lines of progress are dropped. --check changes nothing and compares; times and rates may differ.
Exit: 0, 1 differences, 77 left out because there is no model file or no pseudo-terminal.
"""
import argparse
import difflib
import os
import pathlib
import pty
import re
import struct
import subprocess
import sys
import tempfile
import fcntl
import termios

ROOT = pathlib.Path(__file__).resolve().parent.parent
MODEL = ROOT / "models/reader-en.dmm"
PROGRESS = re.compile(r"^\d{4}-\d\d-\d\dT[\d:]+Z read .*\n", re.MULTILINE)
COLUMNS, SKIPPED, LEFT_OUT = 100, 77, "[...]"
BLOCK = re.compile(r"(<!-- output -->\n```console\n)(.*?)(^```)", re.MULTILINE | re.DOTALL)
TIMES = re.compile(r"\b[\d,.]+ ?(s|ms|min|words/s|reports/s|kB/s|MB/s|/s|MB|GB)(?![\w])")


def run(command, folder, environment):
    """Standard output as on a terminal, then what went to standard error."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, COLUMNS, 0, 0))
    with tempfile.TemporaryFile() as messages:
        process = subprocess.Popen(command, shell=True, cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=theirs, stderr=messages)
        os.close(theirs)
        out = b""
        while True:
            try:
                part = os.read(ours, 65536)
            except OSError:  # the other end is closed
                break
            if not part:
                break
            out += part
        process.wait()
        os.close(ours)
        messages.seek(0)
        return PROGRESS.sub("", (out + messages.read()).decode("utf8").replace("\r\n", "\n"))


def same_line(old, new):
    return re.sub(r" +", " ", TIMES.sub("#", old)).rstrip() == re.sub(r" +", " ", TIMES.sub("#", new)).rstrip()


def merge(old, new):
    """The new lines, shortened where the old ones had [...]: what stands before the first and behind the last of them is kept by number."""
    if LEFT_OUT not in old:
        return new
    head, tail = old.index(LEFT_OUT), len(old) - 1 - old.index(LEFT_OUT)
    return new if len(new) <= head + tail else new[:head] + [LEFT_OUT] + new[len(new) - tail:]


def refresh(block, folder, environment):
    out, lines, at = [], block.split("\n")[:-1], 0
    while at < len(lines):
        line = lines[at]
        at += 1
        out.append(line)
        if not line.startswith("$ "):
            continue
        while out[-1].endswith("\\"):
            out.append(lines[at])
            at += 1
            line = line[:-1] + out[-1]
        old = []
        while at < len(lines) and not lines[at].startswith("$ "):
            old.append(lines[at])
            at += 1
        new = [text.rstrip() for text in run(re.sub(r"\s+#.*", "", line[2:]), folder, environment).rstrip("\n").split("\n")]
        new = merge([text for text in old], new if new != [""] else [])
        blank = [""] if old and not old[-1] and at < len(lines) else []
        new += blank
        if len(old) == len(new) and all(map(same_line, old, new)):
            new = old  # only times differ: leave the paper alone
        out += new
    return "\n".join(out) + "\n"


def has_terminals():
    """Whether this machine can open a pseudo-terminal; a bare chroot without /dev/pts cannot."""
    try:
        for descriptor in pty.openpty():
            os.close(descriptor)
    except OSError:
        return False
    return True


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("papers", nargs="*", type=pathlib.Path, default=[ROOT / "README.md", *sorted((ROOT / "docs/manual").glob("*.md"))])
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--program", default=str(ROOT / "build/release/demarche"))
    args = parser.parse_args()
    if not MODEL.exists():
        print(f"left out: no {MODEL.relative_to(ROOT)}; ./dev train makes it")
        return SKIPPED
    if not has_terminals():
        print("left out: no pseudo-terminals here (is /dev/pts mounted?)")
        return SKIPPED
    folder_of_program = os.path.dirname(os.path.abspath(args.program))
    environment = {"PATH": folder_of_program + ":" + os.environ["PATH"], "NO_COLOR": "1", "TERM": "xterm", "LANG": "C.UTF-8",
                   "COLUMNS": str(COLUMNS), "HOME": os.environ.get("HOME", "/"), "PAGER": "cat"}
    different = 0
    for paper in args.papers:
        text = paper.read_text(encoding="utf8")
        with tempfile.TemporaryDirectory() as folder:
            os.symlink(ROOT / "examples", os.path.join(folder, "examples"))
            new = BLOCK.sub(lambda m: m.group(1) + refresh(m.group(2), folder, environment) + m.group(3), text)
        if new == text:
            continue
        different += 1
        if args.check:
            print("\n".join(difflib.unified_diff(text.split("\n"), new.split("\n"), str(paper), "what the program prints", lineterm="", n=2)))
        else:
            paper.write_text(new, encoding="utf8")
            print(f"{paper}: new output")
    print(f"output: {len(args.papers)} papers, {different} {'out of date: run tools/paste_output.py' if args.check else 'written'}")
    return 1 if args.check and different else 0


if __name__ == "__main__":
    sys.exit(main())
