"""First clauses that name what a second takes up: c'est ma voiture, voilà Paul, il y a un musée, où est ma clé ?"""

from __future__ import annotations

from nmt.data.toy.adverbials import expression_phrase, in_room, located
from nmt.data.toy.clauses import PASSE_COMPOSE, PRESENT, Clause, Predicate
from nmt.data.toy.complements import _put_where as put_where
from nmt.data.toy.determiners import Determiner
from nmt.data.toy.draw import Draw
from nmt.data.toy.french import ILS
from nmt.data.toy.indefinites import ce
from nmt.data.toy.lexicon import Expression, Noun, noun, places, verb
from nmt.data.toy.linking import joined
from nmt.data.toy.numbers import clock_time
from nmt.data.toy.objects import sense
from nmt.data.toy.phrases import NounPhrase, noun_phrase, ownable
from nmt.data.toy.place_names import in_place
from nmt.data.toy.realise import realise
from nmt.data.toy.sentences.being import adjective_phrase, be, profession_phrase, state_verb
from nmt.data.toy.sentences.existence import existing, here_is
from nmt.data.toy.sentences.pronoun_acts import ASKED, NEGATIVE, Act, Quality, moment_named
from nmt.data.toy.sentences.settings import beside
from nmt.data.toy.subjects import belonging_to, person_noun, pronoun
from nmt.data.toy.words import Phrase, aligned, pair

_BARE = frozenset("excellent magnificent delicious great open closed broken ready wet dirty".split())
_DEGREES = {"trop": "too", "très": "very", "vraiment": "really"}


def is_so(d: Draw, who: NounPhrase, quality: Quality, degree: str = "", tense: str = PRESENT) -> Phrase:
    """elle est trop petite; il a faim."""
    if isinstance(quality, Expression):
        d.tag("avoir_state")
        return realise(d, Clause(who, Predicate(state_verb(quality)), tense))
    said = adjective_phrase(d, quality, who, 0.0)
    if degree and quality.gradable and quality.en not in _BARE:
        d.tag("degree_adverb")
        said = aligned(degree, _DEGREES[degree]) + said
    return realise(d, Clause(who, Predicate(be(), [said]), tense))


def then(d: Draw, first: Phrase, link: str, second: Phrase) -> Phrase:
    """Both clauses: with a comma, a conjunction, a full stop or a question mark between."""
    if link == ",":
        return first + pair(",", ",") + second
    if link in ("et", "mais", "alors", "donc"):
        return joined(d, first, link, second, link != "et" and d.chance(0.65))
    head, begun = second.en[0], {second.en[0].option: second.en[0]}
    for word in second.en if head.choice is not None else ():
        if word.choice is head.choice:
            begun.setdefault(word.option, word)
    second.fr[0].text = second.fr[0].text[0].upper() + second.fr[0].text[1:]
    for word in begun.values():
        word.text = word.text[0].upper() + word.text[1:]
    return first + pair(link, link) + second


_NOT_HAD = ("food", "drink", "room", "homework", "letter", "letter_e")


def named(d: Draw, np: NounPhrase, item: Noun, doer: NounPhrase) -> Phrase | None:
    """C'est ma voiture, voilà Paul, j'ai un vélo, j'ai deux sœurs; None where nothing of the kind is natural."""
    own = np.fr[0].text not in ("ce", "cet", "cette", "ces") and not any(w.text in ("son", "sa", "ses") for w in np.fr)
    kin = item.has("sibling", "friend") or item.lemma in ("oncle", "cousin")
    had = kin if np.human else ownable(item) and not item.has(*_NOT_HAD)
    mine = had and doer.pronoun in ("je", "nous") and len(np.fr) == 2 and item.number == "count"
    roll = d.random()
    if mine and np.noun is not None and roll < 0.5:
        single = not np.plural or item.has("footwear", "en_pair")
        count: Determiner = "indefinite" if single else d.pick((2, 3))
        one = noun_phrase(d, np.noun, count, np.plural, ())
        return realise(d, Clause(doer, Predicate(verb("avoir", "tr"), [one])))
    if not own:
        return None
    d.tag("cest")
    articled = np.fr[0].text in ("le", "la", "les", "l'")
    if articled and (np.plural or item.has("fruit", "vegetable", "sweet")):
        return None
    if roll < 0.75 and not articled and not np.plural and np.en_person != ILS:
        return realise(d, Clause(ce(np, known=True), Predicate(be(), [np])))
    return here_is(d, d.pick(("voilà", "voici")), np)


def life(d: Draw, np: NounPhrase, known_job: bool = False) -> Phrase:
    """Where somebody lives or works, or as what."""
    if d.chance(0.3) and (np.pronoun or np.noun is None or np.noun.has("family", "friend")) and not known_job:
        return realise(d, Clause(np, Predicate(be(), [profession_phrase(d, np)])))
    d.tag("place_name")
    found = verb(d.pick(("habiter", "habiter", "travailler")), "place")
    return realise(d, Clause(np, Predicate(found, [in_place(d, d.pick(places("city", "country_f")))], simple=True)))


def whereabouts_of(d: Draw, item: Noun) -> Phrase | None:
    """Where one finds such a thing: dans l'armoire, dans le frigo, au garage; None for what has no place of its own."""
    if item.has("clothes", "small_object", "book_like", "letter") and item.lemma != "e-mail":
        return put_where(d, item)
    if item.has("food", "tableware", "drink"):
        choices = ("table", "cuisine") if item.has("tableware") else ("table", "cuisine", "frigo")
        spot = noun(d.pick(choices))
        if spot.lemma == "frigo":
            return pair("dans", "in") + noun_phrase(d, spot, "definite", False, ())
        return located(d, spot)
    if item.has("vehicle_own"):
        return located(d, noun("garage")) if d.chance(0.6) else located(d, noun("rue"))
    if item.has("device", "picture", "toy", "furniture_small"):
        return in_room(d, "room_tidy", "sleep_room")
    if item.has("pet"):
        return located(d, noun(d.pick(("jardin", "salon", "cuisine", "chambre"))))
    if item.has("wild"):
        return located(d, noun("zoo"))
    return None


def is_there(d: Draw, item: Noun, plural: bool) -> tuple[Phrase, NounPhrase] | None:
    """Il y a un gâteau dans le frigo, un musée près de la gare, un homme dans le jardin; and what is there."""
    if item.has("human"):
        item = person_noun(d)
        plural = plural or item.number == "plural"
        where: Phrase | None = in_room(d, "garden", "street", "park")
    elif item.has("building", "shop", "restaurant", "place_search"):
        where, plural = beside(d, item), False
    else:
        where = whereabouts_of(d, item)
    if where is None:
        return None
    determiner: Determiner = "partitive" if item.number == "mass" else "indefinite"
    if plural and item.number == "count" and not item.has("footwear"):
        determiner = d.pick((2, 3)) if d.chance(0.6) else determiner
    np = noun_phrase(d, item, determiner, plural, ())
    return existing(d, np, where, False, "")[0], np


def _asked(d: Draw, lemma: str, np: NounPhrase, tense: str) -> Phrase:
    """Tu connais Paul, tu as vu cette robe, tu aimes ce gâteau: asked."""
    found = sense("aimer", "like") if lemma == "aimer" else verb(lemma, "tr")
    you = pronoun(d, d.pick(("tu", "tu", "vous")))
    question = d.pick(("intonation", "intonation", "est_ce_que"))
    return realise(d, Clause(you, Predicate(found, [np]), tense, "", question, perfect=tense == PASSE_COMPOSE))


def _where_is(d: Draw, np: NounPhrase) -> Phrase:
    return realise(d, Clause(np, Predicate(be()), PRESENT, "", "noun_inversion", pair("où", "where")))


_TIMED = {"movie": "commencer", "match": "commencer", "show": "commencer", "public_transport_timed": "partir"}
_LOOKED_FOR = ("chercher", "trouver")
_GOT = frozenset("lire porter mettre manger boire utiliser goûter".split())
_MADE_ONES_OWN = ("acheter", "préparer", "peindre")
_FROM_AFAR = ("connaître", "rencontrer", "voir", "inviter", "écrire", "rendre visite", "téléphoner")
_ARRIVING = ("demain", "ce soir", "demain matin", "samedi prochain", "bientôt")


def opening(
    d: Draw, act: Act, form: str, np: NounPhrase, item: Noun, doer: NounPhrase
) -> tuple[Phrase, str, NounPhrase] | None:
    """A first clause that says nothing for or against the act, the link behind it, and what the act is about."""
    ways = _ways(act, form, np, item, doer)
    if not ways:
        return None
    way, link = d.pick(ways), "," if form in ASKED else d.pick((",", ",", "et", "."))
    if form in NEGATIVE or form == "E":
        link = d.pick(("mais", "mais", ","))
    if way == "topic":
        return Phrase(np.fr, np.en), "?", np
    if way == "where":
        return _where_is(d, np), "?", np
    if way == "sought":
        me = doer if form == "Y" else pronoun(d, "je")
        first = realise(d, Clause(me, Predicate(verb("chercher", "tr"), [np])))
        return first, "," if form == "Q" else "mais", np
    if way == "lost":
        return realise(d, Clause(doer, Predicate(verb("perdre", "tr"), [np]), PASSE_COMPOSE)), "et", np
    if way in ("connaître", "voir", "aimer"):
        return _asked(d, way, np, PASSE_COMPOSE if way == "voir" else PRESENT), "?", np
    if way == "timed":
        lemma = next(lemma for kind, lemma in _TIMED.items() if item.has(kind))
        tense = PASSE_COMPOSE if act.lemma == "rater" else PRESENT
        clause = Clause(np, Predicate(verb(lemma, "intr"), simple=True), tense, end=[clock_time(d)], dated=True)
        return realise(d, clause), link, np
    if way == "there":
        found = is_there(d, item, np.plural)
        return (found[0], link, found[1]) if found else None
    if way == "got":
        one = noun_phrase(d, item, "partitive" if item.number == "mass" else "indefinite", np.plural, ())
        got = verb("recevoir" if item.has("letter", "letter_e") else "acheter", "tr")
        return realise(d, Clause(doer, Predicate(got, [one]), PASSE_COMPOSE)), link, np
    return _about(d, way, np, item, doer, link)


def _about(
    d: Draw, way: str, np: NounPhrase, item: Noun, doer: NounPhrase, link: str
) -> tuple[Phrase, str, NounPhrase] | None:  # fmt: skip
    """What one says of a person or a thing: who it is, where it is, when somebody arrives, whose birthday it is."""
    if way == "named":
        first = named(d, np, item, doer)
        if first is None:
            return None
        return first, "," if link == "et" and first.fr[0].text != doer.fr[0].text else link, np
    if way == "sounding":
        sound = verb("sonner" if item.has("ringing") else "aboyer", "intr")
        return realise(d, Clause(np, Predicate(sound), PRESENT)), link, np
    if way == "place":
        where = whereabouts_of(d, item)
        return (realise(d, Clause(np, Predicate(be(), [where]))), link, np) if where else None
    if way == "birthday":
        day = belonging_to(d, noun("anniversaire"), False, np)
        return realise(d, Clause(ce(), Predicate(be(), [day]))), "," if link == "." else link, np
    if way == "arriving":
        moment = expression_phrase(moment_named(d.pick(_ARRIVING)))
        return realise(d, Clause(np, Predicate(verb("arriver", "intr")), PRESENT, end=[moment])), link, np
    return life(d, np), link, np


def _ways(act: Act, form: str, np: NounPhrase, item: Noun, doer: NounPhrase) -> list[str]:
    """How the thing or the person may be named before this act."""
    me = doer.pronoun in ("je", "nous", "on")
    if act.lemma in _LOOKED_FOR:
        if form == "P":
            return ["where", "topic", *(["lost"] if me and not np.human and not item.has("animal") else [])]
        return {"Q": ["sought"], "Y": ["where", "sought"], "C": ["topic"]}.get(form, ["topic"])
    if act.lemma in ("perdre", "oublier", "casser", "recevoir") or act.owner == "that":
        return ["topic"]
    if act.lemma == "entendre":
        return ["sounding"]
    if any(item.has(kind) for kind in _TIMED):
        return ["topic", "connaître"] if form in "CABHN" and item.has("movie") else ["timed", "timed", "topic"]
    if act.human:
        return _ways_of_people(act, form, np)
    ways = ["topic"]
    if act.owner == "this":
        return [*ways, *(["voir"] if form not in ASKED and form not in "GDX" else [])]
    if act.lemma not in ("vendre", "acheter", "nettoyer", "ranger"):
        ways += ["named"] * 2
    if item.has("restaurant", "hotel", "visitable", "song", "book_like", "shop") and form in "HCABWNJ":
        ways += ["connaître"] * (act.lemma != "connaître" and not item.has("book_like"))
    if (
        item.has("clothes", "food", "flower", "furniture", "vehicle_own")
        and form in "C"
        and act.lemma in _MADE_ONES_OWN
    ):
        ways += ["aimer"]
    if form in "CFAEQRSKO" and act.lemma not in ("vendre", "donner"):
        ways += ["place", "place"] if form != "C" or act.lemma not in ("manger", "boire") else []
    if act.lemma in _GOT and me and form in "FEMNJ" and not item.has("homework", "meal"):
        ways += ["got", "got"]
    if item.has("book_like", "food", "restaurant", "visitable", "letter", "wild", "shop") and act.lemma != "vendre":
        eaten = form == "C" and act.lemma in ("manger", "boire")
        ways += ["there", "there"] if form in "CAEQRSFK" and not eaten else []
    return ways


def _ways_of_people(act: Act, form: str, np: NounPhrase) -> list[str]:
    """The same of a person."""
    if act.lemma == "attendre" and form == "C":
        return ["topic"]
    if act.lemma == "attendre" or (act.lemma in ("appeler", "téléphoner", "aider") and form == "F"):
        return ["arriving", "topic"]
    if act.lemma == "chercher":
        return ["where", "topic"]
    if act.things and form == "F" and act.lemma in ("offrir", "acheter", "donner"):
        return ["birthday", "birthday", "topic", "arriving"]
    if act.lemma in ("connaître", "voir") and form in "RN":
        return ["there", "named", "topic", "life", *(["where"] if act.lemma == "voir" and form == "N" else [])]
    ways = ["topic", "topic"] if form in "DGX" else ["topic", "named", "named"]
    close = np.noun is None or np.noun.has("family", "friend")
    if close and form not in "DG" and act.lemma in _FROM_AFAR:
        ways += ["life", "life"]
    if (form in "HBJN" or act.lemma in ("rencontrer", "inviter")) and act.lemma != "connaître":
        ways += ["connaître"]
    return ways
