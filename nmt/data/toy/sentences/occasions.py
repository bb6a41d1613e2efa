"""First and last times, the day when, places where, and what is asked of people and things: what is your job?"""

from __future__ import annotations

from dataclasses import replace

from nmt.data.toy.clauses import IMPERFECT, PASSE_COMPOSE, PRESENT, Clause, Predicate
from nmt.data.toy.draw import Draw
from nmt.data.toy.english import english_verb
from nmt.data.toy.french import IL, ILS, JE, NOUS, TU, VOUS, begins_with_vowel
from nmt.data.toy.indefinites import ce
from nmt.data.toy.lexicon import Verb, conjugation, nouns_of, places, verb, verbs_of
from nmt.data.toy.linking import again, state_clause
from nmt.data.toy.numbers import clock_time
from nmt.data.toy.objects import predicate_for
from nmt.data.toy.phrases import NounPhrase, free_possessor, noun_phrase
from nmt.data.toy.place_names import in_place, place_name
from nmt.data.toy.realise import realise
from nmt.data.toy.sentences.actions import Sentence, finish, someone_else
from nmt.data.toy.sentences.being import be
from nmt.data.toy.sentences.settings import beside
from nmt.data.toy.sentences.told import _place as place_where
from nmt.data.toy.subjects import name_phrase, person, pronoun, relative
from nmt.data.toy.words import Choice, En, Fr, Phrase, aligned, pair, synonyms

_RANKS = (
    ("première", "first"),
    ("première", "first"),
    ("première", "first"),
    ("dernière", "last"),
    ("deuxième", "second"),
)
_TRIED = ("prendre", "visiter", "voir", "manger", "goûter", "lire", "essayer", "louer", "conduire", "porter")


def _time_that(rank: tuple[str, str]) -> Phrase:
    """la première fois que: the first time (that)."""
    the, first, time, that = En("the"), En(rank[1]), En("time"), En("that", Choice())
    fr = [Fr("la", (the,), article=True), Fr(rank[0], (first,)), Fr("fois", (time,)), Fr("que", (that,))]
    return Phrase(fr, [the, first, time, that])


def _met(d: Draw, subject: NounPhrase) -> Predicate:
    """What one does for the first time: visit Paris, see a lion, eat here."""
    if d.chance(0.3):
        return Predicate(verb("visiter", "tr"), [place_name(d, d.pick(places()))])
    found = d.pick([v for v in verbs_of("tr") if v.lemma in _TRIED and "person" in v.subjects])
    return predicate_for(d, found, subject)


def first_time(d: Draw) -> Sentence:
    """C'est la première fois que je visite Rome; la dernière fois que j'ai vu Léa, elle était malade."""
    d.tag("subordination")
    subject, rank = person(d, 0.75), d.pick(_RANKS)
    if rank[1] == "last":
        other = someone_else(d, subject)
        seen = Predicate(next(v for v in verbs_of("tr") if v.lemma == "voir" and "person" in v.objects), [other])
        when = realise(d, Clause(subject, seen, PASSE_COMPOSE, dated=True))
        state = state_clause(d, again(other), d.pick(("malade", "fatigué", "content", "triste", "faim")), IMPERFECT)
        return _time_that(rank) + when + pair(",", ",") + state, "."
    d.tag("cest")
    done = _met(d, subject)
    done.verb = replace(done.verb, aspect="state")  # has visited, not: has been visiting
    clause = realise(d, Clause(subject, done, PRESENT, lasting=True, habitual=True))  # nothing that goes on
    phrase = _time_that(rank) + clause
    claim = Clause(ce(), Predicate(be(), [phrase]), PRESENT, "pas" if d.chance(0.12) else "")
    claim.question = d.pick(("est_ce_que", "intonation")) if d.chance(0.12) else ""
    return finish(d, claim)


_WEATHER = (
    ("il pleuvait", "it was raining", "0-0 1?1 1-2"), ("il neigeait", "it was snowing", "0-0 1?1 1-2"),
    ("il faisait froid", "it was cold", "0-0 1-1 2-2"), ("il faisait très chaud", "it was very hot", "0-0 1-1 2-2 3-3"),
)  # fmt: skip
_EVENTS = ("arriver", "partir", "se marier", "déménager", "se rencontrer", "naître", "tomber")


def day_when(d: Draw) -> Sentence:
    """Le jour où je suis arrivé, il pleuvait: the day when I arrived; je me souviens du jour où ils sont nés."""
    d.tag("subordination")
    lemma = d.pick(_EVENTS)
    subject = person(d, 0.7)
    while lemma == "se rencontrer" and (not subject.plural or subject.pronoun == "on"):
        subject = pronoun(d, d.pick(("nous", "ils", "elles", "vous")))
        subject.plural = True
    found = next(v for v in verbs_of("intr", "refl", "refl_plural", "born") if v.lemma == lemma)
    event = realise(d, Clause(subject, Predicate(found), PASSE_COMPOSE, dated=True))
    choice = Choice(3)
    the, day = En("the"), En("day")
    when = [En("when", choice), En("that", choice, 2)]
    fr = [Fr("le", (the,), article=True), Fr("jour", (day,)), Fr("où", tuple(when))]
    moment = Phrase([*fr, *event.fr], [the, day, *when, *event.en])
    if d.chance(0.5):
        return moment + pair(",", ",") + aligned(*d.pick(_WEATHER)), "."
    rememberer = pronoun(d, d.pick(("je", "nous", "il", "elle"))) if d.chance(0.8) else person(d, 0.0)
    negation = "pas" if d.chance(0.25) else ""
    return finish(d, Clause(rememberer, Predicate(_remember(), [moment]), PRESENT, negation))


def _remember() -> Verb:
    return next(v for v in verbs_of("refl_prep") if v.lemma == "se souvenir")


def place_where_one(d: Draw) -> Sentence:
    """Le restaurant où nous mangeons ferme à minuit; la ville où il habite est en Espagne; l'école où ..."""
    np = place_where(d)
    assert np.noun is not None
    if np.noun.lemma in _WITH_HOURS and d.chance(0.6):
        d.tag("clock_time")
        found = d.pick((_opening("fermer", "close"), _opening("ouvrir", "open")))
        return finish(d, Clause(np, Predicate(found, [clock_time(d)], simple=True), PRESENT))
    if np.noun.has("town_word", "country_word"):
        where = in_place(d, d.pick(places("country_f", "country_m")))
    else:
        where = beside(d, np.noun)
    return finish(d, Clause(np, Predicate(be(), [where]), PRESENT, "pas" if d.chance(0.1) else ""))


_WITH_HOURS = frozenset("restaurant cantine école bibliothèque magasin banque piscine université hôtel usine".split())


def _opening(french: str, english: str) -> Verb:
    model = conjugation(french)
    return Verb(french, model, "", False, False, english_verb(english), "intr", "", frozenset(), frozenset(), "event")


# What one asks of people and of things: French, whether feminine, English, further English words.
_OF_PEOPLE = (
    ("métier", False, "job", ("profession", "occupation")), ("métier", False, "job", ("profession", "occupation")),
    ("profession", True, "profession", ("job", "occupation")), ("âge", False, "age", ()), ("nom", False, "name", ()),
    ("prénom", False, "first name", ()), ("adresse", True, "address", ()), ("nationalité", True, "nationality", ()),
    ("numéro de téléphone", False, "phone number", ("telephone number",)),
    ("couleur préférée", True, "favorite color", ()), ("sport préféré", False, "favorite sport", ()),
)  # fmt: skip
_OF_THINGS = (
    ("prix", False, "price", ("clothes", "bag", "furniture", "device", "vehicle_own", "ticket", "dish")),
    ("couleur", True, "color", ("clothes", "bag", "vehicle_own")),
    ("nom", False, "name", ("street", "hotel", "restaurant", "book", "movie", "pet", "town_word")),
    ("adresse", True, "address", ("hotel", "restaurant", "school")),
)  # fmt: skip


def what_is_its(d: Draw) -> Sentence:
    """Quel est ton métier ?; quel est le prix de cette robe ?: what is the price; quel est l'âge de ton frère ?"""
    d.tag("question_quel")
    what, is_ = En("what"), En("is")
    if d.chance(0.45):
        french, feminine, english, kinds = d.pick(_OF_THINGS)
        thing = d.pick([n for n in nouns_of(*kinds) if n.number == "count" and not n.has("en_pair", "footwear")])
        owned = noun_phrase(d, thing, d.pick(("demonstrative", "demonstrative", "definite")), False, ())
        the, of, head = En("the"), En("of"), aligned(french, english)
        article = Fr("la" if feminine else "le", (the,), article=True)
        asked = Phrase([article, *head.fr, Fr("de", (of,)), *owned.fr], [the, *head.en, of, *owned.en])
        d.tag("possession_de")
    else:
        french, feminine, english, others = d.pick(_OF_PEOPLE)
        head = aligned(french, english, crossed=" " in french)
        if others:
            choice = Choice(1 + len(others))
            for word in head.en:
                word.choice = choice
            extra = [En(text, choice, k) for k, other in enumerate(others, start=1) for text in other.split()]
            head.fr[0].sure = (*head.fr[0].sure, *extra)
            head.en = [*extra, *head.en]
        asked = _whose(d, head, feminine)
    form = Fr("quelle" if feminine else "quel", (what,))
    return Phrase([form, Fr("est", (is_,)), *asked.fr], [what, is_, *asked.en]), "?"


def _whose(d: Draw, head: Phrase, feminine: bool) -> Phrase:
    """ton métier: your job; l'âge de ton frère: your brother's age."""
    if d.chance(0.55):
        owner = free_possessor(d)
        while owner.person in (JE, NOUS):
            owner = free_possessor(d)
        words = synonyms("", owner.english, *owner.alternatives).en
        his = {TU: ("ton", "ta"), IL: ("son", "sa"), VOUS: ("votre", "votre"), ILS: ("leur", "leur")}[owner.person]
        fitting = his[feminine and not begins_with_vowel(head.fr[0].text)]
        d.tag("possessive")
        return Phrase([Fr(fitting, tuple(words)), *head.fr], [*words, *head.en])
    d.tag("possession_de")
    who = relative(d, False) if d.chance(0.6) or head.en[-1].text == "name" else name_phrase(d)
    mark = En("'s")
    article = Fr("la" if feminine else "le", (), (mark, head.en[-1]), article=True)
    return Phrase([article, *head.fr, Fr("de", (mark,)), *who.fr], [*who.en, mark, *head.en])


FAMILIES = ((first_time, 6), (day_when, 4), (place_where_one, 4), (what_is_its, 8))
