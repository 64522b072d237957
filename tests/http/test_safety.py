# SPDX-License-Identifier: Apache-2.0
"""Who may ask: names, origins, tokens, addresses."""
import socket

import pytest
from conftest import ROOT, TEXT, run_program

TOKENS = "# who\nread reader-0123456789abcdef\nread,write,review writer-0123456789abcdef\n"


@pytest.mark.parametrize("host, allowed", [
    ("localhost", True), ("127.0.0.1:99", True), ("[::1]:8788", True), ("LOCALHOST:1", True), ("evil.example", False), ("", False),
    ("localhost.evil.example", False), ("127.0.0.1.evil.example", False), ("10.0.0.1", True), ("a.b.c.d", False)])
def test_other_names_are_not_answered(server, host, allowed):
    answer = server.get("/api/v1/events", headers={"Host": host}, limit=1)
    assert answer.status == (200 if allowed else 421)
    if not allowed:
        assert answer.slug() == "wrong-host"


def test_a_name_can_be_allowed(serve, dayton):
    server = serve(dayton, "--host", "news.example")
    assert server.get("/healthz", headers={"Host": "news.example:80"}).status == 200
    assert server.get("/healthz", headers={"Host": "other.example"}).status == 421


@pytest.mark.parametrize("headers", [
    {"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"Origin": "null"},
    {"Origin": "http://localhost:1"}])
def test_writes_from_other_sites_are_refused(writing, headers):
    for path, body in (("/api/v1/reports", {"text": TEXT}), ("/api/v1/decisions", {"act": "accept", "record_id": "ev_1"}), ("/api/v1/extract", {"text": TEXT})):
        assert writing.post(path, body, headers).slug() == "not-allowed"
    assert writing.ask("DELETE", "/api/v1/jobs/jb_1", headers=headers).slug() == "not-allowed"


def test_writes_from_the_page_and_from_programs(writing):
    own = {"Origin": f"http://127.0.0.1:{writing.port}", "Sec-Fetch-Site": "same-origin"}
    assert writing.post("/api/v1/extract", {"text": TEXT}, own).status == 200
    assert writing.post("/api/v1/extract", {"text": TEXT}).status == 200
    assert writing.post("/api/v1/reports", TEXT, kind="text/plain").slug() == "unsupported-type"


def test_a_server_that_only_reads_takes_nothing(server):
    for path, body in (("/api/v1/reports", {"text": TEXT}), ("/api/v1/decisions", {"act": "accept", "record_id": "ev_1"})):
        assert server.post(path, body).slug() == "not-allowed"
    assert server.post("/api/v1/read", '{"text": "a"}', kind="application/x-ndjson").slug() == "not-allowed"
    assert server.get("/version").json()["read_only"] is True


def test_cors(serve, dayton):
    server = serve(dayton, "--cors", "https://notebook.example", "--write")
    friend, other = {"Origin": "https://notebook.example"}, {"Origin": "https://other.example"}
    assert server.get("/api/v1/events", headers=friend).headers["access-control-allow-origin"] == "https://notebook.example"
    assert "access-control-allow-origin" not in server.get("/api/v1/events", headers=other).headers
    assert server.post("/api/v1/extract", {"text": TEXT}, {**friend, "Sec-Fetch-Site": "cross-site"}).status == 200
    asked = {**friend, "Access-Control-Request-Method": "POST"}
    assert "POST" in server.ask("OPTIONS", "/api/v1/extract", headers=asked).headers["access-control-allow-methods"]


def test_cors_for_all_is_for_reading(serve, dayton):
    server = serve(dayton, "--cors", "*", "--write")
    other = {"Origin": "https://other.example"}
    assert server.get("/api/v1/events", headers=other).headers["access-control-allow-origin"] == "*"
    assert server.post("/api/v1/extract", {"text": TEXT}, other).slug() == "not-allowed"


def test_tokens(serve, copy_of_dayton, tmp_path):
    (tmp_path / "tokens").write_text(TOKENS)
    server = serve(copy_of_dayton, "--token-file", tmp_path / "tokens", "--write")
    reader, writer = ({"Authorization": f"Bearer {name}-0123456789abcdef"} for name in ("reader", "writer"))
    answer = server.get("/api/v1/events")
    assert answer.status == 401 and answer.headers["www-authenticate"] == "Bearer"
    assert server.get("/api/v1/events", headers={"Authorization": "Bearer reader-0123456789abcdee"}).status == 401
    assert server.get("/api/v1/events", headers=reader).status == 200
    assert server.post("/api/v1/reports", {"text": TEXT}, reader).status == 403
    assert server.post("/api/v1/reports", {"text": TEXT}, writer).status == 201
    assert server.get("/healthz").status == 200 and server.get("/metrics").status == 401


@pytest.mark.parametrize("flags, slug", [
    (["--listen", "0.0.0.0:0"], "bad-usage"), (["--listen", "0.0.0.0:0", "--allow-anonymous", "--write"], "bad-usage"),
    (["--listen", "nowhere"], "bad-usage"), (["--listen", "127.0.0.1:99999"], "bad-usage"), (["--base-path", "x"], "bad-usage"),
    (["--cors", "notebook.example"], "bad-usage"), (["--token-file", "/nonexistent"], "file-unreadable"), (["--write", "--read-only"], "bad-usage")])
def test_unsafe_or_wrong_settings_are_refused(program, dayton, flags, slug):
    run = run_program("serve", "-l", dayton, *flags)
    assert run.returncode != 0 and f"error[{slug}]" in run.stderr.decode(), run.stderr.decode()


def test_a_browser_trades_its_token_for_a_cookie(serve, copy_of_dayton, tmp_path):
    (tmp_path / "tokens").write_text("read a; token = with, odd letters\nread,review writer-0123456789abcdef\n")
    server = serve(copy_of_dayton, "--token-file", tmp_path / "tokens", "--write")
    assert server.post("/api/v1/session", {"token": "no token of this server"}).slug() == "auth-needed"
    assert server.post("/api/v1/session", {"word": "x"}).slug() == "bad-body"
    assert server.post("/api/v1/session", {"token": "x"}, {"Origin": "https://evil.example"}).slug() == "not-allowed"
    answer = server.post("/api/v1/session", {"token": "a; token = with, odd letters"})
    cookie = answer.headers["set-cookie"]
    assert answer.status == 204 and "HttpOnly" in cookie and "SameSite=Strict" in cookie and "odd letters" not in cookie
    sent = {"Cookie": "other=1; " + cookie.split(";")[0]}
    assert server.get("/api/v1/events", headers=sent).status == 200
    assert server.get("/api/v1/events", headers={"Cookie": cookie.split(";")[0][:-1]}).slug() == "auth-needed"
    assert server.get("/api/v1/events", headers={**sent, "Authorization": "Bearer wrong-0123456789abcdef"}).slug() == "auth-needed"
    decision = {"act": "accept", "record_id": "ev_1"}
    assert server.post("/api/v1/decisions", decision, sent).slug() == "not-allowed"
    writer = server.post("/api/v1/session", {"token": "writer-0123456789abcdef"}).headers["set-cookie"].split(";")[0]
    assert server.post("/api/v1/decisions", decision, {"Cookie": writer}).slug() == "no-such-record"
    assert server.post("/api/v1/decisions", decision, {"Cookie": writer, "Sec-Fetch-Site": "cross-site"}).slug() == "not-allowed"
    assert "Max-Age=0" in server.ask("DELETE", "/api/v1/session").headers["set-cookie"]


def test_short_tokens_are_refused(program, dayton, tmp_path):
    (tmp_path / "tokens").write_text("read secret\n")
    run = run_program("serve", "-l", dayton, "--token-file", tmp_path / "tokens")
    assert run.returncode == 2 and "tokens:1" in run.stderr.decode()


def test_a_taken_port_is_told(server, dayton):
    run = run_program("serve", "-l", dayton, "--listen", f"127.0.0.1:{server.port}")
    assert run.returncode == 2 and "cannot listen" in run.stderr.decode() and "--listen" in run.stderr.decode()


def test_a_path_below_another_server(serve, dayton):
    server = serve(dayton, "--base-path", "/demarche")
    assert '<base href="/demarche/"' in server.get("/demarche/events").text
    page = server.get("/demarche/api/v1/events", limit=1).json()
    assert page["page"]["next_url"].startswith("/demarche/api/v1/events?") and server.get(page["page"]["next_url"]).status == 200
    assert server.get("/demarche").status == 308 and server.get("/events").slug() == "no-such-path"
    assert server.get("/demarche/api/v1/nothing").json()["type"].startswith("/demarche/problems/")
    assert server.get("/demarche/problems/bad-date").status == 200


def test_every_answer_forbids_guessing_its_type(server):
    for path in ("/", "/api", "/api/v1/events", "/api/v1/nothing", "/healthz", "/api/v1/events.csv"):
        assert server.get(path).headers["x-content-type-options"] == "nosniff", path


def test_a_request_that_is_none_ends_its_connection(server):
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as plain:
        plain.sendall(b"QUERY /api/v1/events HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n{}GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
        got = b""
        while piece := plain.recv(65536):
            got += piece
    assert got.startswith(b"HTTP/1.1 400") and b"problem+json" in got and got.count(b"Content-Length:") == 1


def test_a_ledger_of_an_earlier_version_is_refused_at_the_start(program, tmp_path):
    old = tmp_path / "old.db"
    old.write_bytes((ROOT / "tests/ledger/schemas/0003.db").read_bytes())
    answer = run_program("serve", "--listen", "127.0.0.1:0", "-l", old)
    assert answer.returncode != 0 and b"earlier version" in answer.stderr and b"demarche link" in answer.stderr
