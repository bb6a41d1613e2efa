"""What one does with me, you or us: il m'attend devant la gare, je te connais bien, peux-tu nous aider ?"""

from __future__ import annotations

from functools import cache

from nmt.data.toy.draw import Draw
from nmt.data.toy.french import IL, ILS, JE, NOUS, TU, VOUS
from nmt.data.toy.phrases import NounPhrase
from nmt.data.toy.pronouns import OBJECT_ENGLISH, talker
from nmt.data.toy.sentences.actions import Sentence
from nmt.data.toy.sentences.pronoun_acts import ASKED, Act, acted, verb_of
from nmt.data.toy.subjects import person, pronoun
from nmt.data.toy.whereabouts import whereabouts
from nmt.data.toy.words import En, Fr

# The verb, with `=` the English head of its sense and with `:` the things that one gives; the forms of `taken_up.tsv`.
_DEEDS = (
    "attendre PPPPTFCGOK", "voir=see CDXJHNFM", "regarder=look_at PPTCXJ", "écouter=listen_to PPTLCK",
    "entendre=hear XNR", "comprendre=understand NNRRXL", "connaître=know WNRN", "aider=help PPTFCDHKKSM",
    "inviter FCDGSQ", "appeler=call HJFCDGS", "chercher=look_for PPTC", "croire NR", "remercier FCO", "rencontrer CF",
    "oublier=forget C", "parler=talk_to PPTFCDLMJ", "téléphoner HJFCDGK", "répondre CDFJNK", "écrire=write_to HJFCKS",
    "rendre_visite FCHJG", "sourire PC", "dire_bonjour HJC", "obéir JCD", "donner:livre:cadeau:adresse:clé PFCK",
    "prêter:livre:vélo:stylo PFCKGS", "montrer:photo:maison PFCKS", "offrir:fleur:livre:cadeau PFCD",
    "apporter:eau:livre:thé:fleur PFCK", "acheter:livre:cadeau:gâteau PFCK", "envoyer:lettre:photo PFCD",
    "raconter:histoire PFCHK", "expliquer:leçon:mot FCK",
)  # fmt: skip
_PERSONS = {"me": (JE, JE, "my"), "te": (TU, TU, "your"), "nous": (NOUS, NOUS, "our"), "vous": (VOUS, VOUS, "your")}


@cache
def _deeds() -> tuple[Act, ...]:
    found = []
    for deed in _DEEDS:
        said, forms = deed.replace("_", " ").rsplit(" ", 1)
        head, *things = said.split(":")
        lemma, _, english = head.partition("=")
        found.append(Act(("person",), lemma, english, tuple(things), "who", forms, (), ()))
    return tuple(found)


def _doer(d: Draw, form: str) -> NounPhrase:
    """Whoever may do it with one who speaks or listens; whoever is asked in a question."""
    if form in ASKED:
        return pronoun(d, d.pick(("tu", "tu", "vous") if form == "K" else ("tu", "tu", "vous", "il", "elle", "ils")))
    roll = d.random()
    if roll < 0.55:
        while (doer := person(d, 0.5)).person not in (IL, ILS) or doer.pronoun == "on":
            d.tags.clear()
        return doer
    return pronoun(d, d.pick(("je", "je", "je", "on", "nous") if roll < 0.82 else ("tu", "tu", "vous")))


def _whom(d: Draw, doer: NounPhrase) -> NounPhrase:
    """me, te, nous or vous; what participles agree with."""
    name = talker(d, doer)
    plural = name == "nous" or (name == "vous" and d.chance(0.5))
    words = [Fr(name)], [En(OBJECT_ENGLISH[name])]
    which, en_which, owner = _PERSONS[name]
    found = NounPhrase(*words, which, en_which, d.chance(0.5), plural, owner)
    found.pronoun = name
    return found


def with_us(d: Draw) -> Sentence:
    """Il m'attend devant la gare; ma sœur ne me parle plus; je te connais bien; pouvez-vous nous aider ?"""
    deed = d.pick(_deeds())
    form = d.pick(deed.forms)
    doer = _doer(d, form)
    whom = _whom(d, doer)
    waits = deed.lemma == "attendre" and form in "PFO" and d.chance(0.7)
    where = whereabouts(d, verb_of(deed, None), None, doer) if waits else None
    return acted(d, deed, form, whom, doer, where), "?" if form in ASKED else "."


FAMILIES = ((with_us, 60),)
