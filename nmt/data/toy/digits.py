"""Clock times in digits, as a timetable or a message has them: 8h30, 14 h 30, 20h."""

from __future__ import annotations

import re

from nmt.data.toy import english
from nmt.data.toy.draw import Draw
from nmt.data.toy.words import Choice, En, Fr, Phrase

WRITTEN = 1 / 8  # of the clock times
_MINUTES = ("05", "10", "15", "15", "20", "30", "30", "30", "40", "45", "45", "50")
_QUARTERS = {15: "a quarter", 30: "half", 45: "a quarter"}
_WRITTEN_HOUR = re.compile(r"\d+h(\d\d)?|h")


def is_written(phrase: Phrase) -> bool:
    """Whether a clock time is in digits: 14h30, 14 h 30."""
    return any(_WRITTEN_HOUR.fullmatch(word.text) for word in phrase.fr)


def written_hour(d: Draw, n: int) -> Phrase:
    """8h30: 8:30; 8 h: 8 o'clock; 14 h 30: 2:30 pm; 20h: 8 pm; in the references with words."""
    minutes = "" if d.chance(0.45) and n != 12 else d.pick(_MINUTES)
    together = d.chance(0.6)
    ways = _full(n) if not minutes else _with_minutes(n, int(minutes))
    choice = Choice(len(ways))
    said = [[En(text, choice, k) for text in way.split()] for k, way in enumerate(ways)]
    first, every = said[0], [word for way in said for word in way]
    if together:
        return Phrase([Fr(f"{n}h{minutes}", tuple(first))], every)
    fr = [Fr(str(n), tuple(first[:1])), Fr("h", tuple(first[1:]) or tuple(first))]
    return Phrase([*fr, Fr(minutes, tuple(first[:1]))] if minutes else fr, every)


def _full(n: int) -> tuple[str, ...]:
    """What one says for 8h and 20h, the canonical first."""
    k, name, part = _twelve(n), english.number_word(_twelve(n)), _part(n)
    if n > 12:
        return f"{k} pm", f"{k} o'clock", f"{name} o'clock", f"{name} {part}", f"{k} {part}", f"{name} pm"
    return f"{k} o'clock", f"{name} o'clock", f"{k} am", str(k), name


def _with_minutes(n: int, minutes: int) -> tuple[str, ...]:
    """What one says for 8h30 and 14h30."""
    time, name = f"{_twelve(n)}:{minutes:02}", english.number_word(_twelve(n))
    to = minutes > 30
    spoken = _QUARTERS.get(minutes) or english.number_word(60 - minutes if to else minutes)
    spoken += f" to {english.number_word(_twelve(n + 1))}" if to else f" past {name}"
    read = f"{name} {'oh ' if minutes < 10 else ''}{english.number_word(minutes)}"
    if n > 12:
        return f"{time} pm", time, spoken, f"{spoken} {_part(n)}", read, f"{time} {_part(n)}"
    return time, f"{time} {'am' if n < 12 else 'pm'}", spoken, read


def _twelve(n: int) -> int:
    return (n - 1) % 12 + 1


def _part(n: int) -> str:
    return "in the afternoon" if n < 18 else "in the evening" if n < 22 else "at night"
