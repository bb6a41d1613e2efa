"""Adverbials: when, how often, where, with whom, for whom; each decides what tense it goes with."""

from __future__ import annotations

from functools import cache

from nmt.data.toy.clauses import IMPERFECT, NEAR_FUTURE, PASSE_COMPOSE, PRESENT, RECENT_PAST, Clause
from nmt.data.toy.draw import Draw
from nmt.data.toy.lexicon import Expression, Noun, Verb, expressions, noun, nouns_of, verbs_of
from nmt.data.toy.numbers import clock_time, date_phrase, hour, weekday_phrase, year_part
from nmt.data.toy.phrases import NounPhrase, noun_phrase
from nmt.data.toy.pronouns import stressed
from nmt.data.toy.subjects import name_phrase, relative
from nmt.data.toy.words import Choice, En, Fr, Phrase, aligned, pair, synonyms

_TENSE_ADVERBS = {
    NEAR_FUTURE: ("future_adverb", "future_adverb", "day_adverb", "day_adverb_future"),
    PASSE_COMPOSE: ("past_adverb", "past_adverb", "past_adverb", "day_adverb"),
    PRESENT: ("present_adverb", "day_adverb"),
}
# What one does not do again and again.
_ONCE = frozenset(
    "déménager construire louer vendre perdre casser naître mourir grandir devenir réussir rencontrer recevoir".split()
) | {"se marier", "se perdre"}


# What one does in some parts of the year, and not in others.
_SEASONAL = frozenset(
    "nager skier voyager travailler partir jouer marcher dormir courir boire lire porter aller visiter danser sortir "
    "étudier manger".split()
) | {"se baigner", "se promener"}
# Their present may speak of tomorrow: je pars demain, I am leaving tomorrow.
PLANNED = frozenset(
    "partir arriver rentrer revenir venir aller sortir travailler dîner déjeuner visiter retourner inviter".split()
) | {"se marier"}


def expression_phrase(expression: Expression) -> Phrase:
    """A fixed expression of the lexicon with its alternatives as references."""
    phrase = aligned(expression.fr, expression.en, expression.links)
    if not expression.alternatives:
        return phrase
    choice = Choice(1 + len(expression.alternatives))
    for word in phrase.en:
        word.choice = choice
    for option, text in enumerate(expression.alternatives, start=1):
        phrase.en += [En(word, choice, option) for word in text.split()]
    return phrase


def with_comma(phrase: Phrase) -> Phrase:
    """A fronted adverbial: both languages set a comma behind it."""
    return phrase + pair(",", ",")


def add_time(d: Draw, clause: Clause, probability: float = 0.35, punctual: bool = True) -> None:
    """Maybe give the clause an adverbial of time or frequency that fits its tense.

    Frequency makes the clause habitual (simple present in English). `punctual` allows clock times.
    """
    if not d.chance(probability) or clause.tense == RECENT_PAST or clause.negation == "pas_encore":
        return
    verb, roll = clause.predicate.verb, d.random()
    repeated = verb.lemma not in _ONCE and (not verb.stative or verb.frame == "intr")
    if clause.tense in (PRESENT, IMPERFECT) and clause.negation in ("", "pas") and repeated and roll < 0.5:
        add_habit(d, clause)
        return
    if clause.tense == IMPERFECT and clause.negation == "plus":
        return
    if clause.tense == IMPERFECT and clause.question == "" and d.chance(0.25):
        clause.front.append(with_comma(pair("avant", "before")))
        clause.habitual = True
        return
    if clause.tense == IMPERFECT:
        adverb = "imperfect_adverb" if verb.stative or d.chance(0.5) else "past_adverb"
        _attach(d, clause, expression_phrase(d.pick(expressions(adverb))), 0.5)
        return
    if clause.negation in ("jamais", "plus") or (verb.stative and clause.tense == PRESENT):
        if clause.negation == "jamais" and punctual and not verb.stative:
            clause.end.append(around_event(d, verb))
        return
    if clause.tense == PRESENT and verb.lemma in PLANNED and roll > 0.6 and not clause.predicate.simple:
        d.tag("time_adverb")
        planned = expressions("future_adverb", "day_adverb_future")
        clause.end.append(weekday_phrase(d) if d.chance(0.4) else expression_phrase(d.pick(planned)))
        return
    if punctual and roll > 0.86 and not clause.negation:
        d.tag("clock_time")
        clause.dated = True
        clause.end.append(clock_time(d))
        clause.predicate.simple = clause.predicate.simple or clause.tense == PRESENT
    elif roll > 0.78 and clause.tense in (NEAR_FUTURE, PASSE_COMPOSE):
        d.tag("date")
        clause.dated = True
        _attach(d, clause, weekday_phrase(d) if d.chance(0.3) else date_phrase(d), 0.2)
    elif roll > 0.7 and punctual:
        clause.dated = clause.tense == PASSE_COMPOSE
        clause.predicate.simple = clause.predicate.simple or clause.tense == PRESENT
        clause.end.append(around_event(d, verb))
    else:
        d.tag("time_adverb")
        when = expression_phrase(d.pick(expressions(d.pick(_TENSE_ADVERBS[clause.tense]))))
        over = when.fr[0].text not in _NOT_OVER  # today one has done it, or did it
        clause.dated = clause.tense == PASSE_COMPOSE and over
        _attach(d, clause, when, 0.3)


_NOT_OVER = frozenset(("aujourd'hui", "ce", "cet", "cette"))


def _attach(d: Draw, clause: Clause, phrase: Phrase, front: float) -> None:
    if clause.question == "" and not clause.front and not clause.subject_question and d.chance(front):
        clause.front.append(with_comma(phrase))
    else:
        clause.end.append(phrase)


def add_habit(d: Draw, clause: Clause) -> None:
    """Make the clause a habit: often, every day; the English is then simple."""
    d.tag("habit_adverb")
    clause.habitual = True
    clause.predicate.simple = True
    roll = d.random()
    if roll < 0.4 and clause.predicate.infinitive is None:
        adverb = d.pick(expressions("habit_adverb_pre"))
        if not clause.negation or adverb.fr in ("souvent", "toujours"):
            still = adverb.fr == "toujours" and not clause.negation and clause.tense == PRESENT
            clause.mid = synonyms("toujours", "always", "still") if still else expression_phrase(adverb)
            return
    if roll < 0.46 and clause.question == "":
        clause.front.append(with_comma(expression_phrase(d.pick(expressions("habit_adverb_front")))))
        return
    if roll < 0.75 and clause.predicate.verb.lemma in _SEASONAL:
        _attach(d, clause, year_part(d), 0.5)
        clause.habitual = clause.predicate.verb.lemma not in PLANNED or clause.tense != PRESENT
        return  # elle part en juillet: every year, or this one
    often = d.pick(expressions("habit_adverb_post"))
    while often.fr in ("tous les ans", "chaque année", "tous les étés") and clause.predicate.verb.lemma not in PLANNED:
        often = d.pick(expressions("habit_adverb_post"))
    _attach(d, clause, expression_phrase(often), 0.22)


# What can go on all day, or until noon.
LASTING = frozenset(
    "travailler dormir pleurer danser chanter jouer lire étudier parler bavarder crier nager skier marcher voyager "
    "cuisiner attendre regarder écouter chercher rire réfléchir".split()
)


def around_event(d: Draw, verb: Verb) -> Phrase:
    """avant le dîner, après le cours, pendant le match; avant midi, après huit heures, jusqu'à une heure."""
    d.tag("time_adverb")
    roll = d.random()
    if roll < 0.25:
        links = (("avant", "before"), ("après", "after"), ("jusqu'à", "until"))
        return aligned(*d.pick(links if verb.lemma in LASTING else links[:2])) + hour(d)
    french, english = d.pick((("avant", "before"), ("après", "after"), ("pendant", "during")))
    if roll < 0.45 and french != "pendant":
        return pair(french, english) + noun_phrase(d, d.pick(nouns_of("meal")), "generic")
    event = d.pick([n for n in nouns_of("event", "lesson_event", "match", "exam") if n.number == "count"])
    return pair(french, english) + noun_phrase(d, event, "definite")


def company(d: Draw, person: Phrase) -> Phrase:
    """avec somebody."""
    return pair("avec", "with") + person


@cache
def places_of(lemma: str) -> tuple[Noun, ...]:
    """Where a verb's action takes place, by the lexicon's place rows; else rooms of the house."""
    rows = [v for v in verbs_of("place") if v.lemma == lemma]
    classes = {c for v in rows for c in v.objects} - {"city", "country", "house_like", "place_live", "workplace"}
    if not rows and lemma in ("manger", "déjeuner", "dîner", "boire"):
        return (
            *nouns_of("garden", "park"),
            noun("cuisine"),
            noun("restaurant"),
            noun("salle à manger"),
            noun("cantine"),
        )
    if not rows and lemma in ("lire", "étudier", "écrire", "parler", "bavarder", "écouter", "réfléchir", "regarder"):
        return (
            *nouns_of("garden", "park"),
            noun("salon"),
            noun("chambre"),
            noun("bibliothèque"),
            noun("bus"),
            noun("train"),
        )
    if lemma in ("voir", "trouver", "perdre", "chercher", "entendre", "tomber"):
        return (*nouns_of("garden", "park", "street", "room"), noun("bus"), noun("train"))
    if lemma in ("acheter", "vendre"):
        return (noun("supermarché"), noun("marché"))
    if not rows and lemma in ("danser", "chanter", "jouer"):
        return (*nouns_of("garden", "park", "street"), noun("salon"))
    return nouns_of(*sorted(classes)) if classes else ()


def located(d: Draw, place: Noun) -> Phrase:
    """dans le jardin: in the garden; sur la plage: on the beach; au parc: in the park."""
    d.tag("place_preposition")
    fr, en = "dans", ["in"]
    if place.has("place_sur", "support"):
        fr, en = "sur", ["on"]
    elif place.has("public_transport_timed", "public_transport"):
        en = ["on", "in"]
    elif place.has("street"):
        en = ["in", "on"]
    elif place.has("place_at") and (place.has("station_like", "swim_place") or place.lemma in _AT):
        return at_place(d, place)
    return synonyms(fr, *en) + noun_phrase(d, place, "definite")


def at_place(d: Draw, place: Noun) -> Phrase:
    """à la cantine: at the cafeteria, or in it; à la plage: at, or on the beach; English `school` has no article."""
    words = ("in", "at") if place.lemma == "hôpital" else ("at", "on" if place.has("place_sur") else "in")
    at = synonyms("à", *words)
    return at + noun_phrase(d, place, "generic" if place.has("en_bare") else "definite")


_AT = frozenset("école université supermarché marché bibliothèque zoo restaurant cantine stade gymnase".split())


def in_room(d: Draw, *classes: str) -> Phrase:
    """Inside a place of these classes."""
    return located(d, d.pick(nouns_of(*classes)))


def going_to_place(d: Draw, motion: bool) -> Phrase:
    """à + place: to the museum, at the museum; English `school` has no article."""
    if d.chance(0.35):
        return expression_phrase(d.pick(expressions("place_motion" if motion else "place_static")))
    place = d.pick(nouns_of("place_at"))
    d.tag("place_preposition")
    if not motion:
        return at_place(d, place)
    return pair("à", "to") + noun_phrase(d, place, "generic" if place.has("en_bare") else "definite")


def for_person(person: Phrase) -> Phrase:
    """pour somebody."""
    return pair("pour", "for") + person


def is_social(verb: Verb) -> bool:
    """Actions one shares: eating, playing, watching; not losing or washing."""
    return verb.aspect == "event" and bool(
        verb.lemma in _SOCIAL
        or verb.objects & {"food", "drink", "watchable", "sport_played", "visitable", "meal", "game"}
    )


_SOCIAL = frozenset(
    "danser chanter jouer travailler étudier voyager dîner déjeuner manger marcher nager courir parler bavarder "
    "skier sortir partir rentrer cuisiner écouter".split()
)


def at_home_of(d: Draw, subject: NounPhrase, motion: bool = False) -> Phrase:
    """chez Paul: at (to) Paul's house; chez le médecin: at the doctor's; chez moi: at my house, at home."""
    d.tag("place_preposition")
    roll = d.random()
    at, mark = En("to" if motion else "at"), En("'s")
    if roll < 0.15:
        host: Phrase = noun_phrase(d, d.pick(_visited()), "definite")
        choice = Choice(3)  # to the dentist, at the dentist's; the third is the office of either
        rest = [En("'s", choice, int(motion)), En("'s", choice, 2), En("office", choice, 2)]
        return Phrase([Fr("chez", (at,), tuple(rest)), *host.fr], [at, *host.en, *rest])
    if roll < 0.72:
        host = name_phrase(d) if roll < 0.42 else relative(d, None, subject)
        if host.en[-1].text.endswith("s") and roll >= 0.42:
            mark = En("'")
        choice = Choice(3)  # the third is neither: at Paul's
        house, place = En("house", choice), En("place", choice, 1)
        return Phrase([Fr("chez", (at,), (mark, house, place)), *host.fr], [at, *host.en, mark, house, place])
    them = stressed(d, subject)
    owner = {"me": "my", "you": "your", "him": "his", "her": "her", "us": "our", "them": "their"}[them.en[0].text]
    choice = Choice(3)
    # One goes to one's house or place, but home without a preposition.
    ats = [En("to", choice), En("to", choice, 2)] if motion else [at]
    words = [
        En(owner, choice),
        En("house", choice),
        En("home", choice, 1),
        En(owner, choice, 2),
        En("place", choice, 2),
    ]
    return Phrase(
        [Fr("chez", tuple(ats), (words[1], words[2])), Fr(them.fr[0].text, (words[0],), (words[2],))], [*ats, *words]
    )


@cache
def _visited() -> tuple[Noun, ...]:
    """People whose place of work one goes to."""
    return tuple(n for n in nouns_of("doctor_like", "profession") if n.gender == "m" and n.lemma in _HOSTS)


_HOSTS = frozenset(("médecin", "dentiste", "coiffeur", "boulanger", "boucher"))
