"""What one says to somebody: an order with its reason, a request, a search, an order at the café, a name at the end."""

from __future__ import annotations

from functools import cache

from nmt.data.toy.adverbials import expression_phrase, in_room
from nmt.data.toy.clauses import NEAR_FUTURE, PASSE_COMPOSE, PRESENT, Clause, Predicate
from nmt.data.toy.determiners import Determiner
from nmt.data.toy.draw import Draw
from nmt.data.toy.french import TU
from nmt.data.toy.lexicon import Noun, expressions, noun, nouns_of, verb, verbs_of
from nmt.data.toy.linking import again, conjunction, joined, state_clause
from nmt.data.toy.phrases import NounPhrase, draw_adjectives, noun_phrase, possessor_of
from nmt.data.toy.pronouns import ObjectPronoun, given
from nmt.data.toy.realise import realise
from nmt.data.toy.sentences.actions import Sentence, pick_question, someone_else
from nmt.data.toy.sentences.being import be
from nmt.data.toy.sentences.combined import Act, listed_act, taken_again
from nmt.data.toy.sentences.commands import commanded
from nmt.data.toy.sentences.existence import existing
from nmt.data.toy.sentences.hours import it_subject
from nmt.data.toy.subjects import name_phrase, person_noun, pronoun
from nmt.data.toy.words import Phrase, aligned, pair

# A state, and what one tells somebody to do who is in it.
_CARES: tuple[tuple[str, tuple[Act, ...]], ...] = (
    ("froid", (("mettre", "pull", "indef"), ("mettre", "manteau", "poss"), ("fermer", "fenêtre", "def"),
               ("boire", "thé", "part"))),
    ("chaud", (("ouvrir", "fenêtre", "def"), ("boire", "eau", "part"), ("enlever", "veste", "poss"))),
    ("faim", (("manger", "pomme", "indef"), ("manger", "pain", "part"), ("prendre", "petit-déjeuner", "def"),
              ("préparer", "dîner", "def"), ("manger", "sandwich", "indef"))),
    ("soif", (("boire", "eau", "part"), ("acheter", "eau", "part"), ("boire", "jus de pomme", "part"))),
    ("fatigué", (("se reposer", "", ""), ("se coucher", "", ""), ("dormir", "", ""), ("faire la sieste", "", ""),
                 ("rentrer", "", ""), ("s'asseoir", "", ""))),
    ("sommeil", (("se coucher", "", ""), ("dormir", "", ""), ("faire la sieste", "", ""))),
    ("malade", (("rester", "", "à la maison"), ("se reposer", "", ""), ("rentrer", "", ""))),
    ("triste", (("écouter", "musique", "part"), ("sortir", "", ""), ("regarder", "film", "indef"))),
)  # fmt: skip
# What one tells somebody to do (or, with `pas`, not to do) because of the weather, the hour, somebody who sleeps.
_URGED: tuple[tuple[Act, str, tuple[str, ...]], ...] = (
    (("prendre", "parapluie", "poss"), "", ("il pleut", "va pleuvoir")),
    (("oublier", "parapluie", "poss"), "pas", ("il pleut", "va pleuvoir")),
    (("prendre", "manteau", "poss"), "", ("il fait froid", "il neige", "va neiger")),
    (("oublier", "manteau", "poss"), "pas", ("il fait froid", "il neige", "va neiger")),
    (("mettre", "écharpe", "poss"), "", ("il fait froid", "il neige", "il y a du vent")),
    (("fermer", "fenêtre", "def"), "", ("il fait froid", "il pleut", "va pleuvoir", "dort")),
    (("ouvrir", "fenêtre", "def"), "", ("il fait chaud",)),
    (("ouvrir", "porte", "def"), "", ("sonne", "arrive")),
    (("allumer", "lumière", "def"), "", ("il fait nuit",)),
    (("éteindre", "télévision", "def"), "", ("tard", "dort", "prêt")),
    (("éteindre", "lumière", "def"), "", ("tard", "dort")),
    (("sortir", "", ""), "pas", ("il fait froid", "il pleut", "il fait nuit", "tard")),
    (("rentrer", "", ""), "", ("il fait nuit", "tard", "il pleut", "prêt")),
    (("se dépêcher", "", ""), "", ("tard", "arrive", "part", "il pleut")),
    (("se coucher", "", ""), "", ("tard",)),
    (("crier", "", ""), "pas", ("dort", "écoute")),
    (("parler", "", ""), "pas", ("dort", "écoute")),
    (("venir", "", ""), "", ("prêt", "arrive")),
    (("attendre", "", ""), "", ("arrive", "il pleut")),
    (("entrer", "", ""), "", ("il fait froid", "prêt", "il pleut")),
    (("regarder par la fenêtre", "", ""), "", ("il neige", "il pleut")),
)  # fmt: skip


def _told(d: Draw, who: NounPhrase, act: Act, negated: bool) -> Phrase:
    if act[0] == "regarder par la fenêtre":
        looking = next(v for v in verbs_of("tr") if v.lemma == "regarder" and v.en.base[0] == "look")
        order = commanded(d, who, Predicate(looking), False)
        order.en = order.en[:1]
        return order + aligned("par la fenêtre", "out the window")
    if act[0] == "oublier":
        thing = noun_phrase(d, noun(act[1]), possessor_of(who))
        return commanded(d, who, Predicate(verb("oublier", "tr"), [thing]), negated)
    return commanded(d, who, listed_act(d, act, who), negated)


def _why(d: Draw, reason: str, who: NounPhrase) -> Phrase:
    """The reason behind an order: il va pleuvoir; il est tard; le bébé dort; le train arrive."""
    if reason.startswith("il "):
        d.tag("weather")
        return expression_phrase(next(e for e in expressions("weather") if e.fr == reason))
    if reason.startswith("va "):
        d.tag("weather")
        return realise(d, Clause(it_subject(), Predicate(verb(reason[3:], "weather")), NEAR_FUTURE))
    if reason == "tard":
        late = aligned(*d.pick((("tard", "late"), ("très tard", "very late"), ("déjà tard", "already late"))))
        return realise(d, Clause(it_subject(), Predicate(be(), [late]), PRESENT))
    if reason == "prêt":
        meal = noun_phrase(d, d.pick(nouns_of("meal")), "generic")
        return realise(d, Clause(meal, Predicate(be(), [aligned("prêt", "ready")]), PRESENT))
    if reason in ("arrive", "part"):
        train = noun_phrase(d, d.pick(nouns_of("public_transport_timed")), "definite")
        doer = train if reason == "part" or d.chance(0.5) else name_phrase(d)
        return realise(d, Clause(doer, Predicate(verb("arriver" if reason == "arrive" else "partir", "intr")), PRESENT))
    if reason == "sonne":
        phone = noun_phrase(d, d.pick([n for n in nouns_of("profession") if n.lemma == "facteur"]), "definite")
        return realise(d, Clause(phone, Predicate(verb("arriver", "intr")), PRESENT))
    someone = d.pick((noun_phrase(d, noun("bébé"), "definite"), someone_else(d, who)))
    return realise(d, Clause(someone, Predicate(verb("dormir" if reason == "dort" else "écouter", "intr")), PRESENT))


def order_reason(d: Draw) -> Sentence:
    """N'oublie pas ton parapluie, il va pleuvoir; éteins la lumière, le bébé dort; mange, tu as faim."""
    d.tag("imperative", "coordination")
    who = pronoun(d, d.pick(("tu", "vous")))
    act, negation, reasons = d.pick(_URGED)
    order = _told(d, who, act, negation == "pas")
    reason = _why(d, d.pick(reasons), who)
    link = conjunction("parce que") if d.chance(0.2) else pair(",", ",")
    if d.chance(0.15):
        return reason + pair(",", ",") + order, "."
    return order + link + reason, "!" if d.chance(0.15) else "."


def cared_for(d: Draw) -> Sentence:
    """Tu as froid ? Mets un pull; si vous êtes fatigués, reposez-vous; j'ai chaud, ouvre la fenêtre."""
    d.tag("imperative")
    who = pronoun(d, d.pick(("tu", "vous")))
    state, acts = d.pick(_CARES)
    roll = d.random()
    act = d.pick(acts)
    if roll < 0.15 and act[1] == "fenêtre":
        who_feels = pronoun(d, d.pick(("je", "nous")))
        return state_clause(d, who_feels, state) + pair(",", ",") + _told(d, who, act, False), "."
    order = _told(d, who, act, False)
    if roll < 0.6:
        asked = state_clause(d, who, state, PRESENT, "", "intonation" if d.chance(0.7) else "est_ce_que")
        for word in (order.fr[0], order.en[0]):
            word.text = word.text.capitalize()
        return asked + pair("?", "?") + order, "."
    d.tag("coordination")
    if roll < 0.75:
        return order + pair(",", ",") + state_clause(d, who, state), "."
    return state_clause(d, who, state) + pair(",", ",") + conjunction("alors") + order, "."


_SOUGHT = ("small_object", "clothes", "book_like", "school_thing", "device", "pet")


@cache
def _sought() -> tuple[Noun, ...]:
    return tuple(n for n in nouns_of(*_SOUGHT) if n.number == "count" or n.has("en_pair"))


def searching(d: Draw) -> Sentence:
    """Tu as vu mon écharpe ? Je la cherche; je cherche mes clés, tu les as vues ?; je ne les trouve pas."""
    d.tag("pronoun_reference", "object_pronoun_direct")
    me, you = pronoun(d, d.pick(("je", "je", "nous"))), pronoun(d, d.pick(("tu", "vous")))
    seek, see = verb("chercher", "tr"), verb("voir", "tr")
    thing = d.pick(_sought())
    plural = thing.number == "plural" or d.chance(0.25)
    owner: Determiner = possessor_of(me) if d.chance(0.8) else "definite"
    np = noun_phrase(d, thing, owner, plural, draw_adjectives(d, thing, 0.1, 0.15))
    clitic, it = taken_again(np)
    agreement = (np.feminine, np.plural)
    roll = d.random()
    if roll < 0.35:
        asked = realise(d, Clause(you, Predicate(see, [np]), PASSE_COMPOSE, "", d.pick(("intonation", "est_ce_que")),
                                  perfect=True))  # fmt: skip
        second = realise(d, Clause(me, Predicate(seek, clitics=[clitic], clitic_en=it), PRESENT))
        if d.chance(0.35):
            second = second + pair("partout", "everywhere")
        return _two(asked, "?", second), "."
    if roll < 0.65:
        first = realise(d, Clause(me, Predicate(seek, [np]), PRESENT))
        seen = Predicate(see, clitics=[clitic], clitic_en=it, preceding=agreement)
        second = realise(d, Clause(you, seen, PASSE_COMPOSE, "", "intonation", perfect=True))
        return first + pair(",", ",") + second, "?"
    missing = Predicate(see, clitics=[clitic], clitic_en=it, simple=True)
    second = realise(d, Clause(me, missing, PRESENT, d.pick(("pas", "pas", "plus"))))
    if roll < 0.85:
        where = pair("où", "where")
        return _two(realise(d, Clause(np, Predicate(be()), PRESENT, "", "noun_inversion", where)), "?", second), "."
    first = realise(d, Clause(again(me), Predicate(seek, [np]), PRESENT))
    return joined(d, first, "mais", second, True), "."


def _two(first: Phrase, mark: str, second: Phrase) -> Phrase:
    """Two sentences; the second begins with a capital."""
    for word in (second.fr[0], second.en[0]):
        word.text = word.text[0].upper() + word.text[1:]
    return first + pair(mark, mark) + second


def somebody_there(d: Draw) -> Sentence:
    """Il y a un homme devant la porte, tu le connais ?; il y a un chien dans le jardin et il dort."""
    d.tag("coordination")
    animal = d.chance(0.35)
    item = d.pick(nouns_of("dog", "cat", "bird")) if animal else person_noun(d)
    np = noun_phrase(d, item, "indefinite", False, draw_adjectives(d, item, 0.2, 0.05))
    where = in_room(d, "garden", "street", "park") if d.chance(0.6) else aligned("devant", "in front of") + _door(d)
    first, _ = existing(d, np, where, False, "")
    if d.chance(0.5):
        you = pronoun(d, d.pick(("tu", "vous")))
        d.tag("pronoun_reference", "object_pronoun_direct")
        clitic, them = taken_again(np)
        him = them[0]
        if not (animal or np.plural):
            him.text = "her" if np.feminine else "him"
        found = verb("voir", "tr") if animal else verb("connaître", "tr")
        second = realise(d, Clause(you, Predicate(found, clitics=[clitic], clitic_en=[him]), PRESENT, "", "intonation"))
        return first + pair(",", ",") + second, "?"
    d.tag("pronoun_reference")
    if animal:
        return joined(d, first, "et", realise(d, Clause(again(np), Predicate(verb("dormir", "intr")), PRESENT))), "."
    found = verb(d.pick(("attendre", "chanter", "parler", "lire", "écouter", "danser", "pleurer")), "intr")
    return joined(d, first, "et", realise(d, Clause(again(np), Predicate(found), PRESENT))), "."


def _door(d: Draw) -> NounPhrase:
    return noun_phrase(d, noun(d.pick(("porte", "maison", "école", "immeuble"))), "definite")


# Why one asks for something: a state of oneself, or a thing one lacks, with what one asks for.
_NEEDS: tuple[tuple[str, str, str], ...] = (
    ("perdu", "aider", ""), ("fatigué", "aider", ""), ("occupé", "aider", ""), ("malade", "aider", ""),
    ("soif", "donner", "eau"), ("faim", "donner", "pain"), ("faim", "donner", "pomme"), ("malade", "apporter", "eau"),
    ("-stylo", "prêter", "stylo"), ("-argent", "prêter", "euro"), ("-parapluie", "prêter", "parapluie"),
    ("-dictionnaire", "prêter", "dictionnaire"), ("-crayon", "prêter", "crayon"),
    ("?leçon", "aider", ""), ("?exercice", "aider", ""), ("?question", "aider", ""), ("?mot", "aider", ""),
    ("!clé", "aider", ""), ("!passeport", "aider", ""), ("!téléphone", "aider", ""),
)  # fmt: skip


def request(d: Draw) -> Sentence:
    """Nous sommes perdus, pouvez-vous nous aider ?; je n'ai pas d'argent, tu peux me prêter dix euros ?"""
    d.tag("coordination", "modal")
    me, you = pronoun(d, d.pick(("je", "je", "nous"))), pronoun(d, d.pick(("tu", "vous", "vous")))
    need, lemma, item = d.pick(_NEEDS)
    first = _need(d, me, need)
    clitic, it = ObjectPronoun(*(("me", ("me",)) if me.pronoun == "je" else ("nous", ("us",)))).words()
    if lemma == "aider":
        helping = Predicate(verb("aider", "tr"), clitics=[clitic], clitic_en=it)
        d.tag("object_pronoun_direct")
    else:
        found = verb(lemma, "ditr")
        thing = _wished(d, item, need.startswith("?"))
        helping = Predicate(found, [thing], clitics=[clitic], after_en=given(found, it, thing.en))
        d.tag("object_pronoun_indirect")
    able = Predicate(verb("pouvoir", "inf"), infinitive=helping)
    asked = realise(d, Clause(you, able, PRESENT, "", pick_question(d, you)))
    if d.chance(0.2):
        d.tag("courtesy")
        asked = asked + pair(",", ",") + aligned("s'il te plaît" if you.person == TU else "s'il vous plaît", "please")
    return first + pair(",", ",") + asked, "?"


def _need(d: Draw, me: NounPhrase, need: str) -> Phrase:
    mark, name = need[0], need[1:]
    if mark == "-":
        thing = noun_phrase(d, noun(name), "negated")
        return realise(d, Clause(me, Predicate(verb("avoir", "tr"), [thing]), PRESENT, "pas"))
    if mark == "?":
        thing = noun_phrase(d, noun(name), "demonstrative" if d.chance(0.5) else "definite")
        return realise(d, Clause(me, Predicate(verb("comprendre", "tr"), [thing]), PRESENT, "pas"))
    if mark == "!":
        thing = noun_phrase(d, noun(name), possessor_of(me))
        return realise(d, Clause(me, Predicate(verb("perdre", "tr"), [thing]), PASSE_COMPOSE))
    return state_clause(d, me, need)


def _wished(d: Draw, item: str, known: bool) -> NounPhrase:
    thing = noun(item)
    if item == "euro":
        return noun_phrase(d, thing, d.pick((2, 5, 10, 20, 50)), True)
    return noun_phrase(d, thing, "definite" if known else "partitive" if thing.number == "mass" else "indefinite")
