"""Orders as one hears them: take two, let us go there, sit down, not so fast; call me if you have a problem."""

from __future__ import annotations

from functools import cache

from nmt.data.toy.adverbials import around_event, expression_phrase, going_to_place, with_comma
from nmt.data.toy.clauses import PRESENT, Clause, Predicate
from nmt.data.toy.description import predicates_for
from nmt.data.toy.determiners import number_phrase
from nmt.data.toy.draw import Draw
from nmt.data.toy.french import NOUS, TU
from nmt.data.toy.lexicon import Verb, expressions, nouns_of, verb, verbs_of
from nmt.data.toy.linking import again, conjunction, state_clause
from nmt.data.toy.phrases import NounPhrase, noun_phrase
from nmt.data.toy.realise import realise
from nmt.data.toy.sentences.actions import Sentence, finish
from nmt.data.toy.sentences.being import adjective_phrase, be
from nmt.data.toy.sentences.commands import commanded
from nmt.data.toy.sentences.easily import _BANNED as BANNED
from nmt.data.toy.sentences.easily import act
from nmt.data.toy.sentences.modals import UNWANTED, listed_infinitive, willed_action
from nmt.data.toy.sentences.topics import BAD, GOOD
from nmt.data.toy.subjects import person, pronoun
from nmt.data.toy.whereabouts import whereabouts
from nmt.data.toy.words import Choice, En, Fr, Phrase, aligned, pair


def _please(d: Draw, you: NounPhrase, order: Phrase) -> Sentence:
    """Maybe with please; with an exclamation mark or a stop."""
    if you.person != NOUS and d.chance(0.2):
        d.tag("courtesy")
        return order + pair(",", ",") + aligned(
            "s'il te plaît" if you.person == TU else "s'il vous plaît", "please"
        ), "."
    return order, d.pick(".!")


_YOU = ("tu", "tu", "vous", "vous", "nous", "nous")
_WHEN = ("tout de suite", "maintenant", "demain matin", "ce soir", "plus tard", "demain")


# What one also tells people not to do.
_SOFTLY = frozenset("se lever|se coucher|s'asseoir|se dépêcher|se baigner|s'arrêter|se réveiller|s'habiller".split("|"))


@cache
def _reflexives() -> tuple[Verb, ...]:
    found = [v for v in verbs_of("refl") if v.fr.imperative[0] and v.lemma not in UNWANTED | {"se marier"}]
    return tuple(v for v in found if v.aspect == "event" and "vehicle" not in v.objects)


def reflexive_order(d: Draw) -> Sentence:
    """Lève-toi tout de suite; promenons-nous dans le parc; ne vous couchez pas trop tard."""
    d.tag("imperative")
    you = pronoun(d, d.pick(_YOU))
    negated = you.person != NOUS and d.chance(0.25)
    found = d.pick([v for v in _reflexives() if (v.lemma in _SOFTLY or not negated)
                    and (v.lemma != "se laver le visage" or you.person != NOUS)])  # fmt: skip
    if found.subjects & {"man", "woman"}:
        you.feminine = "woman" in found.subjects
    predicate, roll = Predicate(found), d.random()
    if roll < 0.3 and (there := whereabouts(d, found, None, you)) is not None:
        predicate.after.append(there)
    elif roll < 0.55 and not negated:
        d.tag("time_adverb")
        kinds = ("future_adverb", "day_adverb_future", "immediate_adverb", "present_adverb")
        predicate.after.append(expression_phrase(d.pick([e for e in expressions(*kinds) if e.fr in _WHEN])))
    elif roll < 0.66 and not negated:
        predicate.after.append(around_event(d, found))
    elif roll < 0.8 and found.lemma in ("se lever", "se coucher", "se réveiller"):
        d.tag("degree_adverb")
        ways = (("tôt", "early"), ("trop tard", "too late"), ("plus tôt", "earlier"))
        predicate.after.append(aligned(*d.pick(ways[1:2] if negated else (ways[0], ways[2]))))
    return _please(d, you, commanded(d, you, predicate, negated))


# What one may take of several things, or of a mass.
_TAKEN = (("prendre", "take"), ("manger", "eat"), ("acheter", "buy"), ("boire", "drink"), ("choisir", "choose"))


@cache
def _taking(lemma: str, english: str) -> Verb:
    return next(v for v in verbs_of("tr") if v.lemma == lemma and v.en.base == (english,))


def take_some(d: Draw) -> Sentence:
    """Prends-en deux: take two of them; n'en mange pas trop; allons-y; n'y va pas seul; vas-y."""
    d.tag("imperative", "imperative_pronoun", "pronoun_y_en")
    you = pronoun(d, d.pick(_YOU))
    negated = you.person != NOUS and d.chance(0.25)
    roll = d.random()
    if roll < 0.4:
        there = En("there")
        clitic, predicate = "y", Predicate(verb("aller", "motion"), clitics=[Fr("y", (there,))], clitic_en=[there])
        if d.chance(0.4):
            ways = [e for e in expressions("transport") if e.fr in ("en bus", "à pied", "en voiture", "à vélo")]
            soon = [e for e in expressions("future_adverb", "immediate_adverb", "day_adverb_future") if e.fr in _WHEN]
            predicate.after.append(expression_phrase(d.pick([*ways, *soon])))
    else:
        clitic, found = "en", _taking(*d.pick(_TAKEN))
        if found.lemma == "boire" or negated or d.chance(0.35):
            some = En("any" if negated else "some")
            predicate = Predicate(found, clitics=[Fr("en", (some,))], clitic_en=[some])
        else:
            d.tag("number")
            number, choice = number_phrase(2 + int(d.random() * 5)), Choice()
            of, them = En("of", choice), En("them", choice)
            predicate = Predicate(found, [Phrase(number.fr, [*number.en, of, them])], [Fr("en", (them,), (of,))])
    order = commanded(d, you, predicate, negated)
    if not negated:
        _hook(order, clitic, you)
    if d.chance(0.25):
        return _please(d, you, order)
    return _why(d, clitic, negated, predicate) + pair(",", ",") + order, d.pick(".!")


# What makes one go there, and stay away.
_OPEN, _SHUT = ("ouvert", "gratuit", "magnifique", "intéressant"), ("fermé", "cher", "bruyant", "dangereux")


def _why(d: Draw, clitic: str, negated: bool, order: Predicate) -> Phrase:
    """ces pommes sont bonnes, prends-en deux; le musée est ouvert, allons-y."""
    if clitic == "y":
        halls = nouns_of("museum", "shop", "restaurant", "park", "visitable", "swim_place", "place_search")
        wanted = _SHUT if negated else _OPEN
        place = d.pick([n for n in halls if any(a.lemma in wanted for a in predicates_for(n))])
        np = noun_phrase(d, place, d.pick(("definite", "definite", "demonstrative")), False, ())
        fitting = [a for a in predicates_for(place) if a.lemma in wanted]
    else:
        kind = "drink" if order.verb.lemma == "boire" else "food"
        counted = bool(order.after)
        said = BAD if negated else GOOD
        fit = [n for n in nouns_of(kind) if n.number == "count" or not counted]
        goods = d.pick([n for n in fit if any(a.en in said for a in predicates_for(n))])
        plural = counted or goods.number != "mass"
        np = noun_phrase(d, goods, "demonstrative", plural, ())
        fitting = [a for a in predicates_for(goods) if a.en in said]
    return realise(d, Clause(np, Predicate(be(), [adjective_phrase(d, d.pick(fitting), np, 0.0)]), PRESENT))


def _hook(order: Phrase, clitic: str, you: NounPhrase) -> None:
    """The pronoun behind a hyphen, and the s that comes back before it: manges-en, vas-y."""
    head = order.fr[0]
    if you.person == TU and head.text[-1] not in "sxz":
        head.text += "s"
    next(word for word in order.fr if word.text == clitic).text = "-" + clitic


_NOT_SO = (
    ("parler", "pas si fort", "so loudly"), ("parler", "pas si vite", "so fast"), ("courir", "pas si vite", "so fast"),
    ("marcher", "pas si vite", "so fast"), ("manger", "pas si vite", "so fast"), ("crier", "pas si fort", "so loudly"),
    ("conduire", "pas si vite", "so fast"), ("rentrer", "pas si tard", "so late"), ("partir", "pas si tôt", "so early"),
    ("rire", "pas si fort", "so loudly"), ("chanter", "pas si fort", "so loudly"), ("lire", "pas si vite", "so fast"),
)  # fmt: skip


def not_so(d: Draw) -> Sentence:
    """Ne parlez pas si vite: do not talk so fast; elle ne conduit pas si vite; ne criez pas si fort."""
    d.tag("manner_adverb")
    lemma, french, english = d.pick(_NOT_SO)
    found = verb(lemma, "tr" if lemma == "conduire" else "intr")
    how = aligned(french.removeprefix("pas "), english)
    if english == "so loudly":
        loud = En("loud", choice := Choice(), 1)
        how.en[-1].choice = choice
        how.en.append(loud)
        how.fr[-1].sure = (*how.fr[-1].sure, loud)
    if d.chance(0.7):
        d.tag("imperative")
        you = pronoun(d, d.pick(("tu", "vous")))
        return _please(d, you, commanded(d, you, Predicate(found, [how]), True))
    return finish(d, Clause(person(d, 0.6), Predicate(found, [how], simple=True), PRESENT, "pas"))


def must_not(d: Draw) -> Sentence:
    """On ne doit pas courir ici; nous ne devons pas arriver en retard; il ne faut pas oublier les clés."""
    d.tag("modal")
    subject = pronoun(d, d.pick(("on", "on", "on", "nous", "tu", "vous")))
    usual = d.chance(0.55)
    done = (
        act(d, d.pick([row for row in BANNED if not row[2].startswith("indef")]), subject)
        if usual
        else willed_action(d, subject, True)
    )
    clause = Clause(subject, Predicate(verb("devoir", "inf"), infinitive=done), PRESENT, "pas")
    if usual and done.verb.frame == "intr" and done.verb.lemma not in ("entrer", "dormir") and d.chance(0.7):
        where = (pair("ici", "here"), aligned("en classe", "in class"), aligned("dans le couloir", "in the hallway"),
                 aligned("à la bibliothèque", "at the library", "0-0 1-1 2-2"))  # fmt: skip
        clause.end.append(d.pick(where))
    return finish(d, clause)


_CALLS = (("téléphoner", "indirect"), ("appeler", "direct"), ("attendre", "direct"), ("écrire", "indirect"),
          ("aider", "direct"))  # fmt: skip
# When to call somebody; when one can do what one likes.
_IN_NEED = ("malade", "triste", "perdu", "seul", "froid", "peur", "faim", "occupé")
_AT_EASE = ("libre", "prêt", "libre")


def _if(d: Draw, you: NounPhrase, needy: bool, able: bool) -> Phrase:
    """si tu as un problème, si vous êtes perdus; si tu veux, si tu es libre, s'il fait beau."""
    same, roll, link = again(you), d.random(), conjunction("si")
    if needy and roll < 0.45:
        having = noun_phrase(d, d.pick(nouns_of("problem", "question", "idea")), "indefinite", False, ())
        return link + realise(d, Clause(same, Predicate(verb("avoir", "tr"), [having]), PRESENT))
    if roll < 0.6 if needy else roll < 0.3 and able:
        coming = Predicate(verb("venir", "intr")) if needy else None
        can = Predicate(verb("pouvoir", "inf"), infinitive=coming)
        return link + realise(d, Clause(same, can, PRESENT, "pas" if needy else ""))
    if needy or roll < 0.5:
        return link + state_clause(d, same, d.pick(_IN_NEED if needy else _AT_EASE))
    if roll < 0.65:
        d.tag("weather")
        return link + aligned(*d.pick((("il fait beau", "the weather is nice", "0?0 0?1 1-2 2-3"), ("il fait chaud",
                                       "it is hot", "0-0 1-1 2-2"))))  # fmt: skip
    return link + realise(d, Clause(same, Predicate(verb("vouloir", "tr")), PRESENT))


def call_me_if(d: Draw) -> Sentence:
    """Téléphonez-moi si vous avez un problème; si tu veux, on peut aller au parc demain; viens si tu peux."""
    d.tag("subordination")
    you, roll = pronoun(d, d.pick(("tu", "vous"))), d.random()
    if roll < 0.45:
        d.tag("imperative", "imperative_pronoun")
        lemma, kind = d.pick(_CALLS)
        found = next(v for v in verbs_of("tr", "tr_to") if v.lemma == lemma and v.objects & {"person", "family"})
        me = En(d.pick(("me", "me", "us")))
        clitic = Fr("-moi" if me.text == "me" else "-nous", (me,))
        d.tag("object_pronoun_direct" if kind == "direct" else "object_pronoun_indirect")
        main = commanded(d, you, Predicate(found, clitics=[clitic], clitic_en=[me]), False)
    elif roll < 0.6:
        d.tag("imperative")
        coming = Predicate(verb("venir", "intr")) if d.chance(0.5) else listed_infinitive(d, "task", you)
        main = commanded(d, you, coming, False)
    else:
        subject = pronoun(d, d.pick(("on", "on", "nous", "je", you.pronoun)))
        done = willed_action(d, subject, False)
        if d.chance(0.5):
            done = Predicate(verb("aller", "motion"), [going_to_place(d, True)])
        clause = Clause(subject, Predicate(verb("pouvoir", "inf"), infinitive=done), PRESENT)
        if d.chance(0.4):
            d.tag("time_adverb")
            clause.end.append(expression_phrase(d.pick(expressions("future_adverb", "day_adverb_future"))))
        main = realise(d, clause)
    case = _if(d, you, roll < 0.45, roll < 0.6)
    return (with_comma(case) + main if d.chance(0.5) else main + case), "."


FAMILIES = ((reflexive_order, 14), (take_some, 9), (not_so, 4), (must_not, 4), (call_me_if, 8))
