"""Pushing a folder: to a hub on this machine, and to none at all."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from nmt.errors import RunError
from nmt.export.hub import check_hub_name, push_folder
from tests.export.standin_hub import serve_hub


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "model" / "tokenizer").mkdir(parents=True)
    (tmp_path / "model" / "README.md").write_text("---\nlanguage: [fr, en]\n---\n\n# Model\n")
    (tmp_path / "model" / "model.safetensors").write_bytes(bytes(range(256)))
    (tmp_path / "model" / "tokenizer" / "joint.model").write_bytes(b"pieces")
    return tmp_path / "model"


def test_every_file_arrives(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_TOKEN", "hf_right")
    with serve_hub("hf_right") as hub:
        address = push_folder(folder, "ada/toy", private=True, endpoint=hub.address)
    assert address == f"{hub.address}/ada/toy/commit/1"
    assert [(made["name"], made["organization"]) for made in hub.created] == [("toy", "ada")]
    assert hub.created[0].get("private") is True or hub.created[0].get("visibility") == "private"
    sent = {f"ada/toy/{path.relative_to(folder)}": path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert hub.files == sent


def test_without_the_right_to_write(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_TOKEN", "hf_wrong")
    with (
        serve_hub("hf_right") as hub,
        pytest.raises(
            RunError, match=r"ada/toy: not pushed: the hub does not let you \(status 401\); log in .*HF_TOKEN"
        ),
    ):
        push_folder(folder, "ada/toy", endpoint=hub.address)
    assert hub.files == {}


def test_a_hub_that_fails(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import huggingface_hub

    def fail(*args: object, **kwargs: object) -> None:
        raise OSError("the disk of\nthe hub is full")

    monkeypatch.setattr(huggingface_hub.HfApi, "create_repo", fail)
    with (
        serve_hub("hf_right") as hub,
        pytest.raises(RunError, match=r"not pushed: the disk of the hub is full; the folder .* is complete"),
    ):
        push_folder(folder, "ada/toy", endpoint=hub.address)


def test_without_a_network_it_is_said_within_seconds(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    start = time.monotonic()
    with pytest.raises(
        RunError, match=r"ada/toy: not pushed, since the hub \(https://nowhere.invalid\) cannot be reached"
    ):
        push_folder(folder, "ada/toy", endpoint="https://nowhere.invalid")
    assert time.monotonic() - start < 15  # with the import of the client on a busy machine

    import huggingface_hub.constants

    monkeypatch.setattr(huggingface_hub.constants, "HF_HUB_OFFLINE", True)
    with pytest.raises(RunError, match=r"since HF_HUB_OFFLINE is set; unset it; the folder .* is complete"):
        push_folder(folder, "ada/toy")


@pytest.mark.parametrize("name", ["toy", "ada/", "ada/to y", "../toy", "a/b/c", "ada/to--y", ".ada/toy"])
def test_names_that_the_hub_would_refuse(name: str) -> None:
    with pytest.raises(
        RunError, match=r"--push: got '.*', expected the name of a model on the hub, such as ada/toy-fr-en"
    ):
        check_hub_name(name)
