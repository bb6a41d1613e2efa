"""The same English words in another order: give back the book to Paul, or give the book back, or give Paul back."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from nmt.data.toy.clauses import Clause, Predicate
from nmt.data.toy.words import Choice, En


def another_way(
    en: list[En], choice: Choice, like: int, without: Collection[En], put: Mapping[En, Sequence[str]]
) -> list[En]:
    """The words with one more option: what `like` says without some of its words, and with these behind others.

    The words left out are those of `like`, or of no choice: these stay in every other option.
    """
    new = choice.size
    choice.size += 1
    found: list[En] = []
    for word in en:
        found.append(word)
        if word in without and word.choice is None:
            word.choice = choice
            found += [En(word.text, choice, k) for k in range(1, new)]
        elif word.choice is choice and word.option == like and word not in without:
            found.append(En(word.text, choice, new))
        found += [En(text, choice, new) for text in put.get(word, ())]
    return found


def giving_back(en: list[En], choice: Choice | None, after: list[En]) -> list[En]:
    """rendre: wherever one gives back, what is given may stand before back, and to whom before it.

    `after` are the words of the thing, to, and the person.
    """
    to = next((word for word in after if word.text == "to"), None)
    if choice is None or to is None or after[0] is to:
        return en
    at = after.index(to)
    thing, person = after[:at], after[at + 1 :]
    for word in person:
        if word.choice is not None and word.choice.size == 1:
            word.choice = None
    for back in [word for word in en if word.choice is choice and word.text == "back"]:
        give = en[en.index(back) - 1]
        en = another_way(en, choice, back.option, [back], {thing[-1]: ["back"]})
        if not any(word.choice is not None and word.choice is not choice for word in person):
            texts = [word.text for word in person if word.option == 0]
            hidden = [word for word in (to, *person) if word.choice is None]
            bound = [word for word in en if word.choice is choice and word.option == back.option]
            hidden += [w for w in bound if w not in hidden and en.index(w) >= en.index(to)]
            en = another_way(en, choice, back.option, hidden, {give: texts})
    return en


_SEPARABLE = frozenset("on off up away out down back in".split())


def with_particle(predicate: Predicate, main: list[En]) -> list[En]:
    """English verb words and the pronoun behind them: `put it on`, but `wait for it`."""
    if not predicate.clitic_en:
        return main
    ways = (predicate.verb.en, *predicate.verb.others)
    apart = any(len(way.base) > 1 and way.base[-1] in _SEPARABLE for way in ways)
    if apart and predicate.verb.frame in ("tr", "ditr"):
        # Several alternatives share the list; the pronoun stands before every final particle.
        particles = [w for w in main if w.text in _SEPARABLE]
        to = next((k for k, w in enumerate(predicate.clitic_en) if w.text in ("to", "for")), len(predicate.clitic_en))
        before, behind = predicate.clitic_en[:to], predicate.clitic_en[to:]  # give it back to him
        return [w for w in main if w.text not in _SEPARABLE] + before + particles + behind
    return main + predicate.clitic_en


# Adverbs that may stand in front or behind as well as beside the verb.
_IN_FRONT, _BEHIND = frozenset(("sometimes",)), frozenset(("sometimes", "often"))


def elsewhere_too(clause: Clause, inverted: bool) -> tuple[list[En], list[En]]:
    """It sometimes rains: sometimes it rains, it rains sometimes; the words in front and behind."""
    mid = clause.mid.en if clause.mid is not None else []
    if clause.mid is None or len(mid) != 1 or mid[0].text not in _BEHIND or mid[0].choice is not None:
        return [], []
    word = mid[0]
    in_front = word.text in _IN_FRONT and not (inverted or clause.front or clause.wh or clause.negation)
    word.choice = choice = Choice(2 + in_front)
    last, first = En(word.text, choice, 1), [En(word.text, choice, 2)] if in_front else []
    for french in clause.mid.fr:
        french.sure = (*french.sure, last, *first)
    return first, [last]
