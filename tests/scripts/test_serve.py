"""serve.py as a user runs it: it names its address, answers there, and ends when it is told to."""

from __future__ import annotations

import json
import signal
import socket
from pathlib import Path
from urllib.request import Request, urlopen

import pytest

from nmt.run import RunDirectory
from tests.scripts.calling import assert_one_clear_line, call, spawn


def test_it_serves_until_ctrl_c(run: RunDirectory, tmp_path: Path) -> None:
    process = spawn("serve.py", "--run", run.path, "--port", 0, cwd=tmp_path)
    try:
        assert process.stdout is not None
        address = process.stdout.readline().decode().strip()
        assert address.startswith("http://127.0.0.1:")
        with urlopen(address, timeout=20) as page:
            assert b'<h1 id="title">' in page.read()
        body, kind = json.dumps({"source": "Je suis grand."}).encode(), {"Content-Type": "application/json"}
        with urlopen(Request(f"{address}translate", body, kind), timeout=60) as answer:
            *_, last = (json.loads(line) for line in answer)
        assert last["done"] and last["record"]["target"] == "I am tall."
    finally:
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (0, b"")
    assert err.decode().splitlines() == ["open it in a browser; Ctrl-C ends it", "stopped"]


def test_a_port_that_is_taken(run: RunDirectory) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = call("serve.py", "--run", run.path, "--port", port)
    assert_one_clear_line(done, f"--port: {port} is in use at 127.0.0.1; give another one")


def test_another_address_is_warned_of(run: RunDirectory, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(self: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("nmt.serving.server.PlayServer.serve_forever", stop)
    opened: list[str] = []
    monkeypatch.setattr("webbrowser.open", opened.append)
    done = call("serve.py", "--run", run.path, "--port", 0, "--host", "0.0.0.0", "--open")
    assert done.status == 0 and opened == done.lines
    assert "warning: --host 0.0.0.0: everybody who can reach this machine there can use the page" in done.err
    assert "warning" not in call("serve.py", "--run", run.path, "--port", 0).err


def test_no_run(tmp_path: Path) -> None:
    assert_one_clear_line(call("serve.py", runs_root=tmp_path), "no run yet; make one with")
