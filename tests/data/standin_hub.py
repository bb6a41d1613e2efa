"""As much of the Hugging Face hub as loading a data set from it takes, served from a folder of owner/name folders."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

COMMIT = "a" * 40


@contextmanager
def serve_hub(root: Path) -> Iterator[str]:
    """The address of a hub with the data sets in `root`."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (HubHandler,), {"root": root}))
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


class HubHandler(BaseHTTPRequestHandler):
    """Answers for `/datasets/OWNER/NAME/resolve/REVISION/FILE` and `/api/datasets/OWNER/NAME/...`."""

    protocol_version = "HTTP/1.1"
    root: Path

    def do_GET(self) -> None:
        parts = unquote(urlsplit(self.path).path).strip("/").split("/")
        is_api = parts[0] == "api"
        folder = self.root.joinpath(*parts[1 + is_api : 3 + is_api])
        revision = parts[5] if len(parts) > 5 else (parts[4:5] or ["main"])[0]
        if not is_api and len(parts) > 4:
            revision = parts[4]
        if not folder.is_dir():
            self.answer(401, b"{}", X_Error_Code="RepoNotFound")
        elif is_api and len(parts) > 5 and parts[4] == "tree":
            self.list_files(folder, folder.joinpath(*parts[6:]))
        elif is_api:
            self.answer_json({"id": "/".join(parts[2:4]), "sha": COMMIT, "siblings": []})
        elif revision not in ("main", COMMIT):
            self.answer(404, b"", X_Error_Code="RevisionNotFound")
        else:
            self.send_file(folder.joinpath(*parts[5:]))

    def do_HEAD(self) -> None:
        self.do_GET()

    def log_message(self, *args: object) -> None:
        pass

    def list_files(self, folder: Path, inside: Path) -> None:
        recursive = "true" in str(parse_qs(urlsplit(self.path).query).get("recursive")).lower()
        paths = sorted(inside.rglob("*") if recursive else inside.iterdir()) if inside.is_dir() else []
        self.answer_json(
            [
                {
                    "type": "directory" if path.is_dir() else "file",
                    "oid": "0",
                    "size": path.stat().st_size,
                    "path": str(path.relative_to(folder)),
                }
                for path in paths
            ]
        )

    def send_file(self, path: Path) -> None:
        if not path.is_file():
            self.answer(404, b"", X_Error_Code="EntryNotFound", X_Repo_Commit=COMMIT)
            return
        content = path.read_bytes()
        headers = {"ETag": f'"{hashlib.sha1(content).hexdigest()}"', "X_Repo_Commit": COMMIT}
        if wanted := self.headers.get("Range"):
            start, _, end = wanted.removeprefix("bytes=").partition("-")
            piece = slice(int(start), int(end) + 1 if end else len(content))
            position = f"bytes {piece.start}-{min(piece.stop, len(content)) - 1}/{len(content)}"
            self.answer(206, content[piece], Content_Range=position, **headers)
        else:
            self.answer(200, content, Accept_Ranges="bytes", **headers)

    def answer_json(self, value: object) -> None:
        self.answer(200, json.dumps(value).encode(), Content_Type="application/json")

    def answer(self, status: int, content: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)
