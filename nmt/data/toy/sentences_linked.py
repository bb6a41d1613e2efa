"""Two clauses: coordination, reasons, conditions, and pronouns whose noun gender decides."""

from __future__ import annotations

from functools import cache

from nmt.data.toy.adverbials import expression_phrase, with_comma
from nmt.data.toy.clauses import IMPERFECT, NEAR_FUTURE, PASSE_COMPOSE, PRESENT, Clause, Predicate, realise
from nmt.data.toy.draw import Draw
from nmt.data.toy.french import IL, ILS
from nmt.data.toy.lexicon import (
    Adjective,
    Expression,
    Noun,
    Verb,
    adjectives,
    expressions,
    nouns_of,
    predicates_for,
    verb,
)
from nmt.data.toy.objects import action_verbs, predicate_for
from nmt.data.toy.phrases import NounPhrase, noun_phrase, possessor_of
from nmt.data.toy.sentences_actions import Sentence, pick_tense
from nmt.data.toy.sentences_being import adjective_phrase, be, state_verb
from nmt.data.toy.subjects import name_phrase, person, pronoun, relative
from nmt.data.toy.words import En, Fr, Phrase, aligned, pair


def again(d: Draw, np: NounPhrase) -> NounPhrase:
    """The pronoun that takes `np` up in a second clause: il, elle, ils, elles or the same pronoun."""
    if np.pronoun:
        word = En(np.en[0].text)
        fr = np.pronoun
    else:
        fr = ("il", "elle", "ils", "elles")[np.feminine + 2 * np.plural]
        if np.en_person == ILS:
            word = En("they")
        else:
            word = En(("she" if np.feminine else "he") if np.human else "it")
    copy = NounPhrase([Fr(fr, (word,))], [word], np.person, np.en_person, np.feminine, np.plural, np.owner)
    copy.pronoun = fr
    copy.human = np.human
    return copy


def joined(d: Draw, first: Phrase, link: str, second: Phrase, comma: bool = False) -> Phrase:
    """Two clauses with a conjunction between."""
    parts = first
    if comma:
        parts = parts + pair(",", ",")
    d.tag("subordination" if link in ("parce que", "quand", "si") else "coordination")
    return parts + conjunction(link) + second


def conjunction(link: str) -> Phrase:
    if link == "parce que":
        return aligned("parce que", "because", "0-0 1-0")
    return pair(
        link, {"et": "and", "mais": "but", "ou": "or", "quand": "when", "si": "if", "alors": "so"}[link]
    )


def small_clause(d: Draw, subject: NounPhrase, tense: str = "", negation: str = "") -> Phrase:
    """A short action clause."""
    found = d.pick(
        [v for v in action_verbs() if "person" in v.subjects and v.frame not in ("refl_plural", "ditr")]
    )
    if not tense or (found.aspect == "achievement" and tense == PRESENT):
        tense = pick_tense(d, found)
    return realise(d, Clause(subject, predicate_for(d, found, subject, bool(negation)), tense, negation))


def coordinated(d: Draw) -> Sentence:
    """Paul mange une pomme et Marie boit du lait; j'aime le thé, mais je déteste le café."""
    roll = d.random()
    if roll < 0.3:
        return _tastes(d)
    subject = person(d, 0.55)
    tense = d.pick((PRESENT, PRESENT, PASSE_COMPOSE, NEAR_FUTURE))
    first = small_clause(d, subject, tense)
    if roll < 0.65:
        other = person(d, 0.4)
        while other.pronoun == subject.pronoun and other.fr[0].text == subject.fr[0].text:
            other = person(d, 0.4)
        return joined(d, first, "et", small_clause(d, other, tense)), "."
    if roll < 0.85:
        other = name_phrase(d) if d.chance(0.5) else relative(d)
        return joined(d, first, "mais", small_clause(d, other, tense), d.chance(0.5)), "."
    return joined(d, first, "et", small_clause(d, again(d, subject), tense)), "."


def _tastes(d: Draw) -> Sentence:
    likes = [
        v
        for v in action_verbs()
        if v.lemma in ("aimer", "adorer", "détester", "préférer") and v.frame == "tr"
    ]
    subject = person(d, 0.6)
    liked = d.pick([v for v in likes if v.en.base[0] in ("like", "love") and not v.objects & {"family"}])
    first = realise(d, Clause(subject, predicate_for(d, liked, subject), PRESENT))
    if d.chance(0.5):
        second_verb, negation = liked, "pas"
    else:
        second_verb, negation = d.pick([v for v in likes if v.lemma in ("détester", "préférer")]), ""
    other = again(d, subject) if d.chance(0.6) else person(d, 0.3)
    second = realise(d, Clause(other, predicate_for(d, second_verb, other), PRESENT, negation))
    return joined(d, first, "mais", second, d.chance(0.5)), "."


# Actions and the states that explain them; a state is an adjective or a noun after avoir.
_REASONS: tuple[tuple[tuple[str, ...], str, tuple[str, ...]], ...] = (
    (("manger", "préparer", "cuisiner", "commander"), "", ("faim",)),
    (("boire",), "", ("soif",)),
    (("dormir", "se coucher", "se reposer", "rentrer", "faire la sieste", "s'endormir"), "", ("fatigué", "malade", "sommeil")),
    (("travailler", "sortir", "danser", "étudier", "voyager", "nager", "courir", "venir"), "pas", ("fatigué", "malade", "triste", "occupé")),
    (("dormir",), "pas", ("peur", "froid", "chaud", "nerveux", "inquiet", "malade")),
    (("pleurer", "crier"), "", ("triste", "peur", "fâché", "fatigué")),
    (("rire", "sourire", "chanter", "danser"), "", ("content", "heureux")),
    (("manger",), "pas", ("malade", "triste", "fatigué")),
    (("travailler", "étudier"), "", ("sérieux", "courageux")),
    (("rester",), "", ("malade", "fatigué", "triste")),
    (("mettre", "porter"), "", ("froid",)),
)  # fmt: skip


@cache
def _state(name: str) -> Adjective | Expression:
    for adjective in adjectives():
        if adjective.lemma == name and name not in ("froid", "chaud"):
            return adjective
    return next(e for e in expressions("avoir_state") if e.fr == name)


def state_clause(d: Draw, subject: NounPhrase, name: str, tense: str = PRESENT) -> Phrase:
    """il est malade; elle a faim."""
    state = _state(name)
    if isinstance(state, Expression):
        d.tag("avoir_state")
        return realise(d, Clause(subject, Predicate(state_verb(state)), tense))
    return realise(d, Clause(subject, Predicate(be(), [adjective_phrase(d, state, subject, 0.25)]), tense))


@cache
def _reason_verbs(lemmas: tuple[str, ...]) -> tuple[Verb, ...]:
    found = [v for v in action_verbs() if v.lemma in lemmas and "person" in v.subjects]
    if "rester" in lemmas:
        found.append(verb("rester", "place"))
    return tuple(found)


def reason(d: Draw) -> Sentence:
    """Marie mange parce qu'elle a faim; je suis fatigué, mais je travaille."""
    lemmas, negation, states = d.pick(_REASONS)
    found = d.pick(_reason_verbs(lemmas))
    subject = person(d, 0.6)
    past = d.chance(0.3)
    if found.frame == "place":
        home = aligned("à la maison", "at home") if d.chance(0.6) else aligned("au lit", "in bed")
        predicate = Predicate(found, [home])
    else:
        predicate = predicate_for(d, found, subject, bool(negation))
    action = realise(d, Clause(subject, predicate, PASSE_COMPOSE if past else PRESENT, negation))
    state = state_clause(d, again(d, subject), d.pick(states), IMPERFECT if past else PRESENT)
    if d.chance(0.3):
        so_subject = again(d, subject)
        first = state_clause(d, subject, d.pick(states), IMPERFECT if past else PRESENT)
        second = realise(d, Clause(so_subject, predicate, PASSE_COMPOSE if past else PRESENT, negation))
        return joined(d, first, "alors", second, True), "."
    return joined(d, action, "parce que", state), "."


def although(d: Draw) -> Sentence:
    """Je suis fatigué, mais je travaille; il est riche, mais il n'est pas heureux."""
    subject = person(d, 0.6)
    person_noun = (
        subject.noun if subject.noun is not None and "human" in subject.noun.classes else noun_of(subject)
    )
    options = predicates_for(person_noun)
    first_adjective, second_adjective = d.pick(options), d.pick(options)
    first = realise(
        d, Clause(subject, Predicate(be(), [adjective_phrase(d, first_adjective, subject)]), PRESENT)
    )
    other = again(d, subject)
    if d.chance(0.4) and first_adjective is not second_adjective:
        second = realise(
            d, Clause(other, Predicate(be(), [adjective_phrase(d, second_adjective, other)]), PRESENT, "pas")
        )
    else:
        second = small_clause(d, other, PRESENT, "pas" if d.chance(0.3) else "")
    return joined(d, first, "mais", second, d.chance(0.5)), "."


def noun_of(subject: NounPhrase) -> Noun:
    from nmt.data.toy.sentences_being import _person_noun

    return _person_noun(subject.feminine)


def weather_and(d: Draw) -> Sentence:
    """Quand il pleut, je reste à la maison; s'il fait beau, nous allons à la plage."""
    weather = expression_phrase(d.pick(expressions("weather")))
    d.tag("weather")
    subject = person(d, 0.7)
    if d.chance(0.5):
        found = verb("rester", "place")
        predicate = Predicate(found, [aligned("à la maison", "at home")])
    else:
        from nmt.data.toy.adverbials import going_to_place

        predicate = Predicate(verb("aller", "motion"), [going_to_place(d, True)])
    link = d.pick(("quand", "si", "parce que"))
    clause = Clause(subject, predicate, PRESENT, habitual=link == "quand")
    if link == "si":
        predicate.simple = True
    _plain_rain(weather, link)
    main = realise(d, clause)
    condition = conjunction(link) + weather
    d.tag("subordination")
    if link != "parce que" and d.chance(0.6):
        return with_comma(condition) + main, "."
    return main + condition, "."


def _plain_rain(weather: Phrase, link: str) -> None:
    """`When it rains`: habits and conditions are simple in English."""
    if link == "parce que" or weather.en[-1].text not in ("raining", "snowing"):
        return
    plain = weather.en[-1]
    plain.text = plain.text[:-3] + "s"
    del weather.en[-2]


def childhood(d: Draw) -> Sentence:
    """Quand j'étais petit, je jouais au football; quand il était jeune, il habitait à Paris."""
    subject = person(d, 0.75)
    when = pair("quand", "when")
    adjective = next(a for a in adjectives() if a.lemma == "jeune") if d.chance(0.5) else None
    if adjective is not None:
        young = Phrase([Fr(adjective.form(subject.feminine, subject.plural), (word := En("young"),))], [word])
    else:
        word = En("little")
        young = Phrase(
            [Fr(("petit", "petite", "petits", "petites")[subject.feminine + 2 * subject.plural], (word,))],
            [word],
        )
    back = realise(d, Clause(subject, Predicate(be(), [young]), IMPERFECT))
    again_subject = again(d, subject)
    found = d.pick(
        [
            v
            for v in action_verbs()
            if "person" in v.subjects
            and v.frame in ("intr", "tr", "tr_prep")
            and v.aspect != "achievement"
            and v.lemma not in ("vouloir", "comprendre", "voir")
        ]
    )
    predicate = predicate_for(d, found, again_subject, False, True)
    main = realise(d, Clause(again_subject, predicate, IMPERFECT, habitual=True))
    d.tag("subordination")
    return with_comma(when + back) + main, "."


def fits(d: Draw) -> Sentence:
    """Le trophée n'entre pas dans la valise parce qu'il est trop grand / parce qu'elle est trop petite."""
    d.tag("pronoun_reference")
    thing, container = d.pick(_fitting()), d.pick(_containers())
    while thing is container or (thing.gender == container.gender and d.chance(0.75)):
        thing, container = d.pick(_fitting()), d.pick(_containers())
    plural = d.chance(0.15)
    owned = d.chance(0.2)
    subject = noun_phrase(d, thing, "definite", plural)
    box = noun_phrase(d, container, possessor_of(person(d, 1.0)) if owned else "definite")
    d.combine("verb+object", f"{thing.lemma} entrer", container.lemma)
    entrer = verb("entrer", "tr_prep")
    past = d.chance(0.15)
    main = realise(d, Clause(subject, Predicate(entrer, [box]), IMPERFECT if past else PRESENT, "pas"))
    same = thing.gender == container.gender and not plural
    about_thing = d.chance(0.5) or same
    topic = again(d, subject if about_thing else box)
    size = ("grand", "big") if about_thing else ("petit", "small")
    if about_thing and not plural and d.chance(0.2):
        size = ("gros", "big")
    cause = realise(d, Clause(topic, Predicate(be(), [_too(d, size, topic)]), IMPERFECT if past else PRESENT))
    return joined(d, main, "parce que", cause), "."


def _too(d: Draw, size: tuple[str, str], topic: NounPhrase) -> Phrase:
    too, word = En("too"), En(size[1])
    d.tag("degree_adverb")
    adjective = next(a for a in adjectives() if a.lemma == size[0] and a.en == size[1])
    return Phrase(
        [Fr("trop", (too,)), Fr(adjective.form(topic.feminine, topic.plural), (word,))], [too, word]
    )


@cache
def _fitting() -> tuple[Noun, ...]:
    return tuple(
        n
        for n in nouns_of(
            "fits", "fits_small", "book_like", "toy", "device", "small_object", "tableware", "clothes"
        )
        if n.number == "count" and not n.has("en_pair", "footwear") and "container" not in n.classes
    )


@cache
def _containers() -> tuple[Noun, ...]:
    return nouns_of("container", "container_home")


def referring(d: Draw) -> Sentence:
    """J'aime cette robe, mais elle est trop chère: the gender of the pronoun tells what `it` means."""
    d.tag("pronoun_reference")
    found = d.pick(
        [
            v
            for v in action_verbs()
            if v.lemma in ("acheter", "vouloir", "aimer", "prendre", "vendre", "laver", "porter", "choisir")
            and v.frame == "tr"
            and "person" in v.subjects
        ]
    )
    options = [
        n
        for n in nouns_of(*sorted(found.objects))
        if n.number == "count" and "human" not in n.classes and predicates_for(n) and not n.has("animal")
    ]
    if not options:
        return fits(d)
    thing = d.pick(options)
    d.combine("verb+object", found.lemma, thing.lemma)
    plural = d.chance(0.3)
    np = noun_phrase(d, thing, "demonstrative" if d.chance(0.6) else "definite", plural)
    subject = person(d, 0.75)
    while subject.person in (IL, ILS) and subject.pronoun and subject.feminine == np.feminine:
        subject = person(d, 0.75)
    negated = d.chance(0.4)
    main = realise(d, Clause(subject, Predicate(found, [np]), PRESENT, "pas" if negated else ""))
    it = again(d, np)
    adjective = d.pick(predicates_for(thing))
    cause = realise(d, Clause(it, Predicate(be(), [adjective_phrase(d, adjective, it, 0.5)]), PRESENT))
    if negated or d.chance(0.5):
        return joined(d, main, "parce que", cause), "."
    return joined(d, main, d.pick(("mais", "et")), cause, False), "."


def where_is_it(d: Draw) -> Sentence:
    """Paul cherche sa clé, mais il ne la trouve pas; j'ai acheté une pomme et je la mange."""
    d.tag("pronoun_reference", "object_pronoun_direct")
    first_verb, second_verb, classes, negation, link = d.pick(_CHAINS)
    found, then = verb(first_verb, "tr"), verb(second_verb, "tr")
    options = [n for n in nouns_of(*classes) if n.number == "count" and "human" not in n.classes]
    thing = d.pick(options)
    plural = d.chance(0.3)
    subject = person(d, 0.5)
    determiner = possessor_of(subject) if first_verb == "chercher" else "indefinite" if not plural else 3
    np = noun_phrase(d, thing, determiner, plural)
    tense = PRESENT if first_verb == "chercher" else PASSE_COMPOSE
    main = realise(d, Clause(subject, Predicate(found, [np]), tense))
    it = En("them" if np.en_person == ILS else "it")
    clitic = Fr("les" if np.plural else "la" if np.feminine else "le", (it,))
    again_subject = again(d, subject)
    second = realise(
        d,
        Clause(
            again_subject,
            Predicate(
                then,
                clitics=[clitic],
                clitic_en=[it],
                preceding=(np.feminine, np.plural),
                simple=then.stative,
            ),
            PRESENT,
            negation,
        ),
    )
    return joined(d, main, link, second, False), "."


_CHAINS = (
    ("chercher", "trouver", ("small_object", "book_like", "clothes"), "pas", "mais"),
    ("acheter", "manger", ("fruit", "sweet", "dish"), "", "et"),
    ("acheter", "lire", ("book_like",), "", "et"),
    ("acheter", "porter", ("clothes",), "pas", "mais"),
    ("acheter", "utiliser", ("device",), "pas", "mais"),
    ("préparer", "manger", ("dish",), "", "et"),
    ("trouver", "garder", ("small_object",), "", "et"),
)


def question_answer(d: Draw) -> Sentence:
    """Où est la clé ? Elle est dans le sac: two sentences, the noun's gender in the second."""
    from nmt.data.toy.sentences_places import position

    d.tag("pronoun_reference", "question_ou")
    thing = d.pick(
        nouns_of("small_object", "book_like", "clothes", "tableware", "pet", "toy", "school_thing")
    )
    plural = thing.number == "plural" or d.chance(0.3)
    subject = noun_phrase(
        d, thing, d.pick(("definite", possessor_of(pronoun(d, "je")), possessor_of(pronoun(d, "tu")))), plural
    )
    ask = Clause(subject, Predicate(be()), PRESENT, question="noun_inversion")
    ask.wh = pair("où", "where")
    first = realise(d, ask)
    it = again(d, subject)
    second = realise(d, Clause(it, Predicate(be(), [position(d)]), PRESENT))
    second.fr[0].text, second.en[0].text = second.fr[0].text.capitalize(), second.en[0].text.capitalize()
    return first + pair("?", "?") + second, "."


__all__ = [
    "although",
    "childhood",
    "coordinated",
    "fits",
    "question_answer",
    "reason",
    "referring",
    "weather_and",
    "where_is_it",
]
