"""A shared model on the Hugging Face hub."""

from __future__ import annotations

import os
import re
from pathlib import Path

from nmt.data.hub import is_reachable
from nmt.errors import RunError

_NAME = re.compile(r"[A-Za-z0-9][\w.-]*/[\w.-]+")


def check_hub_name(name: str) -> None:
    """Raise RunError unless it is `owner/name`."""
    if not _NAME.fullmatch(name) or ".." in name or "--" in name:
        raise RunError(f"--push: got '{name}', expected the name of a model on the hub, such as ada/toy-fr-en")


def push_folder(folder: Path, name: str, *, private: bool = False, endpoint: str | None = None) -> str:
    """Uploads all files of a folder as the model `name`, which is made if need be.

    Args:
        endpoint: address of the hub; None = the one of huggingface_hub's own settings (HF_ENDPOINT).

    Returns:
        The address of the commit.

    Raises:
        RunError: no such name, no network, not logged in, not allowed, or the hub refuses.
    """
    check_hub_name(name)
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    import huggingface_hub
    from huggingface_hub import constants

    endpoint = endpoint or constants.ENDPOINT
    kept = f"the folder {folder} is complete"
    if constants.HF_HUB_OFFLINE:
        raise RunError(f"{name}: not pushed, since HF_HUB_OFFLINE is set; unset it; {kept}")
    if not is_reachable(endpoint):
        raise RunError(f"{name}: not pushed, since the hub ({endpoint}) cannot be reached; check the network; {kept}")
    api = huggingface_hub.HfApi(endpoint=endpoint)
    try:
        api.create_repo(name, private=private, exist_ok=True)
        message = "Upload with nmt"
        return str(api.upload_folder(repo_id=name, folder_path=folder, commit_message=message).commit_url)
    except Exception as error:  # the client, its HTTP library, its uploader: each raises its own
        raise RunError(f"{name}: not pushed: {_explain(error)}; {kept}") from None


def _explain(error: Exception) -> str:
    """The library's message in one line, with what to do."""
    message = " ".join(str(error).split()) or type(error).__name__
    status = getattr(getattr(error, "response", None), "status_code", None)
    if status in (401, 403) or type(error).__name__ == "LocalTokenNotFoundError":
        return (
            f"the hub does not let you (status {status}); log in with `hf auth login`, or set HF_TOKEN to a token that "
            "may write"
        )
    return message[:300]
