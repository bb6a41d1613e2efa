"""A small HTTP server for one page and one question, for the person at this machine.

It trusts nobody: a web site in the same browser can send requests here, under a name of its own that it lets point at
this machine (DNS rebinding), so that requests under a name, or from a page of another origin, are refused. What it
reads and how much it does at once are bounded.
"""

from __future__ import annotations

import errno
import ipaddress
import json
import logging
import socket
import socketserver
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

from nmt.errors import ConfigError, NmtError
from nmt.serving.page import Page
from nmt.serving.questions import Question, Refusal, read_question

log = logging.getLogger(__name__)

MAX_BODY = 16_384  # bytes
MAX_WAITING = 4  # questions that wait while one is answered
MAX_CONNECTIONS = 32
TIMEOUT = 10.0  # seconds that a connection may stand still

Answer = Callable[[Question, Callable[[dict[str, Any]], None]], None]
"""(question, send): calls `send` with each event; raises Refusal before the first one."""


class PlayServer(ThreadingHTTPServer):
    """Serves the page at `/` and answers at `/translate`, one question at a time.

    An answer is a line of JSON for each event, sent as it comes; one with the key `error` says what went wrong. A
    request that is refused gets a status and `{"error": ...}`.

    Args:
        host, port: where to listen; port 0 takes any free one.
        page: what `/` is.
        answer: answers a question.

    Raises:
        ConfigError: that place cannot be listened at; the message says why.
    """

    daemon_threads = True

    def __init__(self, host: str, port: int, page: Page, answer: Answer) -> None:
        self.page = page
        self.answer = answer
        self.own_name = host.lower()
        self.turnstile = Turnstile(MAX_WAITING)
        self._connections = threading.BoundedSemaphore(MAX_CONNECTIONS)
        self.address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
        try:
            super().__init__((host, port), _Handler)
        except (OSError, OverflowError, TypeError, UnicodeError) as error:
            raise ConfigError(_explain(error, host, port)) from error

    @property
    def url(self) -> str:
        """The page's address for a browser on this machine."""
        host, port = str(self.server_address[0]), self.server_address[1]
        if ipaddress.ip_address(host).is_unspecified:
            host = "127.0.0.1"
        return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"

    def server_bind(self) -> None:
        """Without the look-up of this machine's name that http.server makes, which can go out to a name server."""
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = str(self.server_address[0]), int(self.server_address[1])

    def process_request(self, request: Any, client_address: Any) -> None:
        """A thread for each connection, up to MAX_CONNECTIONS; more are closed unread."""
        if self._connections.acquire(blocking=False):
            super().process_request(request, client_address)
        else:
            self.shutdown_request(request)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        """Gives the connection's place back at its end."""
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._connections.release()

    def server_close(self) -> None:
        """Ends the answer under way first: a thread that is inside the model must not see the interpreter go."""
        super().server_close()
        self.turnstile.close()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that has left, or stands still, is no error."""
        log.debug("connection of %s: given up", client_address[0], exc_info=True)


class Turnstile:
    """Lets one through at a time, and a few wait."""

    def __init__(self, waiting: int) -> None:
        self.is_closed = False
        self._places = threading.BoundedSemaphore(waiting + 1)
        self._turn = threading.Lock()

    @contextmanager
    def pass_through(self) -> Iterator[None]:
        """Waits for its turn. Raises Refusal (503) where too many wait already."""
        if not self._places.acquire(blocking=False):
            raise Refusal("too many sentences are waiting; try again in a moment", HTTPStatus.SERVICE_UNAVAILABLE)
        try:
            with self._turn:
                yield
        finally:
            self._places.release()

    def close(self) -> None:
        """Lets nobody through any more; returns when the one inside, who should look at `is_closed`, is out."""
        if not self.is_closed:
            self.is_closed = True
            self._turn.acquire()


class _Handler(BaseHTTPRequestHandler):
    """One request. HTTP/1.0: a connection each, and its end is the end of the answer."""

    server: PlayServer
    timeout = TIMEOUT

    def do_GET(self) -> None:
        def answer() -> None:
            if self.path != "/":
                raise Refusal(f"{self.path}: nothing here; the page is at /", HTTPStatus.NOT_FOUND)
            self._begin(HTTPStatus.OK, "text/html; charset=utf-8", len(self.server.page.content))
            self.wfile.write(self.server.page.content)

        self._refuse_or(answer)

    def do_POST(self) -> None:
        self._refuse_or(self._translate)

    def _translate(self) -> None:
        if self.path != "/translate":
            raise Refusal(f"{self.path}: nothing here; ask at /translate", HTTPStatus.NOT_FOUND)
        if self.headers.get_content_type() != "application/json":
            # What a form of another site could send without asking first.
            raise Refusal("expected Content-Type: application/json", HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
        question = read_question(self._read_body())
        is_begun = False

        def send(event: dict[str, Any]) -> None:
            nonlocal is_begun
            if self.server.turnstile.is_closed:
                raise ConnectionAbortedError
            if not is_begun:
                self._begin(HTTPStatus.OK, "application/x-ndjson")
                is_begun = True
            self.wfile.write(json.dumps(event, separators=(",", ":")).encode() + b"\n")

        with self.server.turnstile.pass_through():
            try:
                self.server.answer(question, send)
            except OSError:
                raise  # the browser has left, or the server ends
            except Exception as error:
                if not isinstance(error, NmtError):
                    log.exception("translating %r failed; a defect of this program", question.source)
                if not is_begun:
                    raise _as_refusal(error) from error
                send({"error": str(_as_refusal(error))})

    def _read_body(self) -> bytes:
        length = self.headers.get("Content-Length", "")
        if not length.isascii() or not length.isdigit():
            raise Refusal("expected a Content-Length", HTTPStatus.LENGTH_REQUIRED)
        if int(length) > MAX_BODY:
            raise Refusal(
                f"the request has {int(length):,} bytes; expected at most {MAX_BODY:,}",
                HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
            )
        body = self.rfile.read(int(length))
        if len(body) < int(length):
            raise Refusal(f"the request ended after {len(body)} of {length} bytes")
        return body

    def _refuse_or(self, answer: Callable[[], None]) -> None:
        try:
            self._check_origin()
            answer()
        except Refusal as refusal:
            self.send_error(refusal.status, str(refusal))

    def _check_origin(self) -> None:
        """Refuse what a page of another site had this browser send.

        Such a page has an origin of its own; or it came under a name that pointed elsewhere before. An address cannot
        be pointed elsewhere, and `localhost` is no name that a site could have.
        """
        host = self.headers.get("Host", "")
        try:
            name = (urlsplit(f"//{host}").hostname or "").lower()
        except ValueError:
            name = ""
        if name not in ("localhost", self.server.own_name) and not _is_address(name):
            raise Refusal(f"Host: got {host!r}; open the page at {self.server.url}", HTTPStatus.FORBIDDEN)
        origin = self.headers.get("Origin")
        if origin is not None and origin != f"http://{host}":
            raise Refusal(f"Origin: got {origin!r}; this server answers its own page only", HTTPStatus.FORBIDDEN)

    def _begin(self, status: HTTPStatus, kind: str, length: int | None = None) -> None:
        self.send_response(status)
        headers = {
            "Content-Type": kind,
            "Content-Security-Policy": self.server.page.policy,
            "Cross-Origin-Resource-Policy": "same-origin",
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",
            "Cache-Control": "no-store",
        }
        if length is not None:
            headers["Content-Length"] = str(length)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """As JSON, for http.server's own errors too."""
        status = HTTPStatus(code)
        body = json.dumps({"error": message or status.phrase}).encode()
        self._begin(status, "application/json", len(body))
        self.wfile.write(body)

    def version_string(self) -> str:
        """No versions: they help nobody but an attacker."""
        return "nmt"

    def log_message(self, format: str, *args: Any) -> None:
        log.debug(format, *args)


def _as_refusal(error: Exception) -> Refusal:
    if isinstance(error, Refusal):
        return error
    text = str(error) if isinstance(error, NmtError) else "this should not have happened; the terminal says more"
    return Refusal(text, HTTPStatus.INTERNAL_SERVER_ERROR)


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _explain(error: Exception, host: str, port: int) -> str:
    if isinstance(error, OverflowError):
        return f"--port: got {port}, expected 0 (any free one) to 65535"
    if isinstance(error, socket.gaierror | TypeError | UnicodeError):
        return f"--host: {host!r} is no address of this machine; for this machine alone leave it out"
    if isinstance(error, OSError) and error.errno == errno.EADDRINUSE:
        return f"--port: {port} is in use at {host}; give another one, or 0 for any that is free"
    if isinstance(error, OSError) and error.errno == errno.EACCES:
        return f"--port: {port} may not be used by this user; give one of at least 1024"
    return f"--host, --port: cannot listen at {host}, port {port}: {getattr(error, 'strerror', None) or error}"
