"""What the documentation says is so: links lead somewhere, commands and keys exist, examples parse."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path

import pytest
import torch
import yaml

from nmt.config import Config, FilesSource, HubSource, ToySource, load_config
from nmt.config.document import KeyPath
from nmt.config.expectations import expected_at
from nmt.errors import ConfigError
from nmt.model.transformer import Transformer
from tests.docs.commands import check_command, commands_in_heads, commands_of, unknown_options
from tests.docs.pages import OF_THE_PAST, ROOT, Page, all_pages, parse_page, read_page

PAGES = list(all_pages())
OF_TODAY = [page for page in PAGES if page.name not in OF_THE_PAST]
# Other pages go on with what the tutorial has its reader write; `my.yaml` is any configuration of the reader's own.
READERS_FILES = read_page(ROOT / "docs" / "tutorial.md").files
READERS_FILES["my.yaml"] = READERS_FILES["mine.yaml"]
_NAMED_FILE = re.compile(r"(?<![\w/.-])((?:docs|configs|scripts|tests|nmt)/[\w/-]+\.(?:md|py|yaml|ipynb|png))\b")
_KEY = re.compile(r"((?:data|tokenizer|model|training|alignment|decoding)(?:\.\w+)+)(?:=\S*)?")
_FILE_ENDINGS = {"py", "md", "yaml", "json", "jsonl", "html", "zip", "safetensors", "tsv"}


def broken_links(page: Page) -> list[str]:
    """Relative links that lead nowhere: no such file, or no such heading in it."""
    broken = []
    for link in page.links:
        target, _, anchor = link.partition("#")
        if re.match(r"[a-z]+:", target):
            continue
        path = (ROOT / page.name).parent / target
        if target and not path.exists():
            broken.append(f"{link}: no such file")
        elif anchor and (not target or path.suffix == ".md"):
            there = parse_page(path.read_text(encoding="utf-8")) if target else page
            broken += [] if anchor in there.anchors else [f"{link}: no such heading"]
    return broken


def wrong_commands(page: Page) -> list[str]:
    """Commands of blocks and of the text that could not be run; call it where the page's own files stand."""
    found = [(str(block), line) for block, line in commands_of(page)]
    found += [(page.name, code) for code in page.inline_code if re.match(r"(python scripts/|make |torchrun )", code)]
    return [f"{place}: {line}: {problem}" for place, line in found for problem in check_command(line)]


def unknown_keys(page: Page) -> list[str]:
    """Dotted keys in the text that no section has."""
    keys = [found[1] for code in page.inline_code if (found := _KEY.fullmatch(code))]
    return [key for key in keys if key.rpartition(".")[2] not in _FILE_ENDINGS and not is_key(key)]


def is_key(key: str) -> bool:
    """Whether a dotted key is one of the configuration's; the names of test splits are the user's."""
    parts = key.split(".")
    if parts[:2] == ["data", "test"] and len(parts) > 2:
        return True
    path: KeyPath = tuple(int(part) if part.isdecimal() else part for part in parts)
    if len(path) > 2 and path[0] == "data" and isinstance(path[2], int):
        return len(path) == 3 or any(path[3] in kind.model_fields for kind in (ToySource, FilesSource, HubSource))
    expected = expected_at(path)
    return len(expected.path) == len(path) and path[-1] in expected.siblings


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Page) -> None:
    assert broken_links(page) == []


@pytest.mark.parametrize("page", OF_TODAY, ids=lambda page: page.name)
def test_commands_could_be_run(page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name, text in (READERS_FILES | page.files).items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert wrong_commands(page) == []


@pytest.mark.parametrize("page", OF_TODAY, ids=lambda page: page.name)
def test_options_exist(page: Page) -> None:
    assert [option for code in page.inline_code for option in unknown_options(code)] == []


@pytest.mark.parametrize("page", OF_TODAY, ids=lambda page: page.name)
def test_keys_exist(page: Page) -> None:
    assert unknown_keys(page) == []


@pytest.mark.parametrize("page", OF_TODAY, ids=lambda page: page.name)
def test_files_that_are_named_exist(page: Page) -> None:
    named = set(_NAMED_FILE.findall(page.text))
    assert [name for name in sorted(named) if not (ROOT / name).exists()] == []


def test_the_tree_of_the_readme_names_files_that_exist() -> None:
    """By their names alone: the tree says where they are by indentation."""
    tree = next(block for block in read_page(ROOT / "README.md").blocks if "\nnmt/\n" in block.text)
    named = re.findall(r"\b([\w-]+\.(?:py|yaml|md))\b", tree.text)
    there = {
        path.name for folder in ("nmt", "scripts", "configs", "docs", "data") for path in (ROOT / folder).rglob("*")
    }
    assert len(named) > 30 and set(named) - there == set()


def test_pages_that_the_code_names_exist() -> None:
    sources = [path for folder in ("nmt", "scripts", "configs", "tests") for path in (ROOT / folder).rglob("*.*")]
    texts = {path: path.read_text("utf-8") for path in sources if path.suffix in (".py", ".yaml")}
    missing = {
        f"{path.relative_to(ROOT)}: {name}"
        for path, text in texts.items()
        for name in re.findall(r"\bdocs/[\w/-]+\.(?:md|ipynb|png)\b", text)
        if not (ROOT / name).exists() and path.parent != Path(__file__).parent
    }
    assert missing == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_examples_parse(page: Page, tmp_path: Path) -> None:
    for block in page.blocks:
        try:
            if block.language == "json":
                json.loads(block.text)
            elif block.language == "python":
                ast.parse(block.text)
            elif block.language == "yaml":
                assert yaml.safe_load(block.text), f"{block}: empty"
        except (ValueError, SyntaxError, yaml.YAMLError) as error:
            pytest.fail(f"{block}: {error}")


@pytest.mark.parametrize("page", OF_TODAY, ids=lambda page: page.name)
def test_configurations_that_readers_write_are_sound(page: Page, tmp_path: Path) -> None:
    """Whole ones by their file name; of a fragment, every key is one that exists."""
    for block in page.blocks:
        if block.language != "yaml":
            continue
        (tmp_path / "page.yaml").write_text(block.text, encoding="utf-8")
        if block.file_name:
            load_config(tmp_path / "page.yaml")
            continue
        try:
            load_config(tmp_path / "page.yaml")
        except ConfigError as error:
            wrong = [line for line in str(error).splitlines() if "missing" not in line and "no budget" not in line]
            assert [line for line in wrong if "nothing is carved" not in line] == [], str(block)


def test_every_page_of_docs_is_found_from_its_index() -> None:
    index = ROOT / "docs" / "README.md"
    linked = {(index.parent / link.partition("#")[0]).resolve() for link in parse_page(index.read_text()).links}
    pages = [*index.parent.glob("*.md"), *index.parent.glob("*.ipynb")]
    assert [path.name for path in pages if path != index and path.resolve() not in linked] == []


def test_configurations_are_loaded_by_the_commands_in_their_heads(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    commands = commands_in_heads()
    assert "python scripts/train.py --config configs/toy.yaml" in commands
    assert [problem for line in commands for problem in check_command(line)] == []


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("[a](gone.md)", "no such file"),
        ("# One\n[a](#two)", "no such heading"),
        ("[a](docs/attention.md#nothing-of-that-name)", "no such heading"),
    ],
)
def test_a_broken_link_is_found(text: str, problem: str) -> None:
    assert [problem in found for found in broken_links(parse_page(text))] == [True]


def test_links_in_code_are_none_and_repeated_headings_are_counted() -> None:
    page = parse_page("# A `b`\n# A b\n```\n[x](gone.md)\n# c\n```\n`[y](gone.md)` [z](#a-b-1)")
    assert (broken_links(page), page.anchors) == ([], {"a-b", "a-b-1"})


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("python scripts/gone.py", "no such script"),
        ("python scripts/train.py --config configs/gone.yaml", "no such file"),
        ("python scripts/train.py --config configs/toy.yaml model.droput=0", "did you mean 'dropout'?"),
        ("python scripts/train.py --config configs/toy.yaml | python scripts/view.py --haetmap", "unrecognized"),
        ("python scripts/translate.py --n-best 2 --sample Oui", "exclude each other"),
        ("torchrun --nproc-per-node 2 scripts/train.py --config configs/toy.yaml x.y=1", "unknown key"),
        ("torchrun --nproc-per-nod 2 scripts/gone.py", "no such script"),
        ("torchrun --wings 2 scripts/train.py", "torchrun"),
        ("make tea", "no target tea"),
        ("pip install '.[wings]'", "no extra named wings"),
        ("pyhton scripts/view.py", "no kind of command"),
        ('python scripts/translate.py "Je suis', "No closing quotation"),
        ("python -m nmt_of_tomorrow", "no such module"),
    ],
)
def test_a_wrong_command_is_found(line: str, problem: str) -> None:
    assert problem in "\n".join(check_command(line))


@pytest.mark.parametrize(
    ("code", "unknown"),
    [
        ("--show", []),
        ("--shaw x", ["--shaw"]),
        ("align.py --by both --shaw", ["--shaw"]),
        ("view.py --by both", ["--by"]),
        ("ruff --fix", []),
    ],
)
def test_an_option_is_known_or_not(code: str, unknown: list[str]) -> None:
    assert unknown_options(code) == unknown


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("```\nmake demo  # all\nsaid\n```", ["make demo  # all"]),
        ("```bash run\nmake demo \\\n  X=1\nmake test\n```", ["make demo    X=1", "make test"]),
        ("```\n$ make demo\nsaid\n$ make tea\nerror: no tea\n```", ["make demo"]),
        ("```python\nmake = 1\n```", []),
    ],
)
def test_commands_are_read_as_a_reader_would(text: str, lines: list[str]) -> None:
    assert [line for _, line in commands_of(parse_page(text))] == lines


@pytest.mark.parametrize(
    ("key", "is_known"),
    [
        ("training.lr", True),
        ("training.rate", False),
        ("data.cleaning.max_pieces", True),
        ("data.train.0.pairs", True),
        ("data.train.0.pears", False),
        ("data.test.mine", True),
        ("model.d_model.x", False),
    ],
)
def test_a_key_is_known_or_not(key: str, is_known: bool) -> None:
    assert is_key(key) is is_known
    assert unknown_keys(parse_page(f"`{key}=1`")) == ([] if is_known else [key])


def test_the_sections_have_all_been_named() -> None:
    """The pattern of keys above knows every section."""
    groups = [name for name, field in Config.model_fields.items() if name not in ("name", "seed", "run_dir")]
    assert all(_KEY.fullmatch(f"{group}.x") for group in groups)


def test_the_parameters_that_the_computed_costs_stand_on_are_those_of_the_model() -> None:
    config = load_config(ROOT / "configs" / "wmt14.yaml")
    with torch.device("meta"):
        model = Transformer(config.model, *[config.tokenizer.vocab_size] * 2, pad_id=0, with_alignment=True)
    assert model.alignment is not None
    text = (ROOT / "docs" / "distributed.md").read_text(encoding="utf-8")
    for module in (model, model.alignment):
        assert f"{sum(parameter.numel() for parameter in module.parameters()):,}" in text
