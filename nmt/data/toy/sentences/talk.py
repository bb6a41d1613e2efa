"""Greetings and small talk: bonjour, merci, je m'appelle Marie, voici mon frère, ça coûte dix euros."""

from __future__ import annotations

from functools import cache

from nmt.data.toy.adverbials import expression_phrase
from nmt.data.toy.clauses import IMPERFECT, PRESENT, Clause, Predicate
from nmt.data.toy.draw import Draw
from nmt.data.toy.french import IL, JE, TU, VOUS
from nmt.data.toy.lexicon import Expression, Noun, Verb, adjectives, expressions, nouns_of, verb
from nmt.data.toy.linking import again
from nmt.data.toy.numbers import price
from nmt.data.toy.other_words import quality as quality_words
from nmt.data.toy.phrases import NounPhrase, free_possessor, noun_phrase
from nmt.data.toy.realise import realise
from nmt.data.toy.sentences.actions import Sentence, finish, pick_question
from nmt.data.toy.sentences.being import adjective_phrase, avoir_state, be, profession, profession_phrase, quality
from nmt.data.toy.sentences.existence import here_is, thing_copula
from nmt.data.toy.subjects import belonging_to, name_phrase, person, person_phrase, pronoun, relative
from nmt.data.toy.words import Choice, En, Fr, Phrase, aligned, pair

_QUESTIONS = ("comment", "combien", "quel", "qu'", "qui", "c'est combien")


@cache
def fixed_sentences() -> tuple[Expression, ...]:
    """Whole utterances of the lexicon."""
    return expressions("greeting", "politeness", "answer", "fixed")


def utterance_mark(expression: Expression) -> str:
    return "?" if expression.fr.startswith(_QUESTIONS) and expression.kind == "fixed" else "."


def greeting(d: Draw) -> Sentence:
    """Bonjour, Marie !; merci beaucoup, madame; comment allez-vous ?"""
    d.tag("courtesy")
    expression = d.pick(fixed_sentences())
    phrase = expression_phrase(expression)
    mark = utterance_mark(expression)
    if expression.kind in ("greeting", "politeness") and d.chance(0.85):
        comma, who = En(",", Choice()), _addressee(d)
        phrase = phrase + Phrase([Fr(",", (comma,)), *who.fr], [comma, *who.en])
    if mark == "." and expression.kind == "greeting" and d.chance(0.6):
        mark = "!"
    return phrase, mark


def _addressee(d: Draw) -> Phrase:
    roll = d.random()
    if roll < 0.6:
        return name_phrase(d)
    if roll < 0.8:
        return expression_phrase(d.pick(expressions("address")))
    return aligned(
        *d.pick((("mes amis", "my friends"), ("papa", "Dad"), ("maman", "Mom"), ("les enfants", "children", "0?0 1-0")))
    )


def farewell(d: Draw) -> Sentence:
    """Merci beaucoup, au revoir !; bonjour, comment allez-vous ?; salut, ça va bien ?"""
    d.tag("courtesy")
    if d.chance(0.5):
        thanks = d.pick([e for e in expressions("politeness") if e.fr.startswith("merci")])
        parting = d.pick([e for e in expressions("greeting") if e.fr in _PARTINGS])
        return expression_phrase(thanks) + pair(",", ",") + expression_phrase(parting), "!"
    hello = d.pick([e for e in expressions("greeting") if e.fr in ("bonjour", "salut", "bonsoir")])
    asked = d.pick([e for e in expressions("fixed") if e.fr.startswith("comment")])
    said = expression_phrase(hello)
    if d.chance(0.6):
        said = said + pair(",", ",") + name_phrase(d) if d.chance(0.4) else hailed(d, said)
    return said + pair(",", ",") + expression_phrase(asked), "?"


def hailed(d: Draw, hello: Phrase) -> Phrase:
    """bonjour Claire: hello Claire, or hello, Claire."""
    who, comma = name_phrase(d), En(",", Choice(), 1)
    return Phrase([*hello.fr, *who.fr], [*hello.en, comma, *who.en])


_PARTINGS = frozenset(("au revoir", "à bientôt", "à demain", "bonne journée", "bon week-end", "bonne nuit"))


def answered(d: Draw) -> Sentence:
    """Oui, je suis étudiante; non, je n'ai pas faim; non, elle n'est pas belge, elle est suisse."""
    d.tag("courtesy")
    if d.chance(0.3):
        return _corrected(d)
    phrase, mark = d.pick((quality, profession, avoir_state))(d)
    if mark == "?":
        return phrase, mark
    negative = any(word.text == "ne" for word in phrase.fr)
    return aligned("non" if negative else "oui", "no" if negative else "yes") + pair(",", ",") + phrase, "."


def _corrected(d: Draw) -> Sentence:
    subject = person(d, 0.7)
    if d.chance(0.5):
        kinds = [a for a in adjectives() if "nationality" in a.classes]
        one, two = d.pick(kinds), d.pick(kinds)
        first: Phrase = adjective_phrase(d, one, subject, 0.0)
        second: Phrase = adjective_phrase(d, two, subject, 0.0)
    else:
        first, second = profession_phrase(d, subject), profession_phrase(d, subject)
    if first.fr[0].text == second.fr[0].text:
        return _corrected(d)
    no = realise(d, Clause(subject, Predicate(be(), [first]), PRESENT, "pas"))
    yes = realise(d, Clause(again(subject), Predicate(be(), [second]), PRESENT))
    opener = aligned("non", "no") + pair(",", ",") if d.chance(0.7) else Phrase([], [])
    return opener + no + pair(",", ",") + yes, "."


def naming(d: Draw) -> Sentence:
    """Je m'appelle Marie: my name is Marie; ton frère s'appelle Paul: is called Paul; comment s'appelle ton frère ?"""
    d.tag("courtesy")
    roll = d.random()
    subject = pronoun(d) if roll < 0.55 else person_named(d)
    while subject.plural or subject.pronoun in ("on", "nous"):
        subject = pronoun(d)
    clitic = ("me", "te", "se", "nous", "vous", "se")[subject.person]
    verb_form = verb("s'appeler", "name").fr.present[subject.person]
    if d.chance(0.3):
        return _asking_name(d, subject, Fr(clitic), verb_form)
    name = name_phrase(d)
    while name.feminine != subject.feminine:
        name = name_phrase(d)
    negated = d.chance(0.12)
    not_ = ["not"] if negated else []
    if negated:
        d.tag("negation_pas")
    be_form = {JE: "am", TU: "are", VOUS: "are"}.get(subject.person, "is")
    choice = Choice(3)
    if subject.pronoun:  # his name is, or he is called, he is named
        first = _worded(choice, 0, [subject.owner, "name", "is", *not_])
        rest = [_worded(choice, k, [subject.en[0].text, be_form, *not_, called]) for k, called in _CALLED]
        fr_subject, named, be_word = [Fr(subject.fr[0].text, (first[0],))], first[1], first[2]
        en = [*first, *rest[0], *rest[1]]
    else:  # my brother is called, or named, my brother's name is
        first = _worded(choice, 0, [be_form, *not_, "called"])
        rest = [_worded(choice, 1, [be_form, *not_, "named"]), _worded(choice, 2, ["'s", "name", "is", *not_])]
        fr_subject, named, be_word = subject.fr, first[-1], first[0]
        en = [*subject.en, *first, *rest[0], *rest[1]]
    denied = tuple(word for word in first if word.text == "not")
    others = [word for word in en if word.option and word.text in _NAMED]
    fr = [Fr(clitic, (), (named,)), Fr(verb_form, (named, *others), (be_word,))]
    if negated:
        fr = [Fr("ne", denied), *fr, Fr("pas", denied)]
    return Phrase([*fr_subject, *fr, *name.fr], [*en, *name.en]), "."


_CALLED, _NAMED = ((1, "called"), (2, "named")), frozenset(("name", "called", "named"))


def _worded(choice: Choice, option: int, words: list[str]) -> list[En]:
    return [En(text, choice, option) for text in words]


def _asking_name(d: Draw, subject: NounPhrase, reflexive: Fr, verb_form: str) -> Sentence:
    """Comment t'appelles-tu ?: what is your name?, or what are you called?; of a noun, what is his brother's name?"""
    d.tag("question_comment")
    if subject.pronoun == "je":
        return naming(d)
    what, choice = En("what"), Choice()
    how = Fr("comment", (what,))
    if not subject.pronoun:
        be_word, mark, name, called = En("is"), En("'s", choice), En("name", choice), En("called", choice, 1)
        verb_word = Fr(verb_form, (name, called), (be_word,))
        reflexive.possible = (mark, name)
        return Phrase([how, reflexive, verb_word, *subject.fr], [what, be_word, *subject.en, mark, name, called]), "?"
    be_word, owner, name = said = _worded(choice, 0, ["is", subject.owner, "name"])
    be_form = "are" if subject.pronoun in ("tu", "vous") else "is"
    others = _worded(choice, 1, [be_form, subject.en[0].text, "called"])
    reflexive.possible = (owner,)
    verb_word = Fr(verb_form, (name, others[-1]), (be_word,))
    if d.chance(0.6):
        hook = {"tu": "-tu", "vous": "-vous", "il": "-t-il", "elle": "-t-elle"}[subject.pronoun]
        fr = [how, reflexive, verb_word, Fr(hook, (owner,))]
    else:
        fr = [Fr(subject.fr[0].text, (owner,)), reflexive, verb_word, how]
    return Phrase(fr, [what, *said, *others]), "?"


def person_named(d: Draw) -> NounPhrase:
    """Somebody whose name one tells: my brother, this boy."""
    while True:
        np = relative(d, False) if d.chance(0.7) else person_phrase(d, (), 0.0)
        if not np.plural:
            return np


def presenting(d: Draw) -> Sentence:
    """Voici mon frère: here is my brother; voilà le bus."""
    french = "voici" if d.chance(0.7) else "voilà"
    roll = d.random()
    if roll < 0.4:
        np: NounPhrase = relative(d)
    elif roll < 0.5:
        np = name_phrase(d)
    else:
        thing = d.pick(
            nouns_of("small_object", "book_like", "clothes", "house_like", "vehicle", "room", "pet", "building", "gift")
        )
        determiner = "definite" if d.chance(0.4) else free_possessor(d)
        np = noun_phrase(d, thing, determiner, d.chance(0.25)) if d.chance(0.8) else belonging_to(d, thing)
    return here_is(d, french, np), "."


def costing(d: Draw) -> Sentence:
    """Cette robe coûte vingt euros; ça coûte dix euros; c'est combien ?"""
    d.tag("number")
    n = 2 + int(d.random() * 99)
    found = verb("coûter", "price")
    if d.chance(0.2):
        it = synonyms_it()
        subject = NounPhrase([Fr("ça", tuple(it))], it, IL, IL, False, False, "its")
        subject.human = False
    else:
        thing = d.pick(_priced())
        plural = thing.number == "plural" or (thing.number == "count" and d.chance(0.3))
        subject = noun_phrase(d, thing, "demonstrative" if d.chance(0.55) else "definite", plural)
        if thing.has("food", "drink", "school_thing", "ticket"):
            n = 2 + n % 14
    negation = "pas" if d.chance(0.1) else ""
    tense = PRESENT if d.chance(0.88) else IMPERFECT
    question = pick_question(d, subject) if d.chance(0.08) and subject.noun else ""
    return finish(d, Clause(subject, Predicate(found, [price(d, n)]), tense, negation, question))


def synonyms_it() -> list[En]:
    choice = Choice(3)
    return [En("it", choice), En("that", choice, 1), En("this", choice, 2)]


@cache
def _priced() -> tuple[Noun, ...]:
    return nouns_of(
        "clothes", "book_like", "small_object", "vehicle_own", "food", "furniture", "device", "toy", "ticket", "drink"
    )


def it_is_quality(d: Draw) -> Sentence:
    """C'est facile: it is easy; ce n'est pas loin; c'est très bon."""
    d.tag("cest")
    pool = [a for a in adjectives() if a.en in _IMPERSONAL]
    adjective = d.pick(pool)
    subject = thing_copula()
    said = quality_words(adjective, adjective.fr[0], d.alternatives)
    negation = d.pick(("pas", "pas", "jamais", "plus")) if d.chance(0.3) else ""
    if d.chance(0.45):
        degrees = (("très", "very"), ("trop", "too"), ("vraiment", "really"), ("assez", "quite"))
        french, english = d.pick(degrees[:3] if negation else degrees)  # pas assez is not enough
        if adjective.gradable:
            d.tag("degree_adverb")
            said = pair(french, english) + said
    question = d.pick(("est_ce_que", "intonation", "inversion")) if d.chance(0.2) else ""
    tense = PRESENT if d.chance(0.8) or question == "inversion" else IMPERFECT
    return finish(d, Clause(subject, Predicate(be(), [said]), tense, negation, question))


_IMPERSONAL = frozenset(
    "easy difficult interesting boring important useful simple dangerous beautiful good delicious expensive free "
    "true wrong magnificent funny sad practical fast pretty hot cold possible impossible necessary closed open".split()
)


def wanting_this(d: Draw) -> Sentence:
    """J'aime ça; tu veux ça ?; il ne comprend pas ça."""
    found = d.pick([v for v in _this_verbs()])
    subject = person(d, 0.75)
    choice = Choice(3)
    words = [En("that", choice), En("this", choice, 1), En("it", choice, 2)]
    d.tag("demonstrative")
    question = pick_question(d, subject) if subject.pronoun in ("tu", "vous", "il", "elle") and d.chance(0.3) else ""
    negation = "pas" if d.chance(0.3) else ""
    return finish(
        d, Clause(subject, Predicate(found, [Phrase([Fr("ça", tuple(words))], words)]), PRESENT, negation, question)
    )


@cache
def _this_verbs() -> tuple[Verb, ...]:
    return (
        verb("adorer", "tr"),
        verb("détester", "tr"),
        verb("préférer", "tr"),
        verb("comprendre", "tr"),
        verb("vouloir", "tr"),
        verb("voir", "tr"),
    )
