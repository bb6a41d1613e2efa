"""What one does without something, two things done in one breath, births and years: sans nous dire au revoir."""

from __future__ import annotations

from nmt.data.toy.clauses import NEAR_FUTURE, PASSE_COMPOSE, PRESENT, Clause, Predicate
from nmt.data.toy.collocated import row_of
from nmt.data.toy.draw import Draw
from nmt.data.toy.lexicon import nouns_of, places, verb
from nmt.data.toy.linking import again, joined
from nmt.data.toy.numbers import date_phrase, year_part
from nmt.data.toy.phrases import NounPhrase
from nmt.data.toy.place_names import in_place
from nmt.data.toy.realise import realise
from nmt.data.toy.sentences.actions import Sentence, finish
from nmt.data.toy.sentences.asking_where import asked
from nmt.data.toy.sentences.being import question_or_statement
from nmt.data.toy.sentences.collocations import complete
from nmt.data.toy.sentences.pointed import deeds
from nmt.data.toy.sentences.structures import gerund
from nmt.data.toy.subjects import name_phrase, person, pronoun, relative
from nmt.data.toy.words import Choice, En, Fr, Phrase, aligned, pair

Rows = tuple[tuple[str, str], ...]


_LEAVING: Rows = (("partir", "leave"), ("partir", "leave"), ("sortir", "go out"), ("rentrer", "go home / come home"),
                  ("entrer", "come in / enter"))  # fmt: skip
_UNDONE: Rows = (
    ("mettre | son manteau", "put on | one's coat"), ("prendre | son parapluie", "take | one's umbrella"),
    ("mettre | ses chaussures", "put on | one's shoes"), ("prendre | son sac", "take | one's bag"),
    ("payer", "pay"), ("frapper", "knock"), ("sourire", "smile"), ("dire | merci", "say | thank you"),
    ("fermer | la porte", "close | the door"), ("faire | de bruit", "make | noise / any noise"),
    ("finir | son repas", "finish | one's meal"), ("faire | ses devoirs", "do | one's homework"),
    ("manger", "eat"), ("dire | la vérité", "tell | the truth"), ("prendre | ses clés", "take | one's keys"),
    ("éteindre | la lumière", "turn off | the light"), ("embrasser | sa mère", "kiss | one's mother"),
    ("poser | de question", "ask | a question / any questions"),
    ("parler | à | {person}", "talk / speak | to | {person}"), ("attendre | {person}", "wait for | {person}"),
)  # fmt: skip
# French infinitive and what follows it, their English, the preposition before the pronoun, and how it is governed.
_TOWARDS = (
    ("dire", "au revoir", "saying", "goodbye", "to", True), ("dire", "au revoir", "saying", "goodbye", "to", True),
    ("dire", "bonjour", "saying", "hello", "to", True), ("dire", "merci", "saying", "thank you", "to", True),
    ("parler", "", "talking", "", "to", True), ("répondre", "", "answering", "", "", True),
    ("téléphoner", "", "calling", "", "", True), ("regarder", "", "looking", "", "at", False),
    ("attendre", "", "waiting", "", "for", False), ("voir", "", "seeing", "", "", False),
    ("aider", "", "helping", "", "", False), ("écouter", "", "listening", "", "to", False),
    ("embrasser", "", "kissing", "", "", False), ("remercier", "", "thanking", "", "", False),
    ("reconnaître", "", "recognizing", "", "", False), ("inviter", "", "inviting", "", "", False),
)  # fmt: skip
_WHOM = (("me", "me", "me", 0), ("te", "te", "you", 1), ("lui", "le", "him", 2), ("nous", "nous", "us", 3),
         ("vous", "vous", "you", 4), ("leur", "les", "them", 5))  # fmt: skip


def _towards(d: Draw, subject: NounPhrase) -> Phrase:
    """sans nous dire au revoir: without saying goodbye to us; sans le regarder: without looking at him."""
    lemma, rest, saying, goodbye, to, dative = d.pick(_TOWARDS)
    barred = {0: (0, 3), 1: (1, 4), 3: (0, 3), 4: (1, 4)}.get(subject.person, ())
    if subject.pronoun == "on":
        barred = (0, 3)
    indirect, direct, english, _ = d.pick([row for row in _WHOM if row[3] not in barred])
    d.tag("object_pronoun_indirect" if dative else "object_pronoun_direct")
    feminine = english == "him" and d.chance(0.5) and not dative
    whom = En("her" if feminine else english)
    ing, without = En(saying), En("without")
    bye = [En(text) for text in goodbye.split()]
    at = [En(to)] if to else []
    watching = []
    if lemma == "regarder":
        choice = ing.choice = at[0].choice = Choice()
        watching = [En("watching", choice, 1)]
    clitic = Fr(indirect if dative else "la" if feminine else direct, (whom,), tuple(at) if dative else ())
    fr = [Fr("sans", (without,)), clitic, Fr(lemma, (ing, *watching), () if dative else tuple(at))]
    fr += [Fr(text, tuple(bye)) for text in rest.split()]
    return Phrase(fr, [without, ing, *watching, *bye, *at, whom])


def without_doing(d: Draw) -> Sentence:
    """Elles sont parties sans nous dire au revoir; il sort sans mettre son manteau: without putting on his coat."""
    d.tag("infinitive_complement")
    subject, question = question_or_statement(d, person(d, 0.6), 0.1)
    tense = d.pick((PASSE_COMPOSE, PASSE_COMPOSE, PASSE_COMPOSE, PRESENT, NEAR_FUTURE))
    row = row_of(*d.pick(_LEAVING))
    clause = Clause(subject, Predicate(row.verb), tense, "", question)
    if d.chance(0.5):
        clause.end.append(_towards(d, subject))
        return finish(d, clause)
    left = row_of(*d.pick(_UNDONE))
    done = Predicate(left.verb)
    done.after = left.complement(d, subject)
    clause.end.append(gerund(d, subject, done, pair("sans", "without")))
    return finish(d, clause)


_CHANGES: Rows = (
    ("vendre | sa maison", "sell | one's house"), ("vendre | sa voiture", "sell | one's car"),
    ("acheter | ~une voiture", "buy | a car"), ("acheter | ~un appartement", "buy | an apartment"),
    ("manger | ~une pomme", "eat | an apple"), ("manger | ~un sandwich", "eat | a sandwich"),
    ("boire | ~un café", "drink / have | a coffee"), ("boire | ~un verre d'eau", "drink | a glass of water"),
    ("acheter | ~du pain", "buy | bread / some bread"), ("fermer | la porte", "close | the door"),
    ("éteindre | la lumière", "turn off | the light"), ("quitter | son travail", "leave / quit | one's job"),
    ("ouvrir | la fenêtre", "open | the window"), ("faire | ses devoirs", "do | one's homework"),
    ("prendre | ~une douche", "take | a shower"), ("visiter | le musée", "visit | the museum"),
    ("regarder | ~un film", "watch | a movie"),
    ("dîner | au restaurant", "have dinner / eat dinner | at the restaurant"),
)  # fmt: skip
_THEN: Rows = (
    ("déménager | à | {city}", "move | to | {city}"), ("voyager", "travel"), ("dormir", "sleep"),

)  # fmt: skip


def in_one_breath(d: Draw) -> Sentence:
    """Ils ont vendu leur maison et déménagé à Nice: they sold their house and moved to Nice."""
    asked_for, d.alternatives = d.alternatives, False
    subject = person(d, 0.55)
    simple = [r for r in deeds() if not (r.verb.reflexive or r.verb.etre or r.adverb_first)]
    roll = d.random()
    first = row_of(*d.pick(_CHANGES)) if roll < 0.65 else d.pick(simple)
    second = first
    while second.verb.lemma == first.verb.lemma:
        roll = d.random()
        second = row_of(*d.pick(_CHANGES)) if roll < 0.5 else d.pick(simple) if roll < 0.8 else row_of(*d.pick(_THEN))
    said = []
    same = again(subject)
    for who, row in ((subject, first), (same, second)):
        clause = Clause(who, Predicate(row.verb), PASSE_COMPOSE)
        complete(d, clause, row)
        said.append(realise(d, clause))
    then = Phrase(said[1].fr[len(same.fr) + 1 :], said[1].en[len(same.en) :])
    d.alternatives = asked_for
    return joined(d, said[0], "et", then), "."


# What happens in one's life, or to a town, in a year.
_EVENTS: Rows = (
    ("acheter | ~une maison", "buy | a house"), ("vendre | sa maison", "sell | one's house"),
    ("se marier", "get married"), ("déménager", "move"),
    ("arriver | en France", "arrive / come | in France / to France"),
    ("visiter | {city}", "visit | {city}"), ("finir | ses études", "finish | one's studies"),
    ("commencer | à travailler", "start / begin | to work / working"), ("déménager | à | {city}", "move | to | {city}"),
    ("habiter | à | {city}", "live | in | {city}"), ("travailler | à | {city}", "work | in | {city}"),
    ("gagner | ~un prix", "win | a prize"), ("écrire | ~un livre", "write | a book"),
    ("quitter | le pays", "leave | the country"), ("changer | de travail", "change | jobs"),
    ("construire | ~une maison", "build | a house"), ("voyager | en Chine", "travel | to China / in China"),
    ("rencontrer | {person}", "meet | {person}"), ("acheter | ~une voiture", "buy | a car"),
    ("étudier | à | {city}", "study | in | {city}"),
)  # fmt: skip


def _in(year: int) -> Phrase:
    text = str(year)
    return pair("en", "in") + pair(text, text)


def in_that_year(d: Draw) -> Sentence:
    """En 2010, nous avons acheté une maison; ma tante est née en 1998; ils vont se marier en 2027."""
    d.tag("number")
    year = 1950 + int(d.random() * 81)
    subject, question = question_or_statement(d, person(d, 0.6), 0.12)
    if d.chance(0.3) and year < 2027:
        predicate = Predicate(verb("naître", "born"))
        row = None
    else:
        row = row_of(*d.pick(_EVENTS))
        predicate = Predicate(row.verb)
    clause = Clause(subject, predicate, PASSE_COMPOSE if year < 2027 else NEAR_FUTURE, "", question, dated=True)
    if row is not None:
        complete(d, clause, row)
    elif d.chance(0.3):
        clause.end.append(in_place(d, d.pick(places("city"))))
    if not question and d.chance(0.25):
        clause.front.append(_in(year) + pair(",", ","))
    else:
        clause.end.append(_in(year))
    return finish(d, clause)


_KIN = ("petit-fils", "petite-fille", "fils", "fille", "bébé", "neveu", "nièce", "frère", "sœur", "cousin", "enfant")


def born(d: Draw) -> Sentence:
    """Leur petit-fils va naître en avril: is going to be born in April; où êtes-vous né ?: where were you born?"""
    found = verb("naître", "born")
    roll = d.random()
    if roll < 0.4:
        who = relative(d, False)
        while who.noun is None or who.noun.lemma not in _KIN:
            who = relative(d, False)
        clause = Clause(who, Predicate(found), NEAR_FUTURE)
        when = year_part(d) if d.chance(0.7) else date_phrase(d)
        clause.end.append(when)
        return finish(d, clause)
    who = pronoun(d, d.pick(("tu", "vous", "vous", "il", "elle", "ils"))) if d.chance(0.7) else (
        name_phrase(d) if d.chance(0.5) else relative(d, False))  # fmt: skip
    if roll < 0.8:
        french, english = d.pick((("où", "where"), ("où", "where"), ("quand", "when")))
        wh = pair(french, english) if d.chance(0.85) else aligned("en quelle année", "what year", "0?0 1-0 2-1")
        return asked(d, Clause(who, Predicate(found), PASSE_COMPOSE, dated=True), wh)
    clause = Clause(who, Predicate(found), PASSE_COMPOSE, dated=True)
    month = d.pick(nouns_of("month"))
    clause.end.append(pair("en", "in") + pair(month.fr[0], month.en[0]) if d.chance(0.5) else date_phrase(d))
    return finish(d, clause)


FAMILIES = ((without_doing, 5), (in_one_breath, 4), (in_that_year, 7), (born, 3))
