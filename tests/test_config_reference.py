"""The page of the configuration says what the sections say."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pydantic import Field

from nmt.config import Config
from nmt.config.reference import BEGIN, END, _write_section, fill_page, write_tables
from nmt.config.section import Integer, Section
from nmt.errors import ConfigError
from tests.scripts.calling import ROOT, assert_one_clear_line, call

PAGE = ROOT / "docs" / "configuration.md"


def test_the_page_is_what_the_sections_say_today() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert fill_page(page) == page, "write it anew with: python scripts/reference.py"


def test_every_key_has_a_line_with_what_it_takes_and_what_it_is_for() -> None:
    definitions = [Config.model_json_schema(), *Config.model_json_schema()["$defs"].values()]
    keys = [key for definition in definitions for key in definition["properties"]]
    rows = [line for line in write_tables().splitlines() if line.startswith("| `")]
    assert sorted(row.split("`")[1] for row in rows) == sorted(keys)
    assert [row for row in rows if "|  |" in row] == []


class Example(Section):
    """An example."""

    place: str = Field("runs", description="Stored in <place>; a|b is a choice.")
    amount: Integer = Field(ge=1, description="How many.")
    sizes: tuple[int, int] = Field((1, 2), description="Two sizes.")


def test_a_table_survives_what_markdown_would_take_for_its_own() -> None:
    rows = _write_section("`x`", Example).splitlines()
    assert rows[:2] == ["### `x`", ""]
    assert rows[-3:] == [
        "| `place` | text | `runs` | Stored in &lt;place>; a\\|b is a choice. |",
        "| `amount` | an integer >= 1 | **required** | How many. |",
        "| `sizes` | a list of 2, each an integer | `[1, 2]` | Two sizes. |",
    ]


@pytest.mark.parametrize("page", ["nothing", BEGIN, f"{END}{BEGIN}"])
def test_a_page_without_a_place_for_the_tables(page: str) -> None:
    with pytest.raises(ConfigError, match="no place for the tables: expected one line `<!-- tables"):
        fill_page(page)


def test_the_script_writes_a_page_and_leaves_the_rest_of_it(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"before\n{BEGIN}\nof yesterday\n{END}\nafter\n", encoding="utf-8")
    done = call("reference.py", "--page", page)
    text = page.read_text(encoding="utf-8")
    assert (done.status, done.lines) == (0, [str(page)])
    assert text.startswith("before\n") and text.endswith("\nafter\n") and "of yesterday" not in text
    assert "`max_tokens_per_batch`" in text


def test_the_script_prints_a_schema_that_knows_every_section() -> None:
    done = call("reference.py", "--json-schema")
    assert json.loads(done.out)["properties"].keys() == Config.model_fields.keys()


def test_a_page_that_is_not_there(tmp_path: Path) -> None:
    assert_one_clear_line(call("reference.py", "--page", tmp_path / "gone.md"), "gone.md", "No such file")
