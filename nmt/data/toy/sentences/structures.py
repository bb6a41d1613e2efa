"""Small structures of everyday speech: at all, for two years, told to, without doing, each other, my friend and I."""

from __future__ import annotations

from functools import cache

from nmt.data.toy.adverbials import add_habit, add_time, going_to_place
from nmt.data.toy.clauses import IMPERFECT, NEAR_FUTURE, PASSE_COMPOSE, PRESENT, Clause, Predicate
from nmt.data.toy.draw import Draw
from nmt.data.toy.french import IL, NOUS
from nmt.data.toy.lexicon import (
    Verb,
    adjectives,
    expressions,
    nouns_of,
    verb,
    verbs_of,
)  # fmt: skip
from nmt.data.toy.objects import action_verbs, predicate_for, sense
from nmt.data.toy.phrases import NounPhrase, noun_phrase
from nmt.data.toy.pronouns import ObjectPronoun
from nmt.data.toy.realise import head_word
from nmt.data.toy.sentences.actions import Sentence, add_circumstance, finish
from nmt.data.toy.sentences.being import adjective_phrase, be, question_or_statement
from nmt.data.toy.sentences.combined import Act, listed_act
from nmt.data.toy.sentences.manner import length_of_time, tail_words
from nmt.data.toy.sentences.modals import governed_words, infinitive_phrase, listed_infinitive
from nmt.data.toy.sentences.people import _having as having
from nmt.data.toy.subjects import name_phrase, person, pronoun, relative
from nmt.data.toy.verbs import REFLEXIVE
from nmt.data.toy.words import Choice, En, Fr, Phrase, aligned, pair


def not_at_all(d: Draw) -> Sentence:
    """Nicolas n'aime pas du tout le fromage; je ne suis pas du tout fatigué; ils ne comprennent pas du tout."""
    subject, question = question_or_statement(d, person(d, 0.55), 0.1)
    roll = d.random()
    if roll < 0.6:
        found = d.pick((sense("aimer", "like"), sense("aimer", "like"), *_KNOWN))
        predicate = predicate_for(d, found, subject, False)
        while predicate.after[0].fr[0].text in ("un", "une", "des", "de"):
            predicate = predicate_for(d, found, subject, False)
    else:
        mood = d.pick([a for a in adjectives() if a.lemma in _MOODS])
        predicate = Predicate(be(), [adjective_phrase(d, mood, subject, 0.0)])
    return finish(d, Clause(subject, predicate, PRESENT if d.chance(0.85) else IMPERFECT, "pas_du_tout", question))


_KNOWN = (verb("comprendre", "tr"), verb("connaître", "tr"))
_MOODS = frozenset("content fatigué malade triste timide prêt inquiet sportif patient drôle fâché jaloux".split())
_GIVEN_UP = frozenset("fumer danser nager travailler chanter jouer skier voyager courir parler".split())


def since(d: Draw) -> Sentence:
    """Elle ne fume plus depuis deux ans; j'ai mal à la tête depuis hier; il est malade depuis lundi."""
    d.tag("time_adverb")
    if d.chance(0.25):
        return _not_since(d)
    subject, question = question_or_statement(d, person(d, 0.55), 0.1)
    roll = d.random()
    if roll < 0.45:
        found = d.pick([v for v in action_verbs() if v.lemma in _GIVEN_UP and v.frame in ("intr", "tr_prep", "tr_to")
                        and v.subjects & {"person", "adult"}])  # fmt: skip
        clause = Clause(subject, predicate_for(d, found, subject, True), PRESENT, "plus_depuis", lasting=True)
    elif roll < 0.8:
        pain = d.pick(expressions("avoir_have"))
        d.tag("avoir_state")
        clause = Clause(subject, Predicate(having(pain.fr, pain.en)), PRESENT, "", question, lasting=True)
    else:
        state = d.pick([a for a in adjectives() if a.lemma in ("malade", "triste", "absent", "fâché", "marié", "seul")])
        clause = Clause(subject, Predicate(be(), [adjective_phrase(d, state, subject, 0.0)]), PRESENT, lasting=True)
    clause.end.append(_since_when(d, ("semaine", "jour") if 0.45 <= roll < 0.8 else ("an", "mois", "semaine", "jour")))
    return finish(d, clause)


def _since_when(d: Draw, units: tuple[str, ...]) -> Phrase:
    """depuis deux ans: for two years; depuis lundi: since Monday."""
    if units and d.chance(0.5):
        link, time = En("for"), length_of_time(d, frozenset(units))
    elif d.chance(0.3):
        link, time = En("since"), _month(d)
    else:
        link, time = En("since"), aligned(*d.pick(_POINTS))
    return Phrase([Fr("depuis", (link,)), *time.fr], [link, *time.en])


def _month(d: Draw) -> Phrase:
    """le mois de mars, or mars alone: March."""
    month = d.pick(nouns_of("month"))
    name = pair(month.fr[0], month.en[0])
    if d.chance(0.4):
        return name
    words = tuple(name.en)
    return Phrase([Fr("le", (), words, article=True), Fr("mois", words), Fr("de", (), words), *name.fr], name.en)


_UNDONE_LONG = "manger dormir travailler nager danser jouer sortir fumer parler voyager téléphoner écrire".split()


def _not_since(d: Draw) -> Sentence:
    """Il n'a pas plu depuis trois semaines: it has not rained for three weeks; je n'ai pas dormi depuis hier."""
    if d.chance(0.3):
        it = En("it")
        subject = NounPhrase([Fr("il", (it,))], [it], IL, IL, False, False, "its")
        predicate = Predicate(verb(d.pick(("pleuvoir", "pleuvoir", "neiger")), "weather"))
        d.tag("weather")
    else:
        subject = person(d, 0.65)
        found = d.pick([v for v in action_verbs() if v.lemma in _UNDONE_LONG and v.frame in ("intr", "tr_to")
                        and v.subjects & {"person", "adult"}])  # fmt: skip
        predicate = predicate_for(d, found, subject, True)
    clause = Clause(subject, predicate, PASSE_COMPOSE, "pas", perfect=True)
    short = predicate.verb.lemma in ("manger", "dormir")
    clause.end.append(_since_when(d, () if short else ("semaine", "jour", "mois")))
    return finish(d, clause)


_POINTS = (
    ("hier", "yesterday"), ("hier soir", "last night"), ("ce matin", "this morning"), ("lundi", "Monday"),
    ("samedi", "Saturday"), ("lundi dernier", "last Monday", "0-1 1-0"), ("avant-hier", "the day before yesterday"),
    ("le mariage", "the wedding"), ("la fête", "the party"), ("janvier", "January"),
)  # fmt: skip


@cache
def _telling() -> Verb:
    return next(v for v in verbs_of("ditr") if v.lemma == "dire")


_BOSSES = ("médecin", "professeur", "directeur", "dentiste")
_RECIPIENTS = (
    ("me", "me", "je"), ("te", "you", "tu"), ("lui", "him", "il"), ("nous", "us", "nous"), ("vous", "you", "vous"),
    ("leur", "them", "ils"),
)  # fmt: skip

_HELP = (
    ("réparer", "vélo", "poss"), ("faire", "devoirs", "poss"), ("préparer", "dîner", "def"),
    ("faire le ménage", "", ""), ("finir", "exercice", "def"), ("nettoyer", "cuisine", "def"),
    ("ranger", "chambre", "poss"),
    ("comprendre", "leçon", "def"), ("apprendre", "français", "def"), ("écrire", "lettre", "indef"),
    ("laver", "voiture", "def"), ("faire la vaisselle", "", ""), ("réparer", "ordinateur", "def"),
)  # fmt: skip


def told_to(d: Draw) -> Sentence:
    """Le médecin m'a dit de rester à la maison; il a dit à Paul de fermer la porte; Marie m'aide à réparer mon vélo."""
    d.tag("infinitive_complement")
    helped = d.chance(0.3)
    roll = d.random()
    boss = relative(d, False) if roll < 0.75 else name_phrase(d)
    if roll < 0.35 and not helped:
        bosses = [n for n in nouns_of("profession") if n.lemma in _BOSSES and n.gender == "m"]
        boss = noun_phrase(d, d.pick(bosses), "definite")
    if roll > 0.9:
        boss = pronoun(d, d.pick(("il", "elle")))
    found = verb("aider", "tr") if helped else _telling()
    tense, preposition = d.pick((PASSE_COMPOSE, PASSE_COMPOSE, PRESENT)), "à" if helped else "de"
    if d.chance(0.3) and not helped:
        told = name_phrase(d) if d.chance(0.5) else relative(d, False, boss)
        task = governed_words(told, listed_infinitive(d, d.pick(("chore", "task")), told), preposition)
        whom = Phrase([Fr("à", (), tuple(told.en[-1:])), *told.fr], told.en)
        return finish(d, Clause(boss, Predicate(found, [whom, task]), tense))
    options = [r for r in _RECIPIENTS if not helped or r[0] not in ("lui", "leur")]
    name, english, who = d.pick(options)
    told = pronoun(d, who)
    fr, en = ObjectPronoun(name, (english, "her") if name == "lui" else (english,)).words()
    duty = listed_act(d, d.pick(_HELP), told) if helped else listed_infinitive(d, d.pick(("chore", "task")), told)
    task = governed_words(told, duty, preposition)
    agreement = (told.feminine, told.plural) if helped else None
    d.tag("object_pronoun_direct" if helped else "object_pronoun_indirect")
    predicate = Predicate(found, [task], clitics=[fr], clitic_en=en, preceding=agreement)
    return finish(d, Clause(boss, predicate, tense))


def gerund(d: Draw, subject: NounPhrase, done: Predicate, link: Phrase) -> Phrase:
    """sans manger, avant de partir: without eating, before leaving."""
    found = done.verb
    forms = [found.en.ing, *(other.ing for other in found.others if d.alternatives)]
    choice = Choice(len(forms)) if len(forms) > 1 else None
    said = [
        [En(subject.owner if text == "one's" else text, choice, k) for text in form] for k, form in enumerate(forms)
    ]
    ing, others = said[0], [word for words in said[1:] for word in words]
    fr = list(link.fr)
    if found.reflexive:
        d.tag("reflexive")
        fr.append(Fr(REFLEXIVE[subject.person], (), tuple(ing)))
    fr += [head_word(found, found.fr.infinitive, ing, []), *tail_words(found, ing), *done.french_after()]
    return Phrase(fr, [*link.en, *ing, *others, *done.english_after()])


# What one did without something, or before it: its verb and what was left undone or came after.
_LEAVING = ("partir", "sortir", "rentrer", "entrer")
_UNDONE = (("manger", "", ""), ("fermer", "porte", "def"), ("prendre", "petit-déjeuner", "def"),
           ("boire", "eau", "part"), ("éteindre", "lumière", "def"), ("parler", "", ""), ("attendre", "", ""),
           ("faire", "lit", "poss"), ("dire au revoir", "", ""), ("dire bonjour", "", ""))  # fmt: skip
_BEFORE = (("manger", "", ""), ("dormir", "", ""), ("partir", "", ""), ("sortir", "", ""), ("se coucher", "", ""),
           ("travailler", "", ""), ("dîner", "", ""), ("étudier", "", ""))  # fmt: skip
_FIRST = (
    "se laver les mains", "se doucher", "lire", "écouter", "se reposer", "se brosser les dents", "se laver", "boire",
)  # fmt: skip


def without(d: Draw) -> Sentence:
    """Les filles sont parties sans dire au revoir; je me lave les mains avant de manger."""
    d.tag("infinitive_complement")
    subject = person(d, 0.55)
    if d.chance(0.6):
        main = Predicate(verb(d.pick(_LEAVING), "intr"))
        rows: tuple[Act, ...] = _UNDONE
        link = pair("sans", "without")
        tense = d.pick((PASSE_COMPOSE, PASSE_COMPOSE, NEAR_FUTURE))
    else:
        found = d.pick([v for v in action_verbs() if v.lemma in _FIRST and v.frame in ("intr", "refl", "tr")
                        and (v.frame != "tr" or v.lemma in ("lire", "boire", "écouter"))])  # fmt: skip
        main = predicate_for(d, found, subject, False, True)
        before = En("before")
        rows = _BEFORE
        link = Phrase([Fr("avant", (before,)), Fr("de", (), (before,))], [before])
        tense = d.pick((PRESENT, PRESENT, PASSE_COMPOSE))
    lemma, item, determiner = d.pick(rows)
    while lemma == main.verb.lemma:
        lemma, item, determiner = d.pick(rows)
    if lemma.startswith("dire"):
        goodbye = lemma.removeprefix("dire ")
        saying = next(v for v in verbs_of("clause") if v.lemma == "dire")
        done = Predicate(saying, [aligned(goodbye, "goodbye" if "revoir" in goodbye else "hello")])
    else:
        done = infinitive_phrase(d, lemma, item, determiner, subject)
    clause = Clause(subject, main, tense)
    main.simple = tense == PRESENT
    clause.end.append(gerund(d, subject, done, link))
    return finish(d, clause)


_MUTUAL = ("téléphoner", "parler", "écrire", "voir", "aider", "aimer", "connaître", "comprendre", "répondre")


@cache
def _mutual() -> tuple[Verb, ...]:
    found: dict[str, Verb] = {}
    for v in verbs_of("tr", "tr_to"):
        if v.lemma in _MUTUAL and v.objects & {"person", "family"}:
            found.setdefault(v.lemma, v)
    return (*found.values(), verb("comprendre", "tr"))


def one_another(d: Draw) -> Sentence:
    """Ils se téléphonent tous les jours; elles ne se parlent plus; nous nous connaissons depuis deux ans."""
    d.tag("reflexive")
    subject, question = question_or_statement(d, person(d, 0.55), 0.12)
    while not subject.plural or subject.pronoun == "on":
        subject, question = question_or_statement(d, person(d, 0.55), 0.12)
    found = d.pick(_mutual())
    each, other = En("each"), En("other")
    clitic = Fr(REFLEXIVE[subject.person], (each, other))
    predicate = Predicate(found, clitics=[clitic], clitic_en=[each, other])
    tense = d.pick((PRESENT, PRESENT, PRESENT, IMPERFECT, NEAR_FUTURE))
    if found.stative and tense == NEAR_FUTURE:
        tense = PRESENT
    negation = d.pick(("pas", "plus", "jamais")) if d.chance(0.3) and tense == PRESENT else ""
    clause = Clause(subject, predicate, tense, negation, question)
    if found.lemma in ("téléphoner", "parler", "écrire", "voir") and tense == PRESENT and not negation:
        predicate.simple = True
        add_habit(d, clause)
    elif found.lemma == "connaître" and tense == PRESENT and not negation and d.chance(0.5):
        clause.lasting = True
        time, link = length_of_time(d, frozenset(("an", "mois"))), En("for")
        clause.end.append(Phrase([Fr("depuis", (link,)), *time.fr], [link, *time.en]))
    return finish(d, clause)


def and_i(d: Draw) -> Sentence:
    """Marc et moi, nous allons au cinéma; mon frère et moi, nous avons mangé au restaurant."""
    d.tag("coordination", "stressed_pronoun", "subject_nous")
    other = name_phrase(d) if d.chance(0.5) else relative(d, False)
    both, i = En("and"), En("I")
    everyone = (*other.en, both, i)
    fr = [*other.fr, Fr("et", (both,)), Fr("moi", (i,)), Fr(",", (i,)), Fr("nous", (i,), everyone)]
    subject = NounPhrase(fr, [*other.en, both, i], NOUS, NOUS, other.feminine, True, "our")
    if d.chance(0.35):
        found = verb(d.pick(("aller", "aller", "retourner")), "motion")
        predicate = Predicate(found, [going_to_place(d, True)])
    else:
        found = d.pick([v for v in action_verbs() if v.frame in ("intr", "tr") and "person" in v.subjects
                        and v.aspect == "event"])  # fmt: skip
        predicate = predicate_for(d, found, subject)
    tense = d.pick((PRESENT, PRESENT, NEAR_FUTURE, PASSE_COMPOSE)) if found.lemma != "aller" else PRESENT
    clause = Clause(subject, predicate, tense)
    add_time(d, clause, 0.5)
    if found.frame != "motion":
        add_circumstance(d, clause, 0.4)
    return finish(d, clause)
