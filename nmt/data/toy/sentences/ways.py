"""Coming to, going by, out of, off and down to: venir à ma fête, à cheval, tomber du lit, descendre à la cave."""

from __future__ import annotations

from functools import cache

from nmt.data.toy.adverbials import add_time, company, expression_phrase, going_to_place, with_comma
from nmt.data.toy.clauses import IMPERFECT, NEAR_FUTURE, PASSE_COMPOSE, PRESENT, Clause, Predicate
from nmt.data.toy.draw import Draw
from nmt.data.toy.english import EnglishVerb, english_verb
from nmt.data.toy.lexicon import Verb, expressions, noun, verb
from nmt.data.toy.phrases import noun_phrase, possessor_of
from nmt.data.toy.place_names import from_place, somewhere
from nmt.data.toy.pronouns import stressed
from nmt.data.toy.sentences.actions import Sentence, finish, someone_else
from nmt.data.toy.sentences.being import question_or_statement
from nmt.data.toy.subjects import person, pronoun
from nmt.data.toy.words import Choice, En, Fr, Phrase, aligned, pair

_PARTIES = ("fête", "mariage", "concert", "match", "réunion", "spectacle")


def come_to(d: Draw) -> Sentence:
    """Est-ce que tu vas venir à ma fête ?; tu veux venir avec nous à la piscine ?; elle vient au cinéma."""
    subject, question = question_or_statement(d, person(d, 0.75), 0.45)
    if d.chance(0.45):
        to = En("to")
        party = noun(d.pick((*_PARTIES, "fête", "anniversaire")))
        host = pronoun(d, d.pick(("je", "je", "nous")))
        owned = party.lemma in ("fête", "mariage", "anniversaire") and (subject.person not in (0, 3))
        where_np = noun_phrase(d, party, possessor_of(host) if owned else "definite", False, ())
        where = Phrase([Fr("à", (to,)), *where_np.fr], [to, *where_np.en])
    else:
        where = going_to_place(d, True)
    if where.fr[-1].text in ("moi",):
        return come_to(d)
    found = verb("venir", "intr")
    after = [where]
    if d.chance(0.3):
        whom = (
            stressed(d, pronoun(d, "je" if subject.person != 0 else "tu"))
            if d.chance(0.5)
            else someone_else(d, subject)
        )
        after.insert(0, company(d, whom))
    roll = d.random()
    if roll < 0.4:
        modal = verb(d.pick(("vouloir", "vouloir", "pouvoir", "devoir")) if not question else
                     d.pick(("vouloir", "pouvoir")), "inf")  # fmt: skip
        clause = Clause(subject, Predicate(modal, infinitive=Predicate(found, after)), PRESENT)
    else:
        clause = Clause(subject, Predicate(found, after), d.pick((PRESENT, NEAR_FUTURE, PASSE_COMPOSE)))
    clause.question = question
    clause.negation = "pas" if not question and d.chance(0.2) else ""
    add_time(d, clause, 0.2, punctual=False)
    return finish(d, clause)


# Verb, its English and other words for it, the preposition, and the places that go with it.
_OUT = (
    ("tomber", "fall out of / fall from", "de", ("lit", "arbre", "sac", "fenêtre")),
    ("tomber", "fall off / fall from", "de",
     ("chaise", "vélo", "cheval", "toit", "table", "moto", "canapé", "fauteuil")),
    ("descendre", "get off", "de", ("bus", "train", "vélo", "avion", "cheval", "métro", "bateau")),
    ("descendre", "get out of", "de", ("voiture", "taxi")),
    ("descendre", "go down to", "à", ("cave", "plage", "garage")),
    ("sortir", "leave / go out of / come out of / get out of", "de",
     ("maison", "chambre", "cuisine", "école", "magasin", "hôtel", "musée", "cinéma", "restaurant", "banque")),
    ("sortir", "get out of / come out of", "de", ("voiture", "lit", "eau")),
    ("monter", "climb onto / climb on / get on", "sur", ("toit", "chaise", "table")),
    ("rentrer", "come home from / go home from / come back from / get home from", "de",
     ("école", "travail", "marché", "cinéma", "supermarché")),
    ("monter", "get in / get into", "dans", ("voiture", "taxi")), ("monter", "go up to", "dans", ("chambre",)),
)  # fmt: skip
_PAST = {"fall": ("fell", "fallen"), "get": ("got", "gotten"), "go": ("went", "gone"), "come": ("came", "come"),
         "leave": ("left", "left"), "climb": ("climbed", "climbed"), "return": ("returned", "returned")}  # fmt: skip


@cache
def _moving(lemma: str, english: str, preposition: str) -> Verb:
    """A verb of motion with its preposition in both languages."""
    said, *others = (_english(phrase) for phrase in english.split(" / "))
    base = verb(lemma, "intr")
    return Verb(lemma, base.fr, "", False, True, said, "tr_prep", preposition, frozenset(), frozenset(),
                "achievement" if said.base[0] == "fall" else "event", tuple(others))  # fmt: skip


def _english(phrase: str) -> EnglishVerb:
    """The forms of go out of, leave."""
    head, _, rest = phrase.partition(" ")
    past, participle = _PAST[head]
    forms = (head, past, participle, {"get": "getting", "come": "coming", "leave": "leaving"}.get(head, head + "ing"),
             head + ("es" if head == "go" else "s"))  # fmt: skip
    return english_verb(*(f"{form} {rest}".strip() for form in forms))


def out_of(d: Draw) -> Sentence:
    """Le bébé est tombé du lit: fell out of bed; elle est descendue du bus; ils sont descendus à la cave."""
    d.tag("place_preposition")
    lemma, english, preposition, where = d.pick(_OUT)
    found = _moving(lemma, english, preposition)
    subject, question = question_or_statement(d, person(d, 0.5), 0.12)
    if lemma == "tomber" and d.chance(0.3):
        subject = noun_phrase(d, noun(d.pick(("bébé", "chat", "enfant"))), "definite", False, ())
    place = noun(d.pick(where))
    np = noun_phrase(d, place, "generic" if place.lemma in ("école", "travail", "lit") else "definite", False, ())
    tense = d.pick((PASSE_COMPOSE, PASSE_COMPOSE, PASSE_COMPOSE, NEAR_FUTURE, PRESENT))
    if lemma == "tomber":
        tense = PASSE_COMPOSE
    clause = Clause(subject, Predicate(found, [np]), tense, "pas" if d.chance(0.1) else "", question)
    add_time(d, clause, 0.2)
    return finish(d, clause)


def back_from(d: Draw) -> Sentence:
    """Emma est rentrée du Japon la semaine dernière; nous rentrons d'Italie demain: we are coming back."""
    d.tag("place_name")
    subject, question = question_or_statement(d, person(d, 0.5), 0.15)
    found = _moving("rentrer", "come back / return / get back", "")
    place = from_place(somewhere(d))
    tense = d.pick((PASSE_COMPOSE, PASSE_COMPOSE, PRESENT, NEAR_FUTURE))
    clause = Clause(subject, Predicate(found, [place]), tense, "", question)
    kind = {PASSE_COMPOSE: "past_adverb", PRESENT: "future_adverb", NEAR_FUTURE: "future_adverb"}[tense]
    if d.chance(0.6):
        d.tag("time_adverb")
        clause.end.append(expression_phrase(d.pick(expressions(kind))))
        clause.dated = True
    return finish(d, clause)


_BY = (
    ("à pied", "on foot"),
    ("à vélo", "by bicycle", "by bike"),
    ("à cheval", "on horseback"),
    ("en bus", "by bus"),
    ("en train", "by train"),
    ("en voiture", "by car"),
    ("en métro", "by subway"),
    ("à moto", "by motorcycle"),
)


def _means(d: Draw) -> Phrase:
    french, english, *others = d.pick(_BY)
    first, second = english.split()
    choice = Choice()
    by = En(first)
    words = [En(second, choice if others else None), *(En(o.split()[1], choice, 1) for o in others)]
    fr = french.split()
    return Phrase([Fr(fr[0], (by,)), Fr(fr[1], tuple(words))], [by, *words])


def by_means(d: Draw) -> Sentence:
    """Nous allons au bureau à vélo; autrefois, les gens voyageaient à cheval ou à pied; tu viens en bus ?"""
    subject, question = question_or_statement(d, person(d, 0.55), 0.25)
    way = _means(d)
    if d.chance(0.25):
        other = _means(d)
        while other.fr[1].text == way.fr[1].text:
            other = _means(d)
        d.tag("coordination")
        way = way + pair("ou", "or") + other
    past = d.chance(0.25) and not question
    if d.chance(0.35):
        predicate = Predicate(verb("voyager", "intr"), [way])
        if past and d.chance(0.5):
            subject = noun_phrase(d, noun("gens"), "generic", True, ())
    else:
        while {"cheval", "train"} & {word.text for word in way.fr}:
            way = _means(d)
        predicate = Predicate(verb("aller", "motion"), [going_to_place(d, True), way])
        if d.chance(0.25):
            predicate = Predicate(verb("venir", "intr"), [way])
    clause = Clause(subject, predicate, IMPERFECT if past else PRESENT, "", question, habitual=past)
    if past:
        clause.front.append(with_comma(aligned("autrefois", "in the past")))
    elif not question and d.chance(0.5):
        clause.habitual = True
        clause.predicate.simple = True
        d.tag("habit_adverb")
        clause.end.append(expression_phrase(d.pick(expressions("habit_adverb_post"))))
    return finish(d, clause)
