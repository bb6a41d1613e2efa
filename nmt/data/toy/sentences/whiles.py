"""What was going on when something happened, how things were then, and how long they had lasted or will take."""

from __future__ import annotations

from functools import cache

from nmt.data.toy.adverbials import with_comma
from nmt.data.toy.clauses import IMPERFECT, NEAR_FUTURE, PASSE_COMPOSE, PRESENT, Clause, Predicate
from nmt.data.toy.determiners import Determiner
from nmt.data.toy.draw import Draw
from nmt.data.toy.lexicon import Verb, adjectives, nouns_of, verb
from nmt.data.toy.linking import again, conjunction, joined
from nmt.data.toy.numbers import lasting
from nmt.data.toy.objects import action_verbs, predicate_for, sense
from nmt.data.toy.phrases import NounPhrase, elsewhere, noun_phrase, possessor_of
from nmt.data.toy.realise import realise
from nmt.data.toy.sentences.actions import Sentence, add_circumstance, finish, someone_else
from nmt.data.toy.sentences.being import be, profession_phrase, question_or_statement, tells_age
from nmt.data.toy.sentences.manner import length_of_time
from nmt.data.toy.sentences.modals import listed_infinitive
from nmt.data.toy.subjects import person, pronoun, subject_for
from nmt.data.toy.words import En, Fr, Phrase, aligned, pair

_GOING_ON = frozenset(
    "dormir manger lire regarder travailler jouer écouter étudier écrire cuisiner parler attendre danser chanter "
    "se laver se doucher se reposer se promener préparer nettoyer laver ranger dessiner marcher courir nager déjeuner "
    "dîner bavarder faire boire chercher pleurer réfléchir s'habiller".split()
) | {"faire la vaisselle", "faire le ménage", "faire la sieste", "faire les courses"}


@cache
def _going_on() -> tuple[Verb, ...]:
    return tuple(
        v for v in action_verbs()
        if v.lemma in _GOING_ON and "person" in v.subjects and v.aspect == "event" and v.frame != "ditr"
    )  # fmt: skip


def _happening(d: Draw, busy: NounPhrase) -> Clause:
    """What comes in between: the phone rings, somebody arrives, the baby wakes up."""
    busy = elsewhere(busy)
    roll = d.random()
    if roll < 0.4:
        ringing = d.pick([n for n in nouns_of("ringing") if n.lemma != "tablette"])
        thing = noun_phrase(d, ringing, "definite", False, ())
        return Clause(thing, Predicate(verb("sonner", "intr")), PASSE_COMPOSE, dated=True)
    if roll < 0.5:
        baby = noun_phrase(d, next(n for n in nouns_of("baby")), "definite", False, ())
        found = verb("tomber", "intr") if d.chance(0.3) else verb("se réveiller", "refl")
        return Clause(baby, Predicate(found), PASSE_COMPOSE, dated=True)
    if roll < 0.58:
        thing = noun_phrase(d, d.pick(nouns_of("event", "weather_sound")), "definite", False, ())
        if thing.noun is not None and thing.noun.lemma in ("orage", "concert", "spectacle", "match", "cours", "film"):
            return Clause(thing, Predicate(verb("commencer", "intr")), PASSE_COMPOSE, dated=True)
    lemma = d.pick(("arriver", "arriver", "entrer", "rentrer", "sortir", "partir", "venir", "revenir", "tomber"))
    other = someone_else(d, busy)
    if d.chance(0.3):
        other = pronoun(d, d.pick([p for p in ("je", "tu", "il", "elle", "nous", "vous", "ils") if p != busy.pronoun]))
        same = not busy.pronoun or busy.pronoun == "on" or {other.pronoun, busy.pronoun} <= {"je", "nous"}
        if same or {other.pronoun, busy.pronoun} <= {"tu", "vous"}:
            other = someone_else(d, busy)
    return Clause(other, Predicate(verb(lemma, "intr")), PASSE_COMPOSE, dated=True)


def was_doing_when(d: Draw) -> Sentence:
    """Elle dormait quand le téléphone a sonné; quand Paul est arrivé, nous regardions un film."""
    subject = person(d, 0.65)
    found = d.pick(_going_on())
    clause = Clause(subject, predicate_for(d, found, subject), IMPERFECT)
    clause.predicate.simple = False
    add_circumstance(d, clause, 0.25)
    event = realise(d, _happening(d, subject))
    d.tag("subordination")
    if d.chance(0.35):
        return with_comma(conjunction("quand") + event) + realise(d, clause), "."
    return joined(d, realise(d, clause), "quand", event), "."


def _former(d: Draw, subject: NounPhrase) -> Phrase:
    """petit, jeune, étudiante: what one was then."""
    if d.chance(0.25):
        return profession_phrase(d, subject)
    young, english = d.pick((("petit", "little"), ("petit", "little"), ("jeune", "young")))
    form = next(a for a in adjectives() if a.lemma == young).form(subject.feminine, subject.plural)
    return pair(form, english)


def _had(d: Draw, subject: NounPhrase) -> Predicate:
    """A dog, long hair, a red bicycle; being afraid of, wanting to become."""
    roll = d.random()
    if roll < 0.3:
        d.tag("definite_article", "adjective_after")
        hair = En("hair")
        color, english = d.pick((("longs", "long"), ("courts", "short"), ("blonds", "blond"), ("bruns", "brown"),
                                 ("roux", "red"), ("noirs", "black")))  # fmt: skip
        what = En(english)
        looks = Phrase([Fr("les", (), (hair,)), Fr("cheveux", (hair,)), Fr(color, (what,))], [what, hair])
        return Predicate(verb("avoir", "tr"), [looks])
    if roll < 0.75:
        owned = nouns_of("pet", "vehicle_own", "toy", "instrument")
        thing = d.pick([n for n in owned if n.number == "count" and n.lemma not in ("voiture", "moto")])
        size = tuple(a for a in adjectives() if a.before and a.en in ("little", "big") and a.lemma in ("petit", "grand")
                     and a.classes & thing.classes)[:1] if d.chance(0.3) else ()  # fmt: skip
        return Predicate(verb("avoir", "tr"), [noun_phrase(d, thing, "indefinite", False, size)])
    if roll < 0.9:
        return predicate_for(d, sense("aimer", "like"), subject)
    dream = Predicate(verb("devenir"), [profession_phrase(d, subject)])
    return Predicate(verb("vouloir", "inf"), infinitive=dream)


def had_when_young(d: Draw) -> Sentence:
    """Quand j'étais petit, j'avais un chien; elle avait les cheveux longs quand elle était étudiante."""
    d.tag("subordination")
    subject = person(d, 0.75)
    while tells_age(subject) or (
        subject.noun is not None and subject.noun.has("profession", "nationality_person", "child")
    ):
        subject = person(d, 0.75)
    same = again(subject)
    if d.chance(0.65) or not subject.pronoun:
        back = realise(d, Clause(subject, Predicate(be(), [_former(d, subject)]), IMPERFECT))
        main = realise(d, Clause(same, _had(d, same), IMPERFECT))
        return with_comma(conjunction("quand") + back) + main, "."
    main = realise(d, Clause(subject, _had(d, subject), IMPERFECT))
    return joined(d, main, "quand", realise(d, Clause(same, Predicate(be(), [_former(d, same)]), IMPERFECT))), "."


_WAITED = frozenset("attendre dormir travailler lire étudier parler marcher jouer regarder écouter chercher nager "
                    "courir danser pleurer cuisiner".split())  # fmt: skip


def had_been_waiting(d: Draw) -> Sentence:
    """Ils attendaient leur train depuis une heure: they had been waiting for their train for an hour."""
    d.tag("time_adverb")
    subject = person(d, 0.55)
    found = d.pick([v for v in _going_on() if v.lemma in _WAITED])
    if d.chance(0.4):
        found = next(v for v in action_verbs() if v.lemma == "attendre" and v.frame == "tr")
    predicate = predicate_for(d, found, subject)
    if found.frame == "tr" and found.lemma == "attendre" and d.chance(0.6):
        vehicle = d.pick(nouns_of("public_transport_timed"))
        predicate.after = [noun_phrase(d, vehicle, possessor_of(subject) if d.chance(0.5) else "definite", False, ())]
    clause = Clause(subject, predicate, IMPERFECT, lasting=True)
    clause.end.append(_for_hours(d))
    main = realise(d, clause)
    if d.chance(0.35):
        return joined(d, main, "quand", realise(d, _happening(d, subject))), "."
    return main, "."


def _for_hours(d: Draw) -> Phrase:
    """depuis une heure: for an hour."""
    if d.chance(0.35):
        time: Phrase = noun_phrase(d, next(n for n in nouns_of("time_unit") if n.lemma == "heure"), "indefinite")
    elif d.chance(0.15):
        long_, time_ = En("long"), En("time")
        a = En("a")
        time = Phrase([Fr("longtemps", (long_, time_), (a,))], [a, long_, time_])
    else:
        n = d.pick((5, 10, 15, 20, 30, 2, 3, 4))
        unit = next(u for u in nouns_of("time_unit") if u.lemma == ("heure" if n < 5 else "minute"))
        time = noun_phrase(d, unit, n, True)
    return lasting(time)


_SPANS: tuple[Determiner, ...] = ("indefinite", "indefinite", 2, 3, 4, 5, 10, 20)


def for_an_hour(d: Draw) -> Sentence:
    """Papa nous attend depuis une heure; mon frère et sa copine habitent ensemble depuis un an."""
    d.tag("time_adverb")
    subject, question = question_or_statement(d, person(d, 0.55), 0.12)
    if d.chance(0.25):
        while not subject.plural or subject.pronoun == "on":
            subject, question = person(d, 0.3), ""
        found = verb(d.pick(("habiter", "habiter", "travailler")), "place")
        clause = Clause(
            subject, Predicate(found, [aligned("ensemble", "together")]), PRESENT, "", question, lasting=True
        )
        link, unit = En("for"), d.pick([n for n in nouns_of("time_unit") if n.lemma in ("an", "mois")])
        many = d.pick(_SPANS)
        time = noun_phrase(d, unit, many, many != "indefinite")
        clause.end.append(Phrase([Fr("depuis", (link,)), *time.fr], [link, *time.en]))
        return finish(d, clause)
    found = d.pick([v for v in _going_on() if v.lemma in _WAITED])
    clause = Clause(subject, predicate_for(d, found, subject), PRESENT, "", question, lasting=True)
    add_circumstance(d, clause, 0.2)
    clause.end.append(_for_hours(d))
    return finish(d, clause)


def in_minutes(d: Draw) -> Sentence:
    """Le train part dans cinq minutes; je reviens dans une heure; nous allons déménager dans deux mois."""
    d.tag("time_adverb")
    roll = d.random()
    in_ = En("in")
    units = frozenset(("minute", "heure"))
    if roll < 0.45:
        timed = d.chance(0.6)
        subject = subject_for(d, frozenset({"public_transport_timed"} if timed else {"event"}))
        found = verb(d.pick(("partir", "arriver") if timed else ("commencer", "finir")), "intr")
        predicate = Predicate(found, simple=True)
        tense = PRESENT
    else:
        subject = person(d, 0.7)
        lemma = d.pick(("partir", "arriver", "revenir", "rentrer", "venir", "sortir", "partir", "déménager"))
        predicate = Predicate(verb(lemma, "intr"))
        tense = d.pick((PRESENT, PRESENT, NEAR_FUTURE)) if lemma != "déménager" else NEAR_FUTURE
        units = frozenset(("mois", "semaine", "an")) if lemma == "déménager" else units | {"jour"}
        if d.chance(0.2):
            task = listed_infinitive(d, "task", subject)
            predicate, tense, units = task, NEAR_FUTURE, frozenset(("minute", "heure", "jour"))
    time = length_of_time(d, units)
    clause = Clause(subject, predicate, tense)
    if subject.pronoun in ("tu", "vous") or d.chance(0.1):
        clause.question = d.pick(("est_ce_que", "intonation"))
    clause.end.append(Phrase([Fr("dans", (in_,)), *time.fr], [in_, *time.en]))
    return finish(d, clause)


def acquainted(d: Draw) -> Sentence:
    """Nous nous sommes rencontrés il y a dix ans; il est parti il y a cinq minutes."""
    d.tag("time_adverb")
    unit = d.pick([n for n in nouns_of("time_unit") if n.lemma in ("an", "mois", "semaine", "jour", "heure", "minute")])
    subject = person(d, 0.55)
    soon = unit.lemma in ("heure", "minute")
    near = ("partir", "arriver", "sortir", "se lever", "rentrer")
    lemma = d.pick(near if soon else ("partir", "arriver", "se marier", "déménager", "venir", "revenir"))
    found = verb(lemma, "refl" if lemma.startswith("se ") else "intr")
    many = d.pick(_SPANS)
    time = noun_phrase(d, unit, many, many != "indefinite")
    ago = En("ago")
    clause = Clause(subject, Predicate(found), PASSE_COMPOSE, dated=True)
    clause.end.append(Phrase([Fr("il", (ago,)), Fr("y", (ago,)), Fr("a", (ago,)), *time.fr], [*time.en, ago]))
    return finish(d, clause)
