# SPDX-License-Identifier: Apache-2.0
"""Errors: always a problem with a slug, a page that explains it, and what would be right."""
import re

import pytest
from conftest import ROOT

SLUGS = re.findall(r'ProblemKind\{"([a-z-]+)", (\d+)', (ROOT / "src/service/problem.cc").read_text())


@pytest.mark.parametrize("path, slug, nearest", [
    ("events?stauts=planned", "bad-parameter", "status"), ("events?status=plannd", "bad-parameter", "planned"),
    ("events?from=03/02/2026", "bad-date", None), ("events?limit=0", "bad-parameter", None), ("events?limit=1001", "bad-parameter", None),
    ("events?limit=ten", "bad-parameter", None), ("events?sort=colour", "bad-parameter", None), ("events?fields=stats", "unknown-field", "status"),
    ("search", "bad-parameter", None), ("graph?actor=nobody", "no-such-record", None), ("changes?since=x", "bad-parameter", None),
    ("events.xml", "no-such-path", None), ("event", "no-such-path", None), ("overview?weeks=-1", "bad-parameter", None),
    ("reports/rp_1/annotations?offsets=words", "bad-parameter", None)])
def test_wrong_questions_are_told_what_is_wrong(server, path, slug, nearest):
    answer = server.get("/api/v1/" + path)
    assert answer.slug() == slug, answer.text
    problem = answer.json()
    assert problem["status"] == answer.status and problem["instance"].startswith("urn:demarche:request:")
    if slug in ("bad-parameter", "bad-date", "unknown-field"):
        assert problem["errors"][0]["expected"] or problem["errors"][0]["parameter"]
    if nearest:
        assert nearest in problem["errors"][0]["nearest"]


@pytest.mark.parametrize("slug, status", SLUGS)
def test_every_problem_has_a_page(server, slug, status):
    page = server.get(f"/problems/{slug}")
    assert page.status == 200 and page.headers["content-type"].startswith("text/html") and slug in page.text and status in page.text
    assert slug in server.get("/problems").text


def test_problems_are_documented():
    assert len(SLUGS) > 15
    text = (ROOT / "docs/formats/http.md").read_text()
    assert [slug for slug, _ in SLUGS if f"`{slug}`" not in text] == []


def test_methods(server):
    answer = server.ask("DELETE", "/api/v1/events")
    assert answer.status == 405 and answer.slug() == "wrong-method" and answer.headers["allow"] == "GET, HEAD, OPTIONS"
    assert server.ask("GET", "/api/v1/extract").headers["allow"] == "POST, OPTIONS"
    assert server.ask("OPTIONS", "/api/v1/events").headers["allow"] == "GET, HEAD, OPTIONS"
    for method in ("PUT", "PATCH", "TRACE"):
        assert server.ask(method, "/api/v1/events").status in (400, 405)


@pytest.mark.parametrize("body, kind, slug", [
    (b"{", "application/json", "bad-body"), (b"[]", "application/json", "bad-body"), (b"{}", "application/json", "bad-body"),
    (b'{"text": 1}', "application/json", "bad-body"), (b'{"text": ""}', "application/json", "unreadable"),
    (b'{"text": "a", "date": "yesterday"}', "application/json", "bad-date"), (b"\0\1\2" * 100, "text/plain", "unreadable"),
    (b"a=b", "application/x-www-form-urlencoded", "unsupported-type"), (b"", "text/plain", "unreadable"),
    (b'{"text": "' + b"x" * (5 << 20) + b'"}', "application/json", "too-large"), (b'{"text": "\xff"}', "application/json", "bad-body")])
def test_bodies_that_cannot_be_read(server, body, kind, slug):
    assert server.post("/api/v1/extract", body, kind=kind).slug() == slug


def test_odd_bytes_in_addresses(server):
    for path in ("/api/v1/events/%ff%fe", "/api/v1/%0a", "/%2e%2e/etc/passwd", "/api/v1/events?q=%ff", "/api/v1/events?%ff=1",
                 "/api/v1/events?" + "a" * 6000 + "=1", "/api/v1/events?type=" + "%21" * 50, "//", "/api//v1/events", "/" + "x" * 7000):
        answer = server.get(path)
        assert 400 <= answer.status < 500 or (answer.status == 200 and not path.startswith("/api")), (path[:60], answer.status)
        answer.text.encode()


@pytest.mark.parametrize("request_line", [
    b"GET / HTTP/1.1\r\n\r\n", b"NONSENSE\r\n\r\n", b"GET /" + b"a" * 20000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"y" * 20000 + b"\r\n\r\n",
    b"POST /api/v1/extract HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nContent-Length: 99999999999\r\n\r\nx",
    b"POST /" + b"a" * 5000 + b" HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n", b"\r\n\r\n", b"\0" * 100])
def test_broken_requests_do_no_harm(server, request_line):
    with server.connect() as plain:
        plain.sendall(request_line)
        plain.shutdown(1)
        answer = plain.recv(4096)
    assert answer == b"" or answer.startswith(b"HTTP/1.1 4")
    assert server.get("/healthz").status == 200


def test_a_body_on_get_is_not_the_next_request(server):
    smuggled = b"GET /api/v1/events HTTP/1.1\r\nHost: localhost\r\n\r\n"
    request = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n\r\n" % len(smuggled) + smuggled
    assert server.raw(request).count(b"HTTP/1.1 ") == 1
