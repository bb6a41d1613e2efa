"""dès que: as soon as; je vais t'appeler dès que j'arrive, dès qu'il rentre il allume la télévision."""

from __future__ import annotations

from nmt.data.toy.clauses import NEAR_FUTURE, PASSE_COMPOSE, PRESENT, Clause, Predicate
from nmt.data.toy.draw import Draw
from nmt.data.toy.lexicon import noun, nouns_of, verb
from nmt.data.toy.linking import again
from nmt.data.toy.phrases import NounPhrase, noun_phrase
from nmt.data.toy.pronouns import ObjectPronoun, talker
from nmt.data.toy.realise import realise
from nmt.data.toy.sentences.actions import Sentence, someone_else
from nmt.data.toy.sentences.combined import Act
from nmt.data.toy.sentences.commands import commanded
from nmt.data.toy.sentences.easily import act
from nmt.data.toy.sentences.hours import it_subject
from nmt.data.toy.subjects import person, pronoun
from nmt.data.toy.words import En, Fr, Phrase, pair

_COMING = ("arriver", "arriver", "rentrer", "sortir", "partir", "revenir", "se réveiller", "se lever")
_AT_HOME: tuple[Act, ...] = (
    ("allumer", "télévision", "def"), ("préparer", "dîner", "def"), ("se doucher", "", ""), ("se reposer", "", ""),
    ("faire", "devoirs", "poss"), ("boire", "café", "indef"), ("boire", "thé", "part"), ("manger", "", ""),
    ("écouter", "musique", "part"), ("ouvrir", "fenêtre", "def"), ("faire le ménage", "", ""),
    ("faire la vaisselle", "", ""), ("se laver les mains", "", ""), ("se coucher", "", ""), ("dîner", "", ""),
)  # fmt: skip
_IN_THE_MORNING: tuple[Act, ...] = (
    ("se doucher", "", ""), ("boire", "café", "indef"), ("prendre", "petit-déjeuner", "def"), ("manger", "", ""),
    ("ouvrir", "fenêtre", "def"), ("se brosser les dents", "", ""), ("s'habiller", "", ""), ("se laver", "", ""),
    ("allumer", "télévision", "def"), ("faire", "lit", "poss"), ("boire", "thé", "part"), ("lire", "journal", "def"),
)  # fmt: skip
_WITH_OTHERS: tuple[Act, ...] = (
    ("sortir", "", ""), ("partir", "", ""), ("rentrer", "", ""), ("manger", "", ""), ("se lever", "", ""),
    ("allumer", "télévision", "def"), ("éteindre", "lumière", "def"), ("préparer", "dîner", "def"),
    ("ouvrir", "porte", "def"), ("fermer", "porte", "def"), ("se coucher", "", ""), ("dîner", "", ""),
)  # fmt: skip
# What happens, and what people then do: in bad weather, when something begins or ends, when somebody comes in.
_SIGNS: tuple[tuple[tuple[str, ...], tuple[str, ...], tuple[Act, ...]], ...] = (
    (("",), ("pleuvoir", "neiger"), (("rentrer", "", ""), ("fermer", "fenêtre", "def"), ("partir", "", ""))),
    (("film", "concert", "match"), ("finir",), (("rentrer", "", ""), ("partir", "", ""), ("sortir", "", ""),
                                                ("se coucher", "", ""), ("éteindre", "télévision", "def"))),
    (("cours",), ("finir",), (("rentrer", "", ""), ("partir", "", ""), ("sortir", "", ""), ("manger", "", ""))),
    (("film",), ("commencer",), (("éteindre", "lumière", "def"), ("s'asseoir", "", ""), ("s'endormir", "", ""))),
    (("professeur", "directeur"), ("entrer", "arriver"), (("se lever", "", ""), ("s'asseoir", "", ""))),
    (("professeur", "directeur"), ("sortir", "partir"), (("parler", "", ""), ("jouer", "", ""), ("sortir", "", ""))),
)  # fmt: skip
_REACHED = (("appeler", "tr"), ("téléphoner", "tr_to"), ("écrire", "tr_to"), ("répondre", "tr_to"))


def _as_soon_as() -> Phrase:
    """dès que: as soon as; dès is `as soon`."""
    words = [En(text) for text in ("as", "soon", "as")]
    return Phrase([Fr("dès", tuple(words[:2])), Fr("que", (words[2],))], words)


def _place(d: Draw) -> Phrase:
    """à la gare, à l'hôtel."""
    at = En("at")
    place = d.pick([n for n in nouns_of("place_at") if not n.has("en_bare") and n.number == "count"])
    np = noun_phrase(d, place, "definite", False, ())
    return Phrase([Fr("à", (at,)), *np.fr], [at, *np.en])


def _coming(d: Draw, who: NounPhrase, tense: str, lemma: str = "") -> Phrase:
    """j'arrive à la gare; elle est rentrée; il s'est réveillé."""
    lemma = lemma or d.pick(_COMING)
    predicate = Predicate(verb(lemma), simple=tense == PRESENT)
    clause = Clause(who, predicate, tense, habitual=tense == PRESENT, dated=tense == PASSE_COMPOSE)
    if lemma == "arriver" and d.chance(0.6):
        clause.end.append(_place(d))
    return realise(d, clause)


def _sign(d: Draw, tense: str) -> tuple[Phrase, tuple[Act, ...]]:
    """What others wait for: il pleut, le film commence, le professeur entre; and what they do then."""
    names, verbs, acts = d.pick(_SIGNS)
    lemma = d.pick(verbs)
    name = d.pick(names)
    if name:
        subject, found = noun_phrase(d, noun(name), "definite", False, ()), verb(lemma, "intr")
    else:
        d.tag("weather")
        subject, found = it_subject(), verb(lemma, "weather")
    clause = Clause(subject, Predicate(found, simple=tense == PRESENT), tense, habitual=tense == PRESENT)
    clause.dated = tense == PASSE_COMPOSE
    return realise(d, clause), acts


def _turned(d: Draw, main: Phrase, when: Phrase, front: float) -> Phrase:
    soon = _as_soon_as() + when
    return soon + pair(",", ",") + main if d.chance(front) else main + soon


def as_soon_as(d: Draw) -> Sentence:
    """Dès qu'il rentre, il allume la télévision; je vais t'appeler dès que j'arrive; appelle-moi dès que tu arrives."""
    d.tag("subordination")
    roll = d.random()
    if roll < 0.2:
        return _told(d), d.pick(".!")
    if roll < 0.4:
        subject = pronoun(d, d.pick(("je", "je", "nous", "on", "il", "elle")))
        return _promised(d, subject), "."
    subject, tense = person(d, 0.6), d.pick((PRESENT, PASSE_COMPOSE))
    roll = d.random()
    if roll < 0.55:
        return _own(d, subject, tense), "."
    when: Phrase
    if roll < 0.8:
        when, acts = _sign(d, tense)
    else:
        lemma = d.pick(("arriver", "rentrer", "partir", "sortir"))
        when, acts = _coming(d, someone_else(d, subject), tense, lemma), _WITH_OTHERS
    return _turned(d, realise(d, _does(d, subject, acts, tense)), when, 0.5), "."


def _does(d: Draw, subject: NounPhrase, acts: tuple[Act, ...], tense: str) -> Clause:
    doing = act(d, d.pick(acts), subject)
    doing.simple = tense == PRESENT
    return Clause(subject, doing, tense, habitual=tense == PRESENT, dated=tense == PASSE_COMPOSE)


def _own(d: Draw, subject: NounPhrase, tense: str) -> Phrase:
    """dès que Paul rentre, il allume la télévision; elle se douche dès qu'elle se lève."""
    lemma = d.pick(("rentrer", "rentrer", "se lever", "se réveiller"))
    acts = _AT_HOME if lemma == "rentrer" else _IN_THE_MORNING
    if d.chance(0.5):
        when = _coming(d, subject, tense, lemma)
        return _as_soon_as() + when + pair(",", ",") + realise(d, _does(d, again(subject), acts, tense))
    main = realise(d, _does(d, subject, acts, tense))
    return main + _as_soon_as() + _coming(d, again(subject), tense, lemma)


def _told(d: Draw) -> Phrase:
    """appelle-moi dès que tu arrives à l'hôtel."""
    d.tag("imperative", "imperative_pronoun")
    who = pronoun(d, d.pick(("tu", "vous")))
    lemma, frame = d.pick(_REACHED)
    d.tag("object_pronoun_direct" if frame == "tr" else "object_pronoun_indirect")
    fr, en = ObjectPronoun(*d.pick((("me", ("me",)), ("me", ("me",)), ("nous", ("us",))))).words(behind=True)
    order = commanded(d, who, Predicate(verb(lemma, frame), clitics=[fr], clitic_en=en), False)
    return _turned(d, order, _coming(d, again(who), PRESENT), 0.15)


def _promised(d: Draw, subject: NounPhrase) -> Phrase:
    """je vais t'appeler dès que j'arrive."""
    lemma, frame = d.pick(_REACHED)
    name = talker(d, subject)
    english = {"me": "me", "te": "you", "nous": "us", "vous": "you"}[name]
    d.tag("object_pronoun_direct" if frame == "tr" else "object_pronoun_indirect")
    fr, en = ObjectPronoun(name, (english,)).words()
    calling = Predicate(verb(lemma, frame), clitics=[fr], clitic_en=en)
    main = realise(d, Clause(subject, calling, NEAR_FUTURE))
    return _turned(d, main, _coming(d, again(subject), PRESENT), 0.3)


FAMILIES = ((as_soon_as, 1),)
