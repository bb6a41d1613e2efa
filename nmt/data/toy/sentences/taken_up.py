"""Something or somebody named in a first clause, however it is named there, and taken up by a pronoun in a second."""

from __future__ import annotations

from nmt.data.toy.clauses import IMPERFECT, PASSE_COMPOSE, PRESENT, Clause, Predicate
from nmt.data.toy.description import human_noun
from nmt.data.toy.determiners import Determiner
from nmt.data.toy.draw import Draw
from nmt.data.toy.lexicon import Noun, nouns_of, verb, verbs_of
from nmt.data.toy.linking import again, joined
from nmt.data.toy.objects import sense
from nmt.data.toy.phrases import NounPhrase, noun_phrase, ownable, possessor_of
from nmt.data.toy.realise import realise
from nmt.data.toy.sentences.actions import Sentence
from nmt.data.toy.sentences.being import adjective_phrase, be
from nmt.data.toy.sentences.named_first import is_so, is_there, life, named, opening, then
from nmt.data.toy.sentences.pronoun_acts import (
    ASKED,
    NEGATIVE,
    PLACES,
    Act,
    acted,
    acts,
    doer_of,
    drawn,
    qualities,
    somebody,
    verb_of,
)
from nmt.data.toy.sentences.topics import COLORS, remarked
from nmt.data.toy.subjects import pronoun
from nmt.data.toy.words import Phrase, aligned, pair

# Qualities that an act ends: what was broken has been repaired.
_ENDED = frozenset("open closed dirty broken hungry thirsty lost late ready wet raw".split())


def _link(d: Draw, form: str, favoured: bool) -> str:
    """What joins a quality that speaks for an act, or against it, to what one does, or does not do."""
    if form in ASKED:
        return ","
    if favoured == (form in NEGATIVE) or form == "E":
        return "mais"
    return d.pick((",", ",", "alors", "donc", ".", "donc" if form in NEGATIVE else "et"))


def with_quality(d: Draw) -> Sentence:
    """Mon vélo est vieux mais je l'aime bien; ces fleurs sont belles, je vais les acheter; Léa est malade, alors ..."""
    while True:
        act, form, item, np, doer = drawn(d, True)
        kind = human_noun(np.feminine) if np.human else item
        late = act.good == ("late",)
        good, bad = qualities(kind, act.good), qualities(kind, act.bad)
        favoured = bool(good or late) and (not bad or d.chance(0.55))
        understood = act.lemma in ("comprendre", "connaître")
        if item.has("family"):
            bad = tuple(quality for quality in bad if quality.en != "mean")
        if not favoured and form not in NEGATIVE:
            bad = tuple(quality for quality in bad if quality.en not in _ENDED)
        if favoured or (bad and (understood or form not in "EQRSKAWM") and (form != "C" or d.chance(0.5))):
            break
        d.tags.clear()
    link = _link(d, form, favoured)
    if form == "C" and act.lemma in ("acheter", "préparer", "recevoir") and act.owner in ("the", "had"):
        link = d.pick((",", ",", "."))
    chosen = None if late else d.pick(good if favoured else bad)
    ended = chosen is None or (chosen.en in _ENDED and form not in "J")
    told = form == "I" or (form in "CD" and (ended or act.lemma == "vendre" or link in ("alors", "donc", "mais")))
    tense = IMPERFECT if told else PRESENT
    degree = d.pick(("", "", "très", "vraiment"))
    if not favoured:
        degree = d.pick(("trop", "trop", "très")) if form in NEGATIVE else d.pick(("", "très"))
    topic, before = np, None
    if not told and form not in ASKED and act.owner not in ("this", "that") and d.chance(0.25):
        before = named(d, np, item, doer)
    if before is not None:
        topic = again(np)
    if chosen is None:
        first = realise(d, Clause(topic, Predicate(be(), [aligned("en retard", "late")]), tense))
    else:
        first = is_so(d, topic, chosen, degree, tense)
    if before is not None:
        first = before + pair(",", ",") + first
        link = "et" if link in (",", ".") and form not in NEGATIVE else link
    doer = again(doer) if doer.pronoun else doer
    return then(d, first, link, acted(d, act, form, np, doer)), "?" if form in ASKED else "."


def named_then(d: Draw) -> Sentence:
    """Cette valise ? Je l'ai déjà; où est ta cousine ? Je ne la vois pas; le film commence à huit heures, tu ... ?"""
    while True:
        act, form, item, np, doer = drawn(d, False)
        found = opening(d, act, form, np, item, doer)
        if found is not None:
            break
        d.tags.clear()
    first, link, np = found
    doer = again(doer) if doer.pronoun else doer
    return then(d, first, link, acted(d, act, form, np, doer)), "?" if form in ASKED else "."


# What is so of a thing or a person, or what one does (not) with it, and why: its own or another's deed.
_BECAUSE = (
    ("clothes", "dirty", "porter=wear", "C"), ("clothes", "clean", "laver=wash", "C"),
    ("room", "clean", "nettoyer=clean", "C"), ("room", "dirty", "nettoyer=clean", "D"),
    ("openable_house", "open", "ouvrir=open", "C"), ("openable_house", "open", "fermer=close", "D"),
    ("openable_house", "closed", "fermer=close", "C"), ("tableware", "clean", "laver=wash", "C"),
    ("tableware", "dirty", "laver=wash", "D"), ("book_like", "acheter:N", "lire", "A"),
    ("movie", "regarder=watch:N", "voir=see", "A"), ("song", "connaître:P", "écouter=listen to", "H"),
    ("lesson", "comprendre:N", "apprendre=learn", "D"), ("poem", "apprendre:P", "aimer=like", "B"),
    ("vehicle_own", "vendre:P", "utiliser", "L"), ("vehicle_own", "vendre:P", "utiliser", "J"),
    ("clothes", "laver:P", "porter=wear", "C"), ("small_object", "chercher:P", "perdre", "C"),
    ("clothes furniture", "acheter:N", "aimer=like", "N"), ("clothes", "acheter:P", "aimer=like", "B"),
    ("book_like", "lire:P", "aimer=like", "B"), ("visitable", "visiter:N", "visiter", "A"),
    ("person", "happy", "inviter", "C"), ("person", "happy", "téléphoner", "C"), ("person", "happy", "aider=help", "C"),
    ("person", "happy", "offrir:fleur livre cadeau", "C"), ("person", "sad", "inviter", "D"),
    ("person", "sad", "téléphoner", "D"), ("person", "angry", "inviter", "D"), ("person", "angry", "attendre", "D"),
    ("person", "angry", "dire bonjour", "D"), ("person", "inviter:N", "connaître", "N"),
    ("person", "inviter:N", "aimer=like", "N"), ("person", "chercher:P", "parler=talk to", "M"),
    ("person", "attendre:P", "parler=talk to", "M"), ("person", "connaître:P", "voir=see", "H"),
    ("person", "inviter:P", "aimer=like", "B"), ("person", "aider=help:P", "aimer=like", "B"),
    ("person", "chercher:P", "inviter", "M"), ("person", "attendre:P", "aider=help", "M"),
)  # fmt: skip


def because_of_it(d: Draw) -> Sentence:
    """Ma chemise est sale parce que je l'ai portée hier; je cherche Paul parce que je veux lui parler."""
    classes, first, second, form = d.pick(_BECAUSE)
    act, human = _act(classes, second), classes == "person"
    doer = pronoun(d, d.pick(("je", "je", "je", "nous", "on"))) if classes != "clothes" else pronoun(d, "je")
    if human:
        np = somebody(d, doer)
        while (form == "N" or "connaître" in first) and np.noun is not None and np.noun.has("family", "friend"):
            d.tags.clear()
            np = somebody(d, doer)
        item = np.noun or human_noun(np.feminine)
    else:
        item = d.pick([n for n in nouns_of(*classes.split()) if not n.has("human")
                       and (":" in first or qualities(n, (first,)))])  # fmt: skip
        own = classes in ("clothes", "room", "vehicle_own", "small_object") and not first.startswith("acheter")
        owner: Determiner = possessor_of(doer) if own else "demonstrative" if d.chance(0.5) else "definite"
        plural = item.number == "plural" or item.has("footwear") or d.chance(0.2)
        np = noun_phrase(d, item, owner, plural, ())
    if ":" in first:
        lemma, _, way = first.partition(":")
        found = verb_of(_act(classes, lemma), item)
        claim = Clause(doer, Predicate(found, [np]), PRESENT, "pas" if way == "N" else "")
        doer = again(doer)
    else:
        claim = Clause(np, Predicate(be()), PRESENT)
    if claim.predicate.verb is be() and not human and form == "C" and d.chance(0.5):
        doer = doer_of(d, form, 0.9) if classes in ("openable_house", "room", "tableware") else doer
    told = realise(d, claim) if ":" in first else is_so(d, np, d.pick(qualities(_kind(np, item), (first,))))
    return joined(d, told, "car" if d.chance(0.2) else "parce que", acted(d, act, form, np, doer)), "."


def _act(classes: str, notation: str) -> Act:
    """An act in the notation of the table."""
    head, _, things = notation.partition(":")
    lemma, _, english = head.partition("=")
    return Act(tuple(classes.split()), lemma, english, tuple(things.split()), "my", "", (), ())


def _kind(np: NounPhrase, item: Noun) -> Noun:
    """The noun whose qualities it may have."""
    return human_noun(np.feminine) if np.human else item


def then_it_is(d: Draw) -> Sentence:
    """J'ai un vélo, il est rouge; tu connais ma tante ? Elle est médecin; il y a un musée ..., mais il est fermé."""
    me = pronoun(d, d.pick(("je", "je", "je", "nous")))
    if d.chance(0.4):
        return _then_she_is(d, me)
    while True:
        item, good, bad = d.pick(remarked())
        plural = item.number == "plural" or item.has("footwear")
        plural = plural or (item.number == "count" and not item.has(*PLACES) and d.chance(0.2))
        own = d.chance(0.6) and ownable(item) and not item.has("food", "drink")
        np = noun_phrase(d, item, possessor_of(me) if own else d.pick(("definite", "demonstrative")), plural, ())
        first = _introduced(d, np, item, me)
        if first is not None:
            break
        d.tags.clear()
    told, mark, np = first
    d.tag("pronoun_reference")
    it, roll = again(np), d.random()
    askable = [a for a in good + bad if a.en in _ASKABLE and (a.en != "expensive" or not item.has("food"))]
    if roll < 0.25 and mark == "," and askable:
        asked = d.pick(("intonation", "est_ce_que"))
        claim = adjective_phrase(d, d.pick(askable), it, 0.0)
        return told + pair(",", ",") + realise(d, Clause(it, Predicate(be(), [claim]), PRESENT, "", asked)), "?"
    mild = [a for a in good if a.gradable and a.en not in _STRONG | COLORS]
    if roll < 0.38 and mark != "liked" and mild:
        claim = pair("très", "very") + adjective_phrase(d, d.pick(mild), it, 0.0)
        second = realise(d, Clause(it, Predicate(be(), [claim]), PRESENT, "pas"))
        return then(d, told, "?" if mark == "?" else "mais", second), "."
    praised = mark == "liked" or d.chance(0.6)
    second = is_so(
        d, it, d.pick(good if praised else bad), d.pick(("", "très", "vraiment") if praised else ("", "trop"))
    )
    link = mark if mark == "?" else d.pick((",", ",", ".")) if praised else d.pick((",", "mais"))
    return then(d, told, link, second), "."


def _introduced(d: Draw, np: NounPhrase, item: Noun, me: NounPhrase) -> tuple[Phrase, str, NounPhrase] | None:
    """The thing named in any way, and what follows it."""
    roll = d.random()
    if roll < 0.35:
        first = named(d, np, item, me)
        return (first, "here", np) if first else None
    if roll < 0.55:
        found = is_there(d, item, np.plural)
        return (found[0], ",", found[1]) if found else None
    if roll < 0.7:
        return Phrase(np.fr, np.en), "?", np
    lemma = d.pick(("acheter", "connaître", "voir", "aimer"))
    found_verb = sense("aimer", "like") if lemma == "aimer" else verb(lemma, "tr")
    known = any(v.lemma == lemma and v.objects & item.classes for v in verbs_of("tr"))
    if not known or (lemma == "aimer" and item.has("vegetable", "fruit")):
        return None
    if lemma == "acheter":
        np = noun_phrase(d, item, "partitive" if item.number == "mass" else "indefinite", np.plural, ())
        return realise(d, Clause(me, Predicate(found_verb, [np]), PASSE_COMPOSE)), ",", np
    if lemma in ("aimer", "voir", "connaître"):
        np = noun_phrase(d, item, "demonstrative", np.plural, ())
    asked = d.chance(0.5) and lemma != "aimer"
    who = pronoun(d, d.pick(("tu", "vous"))) if asked else me
    tense = PASSE_COMPOSE if lemma == "voir" else PRESENT
    first = realise(d, Clause(who, Predicate(found_verb, [np]), tense, "", "intonation" if asked else "",
                              perfect=asked))  # fmt: skip
    return first, "?" if asked else "liked" if lemma == "aimer" else "here", np


# What one asks of a thing that one has not seen; qualities that are too strong to be denied with `not very`.
_ASKABLE = frozenset(
    "expensive comfortable good fast easy difficult interesting useful old heavy practical big".split()
)
_STRONG = frozenset("perfect excellent magnificent delicious great".split())


def _then_she_is(d: Draw, me: NounPhrase) -> Sentence:
    """Voilà Paul, il est malade; j'ai une sœur, elle habite à Lyon et je lui écris souvent; tu connais Léa ? ..."""
    while True:
        np = somebody(d, me)
        item = np.noun or human_noun(np.feminine)
        roll = d.random()
        first, mark = named(d, np, item, me), ","
        if roll > 0.6 and np.fr[0].text in ("ton", "ta", "tes", "votre", "vos"):
            first = None
        elif roll > 0.6:
            you, found = pronoun(d, d.pick(("tu", "vous"))), verb("connaître", "tr")
            first, mark = realise(d, Clause(you, Predicate(found, [np]), PRESENT, "", "intonation")), "?"
        if first is not None:
            break
        d.tags.clear()
    d.tag("pronoun_reference")
    she = again(np)
    if d.chance(0.6):
        second = life(d, she, item.has("profession"))
    else:
        trait = d.pick(qualities(human_noun(np.feminine), _TRAITS))
        second = is_so(d, she, trait, d.pick(("", "très", "vraiment")))
    told = then(d, first, mark if mark == "?" else d.pick((",", ",", ".")), second)
    if d.chance(0.5):
        return told, "."
    act = d.pick([a for a in acts() if a.human and a.lemma in _KEEPING])
    form = d.pick([f for f in act.forms if f in "HJFB"])
    link = "mais" if form == "J" else "et"
    return joined(d, told, link, acted(d, act, form, np, again(me)), link == "mais"), "."


_TRAITS = tuple("kind funny friendly intelligent shy sick busy patient serious young famous athletic".split())
_KEEPING = ("écrire", "téléphoner", "voir", "appeler", "parler", "inviter", "aimer", "rendre visite")

FAMILIES = ((with_quality, 22), (named_then, 22), (then_it_is, 12), (because_of_it, 6))
