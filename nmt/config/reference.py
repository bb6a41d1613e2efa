"""The reference of the configuration: tables of all keys, written from the sections themselves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from nmt.config.document import dump_yaml
from nmt.config.expectations import describe_type, sections_of
from nmt.config.section import Section
from nmt.config.sections import Config
from nmt.errors import ConfigError

BEGIN = "<!-- tables: written by scripts/reference.py from the sections of nmt/config, not by hand -->"
END = "<!-- end of the tables -->"


def write_tables() -> str:
    """Markdown: one heading and one table for the top level, each section, and each kind of source."""
    return "\n\n".join(_write_section(title, section) for title, section in _sections("", Config))


def fill_page(page: str) -> str:
    """A page with what stands between its marks replaced by the tables of today.

    Raises:
        ConfigError: the page lacks the two marks, in their order.
    """
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ConfigError(f"no place for the tables: expected one line `{BEGIN}` and, further down, one `{END}`")
    return f"{before}{BEGIN}\n\n{write_tables()}\n\n{END}{after}"


def _sections(path: str, section: type[Section]) -> Iterator[tuple[str, type[Section]]]:
    """(heading, section) of a section and of all sections inside it, parents first."""
    yield f"`{path}`" if path else "Top level", section
    for name, field in section.model_fields.items():
        here = f"{path}.{name}" if path else name
        for kind, inner in sections_of(field).items():
            if kind:
                # The kinds of source are the same wherever sources are listed; train has them first.
                if name == "train":
                    yield f"A source of kind `{kind}`", inner
            else:
                yield from _sections(here, inner)


def _write_section(title: str, section: type[Section]) -> str:
    rows = [
        f"| `{name}` | {_escape(describe_type(field))} | {_default(field)} | {_escape(_describe(field))} |"
        for name, field in section.model_fields.items()
    ]
    about = (section.__doc__ or "").strip()
    return "\n".join([f"### {title}", "", about, "", "| key | takes | default | what |", "|---|---|---|---|", *rows])


def _describe(field: FieldInfo) -> str:
    """What a key is for; a section says it itself."""
    section = sections_of(field).get("")
    return (section.__doc__ or "").strip() if section else field.description or ""


def _default(field: FieldInfo) -> str:
    """The default as it is written in YAML; sections have those of their own keys."""
    if field.is_required():
        return "**required**"
    if "" in sections_of(field):
        return "as below"
    value: Any = field.default
    if value is PydanticUndefined:
        value = field.default_factory() if field.default_factory else None  # type: ignore[call-arg]
    if isinstance(value, tuple | list | dict):
        return f"`{list(value) if isinstance(value, tuple) else value}`"
    if value == "":
        return "empty"
    return f"`{dump_yaml({'key': value}).removeprefix('key: ').strip()}`"


def _escape(text: str) -> str:
    """Text for a cell of a Markdown table: a bar would end it, and `<name>` would be taken for HTML."""
    return text.replace("|", "\\|").replace("<", "&lt;")
