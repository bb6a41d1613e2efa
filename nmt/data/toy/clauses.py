"""Clauses: subject, verb group, complements and adverbs put in the order of each language."""

from __future__ import annotations

from dataclasses import dataclass, field

from nmt.data.toy.lexicon import Verb
from nmt.data.toy.phrases import NounPhrase
from nmt.data.toy.words import En, Fr, Phrase

PRESENT, NEAR_FUTURE, PASSE_COMPOSE, IMPERFECT, RECENT_PAST = (
    "present", "near_future", "passe_compose", "imperfect", "recent_past",
)  # fmt: skip


@dataclass(slots=True)
class Predicate:
    """A verb with what follows it, ready for any tense, polarity and question.

    `clitics` stand before the French verb, their English in `clitic_en` right behind the English verb.
    `after` follows the verb in both languages; where the order differs `after_en` overrides its English.
    `infinitive` is the predicate that a modal governs. `preceding` is the (feminine, plural) of a direct
    object standing before the verb, with which the participle agrees. `simple` makes the canonical
    English present simple although the verb names an event; False is for what goes on although it is a habit
    elsewhere (he does not eat meat, but: he is ill, so he is not eating meat).
    """

    verb: Verb
    after: list[Phrase] = field(default_factory=list)
    clitics: list[Fr] = field(default_factory=list)
    clitic_en: list[En] = field(default_factory=list)
    infinitive: Predicate | None = None
    preceding: tuple[bool, bool] | None = None
    simple: bool | None = None
    after_en: list[En] | None = None

    def french_after(self) -> list[Fr]:
        """French words of what follows."""
        return [word for phrase in self.after for word in phrase.fr]

    def english_after(self) -> list[En]:
        """English words of what follows, in English order."""
        if self.after_en is not None:
            return self.after_en
        return [word for phrase in self.after for word in phrase.en]


@dataclass(slots=True)
class Clause:
    """What to say; `realise` says it.

    `negation` is "", pas, jamais, plus, rien, pas_encore, pas_du_tout or plus_depuis (has not done since).
    `question` is "" (statement), intonation,
    est_ce_que, inversion or in_situ. `wh` is the question phrase, `mid` a frequency adverb inside the
    verb group, `front` and `end` adverbials. `habitual` makes event verbs simple in English; `perfect`
    prefers has eaten to ate, `dated` (a point in the past is named) rules it out. `lasting` is the present of
    what began in the past and goes on (depuis): has been waiting, has known. `negated_by` are English
    words of a complement or subject that carry the negation (no milk, no one). `emptied` are the English objects
    of rien and personne where more follows them, the canonical one first: (not) anything, nothing. `quantifier` is
    the English of aucun before an object, no or any, which the verb is denied with or not: has no idea, not any idea.
    """

    subject: NounPhrase
    predicate: Predicate
    tense: str = PRESENT
    negation: str = ""
    question: str = ""
    wh: Phrase | None = None
    mid: Phrase | None = None
    front: list[Phrase] = field(default_factory=list)
    end: list[Phrase] = field(default_factory=list)
    habitual: bool = False
    subject_question: bool = False
    perfect: bool = False
    dated: bool = False
    lasting: bool = False
    negated_by: tuple[En, ...] = ()
    emptied: tuple[str, ...] = ()
    quantifier: En | None = None
