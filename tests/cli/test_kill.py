# SPDX-License-Identifier: Apache-2.0
"""Kill -9 at moments of chance, during reading, linking, a decision and an export: the ledger opens and audits clean, nothing that was
acknowledged is lost, and no half file passes for a whole one. DEMARCHE_KILLS sets how often each is killed (6; the ledger's own
endurance test harms every write instead). Needs the model."""
import csv
import http.client
import json
import os
import random
import re
import signal
import subprocess
import time

import pytest
from conftest import PROGRAM, ROOT, clean_environment

KILLS = int(os.environ.get("DEMARCHE_KILLS", "6"))
REPORTS = sorted(str(path) for path in (ROOT / "examples/dayton").iterdir() if path.suffix == ".txt")[:14]


def start(demarche, *arguments, **more):
    return subprocess.Popen([PROGRAM, *map(str, arguments)], cwd=demarche.folder, env=clean_environment(), stdin=subprocess.DEVNULL,
                            stdout=more.get("stdout", subprocess.DEVNULL), stderr=subprocess.DEVNULL)


def seconds_of(demarche, *arguments):
    begin = time.monotonic()
    assert start(demarche, *arguments).wait() == 0
    return time.monotonic() - begin


def kill_after(process, seconds):
    """True where the process was still at work."""
    time.sleep(seconds)
    was_running = process.poll() is None
    process.send_signal(signal.SIGKILL)
    process.wait()
    return was_running


def rows(demarche, kind):
    return demarche.text("query", kind, "-l", "a.db", "--jsonl", "--limit", "100000")


@pytest.fixture
def moments():
    return random.Random(1995)


def test_reading(reader, moments):
    whole = seconds_of(reader, "read", *REPORTS, "-l", "whole.db")
    hits = 0
    for _ in range(KILLS):
        hits += kill_after(start(reader, "read", *REPORTS, "-l", "a.db"), moments.uniform(0, whole))
        if (reader.folder / "a.db").exists() and (reader.folder / "a.db").stat().st_size > 0:
            reader.text("audit", "-l", "a.db")
    assert hits > 0, "none was killed at work"
    reader.text("read", *REPORTS, "-l", "a.db")
    assert reader.text("query", "statements", "-l", "a.db", "--jsonl", "--limit", "100000") == \
        reader.text("query", "statements", "-l", "whole.db", "--jsonl", "--limit", "100000")
    # Links are the same whatever was cut off on the way.
    assert reader.text("query", "events", "-l", "a.db", "--jsonl", "--limit", "100000") == \
        reader.text("query", "events", "-l", "whole.db", "--jsonl", "--limit", "100000")


def test_linking(reader, moments):
    reader.text("read", *REPORTS, "-l", "a.db")
    expected = {kind: rows(reader, kind) for kind in ("events", "plans", "contradictions")}
    whole = seconds_of(reader, "link", "-l", "a.db")
    hits = 0
    for _ in range(KILLS):
        hits += kill_after(start(reader, "link", "-l", "a.db"), moments.uniform(0, whole))
        reader.text("audit", "-l", "a.db")
        assert {kind: rows(reader, kind) for kind in expected} == expected
    assert hits > 0, "none was killed at work"


def decide(port, event):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request("POST", "/api/v1/decisions", json.dumps({"act": "accept", "record_id": event}), {"Content-Type": "application/json"})
    answer = connection.getresponse()
    body = answer.read()
    return json.loads(body)["data"]["decision_id"] if answer.status == 201 else None


def test_decision(reader, moments):
    reader.text("read", *REPORTS, "-l", "a.db")
    events = [json.loads(line)["event_id"] for line in rows(reader, "events").splitlines()]
    kept = set()
    for _ in range(KILLS):
        server = start(reader, "serve", "-l", "a.db", "--write", "--listen", "127.0.0.1:0", stdout=subprocess.PIPE)
        port = int(re.search(rb":(\d+)/", server.stdout.readline()).group(1))
        end = time.monotonic() + moments.uniform(0, 0.3)
        killer = subprocess.Popen(["/bin/sh", "-c", f"sleep {end - time.monotonic():.3f}; kill -9 {server.pid}"])
        try:
            while True:
                kept.add(decide(port, moments.choice(events)))
        except (OSError, http.client.HTTPException):
            pass
        killer.wait()
        server.wait()
        server.stdout.close()
        kept.discard(None)
        reader.text("audit", "-l", "a.db")
        known = {json.loads(line)["decision_id"] for line in rows(reader, "decisions").splitlines()}
        assert kept <= known, "what was acknowledged is there"
    assert kept


@pytest.mark.parametrize("form,name", [("csv", "out"), ("plover", "out.jsonl"), ("geojson", "out.geojson")])
def test_export(reader, moments, form, name):
    reader.text("read", *REPORTS, "-l", "a.db")
    whole = seconds_of(reader, "export", "-l", "a.db", "--to", form, "-o", "whole-" + name)
    hits = 0
    for _ in range(KILLS):
        hits += kill_after(start(reader, "export", "-l", "a.db", "--to", form, "-o", name, "--force"), moments.uniform(0, whole))
        out = reader.folder / name
        if out.is_dir():
            for file in (reader.folder / ("whole-" + name)).glob("*.csv"):
                assert (out / file.name).read_bytes() == file.read_bytes()
                assert list(csv.reader((out / file.name).read_text().splitlines()))
        elif out.exists():
            assert out.read_bytes() == (reader.folder / ("whole-" + name)).read_bytes()
        reader.text("audit", "-l", "a.db")
    assert hits > 0, "none was killed at work"
