"""Sentences of two clauses: coordination, reasons, contrasts, conditions, childhood."""

from __future__ import annotations

from functools import cache

from nmt.data.toy.adverbials import expression_phrase, going_to_place, with_comma
from nmt.data.toy.clauses import IMPERFECT, NEAR_FUTURE, PASSE_COMPOSE, PRESENT, Clause, Predicate
from nmt.data.toy.draw import Draw
from nmt.data.toy.lexicon import Expression, Verb, adjectives, expressions, listed, read_table, verb
from nmt.data.toy.linking import again, conjunction, joined, small_clause, state_clause
from nmt.data.toy.objects import action_verbs, predicate_for
from nmt.data.toy.phrases import NounPhrase
from nmt.data.toy.place_names import in_place, somewhere
from nmt.data.toy.realise import realise
from nmt.data.toy.sentences.actions import Sentence
from nmt.data.toy.sentences.being import adjective_phrase, age_clause, be, profession_phrase, tells_age
from nmt.data.toy.sentences.modals import listed_infinitive
from nmt.data.toy.subjects import name_phrase, person, relative
from nmt.data.toy.words import En, Fr, Phrase, aligned, pair


def coordinated(d: Draw) -> Sentence:
    """Paul mange une pomme et Marie boit du lait; j'aime le thé, mais je déteste le café."""
    roll = d.random()
    if roll < 0.25:
        return _tastes(d)
    if roll < 0.42:
        return _portrait(d)
    if roll < 0.5:
        return _states(d)
    subject = person(d, 0.55)
    tense = d.pick((PRESENT, PRESENT, PASSE_COMPOSE, NEAR_FUTURE))
    first = small_clause(d, subject, tense)
    if tense != PRESENT and d.chance(0.4):
        kind = "past_adverb" if tense == PASSE_COMPOSE else "future_adverb"
        first = with_comma(expression_phrase(d.pick(expressions(kind)))) + first
        d.tag("time_adverb")
    if roll < 0.68:
        return joined(d, first, "et", small_clause(d, _other(d, subject), tense)), "."
    if roll < 0.8:
        other = name_phrase(d) if d.chance(0.5) else relative(d)
        return joined(d, first, "mais", small_clause(d, other, tense), d.chance(0.5)), "."
    return joined(d, first, "et", small_clause(d, again(subject), tense)), "."


def _other(d: Draw, subject: NounPhrase) -> NounPhrase:
    while True:
        other = person(d, 0.4)
        if other.fr[0].text != subject.fr[0].text:
            return other


def _states(d: Draw) -> Sentence:
    """J'ai faim et j'ai soif; il fait froid et il neige; il pleut mais Paul est content."""
    link = d.pick(("et", "et", "mais"))
    subject = person(d, 0.6)
    roll = d.random()
    if roll < 0.45:
        one, two = d.pick(_PASSING), d.pick(_PASSING)
        if one == two:
            return coordinated(d)
        first = state_clause(d, subject, one)
        return joined(d, first, "et", state_clause(d, again(subject), two)), "."
    d.tag("weather")
    first_weather, second_weather = d.pick(_skies()), d.pick(_skies())
    first = expression_phrase(first_weather)
    if roll < 0.7 and first_weather is not second_weather:
        return joined(d, first, "et", expression_phrase(second_weather)), "."
    second = state_clause(d, subject, d.pick(_PASSING))
    return joined(d, first, link, second, link == "mais" and d.chance(0.5)), "."


_PASSING = ("faim", "soif", "sommeil", "fatigué", "malade", "content", "triste", "froid", "chaud", "peur")


@cache
def _skies() -> tuple[Expression, ...]:
    return tuple(e for e in expressions("weather") if "nuit" not in e.fr)


@cache
def _tasting() -> tuple[tuple[Verb, ...], tuple[Verb, ...]]:
    likes = [
        v for v in action_verbs() if v.frame == "tr" and v.lemma in ("aimer", "adorer") and "family" not in v.objects
    ]
    others = [v for v in action_verbs() if v.frame == "tr" and v.lemma in ("détester", "préférer")]
    return tuple(likes), tuple(others)


def _tastes(d: Draw) -> Sentence:
    """J'aime le thé mais je n'aime pas le café."""
    if d.chance(0.2):
        return _abilities(d)
    likes, others = _tasting()
    subject, liked = person(d, 0.6), d.pick(likes)
    first = realise(d, Clause(subject, predicate_for(d, liked, subject), PRESENT))
    second_verb, negation = (liked, "pas") if d.chance(0.5) else (d.pick(others), "")
    other = again(subject) if d.chance(0.6) else _other(d, subject)
    second = realise(d, Clause(other, predicate_for(d, second_verb, other), PRESENT, negation))
    return joined(d, first, "mais", second, d.chance(0.5)), "."


def _abilities(d: Draw) -> Sentence:
    """Il sait nager mais il ne sait pas skier."""
    subject, able = person(d, 0.6), verb("savoir", "inf")
    one, two = (Predicate(able, infinitive=listed_infinitive(d, "skill", subject)) for _ in range(2))
    first = realise(d, Clause(subject, one, PRESENT))
    return joined(d, first, "mais", realise(d, Clause(again(subject), two, PRESENT, "pas")), d.chance(0.5)), "."


def _portrait(d: Draw) -> Sentence:
    """Ma sœur a douze ans et elle est timide; Paul est français et Marie est belge."""
    subject = person(d, 0.45)
    same = d.chance(0.7)
    other = again(subject) if same else name_phrase(d)
    facts = (_age, _job, _origin, _character)
    first = d.pick(facts)
    second = d.pick([f for f in facts if f is not first]) if same else first
    return joined(d, first(d, subject), "et", second(d, other)), "."


def _age(d: Draw, subject: NounPhrase) -> Phrase:
    return realise(d, age_clause(d, subject))


def _job(d: Draw, subject: NounPhrase) -> Phrase:
    return realise(d, Clause(subject, Predicate(be(), [profession_phrase(d, subject)]), PRESENT))


def _origin(d: Draw, subject: NounPhrase) -> Phrase:
    found = d.pick([a for a in adjectives() if "nationality" in a.classes])
    return realise(d, Clause(subject, Predicate(be(), [adjective_phrase(d, found, subject)]), PRESENT))


def _character(d: Draw, subject: NounPhrase) -> Phrase:
    return state_clause(d, subject, d.pick(_CHARACTERS))


_CHARACTERS = tuple(
    "intelligent gentil sympathique timide sportif drôle sérieux patient courageux calme marié célibataire jeune "
    "célèbre riche généreux poli curieux paresseux".split()
)


@cache
def _reasons() -> tuple[tuple[tuple[str, ...], str, tuple[str, ...]], ...]:
    """Actions, their negation, and the states that explain them."""
    return tuple((listed(row["verbs"]), row["negation"], listed(row["states"])) for row in read_table("reasons"))


@cache
def _reason_verbs(lemmas: tuple[str, ...]) -> tuple[Verb, ...]:
    found = [v for v in action_verbs() if v.lemma in lemmas and "person" in v.subjects and v.frame != "tr_lang"]
    return (*found, verb("rester", "place")) if "rester" in lemmas else tuple(found)


def _action(d: Draw, found: Verb, subject: NounPhrase, negation: str, past: bool) -> Phrase:
    if found.frame == "place":
        home = aligned("à la maison", "at home") if d.chance(0.6) else aligned("au lit", "in bed", "0-0 1-1")
        predicate = Predicate(found, [home])
    else:
        predicate = predicate_for(d, found, subject, bool(negation))
    clause = Clause(subject, predicate, PASSE_COMPOSE if past else PRESENT, negation)
    if d.chance(0.25):
        d.tag("time_adverb")
        kind = "past_adverb" if past else "day_adverb"
        clause.end.append(expression_phrase(d.pick(expressions(kind))))
    return realise(d, clause)


def reason(d: Draw) -> Sentence:
    """Marie mange parce qu'elle a faim; il est malade, alors il reste à la maison."""
    lemmas, negation, states = d.pick(_reasons())
    found = d.pick(_reason_verbs(lemmas))
    subject = person(d, 0.6)
    past = d.chance(0.3)
    state = d.pick(states)
    when = IMPERFECT if past else PRESENT
    if d.chance(0.35):
        first = state_clause(d, subject, state, when)
        link = d.pick(("alors", "donc", "donc", "et"))
        return joined(d, first, link, _action(d, found, again(subject), negation, past), link != "et"), "."
    first = _action(d, found, subject, negation, past)
    return joined(d, first, "parce que", state_clause(d, again(subject), state, when)), "."


def reason_given(d: Draw, subject: NounPhrase, past: bool) -> tuple[Phrase, Phrase]:
    """A state and what comes of it: il était fatigué, il s'est couché."""
    while "mettre" in (row := d.pick(_reasons()))[0]:
        pass
    lemmas, negation, states = row
    found = d.pick(_reason_verbs(lemmas))
    state = state_clause(d, subject, d.pick(states), IMPERFECT if past else PRESENT)
    return state, _action(d, found, again(subject), negation, past)


def contrast(d: Draw) -> Sentence:
    """Je suis fatigué, mais je travaille; il a faim mais il ne mange pas; elle est riche mais triste."""
    subject = person(d, 0.6)
    if d.chance(0.35):
        one, two = d.pick(_OPPOSED)
        if (one, two) not in _EXPECTED and d.chance(0.5):
            one, two = two, one
        first = state_clause(d, subject, one)
        second = state_clause(d, again(subject), two, PRESENT, "pas" if (one, two) in _EXPECTED else "")
        return joined(d, first, "mais", second, d.chance(0.5)), "."
    lemmas, negation, states = d.pick(_reasons())
    found = d.pick(_reason_verbs(lemmas))
    past = d.chance(0.25)
    first = state_clause(d, subject, d.pick(states), IMPERFECT if past else PRESENT)
    second = _action(d, found, again(subject), "" if negation else "pas", past)
    return joined(d, first, "mais", second, d.chance(0.5)), "."


_EXPECTED = (
    ("riche", "heureux"), ("riche", "content"), ("intelligent", "sérieux"), ("jeune", "sportif"), ("fort", "courageux"),
    ("célèbre", "heureux"), ("riche", "généreux"), ("malade", "fatigué"), ("gentil", "poli"), ("grand", "fort"),
)  # fmt: skip
_OPPOSED = (
    *_EXPECTED, ("petit", "fort"), ("timide", "drôle"), ("fatigué", "content"), ("malade", "courageux"),
    ("jeune", "sérieux"), ("intelligent", "paresseux"), ("vieux", "sportif"), ("riche", "triste"), ("occupé", "calme"),
)  # fmt: skip


def weather_and(d: Draw) -> Sentence:
    """Quand il pleut, je reste à la maison; s'il fait beau, nous allons à la plage."""
    weather = expression_phrase(d.pick(expressions("weather")))
    d.tag("weather")
    subject = person(d, 0.7)
    if d.chance(0.5):
        predicate = Predicate(verb("rester", "place"), [aligned("à la maison", "at home")])
    else:
        predicate = Predicate(verb("aller", "motion"), [going_to_place(d, True)])
    link = d.pick(("quand", "si", "parce que"))
    clause = Clause(subject, predicate, PRESENT, habitual=link == "quand")
    predicate.simple = link == "si"
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
    weather.en[-1].text = weather.en[-1].text[:-3] + "s"
    del weather.en[-2]


@cache
def _childhood_verbs() -> tuple[Verb, ...]:
    wanted = (
        "jouer manger lire aimer adorer détester danser nager chanter dessiner regarder écouter étudier parler avoir "
        "voyager courir boire porter pleurer apprendre dormir"
    ).split()
    return tuple(v for v in action_verbs() if v.lemma in wanted and "person" in v.subjects and v.frame != "ditr")


def childhood(d: Draw) -> Sentence:
    """Quand j'étais petit, je jouais au football; quand il était jeune, il habitait à Paris."""
    subject = person(d, 0.75)
    while tells_age(subject):
        subject = person(d, 0.75)
    young = d.pick(("jeune", "petit"))
    form = next(a for a in adjectives() if a.lemma == young).form(subject.feminine, subject.plural)
    word = En("young" if young == "jeune" else "little")
    when = pair("quand", "when")
    back = realise(d, Clause(subject, Predicate(be(), [Phrase([Fr(form, (word,))], [word])]), IMPERFECT))
    same = again(subject)
    if d.chance(0.2):
        predicate = Predicate(verb(d.pick(("habiter", "vivre")), "place"), [in_place(d, somewhere(d))])
    else:
        predicate = predicate_for(d, d.pick(_childhood_verbs()), same, False, True)
    main = realise(d, Clause(same, predicate, IMPERFECT, habitual=True))
    d.tag("subordination")
    if d.chance(0.2):
        return main + when + back, "."
    return with_comma(when + back) + main, "."
