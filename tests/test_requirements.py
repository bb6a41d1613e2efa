"""What pyproject.toml asks for has a lower bound everywhere, since `--resolution lowest-direct` is how it is tried."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]
REQUIREMENTS = [*PROJECT["dependencies"], *(line for extra in EXTRAS.values() for line in extra)]
_OWN = "nmt["


def numbers(text: str) -> list[int]:
    return [int(part) for part in re.match(r"[\d.]+", text)[0].strip(".").split(".")]  # type: ignore[index]


@pytest.mark.parametrize("requirement", [line for line in REQUIREMENTS if not line.startswith(_OWN)])
def test_it_has_a_floor_and_what_is_installed_stands_on_it(requirement: str) -> None:
    found = re.fullmatch(r"([\w-]+)>=([\d.]+)", requirement)
    assert found, f"{requirement}: expected a name, >= and a version"
    try:
        installed = version(found[1])
    except PackageNotFoundError:
        pytest.skip(f"{found[1]} is not installed")
    assert numbers(installed) >= numbers(found[2])


def test_the_extra_for_developers_brings_all_others() -> None:
    (own,) = (line for line in EXTRAS["dev"] if line.startswith(_OWN))
    brought = own.removeprefix(_OWN).rstrip("]").split(",")
    assert sorted(brought) == sorted(name for name, asked in EXTRAS.items() if asked and name != "dev")
