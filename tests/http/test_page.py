# SPDX-License-Identifier: Apache-2.0
"""The page and what describes the server: files, caching, policy, health."""
import re

from conftest import PROGRAM, Server


def test_the_page_and_its_files(server):
    page = server.get("/")
    assert page.status == 200 and page.headers["content-type"].startswith("text/html") and page.headers["cache-control"] == "no-cache"
    policy = page.headers["content-security-policy"]
    assert "default-src 'self'" in policy and "unsafe" not in policy
    assert not re.search(r"<script(?![^>]*\ssrc=)[^>]*>|\son\w+=|<style|javascript:", page.text)
    files = re.findall(r'(?:src|href)="([\w./-]+\.(?:js|css))"', page.text)
    assert files
    for name in files:
        file = server.get("/" + name.lstrip("/"), headers={"Accept-Encoding": "gzip"})
        assert file.status == 200 and "immutable" in file.headers["cache-control"] and file.headers["content-encoding"] == "gzip"
        assert file.body == server.get("/" + name.lstrip("/")).body and len(file.raw) < len(file.body)


def test_addresses_of_the_page_lead_to_it(server):
    page = server.get("/").text
    for path in ("/events", "/reports/rp_123", "/events/ev_1?x=1", "/plans"):
        assert server.get(path).text == page, path
    assert server.get("/nothing.js").slug() == "no-such-path"
    assert server.ask("POST", "/events").status == 405


def test_health_version_and_metrics(server):
    assert server.get("/healthz").text == "ok\n"
    server.post("/api/v1/extract", {"text": "Ostrel said it would protest."})
    assert server.get("/readyz").text == "ready\n"
    assert server.get("/version").json()["ready"] is True
    server.get("/api/v1/events", limit=1)
    answer = server.get("/metrics")
    assert answer.headers["content-type"].startswith("application/openmetrics-text") and answer.text.endswith("# EOF\n")
    assert re.search(r'^demarche_http_requests_total\{route="list_events",code="200"\} [1-9]', answer.text, re.M)
    assert re.search(r"^demarche_extract_seconds_count [1-9]", answer.text, re.M)
    assert re.search(r"^demarche_ledger_bytes [1-9]", answer.text, re.M)


def test_without_a_ledger_the_page_explains_and_texts_are_read(serve, program, tmp_path):
    server = serve(tmp_path / "none.db")
    assert server.get("/").status == 200
    answer = server.get("/api/v1/events")
    assert answer.status == 503 and answer.slug() == "not-ready" and "demarche read" in answer.json()["detail"] and "retry-after" in answer.headers
    assert server.get("/readyz").status == 503 and server.get("/healthz").status == 200
    assert server.get("/version").json()["ready"] is False
    assert server.post("/api/v1/extract", {"text": "Ostrel said it would protest."}).status == 200
    assert not (tmp_path / "none.db").exists()


def test_a_ledger_that_comes_later_is_found(serve, dayton, tmp_path):
    server = serve(tmp_path / "later.db")
    assert server.get("/api/v1/events").status == 503
    (tmp_path / "later.db").write_bytes(dayton.read_bytes())
    assert server.get("/api/v1/events").status == 200


def test_stops_quietly(program, dayton):
    server = Server(dayton)
    with server.connect() as idle:
        idle.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert idle.recv(100).startswith(b"HTTP/1.1 200")
        assert server.end() == (0, "")


def test_a_line_for_each_request(program, dayton):
    server = Server(dayton, "--log", "text")
    server.get("/api/v1/events", limit=1)
    code, errors = server.end()
    assert code == 0 and re.search(r"GET /api/v1/events\?limit=1 200 [\d.]+ ms", errors)


def test_a_unix_socket(program, dayton, tmp_path):
    import http.client
    import socket
    import subprocess
    path = tmp_path / "socket"
    with subprocess.Popen([PROGRAM, "serve", "-l", str(dayton), "--uds", str(path)], stdout=subprocess.PIPE, text=True) as process:
        assert str(path) in process.stdout.readline()
        connection = http.client.HTTPConnection("anything")
        connection.sock = socket.socket(socket.AF_UNIX)
        connection.sock.connect(str(path))
        connection.request("GET", "/api/v1/events?limit=1")
        assert connection.getresponse().status == 200
        connection.close()
        process.terminate()
        assert process.wait(20) == 0
    assert not path.exists()
