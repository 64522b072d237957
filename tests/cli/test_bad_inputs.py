# SPDX-License-Identifier: Apache-2.0
"""Odd and hostile inputs: each is read or refused with a clear word, never a crash, and never spoils its neighbors."""
import json
import os
import shutil

import pytest
from conftest import REPORT

REFUSED = {
    "empty.txt": b"", "blank.txt": b" \n\n\t\n", "zeros.txt": b"\0" * 1000, "binary.bin": bytes(range(256)) * 20,
    "picture.txt": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(200)) * 5, "empty.html": b"<html><body><script>1</script></body></html>",
    "broken.jsonl": b'{"id": "a", "text": \n', "number.jsonl": b"17\n", "punctuation.txt": b"... !!! ??? \"\"", "notext.jsonl": b'{"id": "a"}\n'}
READ = {
    "latin1.txt": "Ministère said it would protest.".encode("latin1"), "bad-utf8.txt": b"Ostrel\xff\xfe said it \xc0\xaf would protest.",
    "nul-inside.txt": b"Ostrel said it\0 would protest.", "utf16.txt": "Ostrel said it would protest.".encode("utf-16"),
    "long-line.txt": b"Ostrel said it would protest. " * 4000, "no-space.txt": b"x" * 100000,
    "nested.html": b"<div>" * 300 + b"<p>Ostrel said it would protest.</p>" + b"</div>" * 300,
    "unclosed.txt": '"We will not go, he said. “And so on, she "said. \'Never'.encode(),
    "rtl.txt": "قال الوزير إن الحكومة ستحتج. \u202eOstrel said it would protest.\u202c".encode(),
    "cjk.txt": "外交部长说,政府将抗议。".encode(), "emoji.txt": "Ostrel said 👩‍👩‍👧 it would 🇺🇦 protest.".encode(),
    "marks.txt": ("e" + "\u0301" * 500 + " said it would protest.").encode(), "crlf.txt": b"Ostrel said\r\nit would protest.\r\n\r\nSo it did.\r\n",
    "one-letter.txt": b"a", "escape.txt": b"\x1b[31mOstrel\x1b[0m said it would protest.",
    "year0.jsonl": b'{"id": "y", "date": "0000-01-01", "text": "Ostrel said it would protest on Monday."}\n',
    "year-far.txt": b"Date: 9999-12-31\n\nOstrel said it would protest next year."}


@pytest.mark.parametrize("name", REFUSED)
def test_what_holds_no_report_is_refused(reader, name):
    reader.write(name, REFUSED[name])
    message = reader.error("extract", name, code=6)
    assert message.startswith("error[") and name in message and "internal" not in message


@pytest.mark.parametrize("name", READ)
def test_what_is_odd_is_read(reader, name):
    reader.write(name, READ[name])
    record = json.loads(reader.text("extract", name))
    assert record["text"].strip()
    drawing = reader.text("extract", name, "--drawing")
    assert "\x1b" not in drawing and "\u202e" not in drawing
    words = [line for line in reader.text("parse", name).splitlines() if line and line[0] != "#"]
    assert all(len(line.split("\t")) == 10 for line in words)


def test_one_bad_input_does_not_spoil_the_others(reader):
    for name, content in {**REFUSED, **READ}.items():
        reader.write("in/" + name, content)
    reader.write("in/good.txt", REPORT)
    run = reader("read", "in", "--errors", "errors.jsonl")
    assert run.returncode == 3, run.stderr.decode()
    refused = [json.loads(line) for line in (reader.folder / "errors.jsonl").read_text().splitlines()]
    assert {os.path.basename(row["where"]).split(":")[0] for row in refused} == set(REFUSED)
    assert len(reader.text("query", "reports").splitlines()) - 1 >= len(READ)
    assert "Clean: " in reader.text("audit")


def test_a_line_of_json_lines_that_is_broken(reader):
    good = json.dumps({"id": "a", "text": "Ostrel said it would protest."})
    reader.write("day.jsonl", f"{good}\nnot json\n{good.replace('a', 'b', 1)}\n")
    run = reader("extract", "day.jsonl")
    assert run.returncode == 3 and len(run.stdout.splitlines()) == 2
    assert "day.jsonl:2" in run.stderr.decode()


def test_json_lines_without_a_line(reader):
    reader.write("day.jsonl", "")
    run = reader("extract", "day.jsonl")
    assert (run.returncode, run.stdout, run.stderr) == (0, b"", b"note: there is no report in 1 file\n")


def test_limits_name_their_flag(reader):
    reader.write("one.txt", REPORT)
    assert "--max-report-bytes" in reader.error("extract", "one.txt", "--max-report-bytes", "100", code=6)
    reader.write("deep.html", b"<div>" * 2000 + b"<p>Ostrel said it would protest.</p>")
    run = reader("extract", "deep.html", "--max-depth", "100")
    assert run.returncode in (0, 6) and (run.returncode == 0 or b"--max-depth" in run.stderr)
    reader.write("slow.html", b"<p>Ostrel said it would protest.</p>" + b"<a href=x><b><i><p>x" * 40000)
    assert "--max-parse-seconds" in reader.error("extract", "slow.html", "--max-parse-seconds", "0", code=6)


def test_files_that_are_not_there(reader):
    message = reader.error("extract", "nowhere.txt", code=6)
    assert message.startswith("error[") and "nowhere.txt" in message
    reader.write("one.txt", REPORT)
    assert reader("extract", "nowhere.txt", "one.txt").returncode == 3


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_folder_that_may_not_be_read(reader):
    reader.write("closed/one.txt", REPORT)
    (reader.folder / "closed").chmod(0)
    try:
        assert "closed" in reader.error("extract", "closed", code=6)
    finally:
        (reader.folder / "closed").chmod(0o755)


def test_a_ledger_in_a_folder_that_is_not_there(reader):
    reader.write("one.txt", REPORT)
    message = reader.error("read", "one.txt", "-l", "no/such/folder/l.db", code=7)
    assert message.startswith("error[file-unwritable]: ")


def test_a_ledger_that_is_none(reader):
    reader.write("one.txt", REPORT)
    reader.write("l.db", "no ledger at all, and long enough to be looked at " * 100)
    assert reader.error("read", "one.txt", "-l", "l.db", code=5).startswith("error[ledger-damaged]: ")


@pytest.mark.parametrize("damage", ["cut", "flip", "empty", "other"])
def test_a_damaged_model_is_named(reader, data_folder, damage):
    copy = reader.folder / "data"
    shutil.copytree(data_folder / "lexicons", copy / "lexicons")
    (copy / "models").mkdir()
    model = bytearray((data_folder / "models/reader-en.dmm").read_bytes())
    if damage == "cut":
        model = model[: len(model) // 2]
    elif damage == "flip":
        model[len(model) // 2] ^= 0x40
    elif damage == "empty":
        model = bytearray()
    else:
        model = bytearray(b"Something else. " * 1000)
    (copy / "models/reader-en.dmm").write_bytes(model)
    reader.write("one.txt", REPORT)
    message = reader.error("extract", "one.txt", "--data", copy, code=1)
    assert message.startswith("error[model-mismatch]: ") and "reader-en.dmm" in message
    run = reader("doctor", "--data", copy)
    assert run.returncode == 1 and "✗" in run.stdout.decode()


def test_damaged_lexicons_are_named(reader, data_folder):
    copy = reader.folder / "data"
    shutil.copytree(data_folder / "lexicons", copy / "lexicons")
    (copy / "models").symlink_to(data_folder / "models")
    table = next(p for p in sorted((copy / "lexicons/en").glob("*.tsv")) if p.name != "tokenizer.tsv")
    table.write_bytes(b"\xff\xfe no table \x00\n" + table.read_bytes()[:50])
    reader.write("one.txt", REPORT)
    run = reader("extract", "one.txt", "--data", copy)
    assert run.returncode == 1 and run.stderr.decode().startswith("error[lexicon-invalid]: ")
    assert table.name in run.stderr.decode()
