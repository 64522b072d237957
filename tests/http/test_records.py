# SPDX-License-Identifier: Apache-2.0
"""One record, its words and the marked text: every position leads to the quoted words, in every unit."""
import json

import pytest
from conftest import KINDS, TEXT, run_program

ID_OF = {"events": "event_id", "mentions": "mention_id", "statements": "statement_id", "reports": "report_id", "actors": "actor_id",
         "sources": "source_id", "plans": "plan_link_id", "contradictions": "contradiction_id"}


def spans(value):
    if isinstance(value, dict):
        if "begin" in value and "text" in value:
            yield value
        for inner in value.values():
            yield from spans(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from spans(inner)


def cut(text, begin, end, unit):
    if unit == "codepoint":
        return text[begin:end]
    code, width = {"utf8": ("utf8", 1), "utf16": ("utf-16-le", 2)}[unit]
    return text.encode(code)[begin * width:end * width].decode(code)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind in ID_OF])
def test_each_row_of_a_list_can_be_asked_for(server, kind):
    for row in server.api(kind, limit=5)["data"]:
        record = server.api(f"{kind}/{row[ID_OF[kind]]}")["data"]
        assert {name: record[name] for name in row} == row


def test_evidence_stands_in_the_text(server):
    for row in server.api("events", limit=5, sort="-date")["data"]:
        told = server.api(f"events/{row['event_id']}/evidence")["data"]
        assert len(told) == row["n_mentions"]
        for mention in told:
            text = server.get(f"/api/v1/reports/{mention['report_id']}/text").text
            assert mention["evidence"]
            for evidence in mention["evidence"]:
                assert text[evidence["begin"]:evidence["end"]] == evidence["text"]


@pytest.mark.parametrize("unit", ["codepoint", "utf8", "utf16"])
def test_marks_of_a_report_stand_in_its_text(server, unit):
    marked = 0
    for row in server.api("reports", limit=10)["data"]:
        report = server.api(f"reports/{row['report_id']}/annotations", offsets=unit)
        assert report["offsets"] == unit and len(report["statements"]) == row["statements"] and len(report["events"]) == row["events"]
        for span in spans([report["statements"], report["events"]]):
            marked += 1
            assert cut(report["text"], span["begin"], span["end"], unit) == span["text"]
    assert marked > 50


def test_marks_have_the_parties_and_dates_of_the_lists(server):
    row = next(row for row in server.rows("mentions", limit=1000) if row["actors"] and row["date_basis"] == "text")
    report = server.api(f"reports/{row['report_id']}/annotations")
    event = next(event for event in report["events"] if event["id"] == row["mention_id"])
    assert [actor["name"] or actor["text"] for actor in event["actors"]] == row["actors"]
    assert (event["type"], event["status"], event["date"]["from"]) == (row["type"], row["status"], row["date_from"])
    assert event["event_id"] == row["event_id"]


@pytest.mark.parametrize("unit", ["codepoint", "utf8", "utf16"])
def test_a_pasted_text_is_read_and_not_kept(server, unit):
    text = "👩‍👩‍👧 Ó Briain reports. " + TEXT
    before = server.api("count/reports")["count"]["rows"]
    answer = server.post(f"/api/v1/extract?offsets={unit}", {"text": text, "date": "2031-03-04"})
    assert answer.status == 200, answer.text
    report = answer.json()
    assert report["text"] == text and report["date"] == "2031-03-04" and report["statements"]
    for span in spans([report["statements"], report["events"]]):
        assert cut(text, span["begin"], span["end"], unit) == span["text"]
    assert server.api("count/reports")["count"]["rows"] == before


def test_extract_finds_what_the_command_line_finds(server, tmp_path):
    (tmp_path / "text.txt").write_text(TEXT)
    printed = json.loads(run_program("extract", tmp_path / "text.txt", "--jsonl", "--date", "2031-03-04").stdout)
    answered = server.post("/api/v1/extract?date=2031-03-04", TEXT, kind="text/plain").json()
    assert answered["statements"] == printed["statements"]
    for event in answered["events"]:
        assert event.pop("event_id") is None
    assert answered["events"] == printed["events"]


def test_extract_reads_pages(server):
    page = f"<html><head><title>Port shelled</title></head><body><article><p>{TEXT}</p><p>{TEXT}</p></article></body></html>"
    report = server.post("/api/v1/extract", page, kind="text/html").json()
    assert report["title"] == "Port shelled" and "<p>" not in report["text"] and report["statements"]


def test_ids_that_lead_nowhere(server):
    event = server.api("events", limit=1)["data"][0]["event_id"]
    assert server.get("/api/v1/events/ev_0000000000000").slug() == "no-such-record"
    assert server.get(f"/api/v1/statements/{event}").slug() == "no-such-record"
    assert server.get("/api/v1/events/nonsense").slug() == "no-such-record"
    assert server.get("/api/v1/events/%00%FF").status == 404


def test_expand_chooses_parts(server):
    mention = server.api("mentions", limit=1)["data"][0]["mention_id"]
    whole, part = server.api(f"mentions/{mention}")["data"], server.api(f"mentions/{mention}", expand="parties")["data"]
    assert "parties" in part and "evidence" not in part and "evidence" in whole
