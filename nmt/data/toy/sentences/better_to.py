"""il vaut mieux partir maintenant: it is better to leave now; il vaut mieux ne pas sortir, il pleut."""

from __future__ import annotations

from nmt.data.toy.adverbials import expression_phrase
from nmt.data.toy.draw import Draw
from nmt.data.toy.lexicon import expressions
from nmt.data.toy.sentences.actions import Sentence
from nmt.data.toy.sentences.combined import Act, listed_act
from nmt.data.toy.sentences.easily import act
from nmt.data.toy.sentences.hours import it_subject
from nmt.data.toy.sentences.modals import governed_words, listed_infinitive
from nmt.data.toy.words import Choice, En, Fr, Phrase, aligned, pair

# What is better in what weather, at what hour.
_BECAUSE: tuple[tuple[str, tuple[Act, ...], tuple[Act, ...]], ...] = (
    ("il pleut", (("rester", "", "à la maison"), ("prendre", "bus", "def"), ("rentrer", "", ""), ("attendre", "", ""),
                  ("prendre", "parapluie", "indef"), ("fermer", "fenêtre", "def")), (("sortir", "", ""),)),
    ("il neige", (("rester", "", "à la maison"), ("prendre", "train", "def"), ("rentrer", "", ""),
                  ("prendre", "métro", "def")), (("sortir", "", ""), ("conduire", "", ""))),
    ("il fait froid", (("mettre", "manteau", "indef"), ("fermer", "fenêtre", "def"), ("rentrer", "", ""),
                       ("mettre", "écharpe", "indef")), (("sortir", "", ""), ("se baigner", "", ""))),
    ("il fait chaud", (("boire", "eau", "part"), ("ouvrir", "fenêtre", "def"), ("rester", "", "à la maison")),
     (("courir", "", ""), ("sortir", "", ""))),
    ("il fait nuit", (("rentrer", "", ""), ("allumer", "lumière", "def"), ("prendre", "taxi", "indef")),
     (("sortir", "", ""),)),
    ("il est tard", (("rentrer", "", ""), ("se coucher", "", ""), ("partir", "", ""), ("dormir", "", ""),
                     ("prendre", "taxi", "indef")), (("téléphoner", "", ""), ("sortir", "", ""))),
)  # fmt: skip
_ALONE: tuple[Act, ...] = (
    ("partir", "", ""), ("attendre", "", ""), ("rentrer", "", ""), ("se reposer", "", ""), ("dormir", "", ""),
    ("prendre", "train", "def"), ("prendre", "métro", "def"), ("prendre", "bus", "def"), ("marcher", "", ""),
    ("boire", "eau", "part"), ("manger", "légume", "indef_plural"), ("manger", "fruit", "indef_plural"),
    ("étudier", "", ""), ("se dépêcher", "", ""), ("se lever", "", "tôt"), ("se coucher", "", "tôt"),
    ("se promener", "", ""), ("fermer", "porte", "def"), ("prendre", "taxi", "indef"),
    ("courir", "", ""), ("venir", "", ""), ("rester", "", "ici"),
)  # fmt: skip
_WHEN = ("maintenant", "tout de suite", "demain", "ce soir", "demain matin", "plus tard")
_TIMELY = frozenset("partir rentrer venir dormir étudier marcher attendre".split()) | {"se reposer"}


def _is_better(would: bool, negated: bool) -> tuple[list[Fr], list[En]]:
    """il vaut mieux (ne pas): it is better (not) to, we had better (not), you had better (not), it is best to."""
    it, is_ = ("it",), ("would", "be") if would else ("is",)
    to = (["not"] if negated else []) + ["to"]
    had = ["had", "better", *(["not"] if negated else [])]
    ways = [[*it, *is_, "better", *to], ["we", *had], ["you", *had], [*it, *is_, "best", *to]]
    choice = Choice(len(ways))
    said = [[En(text, choice, k) for text in way] for k, way in enumerate(ways)]
    first = said[0]
    verb = 1 + len(is_)
    fr = [Fr("il", (first[0],)), Fr("vaudrait" if would else "vaut", tuple(first[1:verb])), Fr("mieux", (first[verb],))]
    if negated:
        fr += [Fr("ne", (first[verb + 1],)), Fr("pas", (first[verb + 1],))]
    return fr, [word for way in said for word in way]


def _listed(d: Draw, row: Act) -> Phrase:
    """partir, rester à la maison, se lever tôt: without to."""
    lemma, item, rest = row
    somebody = it_subject()
    how = {"tôt": ("tôt", "early"), "ici": ("ici", "here")}.get(rest)
    if how is not None:
        doing = (
            listed_act(d, (lemma, "", "à la maison"), somebody)
            if lemma == "rester"
            else act(d, (lemma, "", ""), somebody)
        )
        doing.after = [aligned(*how)]
    else:
        doing = act(d, row, somebody) if item == "fruit" else listed_act(d, row, somebody)
    words = governed_words(somebody, doing, "de")
    return Phrase(words.fr[1:], words.en[1:])


def _when(d: Draw) -> Phrase:
    d.tag("time_adverb")
    kinds = ("future_adverb", "immediate_adverb", "present_adverb", "day_adverb_future")
    return expression_phrase(d.pick([e for e in expressions(*kinds) if e.fr in _WHEN]))


def better_to(d: Draw) -> Sentence:
    """Il vaut mieux partir maintenant; il pleut, il vaut mieux ne pas sortir; il vaudrait mieux prendre le train."""
    d.tag("infinitive_complement", "modal")
    negated, would = d.chance(0.22), d.chance(0.2)
    roll = d.random()
    why = None
    if roll < 0.5:
        reason, good, bad = d.pick(_BECAUSE)
        why, row = _why(d, reason), d.pick(bad if negated else good)
        what = _listed(d, row)
    elif roll < 0.8 or negated:
        negated = negated and roll < 0.6
        row = d.pick(_ALONE)
        what = _listed(d, row)
        if row[0] in _TIMELY and d.chance(0.7):
            what = what + _when(d)
    else:
        while True:
            words = governed_words(it_subject(), listed_infinitive(d, "task", it_subject()), "de")
            if not any(word.text in ("son", "sa", "ses") for word in words.fr):
                break
        what = Phrase(words.fr[1:], words.en[1:])
        what = what + _when(d) if d.chance(0.5) else what
    fr, en = _is_better(would, negated)
    if negated:
        d.tag("negation_pas")
    said = Phrase([*fr, *what.fr], [*en, *what.en])
    if why is None:
        return said, "."
    if d.chance(0.7):
        return why + pair(",", ",") + said, "."
    d.tag("subordination")
    return said + aligned("parce que", "because", "0-0 1-0") + why, "."


def _why(d: Draw, reason: str) -> Phrase:
    """il pleut, il est tard."""
    if reason == "il est tard":
        it, is_ = En("it"), En("is")
        return Phrase([Fr("il", (it,)), Fr("est", (is_,))], [it, is_]) + pair("tard", "late")
    d.tag("weather")
    return expression_phrase(next(e for e in expressions("weather") if e.fr == reason))


FAMILIES = ((better_to, 1),)
