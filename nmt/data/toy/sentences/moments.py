"""Two clauses about a moment: what time it was when somebody came, and what went wrong because of what."""

from __future__ import annotations

from functools import cache

from nmt.data.toy.adverbials import expression_phrase
from nmt.data.toy.clauses import IMPERFECT, PASSE_COMPOSE, PRESENT, Clause, Predicate
from nmt.data.toy.draw import Draw
from nmt.data.toy.lexicon import Expression, expressions, nouns_of, verb
from nmt.data.toy.linking import again, conjunction, joined, state_clause
from nmt.data.toy.numbers import hour
from nmt.data.toy.objects import predicate_for
from nmt.data.toy.phrases import NounPhrase, elsewhere, noun_phrase
from nmt.data.toy.pronouns import ObjectPronoun
from nmt.data.toy.realise import realise
from nmt.data.toy.sentences.actions import Sentence, add_circumstance, someone_else
from nmt.data.toy.sentences.being import be
from nmt.data.toy.sentences.combined import pastimes
from nmt.data.toy.sentences.commands import commanded
from nmt.data.toy.sentences.hours import it_subject
from nmt.data.toy.sentences.modals import infinitive_phrase
from nmt.data.toy.subjects import person, pronoun
from nmt.data.toy.words import En, Fr, Phrase, aligned

_COMING = ("arriver", "rentrer", "sortir", "partir", "entrer", "se lever", "se réveiller", "revenir")


def when_it_was(d: Draw) -> Sentence:
    """Il était une heure quand ils sont rentrés; il pleuvait quand nous sommes sortis; elle lisait quand ..."""
    d.tag("subordination")
    subject = person(d, 0.6)
    came = _came(d, subject)
    roll = d.random()
    question = ""
    if roll < 0.3:
        d.tag("clock_time")
        it = it_subject()
        first = Clause(it, Predicate(be(), [hour(d)]), IMPERFECT)
    elif roll < 0.5:
        d.tag("weather")
        question = "est_ce_que" if d.chance(0.3) else ""
        first = Clause(it_subject(), Predicate(verb(d.pick(("pleuvoir", "neiger")), "weather")), IMPERFECT)
        first.question = question
    elif roll < 0.7:
        state = d.pick(("fatigué", "malade", "content", "triste", "faim", "soif", "sommeil", "seul", "inquiet"))
        return joined(d, state_clause(d, subject, state, IMPERFECT), "quand", _came(d, again(subject))), "."
    else:
        other = someone_else(d, elsewhere(subject))
        found = d.pick([v for v in pastimes() if v.lemma not in ("voyager", "skier", "fumer")])
        first = Clause(other, predicate_for(d, found, other), IMPERFECT)
        first.predicate.simple = False
        add_circumstance(d, first, 0.4)
    return joined(d, realise(d, first), "quand", came), "?" if question else "."


def _came(d: Draw, subject: NounPhrase) -> Phrase:
    lemma = d.pick(_COMING)
    found = verb(lemma, "refl" if lemma.startswith("se ") else "intr")
    return realise(d, Clause(subject, Predicate(found), PASSE_COMPOSE, dated=True))


# What happened to one, and why: the state or verb that shows, and what one had done or not.
_MISHAPS: tuple[tuple[tuple[str, str], tuple[tuple[str, str, str], ...]], ...] = (
    (("arriver", "late"), (("rater", "bus", "def"), ("rater", "train", "def"), ("se perdre", "", ""))),
    (("rester", "home"), (("perdre", "clé", "poss"), ("rater", "train", "def"), ("casser", "voiture", "poss"))),
    (("se lever", "late"), (("travailler", "", ""), ("danser", "", ""), ("regarder", "film", "indef"))),
    (("rentrer", "early"), (("perdre", "match", "def"), ("finir", "exercice", "poss"))),
)


@cache
def _recent() -> tuple[Expression, ...]:
    """Days gone by of which one may tell what time one got up."""
    days = ("hier", "matin", "dernier")
    longer = ("mois", "été")
    return tuple(e for e in expressions("past_adverb") if e.fr.endswith(days) and not any(w in e.fr for w in longer))


def mishap(d: Draw) -> Sentence:
    """Elle est arrivée en retard parce qu'elle a raté le bus; j'ai raté le train, donc je suis arrivé en retard."""
    (lemma, how), causes = d.pick(_MISHAPS)
    subject = person(d, 0.6)
    cause_verb, item, determiner = d.pick(causes)
    after = {"late": aligned("en retard", "late") if lemma == "arriver" else aligned("tard", "late"),
             "home": aligned("à la maison", "at home"), "early": aligned("tôt", "early")}[how]  # fmt: skip
    found = verb("rester", "place") if lemma == "rester" else verb(lemma)
    effect = Clause(subject, Predicate(found, [after]), PASSE_COMPOSE, dated=True)
    if d.chance(0.35):
        d.tag("time_adverb")
        when = expression_phrase(d.pick(_recent()))
        effect.end.append(when)
    cause = Clause(again(subject), infinitive_phrase(d, cause_verb, item, determiner, subject), PASSE_COMPOSE)
    if lemma == "se lever":
        cause.end.append(expression_phrase(d.pick([e for e in expressions("whole_adverb") if "journée" not in e.fr
                                                   and "matinée" not in e.fr])))  # fmt: skip
    return joined(d, realise(d, effect), "parce que", realise(d, cause)), "."


_CALLED = (("appeler", "tr"), ("téléphoner", "tr_to"), ("écrire", "tr_to"), ("attendre", "tr"), ("répondre", "tr_to"))
_THEM: tuple[tuple[str, tuple[str, ...]], ...] = (("me", ("me",)), ("me", ("me",)), ("nous", ("us",)))


def when_you_come(d: Draw) -> Sentence:
    """Appelle-les quand tu arrives à la gare; attendez-moi quand vous sortez de l'école."""
    d.tag("imperative", "imperative_pronoun", "subordination")
    who = pronoun(d, d.pick(("tu", "vous")))
    lemma, frame = d.pick(_CALLED)
    direct = frame == "tr"
    d.tag("object_pronoun_direct" if direct else "object_pronoun_indirect")
    others = (("les", ("them",)), ("le", ("him", "it"))) if direct else (("leur", ("them",)), ("lui", ("him", "her")))
    fr, en = ObjectPronoun(*d.pick((*_THEM, *others))).words(behind=True)
    order = commanded(d, who, Predicate(verb(lemma, frame), clitics=[fr], clitic_en=en), False)
    coming = verb(d.pick(("arriver", "arriver", "rentrer", "partir", "revenir", "sortir")), "intr")
    clause = Clause(who, Predicate(coming, simple=True), PRESENT, habitual=True)
    if coming.lemma == "arriver" and d.chance(0.7):
        at = En("at")
        place = noun_phrase(d, d.pick([n for n in nouns_of("place_at") if not n.has("en_bare")]), "definite")
        clause.end.append(Phrase([Fr("à", (at,)), *place.fr], [at, *place.en]))
    return order + conjunction("quand") + realise(d, clause), "."
