"""Somebody named, and taken up by a pronoun in a second clause: my aunt lives in Lyon, I call her every Sunday."""

from __future__ import annotations

from functools import cache

from nmt.data.toy.adverbials import expression_phrase
from nmt.data.toy.clauses import NEAR_FUTURE, PASSE_COMPOSE, PRESENT, Clause, Predicate
from nmt.data.toy.description import human_noun, predicates_for
from nmt.data.toy.draw import Draw
from nmt.data.toy.lexicon import Adjective, Verb, adjectives, expressions, places, verb, verbs_of
from nmt.data.toy.linking import again, joined
from nmt.data.toy.objects import sense
from nmt.data.toy.phrases import NounPhrase, noun_phrase
from nmt.data.toy.place_names import in_place
from nmt.data.toy.pronouns import ObjectPronoun, stressed
from nmt.data.toy.realise import realise
from nmt.data.toy.sentences.actions import Sentence
from nmt.data.toy.sentences.being import adjective_phrase, be
from nmt.data.toy.sentences.compare import graded
from nmt.data.toy.subjects import name_phrase, person, person_noun, pronoun, relative
from nmt.data.toy.words import Fr, Phrase, pair


def referred(found: Verb, np: NounPhrase) -> Predicate:
    """The verb with the pronoun for somebody: je la vois, je lui téléphone."""
    dative = found.frame == "tr_to"
    french = ("leur" if dative else "les") if np.plural else "lui" if dative else "la" if np.feminine else "le"
    clitic, english = ObjectPronoun(french, ("them" if np.plural else "her" if np.feminine else "him",)).words()
    return Predicate(found, clitics=[clitic], clitic_en=english, preceding=None if dative else (np.feminine, np.plural))


def _tagged(d: Draw, found: Verb) -> None:
    d.tag("pronoun_reference", "object_pronoun_indirect" if found.frame == "tr_to" else "object_pronoun_direct")


@cache
def _contacts() -> tuple[Verb, ...]:
    """How one keeps in touch with somebody."""
    direct = tuple(verb(lemma, "tr") for lemma in ("voir", "appeler", "aider", "inviter"))
    return direct + tuple(
        v for v in verbs_of("tr_to") if v.lemma in ("téléphoner", "écrire", "parler", "rendre visite")
    )


def _somebody(d: Draw, speaker: NounPhrase) -> NounPhrase:
    """One's relative or friend, somebody with a name, the teacher."""
    roll = d.random()
    if roll < 0.6:
        return relative(d, None, speaker)
    if roll < 0.85:
        return name_phrase(d)
    return noun_phrase(d, person_noun(d), d.pick(("definite", "demonstrative")), d.chance(0.2), ())


_STATES = ("malade", "triste", "seul", "fatigué", "occupé")


def _about(d: Draw, somebody: NounPhrase, state: str) -> Phrase:
    """Where somebody lives, or how he is."""
    if state:
        quality = next(a for a in adjectives() if a.lemma == state)
        return realise(d, Clause(somebody, Predicate(be(), [adjective_phrase(d, quality, somebody, 0.0)])))
    d.tag("place_name")
    found = verb(d.pick(("habiter", "habiter", "travailler")), "place")
    where = in_place(d, d.pick(places("city", "country_f", "country_m")))
    return realise(d, Clause(somebody, Predicate(found, [where], simple=True)))


def known_person(d: Draw) -> Sentence:
    """Ma tante habite à Lyon, je lui téléphone souvent; Paul est malade, alors je vais l'aider; j'aime Léa et ..."""
    speaker = pronoun(d, d.pick(("je", "je", "nous")))
    somebody = _somebody(d, speaker)
    state = d.pick(_STATES) if d.chance(0.35) else ""
    found = d.pick([v for v in _contacts() if v.lemma != ("inviter" if state else "aider")])
    _tagged(d, found)
    if not state and d.chance(0.35):
        liked = sense("aimer", "love" if somebody.noun is not None and somebody.noun.has("family") else "like")
        first = realise(d, Clause(speaker, Predicate(liked, [somebody])))
    else:
        first = _about(d, somebody, state)
    clause = Clause(again(speaker), referred(found, somebody), NEAR_FUTURE if state or d.chance(0.25) else PRESENT)
    if clause.tense == NEAR_FUTURE:
        soon = ("demain", "ce soir", "demain soir", "demain matin", "bientôt", "ce week-end")
        clause.end.append(expression_phrase(d.pick([e for e in expressions() if e.fr in soon and "adverb" in e.kind])))
    elif d.chance(0.3):
        clause.negation = d.pick(("jamais", "jamais", "plus"))
    else:
        _often(d, clause)
    second = realise(d, clause)
    link = "mais" if clause.negation else d.pick((",", "alors") if state else (",", ",", "et"))
    if link == ",":
        return first + pair(",", ",") + second, "."
    return joined(d, first, link, second, link != "et"), "."


def _often(d: Draw, clause: Clause) -> None:
    """souvent, tous les dimanches."""
    d.tag("habit_adverb")
    clause.habitual = clause.predicate.simple = True
    if d.chance(0.4):
        clause.mid = expression_phrase(d.pick(expressions("habit_adverb_pre")))
    else:
        clause.end.append(expression_phrase(d.pick(expressions("habit_adverb_post"))))


def do_you_know(d: Draw) -> Sentence:
    """Je cherche Paul, vous l'avez vu ?; je ne connais pas cette dame, mais Paul la connaît."""
    me, you = pronoun(d, d.pick(("je", "je", "nous"))), pronoun(d, d.pick(("tu", "vous")))
    somebody = _somebody(d, me)
    d.tag("pronoun_reference", "object_pronoun_direct")
    if d.chance(0.5):
        first = realise(d, Clause(me, Predicate(verb("chercher", "tr"), [somebody])))
        seen = referred(verb("voir", "tr"), somebody)
        question = d.pick(("intonation", "est_ce_que"))
        return first + pair(",", ",") + realise(d, Clause(you, seen, PASSE_COMPOSE, "", question, perfect=True)), "?"
    stranger = name_phrase(d) if d.chance(0.4) else noun_phrase(d, person_noun(d), "demonstrative", d.chance(0.2), ())
    first = realise(d, Clause(me, Predicate(verb("connaître", "tr"), [stranger]), PRESENT, "pas"))
    other = relative(d, False, me)
    knows = realise(d, Clause(other, referred(verb("connaître", "tr"), stranger)))
    return joined(d, first, "mais", knows, True), "."


# What one does, or never does, while another speaks to one, looks at one ...
_REACTING = (
    ("écouter", "pas", "parler"), ("écouter", "jamais", "parler"), ("répondre", "jamais", "téléphoner parler appeler"),
    ("sourire", "", "parler regarder"), ("rire", "", "parler regarder"), ("pleurer", "", "parler regarder"),
)  # fmt: skip


def when_spoken_to(d: Draw) -> Sentence:
    """Il n'écoute jamais quand je lui parle; ma fille rit quand je la regarde."""
    d.tag("subordination")
    speaker = pronoun(d, d.pick(("je", "nous", "tu", "on")))
    somebody = pronoun(d, d.pick(("il", "elle", "ils", "elles"))) if d.chance(0.5) else _somebody(d, speaker)
    lemma, negation, ways = d.pick(_REACTING)
    answering = verb(lemma, "intr" if lemma != "répondre" else "tr_to")
    way = d.pick(ways.split())
    seen = (v for v in verbs_of("tr") if v.lemma == "regarder" and v.others)  # look at or watch
    found = next(seen) if way == "regarder" else next(v for v in _contacts() if v.lemma == way)
    _tagged(d, found)
    told = referred(found, somebody)
    told.simple = True
    main = realise(d, Clause(somebody, Predicate(answering, simple=True), PRESENT, negation, habitual=True))
    return joined(d, main, "quand", realise(d, Clause(speaker, told))), "."


@cache
def _traits(feminine: bool) -> tuple[Adjective, ...]:
    return tuple(a for a in predicates_for(human_noun(feminine)) if a.lemma in _LASTING)


_LASTING = frozenset(
    "grand intelligent gentil drôle sportif patient courageux généreux calme fort riche sérieux poli".split()
)


def taller_but(d: Draw) -> Sentence:
    """Ma sœur est plus grande que moi, mais elle est moins forte; Paul est drôle, mais il n'est pas très patient."""
    d.tag("pronoun_reference")
    subject = person(d, 0.15)
    while subject.person != subject.en_person:
        subject = person(d, 0.15)
    traits = _traits(subject.feminine)
    one, two = d.pick(traits), d.pick(traits)
    while one.lemma == two.lemma:
        two = d.pick(traits)
    it = again(subject)
    if d.chance(0.35):
        first = realise(d, Clause(subject, Predicate(be(), [adjective_phrase(d, one, subject, 0.0)])))
        claim = pair("très", "very") + adjective_phrase(d, two, it, 0.0)
        return joined(d, first, "mais", realise(d, Clause(it, Predicate(be(), [claim]), PRESENT, "pas")), True), "."
    d.tag("comparative")
    other: Phrase = (
        stressed(d, subject) if d.chance(0.4) else name_phrase(d) if d.chance(0.5) else relative(d, None, subject)
    )
    while other.fr[-1].text == subject.fr[-1].text:
        other = name_phrase(d)
    kind = d.pick(("plus", "plus", "moins", "aussi"))
    fr, en, than = graded(d, kind, one, subject)
    compared = Phrase([*fr, Fr("que", tuple(than)), *other.fr], [*en, *than, *other.en])
    first = realise(d, Clause(subject, Predicate(be(), [compared])))
    fr, en, _ = graded(d, "moins" if kind == "plus" else "plus", two, it)
    return joined(d, first, "mais", realise(d, Clause(it, Predicate(be(), [Phrase(fr, en)]))), True), "."


# What happened to somebody, and what others did not do about it.
_UNSEEN = (
    ("tomber", "intr", "aider voir"), ("lever la main", "intr", "voir"), ("partir", "intr", "voir"),
    ("arriver", "intr", "voir"), ("entrer", "intr", "voir"), ("pleurer", "intr", "aider"), ("sourire", "intr", "voir"),
    ("se perdre", "refl", "aider"),
)  # fmt: skip


def unseen(d: Draw) -> Sentence:
    """Le garçon a levé la main, mais la professeure ne l'a pas vu; Léa est tombée et nous l'avons aidée."""
    somebody = _somebody(d, pronoun(d, "je"))
    lemma, frame, ways = d.pick(_UNSEEN)
    found = verb(d.pick(ways.split()), "tr")
    _tagged(d, found)
    first = realise(d, Clause(somebody, Predicate(verb(lemma, frame)), PASSE_COMPOSE, dated=True))
    if d.chance(0.4):
        other = pronoun(d, d.pick(("je", "nous", "on")))
    else:
        other = name_phrase(d) if d.chance(0.4) else relative(d, None, pronoun(d, "je"))
        while other.feminine == somebody.feminine and other.plural == somebody.plural:
            other = noun_phrase(d, person_noun(d), "definite", False, ())
    negation = "pas" if d.chance(0.65) else ""
    second = realise(d, Clause(other, referred(found, somebody), PASSE_COMPOSE, negation, dated=True))
    return joined(d, first, "mais" if negation else "et", second, bool(negation)), "."
