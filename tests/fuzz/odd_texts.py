"""Strange texts, and corpora in every format that is read."""

from __future__ import annotations

import io
import json
from collections.abc import Callable

Rows = list[tuple[str, str]]

NOT_UTF8 = (
    b"\xff", b"\xfe", b"\x80", b"\xbf", b"\xc0\x80", b"\xc1\xbf", b"caf\xe9", b"\xe2\x82", b"\xf0\x9f\x98",
    b"\xed\xa0\x80", b"\xed\xbf\xbf", b"\xf5\x80\x80\x80", b"\xf8\x88\x80\x80\x80", b"\xe0\x80\xaf",
    b"\xf4\x90\x80\x80", b"a\x80b", b"\x92",
)  # fmt: skip
WRITINGS = {
    "Chinese": "我是学生。", "Japanese": "わたしは学生です。", "Korean": "나는 학생입니다.", "Arabic": "أنا طالب.",
    "Hebrew": "אני סטודנט.", "Hindi": "मैं छात्र हूँ।", "Thai": "ฉันเป็นนักเรียน", "Russian": "Я студент.",
    "Greek": "Είμαι φοιτητής.", "Georgian": "მე სტუდენტი ვარ.", "Armenian": "Ես ուսանող եմ:", "Tamil": "நான் மாணவன்.",
    "Amharic": "እኔ ተማሪ ነኝ።", "Cuneiform": "𒀀𒀁𒀂", "emoji": "👩‍👩‍👧 🇫🇷 🙂", "combining": "e\u0301\u0302\u0303 " * 3,
    "right to left": "\u202eabc\u202c", "zero width": "a\u200bb\ufeffc", "private use": "\ue000\uf8ff",
    "not characters": "\ufffe\uffff\U0010ffff", "line separators": "a\u2028b\u2029c\x85d",
    "controls": "\x01\x02\x7f\x1b[31m", "punctuation": "?!.,;:…", "only spaces": " \t\u00a0\u3000",
    "space mark": "▁ ▁▁ ▁a", "marks": "<s> </s> <unk> <pad>", "digits": "1234567890 ٣٤",
}  # fmt: skip


def write_text(pairs: Rows, end: str = "\n") -> tuple[bytes, bytes]:
    return tuple("".join(f"{pair[side]}{end}" for pair in pairs).encode() for side in (0, 1))  # type: ignore[return-value]


def write_tsv(pairs: Rows) -> bytes:
    return "".join(f"{src}\t{tgt}\n" for src, tgt in pairs).encode()


def write_jsonl(pairs: Rows) -> bytes:
    return "".join(json.dumps({"fr": src, "en": tgt}, ensure_ascii=False) + "\n" for src, tgt in pairs).encode()


def write_parquet(pairs: Rows) -> bytes:
    import pyarrow
    import pyarrow.parquet

    target = io.BytesIO()
    pyarrow.parquet.write_table(pyarrow.table({"fr": [a for a, _ in pairs], "en": [b for _, b in pairs]}), target)
    return target.getvalue()


TABLES: dict[str, Callable[[Rows], bytes]] = {"a.tsv": write_tsv, "a.jsonl": write_jsonl, "a.parquet": write_parquet}
