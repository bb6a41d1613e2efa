"""The page to play with, as one document: the viewer's picture, and what asks the server."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources

from nmt.serving.questions import MAX_CHARACTERS
from nmt.viz.page import PageParts, assemble_page
from nmt.viz.payload import pack_for_page


@dataclass(frozen=True, slots=True)
class Page:
    """The document in UTF-8, and the policy that the server sends with it."""

    content: bytes
    policy: str


def build_page(title: str, languages: tuple[str, str], examples: Sequence[str] = ()) -> Page:
    """The page; `examples` are sentences that it offers, `languages` codes such as fr and en."""
    data = {
        "title": title,
        "languages": {"src": languages[0], "tgt": languages[1]},
        "snapshots": [{"step": None, "records": []}],  # those that are asked for join it
        "headsNote": "",
        "examples": list(examples),
        "maxCharacters": MAX_CHARACTERS,
    }
    parts = PageParts(_read_part("play.html"), _read_part("play.js"), _read_part("play.css"))
    page, policy = assemble_page(parts, title, pack_for_page(data), connect="'self'")
    # Only a header can say that no other page may frame this one.
    return Page(page.encode(), f"{policy}; frame-ancestors 'none'")


def _read_part(name: str) -> str:
    return (resources.files("nmt.serving") / "page" / name).read_text(encoding="utf-8")
