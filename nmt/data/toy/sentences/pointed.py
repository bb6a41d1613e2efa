"""Singling somebody or something out: c'est moi qui, le plus beau parc de la ville, qu'il est beau, ni ... ni."""

from __future__ import annotations

from functools import cache

from nmt.data.toy.clauses import PASSE_COMPOSE, PRESENT, Clause, Predicate
from nmt.data.toy.collocated import Collocation, collocations
from nmt.data.toy.description import adjectives_for, human_noun, predicates_for
from nmt.data.toy.draw import Draw
from nmt.data.toy.french import IL, ILS
from nmt.data.toy.indefinites import ce
from nmt.data.toy.lexicon import Adjective, Noun, noun, nouns_of, verb
from nmt.data.toy.linking import again
from nmt.data.toy.objects import object_nouns, sense
from nmt.data.toy.phrases import NounPhrase, free_possessor, noun_phrase
from nmt.data.toy.realise import realise
from nmt.data.toy.sentences.actions import Sentence, finish
from nmt.data.toy.sentences.asking_where import turned
from nmt.data.toy.sentences.being import adjective_phrase, be, not_said_yet
from nmt.data.toy.sentences.collocations import complete
from nmt.data.toy.sentences.compare import most, within
from nmt.data.toy.sentences.existence import thing_copula
from nmt.data.toy.subjects import belonging_to, name_phrase, person, pronoun, relative, thing_phrase
from nmt.data.toy.words import En, Fr, Phrase, pair

_STRESSED = {"je": "moi", "tu": "toi", "il": "lui", "elle": "elle", "nous": "nous", "vous": "vous"}


# What one does at home or close to it, on any day.
_HOMELY = frozenset(
    "ranger préparer mettre lire regarder écouter boire manger jouer écrire téléphoner étudier laver nettoyer promener "
    "cuisiner débarrasser aider coucher réparer chercher attendre apprendre planter faire prendre acheter travailler "
    "dormir chanter dessiner parler raconter".split()
) | {"s'occuper", "se laver", "se reposer", "se coucher", "s'habiller"}


@cache
def deeds() -> tuple[Collocation, ...]:
    """What anybody does or has done at home or in town; neither a state nor a habit that names its day."""
    unfit = ("state", "lively", "achievement", "past", "lasting", "soon", "only", "routine", "once", "unwilled", "told",
             "untimed", "positive")  # fmt: skip
    fit = (row for row in collocations() if not row.subjects and not row.has(*unfit))
    return tuple(row for row in fit if row.verb.fr.infinitive in _HOMELY or row.verb.lemma in _HOMELY)


def the_one_who(d: Draw) -> Sentence:
    """C'est moi qui prépare le dîner: I am the one who is making dinner; c'est toi qui as mangé ... ?"""
    d.tag("cest", "relative_qui", "stressed_pronoun")
    named = d.chance(0.35)
    who = (name_phrase(d) if d.chance(0.5) else relative(d, False)) if named else pronoun(d, d.pick(tuple(_STRESSED)))
    several = who.plural = who.plural and who.pronoun != "vous"  # who may be one
    asked = d.chance(0.6) if who.pronoun in ("tu", "vous") else named and d.chance(0.15)
    word = En("who")
    inner = NounPhrase([Fr("qui", (word,))], [word], who.person, ILS if several else IL, who.feminine, several, "")
    inner.owner, inner.owner_others = who.owner, who.owner_others
    row = d.pick(deeds())
    done = Predicate(row.verb, simple=row.has("habit"))
    clause = Clause(inner, done, PASSE_COMPOSE if d.chance(0.5) else PRESENT)
    complete(d, clause, row)
    said = realise(d, clause)
    is_ = En(("am", "are", "is", "are", "are", "are")[who.en_person])
    the, one = En("the"), En("ones" if several else "one")
    stressed = [Fr(_STRESSED[who.pronoun], tuple(who.en))] if who.pronoun else who.fr
    head = [is_, *who.en] if asked else [*who.en, is_]
    fr = [Fr("ce", (one,), (the,)), Fr("est", (is_,)), *stressed, *said.fr]
    return Phrase(fr, [*head, the, one, *said.en]), "?" if asked else "."


# Kinds of things or people, where they stand out, and how.
_TOPS = (
    (("restaurant", "hotel", "shop_like"), ("ville", "quartier", "village"), "bon cher grand moderne"),
    (("building", "castle", "park"), ("ville", "village", "pays", "quartier"), "beau grand vieux moderne célèbre haut"),
    (("street",), ("ville", "village", "quartier"), "beau long étroit tranquille bruyant"),
    (("town_word",), ("pays",), "grand beau vieux petit tranquille"),
    (("small_nature", "city"), ("pays",), "beau grand long haut"),
    (("child",), ("classe", "école", "équipe"), "grand jeune intelligent gentil rapide petit sérieux timide"),
    (("profession",), ("ville", "village", "quartier"), "bon jeune célèbre gentil sympathique"),
    (("room",), ("maison", "appartement"), "grand petit clair froid"),
    (("animal",), ("zoo", "ferme"), "grand petit beau gros rapide"),
    (("exercise", "lesson", "text"), ("livre",), "facile difficile long court important"),
    (("season_word",), ("année",), "beau froid chaud"),
    (("clothes", "jewel", "bag", "toy"), ("magasin",), "beau joli cher léger chaud"),
)  # fmt: skip


@cache
def _year() -> Noun:
    year = next(n for n in nouns_of("time_unit") if n.lemma == "an")
    return Noun("année", "f", ("année", "années"), ("year", "years"), "count", year.classes)


@cache
def _topped(classes: tuple[str, ...], wanted: str) -> tuple[tuple[Noun, tuple[Adjective, ...]], ...]:
    found = []
    for n in nouns_of(*classes):
        kinds = (*adjectives_for(n), *(predicates_for(n) if not n.has("human") else ()))
        fitting = tuple(a for a in dict.fromkeys(kinds) if a.lemma in wanted.split() and a.gradable)
        if fitting and n.number == "count" and not n.has("family", "en_pair", "nationality_person", "garage"):
            found.append((n, fitting))
    return tuple(found)


def _best_of(d: Draw, one_of: bool) -> NounPhrase:
    """le meilleur restaurant de la ville: the best restaurant in the city; `one_of`: un des meilleurs restaurants."""
    d.tag("superlative")
    classes, groups, wanted = d.pick(_TOPS)
    options = _topped(classes, wanted)
    item, fitting = d.pick(options) if options else (noun("saison"), _seasonal())
    adjective = d.pick(fitting)
    feminine = item.gender == "f"
    core = noun_phrase(d, item, "none", one_of, ())
    fr, en = most(d, adjective, feminine, one_of)
    if adjective.before or adjective.lemma in ("grand", "petit", "beau", "jeune", "vieux", "bon", "gros", "long"):
        words = fr + core.fr
    else:
        again_the = Fr(fr[0].text, (), fr[0].sure)
        words = [fr[0], *core.fr, again_the, *fr[1:]]
    if one_of:
        one, of = En("one"), En("of")
        words = [Fr("une" if feminine else "un", (one,)), Fr("de", (of,)), *words]
        en = [one, of, *en]
    np = NounPhrase(words, en + core.en, IL, IL, feminine, False, core.owner)
    np.human, np.noun = core.human, item
    if d.chance(0.75):
        group = d.pick(groups)
        in_, place = within(d, _year() if group == "année" else noun(group))
        in_.text = "of" if group == "année" else in_.text
        np.fr, np.en = [*np.fr, *place.fr], [*np.en, in_, *place.en]
    return np


@cache
def _seasonal() -> tuple[Adjective, ...]:
    return tuple(a for a in predicates_for(noun("soupe")) if a.lemma in ("froid", "chaud") and a.gradable)


def the_top(d: Draw) -> Sentence:
    """C'est le meilleur restaurant de la ville; quelle est la plus belle rue ... ?; elle connaît le plus vieux ..."""
    one_of = d.chance(0.3)
    np = _best_of(d, one_of)
    roll = d.random()
    if roll < 0.4 and not one_of:
        d.tag("question_quel")
        asked = pair("qui", "who") if np.human else pair("quelle" if np.feminine else "quel", "what")
        return turned(d, Clause(np, Predicate(be())), asked)
    if roll < 0.7 or np.human:
        d.tag("cest")
        copula = ce(np)
        question = "intonation" if d.chance(0.12) else ""
        return finish(d, Clause(copula, Predicate(be(), [np]), PRESENT, "pas" if d.chance(0.12) else "", question))
    known = [v for v in (verb("visiter", "tr"), sense("connaître", "know")) if np.noun in object_nouns(v)]
    if not known:
        d.tag("cest")
        return finish(d, Clause(thing_copula(), Predicate(be(), [np])))
    found = d.pick(known)
    tense = PASSE_COMPOSE if found.lemma == "visiter" else PRESENT
    return finish(d, Clause(person(d, 0.6), Predicate(found, [np]), tense))


def exclaimed(d: Draw) -> Sentence:
    """Qu'il est beau, ce bébé !; comme cette robe est belle !: how beautiful this dress is!"""
    d.tag("demonstrative")
    kinds = ("clothes", "flower", "pet", "baby", "house_like", "garden", "jewel", "big_animal", "child", "dish", "toy")
    while True:
        item = d.pick(nouns_of(*kinds))
        traits = [a for a in predicates_for(item) if a.lemma in _STRIKING and a.gradable]
        if traits and item.number != "mass" and not item.has("family"):
            break
    plural = item.number == "plural" or item.has("footwear") or d.chance(0.25)
    np = noun_phrase(d, item, "demonstrative" if d.chance(0.75) else free_possessor(d), plural, ())
    how, is_ = En("how"), En("are" if np.en_person == ILS else "is")
    quality = adjective_phrase(d, d.pick(traits), np, 0.0)
    begin = Fr(d.pick(("que", "que", "comme")), (how,))
    verb_form = Fr("sont" if plural else "est", (is_,))
    en = [how, *quality.en, *np.en, is_]
    if d.chance(0.5):
        it = again(np)
        return Phrase([begin, Fr(it.fr[0].text, tuple(np.en[-1:])), verb_form, *quality.fr,
                       Fr(",", (is_,)), *np.fr], en), "!"  # fmt: skip
    return Phrase([begin, *np.fr, verb_form, *quality.fr], en), "!"


_STRIKING = frozenset("beau joli petit grand gentil mignon drôle magnifique bon délicieux intelligent cher".split())

_GOOD = frozenset(
    "beautiful pretty comfortable modern clean interesting easy useful light bright quiet delicious warm practical "
    "soft funny kind friendly polite brave patient generous honest intelligent strong rich "
    "famous young athletic serious "
    "calm fresh simple popular excellent big".split()
)
_BAD = frozenset(
    "old small dirty expensive boring difficult slow heavy dark noisy dangerous narrow cold hard mean lazy shy sad "
    "poor weak nervous talkative jealous strict short dry sick tired worried angry".split()
)
_OPPOSED = (
    {"old", "modern"}, {"old", "young"}, {"small", "big"}, {"dirty", "clean"}, {"boring", "interesting"},
    {"dark", "bright"}, {"difficult", "easy"}, {"difficult", "simple"}, {"heavy", "light"}, {"noisy", "quiet"},
    {"noisy", "calm"}, {"hard", "soft"}, {"mean", "kind"}, {"mean", "friendly"}, {"poor", "rich"},
    {"weak", "strong"}, {"cold", "warm"},
    {"lazy", "serious"}, {"short", "big"}, {"sad", "funny"}, {"talkative", "quiet"}, {"boring", "funny"},
    {"nervous", "calm"}, {"easy", "simple"}, {"pretty", "beautiful"}, {"friendly", "kind"}, {"worried", "nervous"},
    {"talkative", "calm"}, {"angry", "calm"}, {"fresh", "delicious"}, {"angry", "mean"}, {"strong", "athletic"},
    {"short", "small"}, {"sick", "athletic"}, {"tired", "athletic"}, {"delicious", "excellent"}, {"small", "pretty"},
)  # fmt: skip


def _two(d: Draw, options: tuple[Adjective, ...], alike: bool) -> tuple[Adjective, Adjective] | None:
    """Two qualities that go together, both good or both bad; or else one of each, but no opposites."""
    good = [a for a in options if a.en in _GOOD]
    bad = [a for a in options if a.en in _BAD]
    first = d.pick(good) if good and (not bad or d.chance(0.6)) else d.pick(bad) if bad else None
    if first is None:
        return None
    same = good if first in good else bad
    others = same if alike else (bad if same is good else good)
    fit = [a for a in others if a.lemma != first.lemma and {a.en, first.en} not in _OPPOSED]
    return (first, d.pick(fit)) if fit else None


def two_qualities(d: Draw) -> Sentence:
    """La cave est froide et sombre; ma voiture est vieille, mais confortable; elle n'est ni riche ni célèbre."""
    roll = d.random()
    neither = roll > 0.68
    alike = neither or roll < 0.45
    while True:
        subject = person(d, 0.5) if d.chance(0.55) else _some_thing(d)
        options = not_said_yet(predicates_for(subject.noun or human_noun(subject.feminine)), subject)
        pair_of = _two(d, tuple(a for a in options if a.gradable), alike)
        if pair_of is not None:
            break
    d.tag("coordination")
    one, two = (adjective_phrase(d, a, subject, 0.0) for a in pair_of)
    if neither:
        return _neither(d, subject, one, two), "."
    if not alike and d.chance(0.5):
        claim = one + pair(",", ",") + pair("mais", "but") + two
    else:
        claim = one + (pair("et", "and") if alike else pair("mais", "but")) + two
    return finish(d, Clause(subject, Predicate(be(), [claim])))


def _some_thing(d: Draw) -> NounPhrase:
    """A thing told from others by what it belongs to: la cave de l'immeuble, la chambre de mes parents."""
    kinds = ("room", "house_like", "building", "clothes", "furniture", "vehicle_own", "book_like", "dish", "exercise",
             "device", "lesson")  # fmt: skip
    item = d.pick([n for n in nouns_of(*kinds) if n.number == "count"])
    if d.chance(0.35) and item.has("room", "house_like", "clothes", "vehicle_own", "device"):
        return belonging_to(d, item)
    return thing_phrase(d, item)


def _neither(d: Draw, subject: NounPhrase, one: Phrase, two: Phrase) -> Phrase:
    """Elle n'est ni riche ni célèbre: she is neither rich nor famous."""
    d.tag("negation_pas")
    said = realise(d, Clause(subject, Predicate(be())))
    neither, nor = En("neither"), En("nor")
    at = len(subject.fr)
    fr = [*said.fr[:at], Fr("ne", (neither,)), *said.fr[at:], Fr("ni", (neither,)), *one.fr, Fr("ni", (nor,)), *two.fr]
    return Phrase(fr, [*said.en, neither, *one.en, nor, *two.en])


_LIKED = ("aimer", "manger", "boire", "parler")


def nor_either(d: Draw) -> Sentence:
    """Je n'aime ni les carottes ni les petits pois: I do not like carrots or peas; il ne parle ni anglais ni ..."""
    d.tag("coordination")
    subject = person(d, 0.6)
    if d.chance(0.25):
        found, determiner = verb("parler", "tr_lang"), "none"
        options = nouns_of("language")
    else:
        found, determiner = sense("aimer", "like"), "generic"
        options = nouns_of(*d.pick((("vegetable", "fruit"), ("sport_played",), ("drink",), ("school_subject",),
                                    ("sweet", "dessert"), ("animal_meat", "cheese"), ("season",))))  # fmt: skip
    first = d.pick(options)
    second = d.pick([n for n in options if n.lemma != first.lemma and n.en != first.en])
    one, two = (
        noun_phrase(d, n, determiner, n.number != "mass" and not n.has("sport", "season", "language"), ())
        for n in (first, second)
    )
    ni, or_ = Fr("ni"), En("or")
    both = Phrase([ni, *one.fr, Fr("ni", (or_,)), *two.fr], [*one.en, or_, *two.en])
    said = realise(d, Clause(subject, Predicate(found, [both], simple=True), PRESENT, "pas"))
    pas = next(word for word in said.fr if word.text == "pas")
    ni.sure = pas.sure
    said.fr.remove(pas)
    return said, "."


FAMILIES = ((the_one_who, 7), (the_top, 9), (exclaimed, 3), (two_qualities, 8), (nor_either, 3))
