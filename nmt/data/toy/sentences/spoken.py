"""Words to the listener around a sentence: a name at the end, thanks, remarks, orders at the café, choices."""

from __future__ import annotations

from nmt.data.toy.adverbials import expression_phrase
from nmt.data.toy.clauses import PASSE_COMPOSE, PRESENT, Clause, Predicate
from nmt.data.toy.description import predicates_for
from nmt.data.toy.determiners import Determiner, number_phrase
from nmt.data.toy.draw import Draw
from nmt.data.toy.lexicon import expressions, noun, nouns_of, verb, verbs_of
from nmt.data.toy.linking import again, state_clause
from nmt.data.toy.objects import sense
from nmt.data.toy.phrases import noun_phrase, possessor_of
from nmt.data.toy.realise import realise
from nmt.data.toy.sentences.actions import Sentence, action, finish, motion, pick_question
from nmt.data.toy.sentences.asking_what import what
from nmt.data.toy.sentences.asking_where import where_going, where_when_how, why
from nmt.data.toy.sentences.being import adjective_phrase, be
from nmt.data.toy.sentences.commands import command, command_with_pronoun
from nmt.data.toy.sentences.existence import thing_copula
from nmt.data.toy.sentences.modals import listed_infinitive, modal
from nmt.data.toy.subjects import name_phrase, person, pronoun
from nmt.data.toy.words import Choice, En, Fr, Phrase, aligned, pair

_QUESTIONS = (where_when_how, why, where_going, what, action, modal, motion)
_TO_SOMEBODY = frozenset(("subject_tu", "subject_vous", "imperative"))
# Their participle or adjective would have to agree with whoever is called.
_AGREEING = frozenset("es êtes étais étiez -toi -vous".split())


_AGREES_TAGS = frozenset(
    ("participle_agreement", "adjective_agreement", "passe_compose_etre", "courtesy", "profession")
)


def addressed(d: Draw) -> Sentence:
    """Où es-tu, Nathalie ?; Papa, tu peux venir ?; donne-moi le livre, s'il te plaît, maman."""
    while True:
        d.tags.clear()
        phrase, mark = d.pick((*_QUESTIONS, command, command_with_pronoun))(d)
        asked = mark == "?" or "imperative" in d.tags
        agrees = any(word.text in _AGREEING for word in phrase.fr) and (mark != "?" or "passe_compose_etre" in d.tags)
        if _TO_SOMEBODY & d.tags.keys() and asked and not agrees and not _AGREES_TAGS & d.tags.keys():
            break
    name = name_phrase(d) if "imperative" in d.tags else _called(d, "subject_vous" in d.tags)
    if d.chance(0.65):
        return phrase + pair(",", ",") + name, mark
    return name + pair(",", ",") + phrase, mark


def _called(d: Draw, polite: bool) -> Phrase:
    roll = d.random()
    if polite and roll < 0.5:
        return expression_phrase(d.pick(expressions("address")))
    if roll < 0.75:
        return name_phrase(d)
    if polite:
        return expression_phrase(d.pick(expressions("address")))
    return aligned(*d.pick((("papa", "Dad"), ("maman", "Mom"))))


def thanking(d: Draw) -> Sentence:
    """Merci beaucoup pour les fleurs, elles sont magnifiques; merci pour ton cadeau."""
    d.tag("courtesy")
    thanks = expression_phrase(d.pick([e for e in expressions("politeness") if e.fr.startswith("merci")]))
    thing = d.pick([n for n in nouns_of("gift", "flower", "clothes", "book_like", "dessert") if n.number == "count"])
    you = pronoun(d, d.pick(("tu", "vous")))
    plural = thing.has("flower", "footwear") or d.chance(0.2)
    owner: Determiner = possessor_of(you) if thing.has("gift") and d.chance(0.4) else "definite"
    np = noun_phrase(d, thing, owner if d.chance(0.8) else "demonstrative", plural)
    phrase = thanks + pair("pour", "for") + np
    fine = [a for a in predicates_for(thing) if a.lemma in _FINE]
    if fine and d.chance(0.65):
        d.tag("pronoun_reference", "coordination")
        it = again(np)
        lovely = adjective_phrase(d, d.pick(fine), it, 0.0)
        if d.chance(0.3) and lovely.fr[-1].text[:4] not in ("magn", "déli", "géni", "parf", "exce"):
            lovely = pair("très", "very") + lovely
        return phrase + pair(",", ",") + realise(d, Clause(it, Predicate(be(), [lovely]), PRESENT)), "."
    return phrase, "!" if d.chance(0.3) else "."


_FINE = frozenset("beau joli magnifique délicieux génial parfait excellent bon intéressant".split())
_DRINKS = (
    ("café", "coffee", False), ("thé", "tea", False), ("chocolat chaud", "hot chocolate", False),
    ("coca", "Coke", False), ("bière", "beer", True), ("jus d'orange", "orange juice", False),
    ("limonade", "lemonade", True), ("eau", "water", True), ("sandwich", "sandwich", False),
    ("croissant", "croissant", False), ("pizza", "pizza", True), ("glace", "ice cream", True),
    ("salade", "salad", True),
)  # fmt: skip
_MEASURED = {"eau": ("bouteille", "bottle"), "café": ("tasse", "cup"), "thé": ("tasse", "cup")}
_GOODS = ("pomme", "poire", "tomate", "carotte", "orange", "banane", "fraise", "cerise", "pomme de terre", "champignon")


def one_order(d: Draw) -> Phrase:
    """un café, deux jus d'orange, une bouteille d'eau."""
    french, english, feminine = d.pick(_DRINKS)
    n = 1 if d.chance(0.5) else d.pick((2, 2, 3, 4))
    if french in _MEASURED and (french == "eau" or d.chance(0.3)):
        unit, unit_en = _MEASURED[french]
        count = pair("une", "a") if n == 1 else number_phrase(n, True)
        ending = "" if n == 1 else "s"
        return count + pair(unit + ending, unit_en + ending) + pair("de", "of") + pair(french, english)
    if n == 1:
        return pair("une" if feminine else "un", "a") + aligned(french, english)
    d.tag("number")
    if " " in french:
        first, _, rest = french.partition(" ")
        many = f"{first}s {rest}s" if rest == "chaud" else f"{first} {rest}"
        return number_phrase(n, feminine) + aligned(many, english + "s")
    plural = {"sandwich": "sandwiches", "pizza": "pizzas"}.get(french, english + "s")
    return number_phrase(n, feminine) + aligned(french + "s", plural)


def ordering(d: Draw) -> Sentence:
    """Une bouteille d'eau et deux cafés, s'il vous plaît; bonjour madame, je voudrais un kilo de pommes."""
    d.tag("courtesy")
    roll = d.random()
    if roll < 0.35:
        goods = noun_phrase(d, noun(d.pick(_GOODS)), "none", True)
        amount = pair("un", "a") if d.chance(0.6) else number_phrase(d.pick((2, 3, 5)))
        kilo = "kilo" if amount.en[0].text == "a" else "kilos"
        d.tag("quantity")
        wanted: Phrase = amount + pair(kilo, kilo) + pair("de", "of") + goods
    else:
        wanted = one_order(d)
        if d.chance(0.6):
            d.tag("coordination")
            other = one_order(d)
            while other.fr[-1].text == wanted.fr[-1].text:
                other = one_order(d)
            wanted = wanted + pair("et", "and") + other
    opener = Phrase([], [])
    if d.chance(0.4):
        opener = expression_phrase(d.pick([e for e in expressions("greeting") if e.fr in ("bonjour", "bonsoir")]))
        if d.chance(0.6):
            comma = En(",", Choice())
            who = expression_phrase(d.pick(expressions("address")))
            who.fr[0].possible = (comma,)
            opener = Phrase([*opener.fr, *who.fr], [*opener.en, comma, *who.en])
        opener = opener + pair(",", ",")
    if d.chance(0.6):
        choice = pronoun(d, d.pick(("je", "je", "nous", "on")))
        d.tag(f"subject_{choice.pronoun}")
        form = "voudrions" if choice.pronoun == "nous" else "voudrait" if choice.pronoun == "on" else "voudrais"
        would, like = En("would"), En("like")
        opener = opener + choice + Phrase([Fr(form, (like,), (would,))], [would, like])
    please = pair(",", ",") + aligned("s'il vous plaît", "please")
    return opener + wanted + please if d.chance(0.85) else opener + wanted, "."


def with_or_without(d: Draw) -> Sentence:
    """Tu prends ton café avec ou sans sucre ?; je bois mon thé sans lait."""
    you = pronoun(d, d.pick(("tu", "vous", "je", "il", "elle", "nous")))
    drink, into = d.pick((("café", "sucre"), ("café", "lait"), ("thé", "sucre"), ("thé", "lait")))
    either = pair("avec", "with") + pair("ou", "or") + pair("sans", "without")
    asks = you.pronoun in ("tu", "vous") and d.chance(0.7)
    ways = either if asks else d.pick((pair("avec", "with"), pair("sans", "without")))
    core = noun_phrase(d, noun(into), "none")
    found = sense("prendre", "have") if d.chance(0.6) else verb("boire", "tr")
    cup = noun_phrase(d, noun(drink), possessor_of(you))
    clause = Clause(you, Predicate(found, [cup, ways + core], simple=True), PRESENT)
    clause.question = pick_question(d, you) if asks else ""
    return finish(d, clause)


def remark(d: Draw) -> Sentence:
    """C'est dommage, elle ne peut pas venir à la fête; tu as raison, c'est beaucoup trop cher."""
    d.tag("coordination")
    roll = d.random()
    if roll < 0.4:
        pity = expression_phrase(next(e for e in expressions("fixed") if e.fr == "c'est dommage"))
        subject = person(d, 0.6)
        able = Predicate(verb("pouvoir", "inf"), infinitive=listed_infinitive(d, "hobby", subject, True))
        if d.chance(0.5):
            to = En("to")
            party = noun_phrase(d, d.pick([n for n in nouns_of("event") if n.lemma in _PARTIES]), "definite")
            coming = Predicate(verb("venir", "intr"), [Phrase([Fr("à", (to,)), *party.fr], [to, *party.en])])
            able = Predicate(verb("pouvoir", "inf"), infinitive=coming)
        return pity + pair(",", ",") + realise(d, Clause(subject, able, PRESENT, "pas")), "."
    if roll < 0.75:
        you = pronoun(d, d.pick(("tu", "vous")))
        right = state_clause(d, you, d.pick(("raison", "raison", "tort")))
        wrong = right.en[-1].text == "wrong"
        judged = [a for a in predicates_for(noun("voiture")) + predicates_for(noun("exercice")) if a.en in _JUDGED]
        what_it_is = adjective_phrase(d, d.pick(judged), thing_copula(), 0.0 if wrong else 0.6)
        claim = realise(d, Clause(thing_copula(), Predicate(be(), [what_it_is]), PRESENT, "pas" if wrong else ""))
        return right + pair(",", ",") + claim, "."
    you = pronoun(d, d.pick(("tu", "vous")))
    joy = aligned("félicitations", "congratulations")
    won, things = d.pick((("gagner", nouns_of("match")), ("réussir", nouns_of("exam"))))
    what_won = noun_phrase(d, d.pick(things), "definite" if won == "gagner" else possessor_of(you))
    return joy + pair(",", ",") + realise(d, Clause(you, Predicate(verb(won, "tr"), [what_won]), PASSE_COMPOSE)), "!"


_PARTIES = frozenset(("fête", "mariage", "concert", "réunion"))
_JUDGED = frozenset("expensive difficult easy interesting boring useful dangerous important".split())


def declining(d: Draw) -> Sentence:
    """Non merci, je ne bois jamais de bière; non merci, nous ne mangeons plus de viande."""
    d.tag("courtesy")
    no, thanks = aligned("non", "no"), expression_phrase(next(e for e in expressions("politeness") if e.fr == "merci"))
    comma = En(",", Choice())
    thanks.fr[0].possible = (comma,)
    opener = Phrase([*no.fr, *thanks.fr], [*no.en, comma, *thanks.en])
    subject = pronoun(d, d.pick(("je", "je", "nous")))
    found = d.pick([v for v in verbs_of("tr") if v.lemma in ("manger", "boire") and "person" in v.subjects])
    item = d.pick([n for n in nouns_of(*sorted(found.objects)) if n.number == "mass"])
    never = Predicate(found, [noun_phrase(d, item, "negated")])
    claim = realise(d, Clause(subject, never, PRESENT, d.pick(("jamais", "plus"))))
    return opener + pair(",", ",") + claim, "."
