"""The viewer: alignments in one HTML file that opens from disk and asks nothing of any network.

See `nmt.viz.page` for how it is put together; it connects to nothing.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from nmt.alignment.records import AlignmentRecord
from nmt.atomic import write_whole
from nmt.errors import DataError
from nmt.viz.page import PageParts, assemble_page, read_part
from nmt.viz.payload import describe_record, describe_sidecar, pack_for_page

log = logging.getLogger(__name__)

SCRIPTS = ("filters.js", "viewer.js")  # besides the picture's own
# All layers and heads of a 40-token sentence are about 64 KB; this much of them keeps a page quick to open.
SIDECAR_BYTES = 5_000_000

Snapshots = Sequence[tuple[int, Iterable[AlignmentRecord]]]


def build_viewer(
    records: Iterable[AlignmentRecord] | Snapshots,
    output_path: str | os.PathLike[str],
    sidecar: Mapping[str, Mapping[str, Any]] | None = None,
    title: str = "Alignments",
    languages: tuple[str, str] = ("fr", "en"),
) -> Path:
    """Write one HTML file that shows the records; returns its path.

    Args:
        records: of the alignment dump; or several dumps of the same sentences over training, as a list of
            (step, records), which gives the page a slider.
        sidecar: all layers and heads by `record.attention` (see docs/alignment-schema.md). As many records as
            fit into SIDECAR_BYTES get theirs, and the page says for how many that is. With snapshots, the
            sidecar belongs to the last one.
        languages: codes of the source and the target, for screen readers and fonts.

    Raises:
        DataError: no records; snapshots that are not of the same source sentences; or a sidecar of other records.
        OSError: the file cannot be written; the error names it.
    """
    snapshots = _take_snapshots(records)
    described = [[describe_record(record) for record in kept] for _, kept in snapshots]
    n_records = len(described[-1])
    n_with_heads = _add_sidecar(snapshots[-1][1], described[-1], sidecar or {})
    payload = {
        "title": title,
        "languages": {"src": languages[0], "tgt": languages[1]},
        "snapshots": [
            {"step": step, "records": entries} for (step, _), entries in zip(snapshots, described, strict=True)
        ],
        "headsNote": f"This file holds all layers and heads of {n_with_heads} of its {n_records} sentences."
        if sidecar and n_with_heads < n_records
        else "",
    }
    parts = PageParts(read_part("viewer.html"), "\n".join(map(read_part, SCRIPTS)))
    page, _ = assemble_page(parts, title, pack_for_page(payload))
    path = Path(output_path)
    write_whole(path, page.encode())
    log.info("%s: %d sentences, %.1f MB", path, n_records, path.stat().st_size / 1e6)
    return path


def _take_snapshots(
    records: Iterable[AlignmentRecord] | Snapshots,
) -> list[tuple[int | None, list[AlignmentRecord]]]:
    """The records of each snapshot; a plain sequence of records is one snapshot without a step."""
    items: list[Any] = list(records)
    snapshots: list[tuple[int | None, list[AlignmentRecord]]]
    if items and isinstance(items[0], tuple):
        snapshots = [(int(step), list(kept)) for step, kept in sorted(items, key=lambda item: item[0])]
    else:
        snapshots = [(None, items)]
    if not snapshots[-1][1]:
        raise DataError("viewer: no records; expected at least one sentence of an alignment dump")
    sources = [record.source for record in snapshots[0][1]]
    for step, kept in snapshots[1:]:
        if [record.source for record in kept] != sources:
            raise DataError(
                f"viewer: the records of step {step} are not those of step {snapshots[0][0]}: got {len(kept)} "
                f"source sentences, expected the same {len(sources)} in the same order; give dumps of one set"
            )
    return snapshots


def _add_sidecar(
    records: Sequence[AlignmentRecord], described: list[dict[str, Any]], sidecar: Mapping[str, Mapping[str, Any]]
) -> int:
    """Add layers and heads to the described records while they fit; returns how many got theirs."""
    used = count = 0
    for record, entry in zip(records, described, strict=True):
        if record.attention is None or record.attention not in sidecar:
            continue
        heads = describe_sidecar(record, sidecar[record.attention])
        used += sum(len(kind["weights"]) for kind in heads.values())
        if used > SIDECAR_BYTES:
            break
        entry["heads"] = heads
        count += 1
    return count
