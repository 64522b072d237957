# SPDX-License-Identifier: Apache-2.0
"""What the tests of the server share: the built program serving a ledger of the example reports, and a plain HTTP client that sees
chunks and trailers. DEMARCHE_BIN names the program, as in tests/cli."""
import gzip
import http.client
import json
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import urllib.parse

import pytest

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
KINDS = ["events", "mentions", "statements", "reports", "actors", "sources", "places", "plans", "contradictions", "decisions"]
TEXT = 'The minister, Ana Ruiz, said on Monday that Ostrel had shelled the port. "We will not withdraw," she told reporters.'


def find_program():
    given = os.environ.get("DEMARCHE_BIN")
    candidates = [given] if given else [ROOT / "build/release/demarche", ROOT / "build/dev/demarche"]
    return next((str(pathlib.Path(c).resolve()) for c in candidates if pathlib.Path(c).exists()), None)


PROGRAM = find_program()
MODEL = pathlib.Path(os.environ.get("DEMARCHE_DATA") or ROOT) / "models/reader-en.dmm"


def run_program(*arguments, **more):
    return subprocess.run([PROGRAM, *map(str, arguments)], capture_output=True, timeout=300, **more)


class Answer:
    """Status, headers (names in lower case), body as it came and unpacked, trailers."""

    def __init__(self, response):
        self.status = response.status
        self.headers = {k.lower(): v for k, v in response.getheaders()}
        self.raw = response.read()
        self.body = gzip.decompress(self.raw) if self.headers.get("content-encoding") == "gzip" else self.raw

    @property
    def text(self):
        return self.body.decode()

    def json(self):
        return json.loads(self.body)

    def slug(self):
        assert self.headers["content-type"] == "application/problem+json", (self.status, self.headers, self.body[:500])
        return self.json()["type"].rsplit("/", 1)[1]


class Server:
    """The program, serving; `port` is the one it was given."""

    def __init__(self, ledger, *flags):
        command = [PROGRAM, "serve", "--listen", "127.0.0.1:0", "-l", str(ledger), *flags]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        line = self.process.stdout.readline()
        assert line.startswith("Serving "), line + self.process.stderr.read()
        self.port = int(line.rsplit(":", 1)[1].split("/")[0])
        self.ledger = ledger

    def ask(self, method, path, body=None, headers=None, timeout=60):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            connection.request(method, path, body=body, headers=headers or {})
            return Answer(connection.getresponse())
        finally:
            connection.close()

    def get(self, path, headers=None, **parameters):
        query = urllib.parse.urlencode(parameters, doseq=True)
        return self.ask("GET", path + ("?" + query if query else ""), headers=headers)

    def api(self, path, **parameters):
        """JSON of an answer that must be right."""
        answer = self.get("/api/v1/" + path, **parameters)
        assert answer.status == 200, (path, parameters, answer.status, answer.text[:1000])
        return answer.json()

    def post(self, path, value, headers=None, kind="application/json"):
        body = value if isinstance(value, (bytes, str)) else json.dumps(value)
        body = body.encode() if isinstance(body, str) else body
        return self.ask("POST", path, body, {"Content-Type": kind, **(headers or {})})

    def rows(self, kind, **parameters):
        """All rows of a list, by its pages."""
        out, cursor = [], {}
        while True:
            page = self.api(kind, **parameters, **cursor)
            out += page["data"]
            if page["page"]["next"] is None:
                return out
            cursor = {"cursor": page["page"]["next"]}

    def connect(self, receive_buffer=None):
        plain = socket.socket()
        if receive_buffer:
            plain.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        plain.settimeout(30)
        plain.connect(("127.0.0.1", self.port))
        return plain

    def raw(self, request):
        """Every byte that comes back for these bytes, until the server closes."""
        with self.connect() as plain:
            plain.sendall(request)
            out = b""
            while piece := plain.recv(65536):
                out += piece
            return out

    def end(self, number=signal.SIGTERM):
        """Exit code, and what was said on standard error."""
        if self.process.poll() is None:
            self.process.send_signal(number)
        try:
            _, errors = self.process.communicate(timeout=20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise
        return self.process.returncode, errors


@pytest.fixture(scope="session")
def program():
    if PROGRAM is None:
        pytest.skip("no program: build it (./dev build) or name it by DEMARCHE_BIN")
    return PROGRAM


@pytest.fixture(scope="session")
def dayton(program, tmp_path_factory):
    """The example reports as a ledger, read once. Copy it before changing it."""
    if not MODEL.exists():
        pytest.skip("no model file: ./dev train makes it")
    ledger = tmp_path_factory.mktemp("dayton") / "dayton.db"
    run = run_program("read", ROOT / "examples/dayton", "-l", ledger, "-q")
    assert run.returncode == 0, run.stderr.decode()
    return ledger


@pytest.fixture(scope="session")
def server(dayton):
    running = Server(dayton)
    yield running
    assert running.process.poll() is None, "the server ended by itself: " + running.process.stderr.read()
    running.end()


@pytest.fixture
def copy_of_dayton(dayton, tmp_path):
    return pathlib.Path(shutil.copy(dayton, tmp_path / "dayton.db"))


@pytest.fixture
def serve(program):
    """Starts servers that end with the test."""
    running = []

    def start(ledger, *flags):
        running.append(Server(ledger, *flags))
        return running[-1]

    yield start
    for server in running:
        server.end()


@pytest.fixture
def writing(serve, copy_of_dayton):
    return serve(copy_of_dayton, "--write")
