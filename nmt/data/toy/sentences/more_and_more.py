"""What keeps changing: il fait de plus en plus froid, de moins en moins de bruit, elle chante de mieux en mieux."""

from __future__ import annotations

from functools import cache

from nmt.data.toy.clauses import PRESENT, Clause, Predicate
from nmt.data.toy.description import human_noun, predicates_for
from nmt.data.toy.draw import Draw
from nmt.data.toy.english import english_verb
from nmt.data.toy.french import IL, ILS
from nmt.data.toy.lexicon import Adjective, Noun, Verb, conjugation, nouns_of, verb
from nmt.data.toy.phrases import NounPhrase, noun_phrase
from nmt.data.toy.realise import realise
from nmt.data.toy.sentences.actions import Sentence, finish
from nmt.data.toy.sentences.amounts import said, there
from nmt.data.toy.sentences.being import be
from nmt.data.toy.sentences.skies import faring
from nmt.data.toy.subjects import person
from nmt.data.toy.words import Choice, En, Fr, Phrase, aligned, in_other_words

_GROWING = frozenset(
    "fatigué inquiet fort riche célèbre timide nerveux curieux paresseux généreux patient sportif bavard strict "
    "drôle mince intelligent poli triste content heureux malade calme jaloux courageux sérieux faible".split()
)  # fmt: skip
_THINGS = frozenset(
    "difficile facile intéressant ennuyeux cher long court bruyant populaire célèbre dangereux moderne lourd pratique "
    "rapide tranquille".split()
)


def _getting(claim: Phrase) -> Phrase:
    """être de plus en plus: be getting, be becoming, or just be."""
    choice = Choice(3)
    words = [En("getting", choice), En("becoming", choice, 1)]
    claim.fr[0].possible = (*claim.fr[0].possible, *words)
    return Phrase(claim.fr, [*words, *claim.en])


@cache
def _becoming() -> Verb:
    forms = english_verb("become", "became", "become", "becoming", "becomes")
    others = (english_verb("get", "got", "gotten", "getting", "gets"),)
    return Verb(
        "devenir", verb("devenir").fr, "", False, True, forms, "attr", "", frozenset(), frozenset(), "event", others
    )


def _steps(less: bool) -> tuple[list[Fr], list[En]]:
    """de plus en plus: more and more; de moins en moins: less and less."""
    text, word = ("moins", "less") if less else ("plus", "more")
    one, both, two = En(word), En("and"), En(word)
    return [Fr("de", (), (one,)), Fr(text, (one,)), Fr("en", (both,)), Fr(text, (two,))], [one, both, two]


def _more_and_more(adjective: Adjective, form: str, less: bool) -> Phrase:
    """de plus en plus froid: colder and colder; de plus en plus difficile: more and more difficult."""
    fr, en = _steps(less)
    if less or adjective.comparative.startswith("more "):
        word = En(adjective.en)
        return Phrase([*fr, Fr(form, (word,))], [*en, word])
    for k in (0, 2):
        en[k].text = adjective.comparative
    return Phrase([*fr, Fr(form, (en[0], en[2]))], en)


@cache
def _changing() -> tuple[Noun, ...]:
    wanted = nouns_of("exam", "exercise", "lesson", "town_word", "book", "game", "street", "ticket", "language", "show")
    found = (*wanted, *(n for n in nouns_of("life", "work", "clothes_word", "food") if n.number != "mass"))
    return tuple(n for n in found if any(a.lemma in _THINGS and a.gradable for a in predicates_for(n)))


def more_and_more(d: Draw) -> Sentence:
    """Les exercices sont de plus en plus difficiles: getting more and more difficult; il fait de plus en plus froid."""
    d.tag("comparative")
    roll = d.random()
    if roll < 0.2:
        quality, english = d.pick((("froid", "colder"), ("chaud", "hotter"), ("froid", "colder")))
        clause = faring(d, quality, "cold", PRESENT, False)
        fr, en = _steps(False)
        en[0].text = en[2].text = english
        clause.predicate = Predicate(_faring(), [_getting(Phrase([*fr, Fr(quality, (en[0], en[2]))], en))])
        if d.chance(0.3):
            clause.end.append(aligned(*d.pick((("ici", "here"), ("dehors", "outside"), ("la nuit", "at night")))))
        return realise(d, clause), "."
    less = d.chance(0.25)
    if roll < 0.6:
        subject = person(d, 0.6)
        fitting = [a for a in predicates_for(subject.noun or human_noun(subject.feminine)) if a.lemma in _GROWING]
    else:
        thing = d.pick(_changing())
        plural = thing.number == "plural" or (thing.number == "count" and not thing.has("life"))
        subject = noun_phrase(d, thing, "generic" if thing.number == "mass" else "definite", plural, ())
        subject.human = False
        fitting = [a for a in predicates_for(thing) if a.lemma in _THINGS and a.gradable]
    adjective = d.pick([a for a in fitting if a.gradable])
    less = less and adjective.comparative.startswith("more ") and adjective.lemma != "cher"
    claim = _more_and_more(adjective, adjective.form(subject.feminine, subject.plural), less)
    becoming = d.chance(0.25)
    predicate = Predicate(_becoming(), [claim]) if becoming else Predicate(be(), [_getting(claim)])
    return finish(d, Clause(subject, predicate, PRESENT))


@cache
def _faring() -> Verb:
    """faire de plus en plus froid: be colder and colder."""
    return Verb("faire", conjugation("faire"), "", False, False, be().en, "attr", "", frozenset(), frozenset(), "state")


_WELL = ("chanter", "danser", "nager", "dormir", "travailler", "cuisiner", "skier")
_MUCH = ("travailler", "voyager", "dormir", "fumer", "étudier", "sortir", "manger", "lire", "parler", "pleurer")
_GOODS = (
    ("voitures", "cars", "T"), ("touristes", "tourists", "T"), ("gens", "people", "T"), ("bruit", "noise", "T"),
    ("travail", "work", "H"), ("devoirs", "homework", "H"), ("amis", "friends", "H"), ("livres", "books", "H"),
    ("viande", "meat", "E"), ("légumes", "vegetables", "E"), ("problèmes", "problems", "H"), ("sucre", "sugar", "E"),
    ("clients", "customers", "T"), ("élèves", "students", "T"), ("chocolat", "chocolate", "E"),
)  # fmt: skip


def more_each_day(d: Draw) -> Sentence:
    """Elle chante de mieux en mieux: better and better; il y a de moins en moins de touristes: fewer and fewer."""
    d.tag("quantity")
    roll = d.random()
    if roll < 0.5:
        subject = person(d, 0.6)
        if roll < 0.22:
            one, both, two = En("better"), En("and"), En("better")
            fr = [Fr("de", (), (one,)), Fr("mieux", (one,)), Fr("en", (both,)), Fr("mieux", (two,))]
            said_so = Phrase(fr, [one, both, two])
            if d.chance(0.4):
                language = noun_phrase(d, d.pick(nouns_of("language")), "none")
                how = Phrase([*said_so.fr, *language.fr], [*language.en, *said_so.en])
                return finish(d, Clause(subject, Predicate(verb("parler", "tr_lang"), [how]), PRESENT))
            lemma = d.pick(_WELL)
        else:
            said_so = Phrase(*_steps(d.chance(0.4)))
            lemma = d.pick(_MUCH)
        clause = Clause(subject, Predicate(verb(lemma, "intr")), PRESENT)
        clause.end.append(said_so)
        return finish(d, clause)
    french, english, way = d.pick(_GOODS)
    many = english.endswith("s") or english == "people"
    fr, en = _steps(d.chance(0.4))
    if many and en[0].text == "less":
        en[0].text = en[2].text = "fewer"
    goods = En(english)
    fr += [Fr("de", (), (goods,)), Fr(french, (goods,))]
    np = NounPhrase(fr, [*en, goods], ILS, ILS if many else IL, False, True, "its")
    if way == "T":
        where = in_other_words(*d.pick(_THERE))
        if french in ("clients", "élèves"):
            where = aligned("cette année", "this year")
        return said(d, there(d, np + where if d.chance(0.7) else np, person_=np.en_person)), "."
    doing = Predicate(verb("avoir" if way == "H" else "manger", "tr"), [np])
    return finish(d, Clause(person(d, 0.7), doing, PRESENT))


_THERE = (("ici", "here"), ("en ville", "in town"), ("dans cette rue", "on this street / in this street"))


FAMILIES = ((more_and_more, 2), (more_each_day, 2))
