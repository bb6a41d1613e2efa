"""Two clauses that belong together: a thing and what one does with it, weather and plans, lives in two facts."""

from __future__ import annotations

from functools import cache

from nmt.data.toy.adverbials import expression_phrase, is_social, with_comma
from nmt.data.toy.clauses import IMPERFECT, NEAR_FUTURE, PRESENT, Clause, Predicate
from nmt.data.toy.description import predicates_for
from nmt.data.toy.draw import Draw
from nmt.data.toy.french import ILS
from nmt.data.toy.lexicon import Adjective, Noun, Verb, adjectives, expressions, noun, nouns_of, verb, verbs_of
from nmt.data.toy.linking import again, conjunction, joined
from nmt.data.toy.objects import action_verbs, predicate_for
from nmt.data.toy.phrases import NounPhrase, elsewhere, noun_phrase, possessor_of
from nmt.data.toy.place_names import in_place, somewhere
from nmt.data.toy.realise import realise
from nmt.data.toy.sentences.actions import Sentence, add_circumstance, someone_else
from nmt.data.toy.sentences.being import adjective_phrase, be, profession_phrase, tells_age
from nmt.data.toy.sentences.modals import infinitive_phrase, listed_infinitive
from nmt.data.toy.sentences.things import verb_taking
from nmt.data.toy.subjects import person
from nmt.data.toy.words import En, Fr, Phrase, aligned, pair

Act = tuple[str, str, str]


def taken_again(np: NounPhrase) -> tuple[Fr, list[En]]:
    """The object pronoun for a thing named before: le, la, les; it, them."""
    it = En("them" if np.en_person == ILS else "it")
    return Fr("les" if np.plural else "la" if np.feminine else "le", (it,)), [it]


# Classes of things, what may be wrong or right with them, and what one therefore does, or does not do, with them.
_FATES = (
    (("clothes",), "small big old dirty", "porter", ("jamais", "plus", "pas"), "donc"),
    (("clothes",), "expensive", "acheter", ("pas",), "donc"),
    (("clothes",), "beautiful pretty comfortable", "porter", ("",), "donc"),
    (("clothes",), "dirty", "laver", ("",), "alors"),
    (("book_like_generic", "book_like"), "boring difficult long", "lire", ("pas", "plus", "jamais"), "donc"),
    (("book_like_generic", "book_like"), "interesting funny", "lire", ("",), "alors"),
    (("vehicle_own", "house_like"), "old small big", "vendre", ("",), "donc"),
    (("vehicle_own", "device"), "broken old", "utiliser", ("plus", "jamais", "pas"), "donc"),
    (("device",), "broken", "réparer", ("",), "alors"),
    (("furniture", "device", "vehicle_own"), "expensive", "acheter", ("pas",), "donc"),
    (("fruit", "sweet", "dish"), "delicious good", "manger", ("",), "alors"),
    (("dish", "sweet"), "cold salty", "manger", ("pas",), "donc"),
)  # fmt: skip


@cache
def _fated(classes: tuple[str, ...], qualities: str, lemma: str) -> tuple[tuple[Noun, tuple[Adjective, ...]], ...]:
    taken = frozenset(c for v in verbs_of("tr") if v.lemma == lemma for c in v.objects)
    found = []
    for n in nouns_of(*classes):
        fitting = tuple(a for a in predicates_for(n) if a.en in qualities.split())
        if fitting and n.number == "count" and (lemma == "utiliser" or n.classes & taken):
            found.append((n, fitting))
    return tuple(found)


def thing_and_use(d: Draw) -> Sentence:
    """Son chapeau est trop petit, donc elle ne le porte jamais; cette robe est belle, mais je ne l'achète pas."""
    d.tag("pronoun_reference", "object_pronoun_direct")
    classes, qualities, lemma, negations, link = d.pick(_FATES)
    thing, fitting = d.pick(_fated(classes, qualities, lemma))
    subject = person(d, 0.9)
    owned = lemma in ("porter", "vendre", "utiliser", "laver", "réparer")
    plural = d.chance(0.3)
    negation = d.pick(negations)
    if d.chance(0.25):
        link, negation = "mais", "" if negation else "pas"
    quality = d.pick(fitting)
    too = negation != "" and link == "donc" and quality.gradable and quality.en not in ("beautiful", "pretty")
    turned = link != "mais" and d.chance(0.35)
    owner = possessor_of(subject if turned else elsewhere(subject))
    np = noun_phrase(d, thing, owner if owned else "demonstrative", plural)
    said = adjective_phrase(d, quality, again(np) if turned else np, 0.0)
    if too and d.chance(0.7):
        d.tag("degree_adverb")
        said = aligned("trop", "too") + said
    elif quality.gradable and d.chance(0.3):
        d.tag("degree_adverb")
        said = aligned("très", "very") + said
    found = next(v for v in verbs_of("tr") if v.lemma == lemma)
    if turned:
        d.tags.pop("object_pronoun_direct")
        does = Predicate(found, [np], simple=lemma in ("porter", "utiliser"))
        main = realise(d, Clause(subject, does, PRESENT, negation))
        return joined(d, main, "parce que", realise(d, Clause(again(np), Predicate(be(), [said]), PRESENT))), "."
    clitic, it = taken_again(np)
    use = Predicate(found, clitics=[clitic], clitic_en=it, simple=lemma in ("porter", "utiliser"))
    first = realise(d, Clause(np, Predicate(be(), [said]), PRESENT))
    planned = negation == "" and lemma in ("vendre", "laver", "réparer", "lire") and d.chance(0.5)
    tense = NEAR_FUTURE if planned else PRESENT
    return joined(d, first, link, realise(d, Clause(again(subject), use, tense, negation)), True), "."


# Weather (as it stands in the lexicon) and what one does in it: verb, object, determiner.
_IN_WEATHER: tuple[tuple[str, tuple[tuple[str, str, str], ...]], ...] = (
    ("il fait froid", (("mettre", "manteau", "poss"), ("mettre", "pull", "indef"), ("mettre", "écharpe", "indef"),
                       ("fermer", "fenêtre", "def"), ("rester", "", "à la maison"), ("boire", "thé", "part"))),
    ("il fait chaud", (("ouvrir", "fenêtre", "def"), ("boire", "eau", "part"), ("enlever", "veste", "poss"),
                       ("se baigner", "", ""), ("aller", "piscine", "at"), ("mettre", "chapeau", "indef"))),
    ("il fait beau", (("se promener", "", ""), ("jouer", "football", "def"), ("aller", "plage", ""),
                      ("aller", "parc", ""), ("courir", "", ""), ("sortir", "", ""))),
    ("il fait mauvais", (("rester", "", "à la maison"), ("regarder", "film", "indef"), ("lire", "livre", "indef"))),
    ("il fait nuit", (("rentrer", "", ""), ("allumer", "lumière", "def"), ("fermer", "porte", "def"))),
    ("il pleut", (("prendre", "parapluie", "poss"), ("rester", "", "à la maison"), ("rentrer", "", ""),
                  ("prendre", "bus", "def"), ("fermer", "fenêtre", "def"), ("jouer", "cartes", "def"))),
    ("il neige", (("mettre", "botte", "poss"), ("mettre", "manteau", "poss"), ("skier", "", ""),
                  ("rester", "", "à la maison"), ("mettre", "gant", "poss"))),
    ("il y a du vent", (("fermer", "fenêtre", "def"), ("mettre", "écharpe", "indef"), ("rentrer", "", ""))),
)  # fmt: skip


def listed_act(d: Draw, act: Act, subject: NounPhrase) -> Predicate:
    """A verb with the object the tables above name; prendre takes things along."""
    lemma, item, determiner = act
    if lemma == "mettre" and item in ("botte", "gant"):
        thing = next(n for n in nouns_of("clothes") if n.lemma == item)
        return Predicate(verb("mettre", "tr"), [noun_phrase(d, thing, possessor_of(subject), True)])
    if lemma == "aller":
        to = En("to")
        np = noun_phrase(d, noun(item), "definite")
        return Predicate(verb("aller", "motion"), [Phrase([Fr("à", (to,)), *np.fr], [to, *np.en])])
    predicate = infinitive_phrase(d, lemma, item, determiner, subject)
    if lemma == "prendre" and item != "petit-déjeuner":
        predicate.verb = verb_taking()
    if lemma == "rester":
        predicate.verb = verb("rester", "place")
    return predicate


def weather_plans(d: Draw) -> Sentence:
    """Il fait froid ce matin, donc je mets mon manteau; nous allons rester à la maison parce qu'il pleut."""
    d.tag("weather")
    name, acts = d.pick(_IN_WEATHER)
    weather = expression_phrase(next(e for e in expressions("weather") if e.fr == name))
    subject = person(d, 0.7)
    act, tense = listed_act(d, d.pick(acts), subject), d.pick((PRESENT, PRESENT, NEAR_FUTURE))
    main = Clause(subject, act, tense)
    if (is_social(act.verb) or act.verb.lemma in ("aller", "rester", "se promener")) and d.chance(0.4):
        main.end.append(_with(d, subject))
    if d.chance(0.35):
        return joined(d, realise(d, main), "parce que", weather), "."
    if d.chance(0.5) and name != "il fait nuit":
        d.tag("time_adverb")
        moment = expression_phrase(d.pick(expressions("present_adverb", "day_adverb")))
        weather = weather + moment if d.chance(0.6) else with_comma(moment) + weather
    link = d.pick(("donc", "donc", "alors", "et"))
    return joined(d, weather, link, realise(d, main), link != "et"), "."


def _with(d: Draw, subject: NounPhrase) -> Phrase:
    return pair("avec", "with") + someone_else(d, subject)


_ONCE = ("jouer", "danser", "chanter", "voyager", "lire", "dessiner", "nager", "courir", "travailler", "marcher",
         "cuisiner", "skier", "fumer", "étudier")  # fmt: skip


@cache
def pastimes() -> tuple[Verb, ...]:
    return tuple(
        v for v in action_verbs()
        if v.lemma in _ONCE and v.frame in ("intr", "tr_prep") and v.subjects & {"person", "adult"}
    )  # fmt: skip


def past_lives(d: Draw) -> Sentence:
    """Mon grand-père était pilote et il voyageait beaucoup; quand elle était petite, ma mère jouait du piano."""
    subject = person(d, 0.35)
    while subject.pronoun in ("tu", "vous") or (subject.noun is not None and not subject.noun.has("family", "friend")):
        subject = person(d, 0.35)
    childhood = d.chance(0.45) and not tells_age(subject)
    topic, doer = (again(subject), subject) if childhood and not subject.pronoun else (subject, again(subject))
    if d.chance(0.25):
        acted = Predicate(verb(d.pick(("habiter", "vivre")), "place"), [in_place(d, somewhere(d))])
    else:
        acted = predicate_for(d, d.pick(pastimes()), doer, False, True)
    clause = Clause(doer, acted, IMPERFECT, habitual=True)
    acted.simple = True
    if acted.verb.frame != "place" and d.chance(0.3):
        d.tag("habit_adverb")
        clause.end.append(expression_phrase(d.pick(expressions("habit_adverb_post"))))
        add_circumstance(d, clause, 0.3)
    elif acted.verb.frame == "intr" and d.chance(0.4):
        clause.end.append(aligned("beaucoup", "a lot"))
    elif acted.verb.frame != "place" and d.chance(0.3):
        add_circumstance(d, clause, 1.0)
    main = realise(d, clause)
    if childhood:
        young, english = d.pick((("jeune", "young"), ("petit", "little")))
        form = next(a for a in adjectives() if a.lemma == young).form(subject.feminine, subject.plural)
        back = realise(d, Clause(topic, Predicate(be(), [pair(form, english)]), IMPERFECT))
        d.tag("subordination")
        return with_comma(conjunction("quand") + back) + main, "."
    job = realise(d, Clause(topic, Predicate(be(), [profession_phrase(d, subject)]), IMPERFECT))
    return joined(d, job, "et", main), "."


def tongues(d: Draw) -> Sentence:
    """Ma voisine est allemande, mais elle parle très bien français; il vient de Rome, donc il est italien."""
    subject = person(d, 0.5)
    while subject.noun is not None and subject.noun.has("nationality_person"):
        subject = person(d, 0.5)
    origin = d.pick([a for a in adjectives() if "nationality" in a.classes])
    first = realise(d, Clause(subject, Predicate(be(), [adjective_phrase(d, origin, subject, 0.0)]), PRESENT))
    language = d.pick([n for n in nouns_of("language") if n.lemma != origin.lemma])
    spoken = noun_phrase(d, language, "none")
    adverb, english = d.pick((("bien", "well"), ("très bien", "very well"), ("un peu", "a little"), ("", "")))
    how = aligned(adverb, english) if adverb else Phrase([], [])
    little = adverb == "un peu"
    after = Phrase([*how.fr, *spoken.fr], [*how.en, *spoken.en] if little else [*spoken.en, *how.en])
    negation = "" if adverb or d.chance(0.5) else "pas"
    second = Clause(again(subject), Predicate(verb("parler", "tr_lang"), [after]), PRESENT, negation)
    if not negation and not adverb and d.chance(0.4):
        second.end.append(pair("à", "at") + noun_phrase(d, next(n for n in nouns_of("en_bare") if n.lemma == "école"),
                                                        "generic"))  # fmt: skip
        second.habitual = True
    link = "et" if negation or d.chance(0.3) else "mais"
    return joined(d, first, link, realise(d, second), link == "mais"), "."


# What one would like to do, and what one has to do instead.
_PLEASURES = (
    ("sortir", "", ""), ("aller", "piscine", ""), ("aller", "plage", ""), ("jouer", "tennis", "def"),
    ("dormir", "", ""), ("regarder", "film", "indef"), ("se reposer", "", ""), ("danser", "", ""),
    ("lire", "livre", "indef"),
    ("regarder", "télévision", "def"), ("écouter", "musique", "part"), ("jouer", "football", "def"),
)  # fmt: skip
_DUTIES = (
    ("travailler", "", ""), ("étudier", "", ""), ("faire", "devoirs", "poss"), ("faire le ménage", "", ""),
    ("préparer", "dîner", "def"), ("ranger", "chambre", "poss"), ("faire les courses", "", ""),
    ("apprendre", "leçon", "def"), ("finir", "exercice", "def"), ("laver", "voiture", "def"),
    ("écrire", "lettre", "indef"),
)  # fmt: skip


def able_but(d: Draw) -> Sentence:
    """Claire ne sait pas nager, mais elle veut apprendre; il veut jouer au tennis, mais il doit travailler."""
    subject = person(d, 0.5)
    same = again(subject)
    if d.chance(0.35):
        first = Predicate(verb("savoir", "inf"), infinitive=listed_infinitive(d, "skill", subject))
        learn = Predicate(verb("apprendre", "inf_a"), infinitive=listed_infinitive(d, "skill", same))
        second = d.pick((
            Predicate(verb("vouloir", "inf"), infinitive=learn),
            Predicate(verb("savoir", "inf"), infinitive=listed_infinitive(d, "skill", same)),
            Predicate(verb(d.pick(("aimer", "adorer")), "inf"), infinitive=listed_infinitive(d, "hobby", same)),
        ))  # fmt: skip
        clause = Clause(subject, first, PRESENT, "pas")
        return joined(d, realise(d, clause), "mais", realise(d, Clause(same, second, PRESENT)), True), "."
    negated = d.chance(0.5)
    act = listed_act(d, d.pick([a for a in _PLEASURES if not negated or a[2] not in ("indef", "part")]), subject)
    clause = Clause(subject, Predicate(verb("pouvoir" if negated else "vouloir", "inf"), infinitive=act), PRESENT)
    clause.negation = "pas" if negated else ""
    if d.chance(0.4):
        d.tag("time_adverb")
        clause.end.append(expression_phrase(d.pick(expressions("day_adverb", "day_adverb_future"))))
    must = Predicate(verb("devoir", "inf"), infinitive=listed_act(d, d.pick(_DUTIES), same))
    link = "parce que" if negated else "mais"
    return joined(d, realise(d, clause), link, realise(d, Clause(same, must, PRESENT)), not negated), "."
