"""Pronouns across clauses: the French gender tells which noun il, elle, le or la means; English has `it`."""

from __future__ import annotations

from functools import cache

from nmt.data.toy.clauses import IMPERFECT, PASSE_COMPOSE, PRESENT, Clause, Predicate
from nmt.data.toy.description import predicates_for
from nmt.data.toy.determiners import Determiner
from nmt.data.toy.draw import Draw
from nmt.data.toy.french import IL, ILS
from nmt.data.toy.lexicon import Adjective, Noun, Verb, nouns_of, verb, verbs_of
from nmt.data.toy.linking import again, joined, state_clause
from nmt.data.toy.other_words import quality
from nmt.data.toy.phrases import NounPhrase, free_possessor, named_adjective, noun_phrase, possessor_of
from nmt.data.toy.realise import realise
from nmt.data.toy.sentences.actions import Sentence
from nmt.data.toy.sentences.being import adjective_phrase, be
from nmt.data.toy.sentences.knowing import can_find
from nmt.data.toy.sentences.places import position
from nmt.data.toy.subjects import name_phrase, person, pronoun, relative
from nmt.data.toy.words import En, Fr, Phrase, pair

_SMALL = frozenset("jewel ticket small_object_flat currency stationery footwear en_pair h_aspire".split())
_TINY = frozenset("clé bague billet timbre gomme stylo crayon montre gant passeport portefeuille craie savon".split())


@cache
def _fitting() -> tuple[Noun, ...]:
    wanted = nouns_of(
        "fits", "big_object", "book_like", "toy", "device", "small_object", "tableware", "clothes", "gift"
    )
    return tuple(
        n for n in wanted
        if n.number == "count" and not n.classes & _SMALL and n.lemma not in _TINY and "container" not in n.classes
    )  # fmt: skip


def fits(d: Draw) -> Sentence:
    """Le trophée n'entre pas dans la valise parce qu'il est trop grand / parce qu'elle est trop petite."""
    d.tag("pronoun_reference")
    while True:
        thing, container = d.pick(_fitting()), d.pick(nouns_of("container", "container_home"))
        plural = d.chance(0.15)
        told_apart = thing.gender != container.gender or plural
        if told_apart or d.chance(0.2):
            break
    subject = noun_phrase(d, thing, "definite", plural)
    owner = free_possessor(d) if d.chance(0.2) else "definite"
    box = noun_phrase(d, container, owner)
    tense = IMPERFECT if d.chance(0.15) else PRESENT
    main = realise(d, Clause(subject, Predicate(verb("entrer", "tr_prep"), [box]), tense, "pas"))
    # Where both nouns have one gender only sense decides: too big is the thing, too small the box.
    about_thing = d.chance(0.5)
    topic = again(subject if about_thing else box)
    big = "gros" if d.chance(0.2) else "grand"
    size = named_adjective(big, "big") if about_thing else named_adjective("petit", "small")
    cause = realise(d, Clause(topic, Predicate(be(), [_too(d, size, topic)]), tense))
    return joined(d, main, "parce que", cause), "."


def _too(d: Draw, size: Adjective, topic: NounPhrase) -> Phrase:
    d.tag("degree_adverb")
    return pair("trop", "too") + quality(size, size.form(topic.feminine, topic.plural), d.alternatives)


# Qualities that make one want, like or refuse a thing.
_JUDGING = frozenset(
    "expensive beautiful pretty old heavy easy difficult interesting boring cold hot salty sweet delicious dirty "
    "broken good bad small big comfortable magnificent funny sad useful practical modern light warm clean".split()
)
_DISLIKED = frozenset("expensive old heavy difficult boring cold salty dirty broken bad sad small".split())


@cache
def _judged(wanted: str) -> tuple[tuple[Verb, Noun], ...]:
    """Verb and thing of which something good or bad can be said."""
    found = []
    for v in verbs_of("tr"):
        if v.lemma in wanted.split() and "person" in v.subjects:
            for n in nouns_of(*sorted(v.objects)):
                human = "human" in n.classes or n.has("animal", "pet_own")
                if n.number == "count" and not human and any(a.en in _JUDGING for a in predicates_for(n)):
                    found.append((v, n))
    return tuple(found)


def referring(d: Draw) -> Sentence:
    """J'aime cette robe, mais elle est trop chère; il n'achète pas le sac parce qu'il est vieux."""
    d.tag("pronoun_reference")
    found, thing = d.pick(_judged("acheter vouloir aimer adorer détester vendre choisir porter prendre lire"))
    np = noun_phrase(d, thing, "demonstrative" if d.chance(0.6) else "definite", d.chance(0.3))
    subject = someone_unlike(d, np)
    negated = found.lemma not in ("détester", "vendre") and d.chance(0.4)
    main = realise(d, Clause(subject, Predicate(found, [np]), PRESENT, "pas" if negated else ""))
    bad = negated or found.lemma in ("détester", "vendre")
    link = "parce que" if bad or d.chance(0.45) else "mais"
    unwelcome = bad or link == "mais"
    options = [a for a in predicates_for(thing) if a.en in _JUDGING and (a.en in _DISLIKED) == unwelcome]
    it = again(np)
    quality = adjective_phrase(d, d.pick(options or predicates_for(thing)), it, 0.5)
    cause = realise(d, Clause(it, Predicate(be(), [quality]), PRESENT))
    return joined(d, main, link, cause, link == "mais" and d.chance(0.5)), "."


def someone_unlike(d: Draw, np: NounPhrase) -> NounPhrase:
    """A subject whose own pronoun cannot be taken for the thing's."""
    while True:
        subject = person(d, 0.75)
        same = subject.person in (IL, ILS) and subject.plural == np.plural and subject.feminine == np.feminine
        if not same or subject.pronoun == "on":
            return subject


def which_person(d: Draw) -> Sentence:
    """Marie aide Paul parce qu'il est malade: the pronoun's gender tells who."""
    d.tag("pronoun_reference")
    first = name_phrase(d) if d.chance(0.6) else relative(d, False)
    second = name_phrase(d) if d.chance(0.6) else relative(d, False, first)
    while first.feminine == second.feminine:
        second = name_phrase(d)
    lemma, about_first, about_second = d.pick(_HELPING)
    found = next(v for v in verbs_of("tr", "tr_to") if v.lemma == lemma and v.objects & {"person", "family"})
    main = realise(d, Clause(first, Predicate(found, [second]), PRESENT))
    topic, states = (first, about_first) if d.chance(0.5) else (second, about_second)
    return joined(d, main, "parce que", state_clause(d, again(topic), d.pick(states))), "."


_HELPING = (
    ("aider", ("gentil", "généreux"), ("malade", "fatigué", "occupé")),
    ("aimer", ("heureux",), ("gentil", "drôle", "intelligent", "patient")),
    ("remercier", ("content", "poli"), ("gentil", "généreux")),
    ("inviter", ("content", "gentil"), ("sympathique", "seul", "drôle")),
    ("appeler", ("inquiet", "nerveux", "seul"), ("malade", "triste")),
    ("téléphoner", ("inquiet", "seul"), ("malade", "triste")),
)


def taken_up(d: Draw) -> Sentence:
    """Paul cherche sa clé, mais il ne la trouve pas; j'ai acheté une pomme et je la mange."""
    d.tag("pronoun_reference", "object_pronoun_direct")
    first_verb, second_verb, classes, negation, link = d.pick(_CHAINS)
    found, then = (
        verb(first_verb, "tr"),
        can_find() if second_verb == "trouver" and negation else verb(second_verb, "tr"),
    )
    thing = d.pick([n for n in nouns_of(*classes) if n.number == "count" and "human" not in n.classes])
    plural = d.chance(0.3)
    subject = person(d, 0.5)
    searched = first_verb in ("chercher", "perdre")
    np = noun_phrase(d, thing, possessor_of(subject) if searched else "indefinite" if not plural else 3, plural)
    main = realise(d, Clause(subject, Predicate(found, [np]), PRESENT if first_verb == "chercher" else PASSE_COMPOSE))
    it = En("them" if np.en_person == ILS else "it")
    clitic = Fr("les" if np.plural else "la" if np.feminine else "le", (it,))
    follow = Predicate(then, clitics=[clitic], clitic_en=[it], preceding=(np.feminine, np.plural))
    follow.simple = then.stative or then.aspect == "achievement"
    second = realise(d, Clause(again(subject), follow, PRESENT, negation))
    return joined(d, main, link, second, link == "mais" and d.chance(0.4)), "."


_CHAINS = (
    ("chercher", "trouver", ("small_object", "book_like", "clothes"), "pas", "mais"),
    ("perdre", "chercher", ("small_object", "clothes"), "", "et"),
    ("acheter", "manger", ("fruit", "sweet", "dish"), "", "et"),
    ("acheter", "lire", ("book_like_generic",), "", "et"),
    ("acheter", "porter", ("clothes",), "pas", "mais"),
    ("acheter", "utiliser", ("device",), "pas", "mais"),
    ("préparer", "manger", ("dish",), "", "et"),
    ("trouver", "garder", ("small_object",), "", "et"),
)


def question_answer(d: Draw) -> Sentence:
    """Où est la clé ? Elle est dans le sac: two sentences, the noun's gender in the second."""
    d.tag("pronoun_reference", "question_ou")
    thing = d.pick(nouns_of("small_object", "book_like", "clothes", "tableware", "pet", "toy", "school_thing"))
    plural = thing.number == "plural" or d.chance(0.3)
    owners: tuple[Determiner, ...] = ("definite", possessor_of(pronoun(d, "je")), possessor_of(pronoun(d, "tu")))
    subject = noun_phrase(d, thing, d.pick(owners), plural)
    ask = Clause(subject, Predicate(be()), PRESENT, question="noun_inversion", wh=pair("où", "where"))
    first = realise(d, ask)
    second = realise(d, Clause(again(subject), Predicate(be(), [position(d)]), PRESENT))
    for word in (second.fr[0], second.en[0]):
        word.text = word.text.capitalize()
    return first + pair("?", "?") + second, "."
