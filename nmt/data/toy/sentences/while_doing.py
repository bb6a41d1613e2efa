"""en with the present participle: elle chante en travaillant, il s'est cassé le bras en jouant au foot."""

from __future__ import annotations

from nmt.data.toy.clauses import IMPERFECT, PASSE_COMPOSE, PRESENT, Clause, Predicate
from nmt.data.toy.draw import Draw
from nmt.data.toy.french import NOUS
from nmt.data.toy.lexicon import Verb, noun, nouns_of, verb, verbs_of
from nmt.data.toy.objects import sense
from nmt.data.toy.phrases import NounPhrase, noun_phrase, possessor_of
from nmt.data.toy.sentences.actions import Sentence, finish
from nmt.data.toy.subjects import person
from nmt.data.toy.words import Choice, En, Fr, Phrase, aligned

# What goes with what: the deed, and what one is doing the while (lemma, or lemma:noun).
_TOGETHER = (
    ("chanter", ("travailler", "cuisiner", "marcher", "se doucher", "se promener")),
    ("écouter:musique", ("travailler", "cuisiner", "courir", "étudier", "conduire", "marcher", "faire:devoirs")),
    ("écouter:radio", ("travailler", "cuisiner", "conduire", "se raser", "prendre:petit-déjeuner")),
    ("regarder:télé", ("manger", "dîner", "boire:thé", "manger:pizza", "faire:devoirs")),
    ("parler", ("manger", "dormir", "marcher", "travailler")),
    ("lire", ("manger", "marcher", "attendre", "boire:café")),
    ("rire", ("parler", "lire", "jouer")), ("pleurer", ("parler", "lire", "partir")), ("sourire", ("parler", "dormir")),
    ("réfléchir", ("marcher", "manger", "se promener")),
)  # fmt: skip
_MISHAPS = (
    ("se casser le bras", ("jouer:foot", "skier", "tomber", "courir", "jouer:tennis", "jouer:basket")),
    ("se casser la jambe", ("jouer:foot", "skier", "tomber", "courir", "jouer:rugby")),
    ("se couper le doigt", ("cuisiner", "préparer:dîner", "couper:pain", "couper:carotte")),
    ("tomber", ("courir", "danser", "jouer:foot", "skier", "marcher", "jouer:basket")),
    ("perdre:clé", ("courir", "se promener", "jouer:tennis", "jouer:foot")),
    ("casser:verre", ("danser", "jouer", "ranger:cuisine")), ("casser:assiette", ("jouer", "ranger:cuisine")),
    ("se perdre", ("se promener", "marcher", "voyager")), ("s'endormir", ("lire", "regarder:télé", "attendre")),
)  # fmt: skip
_LEARNT = ("lire:livre", "lire:roman", "écouter:chanson", "regarder:film", "regarder:télé", "écouter:radio", "voyager")


def _verb_with(lemma: str, item: str) -> Verb:
    if lemma == "jouer" and item:
        return verb("jouer", "tr_prep")
    if lemma == "faire":
        return sense("faire", "do")
    if lemma == "prendre":
        return sense("prendre", "have")
    if lemma == "regarder":
        return sense("regarder", "watch")
    if lemma == "ranger":
        return sense("ranger", "tidy")
    return next(v for v in verbs_of(*(("tr",) if item else ("intr", "refl"))) if v.lemma == lemma)


def _doing(d: Draw, row: str, subject: NounPhrase, several: bool = False) -> Predicate:
    """The predicate of a row."""
    lemma, _, item = row.partition(":")
    found = _verb_with(lemma, item)
    if not item:
        return Predicate(found)
    thing = noun(item)
    if item in ("clé", "devoirs"):
        return Predicate(found, [noun_phrase(d, thing, possessor_of(subject), thing.number == "plural", ())])
    if thing.has("sport", "en_bare_tv", "en_bare", "meal"):
        return Predicate(found, [noun_phrase(d, thing, "generic", False, ())])
    if item in ("radio", "cuisine"):
        return Predicate(found, [noun_phrase(d, thing, "definite", False, ())])
    if thing.number == "mass":
        return Predicate(found, [noun_phrase(d, thing, "partitive", False, ())])
    return Predicate(found, [noun_phrase(d, thing, "indefinite", several or item == "carotte", ())])


_SELF = ("me", "te", "se", "nous", "vous", "se")


def gerund(d: Draw, row: str, subject: NounPhrase, several: bool = False, by: bool = False) -> Phrase:
    """en jouant au foot: while playing soccer; en lisant des livres: by reading books."""
    predicate = _doing(d, row, subject, several)
    found, choice = predicate.verb, Choice()
    link = En("by") if by else En("while", choice)
    ing = [En(text) for text in found.en.ing]
    head = Fr(found.fr.present[NOUS].removesuffix("ons") + "ant", tuple(ing))
    fr = [Fr("en", (link,))]
    if found.reflexive:
        fr.append(Fr(_SELF[subject.person], (), tuple(ing)))
    tail = [Fr(found.preposition, (), tuple(ing))] if found.preposition and predicate.after else []
    return Phrase([*fr, head, *tail, *predicate.french_after()], [link, *ing, *predicate.english_after()])


def while_doing(d: Draw) -> Sentence:
    """Elle chante en travaillant: she sings while working; il s'est cassé le bras en jouant au foot."""
    roll = d.random()
    subject = person(d, 0.65)
    if roll < 0.45:
        deed, rest = d.pick(_TOGETHER)
        tense = d.pick((PRESENT, PRESENT, IMPERFECT, PASSE_COMPOSE))
        predicate = _doing(d, deed, subject)
        clause = Clause(subject, predicate, tense, dated=True)
        if tense == PRESENT and d.chance(0.45):
            d.tag("habit_adverb")
            clause.habitual = predicate.simple = True
            clause.mid = aligned(*d.pick((("toujours", "always"), ("souvent", "often"), ("parfois", "sometimes"))))
    elif roll < 0.8:
        deed, rest = d.pick(_MISHAPS)
        predicate = _doing(d, deed, subject) if ":" in deed else Predicate(verb(deed))
        clause = Clause(subject, predicate, PASSE_COMPOSE, dated=True)
    else:
        language = noun_phrase(d, d.pick(nouns_of("language")), "generic")
        tense = d.pick((PRESENT, PASSE_COMPOSE))
        clause = Clause(subject, Predicate(verb("apprendre", "tr"), [language]), tense, dated=True)
        clause.end.append(gerund(d, d.pick(_LEARNT), subject, True, True))
        return finish(d, clause)
    row = d.pick(rest)
    if row == "se raser" and subject.feminine:
        row = "travailler"
    clause.end.append(gerund(d, row, subject))
    return finish(d, clause)


FAMILIES = ((while_doing, 2),)
