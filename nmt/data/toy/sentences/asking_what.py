"""Questions about people and things: qui, que, quel, combien."""

from __future__ import annotations

from functools import cache

from nmt.data.toy.adverbials import add_time
from nmt.data.toy.clauses import IMPERFECT, NEAR_FUTURE, PASSE_COMPOSE, PRESENT, Clause, Predicate
from nmt.data.toy.draw import Draw
from nmt.data.toy.indefinites import whoever
from nmt.data.toy.lexicon import Adjective, Noun, Verb, adjectives, nouns_of, places, verb, verbs_of
from nmt.data.toy.objects import action_verbs, object_nouns, predicate_for, sense
from nmt.data.toy.phrases import free_possessor, noun_phrase
from nmt.data.toy.place_names import place_name
from nmt.data.toy.pronouns import takes_people
from nmt.data.toy.sentences.actions import Sentence, finish, pick_tense
from nmt.data.toy.sentences.asking_where import asked, asked_person, turned
from nmt.data.toy.sentences.being import be
from nmt.data.toy.subjects import person_phrase
from nmt.data.toy.words import Choice, En, Fr, Phrase, aligned, pair, synonyms

_WHAT = frozenset(
    "manger boire lire écrire acheter vendre chercher préparer écouter étudier regarder dessiner prendre commander "
    "choisir porter perdre trouver apprendre voir vouloir utiliser oublier".split()
)
_ASKED_TENSES = (PRESENT, PASSE_COMPOSE, NEAR_FUTURE)


def what(d: Draw) -> Sentence:
    """Que manges-tu ?; qu'est-ce que vous lisez ?; tu fais quoi ?"""
    d.tag("question_que")
    found = d.pick(_what_verbs())
    subject = asked_person(d)
    tense = pick_tense(d, found)
    clause = Clause(subject, Predicate(found), tense if tense in _ASKED_TENSES else PRESENT)
    word = En("what")
    if d.chance(0.15):
        clause.wh, clause.question = Phrase([Fr("quoi", (word,))], [word]), "in_situ"
        return finish(d, clause)
    clause.wh = Phrase([Fr("que", (word,))], [word])
    clause.question = "inversion" if d.chance(0.4) and subject.pronoun not in ("", "je") else "est_ce_que"
    add_time(d, clause, 0.3, punctual=False)
    return finish(d, clause)


@cache
def _what_verbs() -> tuple[Verb, ...]:
    first: dict[str, Verb] = {}
    for v in verbs_of("tr"):
        if v.lemma in _WHAT and "person" in v.subjects and v.lemma != "prendre":  # which is asked at the table
            first.setdefault(v.lemma, v)
    doing = sense("faire", "do")
    return (*first.values(), doing, doing, doing)


def who(d: Draw) -> Sentence:
    """Qui parle ?; qui a mangé le gâteau ?; qui cherches-tu ?; à qui parlez-vous ?; qui est cette femme ?"""
    d.tag("question_qui")
    roll = d.random()
    word = En("who")
    if roll < 0.55:
        return _who_does(d)
    if roll < 0.8:
        found = d.pick(_whom_verbs())
        tense = PASSE_COMPOSE if found.aspect == "achievement" else d.pick((PRESENT, PRESENT, PASSE_COMPOSE))
        clause = Clause(asked_person(d), Predicate(found), tense, "", "est_ce_que")
        add_time(d, clause, 0.3, punctual=False)
        return asked(d, clause, synonyms("qui", "who", "whom"))
    if roll < 0.9:
        found = d.pick([v for v in verbs_of("tr_to") if v.preposition == "à" and "person" in v.subjects])
        wh = Phrase([Fr("à")], []) + synonyms("qui", "who", "whom")
        return asked(d, Clause(asked_person(d), Predicate(found), PRESENT), wh, in_situ=False)
    clause = Clause(person_phrase(d, (), 0.0), Predicate(be()), PRESENT)
    return turned(d, clause, Phrase([Fr("qui", (word,))], [word]))


def of_whom(french: str, english: str) -> tuple[Phrase, Phrase]:
    """avec qui: who ... with, or with whom; the words in front, and those at the end."""
    choice = Choice(3)
    who = [En("who", choice), En("whom", choice, 1), En("whom", choice, 2)]
    first, last = En(english, choice, 1), [En(english, choice), En(english, choice, 2)]
    wh = Phrase([Fr(french, (last[0], first)), Fr("qui", (who[0], who[1]))], [first, *who])
    return wh, Phrase([], list(last))


def _who_does(d: Draw) -> Sentence:
    subject = whoever()
    found = d.pick(_doing_verbs())
    if d.chance(0.15):
        near = tuple(subject.en)
        subject.fr += [Fr("est", (), near), Fr("-ce", (), near), Fr("qui", (), near)]
    tense = pick_tense(d, found)
    predicate = predicate_for(d, found, subject)
    clause = Clause(subject, predicate, PRESENT if tense == IMPERFECT else tense, subject_question=True)
    if found.frame in ("intr", "tr_lang") and not found.etre and d.chance(0.2):
        clause.end.append(pair("ici", "here"))
    else:
        add_time(d, clause, 0.3)
    return finish(d, clause)


@cache
def _doing_verbs() -> tuple[Verb, ...]:
    return tuple(v for v in action_verbs() if "person" in v.subjects and v.frame != "refl_plural")


@cache
def _whom_verbs() -> tuple[Verb, ...]:
    return tuple(v for v in verbs_of("tr") if takes_people(v) and "person" in v.subjects and v.lemma != "voir")


def which(d: Draw) -> Sentence:
    """Quel livre lis-tu ?; quelle robe est-ce qu'elle a achetée ?; quel est ton film préféré ?"""
    if d.chance(0.4):
        return what_is_your(d)
    found, thing = d.pick(_which_pairs())
    wh = noun_phrase(d, thing, "which", d.chance(0.25))
    tense = PASSE_COMPOSE if found.aspect == "achievement" else d.pick((PRESENT, PRESENT, PASSE_COMPOSE, NEAR_FUTURE))
    if found.stative:
        tense = PRESENT
    predicate = Predicate(found, preceding=(wh.feminine, wh.plural))
    clause = Clause(asked_person(d), predicate, tense, "", "est_ce_que")
    add_time(d, clause, 0.2, punctual=False)
    return asked(d, clause, wh, in_situ=False)


@cache
def _which_pairs() -> tuple[tuple[Verb, Noun], ...]:
    wanted = _WHAT | {"visiter", "aimer", "préférer", "parler", "essayer", "traverser", "attendre"}
    return tuple(
        (v, n)
        for v in verbs_of("tr")
        if "person" in v.subjects and v.lemma in wanted and not takes_people(v)
        for n in object_nouns(v)
        if n.number == "count"
        and "en_mass" not in n.classes
        and not n.has("meal", "shower", "animal", "sky")
        and n.lemma != "âge"  # which is asked for by quel âge avoir
    )


def what_is_your(d: Draw) -> Sentence:
    """Quel est ton nom ?; quelle est ta couleur préférée ?"""
    d.tag("question_quel")
    if d.chance(0.55):
        subject = noun_phrase(d, d.pick(_favorites()), free_possessor(d), False, (favorite(),))
    else:
        facts = [n for n in nouns_of("fact", "fact_owned") if n.lemma != "vérité"]
        subject = noun_phrase(d, d.pick(facts), free_possessor(d))
    word = En("what")
    form = "quelle" if subject.feminine else "quel"
    return turned(d, Clause(subject, Predicate(be()), PRESENT), Phrase([Fr(form, (word,))], [word]))


@cache
def favorite() -> Adjective:
    """préféré, which needs an owner."""
    return next(a for a in adjectives() if a.lemma == "préféré")


@cache
def _favorites() -> tuple[Noun, ...]:
    found = nouns_of(*sorted(favorite().classes), "attribute", "sport_word", "season_word", "animal_word")
    return tuple(n for n in found if n.number == "count" and not n.has("human", "season", "language", "animal"))


def favorites(d: Draw) -> Sentence:
    """Mon sport préféré est la natation; ma couleur préférée est le bleu."""
    kinds = (
        ("sport", ("sport",)), ("saison", ("season",)), ("fruit", ("fruit",)), ("animal", ("pet", "wild")),
        ("ville", ()), ("couleur", ("color",)), ("langue", ("language",)), ("légume", ("vegetable",)),
    )  # fmt: skip
    name, classes = d.pick([k for k in kinds if not k[1] or nouns_of(*k[1])])
    heads = [n for n in nouns_of("sport_word", "season_word", "fruit_word", "animal_word", "town_word", "attribute",
                                 "language_word", "vegetable") if n.fr[0] == name]  # fmt: skip
    if not heads:
        return what_is_your(d)
    subject = noun_phrase(d, heads[0], free_possessor(d), False, (favorite(),))
    if classes:
        item = d.pick(nouns_of(*classes))
        complement = noun_phrase(
            d, item, "generic" if not item.has("fruit", "vegetable", "pet", "wild") else "definite"
        )
    else:
        complement = place_name(d, d.pick(places("city")))
    return finish(d, Clause(subject, Predicate(be(), [complement]), PRESENT))


def how_many(d: Draw) -> Sentence:
    """Combien de livres as-tu ?; combien de frères avez-vous ?; combien coûte ce sac ?"""
    d.tag("question_combien")
    roll = d.random()
    if roll < 0.3:
        return _how_much(d)
    if roll < 0.65:
        found = verb("avoir", "tr")
        thing = d.pick(
            nouns_of("pet", "small_object", "book_like", "clothes", "toy") if d.chance(0.55) else _relatives()
        )
    else:
        found, thing = d.pick(_counted_pairs())
    wh = noun_phrase(d, thing, "combien", thing.number == "count")
    tense = PASSE_COMPOSE if not found.stative and d.chance(0.4) else PRESENT
    predicate = Predicate(found, preceding=(wh.feminine, wh.plural))
    clause = Clause(asked_person(d), predicate, tense, "", "est_ce_que")
    if d.chance(0.15):
        clause.question, clause.wh, predicate.preceding = "in_situ", wh, None
        return finish(d, clause)
    add_time(d, clause, 0.2, punctual=False)
    return asked(d, clause, wh, in_situ=False)


@cache
def _relatives() -> tuple[Noun, ...]:
    counted = frozenset("frère fils cousin ami oncle enfant copain neveu".split())
    return tuple(
        n
        for n in nouns_of("family", "friend", "child")
        if n.lemma in counted and (n.lemma, n.gender) != ("enfant", "f")
    )


@cache
def _counted_pairs() -> tuple[tuple[Verb, Noun], ...]:
    wanted = frozenset("acheter lire manger vouloir voir écrire boire".split())
    return tuple(
        (v, n)
        for v in verbs_of("tr")
        if v.lemma in wanted and "person" in v.subjects
        for n in object_nouns(v)
        if n.number in ("count", "mass") and not n.has("human", "en_pair", "sky")
    )


def _how_much(d: Draw) -> Sentence:
    """Combien coûte cette robe ?: how much does this dress cost?"""
    d.tag("number")
    thing = d.pick(nouns_of("clothes", "book_like", "small_object", "vehicle_own", "food", "furniture", "device"))
    plural = thing.number == "plural" or (thing.number == "count" and d.chance(0.3))
    subject = noun_phrase(d, thing, "demonstrative" if d.chance(0.7) else "definite", plural)
    clause = Clause(subject, Predicate(verb("coûter", "price")), PRESENT)
    return turned(d, clause, aligned("combien", "how much"))
