"""Why, and in spite of what: comme il pleuvait, grâce à toi, à cause du bruit, malgré la pluie, sinon, depuis que."""

from __future__ import annotations

from nmt.data.toy.adverbials import with_comma
from nmt.data.toy.clauses import IMPERFECT, NEAR_FUTURE, PASSE_COMPOSE, PRESENT, Clause, Predicate
from nmt.data.toy.determiners import Determiner
from nmt.data.toy.draw import Draw
from nmt.data.toy.lexicon import Verb, expressions, noun, nouns_of, verb
from nmt.data.toy.objects import sense
from nmt.data.toy.phrases import NounPhrase, noun_phrase, possessor_of
from nmt.data.toy.pronouns import stressed
from nmt.data.toy.realise import realise
from nmt.data.toy.sentences.actions import Sentence, someone_else
from nmt.data.toy.sentences.being import be, state_verb
from nmt.data.toy.sentences.hours import it_subject
from nmt.data.toy.sentences.linked import reason_given
from nmt.data.toy.sentences.skies import blowing, faring
from nmt.data.toy.subjects import person
from nmt.data.toy.words import Choice, En, Fr, Phrase, aligned, pair, synonyms

# What one does as the weather is bad, or good: verb (+ complement in French=English, or a noun and its determiner).
_BAD = (
    "rester à_la_maison=at_home", "rester au_lit=in_bed", "prendre:bus:métro:taxi definite",
    "mettre:manteau:pull indefinite",
    "fermer:fenêtre:porte definite", "sortir pas", "regarder:film indefinite", "prendre:parapluie indefinite",
    "se_promener pas", "aller au_cinéma=to_the_movies", "aller au_musée=to_the_museum", "jouer dehors=outside pas",
)  # fmt: skip
_GOOD = (
    "aller à_la_plage=to_the_beach", "aller au_parc=to_the_park", "se_baigner", "manger dehors=outside", "se_promener",
    "ouvrir:fenêtre definite", "jouer dehors=outside", "déjeuner dans_le_jardin=in_the_garden", "marcher",
    "rester dehors=outside", "mettre:robe:short:tee-shirt indefinite",
)  # fmt: skip


def _frame(lemma: str, with_object: bool) -> Verb:
    """The sense that these rows mean."""
    if lemma == "prendre":
        return sense("prendre", "take")
    if lemma == "mettre":
        return sense("mettre", "put")
    if lemma == "faire":
        return sense("faire", "make")
    if lemma in ("rester", "aller"):
        return verb(lemma, "place" if lemma == "rester" else "motion")
    return verb(lemma, "tr" if with_object else "refl" if lemma.startswith(("se ", "s'")) else "intr")


def deed(d: Draw, row: str, subject: NounPhrase) -> tuple[Predicate, str]:
    """The predicate of a row, as `_BAD` has them, and its negation."""
    head, *rest = row.split()
    negation = "pas" if rest and rest[-1] == "pas" else ""
    rest = rest[:-1] if negation else rest
    lemma, *things = head.replace("_", " ").split(":")
    if lemma.startswith("avoir "):  # avoir faim: be hungry
        d.tag("avoir_state")
        state = next(e for e in expressions("avoir_state") if e.fr == lemma[6:])
        return Predicate(state_verb(state)), negation
    predicate = Predicate(be() if lemma == "être" else _frame(lemma, bool(things)))
    if things:
        thing = noun(d.pick(things))
        own: Determiner = possessor_of(subject) if rest[0] == "own" else rest[0]
        predicate.after = [noun_phrase(d, thing, own, thing.number == "plural", ())]
    elif rest:
        d.tag("place_preposition")
        french, english = rest[0].replace("_", " ").split("=")
        links = "0-0 1-1" if english == "in bed" else ""
        predicate.after = [aligned(french, english, links)]
    return predicate, negation


def _weather(d: Draw, tense: str) -> tuple[Phrase, bool]:
    """il pleut, il fait froid, il y a du vent; and whether that is bad."""
    roll = d.random()
    if roll < 0.4:
        d.tag("weather")
        falls = verb(d.pick(("pleuvoir", "pleuvoir", "neiger")), "weather")
        return realise(d, Clause(it_subject(), Predicate(falls), tense)), True
    if roll < 0.55:
        return realise(d, blowing(d, tense, False)), True
    bad = d.chance(0.45)
    if not bad and d.chance(0.4):
        return _nice(d, tense), False
    quality = ("froid", "cold") if bad else ("chaud", "hot")
    return realise(d, faring(d, *quality, tense, d.chance(0.3))), bad


def _nice(d: Draw, tense: str) -> Phrase:
    """il fait beau: the weather is nice."""
    d.tag("weather")
    the, weather, being, nice = En("the"), En("weather"), En("is" if tense == PRESENT else "was"), En("nice")
    finite = Fr("fait" if tense == PRESENT else "faisait", (being,))
    return Phrase([Fr("il", (), (the, weather)), finite, Fr("beau", (nice,))], [the, weather, being, nice])


def as_it_was(d: Draw) -> Sentence:
    """Comme il pleuvait, nous sommes restés à la maison: since it was raining; comme elle est malade, elle dort."""
    d.tag("subordination")
    since = synonyms("comme", "since", "as", "because")
    past = d.chance(0.6)
    if d.chance(0.45):
        state, action = reason_given(d, person(d, 0.6), past)
        return with_comma(since + state) + action, "."
    sky, bad = _weather(d, IMPERFECT if past else PRESENT)
    subject = person(d, 0.65)
    predicate, negation = deed(d, d.pick(_BAD if bad else _GOOD), subject)
    tense = PASSE_COMPOSE if past else d.pick((PRESENT, NEAR_FUTURE))
    return with_comma(since + sky) + realise(d, Clause(subject, predicate, tense, negation, dated=past)), "."


# Things that went well or badly: verb, noun, determiner, whether it is denied.
_WELL = (
    "réussir examen own", "trouver clé own", "gagner match definite", "finir exercice definite",
    "comprendre leçon definite", "finir travail own", "trouver appartement indefinite",
    "arriver à_l'heure=on_time", "comprendre problème definite", "trouver passeport own", "parler français language",
    "parler anglais language", "trouver maison indefinite", "comprendre exercice definite", "trouver adresse definite",
)  # fmt: skip
_ILL = (
    "rater train definite", "rater bus definite", "perdre match definite", "dormir - pas", "arriver en_retard=late",
    "perdre clé own", "casser vase definite", "finir exercice definite pas", "entendre musique definite pas",
    "perdre argent own", "finir travail own pas", "travailler - pas", "sortir - pas", "oublier rendez-vous own",
)  # fmt: skip


def _outcome(d: Draw, row: str, subject: NounPhrase) -> Phrase:
    """What has come of it."""
    lemma, item, *rest = row.split()
    negation = "pas" if rest and rest[-1] == "pas" else ""
    if "=" in item or item == "-":
        predicate = Predicate(verb(lemma, "intr"))
        if item != "-":
            predicate.after = [aligned(*item.replace("_", " ").split("="))]
        return realise(d, Clause(subject, predicate, PASSE_COMPOSE, negation, dated=True))
    if rest[0] == "language":
        language = next(n for n in nouns_of("language") if n.lemma == item)
        return realise(d, Clause(subject, Predicate(verb("parler", "tr_lang"), [noun_phrase(d, language, "none")])))
    thing = noun(item)
    determiner: Determiner = possessor_of(subject) if rest[0] == "own" else rest[0]
    np = noun_phrase(d, thing, determiner, thing.number == "plural", ())
    return realise(d, Clause(subject, Predicate(verb(lemma, "tr"), [np]), PASSE_COMPOSE, negation, dated=True))


_NOISES = (
    ("le bruit", "the noise"), ("la pluie", "the rain"), ("la neige", "the snow"), ("le bébé", "the baby"),
    ("le vent", "the wind"), ("la chaleur", "the heat"), ("le froid", "the cold"),
)  # fmt: skip


def _causing(d: Draw, subject: NounPhrase, good: bool) -> Phrase:
    """toi, ma sœur, le bruit: whose doing it is."""
    roll = d.random()
    if not good and roll < 0.35:
        french, english = d.pick(_NOISES)
        article, word = french.split()
        the, thing = En("the"), En(english.split()[1])
        return Phrase([Fr(article, (the,), article=True), Fr(word, (thing,))], [the, thing])
    if good and roll < 0.25:
        whose = d.pick(("ton aide=your help", "votre aide=your help", "son aide=his help", "tes conseils=your advice"))
        french, english = whose.split("=")
        phrase = aligned(french, english)
        if english.startswith("his"):
            phrase.en[0].choice = choice = Choice()
            phrase.en.insert(1, En("her", choice, 1))
        return phrase
    return stressed(d, subject) if roll < 0.65 else someone_else(d, subject)


def thanks_to(d: Draw) -> Sentence:
    """Grâce à toi, j'ai réussi mon examen: thanks to you; à cause du bruit, je n'ai pas dormi: because of the noise."""
    good = d.chance(0.65)
    subject = person(d, 0.75)
    outcome = _outcome(d, d.pick(_WELL if good else _ILL), subject)
    if good:
        thanks, to = En("thanks"), En("to")
        link = Phrase([Fr("grâce", (thanks,)), Fr("à", (to,))], [thanks, to])
    else:
        because, of = En("because"), En("of")
        link = Phrase([Fr("à", (because,)), Fr("cause", (because,)), Fr("de", (of,))], [because, of])
    cause = link + _causing(d, subject, good)
    return (with_comma(cause) + outcome if d.chance(0.55) else outcome + cause), "."


_OBSTACLES = (
    ("la pluie", "the rain"), ("la pluie", "the rain"), ("la neige", "the snow"), ("le froid", "the cold"),
    ("le vent", "the wind"), ("le mauvais temps", "the bad weather"), ("la chaleur", "the heat"),
    ("le bruit", "the noise"),
)  # fmt: skip
_STILL = (
    "sortir", "se_promener", "partir", "aller à_la_plage=to_the_beach", "jouer dehors=outside", "courir", "nager",
    "aller à_l'école=to_school", "aller au_travail=to_work", "manger dehors=outside", "marcher", "travailler",
)  # fmt: skip


def despite(d: Draw) -> Sentence:
    """Malgré la pluie, nous sommes sortis: despite the rain; ils dorment bien malgré le bruit."""
    subject = person(d, 0.65)
    french, english = d.pick(_OBSTACLES)
    choice = Choice()
    words = [En("despite", choice), *(En(text, choice, 1) for text in ("in", "spite", "of"))]
    obstacle = Phrase([Fr("malgré", tuple(words))], words) + aligned(french, english)
    tense = d.pick((PASSE_COMPOSE, PASSE_COMPOSE, PRESENT, NEAR_FUTURE))
    if french == "le bruit":
        lemma, adverb = d.pick((("dormir", True), ("travailler", False), ("étudier", False), ("lire", False)))
        clause = Clause(subject, Predicate(verb(lemma, "intr")), tense, dated=True)
        if adverb and tense != NEAR_FUTURE:
            d.tag("manner_adverb")
            well = pair("bien", "well")
            clause.mid, clause.end = Phrase(well.fr, []), [Phrase([], well.en)]
    else:
        predicate, _ = deed(d, d.pick(_STILL), subject)
        clause = Clause(subject, predicate, tense, dated=True)
    said = realise(d, clause)
    return (with_comma(obstacle) + said if d.chance(0.6) else said + obstacle), "."


FAMILIES = ((as_it_was, 2), (thanks_to, 2), (despite, 1))
