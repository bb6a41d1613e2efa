"""Further patterns: manner, purpose, pain, looks, quantities, indefinite pronouns, companions."""

from __future__ import annotations

from functools import cache

from nmt.data.toy.adverbials import add_time, expression_phrase, going_to_place
from nmt.data.toy.clauses import IMPERFECT, NEAR_FUTURE, PASSE_COMPOSE, PRESENT, Clause, Predicate, head_word, realise
from nmt.data.toy.draw import Draw
from nmt.data.toy.english import english_verb
from nmt.data.toy.french import IL
from nmt.data.toy.lexicon import Verb, adjectives, conjugation, expressions, noun, nouns_of, verb, verbs_of
from nmt.data.toy.numbers import number_phrase
from nmt.data.toy.objects import action_verbs, predicate_for
from nmt.data.toy.phrases import NounPhrase, noun_phrase
from nmt.data.toy.sentences_actions import Sentence, finish, pick_question, pick_tense
from nmt.data.toy.sentences_being import be, question_or_statement
from nmt.data.toy.sentences_modals import listed_infinitive
from nmt.data.toy.sentences_places import at_home_of, with_whom
from nmt.data.toy.subjects import everybody, nobody, person, pronoun, somebody
from nmt.data.toy.words import Choice, En, Fr, Phrase, aligned

_MANNERS = {
    "chanter": ("bien", "très bien", "mal"), "danser": ("bien", "très bien", "mal"), "nager": ("bien", "vite", "lentement"),
    "courir": ("vite", "lentement"), "marcher": ("vite", "lentement"), "conduire": ("bien", "vite", "lentement", "mal"),
    "parler": ("vite", "lentement", "doucement"), "dormir": ("bien", "mal"), "manger": ("bien", "vite", "beaucoup", "lentement"),
    "travailler": ("bien", "beaucoup", "vite", "trop"), "cuisiner": ("bien", "très bien", "mal"), "écrire": ("bien", "vite"),
    "lire": ("beaucoup", "vite"), "voyager": ("beaucoup", "ensemble"), "rire": ("beaucoup",), "pleurer": ("beaucoup",),
    "fumer": ("trop", "beaucoup"), "étudier": ("beaucoup", "bien"),
}  # fmt: skip
_ADVERBS = {
    "bien": "well", "très bien": "very well", "mal": "badly", "vite": "fast", "lentement": "slowly",
    "doucement": "quietly", "beaucoup": "a lot", "trop": "too much", "ensemble": "together", "un peu": "a little",
}  # fmt: skip


def manner(d: Draw) -> Sentence:
    """Elle chante très bien; tu parles trop vite ?; ils travaillent beaucoup."""
    d.tag("manner_adverb")
    lemma = d.pick(tuple(_MANNERS))
    adverb = d.pick(_MANNERS[lemma])
    subject = person(d, 0.55)
    if adverb == "ensemble" and not subject.plural:
        adverb = "beaucoup"
    subject, question = question_or_statement(d, subject, 0.2)
    found = verb(lemma, "intr")
    tense = d.pick((PRESENT, PRESENT, PRESENT, IMPERFECT, PASSE_COMPOSE, NEAR_FUTURE))
    negation = "pas" if d.chance(0.2) else ""
    phrase = aligned(adverb, _ADVERBS[adverb])
    predicate = Predicate(found, simple=adverb not in ("lentement", "doucement"))
    clause = Clause(subject, predicate, tense, negation, question)
    if tense == PASSE_COMPOSE and adverb in ("bien", "très bien", "mal", "beaucoup", "trop"):
        clause.mid = Phrase(phrase.fr, [])
        clause.end.append(Phrase([], phrase.en))
    else:
        clause.end.append(phrase)
    d.combine("manner+verb", adverb, lemma)
    return finish(d, clause)


def speaking(d: Draw) -> Sentence:
    """Elle parle bien français; vous parlez un peu anglais; je ne parle pas chinois."""
    d.tag("language")
    subject, question = question_or_statement(d, person(d, 0.6), 0.3)
    language = noun_phrase(d, d.pick(nouns_of("language")), "none")
    negation = d.pick(("pas", "pas", "jamais", "plus")) if d.chance(0.25) else ""
    found = verb("parler", "tr_lang")
    if not negation and d.chance(0.45):
        adverb = d.pick(("bien", "très bien", "un peu", "mal"))
        how = aligned(adverb, _ADVERBS[adverb])
        predicate = Predicate(found, [Phrase([*how.fr, *language.fr], [*language.en, *how.en])])
        if adverb == "un peu":
            predicate = Predicate(found, [Phrase([*how.fr, *language.fr], [*how.en, *language.en])])
    else:
        predicate = Predicate(found, [language])
    return finish(d, Clause(subject, predicate, PRESENT if d.chance(0.9) else IMPERFECT, negation, question))


def purpose(d: Draw) -> Sentence:
    """Je vais au marché pour acheter du pain: I am going to the market to buy some bread."""
    d.tag("purpose")
    subject = person(d, 0.6)
    tense = d.pick((PRESENT, PRESENT, PASSE_COMPOSE))
    place = going_to_place(d, True)
    governed = listed_infinitive(d, d.pick(("task", "hobby")), subject)
    main = realise(d, Clause(subject, Predicate(verb("aller", "motion"), [place]), tense))
    to = En("to")
    base = [En(text) for text in governed.verb.en.base]
    clitics = [Fr(("me", "te", "se", "nous", "vous", "se")[subject.person], (), tuple(base))] if governed.verb.reflexive else []
    from nmt.data.toy.verbs import verb_alignment

    tail = [
        Fr(text, tuple(base[j] for j in sure), tuple(base[j] for j in near))
        for text, sure, near in verb_alignment(governed.verb).tail
    ]
    if governed.verb.preposition and governed.after:
        tail.append(Fr(governed.verb.preposition, tuple(base[j] for j in verb_alignment(governed.verb).preposition)))
    fr = [*main.fr, Fr("pour", (to,)), *clitics, head_word(governed.verb, governed.verb.fr.infinitive, base, [])]
    return Phrase([*fr, *tail, *governed.french_after()], [*main.en, to, *base, *governed.english_after()]), "."


def pain(d: Draw) -> Sentence:
    """J'ai mal à la tête: I have a headache; elle a de la fièvre."""
    d.tag("avoir_state")
    subject, question = question_or_statement(d, person(d, 0.65), 0.25)
    expression = d.pick(expressions("avoir_have"))
    found = _having(expression.fr, expression.en)
    negation = "pas" if d.chance(0.15) and expression.fr.startswith("mal") else ""
    return finish(d, Clause(subject, Predicate(found), PRESENT if d.chance(0.8) else IMPERFECT, negation, question))


@cache
def _having(french: str, english: str) -> Verb:
    forms = [f"{head} {english}" for head in ("have", "had", "had", "having", "has")]
    return Verb(
        f"avoir {french}", conjugation("avoir"), french, False, False, english_verb(*forms), "intr", "",
        frozenset(), frozenset(), "state",
    )  # fmt: skip


def looks(d: Draw) -> Sentence:
    """Elle a les yeux bleus: she has blue eyes; mon frère a les cheveux noirs."""
    d.tag("body", "adjective_after", "adjective_agreement")
    subject, question = question_or_statement(d, person(d, 0.5), 0.2)
    part = d.pick(nouns_of("eyes", "hair"))
    options = [a for a in adjectives() if a.classes & part.classes & {"eyes", "hair"} and not a.before]
    adjective = d.pick(options)
    d.combine("noun+adjective", part.lemma, adjective.lemma)
    thing = noun_phrase(d, part, "generic", True, (adjective,))
    negation = "pas" if d.chance(0.12) else ""
    return finish(d, Clause(subject, Predicate(_own(), [thing]), PRESENT if d.chance(0.85) else IMPERFECT, negation, question))


@cache
def _own() -> Verb:
    return verb("avoir", "tr")


def measured(d: Draw) -> Sentence:
    """Je voudrais un kilo de pommes; elle boit une tasse de thé; il a acheté trois bouteilles d'eau."""
    d.tag("quantity")
    container, english, classes = d.pick(_MEASURES)
    item = d.pick(nouns_of(*classes))
    found = verb(d.pick(("boire", "commander") if "drink" in classes or "hot_drink" in classes else ("manger", "acheter", "vouloir")), "tr")
    if container in ("kilo", "bouteille", "paquet"):
        found = verb("acheter", "tr")
    subject = person(d, 0.6)
    n = 1 if d.chance(0.6) else 2 + int(d.random() * 4)
    measure = _measure(d, container, english, n)
    goods = noun_phrase(d, item, "none", item.number == "count")
    d.combine("measure+noun", container, item.lemma)
    thing = Phrase([*measure.fr, *goods.fr], [*measure.en, *goods.en])
    tense = d.pick((PRESENT, PASSE_COMPOSE, NEAR_FUTURE)) if found.lemma != "vouloir" else PRESENT
    subject, question = question_or_statement(d, subject, 0.12)
    clause = Clause(subject, Predicate(found, [thing]), tense, "", question)
    add_time(d, clause, 0.2)
    return finish(d, clause)


_MEASURES = (
    ("kilo", "kilo", ("fruit", "vegetable")), ("bouteille", "bottle", ("drink",)), ("tasse", "cup", ("hot_drink",)),
    ("verre", "glass", ("juice", "animal_drink", "alcohol")), ("morceau", "piece", ("cheese", "dessert_piece", "cuttable_mass")),
)  # fmt: skip
_PLURALS = {"morceau": "morceaux"}


def _measure(d: Draw, french: str, english: str, n: int) -> Phrase:
    of = En("of")
    feminine = french in ("bouteille", "tasse")
    if n == 1:
        a, word = En("a"), En(english)
        return Phrase([Fr("une" if feminine else "un", (a,)), Fr(french, (word,)), Fr("de", (of,))], [a, word, of])
    number = number_phrase(n, feminine)
    d.tag("number")
    word = En("glasses" if english == "glass" else english + "s")
    return Phrase([*number.fr, Fr(_PLURALS.get(french, french + "s"), (word,)), Fr("de", (of,))], [*number.en, word, of])


def nothing(d: Draw) -> Sentence:
    """Je ne vois rien; elle n'a rien mangé; nous ne connaissons personne; tu veux quelque chose ?"""
    subject, question = question_or_statement(d, person(d, 0.6), 0.15)
    roll = d.random()
    if roll < 0.42:
        found = d.pick(_thing_verbs())
        tense = _tense(d, found)
        any_word = _either("anything", "nothing") if False else [En("anything")]
        clause = Clause(subject, Predicate(found, [Phrase([], any_word)]), tense, "rien", question)
    elif roll < 0.62:
        found = d.pick(_person_verbs())
        tense = _tense(d, found)
        choice = Choice()
        words = [En("anyone", choice), En("anybody", choice, 1)]
        clause = Clause(subject, Predicate(found, [Phrase([Fr("personne", tuple(words))], words)]), tense, "personne", question)
    elif roll < 0.84:
        found = d.pick(_thing_verbs())
        d.tag("indefinite_pronoun")
        thing = aligned("quelque chose", "anything" if question else "something")
        clause = Clause(subject, Predicate(found, [thing]), _tense(d, found), "", question)
    else:
        found = d.pick(_person_verbs())
        d.tag("indefinite_pronoun")
        choice = Choice()
        words = [En("anyone" if question else "someone", choice), En("anybody" if question else "somebody", choice, 1)]
        one = Phrase([Fr("quelqu'", tuple(words)), Fr("un", tuple(words))], words)
        clause = Clause(subject, Predicate(found, [one]), _tense(d, found), "", question)
    add_time(d, clause, 0.15, punctual=False)
    return finish(d, clause)


def _either(first: str, second: str) -> list[En]:
    choice = Choice()
    return [En(first, choice), En(second, choice, 1)]


def _tense(d: Draw, found: Verb) -> str:
    tense = pick_tense(d, found)
    return PRESENT if tense == "recent_past" else tense


@cache
def _thing_verbs() -> tuple[Verb, ...]:
    wanted = "manger boire acheter chercher trouver voir vouloir comprendre entendre perdre préparer écrire oublier casser".split()
    found: dict[str, Verb] = {}
    for v in verbs_of("tr"):
        if v.lemma in wanted and "person" in v.subjects:
            found.setdefault(v.lemma, v)
    return (*found.values(), verb("faire", "tr"))


@cache
def _person_verbs() -> tuple[Verb, ...]:
    wanted = "connaître voir attendre chercher rencontrer aider inviter appeler".split()
    return tuple(v for v in verbs_of("tr") if v.lemma in wanted and v.objects & {"person", "family", "friend"})


def everyone(d: Draw) -> Sentence:
    """Tout le monde danse; quelqu'un parle; personne ne travaille."""
    roll = d.random()
    subject = everybody(d) if roll < 0.4 else somebody(d) if roll < 0.65 else nobody(d)
    found = d.pick([v for v in action_verbs() if "person" in v.subjects and v.frame in ("intr", "tr", "tr_to", "tr_prep") and not v.reflexive])
    tense = pick_tense(d, found)
    negation = "personne_subject" if roll >= 0.65 else ""
    if negation:
        d.tag("negation_personne")
    clause = Clause(subject, predicate_for(d, found, subject, bool(negation)), tense, negation)
    if roll < 0.65 and d.chance(0.15):
        clause.question = "est_ce_que"
    add_time(d, clause, 0.2)
    return finish(d, clause)


def companions(d: Draw) -> Sentence:
    """Je mange avec eux; elle danse avec son frère; nous travaillons pour lui; on dîne chez Marie."""
    found = d.pick([v for v in action_verbs() if v.lemma in _SOCIAL and v.frame == "intr"])
    subject, question = question_or_statement(d, person(d, 0.65), 0.2)
    tense = pick_tense(d, found)
    negation = d.pick(("pas", "pas", "jamais", "plus")) if d.chance(0.2) and tense in (PRESENT, IMPERFECT) else ""
    clause = Clause(subject, Predicate(found), tense, negation, question)
    clause.end.append(at_home_of(d, subject) if d.chance(0.3) else with_whom(d, subject))
    add_time(d, clause, 0.3)
    return finish(d, clause)


_SOCIAL = frozenset("manger dîner déjeuner danser chanter travailler jouer nager voyager sortir partir rentrer parler étudier cuisiner".split())


def in_progress(d: Draw) -> Sentence:
    """Je suis en train de manger: I am eating (right now)."""
    d.tag("in_progress")
    subject, question = question_or_statement(d, person(d, 0.6), 0.15)
    found = d.pick([v for v in action_verbs() if v.aspect == "event" and "person" in v.subjects and v.frame in ("intr", "tr", "refl") and v.lemma not in ("venir", "revenir", "entrer", "arriver", "avoir")])
    governed = predicate_for(d, found, subject)
    tense = PRESENT if d.chance(0.8) else IMPERFECT
    ing = [En(subject.owner if text == "one's" else text) for text in found.en.ing]
    from nmt.data.toy.verbs import verb_alignment

    alignment = verb_alignment(found)
    words = [Fr("en", (), tuple(ing[:1])), Fr("train", (), tuple(ing[:1])), Fr("de", (), tuple(ing[:1]))]
    if found.reflexive:
        words.append(Fr(("me", "te", "se", "nous", "vous", "se")[subject.person], (), tuple(ing)))
    words.append(head_word(found, found.fr.infinitive, ing, []))
    words += [Fr(t, tuple(ing[j] for j in s), tuple(ing[j] for j in p)) for t, s, p in alignment.tail]
    phrase = Phrase([*words, *governed.french_after()], [*ing, *governed.english_after()])
    return finish(d, Clause(subject, Predicate(be(), [phrase]), tense, "", question))


def since(d: Draw) -> Sentence:
    """J'habite ici depuis deux ans: I have lived here for two years."""
    d.tag("duration")
    subject = person(d, 0.65)
    n = 2 + int(d.random() * 19)
    unit = d.pick([u for u in nouns_of("time_unit") if u.lemma in ("an", "mois", "semaine", "jour", "heure")])
    number = number_phrase(n, unit.gender == "f")
    for_ = En("for")
    length = Phrase([*number.fr, Fr(unit.fr[1], (word := En(unit.en[1]),))], [*number.en, word])
    if d.chance(0.55):
        found, place = d.pick(((verb("habiter", "place"), True), (verb("travailler", "place"), True), (verb("étudier", "intr"), False)))
        perfect = _perfect_verb(found)
        from nmt.data.toy.sentences_places import in_place, somewhere

        after = [in_place(d, somewhere(d))] if place and d.chance(0.6) else [aligned("ici", "here")]
        clause = Clause(subject, Predicate(perfect, after), PRESENT)
        clause.end.append(Phrase([Fr("depuis", (for_,)), *length.fr], [for_, *length.en]))
        return finish(d, clause)
    found = d.pick([verb(name, "intr") for name in ("dormir", "travailler", "marcher", "nager", "danser", "jouer", "attendre", "parler", "étudier")])
    clause = Clause(subject, Predicate(found), PASSE_COMPOSE, "pas" if d.chance(0.1) else "")
    clause.dated = True
    clause.end.append(Phrase([Fr("pendant", (for_,)), *length.fr], [for_, *length.en]))
    return finish(d, clause)


@cache
def _perfect_verb(found: Verb) -> Verb:
    """The French present of a lasting state, said in the English perfect: has lived."""
    done = found.en.participle[0]
    english = english_verb(f"have {done}", f"had {done}", f"had {done}", f"having {done}", f"has {done}")
    return Verb(found.lemma, found.fr, "", False, False, english, "lasting", "", frozenset(), frozenset(), "state")


def belonging(d: Draw) -> Sentence:
    """Ce livre est à moi: this book is mine; cette voiture est à Paul: this car is Paul's."""
    d.tag("possession_de")
    thing = d.pick(nouns_of("small_object", "book_like", "clothes", "vehicle_own", "pet", "toy", "device"))
    plural = thing.number == "plural" or d.chance(0.3)
    subject = noun_phrase(d, thing, "demonstrative", plural)
    question = pick_question(d, subject) if d.chance(0.25) else ""
    if d.chance(0.6):
        fr, en = d.pick((("moi", "mine"), ("toi", "yours"), ("lui", "his"), ("elle", "hers"), ("nous", "ours"), ("vous", "yours"), ("eux", "theirs")))
        word = En(en)
        owner = Phrase([Fr("à", (), (word,)), Fr(fr, (word,))], [word])
    else:
        from nmt.data.toy.subjects import name_phrase, relative

        who = name_phrase(d) if d.chance(0.7) else relative(d, False)
        mark = En("'s")
        owner = Phrase([Fr("à", (mark,)), *who.fr], [*who.en, mark])
    return finish(d, Clause(subject, Predicate(be(), [owner]), PRESENT, "pas" if d.chance(0.15) else "", question))


def also(d: Draw) -> Sentence:
    """J'aime aussi le thé; elle a déjà mangé; nous avons encore faim; vous travaillez encore ?"""
    d.tag("focus_adverb")
    subject = person(d, 0.6)
    roll = d.random()
    if roll < 0.45:
        found = d.pick([v for v in action_verbs() if v.frame in ("tr", "intr") and "person" in v.subjects])
        already = aligned("déjà", "already")
        clause = Clause(subject, predicate_for(d, found, subject), PASSE_COMPOSE, perfect=True, mid=already)
        subject2, question = question_or_statement(d, subject, 0.25)
        clause.subject, clause.question = subject2, question
        if subject2 is not subject:
            clause.predicate = predicate_for(d, found, subject2)
        return finish(d, clause)
    if roll < 0.75:
        found = d.pick([v for v in action_verbs() if v.lemma in ("aimer", "parler", "jouer", "étudier", "adorer") and v.frame in ("tr", "tr_lang", "tr_prep")])
        clause = Clause(subject, predicate_for(d, found, subject), PRESENT, mid=aligned("aussi", "also"))
        clause.habitual = True
        return finish(d, clause)
    found = d.pick([v for v in action_verbs() if v.aspect == "event" and v.frame in ("intr",) and not v.etre and "person" in v.subjects])
    still = aligned("encore", "still") if d.chance(0.6) else aligned("toujours", "still")
    still = aligned("encore", "still")
    clause = Clause(subject, Predicate(found), d.pick((PRESENT, PRESENT, IMPERFECT)), mid=still)
    return finish(d, clause)


__all__ = ["IL", "NounPhrase", "expression_phrase", "noun", "pronoun"]
