"""Where things are and are done, beyond in, on and under: above, around, at the back, on both sides, in a city.

Also who belongs to a place: the students of this school.
"""

from __future__ import annotations

from functools import cache

from nmt.data.toy.adverbials import add_time, company
from nmt.data.toy.clauses import IMPERFECT, PRESENT, Clause, Predicate
from nmt.data.toy.description import adjectives_for, predicates_for
from nmt.data.toy.determiners import Determiner
from nmt.data.toy.draw import Draw
from nmt.data.toy.lexicon import (
    Adjective,
    Noun,
    Verb,
    listed,
    noun,
    nouns_of,
    places,
    read_table,
    verb,
    verbs_of,
)
from nmt.data.toy.objects import action_verbs, predicate_for
from nmt.data.toy.phrases import NounPhrase, by_the_way, draw_adjectives, free_possessor, noun_phrase, ownable
from nmt.data.toy.place_names import in_place
from nmt.data.toy.pronouns import stressed
from nmt.data.toy.sentences.actions import Sentence, finish, pick_question, pick_tense, someone_else
from nmt.data.toy.sentences.being import be, quality_clause
from nmt.data.toy.sentences.existence import existing
from nmt.data.toy.subjects import landmark, person
from nmt.data.toy.words import Phrase, in_other_words, pair, synonyms

_FLYING = ("oiseau", "avion", "abeille", "papillon")
_ROW = dict[str, str]


def _preposition(french: str, english: str, links: str) -> Phrase:
    """au pied de: at the foot of, or at the bottom of."""
    phrase = in_other_words(french, english, links)
    others = [word for word in phrase.en if word.option]
    for part in phrase.fr:
        part.sure = (*part.sure, *others) if part.sure else ()
    return phrase


@cache
def _named(lemmas: str) -> tuple[Noun, ...]:
    return tuple(noun(lemma) for lemma in listed(lemmas))


def _beside(d: Draw, row: _ROW) -> Phrase:
    """au-dessus de la table, au pied de mon lit, de l'autre côté de cette rue."""
    d.tag("place_preposition")
    place = d.pick(_named(row["places"]))
    there = _preposition(row["fr"], row["en"], row["links"])
    if place.has("furniture", "container", "bag") and place.lemma != "table":
        return there + landmark(d, place)
    if place.lemma in ("maison", "jardin", "chambre") and d.chance(0.3):
        return there + noun_phrase(d, place, free_possessor(d), False, ())
    this = place.has("street", "street_road", "river_like", "house_like", "town_word") and d.chance(0.12)
    adjectives = () if this else by_the_way(d, place, 0.1)
    return there + noun_phrase(d, place, "demonstrative" if this else "definite", False, adjectives)


def standing_there(d: Draw) -> Sentence:
    """L'horloge est au-dessus de la porte; il y a des arbres des deux côtés de la rue."""
    row = d.pick(read_table("positions"))
    item = d.pick(_named(row["things"]))
    several = row["fr"] in ("des deux côtés de", "le long de", "autour de")
    some = d.chance(0.45) or several
    plural = item.number == "plural" or (several and item.lemma != "mur")
    plural = plural or (d.chance(0.25) and (some or not item.has("building", "place_search", "shop", "castle")))
    where = _beside(d, row)
    if some:
        counts: tuple[Determiner, ...] = ("indefinite", "indefinite", "beaucoup", "plusieurs", 2, 3)
        determiner = d.pick(counts) if plural and item.number == "count" else "indefinite"
        if item.lemma == "gens":
            determiner = d.pick(("indefinite", "beaucoup"))
        described = draw_adjectives(d, item, 0.25, 0.1) if determiner == "indefinite" else ()
        np = noun_phrase(d, item, determiner, plural, described)
        question = d.pick(("intonation", "est_ce_que", "inversion")) if d.chance(0.12) else ""
        return existing(d, np, where, False, question, IMPERFECT if d.chance(0.12) else PRESENT)
    owned = ownable(item) and d.chance(0.5)
    np = noun_phrase(d, item, free_possessor(d) if owned else "definite", plural, by_the_way(d, item, 0.15))
    question = d.pick(("intonation", "est_ce_que")) if d.chance(0.12) else ""
    negation = "pas" if d.chance(0.1) else ""
    return finish(d, Clause(np, Predicate(be(), [where]), PRESENT if d.chance(0.8) else IMPERFECT, negation, question))


def doing_there(d: Draw) -> Sentence:
    """Les enfants courent autour du lac; nous habitons au bout de cette rue; un oiseau vole au-dessus du champ."""
    row = d.pick([row for row in read_table("positions") if row["verbs"]])
    lemma, where = d.pick(listed(row["verbs"])), _beside(d, row)
    found = next(v for v in verbs_of("intr", "refl", "place") if v.lemma == lemma)
    if lemma == "voler":
        flying = noun(d.pick(_FLYING))
        subject = noun_phrase(d, flying, d.pick(("definite", "indefinite", "demonstrative")), d.chance(0.5))
    else:
        subject = person(d, 0.55)
    static = lemma == "habiter"
    tense = pick_tense(d, found) if not static else PRESENT if d.chance(0.7) else IMPERFECT
    question = pick_question(d, subject) if subject.pronoun in ("tu", "vous", "il", "ils") and d.chance(0.25) else ""
    clause = Clause(subject, Predicate(found, [where] if static else []), tense, "", question)
    if not static:
        clause.end.append(where)
        if subject.human and d.chance(0.2):
            clause.end.append(company(d, someone_else(d, subject)))
        elif subject.human:
            add_time(d, clause, 0.35)
    return finish(d, clause)


def beside_me(d: Draw) -> Sentence:
    """Il est assis à côté de moi; marche devant nous; mon chien court derrière lui: a pronoun behind a preposition."""
    d.tag("stressed_pronoun", "place_preposition")
    fr, en, links, verbs = d.pick(_BY_PEOPLE)
    subject, lemma = person(d, 0.6), d.pick(verbs.split())
    where = _preposition(fr, en, links) + stressed(d, subject)
    if fr == "autour de":
        animal = noun("oiseau" if lemma == "voler" else d.pick(("chien", "enfant", "chat")))
        subject = noun_phrase(d, animal, "definite", True)
    found = next(v for v in verbs_of("intr", "refl", "place") if v.lemma == lemma)
    static = lemma == "habiter"
    clause = Clause(subject, Predicate(found, [where] if static else []), PRESENT if static else pick_tense(d, found))
    if not static:
        clause.end.append(where)
    return finish(d, clause)


_BY_PEOPLE = (
    ("à côté de", "next to / beside", "1-0 0?0 2-1", "s'asseoir habiter marcher travailler"),
    ("près de", "near / close to", "0-0 1?0", "s'asseoir habiter dormir jouer"),
    ("loin de", "far from", "0-0 1-1", "habiter travailler s'asseoir"),
    ("en face de", "across from / opposite", "1-0 0?0 2-1", "s'asseoir habiter travailler"),
    ("derrière", "behind", "", "s'asseoir marcher attendre courir"),
    ("devant", "in front of", "0-1 0?0 0?2", "s'asseoir marcher attendre courir"),
    ("autour de", "around", "0-0 1?0", "jouer courir voler danser"),
)  # fmt: skip
# What there is in every city or country, and what one does with it.
_FOUND_IN: tuple[tuple[str, str], ...] = (
    ("travailler", "lycée collège école hôpital hôtel restaurant banque pharmacie usine musée bibliothèque"),
    ("étudier", "lycée université école collège"), ("habiter", "maison appartement immeuble château village"),
    ("dormir", "hôtel"), ("dîner", "restaurant hôtel"), ("déjeuner", "restaurant"),
    ("avoir", "maison appartement restaurant hôtel magasin boulangerie"), ("acheter", "maison appartement"),
    ("connaître", "restaurant hôtel magasin village musée"), ("chercher", "hôtel appartement restaurant maison"),
    ("louer", "maison appartement"), ("visiter", "musée château église village usine zoo"),
    ("trouver", "hôtel restaurant"),
)  # fmt: skip


def in_a_city(d: Draw) -> Sentence:
    """Elle travaille dans un lycée à Lyon; nous avons une petite maison au Portugal; je cherche un hôtel à Rome."""
    d.tag("place_name")
    lemma, where = d.pick(_FOUND_IN)
    kinds = ("city",) if lemma != "avoir" and d.chance(0.6) else ("city", "country_f", "country_m", "country_plural")
    place = noun(d.pick(where.split()))
    described = draw_adjectives(d, place, 0.3, 0.0) or _good(d, place)
    np: Phrase = noun_phrase(d, place, "indefinite", False, described)
    np = np + in_place(d, d.pick(places(*(kinds if place.lemma != "village" else kinds[1:] or ("country_f",)))))
    if lemma in ("travailler", "étudier", "habiter", "dormir", "dîner", "déjeuner"):
        d.tag("place_preposition")
        at = pair("dans", "in") if lemma in ("habiter", "dormir") else synonyms("dans", "in", "at")
        np = at + np
        found = verb(lemma, "place" if lemma == "habiter" else "intr")
    else:
        found = next(v for v in action_verbs() if v.lemma == lemma and v.frame == "tr")
    subject = person(d, 0.55)
    question = pick_question(d, subject) if subject.pronoun in ("tu", "vous", "il", "elle") and d.chance(0.25) else ""
    static = lemma in ("habiter", "avoir", "connaître")
    tense = d.pick((PRESENT, PRESENT, IMPERFECT)) if static else pick_tense(d, found)
    clause = Clause(subject, Predicate(found, [np] if found.frame in ("tr", "place") else []), tense, "", question)
    clause.predicate.simple = lemma in ("travailler", "étudier") and tense == PRESENT and d.chance(0.6)
    if found.frame == "intr":
        clause.end.append(np)
    if not clause.predicate.simple and not static:
        add_time(d, clause, 0.3, punctual=False)
    return finish(d, clause)


def _good(d: Draw, place: Noun) -> tuple[Adjective, ...]:
    """What one says in passing of a place in a city: modern, famous; not closed."""
    lasting = ("moderne", "célèbre", "tranquille", "confortable", "magnifique", "excellent")
    found = [a for a in adjectives_for(place, False) if a.lemma in lasting]
    return (d.pick(found),) if found and d.chance(0.2) else ()


# Who belongs to which places, and how English says it there.
_MEMBERS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("élève professeur directeur prof", "école lycée collège", ("of", "at", "in", "from")),
    ("étudiant professeur directeur", "université", ("of", "at", "from")),
    ("serveur client cuisinier", "restaurant hôtel", ("at", "in", "of")),
    ("vendeur client", "magasin supermarché boulangerie librairie pharmacie", ("at", "in", "of")),
    ("médecin infirmier", "hôpital", ("at", "in", "of")),
    ("directeur", "hôpital restaurant hôtel magasin supermarché musée usine banque", ("of", "at")),
    ("gens enfant boulanger médecin", "village quartier", ("in", "of", "from")),
    ("enfant gens voisin", "immeuble rue", ("in", "of", "from")),
    ("professeur élève garçon", "classe", ("in", "of", "from")),
)  # fmt: skip


def _member(d: Draw) -> NounPhrase:
    """les élèves de cette école, la directrice de notre lycée, les gens du village."""
    people, where, links = d.pick(_MEMBERS)
    lemma = d.pick(people.split())
    found = d.pick([n for n in nouns_of("human", "person") if n.lemma == lemma])
    often = 0.0 if lemma == "directeur" else 0.4 if found.has("profession") else 0.9
    plural = found.number == "plural" or d.chance(often)
    head = noun_phrase(d, found, "definite", plural, ())
    place = noun(d.pick(where.split()))
    owned = place.has("en_bare", "en_bare_class") or place.lemma in ("village", "quartier", "rue", "immeuble")
    roll = d.random()
    determiner: Determiner = "demonstrative" if roll < 0.4 or place.lemma == "classe" else "definite"
    if owned and roll > 0.7:
        determiner = free_possessor(d)
    whole = synonyms("de", *links) + noun_phrase(d, place, determiner, False, ())
    head.fr, head.en = [*head.fr, *whole.fr], [*head.en, *whole.en]
    d.tag("possession_de")
    return head


def of_a_place(d: Draw) -> Sentence:
    """Les élèves de cette école sont gentils; je connais la directrice du lycée; nous parlons aux gens du village."""
    member, roll = _member(d), d.random()
    if roll < 0.35 and member.noun is not None:
        return finish(
            d, quality_clause(d, member, d.pick([a for a in predicates_for(member.noun) if a.lemma in _TRAITS]))
        )
    if roll < 0.6:
        done = d.pick([v for v in action_verbs() if v.frame in ("tr", "intr", "tr_lang") and "person" in v.subjects
                       and v.lemma in _DEEDS])  # fmt: skip
        clause = Clause(member, predicate_for(d, done, member), pick_tense(d, done))
    else:
        found = d.pick(_done_to())
        tense = PRESENT if found.lemma == "connaître" else pick_tense(d, found)
        clause = Clause(person(d, 0.75), Predicate(found, [member]), tense)
        if clause.subject.pronoun in ("tu", "vous") and d.chance(0.4):
            clause.question = pick_question(d, clause.subject)
    add_time(d, clause, 0.35)
    return finish(d, clause)


_TRAITS = frozenset(
    "sympathique gentil sérieux poli patient strict drôle généreux intelligent jeune bavard fatigué content occupé "
    "timide calme célèbre honnête".split()
)
_DEEDS = frozenset(
    "arriver partir travailler manger déjeuner chanter danser jouer parler téléphoner attendre rencontrer aider "
    "visiter sortir voyager apprendre lire préparer".split()
)


@cache
def _done_to() -> tuple[Verb, ...]:
    """What one does to people whom one knows by their place: verbs with and without à."""
    wanted = "connaître voir attendre aider écouter rencontrer chercher inviter remercier parler téléphoner répondre"
    found: dict[str, Verb] = {}
    for v in action_verbs():
        if (
            v.lemma in wanted.split()
            and v.frame in ("tr", "tr_to")
            and v.objects & {"person", "friend", "teacher_like"}
        ):
            found.setdefault(v.lemma, v)
    return tuple(found.values())


FAMILIES = ((standing_there, 10), (doing_there, 4), (beside_me, 2), (in_a_city, 5), (of_a_place, 5))
