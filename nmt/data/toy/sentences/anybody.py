"""Everything, nothing, nobody and somebody as subjects; who somebody is, and how: he is a good doctor, but ..."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from nmt.data.toy.adverbials import add_time, expression_phrase
from nmt.data.toy.clauses import IMPERFECT, NEAR_FUTURE, PASSE_COMPOSE, PRESENT, Clause, Predicate
from nmt.data.toy.description import adjectives_for
from nmt.data.toy.draw import Draw
from nmt.data.toy.english import english_verb
from nmt.data.toy.french import IL
from nmt.data.toy.indefinites import ce, nobody, somebody
from nmt.data.toy.lexicon import Verb, adjectives, conjugation, expressions, noun, nouns_of, verb
from nmt.data.toy.linking import again, joined, state_clause
from nmt.data.toy.objects import predicate_for, recipient, sense
from nmt.data.toy.phrases import NounPhrase, free_possessor, noun_phrase
from nmt.data.toy.pronouns import indirect
from nmt.data.toy.realise import realise
from nmt.data.toy.reordered import another_way
from nmt.data.toy.sentences.actions import Sentence, finish
from nmt.data.toy.sentences.being import adjective_phrase, be, question_or_statement
from nmt.data.toy.sentences.relative import thought
from nmt.data.toy.subjects import person, pronoun, relative
from nmt.data.toy.whereabouts import whereabouts
from nmt.data.toy.words import Choice, En, Fr, Phrase, aligned, pair

_READY = frozenset("prêt parfait facile difficile possible cher gratuit propre sale ouvert fermé nouveau".split())
_PLACED = frozenset("parfait cher gratuit propre sale ouvert fermé content".split())
_NOBODY_IS = frozenset("parfait malade absent prêt content fatigué triste seul".split())


def _everything(negated: bool) -> NounPhrase:
    """tout: everything; rien: nothing."""
    word = En("nothing" if negated else "everything")
    np = NounPhrase([Fr("rien" if negated else "tout", (word,))], [word], IL, IL, False, False, "its")
    np.human = False
    return np


def all_or_nothing(d: Draw) -> Sentence:
    """Tout est prêt; rien n'est facile; personne n'est parfait; rien n'était ouvert dimanche."""
    d.tag("indefinite_pronoun")
    roll = d.random()
    negated = roll < 0.7
    subject = nobody(d) if roll < 0.3 else _everything(negated)
    wanted = _NOBODY_IS if roll < 0.3 else _READY
    chosen = d.pick(sorted(wanted))
    quality = next(a for a in adjectives() if a.lemma == chosen and (not a.before or a.lemma == "nouveau"))
    said = adjective_phrase(d, quality, subject, 0.0)
    tense = PRESENT if d.chance(0.7) else IMPERFECT
    clause = Clause(subject, Predicate(be(), [said]), tense)
    if negated:
        clause.negation, clause.negated_by = "personne_subject", tuple(subject.en)
    elif d.chance(0.2):
        clause.question = d.pick(("est_ce_que", "intonation"))
    roll = d.random()
    if roll < 0.25:
        d.tag("time_adverb")
        kinds = ("day_adverb", "present_adverb") if tense == PRESENT else ("past_adverb",)
        clause.end.append(expression_phrase(d.pick([e for e in expressions(*kinds) if e.fr[:6] != "il y a"])))
    elif roll < 0.5 and chosen in _PLACED:
        clause.end.append(pair("ici", "here") if d.chance(0.5) else pair("dans", "in") + noun_phrase(
            d, noun(d.pick(("maison", "magasin", "ville", "restaurant", "cuisine"))), "demonstrative"))  # fmt: skip
    said_so = realise(d, clause)
    return (said_so, "?") if clause.question else (thought(d, said_so, 0.35 if tense == PRESENT else 0.0), ".")


@cache
def _stealing() -> Verb:
    english = english_verb("steal", "stole", "stolen", "stealing", "steals")
    return Verb("voler", conjugation("voler"), "", False, False, english, "tr", "", frozenset(), frozenset(),
                "achievement")  # fmt: skip


@cache
def _at_the_door(french: str, *english: str) -> Verb:
    forms = english_verb(*english)
    return Verb(french, conjugation(french), "", False, False, forms, "intr", "", frozenset(), frozenset(), "event")


def somebody_did(d: Draw) -> Sentence:
    """Quelqu'un a sonné à la porte: someone rang the doorbell; on a volé mon vélo: someone stole my bicycle."""
    subject = somebody(d)
    if d.chance(0.55):
        if d.chance(0.6):
            subject.fr = [Fr("on", tuple(subject.en))]
        thing = d.pick(nouns_of("vehicle_own", "bag", "device", "jewel", "small_valuable", "money"))
        owner = free_possessor(d)
        np = noun_phrase(d, thing, owner, False, ())
        clause = Clause(subject, Predicate(_stealing(), [np]), PASSE_COMPOSE, dated=True)
        if d.chance(0.55):
            d.tag("time_adverb")
            clause.end.append(expression_phrase(d.pick(expressions("past_adverb"))))
        return finish(d, clause)
    knocking = d.chance(0.5)
    found = _at_the_door("frapper", "knock") if knocking else verb("sonner à la porte", "intr")
    clause = Clause(subject, Predicate(found), d.pick((PRESENT, PASSE_COMPOSE, PASSE_COMPOSE)))
    if knocking:
        clause.end.append(aligned("à la porte", "on the door", "0-0 1-1 2-2"))
    if clause.tense == PASSE_COMPOSE and d.chance(0.3):
        clause.end.append(aligned(*d.pick((("hier soir", "last night"), ("ce matin", "this morning")))))
    elif d.chance(0.15):
        clause.question = "est_ce_que"
    return finish(d, clause)


def _plain_this_is(d: Draw, np: NounPhrase, known: bool) -> Phrase:
    """c'est mon frère: this is, it is, he is."""
    return realise(d, Clause(ce(np, known), Predicate(be(), [np]), PRESENT))


_GOOD = ("bon", "mauvais", "nouveau", "vieux", "jeune", "grand")
_BUT = {
    "bon": "occupé fatigué timide malade strict absent", "mauvais": "gentil drôle calme poli patient",
    "nouveau": "timide gentil sympathique drôle", "vieux": "sportif gentil drôle fort", "jeune": "patient sérieux fort",
    "grand": "timide paresseux gentil",
}  # fmt: skip
_KINDLY = "gentil sympathique drôle patient sérieux strict intelligent sportif timide généreux".split()


def he_is_so(d: Draw) -> Sentence:
    """C'est un bon médecin, mais il est très occupé: he is a good doctor, but; c'est mon professeur, il est sympa."""
    d.tag("cest", "pronoun_reference")
    someone = d.pick(nouns_of("teacher", "doctor_like") if d.chance(0.5) else nouns_of("profession"))
    if d.chance(0.5):
        options = [a for a in adjectives_for(someone, True) if a.lemma in _GOOD]
        quality = d.pick(options)
        np = noun_phrase(d, someone, "indefinite", False, (quality,))
        second, link = d.pick(_BUT[quality.lemma].split()), "mais"
    else:
        if d.chance(0.5):
            np = relative(d, False)
        else:
            someone = d.pick(nouns_of("teacher", "doctor_like"))
            np = noun_phrase(d, someone, free_possessor(d), False, ())
        second, link = d.pick(_KINDLY), ""
    first = _plain_this_is(d, np, known=not link)
    again_ = again(np)
    trait = next(a for a in adjectives() if a.lemma == second and not a.before)
    said = adjective_phrase(d, trait, again_, 0.0)
    if d.chance(0.4):
        d.tag("degree_adverb")
        said = pair("très", "very") + said
    claim = realise(d, Clause(again_, Predicate(be(), [said]), PRESENT))
    if link:
        return joined(d, first, link, claim, True), "."
    return first + pair(",", ",") + claim, "."


_STRESSED = {"je": "moi", "tu": "toi", "il": "lui", "elle": "elle", "nous": "nous", "vous": "vous", "ils": "eux",
             "elles": "elles"}  # fmt: skip
_ALSO = "faim soif froid sommeil fatigué malade content triste marié timide prêt".split()


def me_too(d: Draw) -> Sentence:
    """Moi aussi, j'aime le thé: I like tea too; lui non plus, il n'a pas faim: he is not hungry either."""
    d.tag("stressed_pronoun")
    subject = pronoun(d, d.pick(("je", "je", "je", "tu", "il", "elle", "nous", "vous", "ils", "elles")))
    negated = d.chance(0.35)
    i = subject.en[0]
    if d.chance(0.45):
        said = state_clause(d, subject, d.pick(_ALSO), PRESENT, "pas" if negated else "")
    else:
        found = d.pick(
            (sense("aimer", "like"), sense("aimer", "like"), verb("connaître", "tr"), verb("comprendre", "tr"))
        )
        said = realise(d, Clause(subject, predicate_for(d, found, subject, negated), PRESENT, "pas" if negated else ""))
    name = _STRESSED[subject.pronoun]
    choice = Choice(2)
    if negated:
        either = En("either")
        front = [Fr(name, (i,)), Fr("non", (either,)), Fr("plus", (either,)), Fr(",", (i,))]
        return Phrase([*front, *said.fr], [*said.en, either]), "."
    too, well = En("too", choice), [En(text, choice, 1) for text in ("as", "well")]
    front = [Fr(name, (i,)), Fr("aussi", (too, *well)), Fr(",", (i,))]
    return Phrase([*front, *said.fr], [*said.en, too, *well]), "."


# To whom one gives, says or shows nothing; where one buys or sees nothing; where one sees nobody.
_NOTHING_TO = ("donner", "dire", "dire", "montrer", "acheter", "offrir", "apporter", "envoyer", "expliquer")
_NOTHING_AT = ("acheter", "trouver", "voir", "manger", "boire", "perdre", "oublier")
_NOBODY_AT = ("voir", "voir", "rencontrer", "attendre")


@cache
def _say() -> Verb:
    forms = english_verb("say", "said", "said", "saying", "says")
    return replace(verb("dire", "ditr"), en=forms, others=(verb("dire", "ditr").en,))


def nothing_for(d: Draw) -> Sentence:
    """Ils n'ont rien donné au facteur: they did not give anything to the mailman (gave nothing); je ne lui dis rien."""
    subject, question = question_or_statement(d, person(d, 0.6), 0.12)
    roll = d.random()
    lemma = d.pick(_NOTHING_TO if roll < 0.6 else _NOTHING_AT if roll < 0.8 else _NOBODY_AT)
    while lemma == "dire" and roll >= 0.4:  # je ne lui ai rien dit: did not tell him anything
        lemma = d.pick(_NOTHING_TO)
    found = _say() if lemma == "dire" else verb(lemma, "ditr" if roll < 0.6 else "tr")
    tense = d.pick((PASSE_COMPOSE, PASSE_COMPOSE, PRESENT, NEAR_FUTURE))
    if found.aspect == "achievement" or lemma == "oublier":
        tense = PASSE_COMPOSE
    predicate = Predicate(found)
    to = "for" if found.en.base[0] == "buy" else "to"
    if roll < 0.4:
        predicate.after = [pair("à", to) + recipient(d, subject)]
    elif roll < 0.6:
        _to_them(d, predicate, subject, to)
    else:
        where = whereabouts(d, found, None, subject)
        predicate.after = [where] if where is not None else []
    nobody_there = roll >= 0.8
    clause = Clause(subject, predicate, tense, "personne" if nobody_there else "rien", question)
    clause.emptied = ("anyone", "anybody", "no one", "nobody") if nobody_there else ("anything", "nothing")
    if question:
        clause.emptied = tuple(text for text in clause.emptied if not text.startswith("no"))
    add_time(d, clause, 0.15, punctual=False)
    phrase, mark = finish(d, clause)
    if d.alternatives and lemma == "dire":
        first, *whom = predicate.english_after()
        phrase.en = _tell_somebody(phrase.en, first, whom[-1])
    return phrase, mark


def _tell_somebody(en: list[En], to: En, last: En) -> list[En]:
    """Say nothing to her, tell nothing to her, and tell her nothing."""
    for nothing in [word for word in en if word.text in ("anything", "nothing")]:
        told = any(w.text in _TELL and w.choice is nothing.choice and w.option == nothing.option for w in en)
        if told and nothing.choice is not None:
            left_out = [
                w for w in en if w.text == to.text and w.choice is nothing.choice and w.option == nothing.option
            ]
            en = another_way(en, nothing.choice, nothing.option, [nothing, to, *left_out], {last: [nothing.text]})
    return en


_TELL = frozenset(("tell", "told", "telling", "tells"))


def _to_them(d: Draw, predicate: Predicate, subject: NounPhrase, to: str) -> None:
    """Il ne m'a rien donné: he did not give me anything; elle ne lui dit rien: she does not say anything to him."""
    d.tag("object_pronoun_indirect")
    clitic, it = indirect(d, subject).words()
    predicate.clitics = [clitic]
    if predicate.verb.en.base[0] in ("say", "explain"):
        predicate.after_en = [En(to), *it]
    else:
        predicate.clitic_en = it


FAMILIES = ((all_or_nothing, 8), (somebody_did, 7), (he_is_so, 6), (me_too, 5), (nothing_for, 7))
