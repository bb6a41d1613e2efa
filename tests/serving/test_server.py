"""The server without a model: whom it answers, what it takes, and how much at once."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from typing import Any

import pytest

from nmt.errors import ConfigError, NmtError
from nmt.serving import server as server_module
from nmt.serving.page import Page
from nmt.serving.questions import Question, Refusal
from nmt.serving.server import MAX_BODY, MAX_WAITING, PlayServer

PAGE = Page("<p>Où ?</p>".encode(), "default-src 'none'; frame-ancestors 'none'")
JSON = {"Content-Type": "application/json"}
ASK = b'{"source": "Je"}'

Send = Callable[[dict[str, Any]], None]


def echo(question: Question, send: Send) -> None:
    for word in question.source.split():
        send({"word": word})


@contextmanager
def serving(answer: Callable[[Question, Send], None] = echo, host: str = "127.0.0.1") -> Iterator[PlayServer]:
    with PlayServer(host, 0, PAGE, answer) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


def ask(
    server: PlayServer, method: str = "POST", path: str = "/translate", body: bytes | None = ASK, **headers: str
) -> tuple[int, dict[str, str], str]:
    connection = HTTPConnection("127.0.0.1", server.server_port, timeout=20)
    given = (JSON if method == "POST" else {}) | {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request(method, path, body, given)
    response = connection.getresponse()
    content = response.status, dict(response.getheaders()), response.read().decode()
    connection.close()
    return content


def error_of(answer: tuple[int, dict[str, str], str]) -> tuple[int, str]:
    status, headers, text = answer
    assert headers["Content-Type"] == "application/json" and list(json.loads(text)) == ["error"]
    return status, json.loads(text)["error"]


@pytest.fixture
def server() -> Iterator[PlayServer]:
    with serving() as server:
        yield server


def test_the_page_comes_with_headers_that_keep_it_to_itself(server: PlayServer) -> None:
    status, headers, text = ask(server, "GET", "/", None)
    assert (status, text) == (200, "<p>Où ?</p>")
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert headers["Content-Security-Policy"] == PAGE.policy
    assert headers["X-Content-Type-Options"] == "nosniff" and headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin" and headers["Cache-Control"] == "no-store"
    assert "Access-Control-Allow-Origin" not in headers
    assert server.url == f"http://127.0.0.1:{server.server_port}/"


def test_an_answer_is_a_line_for_each_event(server: PlayServer) -> None:
    status, headers, text = ask(server, body='{"source": "Où es-tu ?"}'.encode())
    assert (status, headers["Content-Type"]) == (200, "application/x-ndjson")
    assert [json.loads(line) for line in text.splitlines()] == [{"word": "Où"}, {"word": "es-tu"}, {"word": "?"}]


def test_events_are_sent_as_they_come() -> None:
    seen = threading.Event()

    def in_two_parts(question: Question, send: Send) -> None:
        send({"word": 1})
        assert seen.wait(10), "the first event was not sent before the second was there"
        send({"word": 2})

    with serving(in_two_parts) as server:
        connection = HTTPConnection("127.0.0.1", server.server_port, timeout=20)
        connection.request("POST", "/translate", ASK, JSON)
        response = connection.getresponse()
        assert json.loads(response.readline()) == {"word": 1}
        seen.set()
        assert json.loads(response.readline()) == {"word": 2}
        connection.close()


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost:1234", "[::1]:80", "192.168.0.7:8000", "LOCALHOST"])
def test_addresses_and_localhost_are_answered(server: PlayServer, host: str) -> None:
    assert ask(server, "GET", "/", None, Host=host)[0] == 200
    assert ask(server, Host=host, Origin=f"http://{host}")[0] == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8000", "127.0.0.1.evil.example", "", "[", "localhost@e.x"]
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_name_that_points_here_is_refused(server: PlayServer, host: str, method: str) -> None:
    path, body = ("/", None) if method == "GET" else ("/translate", ASK)
    status, error = error_of(ask(server, method, path, body, Host=host))
    assert status == 403 and error == f"Host: got {host!r}; open the page at {server.url}"


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "https://127.0.0.1", "http://127.0.0.1:1"])
def test_a_page_of_another_site_is_refused(server: PlayServer, origin: str) -> None:
    status, error = error_of(ask(server, Origin=origin))
    assert (status, error) == (403, f"Origin: got {origin!r}; this server answers its own page only")


def test_what_other_sites_may_send_unasked_is_refused(server: PlayServer) -> None:
    assert error_of(ask(server, Content_Type="text/plain")) == (415, "expected Content-Type: application/json")
    assert error_of(ask(server, "OPTIONS", "/translate", None))[0] == 501  # no leave to send more


def test_what_is_not_there(server: PlayServer) -> None:
    assert error_of(ask(server, "GET", "/etc/passwd", None)) == (404, "/etc/passwd: nothing here; the page is at /")
    assert error_of(ask(server, path="/")) == (404, "/: nothing here; ask at /translate")
    assert error_of(ask(server, "DELETE", "/", None))[0] == 501


def test_requests_are_bounded(server: PlayServer) -> None:
    status, error = error_of(ask(server, body=b" " * (MAX_BODY + 1)))
    assert (status, error) == (413, f"the request has {MAX_BODY + 1:,} bytes; expected at most {MAX_BODY:,}")
    for length in ("-1", "1e3", "²", " "):
        assert error_of(ask(server, Content_Length=length.encode("utf-8").decode("latin-1"))) == (
            411, "expected a Content-Length",
        )  # fmt: skip
    status, error = error_of(ask(server, body=b"nonsense"))
    assert status == 400 and "not JSON" in error
    with socket.create_connection(("127.0.0.1", server.server_port)) as connection:
        connection.sendall(b"POST /translate HTTP/1.0\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                           b"Content-Length: 9\r\n\r\n{}")  # fmt: skip
        connection.shutdown(socket.SHUT_WR)
        assert b"the request ended after 2 of 9 bytes" in connection.makefile("rb").read()


def test_nonsense_is_answered_as_json_too(server: PlayServer) -> None:
    with socket.create_connection(("127.0.0.1", server.server_port)) as connection:
        connection.sendall(b"GET / HTTP/9\r\n\r\n")
        assert json.loads(connection.makefile("rb").read().split(b"\r\n\r\n")[-1])["error"]


def test_one_is_answered_at_a_time_a_few_wait_and_the_rest_come_back_later() -> None:
    go_on, running, most = threading.Event(), [0], [0]

    def slow(question: Question, send: Send) -> None:
        running[0] += 1
        most[0] = max(most[0], running[0])
        assert go_on.wait(20)
        time.sleep(0.01)
        running[0] -= 1
        send({"word": "done"})

    with serving(slow) as server:
        answers: list[tuple[int, dict[str, str], str]] = []
        threads = [threading.Thread(target=lambda: answers.append(ask(server))) for _ in range(MAX_WAITING + 3)]
        for thread in threads:
            thread.start()
        wait_until(lambda: len(answers) == 2)  # those that were too many
        go_on.set()
        for thread in threads:
            thread.join()
        refused = [error_of(answer) for answer in answers if answer[0] != 200]
        assert refused == [(503, "too many sentences are waiting; try again in a moment")] * 2
        assert len(answers) == MAX_WAITING + 3 and most == [1]
        assert ask(server)[0] == 200


def test_connections_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server_module, "MAX_CONNECTIONS", 2)
    with serving() as server:
        silent = [socket.create_connection(("127.0.0.1", server.server_port)) for _ in range(3)]
        silent[2].settimeout(server_module.TIMEOUT / 2)
        assert silent[2].recv(1) == b""  # one too many; the others have time yet
        for connection in silent:
            connection.close()
        wait_until(lambda: is_answered(server))


def test_connections_that_stand_still_are_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    assert server_module._Handler.timeout == server_module.TIMEOUT < 60
    monkeypatch.setattr(server_module._Handler, "timeout", 0.2)
    with serving() as server, socket.create_connection(("127.0.0.1", server.server_port)) as silent:
        silent.settimeout(10)
        silent.sendall(b"GET /")
        assert silent.recv(1) == b""


def is_answered(server: PlayServer) -> bool:
    try:
        return ask(server)[0] == 200
    except OSError:
        return False


def test_whoever_leaves_ends_the_translation_and_makes_room(capfd: pytest.CaptureFixture[str]) -> None:
    ended = threading.Event()

    def endless(question: Question, send: Send) -> None:
        try:
            while question.source == "Je":
                send({"word": "x" * 1000})
        finally:
            ended.set()
        send({"word": "short"})

    with serving(endless) as server:
        connection = HTTPConnection("127.0.0.1", server.server_port, timeout=20)
        connection.request("POST", "/translate", ASK, JSON)
        assert connection.getresponse().readline()
        connection.close()
        assert ended.wait(20)
        assert ask(server, body=b'{"source": "Tu"}')[0] == 200
    assert capfd.readouterr() == ("", "")


def test_the_end_of_the_server_ends_the_answer_under_way_first() -> None:
    ended = threading.Event()

    def endless(question: Question, send: Send) -> None:
        try:
            while True:
                send({"word": "more"})
        finally:
            ended.set()

    with serving(endless) as server:
        connection = HTTPConnection("127.0.0.1", server.server_port, timeout=20)
        connection.request("POST", "/translate", ASK, JSON)
        assert connection.getresponse().readline()
    assert ended.is_set()
    connection.close()


@pytest.mark.parametrize(
    ("error", "status", "message"),
    [
        (Refusal("too long"), 400, "too long"),
        (NmtError("decoding: not finite"), 500, "decoding: not finite"),
        (ZeroDivisionError("secret"), 500, "this should not have happened; the terminal says more"),
    ],
)
def test_an_error_is_one_line_before_and_within_the_answer(
    error: Exception, status: int, message: str, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(question: Question, send: Send) -> None:
        if question.source == "Tu":
            send({"word": "begun"})
        raise error

    with serving(fail) as server:
        assert error_of(ask(server)) == (status, message)
        begun, failed = ask(server, body=b'{"source": "Tu"}')[2].splitlines()
        assert json.loads(begun) == {"word": "begun"} and json.loads(failed) == {"error": message}
    assert ("a defect of this program" in caplog.text) == isinstance(error, ZeroDivisionError)


@pytest.mark.parametrize(
    ("host", "port", "message"),
    [
        ("127.0.0.1", 70_000, r"--port: got 70000, expected 0 \(any free one\) to 65535"),
        ("127.0.0.1", -1, "--port: got -1, expected 0"),
        ("203.0.113.9", 0, "--host, --port: cannot listen at 203.0.113.9, port 0: .*address"),
        ("not an address", 0, "--host: 'not an address' is no address of this machine"),
    ],
)
def test_places_where_nobody_can_listen(host: str, port: int, message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        PlayServer(host, port, PAGE, echo)


def test_a_port_that_is_taken(server: PlayServer) -> None:
    port = server.server_port
    with pytest.raises(ConfigError, match=f"--port: {port} is in use at 127.0.0.1; give another one, or 0 for any"):
        PlayServer("127.0.0.1", port, PAGE, echo)


def test_the_address_of_a_server_that_listens_everywhere_and_of_the_sixth_protocol() -> None:
    with serving(host="0.0.0.0") as server:
        assert server.url == f"http://127.0.0.1:{server.server_port}/"
    if socket.has_ipv6:
        try:
            with serving(host="::1") as server:
                assert server.url == f"http://[::1]:{server.server_port}/"
        except ConfigError:
            pytest.skip("this machine has no ::1")


def wait_until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)
