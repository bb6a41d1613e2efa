"""What of a configuration belongs to one machine."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from nmt.build.places import forget_places, settle_places
from nmt.config import Config


def make_config(train: list[dict[str, Any]], root: str = "", run_dir: str = "") -> Config:
    data = {"root": root, "train": train, "validation": train[:1], "test": {"test": train[-1:]}}
    return Config.model_validate({"run_dir": run_dir, "data": data, "training": {"max_steps": 1}})


def test_settled_and_forgotten_places(tmp_path: Path) -> None:
    """A folder of hub layout and a root are made absolute for a run, and lose their folders when it is shared."""
    folder = tmp_path / "ada"
    folder.mkdir()
    given = make_config(
        [
            {"kind": "files", "src": "train.fr", "tgt": str(tmp_path / "elsewhere" / "train.en")},
            {"kind": "hub", "path": str(folder)},
            {"kind": "hub", "path": "owner/name"},
            {"kind": "toy"},
        ],
        root=str(tmp_path),
        run_dir=str(tmp_path / "run"),
    )
    shared = forget_places(settle_places(given))
    assert str(tmp_path) not in shared.model_dump_json()
    files, local, hub, toy = shared.data.train
    assert (files.src, files.tgt, local.path, hub.path) == ("train.fr", "train.en", "ada", "owner/name")  # type: ignore[union-attr]
    assert toy == given.data.train[3]
    assert shared.data.validation[0] == files and shared.data.test["test"] == [toy]
    assert (shared.data.root, shared.run_dir) == ("", "")


def test_an_address_is_no_place_of_this_machine() -> None:
    config = make_config([{"kind": "files", "src": "a.fr", "tgt": "https://x.org/a.en"}], root="https://x.org/corpus")
    assert forget_places(config).data == config.data
