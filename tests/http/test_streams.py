# SPDX-License-Identifier: Apache-2.0
"""Streams: whole with their trailers, or visibly cut short."""
import http.client
import json
import signal
import time

import pytest
from conftest import Server


def read_chunks(raw):
    """Body and trailers of a chunked answer; None for the trailers where its end is missing."""
    _, rest = raw.split(b"\r\n\r\n", 1)
    body = b""
    while True:
        line, found, rest = rest.partition(b"\r\n")
        if not found or not line:
            return body, None
        size = int(line, 16)
        if size == 0:
            lines = rest.split(b"\r\n")
            return body, dict(line.decode().split(": ") for line in lines if line)
        if len(rest) < size + 2:
            return body + rest, None
        body, rest = body + rest[:size], rest[size + 2:]


def ask(path):
    return f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode()


@pytest.mark.parametrize("form", ["jsonl", "csv", "tsv"])
def test_the_end_says_that_it_was_all(server, form):
    raw = server.raw(ask(f"/api/v1/statements.{form}"))
    head = raw.split(b"\r\n\r\n")[0]
    assert b"Trailer: Demarche-Rows, Demarche-Complete" in head and b"Demarche-Revision:" in head and b"Content-Length" not in head
    body, trailers = read_chunks(raw)
    rows = len(body.decode().splitlines()) - (0 if form == "jsonl" else 1) if form != "csv" else None
    count = server.api("count/statements", count="exact")["count"]["rows"]
    assert trailers == {"Demarche-Rows": str(count), "Demarche-Complete": "true"} and rows in (None, count)


def test_an_end_that_stands_in_the_data(server):
    lines = server.get("/api/v1/events.jsonl", end=1).text.splitlines()
    assert json.loads(lines[-1]) == {"_end": {"rows": len(lines) - 1}}


def test_wrong_streams_are_refused_before_their_first_byte(server):
    assert server.get("/api/v1/events.csv", stauts="planned").slug() == "bad-parameter"
    assert server.get("/api/v1/events.csv", **{"from": "31/12/95"}).slug() == "bad-date"


def begin_to_read(server):
    """A stream of which the first bytes have come and the rest has no room."""
    plain = server.connect(receive_buffer=2048)
    plain.sendall(ask("/api/v1/events.jsonl"))
    return plain, plain.recv(1000)


def rest_of(plain, begun):
    try:
        while piece := plain.recv(65536):
            begun += piece
    except ConnectionResetError:
        pass
    return begun


def test_killed_in_the_middle(program, dayton):
    server = Server(dayton)
    plain, begun = begin_to_read(server)
    server.process.send_signal(signal.SIGKILL)
    server.process.wait()
    _, trailers = read_chunks(rest_of(plain, begun))
    plain.close()
    assert trailers is None
    again = Server(dayton)
    assert again.get("/readyz").status in (200, 503) and again.api("count/statements")["count"]["rows"] > 100
    again.end()


def test_stopped_in_the_middle(program, dayton):
    server = Server(dayton)
    plain, begun = begin_to_read(server)
    server.process.send_signal(signal.SIGTERM)
    time.sleep(0.5)
    _, trailers = read_chunks(rest_of(plain, begun))
    plain.close()
    assert trailers is None and server.end()[0] == 0


def test_a_client_library_sees_that_it_was_cut(program, dayton):
    server = Server(dayton)
    connection = http.client.HTTPConnection("127.0.0.1", server.port)
    connection.request("GET", "/api/v1/events.jsonl")
    response = connection.getresponse()
    response.read(100)
    server.process.send_signal(signal.SIGKILL)
    server.process.wait()
    with pytest.raises((http.client.IncompleteRead, ConnectionResetError)):
        response.read()


def test_a_reader_who_goes_away_ends_the_work(serve, dayton):
    server = serve(dayton)
    for _ in range(20):
        plain, _ = begin_to_read(server)
        plain.close()
    assert server.get("/api/v1/events.csv", limit=5).status == 200


@pytest.mark.parametrize("form", ["plover", "panel", "polecat", "icews", "gdelt1", "gdelt2", "geojson", "gexf"])
def test_exports_end_with_their_counts(server, form):
    raw = server.raw(ask(f"/api/v1/exports/{form}"))
    assert raw.startswith(b"HTTP/1.1 200 "), raw[:500]
    body, trailers = read_chunks(raw)
    assert trailers["Demarche-Complete"] == "true" and int(trailers["Demarche-Rows"]) > 0 and body
    assert trailers["Demarche-Excluded"] != "none" or form in ("plover", "panel")


def test_exports_without_a_status_hold_what_happened_alone(server):
    def rows(**more):
        return len(server.get("/api/v1/exports/polecat", **more).text.splitlines())
    assert rows(status="planned") < rows(status="planned", include_status="planned")
    assert server.get("/api/v1/exports/polecat", include_status="wished").status == 400


def test_exports_that_cannot_be(server):
    assert server.get("/api/v1/exports/nothing").slug() == "no-such-path"
    assert server.get("/api/v1/exports/csv").slug() == "no-such-path"
    assert server.get("/api/v1/exports/plover", stauts="planned").slug() == "bad-parameter"
    assert server.get("/api/v1/exports/plover", type="ASSULT").slug() == "bad-parameter"
