"""Small turns of speech: because of the rain, as far as the station, nothing but water, mine, Paul's, too tired to."""

from __future__ import annotations

from nmt.data.toy.clauses import IMPERFECT, PASSE_COMPOSE, PRESENT, Clause, Predicate
from nmt.data.toy.description import predicates_for
from nmt.data.toy.determiners import Determiner
from nmt.data.toy.draw import Draw
from nmt.data.toy.french import IL, ILS, JE, NOUS, TU, VOUS
from nmt.data.toy.lexicon import Adjective, Noun, Verb, adjectives, noun, nouns_of, verb, verbs_of
from nmt.data.toy.linking import joined
from nmt.data.toy.objects import sense
from nmt.data.toy.phrases import NounPhrase, free_possessor, noun_phrase, ownable, possessor_of
from nmt.data.toy.realise import realise
from nmt.data.toy.sentences.actions import Sentence, finish
from nmt.data.toy.sentences.being import adjective_phrase, be, question_or_statement
from nmt.data.toy.sentences.compare import comparable, graded
from nmt.data.toy.sentences.modals import governed_words, listed_infinitive
from nmt.data.toy.subjects import belonging_to, name_phrase, person, pronoun
from nmt.data.toy.words import Choice, En, Fr, Phrase, aligned, pair, synonyms

# What one could not do, or felt, and because of what.
_CAUSES = (
    (("arriver", "en retard"), "neige pluie orage bus train métro"),
    (("rester", "à la maison"), "neige pluie orage vent"),
    (("sortir", "pas"), "neige pluie orage vent"), (("dormir", "pas"), "bruit vent orage voisin bébé chien"),
    (("fatigué", ""), "travail voyage bébé"), (("nerveux", ""), "examen voyage"), (("triste", ""), "pluie note"),
    (("en retard", ""), "neige bus train métro"), (("travailler", "pas"), "bruit"),
)  # fmt: skip


def because_of(d: Draw) -> Sentence:
    """Nous sommes arrivés en retard à cause de la neige; je ne dors pas à cause du bruit."""
    (lemma, how), things = d.pick(_CAUSES)
    subject = person(d, 0.65)
    negation = "pas" if how == "pas" else ""
    if lemma == "en retard":
        predicate = Predicate(be(), [aligned("en retard", "late")])
    elif lemma in ("fatigué", "nerveux", "triste"):
        mood = next(a for a in adjectives() if a.lemma == lemma)
        predicate = Predicate(be(), [adjective_phrase(d, mood, subject, 0.15)])
    elif lemma == "rester":
        predicate = Predicate(verb("rester", "place"), [aligned("à la maison", "at home")])
    else:
        predicate = Predicate(verb(lemma, "intr"), [aligned("en retard", "late")] if how and not negation else [])
    state = predicate.verb is be()
    tense = d.pick((PRESENT, PRESENT, IMPERFECT)) if state else d.pick((PASSE_COMPOSE, PASSE_COMPOSE, PRESENT))
    if lemma == "arriver":
        tense = PASSE_COMPOSE
    cause = noun(d.pick(things.split()))
    determiner: Determiner = free_possessor(d, subject) if cause.lemma in ("voisin", "note") else "definite"
    np = noun_phrase(d, cause, determiner, cause.lemma == "voisin" or (cause.lemma == "chien" and d.chance(0.5)), ())
    because, of = En("because"), En("of")
    clause = Clause(subject, predicate, tense, negation, dated=True)
    link = [Fr("à", (because,)), Fr("cause", (because,)), Fr("de", (of,))]
    clause.end.append(Phrase([*link, *np.fr], [because, of, *np.en]))
    return finish(d, clause)


_ON_FOOT = ("marcher", "marcher", "courir", "conduire", "aller", "nager")


def as_far_as(d: Draw) -> Sentence:
    """Nous avons marché jusqu'à la gare: we walked to (or as far as) the train station."""
    d.tag("place_preposition")
    lemma = d.pick(_ON_FOOT)
    subject, question = question_or_statement(d, person(d, 0.65), 0.1)
    goals = ("île",) if lemma == "nager" else (
        "gare", "plage", "école", "parc", "pont", "mairie", "lac", "mer", "église", "hôtel", "maison", "rivière",
        "village", "château", "musée")  # fmt: skip
    choice = Choice(2)
    to, far = En("to", choice), [En(text, choice, 1) for text in ("as", "far", "as")]
    place = noun(d.pick(goals))
    np = noun_phrase(d, place, "generic" if place.has("en_bare") else "definite", False, ())
    where = Phrase([Fr("jusque", (to, *far)), Fr("à", (), (to, *far)), *np.fr], [to, *far, *np.en])
    tense = d.pick((PASSE_COMPOSE, PASSE_COMPOSE, PRESENT, "near_future"))
    if lemma == "aller" and tense == "near_future":
        tense = PRESENT
    found = verb(lemma, "motion" if lemma == "aller" else "intr")
    return finish(d, Clause(subject, Predicate(found, [where]), tense, "", question, dated=True))


_FEW = (
    ("avoir", "pet small_object book_like toy house_like"), ("avoir", "family"), ("boire", "drink"), ("manger", "food"),
    ("acheter", "food book_like clothes"), ("parler", "language"), ("vouloir", "drink small_object"),
)  # fmt: skip


def nothing_but(d: Draw) -> Sentence:
    """Je n'ai qu'un frère: I only have one brother; elle ne boit que de l'eau; nous ne parlons que le français."""
    lemma, classes = d.pick(_FEW)
    subject = person(d, 0.7)
    found: Verb = next(v for v in verbs_of("tr", "tr_lang") if v.lemma == lemma and "person" in v.subjects)
    pool = [n for n in nouns_of(*classes.split()) if not n.has("meal", "meal_word", "couple") and n.lemma != "mari"]
    if classes == "family":
        pool = [n for n in nouns_of("sibling", "offspring") if n.number == "count"]
    thing = d.pick(pool)
    if lemma == "parler":
        np = noun_phrase(d, thing, "generic", False, ())
    elif thing.number == "mass":
        np = noun_phrase(d, thing, "partitive", False, ())
    elif thing.number == "plural" or thing.has("en_pair", "en_mass"):
        np = noun_phrase(d, thing, "indefinite", thing.number == "plural", ())
    elif thing.has("fruit", "vegetable", "sweet") and d.chance(0.7):
        np = noun_phrase(d, thing, "indefinite", True, ())
    else:
        count = d.pick((1, 1, 2, 2, 3, 4, 5))
        np = noun_phrase(d, thing, count, count > 1, ())
    choice = Choice(3)
    only, just, later = En("only", choice), En("just", choice, 2), En("only", choice, 1)  # only has one, has only one
    what = Phrase([Fr("que", (only, just, later)), *np.fr], [later, *np.en])
    clause = Clause(
        subject, Predicate(found, [what], [Fr("ne", (only, just, later))], simple=True),
        PRESENT if found.stative or d.chance(0.7) else PASSE_COMPOSE, mid=Phrase([], [only, just]), dated=True,
    )  # fmt: skip
    return finish(d, clause)


_MINE = {
    JE: ("mien", "mine"), TU: ("tien", "yours"), IL: ("sien", ""), NOUS: ("nôtre", "ours"), VOUS: ("vôtre", "yours"),
    ILS: ("leur", "theirs"),
}  # fmt: skip


def owned_one(person_: int, feminine: bool, plural: bool, owner: str = "his") -> Phrase:
    """le mien, la tienne, les nôtres: mine, yours, ours."""
    stem, english = _MINE[person_]
    text = stem
    if feminine and person_ in (JE, TU, IL):
        text += "ne"
    elif feminine and stem == "leur":
        text = "leur"
    words = [En(english)] if english else synonyms("", *(("his", "hers") if owner == "his" else ("hers", "his"))).en
    article = Fr("les" if plural else "la" if feminine else "le", (), tuple(words), article=True)
    return Phrase([article, Fr(text + ("s" if plural else ""), tuple(words))], words)


_COLORED = ("clothes", "vehicle_own", "bag", "house_like", "school_thing", "toy")


def mine_and_yours(d: Draw) -> Sentence:
    """Ta chambre est plus claire que la mienne; ma voiture est rouge, la sienne est noire."""
    d.tag("possessive")
    thing = d.pick([n for n in comparable() if ownable(n) and not n.has("food", "drink", "homework")])
    mine, other = d.pick(
        ((JE, TU), (TU, JE), (JE, VOUS), (NOUS, VOUS), (VOUS, JE), (IL, JE), (ILS, NOUS), (JE, IL), (JE, ILS))
    )
    names = {JE: "je", TU: "tu", IL: "il", NOUS: "nous", VOUS: "vous", ILS: "ils"}
    plural = d.chance(0.2) and not thing.has("room", "house_like")
    np = noun_phrase(d, thing, possessor_of(pronoun(d, names[mine])), plural, ())
    one = owned_one(other, np.feminine, np.plural)
    if d.chance(0.35) and thing.has(*_COLORED):
        colors = [a for a in predicates_for(thing) if "school_thing" in a.classes and not a.gradable]
        if len(colors) > 1:
            return _two_colors(d, np, one, colors)
    d.tag("comparative")
    adjective = d.pick([a for a in predicates_for(thing) if a.gradable])
    fr, en, than = graded(d, d.pick(("plus", "plus", "moins", "aussi")), adjective, np)
    claim = Phrase([*fr, Fr("que", tuple(than)), *one.fr], [*en, *than, *one.en])
    return finish(d, Clause(np, Predicate(be(), [claim]), PRESENT, "pas" if d.chance(0.1) else ""))


def _two_colors(d: Draw, np: NounPhrase, one: Phrase, colors: list[Adjective]) -> Sentence:
    """Ma voiture est rouge, la tienne est bleue."""
    first, second = d.pick(colors), d.pick(colors)
    while first is second:
        second = d.pick(colors)
    yours = NounPhrase(one.fr, one.en, np.person, np.en_person, np.feminine, np.plural, np.owner)
    said = [realise(d, Clause(who, Predicate(be(), [adjective_phrase(d, color, who, 0.0)])))
            for who, color in ((np, first), (yours, second))]  # fmt: skip
    if d.chance(0.5):
        return said[0] + pair(",", ",") + said[1], "."
    return joined(d, said[0], d.pick(("et", "mais")), said[1]), "."


def _that_of(d: Draw, thing: Noun, np: NounPhrase, but: NounPhrase) -> Phrase:
    """celui de Julien: Julien's."""
    other = name_phrase(d)
    while other.en[-1].text in [word.text for word in but.en]:
        other = name_phrase(d)
    mark = En("'s")
    text = ("celui", "celle", "ceux", "celles")[np.feminine + 2 * np.plural]
    d.tag("possession_de")
    return Phrase([Fr(text, (mark,)), Fr("de", (mark,)), *other.fr], [*other.en, mark])


def that_of(d: Draw) -> Sentence:
    """Le chien de Nicolas est plus gentil que celui de Julien; j'aime ta robe, mais je préfère celle de Léa."""
    thing = d.pick([n for n in comparable() if ownable(n) and not n.has("food", "drink", "homework")])
    plural = d.chance(0.2) and not thing.has("room", "house_like")
    if d.chance(0.35):
        owner = name_phrase(d)
        subject = pronoun(d, d.pick(("je", "je", "elle", "il", "nous")))
        np = belonging_to(d, thing, plural, owner) if d.chance(0.5) else noun_phrase(
            d, thing, possessor_of(pronoun(d, "tu")), plural, ())  # fmt: skip
        first = realise(d, Clause(subject, Predicate(sense("aimer", "like"), [np])))
        same = pronoun(d, subject.pronoun)
        like = Predicate(verb("préférer", "tr"), [_that_of(d, thing, np, np)])
        return joined(d, first, "mais", realise(d, Clause(same, like)), True), "."
    d.tag("comparative")
    np = belonging_to(d, thing, plural, name_phrase(d)) if d.chance(0.6) else noun_phrase(
        d, thing, free_possessor(d), plural, ())  # fmt: skip
    adjective = d.pick([a for a in predicates_for(thing) if a.gradable])
    fr, en, than = graded(d, d.pick(("plus", "plus", "moins", "aussi")), adjective, np)
    other = _that_of(d, thing, np, np)
    claim = Phrase([*fr, Fr("que", tuple(than)), *other.fr], [*en, *than, *other.en])
    return finish(d, Clause(np, Predicate(be(), [claim]), PRESENT, "pas" if d.chance(0.1) else ""))


_TOO = ("fatigué", "malade", "occupé", "jeune", "vieux", "paresseux")


def too_to(d: Draw) -> Sentence:
    """Je suis trop fatigué pour lire: I am too tired to read; elle est trop jeune pour conduire."""
    d.tag("degree_adverb", "infinitive_complement")
    subject, question = question_or_statement(d, person(d, 0.65), 0.12)
    state = d.pick([a for a in adjectives() if a.lemma in _TOO and a.en != "small" and not a.before])
    said = pair("trop", "too") + adjective_phrase(d, state, subject, 0.0)
    kind = (
        "skill"
        if state.lemma in ("jeune", "vieux")
        else "chore"
        if state.lemma == "paresseux"
        else d.pick(("hobby", "chore"))
    )
    said = said + governed_words(subject, listed_infinitive(d, kind, subject), "pour")
    tense = PRESENT if d.chance(0.8) else IMPERFECT
    return finish(d, Clause(subject, Predicate(be(), [said]), tense, "pas" if d.chance(0.08) else "", question))


FAMILIES = (
    (because_of, 3),
    (as_far_as, 3),
    (nothing_but, 4),
    (mine_and_yours, 4),
    (that_of, 4),
    (too_to, 3),
)
