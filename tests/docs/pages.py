"""The documentation as its readers meet it: pages, their links and headings, and what stands between fences."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
SKIPPED = {"runs", "build", "dist"}  # and whatever is hidden

# Pages that tell of their day: what they name may have gone since.
OF_THE_PAST = {"docs/experiments.md", "CHANGELOG.md"}

_FENCE = re.compile(r"^( *)(`{3,})\s*([^`]*)$")
_HEADING = re.compile(r"^#{1,6} +(.+?)\s*#*$")
_LINK = re.compile(r"\]\(([^()\s]+)\)")
_CODE = re.compile(r"`[^`\n]+`")
_FILE_NAME = re.compile(r"^# ([\w.-]+\.(?:ya?ml|py|json))\b")


@dataclass(frozen=True)
class Block:
    """What stands between two fences. `words` follow the opening one: a language, and perhaps `run`."""

    page: str
    line: int
    words: tuple[str, ...]
    text: str

    @property
    def language(self) -> str:
        return self.words[0] if self.words else ""

    @property
    def is_run(self) -> bool:
        """Whether the page promises that this works as it stands, from top to bottom."""
        return "run" in self.words[1:]

    @property
    def file_name(self) -> str | None:
        """`mine.yaml` where the first line is the comment `# mine.yaml`: the reader writes this file."""
        found = _FILE_NAME.match(self.text)
        return found[1] if found else None

    def __str__(self) -> str:
        return f"{self.page}:{self.line}"


@dataclass(frozen=True)
class Page:
    """A page, apart from its name three views of it: with everything, without blocks, without any code."""

    name: str
    text: str
    blocks: tuple[Block, ...]
    prose: str

    @property
    def links(self) -> list[str]:
        """Targets of links and images."""
        return _LINK.findall(_CODE.sub("", self.prose))

    @property
    def inline_code(self) -> list[str]:
        return [code[1:-1] for code in _CODE.findall(self.prose)]

    @property
    def anchors(self) -> set[str]:
        """What can stand after `#`: its headings as GitHub names them."""
        seen: Counter[str] = Counter()
        anchors = set()
        for line in self.prose.splitlines():
            if found := _HEADING.match(line):
                name = slug(found[1])
                anchors.add(f"{name}-{seen[name]}" if seen[name] else name)
                seen[name] += 1
        return anchors

    @property
    def files(self) -> dict[str, str]:
        """The files that the page has its reader write, by name."""
        return {block.file_name: block.text for block in self.blocks if block.file_name}


def slug(heading: str) -> str:
    """A heading's anchor.

    >>> slug("3. Train `toy`: [how](x.md)?")
    '3-train-toy-how'
    """
    text = re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", heading).replace("`", "").lower()
    return re.sub(r"[^\w\- ]", "", text).replace(" ", "-")


@cache
def read_page(path: Path) -> Page:
    """A page from its file."""
    return parse_page(path.read_text(encoding="utf-8"), path.relative_to(ROOT).as_posix())


def parse_page(text: str, name: str = "page.md") -> Page:
    """A page from its text."""
    prose, blocks = [], []
    inside: list[str] | None = None
    fence, indent, words, start = "", 0, (), 0
    for number, line in enumerate(text.splitlines(), start=1):
        found = _FENCE.match(line)
        if inside is None and found:
            indent, fence, words, start, inside = len(found[1]), found[2], tuple(found[3].split()), number, []
        elif inside is not None and line.strip() == fence:
            blocks.append(Block(name, start, words, "\n".join(inside)))
            inside = None
        elif inside is not None:
            inside.append(line[indent:])
        else:
            prose.append(line)
    assert inside is None, f"{name}:{start}: a block that is never closed"
    return Page(name, text, tuple(blocks), "\n".join(prose))


def all_pages() -> Iterator[Page]:
    """Every Markdown page of the repository."""
    for path in sorted(ROOT.rglob("*.md")):
        folders = path.relative_to(ROOT).parts[:-1]
        if not any(folder in SKIPPED or folder.startswith(".") for folder in folders):
            yield read_page(path)
