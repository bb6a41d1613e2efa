"""Pronouns before or far from what they mean: do not throw them away, these papers are important."""

from __future__ import annotations

from nmt.data.toy.clauses import PASSE_COMPOSE, PRESENT, Clause, Predicate
from nmt.data.toy.collocated import row_of
from nmt.data.toy.draw import Draw
from nmt.data.toy.lexicon import Noun, noun, places, verb
from nmt.data.toy.linking import state_clause
from nmt.data.toy.objects import sense
from nmt.data.toy.phrases import NounPhrase, noun_phrase, possessor_of
from nmt.data.toy.place_names import in_place
from nmt.data.toy.pronouns import ObjectPronoun
from nmt.data.toy.realise import realise
from nmt.data.toy.sentences.actions import Sentence, finish
from nmt.data.toy.sentences.being import be, question_or_statement
from nmt.data.toy.sentences.commands import commanded
from nmt.data.toy.sentences.senses import meaning
from nmt.data.toy.subjects import name_phrase, person, pronoun, relative
from nmt.data.toy.words import Choice, En, Fr, Phrase, pair

# Orders about things: the verb, the things, what is said of them; first those one forbids.
_FORBIDDEN = (
    ("jeter", "throw away", "papier=paper lettre=letter journal=newspaper", "important"),
    ("jeter", "throw away", "pain=bread pomme=apple fromage=cheese gâteau=cake", "bon délicieux"),
    ("manger", "eat", "viande=meat gâteau=cake pomme=apple poire=pear soupe=soup", "froid vieux mauvais"),
    ("boire", "drink", "café=coffee thé=tea lait=milk eau=water", "froid chaud"),
    ("acheter", "buy", "robe=dress chaussure=shoe voiture=car livre=book montre=watch", "cher laid vieux"),
    ("mettre", "put on", "chemise=shirt pantalon=pants chaussette=sock pull=sweater", "sale mouillé vieux"),
    ("toucher", "touch", "assiette=plate four=oven", "chaud"),
    ("enlever", "take off", "manteau=coat pull=sweater écharpe=scarf", "beau joli"),
)  # fmt: skip
_ASKED_FOR = (
    ("goûter", "taste / try", "soupe=soup gâteau=cake fromage=cheese tarte=pie salade=salad", "délicieux bon"),
    ("manger", "eat", "pomme=apple poire=pear fraise=strawberry gâteau=cake", "délicieux bon"),
    ("lire", "read", "livre=book lettre=letter roman=novel", "intéressant important"),
    ("acheter", "buy", "robe=dress jupe=skirt chemise=shirt veste=jacket", "beau joli"),
    ("laver", "wash", "chemise=shirt voiture=car assiette=plate verre=glass", "sale"),
    ("boire", "drink", "café=coffee thé=tea jus d'orange=orange_juice", "délicieux bon chaud"),
    ("mettre", "put on", "manteau=coat pull=sweater robe=dress veste=jacket chapeau=hat", "beau joli"),
    ("enlever", "take off", "manteau=coat chemise=shirt chaussette=sock chaussure=shoe veste=jacket", "mouillé sale"),
    ("garder", "keep", "papier=paper clé=key lettre=letter billet=ticket", "important"),
)  # fmt: skip
_QUALITIES = {
    "important": "important importante importants importantes=important",
    "bon": "bon bonne bons bonnes=good", "délicieux": "délicieux délicieuse délicieux délicieuses=delicious",
    "froid": "froid froide froids froides=cold", "vieux": "vieux vieille vieux vieilles=old",
    "mauvais": "mauvais mauvaise mauvais mauvaises=bad", "chaud": "chaud chaude chauds chaudes=hot",
    "cher": "cher chère chers chères=expensive", "laid": "laid laide laids laides=ugly",
    "sale": "sale sale sales sales=dirty", "mouillé": "mouillé mouillée mouillés mouillées=wet",
    "intéressant": "intéressant intéressante intéressants intéressantes=interesting",
    "beau": "beau belle beaux belles=beautiful", "joli": "joli jolie jolis jolies=pretty",
}  # fmt: skip


def _quality(d: Draw, lemma: str, np: NounPhrase) -> Phrase:
    forms, english = _QUALITIES[lemma].split("=")
    said = pair(forms.split()[np.feminine + 2 * np.plural], english)
    degree = d.pick((("très", "very"), ("trop", "too"), ("vraiment", "really"), ("", "")))
    if degree[0] == "trop" and lemma not in ("froid", "chaud", "cher", "vieux", "sale"):
        degree = ("", "")
    return pair(*degree) + said if degree[0] and lemma != "délicieux" else said


def _thing(d: Draw, named: str) -> NounPhrase:
    """ces papiers, la soupe, cette robe."""
    lemma, english = named.replace("_", " ").split("=")
    what = meaning(lemma, english)
    pairs = what.has("footwear") or what.lemma in ("papier", "chaussette")
    plural = what.number == "plural" or (what.number == "count" and (pairs or d.chance(0.3)))
    return noun_phrase(d, what, "definite" if d.chance(0.25) else "demonstrative", plural, ())


def _behind(order: Phrase, said: Phrase) -> Sentence:
    return order + pair(",", ",") + said, "."


def ordered_first(d: Draw) -> Sentence:
    """Ne les jette pas, ces papiers sont importants: do not throw them away; goûte-la, cette soupe est délicieuse."""
    if d.chance(0.45):
        return _whom_first(d)
    d.tag("pronoun_reference", "object_pronoun_direct", "imperative")
    negated = d.chance(0.5)
    lemma, english, things, qualities = d.pick(_FORBIDDEN if negated else _ASKED_FOR)
    np = _thing(d, d.pick(_split(things)))
    it = ObjectPronoun(
        "les" if np.plural else "la" if np.feminine else "le", ("them" if np.en_person == 5 else "it",)
    )  # fmt: skip
    clitic, said = it.words(not negated)
    who = pronoun(d, d.pick(("tu", "tu", "vous")))
    order = commanded(d, who, Predicate(row_of(lemma, english).verb, clitics=[clitic], clitic_en=said), negated)
    reason = realise(d, Clause(np, Predicate(be(), [_quality(d, d.pick(qualities.split()), np)])))
    return _behind(order, reason)


def _split(things: str) -> list[str]:
    """jus d'orange=orange_juice is one of them."""
    return things.replace("jus d'orange", "jus_d'orange").split()


# Orders about people: the verb, whether its pronoun is lui, English, whether one forbids it, why.
_ABOUT_PEOPLE = (
    ("parler", True, "talk to / speak to", True, "fâché occupé fatigué"),
    ("téléphoner", True, "call / phone", False, "triste malade seul inquiet"),
    ("téléphoner", True, "call / phone", True, "occupé fatigué"),
    ("répondre", True, "answer", True, "fâché bizarre"),
    ("parler", True, "talk to / speak to", False, "triste gentil seul"),
    ("réveiller", False, "wake up", True, "fatigué malade"),
    ("déranger", False, "disturb / bother", True, "occupé fatigué malade"),
    ("aider", False, "help", False, "fatigué malade gentil vieux"),
    ("inviter", False, "invite", False, "gentil seul drôle sympathique"),
    ("écouter", False, "listen to", False, "intelligent gentil"),
    ("attendre", False, "wait for", False, "vieux fatigué"),
)  # fmt: skip


def _whom_first(d: Draw) -> Sentence:
    """Ne lui parle pas, elle est fâchée: do not talk to her; aide-le, ton frère est malade."""
    d.tag("pronoun_reference", "imperative")
    lemma, dative, english, negated, states = d.pick(_ABOUT_PEOPLE)
    named = d.chance(0.3)
    np = name_phrase(d) if named and d.chance(0.5) else relative(d, d.chance(0.2)) if named else pronoun(
        d, d.pick(("elle", "elle", "il", "ils", "elles"))
    )  # fmt: skip
    d.tag("object_pronoun_indirect" if dative else "object_pronoun_direct")
    direct = "les" if np.plural else "la" if np.feminine else "le"
    french = ("leur" if np.plural else "lui") if dative else direct
    clitic, said = ObjectPronoun(french, _one_person(np, dative)).words(not negated)
    who = pronoun(d, d.pick(("tu", "tu", "vous")))
    order = commanded(d, who, Predicate(row_of(lemma, english).verb, clitics=[clitic], clitic_en=said), negated)
    reason = state_clause(d, np, d.pick(states.split()))
    return _behind(order, reason)


def _one_person(np: NounPhrase, dative: bool) -> tuple[str, ...]:
    """Whom the order is about; in `ne lui parle pas, sa mère est malade` her and her mother, or any other two.

    Beside his wife it is him.
    """
    mine, owner = "them" if np.plural else "her" if np.feminine else "him", np.en[0]
    if np.plural or np.fr[0].text not in ("son", "sa") or owner.text not in ("his", "her"):
        return (mine,)
    if np.noun is not None and np.noun.lemma in ("mari", "copain"):
        first = ("him" if owner.text == "his" else "her") if dative else mine
    else:
        first, wanted = mine, "her" if mine == "her" else "his"
        if owner.text != wanted and owner.choice is not None:
            for word in np.en:
                if word.choice is owner.choice:
                    word.text = "her" if word.text == "his" else "his"
    return (first, "him" if first == "her" else "her") if dative else (first,)


# What one does with a gift or a loan.
_WITH_IT = (
    ("perdre", PASSE_COMPOSE, "bague montre clé stylo sac"), ("porter", PRESENT, "robe montre chapeau bague pull"),
    ("lire", PRESENT, "livre lettre roman"), ("aimer", PRESENT, "livre robe montre bague cadeau"),
    ("chercher", PRESENT, "livre clé sac montre stylo"), ("vendre", PASSE_COMPOSE, "voiture montre vélo bague"),
    ("oublier", PASSE_COMPOSE, "livre cadeau sac parapluie"), ("utiliser", PRESENT, "stylo ordinateur téléphone"),
    ("casser", PASSE_COMPOSE, "montre verre téléphone"), ("garder", PASSE_COMPOSE, "lettre livre bague photo"),
)  # fmt: skip
_DATIVE = {0: ("me", "me"), 1: ("te", "you"), 3: ("nous", "us"), 4: ("vous", "you"), 5: ("leur", "them")}


def given_to_her(d: Draw) -> Sentence:
    """Elle a perdu la bague que son mari lui a offerte: that her husband gave her; ... lui a donné: gave him."""
    d.tag("relative_que", "object_pronoun_indirect", "pronoun_reference")
    subject = name_phrase(d) if d.chance(0.4) else pronoun(d, d.pick(("elle", "elle", "il", "je", "tu", "ils")))
    lemma, tense, things = d.pick(_WITH_IT)
    what = noun(d.pick(things.split()))
    np = noun_phrase(d, what, "definite", d.chance(0.15), ())
    giver = relative(d, False, subject)
    while not giver.fr[0].text.startswith(("son", "sa", "mon", "ma", "ton", "ta", "leur")) or len(giver.fr) > 2:
        giver = relative(d, False, subject)
    owner = possessor_of(subject)
    assert giver.noun is not None
    giver = noun_phrase(d, giver.noun, owner, False, ())
    her = _DATIVE.get(subject.person, ("lui", "her" if subject.feminine else "him"))
    clitic, whom = ObjectPronoun(her[0], (her[1],)).words()
    deed = verb(d.pick(_deeds(what)), "ditr")
    passed = Predicate(deed, clitics=[clitic], clitic_en=whom, preceding=(np.feminine, np.plural))
    inner = realise(d, Clause(giver, passed, PASSE_COMPOSE))
    choice = Choice(3)  # the third leaves it out
    links = [En("that", choice), En("which", choice, 1)]
    that = Phrase([Fr("que", tuple(links))], list(links))
    np.fr, np.en = [*np.fr, *that.fr, *inner.fr], [*np.en, *that.en, *inner.en]
    found = sense("aimer", "like") if lemma == "aimer" else verb(lemma, "tr")
    return finish(
        d, Clause(subject, Predicate(found, [np]), tense, "pas" if lemma == "aimer" and d.chance(0.2) else "")
    )


def _deeds(what: Noun) -> tuple[str, ...]:
    """A letter is sent; what one reads or wears is given, lent or bought."""
    if what.lemma in ("lettre", "photo"):
        return ("envoyer", "donner")
    if what.lemma == "cadeau":
        return ("donner", "offrir", "acheter", "envoyer")
    return (
        ("donner", "prêter") if what.lemma in ("clé", "verre") else ("donner", "offrir", "offrir", "prêter", "acheter")
    )


_MEETING = (*(("rencontrer", "meet"),) * 5, ("voir", "see"), ("inviter", "invite"),
            ("aider", "help"), ("retrouver", "meet / find"), ("chercher", "look for"))  # fmt: skip
_SPOTS = (("à la gare", "at the train station"), ("dans le train", "on the train"), ("à l'école", "at school"),
          ("au marché", "at the market"), ("dans la rue", "in the street"), ("au restaurant", "at the restaurant"),
          ("hier soir", "last night / yesterday evening"), ("la semaine dernière", "last week"))  # fmt: skip


def met_her(d: Draw) -> Sentence:
    """Je l'ai rencontrée à Berlin: I met her in Berlin; the participle alone tells who."""
    d.tag("object_pronoun_direct", "participle_agreement")
    subject, question = question_or_statement(d, pronoun(d) if d.chance(0.6) else person(d, 0.6), 0.15)
    feminine = d.chance(0.7)
    lemma, english = d.pick(_MEETING)
    whom: tuple[str, ...] = ("her" if feminine else "him",)
    if lemma in ("voir", "chercher"):
        whom = (*whom, "it")
    fr, en = ObjectPronoun("la" if feminine else "le", whom).words()
    predicate = Predicate(row_of(lemma, english).verb, clitics=[fr], clitic_en=en, preceding=(feminine, False))
    clause = Clause(subject, predicate, PASSE_COMPOSE, "", question, dated=True)
    if d.chance(0.4) and lemma != "chercher":
        clause.end.append(in_place(d, d.pick(places("city"))))
    elif d.chance(0.85):
        french, english = d.pick(_SPOTS)
        clause.end += row_of(f"voir | {french}", f"see | {english}").complement(d, subject)
    return finish(d, clause)


FAMILIES = ((ordered_first, 12), (given_to_her, 7), (met_her, 4))
