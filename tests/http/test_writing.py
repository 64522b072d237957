# SPDX-License-Identifier: Apache-2.0
"""Reports and decisions in: kept when they were acknowledged, undone by another decision, never in the way of those who read."""
import gzip
import json
import lzma
import signal
import threading
import time

import pytest
from conftest import TEXT, run_program


def lines(count, word="Number"):
    return "".join(json.dumps({"id": f"r{i}", "date": "2031-03-04", "source": "Northern Wire", "text": f"{word} {i}. {TEXT}"}) + "\n" for i in range(count))


def count_of(server, kind="reports"):
    return server.api(f"count/{kind}", count="exact")["count"]["rows"]


def test_a_report_is_added_once(writing):
    before = count_of(writing)
    first = writing.post("/api/v1/reports", {"text": TEXT, "date": "2031-03-04", "source": "Northern Wire", "title": "Port shelled"})
    assert first.status == 201 and first.json()["new"] is True and first.json()["statements"] > 0
    again = writing.post("/api/v1/reports", {"text": TEXT, "date": "2031-03-04", "source": "Northern Wire", "title": "Port shelled"})
    assert again.json() == {**first.json(), "new": False} and count_of(writing) == before + 1
    row = writing.api(f"reports/{first.json()['report_id']}")["data"]
    assert (row["title"], row["source"], row["published"]) == ("Port shelled", "Northern Wire", "2031-03-04")


def test_many_lines_are_told_one_by_one(writing):
    body = lines(3) + "no json\n" + lines(1, "Other")
    answer = writing.post("/api/v1/read", body, {"Accept": "application/x-ndjson"}, kind="application/x-ndjson")
    told = [json.loads(line) for line in answer.text.splitlines()]
    assert [line.get("ok") for line in told] == [True, True, True, False, True, 4]
    assert told[3]["line"] == 4 and told[3]["problem"]["type"].endswith("/unreadable") and told[-1] == {"end": True, "ok": 4, "failed": 1}
    assert all(writing.get(f"/api/v1/reports/{line['report_id']}").status == 200 for line in told[:3])


def wait_for(server, address):
    for _ in range(600):
        state = server.get(address).json()["data"]
        if state["state"] != "running":
            return state
        time.sleep(0.1)
    raise AssertionError("the job does not end")


def test_a_job_ends_in_part(writing):
    key = {"Idempotency-Key": "one"}
    answer = writing.post("/api/v1/read", lines(2) + "broken\n", key, kind="application/x-ndjson")
    assert answer.status == 202
    again = writing.post("/api/v1/read", lines(2) + "broken\n", key, kind="application/x-ndjson")
    assert again.headers["location"] == answer.headers["location"]
    state = wait_for(writing, answer.headers["location"])
    assert (state["state"], state["ok"], state["failed"], state["lines"]) == ("partial", 2, 1, 3)
    errors = writing.get(answer.headers["location"] + "/errors.jsonl").text.splitlines()
    assert len(errors) == 1 and json.loads(errors[0])["line"] == 3
    assert writing.get("/api/v1/jobs/jb_999999").slug() == "no-such-record"


def test_the_progress_of_a_job(writing):
    address = writing.post("/api/v1/read", lines(5), kind="application/x-ndjson").headers["location"]
    answer = writing.get(address + "/events")
    assert answer.headers["content-type"].startswith("text/event-stream")
    events = [dict(line.split(": ", 1) for line in part.split("\n")) for part in answer.text.strip().split("\n\n")]
    states = [json.loads(event["data"]) for event in events]
    assert events[-1]["event"] == "end" and states[-1] == writing.api(address.removeprefix("/api/v1/"))["data"]
    assert states[-1]["ok"] == 5 and [s["ok"] for s in states] == sorted({s["ok"] for s in states})
    assert writing.get("/api/v1/jobs/jb_999999/events").slug() == "no-such-record"


def warc(*pages):
    """A web archive of these pages."""
    out = b""
    for number, page in enumerate(pages):
        block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page.encode()
        out += (f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://wire.example/{number}\r\n"
                f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n").encode() + block + b"\r\n\r\n"
    return out


def test_a_web_archive_and_a_page_are_read(writing):
    pages = [f"<html><title>Archived {i}</title><body><article><p>{TEXT}</p><p>Number {i}.</p></article></body></html>" for i in range(3)]
    post = lambda body, kind: writing.ask("POST", "/api/v1/read", body=body, headers={"Content-Type": kind, "Accept": "application/x-ndjson"})
    archive = warc(*pages[:2])
    told = [json.loads(line) for line in post(archive + b"damaged", "application/warc").text.splitlines()]
    assert [line.get("ok") for line in told] == [True, True, False, 2] and "record 2" in told[2]["problem"]["detail"]
    row = writing.api(f"reports/{told[1]['report_id']}")["data"]
    assert (row["title"], row["url"]) == ("Archived 1", "http://wire.example/1")
    told = [json.loads(line) for line in post(pages[2].encode(), "text/html").text.splitlines()]
    assert told[0]["ok"] and writing.api(f"reports/{told[0]['report_id']}")["data"]["title"] == "Archived 2"
    assert post(b"", "application/warc").slug() == "bad-body"
    assert post(b"Some words.", "text/plain").slug() == "unsupported-type"


@pytest.mark.parametrize("pack", [gzip.compress, lzma.compress])
def test_bodies_may_be_packed(writing, pack):
    post = lambda path, body, kind: writing.ask("POST", path, body=body, headers={"Content-Type": kind, "Accept": "application/x-ndjson"})
    told = post("/api/v1/read", pack(lines(2, word="Packed").encode()), "application/x-ndjson").text.splitlines()
    assert json.loads(told[-1]) == {"end": True, "ok": 2, "failed": 0}
    whole = pack(json.dumps({"text": TEXT * 50}).encode())
    assert post("/api/v1/extract", whole, "application/json").json()["statements"]
    assert post("/api/v1/extract", whole[:len(whole) // 2], "application/json").slug() == "unreadable"
    assert post("/api/v1/extract", pack(b" " * (8 << 20)), "text/plain").slug() == "too-large"


def test_a_job_can_be_ended(writing):
    address = writing.post("/api/v1/read", lines(200), kind="application/x-ndjson").headers["location"]
    assert writing.ask("DELETE", address).status == 200
    assert wait_for(writing, address)["state"] == "canceled"


def test_what_was_acknowledged_outlives_a_kill(writing, copy_of_dayton, serve):
    with writing.connect() as plain:
        body = lines(50).encode()
        plain.sendall(b"POST /api/v1/read HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-ndjson\r\nAccept: application/x-ndjson\r\n"
                      b"Content-Length: %d\r\n\r\n" % len(body) + body)
        got = b""
        while got.count(b'"ok":true') < 3:
            got += plain.recv(65536)
        writing.process.send_signal(signal.SIGKILL)
        writing.process.wait()
    told = [json.loads(line) for line in got.split(b"\r\n") if line.startswith(b'{"line"') and line.endswith(b"}\n")]
    assert len(told) >= 3
    assert run_program("audit", "-l", copy_of_dayton).returncode == 0
    again = serve(copy_of_dayton)
    assert all(again.get(f"/api/v1/reports/{line['report_id']}").status == 200 for line in told)


def decide(server, **decision):
    answer = server.post("/api/v1/decisions", decision)
    assert answer.status == 201, answer.text
    assert answer.headers["location"] == "/api/v1/decisions/" + answer.json()["data"]["decision_id"]
    return answer.json()


def test_a_decision_and_its_undoing(writing):
    event = writing.api("events", status="happened", limit=1)["data"][0]
    address = f"events/{event['event_id']}"
    decide(writing, act="correct", record_id=event["event_id"], after={"status": "denied"}, reason="the words deny it", by="Ana")
    changed = writing.api(address)["data"]
    assert changed["status"] == "denied" and changed["review"] == "corrected"
    row = writing.api("decisions", limit=1)["data"][0]
    assert (row["act"], row["by"], row["record_id"], row["holds"]) == ("correct", "Ana", event["event_id"], True)
    undone = writing.post(f"/api/v1/decisions/{row['decision_id']}/undo", {"reason": "they do not"})
    assert undone.status == 201 and undone.json()["data"]["undoes"] == row["decision_id"]
    assert {k: v for k, v in writing.api(address)["data"].items() if k in event} == event
    assert count_of(writing, "decisions") == 2


def test_merge_and_split(writing):
    one, other = writing.api("events", type="ASSAULT", limit=2)["data"]
    before = count_of(writing, "events")
    made = decide(writing, act="merge", record_id=one["event_id"], other_id=other["event_id"])
    assert count_of(writing, "events") == before - 1
    answers = {writing.get(f"/api/v1/events/{event['event_id']}").status: event["event_id"] for event in (one, other)}
    assert set(answers) == {200, 308}
    moved = writing.get(f"/api/v1/events/{answers[308]}")
    assert moved.headers["location"] == f"/api/v1/events/{answers[200]}" and moved.json()["merged_into"] == answers[200]
    assert writing.post(f"/api/v1/decisions/{made['data']['decision_id']}/undo", {}).status == 201
    assert count_of(writing, "events") == before
    assert all(writing.get(f"/api/v1/events/{event['event_id']}").status == 200 for event in (one, other))


@pytest.mark.parametrize("body, status", [
    ({}, 400), ({"act": "accept"}, 400), ({"act": "paint", "record_id": "ev_1"}, 400), ({"act": "accept", "record_id": "ev_0000000000000"}, 404),
    ({"act": "accept", "record_id": 1}, 400), ({"act": "correct", "record_id": "EVENT", "after": {"status": "maybe"}}, 400),
    ({"act": "correct", "record_id": "EVENT", "after": []}, 400), ({"act": "merge", "record_id": "EVENT"}, 400),
    ({"act": "accept", "record_id": "EVENT", "seen": "now"}, 400)])
def test_decisions_that_cannot_be(writing, body, status):
    event = writing.api("events", limit=1)["data"][0]["event_id"]
    body = {name: event if value == "EVENT" else value for name, value in body.items()}
    answer = writing.post("/api/v1/decisions", body)
    assert answer.status == status, answer.text
    assert answer.slug() and count_of(writing, "decisions") == 0
    assert writing.post("/api/v1/decisions/dc_0000000000000/undo", {}).status == 404


def test_a_decision_on_an_old_state_is_refused(writing):
    event = writing.api("events", status="happened", limit=1)["data"][0]
    seen = {"status": "happened", "review": "unreviewed"}
    decide(writing, act="correct", record_id=event["event_id"], after={"status": "denied"}, seen=seen)
    answer = writing.post("/api/v1/decisions", {"act": "accept", "record_id": event["event_id"], "seen": seen})
    assert answer.status == 409 and answer.slug() == "conflict" and answer.json()["current"]["status"] == "denied"
    assert count_of(writing, "decisions") == 1


def test_reading_never_waits_for_writing(writing):
    """While reports are read in, every list stays whole: pages without gaps or repetitions, and quick."""
    failures, rounds = [], []

    def look():
        while not done.is_set():
            begin = time.monotonic()
            rows = writing.rows("reports", limit=10)
            ids = [row["report_id"] for row in rows]
            if len(ids) != len(set(ids)):
                failures.append("a report twice")
            rounds.append(time.monotonic() - begin)

    done = threading.Event()
    readers = [threading.Thread(target=look) for _ in range(3)]
    for reader in readers:
        reader.start()
    try:
        before = count_of(writing)
        answer = writing.post("/api/v1/read", lines(20), {"Accept": "application/x-ndjson"}, kind="application/x-ndjson")
        assert answer.text.splitlines()[-1] == '{"end":true,"ok":20,"failed":0}'
    finally:
        done.set()
        for reader in readers:
            reader.join()
    assert not failures and rounds and count_of(writing) == before + 20


def test_another_writer_is_told_and_then_let_in(writing, copy_of_dayton, tmp_path):
    assert writing.post("/api/v1/reports", {"text": TEXT}).status == 201
    (tmp_path / "more.txt").write_text("Another. " + TEXT)
    time.sleep(2.5)
    run = run_program("read", tmp_path / "more.txt", "-l", copy_of_dayton, "-q")
    assert run.returncode == 0, run.stderr.decode()
    assert writing.post("/api/v1/reports", {"text": "Third. " + TEXT}).status == 201


def test_the_same_question_of_the_same_ledger_has_the_same_answer(writing):
    path = "/api/v1/reports?limit=3&facet=source"
    first = writing.get(path)
    again = writing.get(path)
    assert (first.body, first.headers.get("link")) == (again.body, again.headers.get("link"))
    anew = writing.get(path, headers={"Cache-Control": "no-cache"})
    assert anew.body == first.body
    assert writing.post("/api/v1/reports", {"text": TEXT + " Once more.", "id": "kept-answers"}).status in (200, 201)
    after = writing.get(path)
    assert after.headers["demarche-revision"] != first.headers["demarche-revision"]
    assert after.json()["count"]["rows"] == first.json()["count"]["rows"] + 1
