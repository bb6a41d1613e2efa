"""What for, who for, where from and how many: à quoi sert cette clé, pour qui est ce cadeau, d'où venez-vous."""

from __future__ import annotations

from functools import cache

from nmt.data.toy.clauses import NEAR_FUTURE, PASSE_COMPOSE, PRESENT, Clause, Predicate
from nmt.data.toy.determiners import Determiner, Possessor
from nmt.data.toy.draw import Draw
from nmt.data.toy.english import english_verb
from nmt.data.toy.french import ILS, TU, VOUS, assemble
from nmt.data.toy.lexicon import Noun, Verb, conjugation, nouns, nouns_of, verb
from nmt.data.toy.phrases import noun_phrase
from nmt.data.toy.sentences.actions import Sentence, finish
from nmt.data.toy.sentences.amounts import there
from nmt.data.toy.sentences.asking_what import of_whom
from nmt.data.toy.sentences.asking_where import asked, asked_person, coming, turned
from nmt.data.toy.sentences.being import be
from nmt.data.toy.sentences.which_one import somebody_asked
from nmt.data.toy.words import En, Fr, Phrase


@cache
def _doing(lemma: str, english: str, past: str = "") -> Verb:
    """A verb whose preposition stands elsewhere in the question."""
    past = past or english + "ed"
    stative = lemma in ("avoir besoin", "avoir peur", "servir")
    first, _, tail = lemma.partition(" ")
    forms = be().en if english == "be" else english_verb(english, past, past)
    return Verb(lemma, conjugation(first), tail, False, False, forms, "intr", "", frozenset(), frozenset(),
                "state" if stative or english == "be" else "event")  # fmt: skip


_USED = ("device", "tool", "school_tool", "ticket", "container", "tableware", "furniture_small", "device_home", "tool")
_TOLD = ("book", "movie", "song", "text", "poem", "story")


def what_for(d: Draw) -> Sentence:
    """À quoi sert cette clé ?: what is this key for?; de quoi parle ce film ?; de quoi as-tu besoin ?"""
    d.tag("question_que")
    roll = d.random()
    what = En("what")
    if roll < 0.5:
        told = roll < 0.25
        thing = d.pick([n for n in nouns_of(*(_TOLD if told else _USED)) if n.number == "count"])
        subject = noun_phrase(d, thing, "demonstrative" if d.chance(0.75) else "definite", d.chance(0.15), ())
        subject.human = False
        last = En("about" if told else "for")
        wh = Phrase([Fr("de" if told else "à", (last,)), Fr("quoi", (what,))], [what])
        clause = Clause(subject, Predicate(_doing("parler", "be") if told else _serves()), PRESENT)
        clause.end.append(Phrase([], [last]))
        return turned(d, clause, wh) if d.chance(0.75) else asked(d, clause, wh, in_situ=False)
    subject = asked_person(d)
    if roll < 0.72:
        wh = Phrase([Fr("de", (), (what,)), Fr("quoi", (what,))], [what])
        needed = _doing("avoir besoin", "need")
        return asked(d, Clause(subject, Predicate(needed), PRESENT), wh, in_situ=False)
    if roll < 0.86:
        last = En("of")
        afraid = Verb("avoir peur", conjugation("avoir"), "peur", False, False,
                      english_verb("be afraid", "was afraid", "been afraid", "being afraid", "is afraid"), "intr", "",
                      frozenset(), frozenset(), "state")  # fmt: skip
        clause = Clause(subject, Predicate(afraid), PRESENT)
        clause.end.append(Phrase([], [last]))
        return asked(d, clause, Phrase([Fr("de", (last,)), Fr("quoi", (what,))], [what]), in_situ=False)
    last = En("about")
    about = d.chance(0.5)
    found = _doing("penser", "think", "thought") if about else _doing("parler", "talk")
    clause = Clause(subject, Predicate(found), d.pick((PRESENT, PRESENT, PASSE_COMPOSE)))
    clause.end.append(Phrase([], [last]))
    return asked(d, clause, Phrase([Fr("à" if about else "de", (last,)), Fr("quoi", (what,))], [what]), in_situ=False)


_SERVE = ("sers", "sers", "sert", "servons", "servez", "servent")


@cache
def _serves() -> Verb:
    """servir à quelque chose: be for something."""
    forms = assemble("servir", _SERVE, "servi", "serv")
    return Verb("servir", forms, "", False, False, be().en, "attr", "", frozenset(),
                frozenset(), "state")  # fmt: skip


def who_for(d: Draw) -> Sentence:
    """Pour qui est ce cadeau ?: who is this gift for?; à qui as-tu donné la clé ?; de qui parlez-vous ?"""
    d.tag("question_qui")
    if d.random() < 0.3:
        item = d.pick(
            [n for n in nouns_of("gift", "flower", "dessert", "drink", "letter", "sweet") if n.number != "plural"]
        )
        gift = noun_phrase(d, item, "demonstrative", item.number == "count" and d.chance(0.35), ())
        clause = Clause(gift, Predicate(be()), PRESENT)
        wh, last = of_whom("pour", "for")
        clause.end.append(last)
        return turned(d, clause, wh)
    french, english, verbs = d.pick((
        ("pour", "for", ("acheter", "préparer", "choisir")), ("à", "to", ("donner", "montrer", "envoyer", "prêter")),
        ("avec", "with", ("habiter", "partir", "danser", "jouer", "dîner", "voyager", "sortir", "étudier")),
        ("de", "about", ("parler",)), ("à", "about", ("penser",)), ("contre", "against", ("jouer",)),
    ))  # fmt: skip
    lemma = d.pick(verbs)
    subject = asked_person(d)
    tense = d.pick((PRESENT, PASSE_COMPOSE, PASSE_COMPOSE, NEAR_FUTURE))
    after: list[Phrase] = []
    if english in ("for", "to"):
        given: tuple[str, ...] = ("gift", "flower") if english == "for" and lemma != "préparer" else ("dish", "dessert")
        given = given if english == "for" else ("picture",) if lemma == "montrer" else ("letter", "book_like")
        thing = d.pick([n for n in nouns_of(*given) if n.number == "count"])
        after = [noun_phrase(d, thing, d.pick(("demonstrative", "definite")), d.chance(0.3), ())]
    if lemma in ("penser", "parler"):
        found = _doing("penser", "think", "thought") if lemma == "penser" else _doing("parler", "talk")
        tense = PASSE_COMPOSE if tense == NEAR_FUTURE else tense
    elif lemma == "habiter":
        found, tense = verb("habiter", "place"), PRESENT
    else:
        found = verb(lemma, "ditr" if english == "to" else "tr" if after else "intr")
    clause = Clause(subject, Predicate(found, after), tense)
    if english == "to":
        clause.predicate = Predicate(_handing(found), after)
    wh, last = of_whom(french, english)
    clause.end.append(last)
    return asked(d, clause, wh, in_situ=False)


@cache
def _handing(found: Verb) -> Verb:
    """donner with its à standing in front of the question."""
    return Verb(found.lemma, found.fr, "", False, False, found.en, "tr", "", frozenset(), frozenset(), "event")


def from_where(d: Draw) -> Sentence:
    """D'où venez-vous ?: where do you come from?; d'où vient ce fromage ?"""
    d.tag("question_ou")
    where, from_ = En("where"), En("from")
    wh = Phrase([Fr("de", (from_,)), Fr("où", (where,))], [where])
    if d.chance(0.5):
        goods = [
            n for n in nouns_of("food", "drink", "clothes", "jewel", "vehicle_own") if not n.has("dish", "en_pair")
        ]
        thing = d.pick(goods)
        subject = noun_phrase(d, thing, "demonstrative", thing.number == "plural" or d.chance(0.2), ())
        subject.human = False
    else:
        subject = somebody_asked(d)
    clause = Clause(subject, Predicate(coming()), PRESENT)
    clause.end.append(Phrase([], [from_]))
    if not subject.pronoun and d.chance(0.75):
        return turned(d, clause, wh)
    return asked(d, clause, wh, in_situ=False)


# What there is how many of, and where.
_HELD = (
    "chambre maison:appartement:hôtel", "élève classe:école", "livre bibliothèque:sac", "page livre:roman:cahier",
    "personne famille:équipe:bus:salle à manger:restaurant", "enfant famille:jardin:parc", "jour semaine:mois:an",
    "chaise cuisine:salon:jardin", "œuf frigo:panier", "bouteille frigo:cuisine", "étudiant université", "musée ville",
    "restaurant rue:quartier:village", "minute heure", "mois an", "animal zoo:ferme", "arbre jardin:parc",
    "lettre mot:prénom", "stylo trousse:tiroir", "table restaurant:salle à manger", "joueur équipe", "pomme panier:sac",
    "fenêtre chambre:maison", "magasin ville:rue", "question exercice:examen", "professeur école", "photo boîte:livre",
)  # fmt: skip


@cache
def _held() -> tuple[tuple[Noun, Noun], ...]:
    known = {n.fr[0]: n for n in reversed(nouns())}
    rows = (row.split(" ", 1) for row in _HELD)
    return tuple((known[what], known[where]) for what, places_ in rows for where in places_.split(":")
                 if what in known and where in known)  # fmt: skip


def how_many_in(d: Draw) -> Sentence:
    """Combien de chambres y a-t-il dans votre maison ?: how many bedrooms are there in your house?"""
    d.tag("question_combien", "place_preposition")
    thing, place = d.pick(_held())
    many = noun_phrase(d, thing, "combien", True, ())
    owner: Determiner
    owners: tuple[Determiner, ...] = (Possessor(TU, "your"), Possessor(VOUS, "your"), "demonstrative")
    if place.has("time_unit"):
        owner = "indefinite"
    elif place.lemma in ("mot", "zoo", "ferme", "bus", "restaurant", "parc", "hôtel", "exercice", "examen", "heure"):
        owner = d.pick(("demonstrative", "definite"))
    else:
        owner = d.pick(owners)
    where = noun_phrase(d, place, owner, False, ())
    in_ = En("on" if place.lemma in ("équipe", "rue", "bus", "ferme") else "at" if place.lemma == "zoo" else "in")
    clause = there(d, Phrase([Fr("dans", (in_,)), *where.fr], [in_, *where.en]), person_=ILS)
    clause.wh = many
    clause.question = d.pick(("inversion", "inversion", "est_ce_que", "in_situ"))
    if clause.question == "in_situ":
        clause.predicate.after, clause.end = [many, *clause.predicate.after], []
        clause.predicate.after_en, clause.wh = clause.predicate.after[1].en, Phrase([], many.en)
    result = finish(d, clause)
    d.tags.pop("subject_il", None)
    return result


FAMILIES = ((what_for, 2), (who_for, 2), (from_where, 1), (how_many_in, 2))
