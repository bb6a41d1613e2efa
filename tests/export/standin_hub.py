"""As much of the Hugging Face hub as uploading a folder takes. Every file is sent within the commit."""

from __future__ import annotations

import base64
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Hub:
    """What a stand-in was told; `token` is the one that may write."""

    token: str
    address: str = ""
    created: list[dict[str, Any]] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)  # by model and path


@contextmanager
def serve_hub(token: str) -> Iterator[Hub]:
    """A hub on this machine."""
    hub = Hub(token)
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"hub": hub}))
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    hub.address = f"http://127.0.0.1:{server.server_port}"
    try:
        yield hub
    finally:
        server.shutdown()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    hub: Hub

    def do_POST(self) -> None:
        body = self.read_body()
        if self.headers.get("Authorization") != f"Bearer {self.hub.token}":
            self.answer(401, {"error": "Invalid username or password."})
        elif self.path == "/api/repos/create":
            self.hub.created.append(json.loads(body))
            name = f"{self.hub.created[-1]['organization']}/{self.hub.created[-1]['name']}"
            self.answer(200, {"url": f"{self.hub.address}/{name}"})
        elif self.path == "/api/validate-yaml":
            self.answer(200, {"errors": [], "warnings": []})
        elif "/preupload/" in self.path:
            files = [
                {"path": file["path"], "uploadMode": "regular", "shouldIgnore": False}
                for file in json.loads(body)["files"]
            ]
            self.answer(200, {"files": files})
        elif "/commit/" in self.path:
            name = self.path.split("/api/models/")[1].split("/commit/")[0]
            self.keep(name, body)
            url = f"{self.hub.address}/{name}/commit/1"
            self.answer(200, {"commitUrl": url, "commitOid": "1" * 40, "pullRequestUrl": None})
        else:
            self.answer(404, {"error": self.path})

    def do_GET(self) -> None:
        self.answer(404, {"error": self.path})

    def log_message(self, *args: object) -> None:
        pass

    def keep(self, name: str, body: bytes) -> None:
        for line in map(json.loads, body.splitlines()):
            if line["key"] == "file":
                value = line["value"]
                self.hub.files[f"{name}/{value['path']}"] = base64.b64decode(value["content"])

    def read_body(self) -> bytes:
        if self.headers.get("Transfer-Encoding") != "chunked":
            return self.rfile.read(int(self.headers.get("Content-Length", 0)))
        chunks = []
        while size := int(self.rfile.readline(), 16):
            chunks.append(self.rfile.read(size))
            self.rfile.readline()
        self.rfile.readline()
        return b"".join(chunks)

    def answer(self, status: int, value: object) -> None:
        content = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)
