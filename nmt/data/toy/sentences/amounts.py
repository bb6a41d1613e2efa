"""How much there is: nothing, nobody, too much salt, not enough chairs; much or many, is or are by countability."""

from __future__ import annotations

from functools import cache

from nmt.data.toy.adverbials import expression_phrase, in_room, located
from nmt.data.toy.clauses import IMPERFECT, PASSE_COMPOSE, PRESENT, Clause, Predicate
from nmt.data.toy.determiners import number_phrase
from nmt.data.toy.draw import Draw
from nmt.data.toy.french import IL
from nmt.data.toy.indefinites import everybody
from nmt.data.toy.lexicon import Noun, expressions, noun, nouns_of, verb
from nmt.data.toy.linking import joined, state_clause
from nmt.data.toy.phrases import NounPhrase, noun_phrase
from nmt.data.toy.realise import realise
from nmt.data.toy.sentences.actions import Sentence, add_circumstance
from nmt.data.toy.sentences.being import aged, be
from nmt.data.toy.sentences.hours import it_subject
from nmt.data.toy.subjects import person, pronoun
from nmt.data.toy.words import Choice, En, Fr, Phrase, aligned, pair


def there(
    d: Draw, what: Phrase, tense: str = PRESENT, negation: str = "", by: tuple[En, ...] = (), question: str = "",
    person_: int = IL,
) -> Clause:  # fmt: skip
    """il y a and what follows it; `by` are English words that carry the negation."""
    d.tag("il_y_a")
    word = En("there")
    subject = NounPhrase([Fr("il", (word,))], [word], IL, person_, False, False, "its")
    subject.pronoun, subject.human = "il", False
    predicate = Predicate(aged(), [what], clitics=[Fr("y", (word,))])
    return Clause(subject, predicate, tense, negation, question, negated_by=by)


def said(d: Draw, clause: Clause) -> Phrase:
    """The clause; impersonal il is not tagged as a subject."""
    phrase = realise(d, clause)
    d.tags.pop("subject_il", None)
    return phrase


def nobody_words() -> tuple[list[Fr], list[En]]:
    """personne: nobody (or no one)."""
    choice = Choice()
    words = [En("nobody", choice), En("no", choice, 1), En("one", choice, 1)]
    return [Fr("personne", tuple(words))], words


def _nothing_there(d: Draw, where: Phrase, tense: str) -> Clause:
    nothing = En("nothing")
    almost = d.chance(0.1)
    if not almost:
        return there(d, Phrase([], [nothing]) + where, tense, "rien", (nothing,))
    words = pair("presque", "almost") + Phrase([Fr("rien", (nothing,))], [nothing])
    return there(d, words + where, tense, "personne", (nothing,))


def _nobody_there(d: Draw, where: Phrase, tense: str) -> Clause:
    fr, en = nobody_words()
    return there(d, Phrase(fr, en) + where, tense, "personne", tuple(en))


_INSIDE = ("frigo", "sac", "boîte", "valise", "tiroir", "armoire", "panier", "sac à dos", "cartable", "poubelle")
_HERE = (("ici", "here"), ("dehors", "outside"), ("là-bas", "over there"))


def _inside(d: Draw) -> Phrase:
    item = noun("frigo") if d.chance(0.3) else noun(d.pick(_INSIDE))
    return pair("dans", "in") + noun_phrase(d, item, "definite", False, ())


def _about(d: Draw) -> Phrase:
    roll = d.random()
    if roll < 0.3:
        return aligned(*d.pick(_HERE))
    if roll < 0.45:
        at_home = [e for e in expressions("place_static") if e.fr in ("à la maison", "au bureau", "au travail")]
        return expression_phrase(d.pick(at_home))
    return in_room(d, "room", "garden", "park", "street", "public_transport_timed", "restaurant", "swim_place")


def nothing_there(d: Draw) -> Sentence:
    """Il n'y a rien dans le frigo; il n'y a personne ici; j'ai faim, mais il n'y a rien à manger."""
    tense = IMPERFECT if d.chance(0.15) else PRESENT
    empty = d.chance(0.5)
    roll = d.random()
    if roll < 0.22:
        subject = person(d, 0.85)
        state, verb_fr, verb_en = d.pick((("faim", "manger", "to eat"), ("soif", "boire", "to drink")))
        to_do = aligned(f"à {verb_fr}", verb_en)
        fridge = pair("dans", "in") + noun_phrase(d, noun("frigo"), "definite", False, ())
        where = d.pick((fridge, fridge, to_do, to_do + fridge))
        second = _nothing_there(d, where, tense)
        return joined(d, state_clause(d, subject, state, tense), "mais", said(d, second), d.chance(0.7)), "."
    if roll < 0.3:
        action = d.pick((("manger", "eat"), ("boire", "drink"), ("faire", "do"), ("voir", "see"), ("lire", "read")))
        where = aligned(f"à {action[0]}", f"to {action[1]}") + (_about(d) if d.chance(0.6) else Phrase([], []))
        return said(d, _nothing_there(d, where, tense)), "."
    clause = _nothing_there(d, _inside(d), tense) if empty else _nobody_there(d, _about(d), tense)
    if roll < 0.5 and not empty:
        d.tag("coordination")
        early = Clause(it_subject(), Predicate(be(), [pair(*d.pick((("tôt", "early"), ("tard", "late"))))]), tense)
        late = realise(d, early)
        return late + pair(",", ",") + said(d, clause), "."
    if d.chance(0.15) and tense == PRESENT:
        clause.end.append(expression_phrase(d.pick([e for e in expressions("day_adverb") if e.fr != "aujourd'hui"])))
    return said(d, clause), "."


# What there may be too much, enough or a little of, and where.
_FILLED: tuple[tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]], ...] = (
    (("sel", "poivre"), ("trop", "trop", "assez", "beaucoup", "peu"), ("soupe", "salade", "pâtes", "omelette", "riz")),
    (("sucre",), ("trop", "assez", "beaucoup", "peu"), ("café", "thé", "gâteau", "yaourt", "limonade")),
    (("lait", "beurre", "fromage", "eau", "viande", "jus d'orange", "jambon"), ("peu", "assez", "beaucoup"),
    ("frigo",)),
    (("tomate", "carotte", "oignon", "champignon"), ("trop", "beaucoup", "assez"), ("salade", "soupe", "omelette")),
    (("voiture", "vélo", "camion"), ("trop", "beaucoup"), ("rue", "ville", "parking", "quartier")),
    (("bruit",), ("trop", "beaucoup"), ("rue", "restaurant", "classe", "quartier", "couloir")),
    (("touriste", "gens", "enfant"), ("trop", "beaucoup"), ("musée", "ville", "rue", "parc", "château")),
    (("chaise", "table", "lampe"), ("assez", "trop", "beaucoup"),
    ("cuisine", "salon", "restaurant", "salle de classe")),
    (("livre", "jouet", "vêtement"), ("trop", "beaucoup"), ("armoire", "chambre", "valise", "sac")),
    (("erreur", "mot"), ("trop", "beaucoup"), ("texte", "lettre", "exercice")),
    (("arbre", "fleur", "oiseau"), ("beaucoup", "assez"), ("jardin", "parc", "forêt")),
    (("assiette", "verre", "fourchette"), ("assez", "beaucoup"), ("cuisine", "armoire")),
    (("eau", "savon"), ("trop", "assez", "peu"), ("salle de bain", "bol", "bouteille")),
)  # fmt: skip


def _filled(d: Draw) -> tuple[NounPhrase, Phrase]:
    """An amount of something, and where it is."""
    items, amounts, places = d.pick(_FILLED)
    thing = noun(d.pick(items))
    amount, inside = d.pick(amounts), noun(d.pick(places))
    np = noun_phrase(d, thing, amount, thing.number in ("count", "plural") and thing.lemma != "bruit")
    d.tag("place_preposition")
    return np, pair("dans", "in") + noun_phrase(d, inside, "definite", inside.number == "plural", ())


def too_much(d: Draw) -> Sentence:
    """Il y a trop de sel dans les pâtes; il y avait beaucoup de voitures; tu as mis trop de sucre dans le café."""
    np, where = _filled(d)
    edible = np.noun is not None and np.noun.has("seasoning", "vegetable")
    if edible and d.chance(0.45):
        subject = person(d, 0.65)
        tense = d.pick((PASSE_COMPOSE, PASSE_COMPOSE, PRESENT))
        always = "" if tense == PASSE_COMPOSE or d.chance(0.4) else "toujours"
        clause = Clause(subject, Predicate(verb("mettre", "tr_place"), [np, where], simple=True), tense)
        if always:
            d.tag("habit_adverb")
            clause.habitual, clause.mid = True, pair("toujours", "always")
        return realise(d, clause), "."
    tense = IMPERFECT if d.chance(0.2) else PRESENT
    clause = there(d, np + where, tense, question="", person_=np.en_person)
    if d.chance(0.15):
        clause.question = d.pick(("est_ce_que", "intonation", "inversion"))
    elif d.chance(0.12) and tense == PRESENT:
        d.tag("habit_adverb")
        clause.mid = pair(*d.pick((("toujours", "always"), ("souvent", "often"))))
    return said(d, clause), "?" if clause.question else "."


_SHARED = ("furniture", "tableware", "food", "drink", "school_thing", "bedding", "seat", "ticket")


@cache
def _shareable() -> tuple[Noun, ...]:
    return tuple(n for n in nouns_of(*_SHARED) if not n.has("en_mass") and n.lemma not in ("repas", "dessert"))


def not_enough(d: Draw) -> Sentence:
    """Il n'y a pas assez de chaises pour tout le monde; il y a assez de pain pour six personnes."""
    thing = d.pick([n for n in _shareable() if n.number != "plural"])
    np = noun_phrase(d, thing, "assez", thing.number == "count")
    roll = d.random()
    whom: Phrase = everybody(d)
    if roll < 0.3:
        n = d.pick((3, 4, 5, 6, 8, 10))
        d.tag("number")
        whom = number_phrase(n) + pair("personnes", "people")
    elif roll < 0.45:
        whom = pair(*d.pick((("nous", "us"), ("vous", "you"), ("eux", "them"), ("moi", "me"))))
    elif roll < 0.6:
        whom = noun_phrase(d, d.pick([n for n in nouns_of("visitor", "child", "pupil") if n.gender == "m"]),
                           "definite", True, ())  # fmt: skip
    tense = IMPERFECT if d.chance(0.15) else PRESENT
    negation = "pas" if d.chance(0.65) else ""
    what: Phrase = np + (pair("pour", "for") + whom if d.chance(0.8) else located(d, noun("cuisine")))
    if d.chance(0.2):
        d.tag("negation_pas" if negation else "quantity")
        owner = pronoun(d, d.pick(("je", "nous", "on")))
        return realise(d, Clause(owner, Predicate(verb("avoir", "tr"), [what]), tense, negation)), "."
    clause = there(d, what, tense, negation, (), person_=np.en_person)
    if not negation and d.chance(0.4):
        clause.question = d.pick(("est_ce_que", "intonation", "inversion"))
    return said(d, clause), "?" if clause.question else "."


def no_more_so(d: Draw) -> Sentence:
    """Il n'y a plus de lait, il faut aller au supermarché; nous n'avons plus de pain, je vais à la boulangerie."""
    d.tag("negation_plus", "negated_article", "coordination")
    thing = d.pick([n for n in nouns_of("food", "food_base", "drink", "seasoning") if n.number != "plural"
                    and not n.has("dish", "en_mass")])  # fmt: skip
    choice = Choice()
    no, more, left = En("no"), En("more", choice), En("left", choice, 1)
    core = noun_phrase(d, thing, "none", thing.number == "count")
    np = NounPhrase(
        [Fr("de", (), (more, left)), *core.fr], [no, more, *core.en, left], IL, core.en_person, False, False, "its"
    )
    first = said(d, there(d, np, PRESENT, "plus", (no, more), person_=core.en_person))
    if d.chance(0.3):
        owner = pronoun(d, d.pick(("nous", "on")))
        first = realise(d, Clause(owner, Predicate(verb("avoir", "tr"), [np]), PRESENT, "plus", negated_by=(no, more)))
    shop = d.pick([n for n in nouns_of("shop") if n.lemma in ("supermarché", "épicerie")] + [noun("marché")])
    if thing.has("bread_like", "bakery"):
        shop = noun("boulangerie")
    to = En("to")
    place = noun_phrase(d, shop, "definite", False, ())
    towards = Phrase([Fr("à", (to,)), *place.fr], [to, *place.en])
    if d.chance(0.6):
        d.tag("modal")
        choice = Choice(3)
        we, have, must, go = En("we"), En("have", choice), En("to", choice), En("go")
        others = [En("must", choice, 1), En("need", choice, 2), En("to", choice, 2)]
        second = Phrase(
            [Fr("il", (), (we,)), Fr("faut", (have,), (must,)), Fr("aller", (go,), (must,))],
            [we, have, must, *others, go],
        )
        return first + pair(",", ",") + second + towards, "."
    subject = pronoun(d, d.pick(("je", "je", "nous", "on")))
    going = Clause(subject, Predicate(verb("aller", "motion"), [towards]), PRESENT)
    add_circumstance(d, going, 0.0)
    return first + pair(",", ",") + realise(d, going), "."
