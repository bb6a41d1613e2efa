"""Relative clauses with qui and que; clauses after que (je pense que ...)."""

from __future__ import annotations

from nmt.data.toy.adverbials import in_room
from nmt.data.toy.clauses import IMPERFECT, PASSE_COMPOSE, PRESENT, Clause, Predicate
from nmt.data.toy.description import human_noun, predicates_for
from nmt.data.toy.draw import Draw
from nmt.data.toy.indefinites import ce
from nmt.data.toy.lexicon import Adjective, Noun, Verb, nouns_of, verbs_of
from nmt.data.toy.linking import state_clause
from nmt.data.toy.objects import action_verbs, object_nouns, predicate_for
from nmt.data.toy.other_words import worn_too
from nmt.data.toy.phrases import NounPhrase, free_possessor, noun_phrase
from nmt.data.toy.realise import realise
from nmt.data.toy.sentences.actions import Sentence, finish
from nmt.data.toy.sentences.asking_where import faring
from nmt.data.toy.sentences.being import adjective_phrase, be, profession_phrase, quality_clause
from nmt.data.toy.sentences.existence import here_is
from nmt.data.toy.subjects import person, person_noun, pronoun, thing_phrase
from nmt.data.toy.words import Choice, En, Fr, Phrase, aligned


def _relative_tense(d: Draw, found: Verb) -> str:
    if found.aspect == "achievement":
        return PASSE_COMPOSE
    return PRESENT if found.aspect == "state" or d.chance(0.65) else PASSE_COMPOSE


def with_qui(d: Draw, antecedent: NounPhrase) -> NounPhrase:
    """la femme qui parle: the woman who is talking."""
    d.tag("relative_qui")
    beast = antecedent.noun is not None and antecedent.noun.has("animal", "pet")
    links = ("who", "that") if antecedent.human else ("that", "which", "who") if beast else ("that", "which")
    choice = Choice(len(links))
    words = [En(text, choice, k) for k, text in enumerate(links)]
    found = d.pick([v for v in _relative_verbs(antecedent) if v.frame != "refl_plural"])
    subject = NounPhrase(
        [Fr("qui", tuple(words))], words, antecedent.person, antecedent.en_person, antecedent.feminine,
        antecedent.plural, antecedent.owner,
    )  # fmt: skip
    subject.human = antecedent.human
    if d.chance(0.3) and antecedent.human:
        where = in_room(d, "room", "garden", "park")
        inner = realise(d, Clause(subject, Predicate(be(), [where]), PRESENT))
    else:
        inner = realise(d, Clause(subject, predicate_for(d, found, subject), _relative_tense(d, found)))
    return _extended(antecedent, inner)


def _relative_verbs(antecedent: NounPhrase) -> list[Verb]:
    if antecedent.human:
        return [v for v in action_verbs() if "person" in v.subjects and v.lemma not in ("vouloir", "appartenir")]
    classes = antecedent.noun.classes if antecedent.noun else frozenset()
    return [v for v in action_verbs() if v.subjects & classes] or [v for v in verbs_of("intr") if v.lemma == "tomber"]


def with_que(d: Draw, antecedent: NounPhrase, found: Verb, subject: NounPhrase) -> NounPhrase:
    """le livre que je lis: the book that I am reading (`that` may be left out)."""
    d.tag("relative_que")
    choice = Choice()
    that = En("that", choice)
    tense = _relative_tense(d, found)
    found = worn_too(found, antecedent.noun)
    predicate = Predicate(found, preceding=(antecedent.feminine, antecedent.plural))
    inner = realise(d, Clause(subject, predicate, tense))
    joined = Phrase([Fr("que", (that,)), *inner.fr], [that, *inner.en])
    return _extended(antecedent, joined)


def _extended(antecedent: NounPhrase, inner: Phrase) -> NounPhrase:
    np = NounPhrase(
        antecedent.fr + inner.fr, antecedent.en + inner.en, antecedent.person, antecedent.en_person,
        antecedent.feminine, antecedent.plural, antecedent.owner,
    )  # fmt: skip
    np.human = antecedent.human
    np.noun = antecedent.noun
    return np


def _object_antecedent(d: Draw) -> tuple[NounPhrase, Verb]:
    """A thing (or person) and a verb it can be the object of."""
    while True:
        found = d.pick(
            [
                v
                for v in verbs_of("tr")
                if "person" in v.subjects and v.lemma not in ("avoir", "faire", "passer", "payer", "croire")
            ]
        )
        options = [
            n
            for n in object_nouns(found)
            if n.number == "count" and predicates_for(n) and not n.has("public_transport", "meal", "family", "friend")
        ]
        if options:
            break
    thing = d.pick(options)
    determiner = "definite" if d.chance(0.85) else "demonstrative"
    return noun_phrase(d, thing, determiner, d.chance(0.25)), found


def relative_subject(d: Draw) -> Sentence:
    """Le livre que je lis est intéressant; la fille qui chante est ma sœur."""
    if d.chance(0.5):
        antecedent, found = _object_antecedent(d)
        subject = pronoun(d) if d.chance(0.75) else person(d, 0.0)
        np = with_que(d, antecedent, found, subject)
    else:
        noun = person_noun(d)
        np = with_qui(d, noun_phrase(d, noun, "definite", d.chance(0.2)))
    noun_ = np.noun or human_noun(np.feminine)
    if np.human and d.chance(0.4):
        complement: Phrase = profession_phrase(d, np) if d.chance(0.5) else _relation(d, np)
    else:
        return finish(d, quality_clause(d, np, d.pick(predicates_for(noun_))))
    negation = "pas" if d.chance(0.12) else ""
    return finish(d, Clause(np, Predicate(be(), [complement]), PRESENT if d.chance(0.85) else IMPERFECT, negation))


def _relation(d: Draw, np: NounPhrase) -> Phrase:
    options = [
        n
        for n in nouns_of("family", "friend")
        if (n.gender == "f") == np.feminine and n.number == "count" and not n.has("couple")
    ]
    return noun_phrase(d, d.pick(options), free_possessor(d, np), np.plural)


def relative_object(d: Draw) -> Sentence:
    """Je connais la fille qui chante; voici le livre que j'ai acheté; il y a un homme qui attend."""
    roll = d.random()
    if roll < 0.45:
        noun = person_noun(d)
        np = with_qui(d, noun_phrase(d, noun, d.pick(("definite", "indefinite"))))
        found = d.pick(
            [
                v
                for v in verbs_of("tr")
                if v.lemma in ("connaître", "voir", "aider", "attendre", "chercher", "écouter")
                and v.objects & {"person", "teacher_like"}
            ]
        )
        subject = person(d, 0.75)
        return finish(d, Clause(subject, Predicate(found, [np]), PRESENT))
    antecedent, found = _object_antecedent(d)
    np = with_que(d, antecedent, found, pronoun(d) if d.chance(0.7) else person(d, 0.0))
    if roll < 0.75:
        return here_is(d, "voici", np), "."
    d.tag("cest")
    return finish(d, Clause(ce(np), Predicate(be(), [np]), PRESENT))


def opinion(d: Draw) -> Sentence:
    """Je pense que Paul est malade; elle dit qu'elle a faim; je trouve que ce film est ennuyeux."""
    d.tag("subordination")
    found = d.pick(verbs_of("clause"))
    subject = person(d, 0.75)
    inner = _judgment(d) if found.lemma == "trouver" else said_clause(d, subject)
    that = En("that", Choice())
    phrase = Phrase([Fr("que", (that,)), *inner.fr], [that, *inner.en])
    negated = d.chance(0.15) and found.lemma == "savoir"
    return finish(d, Clause(subject, Predicate(found, [phrase]), PRESENT, "pas" if negated else ""))


def _judgment(d: Draw) -> Phrase:
    """What one finds: ce film est ennuyeux, ma robe est trop longue."""
    judged = nouns_of("clothes", "book_like", "movie", "house_like", "dish", "language", "school_subject", "furniture")
    noun = d.pick([n for n in judged if any(_is_opinion(a) for a in predicates_for(n))])
    thing = thing_phrase(d, noun)
    quality = d.pick([a for a in predicates_for(noun) if _is_opinion(a)])
    return realise(d, Clause(thing, Predicate(be(), [adjective_phrase(d, quality, thing, 0.4)]), PRESENT))


def _is_opinion(quality: Adjective) -> bool:
    """Not what everybody sees: clean, dry."""
    return quality.gradable and quality.lemma not in ("sec", "mouillé", "propre", "sale", "vide", "plein")


def thought(d: Draw, inner: Phrase, chance: float) -> Phrase:
    """With this probability what somebody thinks, says or knows: je pense que tout est prêt; the clause else."""
    if not d.chance(chance):
        return inner
    d.tag("subordination")
    that, found = En("that", Choice()), d.pick([v for v in verbs_of("clause") if v.lemma not in ("espérer", "trouver")])
    phrase = Phrase([Fr("que", (that,)), *inner.fr], [that, *inner.en])
    return realise(d, Clause(person(d, 0.7), Predicate(found, [phrase]), PRESENT))


def said_clause(d: Draw, speaker: NounPhrase) -> Phrase:
    """What one thinks or says: a quality, an action."""
    other = person(d, 0.55)
    if other.pronoun == speaker.pronoun == "je" or (
        other.pronoun and other.pronoun == speaker.pronoun and other.pronoun in ("tu", "vous")
    ):
        other = pronoun(d, "il")
    roll = d.random()
    if roll < 0.15:
        return state_clause(d, other, d.pick(("faim", "soif", "peur", "raison", "tort", "froid", "sommeil")))
    if roll < 0.25:
        return realise(d, Clause(other, Predicate(faring(), [aligned("bien", "fine")]), PRESENT))
    if roll < 0.6:
        noun: Noun = other.noun or human_noun(other.feminine)
        return realise(
            d, Clause(other, Predicate(be(), [adjective_phrase(d, d.pick(predicates_for(noun)), other)]), PRESENT)
        )
    found = d.pick([v for v in action_verbs() if "person" in v.subjects and v.frame != "refl_plural"])
    return realise(d, Clause(other, predicate_for(d, found, other), _relative_tense(d, found)))
