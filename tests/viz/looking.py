"""What a test sees of an open viewer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Open = Callable[..., Any]
"""The fixture `open_viewer`: (file, address, browser options) -> page."""


def lines_of(page: Any) -> dict[tuple[int, int], tuple[float, float]]:
    """(source, target) of each line that is drawn -> (width, opacity)."""
    drawn = page.eval_on_selector_all(
        ".line",
        "lines => lines.map(({attributes: a}) => ['data-top', 'data-bottom', 'stroke-width', 'stroke-opacity']"
        ".map(name => Number(a[name].value)))",
    )
    return {(int(top), int(bottom)): (width, opacity) for top, bottom, width, opacity in drawn}


def token(page: Any, side: str, index: int) -> Any:
    return page.locator(f"#{side}-row .token").nth(index)


def tokens_of(page: Any, side: str) -> list[str]:
    return list(page.locator(f"#{side}-row .token").all_inner_texts())
