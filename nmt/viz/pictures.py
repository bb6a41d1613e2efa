"""Pictures as files: which formats there are, and how they are written."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from nmt.errors import DataError
from nmt.viz.fonts import readable

if TYPE_CHECKING:
    from matplotlib.figure import Figure

FORMATS = (".png", ".svg", ".pdf")


def check_format(path: Path, what: str) -> None:
    """Raise DataError unless `path` ends in one of FORMATS and there is matplotlib; `what` will be drawn, in plural."""
    if path.suffix.lower() not in FORMATS:
        raise DataError(
            f"{path}: {what} are written as {', '.join(FORMATS)}; got the ending {path.suffix!r}; give one of them"
        )
    try:
        import matplotlib  # noqa: F401 (is it there?)
    except ImportError:
        raise DataError(
            f"{path}: {what} are drawn by the package matplotlib; install nmt[viz] (pip install matplotlib)"
        ) from None


def rasterize(figure: Figure, dpi: int = 80) -> np.ndarray[Any, np.dtype[np.uint8]]:
    """A figure as pixels, [height, width, 3] from 0 to 255."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    figure.set_dpi(dpi)
    canvas = FigureCanvasAgg(figure)
    with readable(figure):
        canvas.draw()  # type: ignore[no-untyped-call]
    return np.asarray(canvas.buffer_rgba())[..., :3].copy()  # type: ignore[no-untyped-call]


def save_figure(figure: Figure, path: Path, dpi: int = 200) -> Path:
    """Write a figure; folders are made if need be. The same picture gives the same file, and an SVG's text is text.

    Raises:
        DataError: the file cannot be written.
    """
    from matplotlib import rc_context

    stable: dict[str, Any] = {"Date": None} if path.suffix.lower() == ".svg" else {}
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with rc_context({"svg.fonttype": "none", "svg.hashsalt": "nmt"}), readable(figure):
            figure.savefig(path, dpi=dpi, metadata=stable)
    except OSError as error:
        raise DataError(
            f"{path}: cannot be written: {error.strerror or error}; check the name, or make room"
        ) from error
    return path
