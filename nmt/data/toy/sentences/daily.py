"""Everyday basics: seasons, what one does on Sundays, mornings, just done, he talks to me about his work."""

from __future__ import annotations

from functools import cache

from nmt.data.toy.adverbials import expression_phrase, with_comma
from nmt.data.toy.clauses import NEAR_FUTURE, PASSE_COMPOSE, PRESENT, RECENT_PAST, Clause, Predicate
from nmt.data.toy.draw import Draw
from nmt.data.toy.indefinites import whoever
from nmt.data.toy.lexicon import Expression, Noun, Verb, adjectives, expressions, noun, nouns_of, places, verb, verbs_of
from nmt.data.toy.linking import again, joined
from nmt.data.toy.numbers import in_season
from nmt.data.toy.objects import object_nouns, predicate_for, sense
from nmt.data.toy.phrases import NounPhrase, free_possessor, noun_phrase, ownable, possessor_of
from nmt.data.toy.place_names import in_place
from nmt.data.toy.pronouns import ObjectPronoun, with_indirect
from nmt.data.toy.realise import realise
from nmt.data.toy.sentences.actions import Sentence, finish
from nmt.data.toy.sentences.asking_where import asked_person
from nmt.data.toy.sentences.being import be
from nmt.data.toy.sentences.existence import existing
from nmt.data.toy.sentences.hours import it_subject
from nmt.data.toy.subjects import name_phrase, person, person_phrase, pronoun, relative
from nmt.data.toy.words import Choice, En, Fr, Phrase, aligned, pair


@cache
def _habits() -> tuple[Expression, ...]:
    """Days and parts of the day on which one does something again and again."""
    named = ("le lundi", "le mardi", "le mercredi", "le jeudi", "le vendredi", "le samedi", "le dimanche", "le matin",
             "le soir", "le week-end", "l'après-midi", "le samedi matin", "le dimanche après-midi")  # fmt: skip
    return tuple(e for e in expressions("habit_adverb_post") if e.fr in named)


def seasons(d: Draw) -> Sentence:
    """L'hiver est ma saison préférée; juillet est mon mois préféré."""
    month = d.chance(0.3)
    items = nouns_of("month" if month else "season")
    subject = noun_phrase(d, d.pick(items), "none" if month else "generic", False, ())
    subject.human, subject.noun = False, None
    d.tag("adjective_after")
    owner = possessor_of(pronoun(d, "je")) if d.chance(0.4) else free_possessor(d)
    d.tags.pop("subject_je", None)
    favorite = next(a for a in adjectives() if a.lemma == "préféré")
    what = noun_phrase(d, noun("mois" if month else "saison"), owner, False, (favorite,))
    clause = Clause(subject, Predicate(be(), [what]), PRESENT, "pas" if d.chance(0.12) else "")
    clause.question = "intonation" if d.chance(0.08) else ""
    return finish(d, clause)


def often_raining(d: Draw) -> Sentence:
    """En hiver, il neige souvent; il pleut souvent en automne; à Lyon, il ne pleut pas souvent."""
    d.tag("weather", "habit_adverb")
    subject = it_subject()
    found = verb(d.pick(("pleuvoir", "neiger")), "weather")
    often = d.pick(("souvent", "souvent", "souvent", "toujours", "parfois", "rarement"))
    negation = "pas" if often == "souvent" and d.chance(0.15) else ""
    clause = Clause(subject, Predicate(found, simple=True), PRESENT, negation, habitual=True)
    clause.mid = expression_phrase(next(e for e in expressions("habit_adverb_pre") if e.fr == often))
    when = in_season(d) if d.chance(0.7) else in_place(d, d.pick(places()))
    if d.chance(0.5):
        clause.front.append(with_comma(when))
    else:
        clause.end.append(when)
    return finish(d, clause)


def weather_asked(d: Draw) -> Sentence:
    """Quel temps fait-il aujourd'hui à Lyon ?: what is the weather like in Lyon today?"""
    d.tag("weather", "question_quel")
    asked = aligned("quel temps fait-il", "what is the weather like")
    where = in_place(d, d.pick(places("city") if d.chance(0.7) else places()))
    roll = d.random()
    if roll < 0.35:
        when = expression_phrase(d.pick(expressions("day_adverb", "present_adverb")))
        return asked + when + (where if d.chance(0.4) else Phrase([], [])), "?"
    if roll < 0.5:
        return asked + in_season(d) + (where if d.chance(0.3) else Phrase([], [])), "?"
    return asked + where, "?"


def usual_day(d: Draw) -> Sentence:
    """Que fais-tu le dimanche ?: what do you do on Sundays?; qu'est-ce que vous faites le soir ?"""
    d.tag("question_que", "habit_adverb")
    what = En("what")
    clause = Clause(asked_person(d), Predicate(sense("faire", "do"), simple=True), PRESENT, habitual=True)
    clause.wh = Phrase([Fr("que", (what,))], [what])
    inverted = clause.subject.pronoun not in ("", "je", "on") and d.chance(0.45)
    clause.question = "inversion" if inverted else "est_ce_que"
    clause.end.append(expression_phrase(d.pick(_habits())))
    return finish(d, clause)


def mornings(d: Draw) -> Sentence:
    """Le matin, je prends une douche et je m'habille; elle se lève et elle prend le petit-déjeuner."""
    d.tag("habit_adverb")
    subject = person(d, 0.75)
    listed = [e for e in expressions("habit_adverb_post") if e.fr in ("le matin", "tous les matins", "chaque matin")]
    when = expression_phrase(d.pick(listed))
    doing = ("shower", "se lever", "s'habiller", "breakfast", "se brosser les dents", "se laver", "se réveiller")
    first = d.pick(doing)
    second = d.pick([lemma for lemma in doing if lemma != first and lemma not in ("se lever", "se réveiller")])
    washing = ("shower", "se laver")
    if first in washing and second in washing:
        second = "s'habiller"
    same = again(subject)
    same.en[0].choice = Choice()  # I take a shower and (I) get dressed
    one, two = _morning(d, subject, first), _morning(d, same, second)
    link = "et" if d.chance(0.7) else "puis"
    if d.chance(0.7):
        return with_comma(when) + joined(d, one, link, two, link == "puis"), "."
    return joined(d, one, link, two, link == "puis") + when, "."


def _morning(d: Draw, subject: NounPhrase, doing: str) -> Phrase:
    if doing == "shower":
        predicate = Predicate(sense("prendre", "take"), [noun_phrase(d, next(iter(nouns_of("shower"))), "indefinite")])
    elif doing == "breakfast":
        predicate = Predicate(sense("prendre", "have"), [noun_phrase(d, noun("petit-déjeuner"), "generic")])
    else:
        predicate = Predicate(verb(doing, "refl"))
    predicate.simple = True
    return realise(d, Clause(subject, predicate, PRESENT, habitual=True))


_IRREGULAR = frozenset(
    "conduire boire prendre écrire lire voir mettre recevoir perdre vendre faire manger acheter choisir apprendre "
    "comprendre ouvrir trouver".split()
)


@cache
def _done() -> tuple[Verb, ...]:
    found = [v for v in verbs_of("tr") if v.lemma in _IRREGULAR and v.subjects & {"person", "adult"}]
    return tuple(v for v in found if object_nouns(v) and not v.stative)


def just_done(d: Draw) -> Sentence:
    """Je viens de boire un café: I have just drunk a coffee; elle vient de prendre le bus."""
    subject = person(d, 0.6)
    found = d.pick(_done())
    return finish(d, Clause(subject, predicate_for(d, found, subject), RECENT_PAST))


@cache
def _talking() -> tuple[Verb, tuple[Noun, ...]]:
    about = next(v for v in verbs_of("tr_prep") if v.lemma == "parler")
    return verb("parler", "tr_to"), object_nouns(about)


def telling_about(d: Draw) -> Sentence:
    """Il me parle de son travail; elle nous a parlé de ses vacances; je vais leur parler de mon voyage."""
    subject = person(d, 0.65)
    found, topics = _talking()
    topic = d.pick([n for n in topics if not n.has("life")])
    predicate = with_indirect(d, found, subject)
    about = En("about")
    determiner = possessor_of(subject) if ownable(topic) else "definite"
    np = noun_phrase(d, topic, determiner, topic.number == "plural", ())
    predicate.after = [Phrase([Fr("de", (about,)), *np.fr], [about, *np.en])]
    tense = d.pick((PRESENT, PRESENT, PASSE_COMPOSE, NEAR_FUTURE))
    negation = d.pick(("pas", "jamais")) if tense == PRESENT and d.chance(0.2) else ""
    return finish(d, Clause(subject, predicate, tense, negation))


_INVITED = (
    ("les", "them", (False, True)), ("les", "them", (True, True)), ("la", "her", (True, False)),
    ("le", "him", (False, False)), ("me", "me", (False, False)), ("nous", "us", (False, True)),
    ("te", "you", (False, False)),
)  # fmt: skip


def invited(d: Draw) -> Sentence:
    """Nous les avons invités à dîner: we invited them to dinner, or to have dinner."""
    d.tag("object_pronoun_direct", "infinitive_complement")
    subject = person(d, 0.7)
    clash = {"je": "me nous", "tu": "te me nous", "nous": "me nous", "on": "me nous", "vous": "te"}
    options = [row for row in _INVITED if row[0] not in clash.get(subject.pronoun, "").split()]
    name, english, agreement = d.pick(options)
    tense = d.pick((PASSE_COMPOSE, PASSE_COMPOSE, NEAR_FUTURE))
    veiled = name in ("le", "la") and tense == NEAR_FUTURE  # l'inviter: him, or her
    if veiled:
        name, agreement = "le", (False, False)
    fr, en = ObjectPronoun(name, ("him", "her") if veiled else (english,), agreement).words()
    meal_fr, meal_en = d.pick((("dîner", "dinner"), ("dîner", "dinner"), ("déjeuner", "lunch")))
    choice, to = Choice(2), En("to")
    have, meal = En("have", choice, 1), En(meal_en)
    task = Phrase([Fr("à", (to,)), Fr(meal_fr, (have, meal))], [to, have, meal])
    if d.chance(0.4):
        d.tags.pop("infinitive_complement")
        party = noun(d.pick(("fête", "fête", "mariage", "anniversaire", "concert")))
        own = party.lemma != "concert" and subject.person not in (1, 4)
        np = noun_phrase(d, party, possessor_of(subject) if own else "definite", False, ())
        task = Phrase([Fr("à", (to,)), *np.fr], [to, *np.en])
    predicate = Predicate(verb("inviter", "tr"), [task], preceding=agreement)
    predicate.clitics, predicate.clitic_en = [fr], en
    if tense == NEAR_FUTURE:
        predicate.preceding = None
    clause = Clause(subject, predicate, tense, dated=tense == PASSE_COMPOSE)
    when = {PASSE_COMPOSE: ("hier soir", "samedi dernier", "hier"), NEAR_FUTURE: ("demain", "demain soir")}[tense]
    if d.chance(0.4):
        kinds = expressions("past_adverb", "future_adverb")
        clause.end.append(expression_phrase(d.pick([e for e in kinds if e.fr in when])))
    return finish(d, clause)


def at_the_door(d: Draw) -> Sentence:
    """Paul est à la porte; qui est à la porte ?"""
    d.tag("place_preposition", "definite_article")
    door = aligned("à la porte", "at the door", "0-0 1-1 2-2")
    if d.chance(0.2):
        d.tag("question_qui")
        clause = Clause(whoever(), Predicate(be(), [door]), PRESENT, subject_question=True)
        return finish(d, clause)
    subject = name_phrase(d) if d.chance(0.3) else relative(d) if d.chance(0.5) else person_phrase(d)
    return finish(d, Clause(subject, Predicate(be(), [door]), PRESENT))


def of_course(d: Draw) -> Sentence:
    """Oui, bien sûr, je viens demain; bien sûr, je comprends."""
    d.tag("courtesy")
    sure = aligned("bien sûr", "of course", "0-0 1-1") + pair(",", ",")
    opener = pair("oui", "yes") + pair(",", ",") + sure if d.chance(0.35) else sure
    subject = pronoun(d, d.pick(("je", "je", "nous", "il", "elle", "on")))
    roll = d.random()
    if roll < 0.3:
        clause = Clause(subject, Predicate(verb(d.pick(("venir", "partir", "rentrer")), "intr")), PRESENT)
        listed = [e for e in expressions("future_adverb") if e.fr in ("demain", "demain matin", "demain soir")]
        clause.end.append(expression_phrase(d.pick(listed)))
    elif roll < 0.65:
        found = sense(*d.pick((("aimer", "like"), ("regarder", "watch"), ("écouter", "listen"), ("enseigner", "teach"),
                               ("manger", "eat"), ("boire", "drink"))))  # fmt: skip
        clause = Clause(subject, predicate_for(d, found, subject), d.pick((PRESENT, NEAR_FUTURE)))
        if found.stative:
            clause.tense = PRESENT
    else:
        found = verb("inviter", "tr")
        clause = Clause(subject, predicate_for(d, found, subject), d.pick((NEAR_FUTURE, PASSE_COMPOSE)))
    return opener + realise(d, clause), "."


def listening(d: Draw) -> Sentence:
    """Qu'est-ce que tu écoutes ?; la musique que j'écoute est belle; elle écoute la radio tous les soirs."""
    found = sense("écouter", "listen")
    if d.chance(0.4):
        d.tag("question_que")
        what = En("what")
        clause = Clause(asked_person(d), Predicate(found), PRESENT)
        clause.wh = Phrase([Fr("que", (what,))], [what])
        inverted = clause.subject.pronoun not in ("", "je", "on") and d.chance(0.4)
        clause.question = "inversion" if inverted else "est_ce_que"
        return finish(d, clause)
    d.tag("relative_que")
    music = noun_phrase(d, noun(d.pick(("musique", "chanson"))), "definite", False, ())
    subject = person(d, 0.6)
    inner = realise(d, Clause(subject, Predicate(found), PRESENT))
    that = En("that", Choice())
    listened = Phrase([*music.fr, Fr("que", (that,)), *inner.fr], [*music.en, that, *inner.en])
    judged = NounPhrase(listened.fr, listened.en, music.person, music.en_person, True, False, "its")
    judged.human = False
    kinds = [a for a in adjectives() if a.en in ("beautiful", "sad", "boring", "magnificent", "pretty")]
    quality = d.pick(kinds)
    word = En(quality.en)
    return finish(d, Clause(judged, Predicate(be(), [Phrase([Fr(quality.form(True, False), (word,))], [word])])))


_SEATED = (("élève", "classe"), ("livre", "bibliothèque"), ("chaise", "cuisine"), ("arbre", "jardin"),
           ("arbre", "parc"), ("enfant", "parc"), ("élève", "école"))  # fmt: skip


def many_there(d: Draw) -> Sentence:
    """Il y a vingt-huit élèves dans la classe; il y a quarante chaises dans le restaurant."""
    what, where = d.pick(_SEATED)
    np = noun_phrase(d, noun(what), 20 + int(d.random() * 80), True, ())
    place = pair("dans", "in") + noun_phrase(d, noun(where), "definite", False, ())
    return existing(d, np, place, False, "")
