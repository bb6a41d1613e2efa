"""Runs scripts one after the other in this process, under an audit hook: `python watched.py COMMANDS.json LOG.json`.

Python announces every connection, every file that is opened, every process that is started and every global that a
pickle asks for; the hook notes them, and lets no connection happen.
"""

from __future__ import annotations

import json
import os
import runpy
import sys
from pathlib import Path
from typing import Any

NETWORK = (
    "socket.connect",
    "socket.getaddrinfo",
    "socket.gethostbyname",
    "socket.sendto",
    "socket.sendmsg",
    "urllib.Request",
)
PLACES = ("os.mkdir", "os.remove", "os.rmdir", "os.truncate", "os.link", "os.symlink", "os.rename")
PROCESSES = ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.startfile")

seen: dict[str, list[Any]] = {"network": [], "written": [], "processes": [], "pickles": []}


def watch(event: str, arguments: tuple[Any, ...]) -> None:
    if event in NETWORK:
        seen["network"].append([event, repr(arguments[-1])])
        raise ConnectionRefusedError(f"no connections here: {event} {arguments}")
    if event == "open" and isinstance(arguments[0], str | bytes) and _writes(*arguments[1:]):
        seen["written"].append(os.path.abspath(os.fsdecode(arguments[0])))
    elif event in PLACES:
        seen["written"] += [os.path.abspath(os.fsdecode(path)) for path in arguments if isinstance(path, str | bytes)]
    elif event in PROCESSES:
        seen["processes"].append(repr(arguments[:2]))
    elif event == "pickle.find_class":
        seen["pickles"].append(".".join(map(str, arguments)))


def _writes(mode: Any, flags: Any) -> bool:
    if isinstance(mode, str):
        return bool(set(mode) & set("wax+"))
    return isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))


def main() -> None:
    commands, log = json.loads(Path(sys.argv[1]).read_text()), Path(sys.argv[2])
    sys.addaudithook(watch)
    for command in commands:
        sys.argv = command
        try:
            runpy.run_path(command[0], run_name="__main__")
        except SystemExit as end:
            if end.code:
                raise
    found = dict(seen)
    log.write_text(json.dumps(found))


if __name__ == "__main__":
    main()
