"""What one goes in for, is good at, has time for, and whom one picks up: faire du judo et de la natation."""

from __future__ import annotations

from functools import cache

from nmt.data.toy.adverbials import add_habit, add_time
from nmt.data.toy.clauses import IMPERFECT, NEAR_FUTURE, PASSE_COMPOSE, PRESENT, Clause, Predicate
from nmt.data.toy.draw import Draw
from nmt.data.toy.english import english_verb
from nmt.data.toy.french import IL
from nmt.data.toy.lexicon import Verb, conjugation, noun, nouns_of, verb
from nmt.data.toy.phrases import NounPhrase, noun_phrase
from nmt.data.toy.pronouns import stressed
from nmt.data.toy.sentences.actions import Sentence, finish, someone_else
from nmt.data.toy.sentences.being import be, question_or_statement
from nmt.data.toy.sentences.modals import governed_words, listed_infinitive
from nmt.data.toy.subjects import name_phrase, person, relative
from nmt.data.toy.words import Choice, En, Fr, Phrase, aligned, pair, synonyms

# What one does, plays, or goes to do.
_SPORTS = {
    "do": (("du judo", "judo"), ("du yoga", "yoga"), ("de la gymnastique", "gymnastics"), ("du karaté", "karate"),
           ("de la danse", "dance")),
    "play": (("du sport", "sports"), ("du tennis", "tennis"), ("du football", "soccer"), ("du basket", "basketball"),
             ("du rugby", "rugby")),
    "music": (("du piano", "the piano"), ("de la guitare", "the guitar"), ("du violon", "the violin")),
    "go": (("du ski", "skiing"), ("de la natation", "swimming"), ("du jogging", "jogging"),
           ("de l'équitation", "riding")),
}  # fmt: skip


@cache
def _faire(english: str) -> Verb:
    forms = {"do": "do did done doing does", "go": "go went gone going goes"}.get(english, "play")
    others = (_faire("do").en,) if english == "sports" else ()
    return Verb("faire", conjugation("faire"), "", False, False, english_verb(*forms.split()), "tr", "", frozenset(),
                frozenset(), "event", others)  # fmt: skip


def sports(d: Draw) -> Sentence:
    """Elle fait du judo et de la natation: she does judo and goes swimming; tu fais du sport ou de la musique ?"""
    kind = d.pick(("do", "do", "do", "play", "music", "go"))
    mixed = kind == "do" and d.chance(0.6)
    first = d.pick(_SPORTS[kind])
    second = d.pick([row for row in _SPORTS["go" if mixed else kind] if row is not first])
    subject, question = question_or_statement(d, person(d, 0.6), 0.2)
    if mixed and d.chance(0.4):
        first, second = second, first
    what = aligned(*first)
    if first in _SPORTS["go"]:
        kind = "go"
    elif first[1] == "sports":
        kind = "sports"
    clause = Clause(subject, Predicate(_faire(kind), simple=True), PRESENT, "", question)
    mixed = mixed and "sports" not in (first[1], second[1])
    if not mixed and d.chance(0.35):
        clause.tense = d.pick((IMPERFECT, NEAR_FUTURE))
    if "sports" not in (first[1], second[1]) and (mixed or d.chance(0.7)):
        d.tag("coordination")
        link = pair("ou", "or") if question and d.chance(0.6) else pair("et", "and")
        other = aligned(*second)
        if mixed:
            other = _as_well(other, "do" if kind == "go" else "go", subject, question)
            clause.habitual = True
        what = what + link + other
    clause.predicate.after.append(what)
    if clause.tense == PRESENT and d.chance(0.55):
        add_habit(d, clause)
    return finish(d, clause)


def _as_well(what: Phrase, kind: str, subject: NounPhrase, question: str) -> Phrase:
    """et de la natation: and goes swimming, or after to do just and swimming."""
    said = _faire(kind).en
    choice = Choice() if kind == "go" else None
    word = En((said.third if subject.en_person == IL and not question else said.base)[0], choice)
    return Phrase([Fr(what.fr[0].text, what.fr[0].sure, (*what.fr[0].possible, word)), *what.fr[1:]], [word, *what.en])


# avoir and a noun before an infinitive: French, its English, what stands between, and what follows.
_HAVING = (
    ("le temps", "have time to", "inf", "task"), ("le temps", "have time to", "inf", "hobby"),
    ("du mal", "have trouble", "ing", "skill"), ("l'habitude", "be used to", "ing", "activity"),
    ("le droit", "be allowed to", "inf", "hobby"), ("la chance", "be lucky to", "inf", "hobby"),
)  # fmt: skip
_FORMS = {
    "have": ("have {}", "had {}", "had {}", "having {}", "has {}"),
    "be": ("be {}", "was {}", "been {}", "being {}", "is {}"),
}


@cache
def _having(french: str, english: str) -> Verb:
    head, rest = english.split(" ", 1)
    rest = rest if english.endswith("used to") else rest.removesuffix(" to")
    forms = english_verb(*(form.format(rest) for form in _FORMS[head]))
    tail = french.replace("l'", "l' ")  # two words, as the text is cut
    return Verb("avoir " + french, conjugation("avoir"), tail, False, False, forms, "tr", "", frozenset(),
                frozenset(), "state")  # fmt: skip


def having_time(d: Draw) -> Sentence:
    """Je n'ai pas le temps de lire: I do not have time to read; elle a du mal à dormir: has trouble sleeping."""
    french, english, form, kind = d.pick(_HAVING)
    subject, question = question_or_statement(d, person(d, 0.7), 0.25)
    act = listed_infinitive(d, kind, subject)
    words = governed_words(subject, act, "à" if french == "du mal" else "de")
    if form == "ing":
        ing = [En(subject.owner if text == "one's" else text) for text in act.verb.en.ing]
        old = words.en[1 : 1 + len(act.verb.en.base)]
        table = dict(zip(map(id, old), ing, strict=False))
        for word in words.fr:
            word.sure = tuple(table.get(id(one), one) for one in word.sure if one is not words.en[0])
            word.possible = tuple(table.get(id(one), one) for one in word.possible)
        words = Phrase(words.fr, [*ing, *words.en[1 + len(old) :]])
        words.fr[0].possible = tuple(ing[:1])
    denied = not question and french in ("le temps", "l'habitude", "le droit") and d.chance(0.5)
    tense = PRESENT if d.chance(0.8) else IMPERFECT
    return finish(
        d, Clause(subject, Predicate(_having(french, english), [words]), tense, "pas" if denied else "", question)
    )


_PLACES = ("gare", "aéroport", "école", "piscine", "stade", "hôpital", "musée")


@cache
def _going() -> Verb:
    """aller, before what one goes to do."""
    forms = english_verb("go", "went", "gone", "going", "goes")
    return Verb("aller", conjugation("aller"), "", False, True, forms, "tr", "", frozenset(), frozenset(), "event")


def picked_up(d: Draw) -> Sentence:
    """Je vais chercher les enfants à l'école: I am picking up the children at school"""
    subject, question = question_or_statement(d, person(d, 0.65), 0.15)
    whom: NounPhrase = (
        noun_phrase(d, noun("enfant"), "definite", True, ()) if d.chance(0.3) else
        relative(d, None, subject) if d.chance(0.6) else name_phrase(d)
    )  # fmt: skip
    place = noun(d.pick(_PLACES))
    at = En("at", choice := Choice())
    from_ = En("from", choice, 1)
    there = noun_phrase(d, place, "generic" if place.has("en_bare") else "definite", False, ())
    where = Phrase([Fr("à", (at, from_)), *there.fr], [at, from_, *there.en])
    fetch = aligned("chercher", "to pick up", "0?0 0-1 0-2")
    tense = d.pick((PRESENT, PRESENT, PASSE_COMPOSE))
    clause = Clause(subject, Predicate(_going(), [fetch, whom, where]), tense, "", question, dated=True)
    add_time(d, clause, 0.4)
    return finish(d, clause)


_GOOD = (
    ("bon", "bonne", "good"),
    ("fort", "forte", "good"),
    ("mauvais", "mauvaise", "bad"),
    ("nul", "nulle", "terrible"),
)


def _field(d: Draw) -> Phrase:
    """en maths: at math; au tennis: at tennis; aux échecs: at chess."""
    if d.chance(0.35):
        at = En("at")
        french, english = d.pick(_GAMES)
        game = aligned(french, english)
        article = Fr("les" if french.endswith("s") and french != "tennis" else "le", (), tuple(game.en), article=True)
        return Phrase([Fr("à", (at,)), article, *game.fr], [at, *game.en])
    study = d.pick(nouns_of("language", "school_subject"))
    return synonyms("en", "at", "in") + aligned(study.fr[0], study.en[0])


_GAMES = (("tennis", "tennis"), ("football", "soccer"), ("basket", "basketball"), ("rugby", "rugby"), ("judo", "judo"),
          ("ski", "skiing"), ("échecs", "chess"), ("cartes", "cards"), ("tennis", "tennis"))  # fmt: skip


def good_at(d: Draw) -> Sentence:
    """Elle est meilleure que moi en maths: better than me at math; il est très bon en sport: very good at sports."""
    subject, question = question_or_statement(d, person(d, 0.7), 0.15)
    in_ = _field(d)
    if d.chance(0.55):
        d.tag("comparative")
        form = ("meilleur", "meilleure", "meilleurs", "meilleures")[subject.feminine + 2 * subject.plural]
        worse = d.chance(0.2)
        how, tail = pair(form, "better"), pair("que", "than")
        if worse:
            bon = ("bon", "bonne", "bons", "bonnes")[subject.feminine + 2 * subject.plural]
            how, tail = pair("aussi", "as") + pair(bon, "good"), pair("que", "as")
        other: Phrase = stressed(d, subject) if d.chance(0.6) else someone_else(d, subject)
        clause = Clause(subject, Predicate(be(), [how + tail + other + in_]), PRESENT, "pas" if worse else "", question)
        return finish(d, clause)
    masculine, feminine, english = d.pick(_GOOD)
    form = (feminine if subject.feminine else masculine) + ("s" if (subject.plural and masculine[-1] != "s") or (
        subject.plural and subject.feminine) else "")  # fmt: skip
    how = synonyms(form, english, "strong") if masculine == "fort" else pair(form, english)
    if english != "terrible" and d.chance(0.5):
        d.tag("degree_adverb")
        how = pair(*d.pick((("très", "very"), ("assez", "quite"), ("vraiment", "really")))) + how
    tense = PRESENT if d.chance(0.8) else IMPERFECT
    return finish(d, Clause(subject, Predicate(be(), [how + in_]), tense, "pas" if d.chance(0.15) else "", question))


@cache
def _living(lemma: str) -> Verb:
    return Verb(lemma, verb(lemma, "place").fr, "", False, False, english_verb("live"), "tr", "", frozenset(),
                frozenset(), "state")  # fmt: skip


def living_with(d: Draw) -> Sentence:
    """Il habite chez ses parents: he lives with his parents; elle vit seule; nous vivons avec notre grand-mère."""
    subject, question = question_or_statement(d, person(d, 0.65), 0.2)
    lemma, roll = d.pick(("habiter", "vivre")), d.random()
    if roll < 0.2:
        form = ("seul", "seule", "seuls", "seules")[subject.feminine + 2 * subject.plural]
        how = pair(form, "alone")
    else:
        kin = relative(d, None, subject)
        while kin.noun is None or not kin.noun.has("family"):
            kin = relative(d, None, subject)
        how = pair("chez" if roll < 0.6 else "avec", "with") + kin
    tense = PRESENT if d.chance(0.8) else IMPERFECT
    negation = d.pick(("pas", "plus")) if d.chance(0.15) and not question else ""
    return finish(d, Clause(subject, Predicate(_living(lemma), [how]), tense, negation, question))


FAMILIES = ((sports, 6), (having_time, 6), (picked_up, 3), (good_at, 7), (living_with, 4))
