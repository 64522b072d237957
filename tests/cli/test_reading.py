# SPDX-License-Identifier: Apache-2.0
"""read, extract, parse, show, explain, query and audit on good reports. Needs the model."""
import json
import re
import shutil
import sqlite3
import subprocess
import sys

import pytest
from conftest import PROGRAM, REPORT, clean_environment

STATUSES = {"happened", "ongoing", "planned", "requested", "threatened", "possible", "denied"}


def spans(value):
    """All spans anywhere in a record."""
    if isinstance(value, dict):
        if "begin" in value:
            yield value
        for part in value.values():
            yield from spans(part)
    elif isinstance(value, list):
        for part in value:
            yield from spans(part)


def test_extract_quotes_the_text(reader):
    reader.write("one.txt", REPORT + "\nZoë „hört“ 北京 \U0001f600, she said.\n")
    record = json.loads(reader.text("extract", "one.txt"))
    assert list(record) == ["id", "date", "source", "title", "text", "statements", "events"]
    assert (record["id"], record["date"], record["source"]) == ("one", "2031-03-04", "Northern Wire")
    found = list(spans(record))
    assert found and all(record["text"][s["begin"]:s["end"]] == s["text"] for s in found)
    assert record["statements"] and record["events"]
    assert {e["status"] for e in record["events"]} <= STATUSES


def test_one_and_two_workers_print_the_same(reader):
    for number in range(12):
        reader.write(f"in/{number:02}.txt", REPORT.replace("forty", f"{number} tens") * (1 + number % 3))
    assert reader.text("extract", "in", "-j1") == reader.text("extract", "in", "-j2") == reader.text("extract", "in", "-j7")
    ids = [json.loads(line)["id"] for line in reader.text("extract", "in", "-j7").splitlines()]
    assert ids == [f"{number:02}" for number in range(12)]


def test_forms_of_extract(reader):
    reader.write("one.txt", REPORT)
    lines = reader.text("extract", "one.txt", "--case").splitlines()
    assert lines and all(re.match(r"[se]\d+ ", line) for line in lines)
    assert json.loads(reader.text("extract", "one.txt", "--json")) == json.loads(reader.text("extract", "one.txt", "--jsonl"))
    assert "── who says what ──" in reader.text("extract", "one.txt", "--drawing")


def test_extract_keeps_nothing(reader):
    reader.write("one.txt", REPORT)
    reader.text("extract", "one.txt")
    assert [p.name for p in reader.folder.iterdir()] == ["one.txt"]


def test_parse_prints_conllu(reader):
    reader.write("one.txt", REPORT)
    reader.write("two.txt", "He can't go.\n")
    text = reader.text("parse", "one.txt", "two.txt")
    assert text.count("# newdoc id = ") == 2
    assert "\n2-3\tcan't\t_\t_\t_\t_\t_\t_\t_\t_\n" in text
    for line in text.splitlines():
        assert not line or line.startswith("#") or len(line.split("\t")) == 10
    for sentence in text.strip().split("\n\n"):
        words = [line.split("\t") for line in sentence.splitlines() if re.match(r"\d+\t", line)]
        assert [w[0] for w in words] == [str(i + 1) for i in range(len(words))]
        assert sum(w[6] == "0" for w in words) == 1


def test_read_twice_adds_nothing(reader):
    reader.write("one.txt", REPORT)
    first = reader("read", "one.txt")
    assert first.returncode == 0 and first.stdout == b""
    assert re.search(r"new reports +1\n", first.stderr.decode())
    second = reader("read", "one.txt")
    assert second.returncode == 0
    assert re.search(r"new reports +0\n +already there +1 ", second.stderr.decode())
    assert reader.text("query", "reports").count("\n") == 2
    assert "Clean: " in reader.text("audit")


def test_dry_run_keeps_nothing(reader):
    reader.write("one.txt", REPORT)
    assert "nothing kept" in reader("read", "-n", "one.txt").stderr.decode()
    assert not (reader.folder / "demarche.db").exists()


def test_stats_and_errors_files(reader):
    reader.write("in/one.txt", REPORT)
    reader.write("in/two.txt", b"\x00\x01\x02\x03" * 100)
    run = reader("read", "in", "--stats", "stats.json", "--errors", "errors.jsonl")
    assert run.returncode == 3
    stats = json.loads((reader.folder / "stats.json").read_text())
    assert (stats["new_reports"], stats["refused"]) == (1, 1)
    assert sum(stats["events_by_status"].values()) == stats["events"] > 0
    refused = [json.loads(line) for line in (reader.folder / "errors.jsonl").read_text().splitlines()]
    assert len(refused) == 1 and "two.txt" in refused[0]["where"] and refused[0]["code"]


def test_standard_input_and_environment(reader):
    reader.text("read", "-", "--source", "Wire", "--date", "2031-03-05", stdin=b"Ostrel said it would attack Verania on Monday.",
                env={"DEMARCHE_LEDGER": "other.db"})
    assert (reader.folder / "other.db").exists()
    row = json.loads(reader.text("query", "reports", "-l", "other.db", "--jsonl"))
    assert (row["source"], row["published"]) == ("Wire", "2031-03-05")


def test_map_of_fields(reader):
    record = {"body": "Ostrel said it would attack.", "published": "2031-03-05", "outlet": "Wire", "key": "k1"}
    reader.write("day.jsonl", json.dumps(record) + "\n")
    out = json.loads(reader.text("extract", "day.jsonl", "--map", "text=body,date=published", "--map", "source=outlet", "--map", "id=key"))
    assert (out["id"], out["date"], out["source"], out["text"]) == ("k1", "2031-03-05", "Wire", record["body"])


def test_query_forms_agree(reader, shared_ledger):
    ledger = ["-l", shared_ledger]
    rows = json.loads(reader.text("query", "events", "--json", *ledger))
    assert rows == [json.loads(line) for line in reader.text("query", "events", "--jsonl", *ledger).splitlines()]
    tsv = [line.split("\t") for line in reader.text("query", "events", *ledger).splitlines()]
    assert tsv[0] == list(rows[0]) and len(tsv) == len(rows) + 1
    csv = reader.text("query", "events", "--csv", *ledger)
    assert csv.split("\n")[0] == ",".join(tsv[0])
    table = reader.text("query", "events", "--format", "table", "--limit", "2", *ledger).splitlines()
    assert table[0].split() == ["date", "type", "parties", "place", "status", "rep", "ind", table[0].split()[7], "event_id"]
    assert "said_through".startswith(table[0].split()[7].rstrip("…")) and len(table) == 3  # a narrow column cuts its name
    assert reader.text("query", "events", "--columns", "event_id,status", *ledger).splitlines()[0] == "event_id\tstatus"


def test_query_filters_and_counts(reader, shared_ledger):
    run = reader("query", "events", "--status", "denied,requested", "--jsonl", "-l", shared_ledger)
    rows = [json.loads(line) for line in run.stdout.decode().splitlines()]
    assert {row["status"] for row in rows} <= {"denied", "requested"}
    assert run.stderr.decode().startswith(f"{len(rows)} event")
    assert "error[bad" in reader.error("query", "events", "--status", "plannned", "-l", shared_ledger, code=2)


def test_an_empty_answer_names_the_filter(reader, shared_ledger):
    run = reader("query", "events", "--actor", "Nobody Anywhere", "-l", shared_ledger)
    assert run.returncode == 0 and run.stdout.decode().count("\n") == 1
    assert re.match(r"0 events\. Without --actor Nobody Anywhere: \d+\.\n", run.stderr.decode())
    assert reader("query", "events", "--actor", "Nobody Anywhere", "--exit-empty", "-l", shared_ledger).returncode == 4


@pytest.mark.parametrize("kind", ["events", "statements", "reports", "actors", "sources"])
def test_every_kind_can_be_asked_for(reader, shared_ledger, kind):
    assert reader.text("query", kind, "-l", shared_ledger).count("\n") >= 2


def width_of(line):
    return len(line)


@pytest.mark.parametrize("width", [80, 120])
def test_show_fits_and_is_stable(reader, width):
    reader.write("one.txt", REPORT)
    page = reader.text("show", "one.txt", "--width", width)
    assert page == reader.text("show", "one.txt", env={"COLUMNS": str(width)})
    assert max(map(width_of, page.splitlines())) <= width
    colored = reader.text("show", "one.txt", "--width", width, env={"FORCE_COLOR": "1"})
    assert "\x1b[" in colored and re.sub(r"\x1b\[[0-9;]*m", "", colored) == page
    assert reader.text("show", "one.txt", "--width", width, "--no-color", env={"FORCE_COLOR": "1"}) == page
    assert "[s1" in page and "──▶" in page and "── who does what to whom ──" in page


def test_show_of_the_ledger_is_the_picture_of_the_file(reader):
    reader.write("one.txt", REPORT)
    reader.text("read", "one.txt")
    report = json.loads(reader.text("query", "reports", "--jsonl"))
    (reader.folder / "one.txt").unlink()
    assert reader.text("show", report["report_id"]) == reader.text("show", "one")


def test_show_of_records(reader, shared_ledger):
    event = json.loads(reader.text("query", "events", "--jsonl", "--limit", "1", "-l", shared_ledger))
    page = reader.text("show", event["event_id"], "-l", shared_ledger)
    assert event["type"] in page and event["trigger"] in page and "evidence" in page and "model " in page
    assert page == reader.text("show", event["event_id"][:11].lower(), "-l", shared_ledger)
    statement = json.loads(reader.text("query", "statements", "--jsonl", "--limit", "1", "-l", shared_ledger))
    assert "said through" in reader.text("show", statement["statement_id"], "-l", shared_ledger)
    assert reader.error("show", "ev_0000000000000", "-l", shared_ledger, code=4).startswith("error[not-found]: ")


def test_explain_speaks_of_every_sentence(reader):
    reader.write("one.txt", REPORT)
    page = reader.text("explain", "one.txt")
    assert re.search(r"^  1  Two Ostreli intelligence officers", page, re.MULTILINE)
    assert re.search(r"statement s1  cue «\w+»  [01]\.\d\d by ", page)
    assert re.search(r"event e1  [A-Z]+", page)


def test_audit_and_a_damaged_ledger(reader, shared_ledger):
    copy = reader.folder / "copy.db"
    shutil.copy(shared_ledger, copy)
    assert json.loads(reader.text("audit", "--json", "-l", "copy.db"))["clean"] is True
    data = bytearray(copy.read_bytes())
    at = data.find(b"Veranian generals")
    data[at:at + 8] = b"Ostrelix"
    copy.write_bytes(data)
    run = reader("audit", "-l", "copy.db")
    assert run.returncode == 5 and b"problem" in run.stdout
    copy.write_bytes(b"This is not a ledger. " * 500)
    for command in (["audit"], ["query", "events"], ["show", "ev_1"]):
        assert reader.error(*command, "-l", "copy.db", code=5).startswith("error[ledger-damaged]: ")


def test_a_newer_ledger_is_refused(reader, shared_ledger):
    shutil.copy(shared_ledger, reader.folder / "new.db")
    connection = sqlite3.connect(reader.folder / "new.db")
    connection.execute("PRAGMA user_version = 999")
    connection.commit()
    connection.close()
    assert reader.error("query", "events", "-l", "new.db", code=5).startswith("error[ledger-too-new]: ")


def test_doctor_and_version(reader, data_folder):
    page = reader.text("doctor")
    assert page.count(" ok  ") >= 6 and page.endswith("All is well\n")
    version = json.loads(reader.text("version", "--json"))
    assert version["model"] and version["lexicons"] and set(version["libraries"]) == {"oneDNN", "SQLite", "ICU"}
    assert "0." not in version["libraries"]["SQLite"][:2]


def test_a_reader_that_leaves_early(reader, shared_ledger):
    command = f"for i in $(seq 60); do cat '{reader.write('one.txt', REPORT)}'; done > long.txt; '{PROGRAM}' extract long.txt long.txt | head -c 10; echo $PIPESTATUS"
    run = subprocess.run(["bash", "-c", command], cwd=reader.folder, capture_output=True, text=True, env=clean_environment(), check=True)
    assert run.stdout.strip().endswith("141") and run.stderr == ""


def test_an_interrupt_keeps_what_is_committed(reader):
    for number in range(400):
        reader.write(f"in/{number:03}.txt", REPORT.replace("forty", str(number)) * 3)
    process = subprocess.Popen([PROGRAM, "read", "in", "-j1"], cwd=reader.folder, stderr=subprocess.PIPE, env=clean_environment())
    waited = subprocess.run([sys.executable, "-c", "import time; time.sleep(4)"], check=True)
    assert waited.returncode == 0
    process.send_signal(2)
    message = process.communicate(timeout=120)[1].decode()
    assert process.returncode == 130, message
    assert "Interrupted" in message
    kept = reader.text("query", "reports").count("\n") - 1
    assert 0 <= kept < 400 and re.search(rf"new reports +{kept}\n", message)
    assert "Clean: " in reader.text("audit")


def test_two_writers_at_once(reader):
    for number in range(60):
        reader.write(f"in/{number:03}.txt", REPORT.replace("forty", str(number)) * 2)
    first = subprocess.Popen([PROGRAM, "read", "in", "-q"], cwd=reader.folder, stderr=subprocess.PIPE, env=clean_environment())
    refused = None
    while first.poll() is None and refused is None:
        if (reader.folder / "demarche.db").exists():
            run = reader("read", "in/000.txt", "-q")
            refused = run if run.returncode != 0 else refused
    first.communicate(timeout=300)
    assert first.returncode == 0
    assert refused is not None and refused.returncode == 5
    assert refused.stderr.decode().startswith("error[ledger-locked]: ")
    assert "Clean: " in reader.text("audit")
