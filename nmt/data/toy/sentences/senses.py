"""Words whose English the context decides, and relatives on beasts and vehicles: the seat is free; that is singing."""

from __future__ import annotations

from functools import cache

from nmt.data.toy.clauses import IMPERFECT, PASSE_COMPOSE, PRESENT, Clause, Predicate
from nmt.data.toy.collocated import Collocation, row_of
from nmt.data.toy.description import predicates_for
from nmt.data.toy.draw import Draw
from nmt.data.toy.lexicon import Noun, noun, nouns, verb
from nmt.data.toy.linking import again, joined
from nmt.data.toy.objects import sense
from nmt.data.toy.phrases import NounPhrase, free_possessor, noun_phrase, ownable
from nmt.data.toy.realise import realise
from nmt.data.toy.sentences.actions import Sentence, finish, pick_question
from nmt.data.toy.sentences.being import adjective_phrase, be
from nmt.data.toy.sentences.relative import with_que
from nmt.data.toy.subjects import person, pronoun
from nmt.data.toy.words import Phrase, pair, synonyms

# Who or what, what it does there (as in the table of collocations), and what people do with it.
_BEASTS = (
    ("oiseau", (("chanter", "sing"), ("chanter | dans l'arbre", "sing | in the tree"), ("voler", "fly"),
                ("voler | au-dessus de la maison", "fly | above the house"), ("boire | de l'eau", "drink | water"))),
    ("chien chat", (("dormir", "sleep"), ("dormir | sur le canapé", "sleep | on the couch"),
                    ("jouer | dans le jardin", "play | in the garden"),
                    ("jouer | avec le ballon", "play | with the ball"),
                    ("courir | dans la rue", "run | in the street / on the street"), ("manger", "eat"),
                    ("attendre | devant la porte", "wait | in front of the door"),
                    ("habiter | chez les voisins", "live | at the neighbors' house", "state"))),
    ("chien", (("aboyer", "bark"), ("aboyer | dans la rue", "bark | in the street / on the street"),
               ("courir | sur la plage", "run | on the beach"))),
    ("cheval vache mouton", (("manger | de l'herbe", "eat | grass"), ("courir | dans le champ", "run | in the field"),
                             ("dormir | sous l'arbre", "sleep | under the tree"))),
)  # fmt: skip
_VEHICLES = (
    ("taxi bus voiture", (("attendre", "wait"), ("attendre | devant la gare", "wait | in front of the train station"),
                          ("attendre | devant l'hôtel", "wait | in front of the hotel"),
                          ("arriver", "arrive / come"),
                          ("s'arrêter | devant l'école", "stop | in front of the school", "habit"))),
    ("bus train", (("aller | à | {city}", "go | to | {city}", "habit"),
                   ("aller | à l'aéroport", "go | to the airport", "habit"),
                   ("partir | {time}", "leave | {time}", "habit"), ("arriver | {time}", "arrive | {time}", "habit"),
                   ("passer | par | {city}", "go | through | {city}", "habit"))),
    ("avion bateau", (("partir | {time}", "leave | {time}", "habit"), ("arriver", "arrive / come"),
                      ("aller | à | {city}", "go | to | {city}", "habit"))),
)  # fmt: skip
_MET_BEASTS = (
    ("regarder", "watch"),
    ("regarder", "watch"),
    ("voir", "see"),
    ("chercher", "look"),
    ("dessiner", "draw"),
)
_MET_VEHICLES = (("attendre", "wait"), ("prendre", "take"), ("rater", "miss"), ("prendre", "take"), ("voir", "see"))


def that_does(d: Draw) -> Sentence:
    """L'oiseau qui chante est petit: that is singing; nous prenons le bus qui va à l'aéroport: that goes."""
    d.tag("relative_qui")
    beast = d.chance(0.6)
    lemmas, acts = d.pick(_BEASTS if beast else _VEHICLES)
    what = noun(d.pick(lemmas.split()))
    np = noun_phrase(d, what, "demonstrative" if d.chance(0.15) else "definite", d.chance(0.35), ())
    row, links = row_of(*d.pick(acts)), ("that", "which", "who") if beast else ("that", "which")
    if d.chance(0.55):
        _doing(d, np, row, links)
        said = adjective_phrase(d, d.pick([a for a in predicates_for(what) if a.lemma != "libre"]), np, 0.3)
        return finish(d, Clause(np, Predicate(be(), [said]), PRESENT, "pas" if d.chance(0.1) else ""))
    found = sense(*d.pick(_MET_BEASTS if beast else _MET_VEHICLES))
    if found.lemma == "rater":
        row = row_of(*d.pick([act for act in acts if "habit" in act]))
    past = found.lemma == "rater" or ((beast or row.has("habit")) and d.chance(0.3))
    _doing(d, np, row, links, IMPERFECT if past and beast and not row.has("state") else PRESENT)
    subject = person(d, 0.75)
    return finish(d, Clause(subject, Predicate(found, [np]), PASSE_COMPOSE if past else PRESENT))


def _doing(d: Draw, np: NounPhrase, row: Collocation, links: tuple[str, ...], tense: str = PRESENT) -> None:
    """Say behind the phrase what it does: qui chante dans l'arbre."""
    who = synonyms("qui", *links)
    subject = NounPhrase(who.fr, who.en, np.person, np.en_person, np.feminine, np.plural, np.owner)
    subject.human = False
    predicate = Predicate(row.verb, row.complement(d, subject), simple=row.has("habit", "state"))
    inner = realise(d, Clause(subject, predicate, tense, habitual=row.has("habit")))
    np.fr, np.en = [*np.fr, *inner.fr], [*np.en, *inner.en]


_PASSAGES = (
    ("canapé armoire table lit bureau fauteuil", "par la porte", "through the door", "large grand gros"),
    ("canapé armoire table lit fauteuil", "par la fenêtre", "through the window", "large grand gros"),
    ("voiture bus", "sous le pont", "under the bridge", "haut grand"),
    ("bateau bus", "sous ce pont", "under this bridge", "haut grand"),
    ("voiture bus", "dans cette rue", "through this street / down this street", "large grand"),
)
_SIZES = {"large": ("large", "large", "larges", "larges", ("wide", "broad")),
          "grand": ("grand", "grande", "grands", "grandes", ("big", "large")),
          "gros": ("gros", "grosse", "gros", "grosses", ("big", "large")),
          "haut": ("haut", "haute", "hauts", "hautes", ("high", "tall"))}  # fmt: skip


def does_not_fit(d: Draw) -> Sentence:
    """L'armoire ne passe pas par la porte parce qu'elle est trop large: does not fit through the door."""
    d.tag("pronoun_reference", "degree_adverb")
    lemmas, french, english, sizes = d.pick(_PASSAGES)
    what = noun(d.pick(lemmas.split()))
    owner = free_possessor(d) if d.chance(0.25) and ownable(what) else "demonstrative" if d.chance(0.2) else "definite"
    np = noun_phrase(d, what, owner, d.chance(0.2), ())
    row = row_of(f"passer | {french}", f"fit / go / pass | {english}", "state avoir")
    tense = PRESENT if d.chance(0.85) else IMPERFECT
    main = realise(d, Clause(np, Predicate(row.verb, row.complement(d, np, True), simple=True), tense, "pas"))
    it = again(np)
    *forms, words = _SIZES[d.pick(sizes.split())]
    too = pair("trop", "too") + synonyms(str(forms[np.feminine + 2 * np.plural]), *words)
    return joined(d, main, "parce que", realise(d, Clause(it, Predicate(be(), [too]), tense))), "."


@cache
def meaning(lemma: str, english: str) -> Noun:
    """The sense of a noun with this English; `_MEANT` has those that the lexicon lacks."""
    return next(n for n in (*_MEANT, *nouns()) if n.lemma == lemma and n.en[0] == english)


def _meant(lemma: str, gender: str, plural: str, english: str) -> Noun:
    several = english + "s"
    return Noun(lemma, gender, (lemma, plural), (english, several), "count", frozenset(("picture",)))


_MEANT = (
    _meant("carte", "f", "cartes", "menu"), _meant("règle", "f", "règles", "rule"),
    _meant("tableau", "m", "tableaux", "painting"), _meant("papier", "m", "papiers", "paper"),
)  # fmt: skip
_FORMS = {
    "fort": "fort forte forts fortes", "libre": "libre libre libres libres", "pris": "pris prise pris prises",
    "grand": "grand grande grands grandes", "vide": "vide vide vides vides", "joli": "joli jolie jolis jolies",
    "chaud": "chaud chaude chauds chaudes", "clair": "clair claire clairs claires", "cher": "cher chère chers chères",
    "simple": "simple simple simples simples", "important": "important importante importants importantes",
    "difficile": "difficile difficile difficiles difficiles", "beau": "beau belle beaux belles",
    "célèbre": "célèbre célèbre célèbres célèbres", "perdu": "perdu perdue perdus perdues",
    "occupé": "occupé occupée occupés occupées", "long": "long longue longs longues",
    "vieux": "vieux vieille vieux vieilles", "magnifique": "magnifique magnifique magnifiques magnifiques",
}  # fmt: skip
# Nouns with the English meant, and what is said of them, each with its English in this sense.
_SAID = (
    ("musique=music radio=radio télévision=television", (("fort", "loud"),)),
    ("place=seat", (("libre", "free", "available"), ("libre", "free", "available"), ("pris", "taken"),
                    ("occupé", "taken", "occupied"), ("cher", "expensive"))),
    ("place=square", (("grand", "big", "large"), ("joli", "pretty"), ("célèbre", "famous"))),
    ("couverture=blanket manteau=coat pull=sweater", (("chaud", "warm"),)),
    ("soupe=soup café=coffee thé=tea", (("chaud", "hot"),)),
    ("règle=rule", (("simple", "simple", "easy"), ("important", "important"), ("difficile", "difficult", "hard"),
                    ("clair", "clear"))),
    ("tableau=painting", (("beau", "beautiful"), ("célèbre", "famous"), ("cher", "expensive"), ("vieux", "old"),
                          ("magnifique", "magnificent"))),
    ("papier=paper", (("important", "important"), ("perdu", "lost"))),
    ("carte=menu", (("long", "long"), ("simple", "simple"))),
)  # fmt: skip
_DEGREES = (("très", "very"), ("trop", "too"), ("assez", "quite"), ("vraiment", "really"))


def in_this_sense(d: Draw) -> Sentence:
    """Cette place est libre ?: is this seat free?; la musique est trop forte: too loud; ces règles sont simples."""
    senses, qualities = d.pick(_SAID)
    what = meaning(*d.pick(senses.split()).split("="))
    lemma, *words = d.pick(qualities)
    plural = what.number == "count" and d.chance(0.8 if what.lemma == "papier" else 0.3)
    np = noun_phrase(d, what, "demonstrative" if d.chance(0.5) else "definite", plural, ())
    if what.lemma == "radio":
        words.append("strong")
    said: Phrase = synonyms(_FORMS[lemma].split()[np.feminine + 2 * np.plural], *words)
    if lemma not in ("libre", "pris", "occupé", "perdu", "magnifique") and d.chance(0.6):
        d.tag("degree_adverb")
        much = lemma in ("fort", "chaud", "cher", "difficile", "long")
        said = pair(*d.pick([degree for degree in _DEGREES if much or degree[0] != "trop"])) + said
    question = pick_question(d, np) if d.chance(0.45 if lemma == "libre" else 0.12) else ""
    tense = PRESENT if question or d.chance(0.8) else IMPERFECT
    negation = "pas" if not question and len(said.fr) == 1 and d.chance(0.3) else ""
    return finish(d, Clause(np, Predicate(be(), [said]), tense, negation, question))


def many_of_them(d: Draw) -> Sentence:
    """Il y a beaucoup de papiers sur le bureau; on voit des étoiles: count nouns that one says of several."""
    found, lemma, english = d.pick(_SEVERAL)
    what = meaning(lemma, english)
    determiner = d.pick(("beaucoup", "plusieurs", "indefinite", "demonstrative", "definite", "beaucoup"))
    np = noun_phrase(d, what, determiner, True, ())
    tense = PASSE_COMPOSE if found in ("perdre", "oublier") else d.pick((PRESENT, PASSE_COMPOSE))
    return finish(d, Clause(person(d, 0.7), Predicate(verb(found, "tr"), [np]), tense))


_SEVERAL = (
    ("jeter", "papier", "paper"), ("lire", "papier", "paper"),
   
    ("chercher", "papier", "paper"), ("perdre", "papier", "paper"), ("ranger", "papier", "paper"),
    ("voir", "étoile", "star"), ("dessiner", "étoile", "star"), ("compter", "étoile", "star"),
    ("peindre", "tableau", "painting"), ("vendre", "tableau", "painting"), ("acheter", "tableau", "painting"),
    ("apprendre", "règle", "rule"), ("comprendre", "règle", "rule"), ("oublier", "règle", "rule"),
)  # fmt: skip


def carried(d: Draw) -> Sentence:
    """La valise que je porte est lourde: that I am carrying; the bags are never worn here."""
    what = noun(d.pick(("valise", "sac", "panier", "boîte", "chaise")))
    bearer = pronoun(d) if d.chance(0.7) else person(d, 0.0)
    np = noun_phrase(d, what, "demonstrative" if d.chance(0.1) else "definite", d.chance(0.3), ())
    np = with_que(d, np, sense("porter", "carry"), bearer)
    said = synonyms(("lourd", "lourde", "lourds", "lourdes")[np.feminine + 2 * np.plural], "heavy")
    if d.chance(0.6):
        said = pair(*d.pick(_DEGREES)) + said
    return finish(d, Clause(np, Predicate(be(), [said]), PRESENT, "pas" if len(said.fr) == 1 and d.chance(0.3) else ""))


FAMILIES = ((that_does, 14), (does_not_fit, 3), (in_this_sense, 9), (many_of_them, 5), (carried, 2))
