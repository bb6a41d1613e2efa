"""Things and people of a kind: strawberry jam, a leather jacket, my piano teacher, in every role of a sentence."""

from __future__ import annotations

from functools import cache

from nmt.data.toy.adverbials import add_time, company
from nmt.data.toy.clauses import IMPERFECT, PASSE_COMPOSE, PRESENT, Clause, Predicate
from nmt.data.toy.compounds import compound_people, compound_things
from nmt.data.toy.description import human_noun, predicates_for
from nmt.data.toy.determiners import Possessor
from nmt.data.toy.draw import Draw
from nmt.data.toy.indefinites import ce
from nmt.data.toy.lexicon import Adjective, Noun, Verb, adjectives, noun, verb, verbs_of
from nmt.data.toy.objects import GENERIC_VERBS, action_verbs, generic_or_definite, predicate_for, sense, thing_object
from nmt.data.toy.phrases import NounPhrase, conjoined, draw_adjectives, free_possessor, noun_phrase, possessor_of
from nmt.data.toy.sentences.actions import Sentence, add_circumstance, finish, pick_negation, pick_question, pick_tense
from nmt.data.toy.sentences.being import be, quality_clause
from nmt.data.toy.subjects import person, pronoun, thing_phrase
from nmt.data.toy.two_senses import or_this_one
from nmt.data.toy.words import Choice, En, pair


@cache
def _takers(item: Noun) -> tuple[Verb, ...]:
    """What people do with a thing of its classes."""
    return tuple(
        v for v in action_verbs() if v.frame == "tr" and v.objects & item.classes and "person" in v.subjects
        and v.lemma not in ("passer", "payer")
    )  # fmt: skip


def _kind(d: Draw) -> Noun:
    return d.pick(d.pick(compound_things()))


def kind_object(d: Draw) -> Sentence:
    """Elle a mangé un sandwich au jambon; nous achetons des pulls en laine; as-tu fini tes devoirs de maths ?"""
    item = _kind(d)
    while not _takers(item):
        item = _kind(d)
    found = d.pick(_takers(item))
    subject, tense = person(d, 0.6), pick_tense(d, found)
    question = ""
    if d.chance(0.2):
        subject = pronoun(d, d.pick(("tu", "vous", "il", "elle", "ils")))
        question = pick_question(d, subject)
    negation = pick_negation(d, tense, found) if d.chance(0.15) else ""
    if found.lemma in GENERIC_VERBS:
        what = generic_or_definite(d, item, subject)
    elif not negation and d.chance(0.14):
        what = _two_kinds(d, item, subject)
    else:
        what = thing_object(d, found, item, subject, bool(negation), False)
    clause = Clause(
        subject, Predicate(found, [what]), tense, negation, question, perfect=negation in ("jamais", "pas_encore")
    )
    add_time(d, clause, 0.4)
    add_circumstance(d, clause, 0.3)
    return finish(d, clause)


def _two_kinds(d: Draw, item: Noun, subject: NounPhrase) -> NounPhrase:
    """un sandwich au jambon et une salade de fruits; mon livre de maths et mon cahier d'histoire."""
    row = d.pick([row for row in compound_things() if row[0].classes & item.classes & _TOGETHER] or [(item,)])
    other = d.pick(row)
    if other is item:
        return thing_object(d, verb("voir", "tr"), item, subject, False, False)
    owned = item.has("school_thing", "book", "clothes", "homework") and d.chance(0.6)
    owner = possessor_of(subject)
    return conjoined(d, *(_one_kind(d, one, owner if owned else None) for one in (item, other)))


_TOGETHER = frozenset("food drink clothes furniture tableware school_thing book jewel container".split())


def _one_kind(d: Draw, item: Noun, owner: Possessor | None) -> NounPhrase:
    plural = item.number == "plural" or (item.number == "count" and (item.has("footwear") or d.chance(0.25)))
    if owner is not None:
        return noun_phrase(d, item, owner, plural, ())
    return noun_phrase(d, item, "partitive" if item.number == "mass" else "indefinite", plural, ())


def kind_subject(d: Draw) -> Sentence:
    """La soupe de légumes est trop salée; ces chaussures en cuir sont chères; ma fête d'anniversaire était géniale."""
    item = _kind(d)
    options = [a for a in predicates_for(item) if a.lemma not in ("carré", "rond", "cassé", "nouveau")]
    while not options:
        item = _kind(d)
        options = [a for a in predicates_for(item) if a.lemma not in ("carré", "rond", "cassé", "nouveau")]
    clause = quality_clause(d, thing_phrase(d, item), d.pick(options), 0.25)
    if d.chance(0.15):
        clause.question = d.pick(("intonation", "est_ce_que"))
    return finish(d, clause)


def kind_pointed(d: Draw) -> Sentence:
    """C'est un bon livre d'histoire; ce sont mes clés de voiture; où est ma veste en cuir ?"""
    item = _kind(d)
    plural = item.number == "plural" or (item.number == "count" and d.chance(0.5 if item.has("footwear") else 0.2))
    if d.chance(0.35) and item.number == "count" and not item.has("lesson", "event", "story", "song", "movie"):
        d.tag("question_ou")
        theirs = item.has("clothes", "small_object", "school_thing", "book", "bag", "jewel") and d.chance(0.75)
        np = noun_phrase(d, item, free_possessor(d) if theirs else "definite", plural, ())
        clause = Clause(np, Predicate(be()), PRESENT if d.chance(0.8) else IMPERFECT, "", "noun_inversion")
        clause.wh = pair("où", "where")
        return finish(d, clause)
    d.tag("cest")
    determiner = "partitive" if item.number == "mass" else "indefinite"
    owned = item.has("clothes", "school_thing", "book", "small_object", "bag", "homework") and d.chance(0.5)
    adjectives = draw_adjectives(d, item, 0.3, 0.1)
    np = noun_phrase(d, item, free_possessor(d) if owned else determiner, plural, adjectives)
    negation = "pas" if d.chance(0.15) else ""
    if negation:
        some = tuple(word for word in np.en if word.text == "some")  # not: they are not some keys
        np.en = [word for word in np.en if word not in some]
        for french in np.fr:
            french.sure = tuple(word for word in french.sure if word not in some)
    return finish(d, Clause(ce(np), Predicate(be(), [np]), PRESENT, negation))


def _teacher(d: Draw) -> NounPhrase:
    """mon professeur de piano, la prof d'histoire, une joueuse de tennis, nos professeurs de sciences."""
    someone = d.pick(compound_people())
    plural = d.chance(0.15)
    owned = not someone.has("unowned") and d.chance(0.65)
    described = draw_adjectives(d, someone, 0.15, 0.08)
    determiner = free_possessor(d) if owned else "definite" if d.chance(0.7) else "demonstrative"
    return noun_phrase(d, someone, determiner, plural, described)


def kind_person(d: Draw) -> Sentence:
    """Mon professeur de piano habite à Lyon; nous aimons bien notre prof d'histoire; elle parle avec la prof."""
    roll = d.random()
    teacher = _teacher(d)
    if roll < 0.3:
        fit = predicates_for(teacher.noun or human_noun(teacher.feminine))
        found = d.pick([a for a in fit if not a.predicate_only and not a.before])
        return finish(d, quality_clause(d, teacher, found, 0.15))
    if roll < 0.6:
        done = d.pick([v for v in action_verbs() if "person" in v.subjects and v.frame in ("tr", "intr", "tr_to")
                       and v.aspect == "event"])  # fmt: skip
        clause = Clause(teacher, predicate_for(d, done, teacher), pick_tense(d, done))
        add_time(d, clause, 0.6)
        return finish(d, clause)
    subject = person(d, 0.75)
    if roll < 0.85:
        found_verb = d.pick(_done_to())
        tense = PASSE_COMPOSE if found_verb.aspect == "achievement" else pick_tense(d, found_verb)
        clause = Clause(subject, Predicate(found_verb, [teacher]), tense)
    else:
        talking = d.pick([v for v in action_verbs() if v.lemma in _IN_COMPANY and v.frame == "intr"])
        clause = Clause(subject, Predicate(talking, [company(d, teacher)]), pick_tense(d, talking))
    add_time(d, clause, 0.5)
    return finish(d, clause)


_IN_COMPANY = frozenset("parler bavarder dîner déjeuner travailler jouer chanter danser sortir".split())


@cache
def _done_to() -> tuple[Verb, ...]:
    wanted = "connaître voir attendre aider écouter rencontrer chercher appeler inviter remercier parler téléphoner"
    found: dict[str, Verb] = {}
    for v in verbs_of("tr", "tr_to"):
        if v.lemma in wanted.split() and v.objects & {"person", "friend", "teacher_like", "family"}:
            found.setdefault(v.lemma, v)
    return tuple(found.values())


_FOOD = Noun("cuisine", "f", ("cuisine", "cuisines"), ("food", "food"), "mass", frozenset(("food", "dish")))
_ABROAD = "musique film chanson vin bière fromage voiture roman livre chocolat thé restaurant chanteur acteur écrivain"


@cache
def _nationalities() -> tuple[Adjective, ...]:
    return tuple(a for a in adjectives() if "nationality" in a.classes)


def from_abroad(d: Draw) -> Sentence:
    """J'adore la cuisine mexicaine; elle n'aime pas les films russes; la bière belge est chère."""
    thing = _FOOD if d.chance(0.4) else noun(d.pick(_ABROAD.split()))
    d.tag("adjective_after")
    np = noun_phrase(d, thing, "generic", thing.number == "count", (d.pick(_nationalities()),))
    if thing is _FOOD:
        word, choice = np.en[-1], Choice(3)
        word.choice = choice
        others = [En("cuisine", choice, 1), En("cooking", choice, 2)]
        np.en += others
        named = next(fr for fr in np.fr if fr.text == "cuisine")
        named.sure = (*named.sure, *others)
    if not np.human and d.chance(0.25):
        options = [
            a for a in predicates_for(thing) if a.gradable and a.lemma not in ("chaud", "froid", "petit", "gros")
        ]
        or_this_one(np)
        return finish(d, quality_clause(d, np, d.pick(options), 0.0))
    found = d.pick([sense("aimer", "like"), *(v for v in action_verbs() if v.lemma in _LIKED and v.frame == "tr")])
    subject = person(d, 0.65)
    negation = d.pick(("pas", "pas", "pas_du_tout")) if d.chance(0.2) and found.lemma == "aimer" else ""
    question = ""
    if not negation and d.chance(0.2):
        subject = pronoun(d, d.pick(("tu", "vous", "il", "elle", "ils")))
        question = pick_question(d, subject)
    return finish(d, Clause(subject, Predicate(found, [np]), PRESENT, negation, question))


_LIKED = ("adorer", "détester", "préférer")
FAMILIES = ((kind_object, 12), (kind_subject, 5), (kind_pointed, 4), (kind_person, 7), (from_abroad, 3))
