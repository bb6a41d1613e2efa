"""Pages that draw alignments: one HTML document each, with its style and its script inside.

The text of a corpus is data. It stands in the page as compressed JSON in base64, JavaScript shows it as text and never
as markup, and the page's content security policy runs no script and loads no style but those two whose hash it names.
"""

from __future__ import annotations

import base64
import hashlib
import html
import re
from dataclasses import dataclass
from importlib import resources

# What draws the picture (`viewer/picture.html`), in an order in which each finds what it needs as it starts.
PICTURE_SCRIPTS = ("data.js", "state.js", "speech.js", "lines.js", "tokens.js", "steps.js", "list.js", "page.js")


@dataclass(frozen=True, slots=True)
class PageParts:
    """What a page adds to the picture. `{{picture}}` in the markup is where that goes."""

    markup: str
    script: str
    style: str = ""


def assemble_page(parts: PageParts, title: str, data: str, connect: str = "") -> tuple[str, str]:
    """The page, and its content security policy, which stands in it too.

    Args:
        data: as `pack_for_page` makes it, for `data.js`.
        connect: source of the policy that the page may ask for more; none without it.
    """
    style = read_part("viewer.css") + parts.style
    script = "\n".join([*map(read_part, PICTURE_SCRIPTS), parts.script])
    policy = (
        f"default-src 'none'; script-src '{_hash(script)}'; style-src '{_hash(style)}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    ) + (f"; connect-src {connect}" if connect else "")
    fillings = {
        "title": html.escape(title), "policy": policy, "style": style, "script": script, "data": data,
        "picture": read_part("picture.html"),
    }  # fmt: skip
    # One pass, so that what looks like a place to fill inside the data stays what it is.
    return re.sub(r"\{\{(\w+)\}\}", lambda place: fillings[place[1]], parts.markup), policy


def read_part(name: str) -> str:
    """A file of `viewer/`."""
    return (resources.files("nmt.viz") / "viewer" / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode("ascii")
