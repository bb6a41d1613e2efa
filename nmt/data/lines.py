"""Lines of text files exactly as `wc -l` counts them, so that the two sides of a corpus pair up.

Only a line feed ends a line: a lone carriage return, U+2028 or U+0085 are characters like others. The text
loader of the `datasets` library ends lines at lone carriage returns too, and then pairs the wrong sentences.
Where there are carriage returns and no line feed at all, somebody meant lines, and is told how to make them.
"""

from __future__ import annotations

import codecs
import gzip
import zlib
from collections.abc import Iterator
from io import BufferedReader, BytesIO
from typing import IO

from nmt.data.download import LocalFile
from nmt.errors import DataError

GZIP_MAGIC = b"\x1f\x8b"
BYTE_ORDER_MARK = "\ufeff"
WIDE_MARKS = {  # in this order: one of UTF-32's begins like one of UTF-16's
    codecs.BOM_UTF32_LE: "UTF-32",
    codecs.BOM_UTF32_BE: "UTF-32",
    codecs.BOM_UTF16_LE: "UTF-16",
    codecs.BOM_UTF16_BE: "UTF-16",
}


def open_unpacked(file: LocalFile) -> IO[bytes]:
    """The file's bytes, unpacked if they are gzip, whatever the name says.

    Raises:
        DataError: the name ends in .gz and the content is something else.
    """
    content = file.path.open("rb")
    is_gzip = content.read(2) == GZIP_MAGIC
    content.seek(0)
    if is_gzip:
        return gzip.open(content)  # type: ignore[return-value]
    if file.name.lower().endswith(".gz"):
        content.close()
        raise DataError(f"{file.name}: is named .gz, but is not gzip data{file.remedy}")
    return content


def unpack(content: BufferedReader) -> IO[bytes]:
    """A stream unpacked if it begins like gzip. Nothing is waited for: what the first read brings is looked at."""
    start = content.peek(len(GZIP_MAGIC))
    if not start:  # at its end; a terminal would have to be told so twice
        return BytesIO()
    return gzip.open(content) if start.startswith(GZIP_MAGIC) else content  # type: ignore[return-value]


def raw_lines(content: IO[bytes], name: str, remedy: str = "; take another copy of it") -> Iterator[bytes]:
    """The lines of a stream that may be unpacked gzip, with their line feeds.

    Raises:
        DataError: damaged gzip data, or a disk that cannot be read, with the line where it happens; the mark of UTF-16
            or UTF-32.
    """
    number = 0
    try:
        for number, raw in enumerate(content, start=1):
            if number == 1 and (wide := next((mark for mark in WIDE_MARKS if raw.startswith(mark)), None)):
                encoding = WIDE_MARKS[wide]
                raise DataError(
                    f"{name}:1: {encoding}, not UTF-8; convert the file, for instance with iconv -f {encoding} -t UTF-8"
                )
            yield raw
    except (EOFError, zlib.error, gzip.BadGzipFile):
        raise DataError(f"{name}:{number + 1}: the gzip data breaks off or is damaged here{remedy}") from None
    except OSError as error:
        raise DataError(f"{name}:{number + 1}: cannot be read ({error.strerror})") from None


def read_lines(file: LocalFile) -> Iterator[str]:
    """The lines, without their line feed (or carriage return and line feed) and without a byte order mark.

    Raises:
        DataError: bytes that are not UTF-8, NUL, or damaged gzip data, with the line where it happens; carriage
            returns in a file without a line feed.
    """
    with open_unpacked(file) as content:
        for number, raw in enumerate(raw_lines(content, file.name, file.remedy), start=1):
            ends_here = not raw.endswith(b"\n")
            raw = raw.removesuffix(b"\n").removesuffix(b"\r")
            try:
                line = raw.decode("utf-8")
            except UnicodeDecodeError as error:
                raise DataError(f"{file.name}:{number}: {_not_utf8(raw, error)}") from None
            if "\0" in line:
                raise DataError(
                    f"{file.name}:{number}: a NUL character (as character {line.index(chr(0)) + 1} of the line), "
                    "which is no text; take it out or, if the file is UTF-16, convert it to UTF-8"
                )
            if number == 1 and ends_here and "\r" in line:
                raise DataError(
                    f"{file.name}:1: carriage returns, and no line feed in the whole file; if its lines end in "
                    "carriage returns, as on old Macs, convert them: tr '\\r' '\\n' < OLD > NEW"
                )
            yield line.removeprefix(BYTE_ORDER_MARK) if number == 1 else line


def _not_utf8(raw: bytes, error: UnicodeDecodeError) -> str:
    return (
        f"not UTF-8 (0x{raw[error.start]:02X} as byte {error.start + 1} of the line); convert the file, for "
        "instance with iconv -f ISO-8859-1 -t UTF-8"
    )
