"""What one suggests, reminds of and regrets: do you feel like going out, do not forget, no need, unfortunately."""

from __future__ import annotations

from functools import cache

from nmt.data.toy.clauses import PASSE_COMPOSE, Predicate
from nmt.data.toy.collocated import Collocation, collocations
from nmt.data.toy.draw import Draw
from nmt.data.toy.objects import action_verbs
from nmt.data.toy.phrases import NounPhrase
from nmt.data.toy.sentences.actions import Sentence, action_of, motion
from nmt.data.toy.sentences.dialogues import listener, spoken_to
from nmt.data.toy.sentences.modals import governed_words, listed_infinitive, modal
from nmt.data.toy.sentences.town import no_more
from nmt.data.toy.subjects import pronoun
from nmt.data.toy.words import Choice, En, Fr, Phrase, aligned, in_other_words, pair, synonyms

_KINDS = ("hobby", "task", "chore")


@cache
def _doings() -> tuple[Collocation, ...]:
    """What one may tell somebody to do."""
    return tuple(row for row in collocations() if row.has("order") and not row.has("unwilled", "positive", "told")
                 and not row.adverb_first and not row.subjects and not row.verb.reflexive
                 and not any("one's" in word for word in row.verb.en.base))  # fmt: skip


def _doing(d: Draw, who: NounPhrase, *kinds: str) -> Predicate:
    """Something to do: aller au cinéma, fermer la porte, faire la vaisselle."""
    if d.chance(0.5):
        return listed_infinitive(d, d.pick(kinds or _KINDS), who)
    row = d.pick(_doings())
    return Predicate(row.verb, row.complement(d, who))


def _begun(fr: list[tuple[str, str]], english: tuple[str, ...], to: Phrase) -> Phrase:
    """`to` behind fixed words: French words with their links to the first English, which has alternatives."""
    choice = Choice(len(english)) if len(english) > 1 else None
    first, *others = (text.split() for text in english)
    words = [En(text, choice) for text in first]
    extra = [En(text, choice, k) for k, other in enumerate(others, start=1) for text in other]
    begin = []
    for text, links in fr:
        sure = tuple(words[int(j)] for j in links.split() if "?" not in j)
        begin.append(Fr(text, sure, tuple(words[int(j[1:])] for j in links.split() if "?" in j)))
    return Phrase([*begin, *to.fr], [*words, *extra, *to.en])


def feel_like(d: Draw) -> Sentence:
    """Ça te dit d'aller au cinéma ?: do you feel like going to the movies?, or would you like to go?"""
    d.tag("infinitive_complement", "question_intonation")
    you = pronoun(d, d.pick(("tu", "tu", "vous")))
    doing = _doing(d, you, "hobby")
    phrase = governed_words(you, doing, "de")
    to, base = phrase.en[0], phrase.en[1 : 1 + len(doing.verb.en.base)]
    choice = Choice()
    going = [En(text, choice) for text in doing.verb.en.ing]
    for old in (to, *base):
        old.choice, old.option = choice, 1
    for word in phrase.fr:
        word.sure = (*word.sure, *(new for old, new in zip(base, going, strict=True) if old in word.sure))
        word.possible = (*word.possible, *(new for old, new in zip(base, going, strict=True) if old in word.possible))
    do, subject, feel, like = En("do", choice), En("you"), En("feel", choice), En("like", choice)
    would, liking = En("would", choice, 1), En("like", choice, 1)
    phrase.fr[0].sure, phrase.fr[0].possible = (to,), (like,)
    asked = [Fr("ça", (feel, like, liking), (do, would)), Fr("te" if you.pronoun == "tu" else "vous", (subject,)),
             Fr("dit", (feel, like, liking))]  # fmt: skip
    english = [do, would, subject, feel, like, liking, to, *going, *phrase.en[1:]]
    asking = Phrase([*asked, *phrase.fr], english)
    return (asking + spoken_to(listener(d, you.pronoun == "vous")) if d.chance(0.15) else asking), "?"


def not_to_forget(d: Draw) -> Sentence:
    """Il ne faut pas oublier de fermer la porte: you must not forget to close the door."""
    d.tag("modal", "infinitive_complement", "negation_pas")
    you = pronoun(d, "vous")
    to = governed_words(you, _doing(d, you, "chore", "task"), "de")
    fr = [("il", "?0"), ("ne", "2"), ("faut", "1"), ("pas", "2"), ("oublier", "3")]
    english = ("you must not forget", "we must not forget", "do not forget", "you should not forget")
    return _begun(fr, english, to), "."


def no_need(d: Draw) -> Sentence:
    """Ce n'est pas la peine de réserver: there is no need to reserve; pas la peine d'attendre: no need to wait."""
    d.tag("infinitive_complement", "negation_pas")
    you = pronoun(d, "vous")
    to = governed_words(you, _doing(d, you, "chore", "task"), "de")
    if d.chance(0.2):
        fr = [("pas", "0"), ("la", "?1"), ("peine", "1")]
        return _begun(fr, ("no need", "there is no need"), to), "."
    fr = [("ce", "0"), ("ne", "2"), ("est", "1"), ("pas", "2"), ("la", "?3"), ("peine", "3")]
    english = ("there is no need", "it is not necessary", "you do not need", "you do not have")
    return _begun(fr, english, to), "."


def no_right(d: Draw) -> Sentence:
    """On n'a pas le droit de courir ici: we are not allowed to run here."""
    d.tag("infinitive_complement", "negation_pas", "subject_on")
    we = pronoun(d, "on")
    to = governed_words(we, _doing(d, we, "hobby", "task"), "de")
    fr = [("on", "0"), ("ne", "2"), ("a", "1"), ("pas", "2"), ("le", "?3"), ("droit", "3")]
    english = ("we are not allowed", "we do not have the right", "we are not permitted")
    return _begun(fr, english, to), "."


_BANNED = (
    ("fumer", "smoking"), ("fumer", "smoking"), ("fumer", "smoking"), ("entrer", "entry"), ("courir", "running"),
    ("crier", "shouting"), ("manger", "eating"), ("boire", "drinking"), ("parler", "talking"),
    ("téléphoner", "phone calls"), ("chanter", "singing"), ("stationner", "parking"), ("jouer au ballon", "ball games"),
)  # fmt: skip
_THERE = (
    ("ici", "here"), ("dans le bus", "on the bus / in the bus"), ("dans le train", "on the train / in the train"),
    ("dans le parc", "in the park"), ("dans le musée", "in the museum"), ("dans la salle", "in the room"),
    ("à l'hôpital", "in the hospital / at the hospital"), ("dans l'escalier", "on the stairs"),
    ("dans le jardin", "in the garden"), ("dans l'avion", "on the plane / in the plane"),
    ("dans le restaurant", "in the restaurant / at the restaurant"), ("dans le magasin", "in the store"),
)  # fmt: skip
_OUTSIDE = (
    ("ici", "here"), ("devant la porte", "in front of the door"), ("dans la rue", "in the street / on the street"),
    ("dans la cour", "in the yard"), ("devant l'école", "in front of the school"),
)  # fmt: skip


def no_smoking(d: Draw) -> Sentence:
    """Défense de fumer: no smoking; défense d'entrer."""
    french, english = d.pick(_BANNED)
    no, deed = En("no"), aligned(french, english)
    places = _OUTSIDE if french in ("stationner", "jouer au ballon") else _THERE[:1] if french == "entrer" else _THERE
    where = in_other_words(*d.pick(places)) if d.chance(0.7) else Phrase([], [])
    ban = Phrase([Fr("défense", (no,)), Fr("de", (), tuple(deed.en[:1])), *deed.fr], [no, *deed.en])
    return ban + where, d.pick((".", "!"))


def unfortunately(d: Draw) -> Sentence:
    """Malheureusement, je ne peux pas venir; heureusement, Léo a retrouvé ses clés."""
    bad = d.chance(0.6)
    build = d.pick((modal, modal, no_more, no_more, _managed, motion) if bad else (modal, _managed, _managed, motion))
    while True:
        d.tags.clear()
        phrase, mark = build(d)
        words = {word.text for word in phrase.fr}
        told = mark == "." and "," not in words and (build is not modal or not words.isdisjoint(_CAN))
        denied = not d.tags.keys().isdisjoint(_DENIED)
        if told and (denied if bad else not denied and not d.tags.keys().isdisjoint(_DONE)):
            break
    english = ("unfortunately", "sadly") if bad else ("fortunately", "luckily", "thankfully")
    adverb = synonyms("malheureusement" if bad else "heureusement", *english)
    return adverb + pair(",", ",") + phrase, "."


# What is lucky when it happens, and a pity when it does not; nobody is lucky to cough.
_LUCKY = frozenset("trouver réussir gagner finir réparer recevoir comprendre arriver rentrer apporter aider".split())
_CAN = frozenset("peux peut pouvons pouvez peuvent pouvais pouvait pouvions pouviez pouvaient pu pouvoir".split())


def _managed(d: Draw) -> Sentence:
    """Léo a trouvé ses clés; nous n'avons pas réussi l'examen."""
    return action_of(d, d.pick([v for v in action_verbs() if v.lemma in _LUCKY]), None, PASSE_COMPOSE)


_DENIED = frozenset(("negation_pas", "negation_plus", "negation_jamais", "negation_rien"))
_DONE = frozenset(("passe_compose_avoir", "passe_compose_etre", "near_future", "modal"))


FAMILIES = ((feel_like, 3), (unfortunately, 5), (not_to_forget, 2), (no_need, 2), (no_right, 1), (no_smoking, 1))
