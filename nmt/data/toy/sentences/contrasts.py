"""What is so and what is not: pas de la limonade, mais pas le dimanche, encore, presque rien, seulement."""

from __future__ import annotations

from functools import cache

from nmt.data.toy.adverbials import expression_phrase
from nmt.data.toy.clauses import IMPERFECT, PASSE_COMPOSE, PRESENT, Clause, Predicate
from nmt.data.toy.description import human_noun, predicates_for
from nmt.data.toy.draw import Draw
from nmt.data.toy.lexicon import Noun, Verb, expressions, nouns_of, places, verb, verbs_of
from nmt.data.toy.linking import again, joined
from nmt.data.toy.numbers import years
from nmt.data.toy.objects import action_verbs, predicate_for, sense
from nmt.data.toy.phrases import NounPhrase, noun_phrase
from nmt.data.toy.place_names import in_place
from nmt.data.toy.realise import realise
from nmt.data.toy.sentences.actions import Sentence, add_circumstance, finish
from nmt.data.toy.sentences.being import adjective_phrase, aged, be, profession_phrase, question_or_statement
from nmt.data.toy.sentences.hours import it_subject
from nmt.data.toy.subjects import person, pronoun
from nmt.data.toy.words import Choice, En, Fr, Phrase, pair, synonyms

_KINDS = ("drink", "fruit", "vegetable", "clothes", "pet", "furniture", "instrument", "dessert", "tableware")


def _not(second: Phrase) -> Phrase:
    return pair(",", ",") + pair("pas", "not") + second


@cache
def _alike(found: Verb) -> tuple[tuple[Noun, ...], ...]:
    groups = (tuple(n for n in nouns_of(k) if n.classes & found.objects and not n.has("en_mass")) for k in _KINDS)
    return tuple(g for g in groups if len(g) > 1)


def not_that(d: Draw) -> Sentence:
    """Il boit de l'eau, pas de la limonade: not lemonade; elle habite à Paris, pas à Lyon"""
    d.tag("negation_pas")
    subject = person(d, 0.7)
    roll = d.random()
    if roll < 0.6:
        lemma = d.pick(("boire", "manger", "acheter", "vouloir", "avoir", "aimer", "chercher", "préférer"))
        found = d.pick([v for v in verbs_of("tr") if v.lemma == lemma and "person" in v.subjects and _alike(v)])
        found = sense("aimer", "like") if lemma == "aimer" else found
        group = d.pick(_alike(found))
        one, two = d.pick(group), d.pick(group)
        while one is two or one.number != two.number or one.fr == two.fr:
            group = d.pick(_alike(found))
            one, two = d.pick(group), d.pick(group)
        liked = lemma in ("aimer", "préférer")
        mass = one.number == "mass"
        kind = "generic" if liked else "partitive" if mass else "indefinite"
        plural = one.number == "plural" or (not mass and (liked or d.chance(0.2)))
        first = noun_phrase(d, one, kind, plural, ())
        second = noun_phrase(d, two, kind, plural, ())
        main = realise(d, Clause(subject, Predicate(found, [first]), PRESENT))
        return main + _not(second), "."
    if roll < 0.75:
        one_city, two_city = d.pick(places("city")), d.pick(places("city"))
        if one_city is two_city:
            return not_that(d)
        found = verb(d.pick(("habiter", "travailler", "vivre")), "place")
        main = realise(d, Clause(subject, Predicate(found, [in_place(d, one_city)], simple=True), PRESENT))
        return main + _not(in_place(d, two_city)), "."
    if roll < 0.88:
        one_job, two_job = profession_phrase(d, subject), profession_phrase(d, subject)
        if one_job.fr[0].text == two_job.fr[0].text:
            return not_that(d)
        return realise(d, Clause(subject, Predicate(be(), [one_job]), PRESENT)) + _not(two_job), "."
    days = nouns_of("weekday")
    one_day, two_day = d.pick(days), d.pick(days)
    if one_day is two_day:
        return not_that(d)
    d.tag("date")
    found = verb(d.pick(("partir", "arriver", "venir", "revenir")), "intr")
    on, again_on = En("on"), En("on")
    first_word, second_word = En(one_day.en[0]), En(two_day.en[0])
    clause = Clause(subject, Predicate(found), PRESENT)
    clause.end.append(Phrase([Fr(one_day.fr[0], (first_word,), (on,))], [on, first_word]))
    other = Phrase([Fr(two_day.fr[0], (second_word,), (again_on,))], [again_on, second_word])
    return realise(d, clause) + _not(other), "."


_DAILY = frozenset(
    "se lever se coucher travailler étudier cuisiner manger courir nager lire danser jouer boire regarder sortir "
    "écouter".split()
) | {"faire les courses", "faire le ménage", "se lever", "se coucher"}


@cache
def _daily() -> tuple[Verb, ...]:
    return tuple(v for v in action_verbs() if v.lemma in _DAILY and v.subjects & {"person", "adult"}
                 and v.frame in ("intr", "refl", "tr", "tr_prep") and v.aspect == "event")  # fmt: skip


def _habit(french: str) -> Phrase:
    return expression_phrase(next(e for e in expressions("habit_adverb_post") if e.fr == french))


def but_not_on(d: Draw) -> Sentence:
    """Je me lève tôt tous les jours, mais pas le dimanche; elle travaille le matin, mais pas le soir."""
    d.tag("habit_adverb", "coordination", "negation_pas")
    subject = person(d, 0.65)
    found = d.pick(_daily())
    clause = Clause(subject, predicate_for(d, found, subject, False, True), PRESENT, habitual=True)
    if found.lemma in ("se lever", "se coucher"):
        clause.end.append(pair(*d.pick((("tôt", "early"), ("tard", "late")))))
    day = ("le lundi", "le mardi", "le mercredi", "le jeudi", "le vendredi", "le samedi", "le dimanche", "le week-end")
    whole, part = d.pick((
        (("tous les jours", "tous les matins", "chaque jour", "tous les soirs", "chaque matin"), day),
        (("le matin",), ("le soir", "l'après-midi")), (("le soir",), ("le matin",)),
        (("le week-end",), ("le lundi", "le vendredi")),
    ))  # fmt: skip
    first, second = (_habit(d.pick(whole)), _habit(d.pick(part)))
    clause.end.append(first)
    but = pair("mais", "but") + pair("pas", "not") + second
    return realise(d, clause) + (pair(",", ",") if d.chance(0.7) else Phrase([], [])) + but, "."


_STILL = frozenset("dormir travailler manger étudier jouer pleurer habiter conduire danser nager fumer regarder lire "
                   "attendre parler chercher courir apprendre".split())  # fmt: skip


@cache
def _still() -> tuple[Verb, ...]:
    return tuple(v for v in action_verbs() if v.lemma in _STILL and v.subjects & {"person", "adult"}
                 and v.frame in ("intr", "tr", "tr_prep"))  # fmt: skip


def still_or_yet(d: Draw) -> Sentence:
    """Elle dort encore; le facteur n'est pas encore passé; il a trois ans et il ne va pas encore à l'école."""
    d.tag("manner_adverb")
    subject, question = question_or_statement(d, person(d, 0.55), 0.15)
    roll = d.random()
    if roll < 0.45:
        d.tag("negation_pas")
        lemma = d.pick(("arriver", "partir", "venir", "rentrer", "se lever", "revenir", "manger", "dîner", "déjeuner"))
        frame = "refl" if lemma.startswith("se ") else "intr"
        found = verb(lemma, frame)
        predicate = predicate_for(d, found, subject, False)
        return finish(d, Clause(subject, predicate, PASSE_COMPOSE, "pas_encore", question, perfect=True))
    if roll < 0.6:
        d.tag("age")
        kid = subject if subject.noun is not None and subject.noun.has("child", "family") else pronoun(d, "il")
        first = Clause(kid, Predicate(aged(), [years(d, 2 + int(d.random() * 5))]), PRESENT)
        found = verb(d.pick(("parler", "lire", "écrire", "marcher", "nager", "travailler")), "intr")
        second = Clause(again(kid), Predicate(found, simple=True), PRESENT, "pas_encore")
        return joined(d, realise(d, first), d.pick(("et", "mais")), realise(d, second)), "."
    still = pair("encore", "still")
    if roll < 0.72:
        moods = [a for a in predicates_for(human_noun(subject.feminine)) if a.lemma in _PASSING]
        clause = Clause(
            subject, Predicate(be(), [adjective_phrase(d, d.pick(moods), subject, 0.0)]), PRESENT, "", question
        )
        clause.mid = still
        return finish(d, clause)
    clause = Clause(subject, predicate_for(d, d.pick(_still()), subject), PRESENT, "", question, mid=still)
    clause.predicate.simple = False
    add_circumstance(d, clause, 0.25)
    return finish(d, clause)


_PASSING = frozenset("malade fatigué triste fâché inquiet absent occupé jeune célibataire".split())


def almost_nothing(d: Draw) -> Sentence:
    """Tu ne manges presque rien: you eat almost nothing; il ne connaît presque personne."""
    d.tag("negation_rien")
    subject, question = question_or_statement(d, person(d, 0.7), 0.12)
    if d.chance(0.7):
        lemma = d.pick(("manger", "manger", "boire", "comprendre", "voir", "acheter", "faire", "entendre", "lire"))
        fr, en = [Fr("rien", ())], [En("nothing")]
    else:
        lemma = d.pick(("connaître", "inviter", "voir", "comprendre"))
        choice = Choice()
        en = [En("nobody", choice), En("no", choice, 1), En("one", choice, 1)]
        fr = [Fr("personne", ())]
    fr[0].sure = tuple(en)
    what = pair("presque", "almost") + Phrase(fr, en)
    clause = Clause(subject, Predicate(verb(lemma, "tr"), [what], simple=True), PRESENT, "personne", question,
                    negated_by=tuple(en))  # fmt: skip
    clause.tense = IMPERFECT if d.chance(0.12) else PRESENT
    clause.habitual = True
    return finish(d, clause)


_WITHOUT_ALMOST = frozenset("manger dormir écouter travailler".split()) | {"se lever", "se coucher"}


def almost_never(d: Draw) -> Sentence:
    """Elle ne fume presque jamais: she almost never smokes; il ne neige presque jamais à Nice."""
    d.tag("negation_jamais")
    if d.chance(0.25):
        subject, found = it_subject(), verb(d.pick(("neiger", "pleuvoir")), "weather")
        end = [in_place(d, d.pick(places("city")))] if d.chance(0.6) else []
        clause = Clause(subject, Predicate(found, simple=True), PRESENT, "jamais", habitual=True, end=end)
    else:
        subject, question = question_or_statement(d, person(d, 0.6), 0.12)
        found = d.pick([v for v in _daily() if v.lemma not in _WITHOUT_ALMOST])
        predicate = predicate_for(d, found, subject, True, True)
        predicate.simple = True
        clause = Clause(subject, predicate, IMPERFECT if d.chance(0.12) else PRESENT, "jamais", question, habitual=True)
    said, mark = finish(d, clause)
    never = next(word for word in said.fr if word.text == "jamais")
    almost = pair("presque", "almost")
    i, j = said.fr.index(never), min(said.en.index(word) for word in never.sure if word in said.en)
    return Phrase([*said.fr[:i], *almost.fr, *said.fr[i:]], [*said.en[:j], *almost.en, *said.en[j:]]), mark


def only_that(d: Draw) -> Sentence:
    """Elle n'est pas fâchée, elle est seulement fatiguée; il a seulement deux ans; je parle seulement français."""
    d.tag("manner_adverb")
    subject, _ = question_or_statement(d, person(d, 0.6), 0.0)
    only = synonyms("seulement", "only", "just")
    roll = d.random()
    if roll < 0.6:
        moods = [a for a in predicates_for(human_noun(subject.feminine)) if a.lemma in _MOODS]
        one, two = d.pick(moods), d.pick(moods)
        while one is two:
            two = d.pick(moods)
        first = realise(d, Clause(subject, Predicate(be(), [adjective_phrase(d, one, subject, 0.0)]), PRESENT, "pas"))
        it = again(subject)
        second = Clause(it, Predicate(be(), [adjective_phrase(d, two, it, 0.0)]), PRESENT, mid=only)
        return first + pair(",", ",") + realise(d, second), "."
    if roll < 0.8:
        d.tag("age")
        clause = Clause(subject, Predicate(aged(), [years(d, 5 + int(d.random() * 14))]), PRESENT, mid=only)
        return finish(d, clause)
    language = noun_phrase(d, d.pick(nouns_of("language")), "none")
    return finish(d, Clause(subject, Predicate(verb("parler", "tr_lang"), [language]), PRESENT, mid=only))


_MOODS = frozenset("fâché fatigué triste malade timide inquiet content nerveux occupé surpris jaloux".split())


def who_wants_more(d: Draw) -> Sentence:
    """Qui veut encore du riz ?: who wants more rice?; tu veux encore de la soupe ?"""
    d.tag("question_qui")
    thing = d.pick([n for n in nouns_of("food", "drink") if n.number == "mass"])
    some, more = En("some", Choice(), 1), En("more")
    core: NounPhrase = noun_phrase(d, thing, "none")
    article = "la" if thing.gender == "f" else "le"
    of = (Fr("de", (), tuple(core.en)), Fr(article, (), tuple(core.en), article=True))
    what = Phrase([Fr("encore", (more, some)), *of, *core.fr], [some, more, *core.en])
    you = pronoun(d, d.pick(("tu", "vous", "vous")))
    if d.chance(0.35):
        who, wants = En("who"), En("wants")
        return Phrase([Fr("qui", (who,)), Fr("veut", (wants,)), *what.fr], [who, wants, *what.en]), "?"
    d.tags.pop("question_qui")
    clause = Clause(you, Predicate(verb("vouloir", "tr"), [what]), PRESENT)
    clause.question = d.pick(("est_ce_que", "intonation", "inversion"))
    if d.chance(0.2):
        clause.subject, clause.question = person(d, 0.6), ""
    return finish(d, clause)
