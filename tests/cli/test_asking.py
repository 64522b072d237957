# SPDX-License-Identifier: Apache-2.0
"""query, count, search, show and export on a ledger of the examples. Needs the model."""
import csv
import hashlib
import io
import json
import re
import subprocess
import sys
import xml.etree.ElementTree as xml

import pytest
from conftest import PROGRAM, ROOT, Program

KINDS = "events mentions statements reports actors sources places plans contradictions decisions".split()
OLD_FORMS = {"polecat": 40, "icews": 20, "gdelt1": 58, "gdelt2": 61}
STATUSES = ["happened", "ongoing", "planned", "requested", "threatened", "possible", "denied"]


@pytest.fixture(scope="session")
def dayton(tmp_path_factory, data_folder):
    """The ledger of examples/dayton, made once; tests only ask it."""
    if PROGRAM is None:
        pytest.skip("no program")
    program = Program(tmp_path_factory.mktemp("dayton"))
    run = program("read", ROOT / "examples/dayton", "-q", "-l", "d.db")
    assert run.returncode == 0, run.stderr.decode()
    return program.folder / "d.db"


def rows_of(text):
    return [json.loads(line) for line in text.splitlines()]


def table_of(text, separator="\t"):
    return list(csv.reader(io.StringIO(text), delimiter=separator, quoting=csv.QUOTE_NONE if separator == "\t" else csv.QUOTE_MINIMAL))


@pytest.mark.parametrize("kind", KINDS)
def test_every_form_of_every_kind_has_the_same_rows(demarche, dayton, kind):
    rows = rows_of(demarche.text("query", kind, "--jsonl", "-l", dayton))
    assert json.loads(demarche.text("query", kind, "--json", "-l", dayton)) == rows
    assert len(table_of(demarche.text("query", kind, "-l", dayton))) == len(rows) + 1
    assert len(table_of(demarche.text("query", kind, "--csv", "-l", dayton), ",")) == len(rows) + 1
    told = demarche("query", kind, "--jsonl", "-l", dayton).stderr.decode()
    assert told.startswith(f"{len(rows):,} {kind[:-1]}"), told
    if kind != "places":
        ids = [next(iter(row.values())) for row in rows]
        assert len(set(ids)) == len(ids)


def test_columns_of_all_kinds_are_listed_and_can_be_asked_for(demarche, dayton):
    for kind in KINDS:
        names = [line.split("\t")[0] for line in demarche.text("query", kind, "--columns", "help").splitlines()]
        out = demarche.text("query", kind, "--columns", ",".join(names), "--limit", "1", "-l", dayton)
        assert out.split("\n")[0].split("\t") == names


@pytest.mark.parametrize("arguments, check", [
    (["events", "--status", "denied"], lambda r: r["status"] == "denied"),
    (["events", "--any-status", "denied"], lambda r: r["votes_denied"] > 0),
    (["events", "--sources-min", "2"], lambda r: r["n_independent"] >= 2),
    (["events", "--country", "Bosnia and Herzegovina"], lambda r: "BIH" in r["actor_countries"] + r["recipient_countries"]),
    (["events", "--quad", "4"], lambda r: r["quad"] == 4),
    (["events", "--from", "1995-09", "--to", "1995-09"], lambda r: r["date_to"] >= "1995-09-01" and r["date_from"] <= "1995-09-30"),
    (["mentions", "--within", "claimed"], lambda r: r["within"]),
    (["mentions", "--type", "!ASSAULT"], lambda r: r["type"] != "ASSAULT"),
    (["statements", "--depth", "2"], lambda r: r["depth"] >= 2),
    (["statements", "--named", "1"], lambda r: r["named"] is True),
    (["reports", "--copies", "0"], lambda r: r["copy_of"] == ""),
    (["actors", "--kind", "person"], lambda r: r["kind"] == "person")])
def test_filters_hold(demarche, dayton, arguments, check):
    rows = rows_of(demarche.text("query", *arguments, "--jsonl", "-l", dayton))
    assert rows and all(map(check, rows))


def test_wrong_filters_are_explained(demarche, dayton):
    message = demarche.error("query", "reports", "--type", "ASSAULT", "-l", dayton, code=2)
    assert message.startswith("error[bad-filter]: query reports has no filter --type\n") and "events" in message
    assert "did you mean denied?" in demarche.error("query", "events", "--status", "deneid", "-l", dayton, code=2)
    assert "--bbox" in demarche.error("query", "events", "--bbox", "1,2", "-l", dayton, code=2)
    assert demarche.error("count", "reports", "-l", dayton, code=2).startswith("error[bad-usage]: count counts events")


def test_panels_keep_zeros_and_add_up(demarche, dayton):
    events = rows_of(demarche.text("query", "events", "--jsonl", "-l", dayton))
    dated = [e for e in events if e["date_from"]]
    rows = rows_of(demarche.text("count", "events", "--by", "month", "--jsonl", "-l", dayton))
    assert sum(r["n_events"] for r in rows) == len(dated)
    assert [r["period"] for r in rows] == sorted({r["period"] for r in rows})
    for row in rows:
        assert row["n_events"] == sum(row[f"status_{s}"] for s in STATUSES) == sum(v for k, v in row.items() if k.startswith("type_"))
    panel = rows_of(demarche.text("count", "events", "--by", "month", "--unit", "country", "--id", "gwcode", "--jsonl", "-l", dayton))
    units, periods = {r["unit_id"] for r in panel}, {r["period"] for r in panel}
    assert len(panel) == len(units) * len(periods) and any(r["n_events"] == 0 for r in panel)
    assert all(re.fullmatch(r"\d+", unit) for unit in units)
    dropped = rows_of(demarche.text("count", "events", "--by", "month", "--unit", "country", "--id", "gwcode", "--drop-zeros", "--jsonl", "-l", dayton))
    assert dropped == [r for r in panel if r["n_events"] > 0]
    by_type = rows_of(demarche.text("count", "events", "--by", "year,type", "--jsonl", "-l", dayton))
    assert {(r["type"]) for r in by_type if r["n_events"]} == {e["type"] for e in dated}
    run = demarche("count", "events", "--unit", "country", "--csv", "-o", "panel.csv", "-l", dayton)
    assert run.returncode == 0 and "zeros kept" in run.stderr.decode()
    assert (demarche.folder / "panel.csv").read_text().startswith("unit_id,unit_name,period,")
    assert "--force" in demarche.error("count", "events", "-o", "panel.csv", "-l", dayton, code=2)


def test_search_says_who_said_it(demarche, dayton):
    page = demarche.text("search", "shelling", "-l", dayton)
    assert "statements\n" in page or "reports\n" in page
    hits = rows_of(demarche.text("search", "denied", "--jsonl", "--kind", "reports", "-l", dayton))
    assert hits and all(h["kind"] == "report" and h["marks"] and h["said_by"] for h in hits)
    for hit in hits:
        assert all("denied" in hit["snippet"][b:e].lower() for b, e in hit["marks"])
    assert demarche.text("search", "zzzzqqqq", "-l", dayton) == ""
    assert demarche.error("search", "-l", dayton, code=2).startswith("error[bad-usage]: search needs words")


def test_show_of_what_is_linked(demarche, dayton):
    event = rows_of(demarche.text("query", "events", "--sort=-reports", "--limit", "1", "--jsonl", "-l", dayton))[0]
    page = demarche.text("show", event["event_id"], "-l", dayton)
    assert event["n_reports"] > 1 and page.count(" mn_") >= event["n_mentions"] and "votes" in page and "independent sources" in page
    for kind, column in (("actors", "actor_id"), ("plans", "plan_link_id"), ("contradictions", "contradiction_id"), ("sources", "source_id")):
        rows = rows_of(demarche.text("query", kind, "--limit", "1", "--jsonl", "-l", dayton))
        for row in rows:
            assert row[column] in demarche.text("show", row[column], "-l", dayton)


@pytest.mark.parametrize("form, columns", OLD_FORMS.items())
def test_old_forms_hold_only_what_happened(demarche, dayton, form, columns):
    header = ["--header"] if form.startswith("gdelt") else []
    run = demarche("export", "--to", form, "-o", "out.tsv", *header, "-l", dayton)
    assert run.returncode == 0, run.stderr.decode()
    rows = table_of((demarche.folder / "out.tsv").read_text())
    assert rows and all(len(row) == columns for row in rows)
    events = {e["event_id"]: e for e in rows_of(demarche.text("query", "events", "--jsonl", "-l", dayton))}
    if form == "polecat":
        assert {events[row[0]]["status"] for row in rows[1:]} <= {"happened", "ongoing"}
    else:
        assert all(re.fullmatch(r"[1-9]\d*", row[0]) and int(row[0]) < 2**63 for row in rows[1:])
    assert len({row[0] for row in rows[1:]}) == len(rows) - 1, "ids are unique"
    excluded = dict(table_of((demarche.folder / "out.tsv.excluded.csv").read_text(), ",")[1:])
    for status in STATUSES[2:]:
        left_out = sum(e["status"] == status for e in events.values())
        assert int(excluded.get(f"status {status}", 0)) == left_out
    more = demarche("export", "--to", form, "-o", "more.tsv", "--include-status", "planned", *header, "-l", dayton)
    assert "warning" in more.stderr.decode()
    assert len(table_of((demarche.folder / "more.tsv").read_text())) > len(rows)


def test_gdelt_has_no_header_unless_asked(demarche, dayton):
    assert demarche.text("export", "--to", "gdelt2", "-l", dayton)[0].isdigit()
    assert demarche.text("export", "--to", "icews", "--names", "snake", "-l", dayton).startswith("event_id\tevent_date\tsource_name\t")


def test_plover_keeps_the_status(demarche, dayton):
    records = rows_of(demarche.text("export", "--to", "plover", "-l", dayton))
    events = {e["event_id"]: e for e in rows_of(demarche.text("query", "events", "--jsonl", "-l", dayton))}
    assert {r["id"] for r in records} == set(events)
    context = {"planned": ["future"], "denied": ["negation"], "happened": [], "ongoing": []}
    for record in records:
        status = events[record["id"]]["status"]
        assert record["demarche"]["status"] == status and record["context"] == context.get(status, ["hypothetical"]) and record["text"] is None
        assert [e["entity_text"] for e in record["actor"]] == events[record["id"]]["actors"]


def test_geojson_and_gexf(demarche, dayton):
    collection = json.loads(demarche.text("export", "--to", "geojson", "-l", dayton))
    assert collection["type"] == "FeatureCollection" and collection["features"]
    for feature in collection["features"]:
        longitude, latitude = feature["geometry"]["coordinates"]
        assert -180 <= longitude <= 180 and -90 <= latitude <= 90
    graph = xml.fromstring(demarche.text("export", "--to", "gexf", "-l", dayton))
    space = {"g": "http://gexf.net/1.3"}
    nodes = {n.get("id") for n in graph.findall(".//g:node", space)}
    edges = graph.findall(".//g:edge", space)
    assert nodes and edges and all(e.get("source") in nodes and e.get("target") in nodes for e in edges)


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_data_package_proves_itself(demarche, dayton, form):
    run = demarche("export", "--to", form, "-o", "out", "--with-text", "full", "-l", dayton)
    assert run.returncode == 0, run.stderr.decode()
    folder = demarche.folder / "out"
    for line in (folder / "SHA256SUMS").read_text().splitlines():
        digest, name = line.split("  ")
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest
    package = json.loads((folder / "datapackage.json").read_text())
    tables = {}
    for resource in package["resources"]:
        text = (folder / resource["path"]).read_text()
        rows = list(csv.DictReader(io.StringIO(text))) if form == "csv" else rows_of(text)
        assert len(rows) == resource["rows"]
        if rows:
            assert list(rows[0]) == [f["name"] for f in resource["schema"]["fields"]]
        tables[resource["name"]] = rows
    texts = {r["report_id"]: r["text"] for r in tables["reports"]}
    assert tables["evidence"]
    for row in tables["evidence"]:
        assert texts[row["report_id"]][int(row["start"]):int(row["end"])] == row["quote"]
    for name, key in (("events", "event_id"), ("mentions", "mention_id"), ("statements", "statement_id"), ("reports", "report_id")):
        ids = [r[key] for r in tables[name]]
        assert len(set(ids)) == len(ids)
        told = demarche("query", name, "--jsonl", "-l", dayton).stdout.decode().splitlines()
        assert len(told) == len(ids)
    assert {m["event_id"] for m in tables["mentions"]} == {e["event_id"] for e in tables["events"]}
    assert (folder / "CODEBOOK.md").exists() and (folder / "CITATION.cff").exists()
    assert json.loads((folder / "query.json").read_text())["revision"] > 0
    assert not (demarche.folder / "out.part").exists()


def test_a_part_of_a_ledger_is_exported_whole(demarche, dayton):
    demarche.text("export", "--to", "jsonl", "-o", "part", "--type", "ASSAULT", "-l", dayton)
    read = lambda name: rows_of((demarche.folder / f"part/{name}.jsonl").read_text())
    events, mentions, reports = read("events"), read("mentions"), read("reports")
    assert events and {e["event_type"] for e in events} == {"ASSAULT"}
    assert {m["event_id"] for m in mentions} == {e["event_id"] for e in events}
    assert {m["report_id"] for m in mentions} == {r["report_id"] for r in reports}
    assert "text" in reports[0] and reports[0]["text"] is None and reports[0]["kept_text"] == "never"
    assert {e["report_id"] for e in read("evidence")} <= {r["report_id"] for r in reports}


def test_nothing_is_overwritten_and_nothing_half_is_left(demarche, dayton):
    demarche.write("out.tsv", "precious")
    message = demarche.error("export", "--to", "polecat", "-o", "out.tsv", "-l", dayton, code=2)
    assert "--force" in message and (demarche.folder / "out.tsv").read_text() == "precious"
    demarche.text("export", "--to", "polecat", "-o", "out.tsv", "--force", "-l", dayton)
    assert (demarche.folder / "out.tsv").read_text().startswith("Event ID\t")
    demarche.error("export", "--to", "polecat", "-o", "no/such/folder/x.tsv", "-l", dayton, code=7)
    demarche.error("export", "--to", "polecat", "-o", "bad.tsv", "--status", "deneid", "-l", dayton, code=2)
    assert not list(demarche.folder.glob("*.part")) and not (demarche.folder / "bad.tsv").exists()


def test_unknown_forms_are_explained(demarche, dayton):
    assert "Python package" in demarche.error("export", "--to", "parquet", "-o", "x", "-l", dayton, code=2)
    assert "did you mean gdelt2?" in demarche.error("export", "--to", "gdlet2", "-l", dayton, code=2)
    assert "needs a folder" in demarche.error("export", "--to", "csv", "-l", dayton, code=2)
    assert demarche.error("export", code=2).startswith("error[bad-usage]: export needs to know the form")


def test_the_ledger_of_the_benchmark_is_one(demarche, tmp_path):
    """bench/make_ledger.py fills tables directly, so it must follow every change of the schema."""
    made = subprocess.run([sys.executable, ROOT / "bench/make_ledger.py", tmp_path / "b.db", "--events", "400"], capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stderr
    for kind in KINDS:
        answer = demarche("query", kind, "-l", tmp_path / "b.db", "--limit", "0", "--format", "jsonl")
        assert answer.returncode == 0, answer.stderr.decode()
        if kind in ("events", "mentions", "statements", "reports"):
            assert len(answer.stdout.splitlines()) == {"events": 400, "mentions": 400, "statements": 1200, "reports": 100}[kind]
