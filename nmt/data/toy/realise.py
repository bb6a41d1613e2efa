"""Saying a clause: subject, verb group, complements and adverbs put in the order of each language."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from nmt.data.toy import verbs as vg
from nmt.data.toy.chunks import agreed
from nmt.data.toy.clauses import IMPERFECT, NEAR_FUTURE, PASSE_COMPOSE, PRESENT, RECENT_PAST, Clause, Predicate
from nmt.data.toy.draw import Draw
from nmt.data.toy.french import agree
from nmt.data.toy.indefinites import not_of_all
from nmt.data.toy.lexicon import Verb, models
from nmt.data.toy.none_or_any import no_or_any
from nmt.data.toy.phrases import NounPhrase
from nmt.data.toy.reordered import elsewhere_too, giving_back, with_particle
from nmt.data.toy.two_senses import read_both_ways
from nmt.data.toy.verb_groups import VerbGroup
from nmt.data.toy.words import Choice, En, Fr, Phrase

_INVERTED = {
    "je": "-je", "tu": "-tu", "il": "-il", "elle": "-elle", "on": "-on", "nous": "-nous",
    "vous": "-vous", "ils": "-ils", "elles": "-elles", "ce": "-ce",
}  # fmt: skip


def realise(d: Draw, clause: Clause) -> Phrase:
    """Both sides of the clause, without final punctuation or capital; tags what it shows."""
    if clause.negation:
        not_of_all(d, clause.subject)
    _tag(d, clause)
    subject = clause.subject
    read_both_ways(d, subject, clause.predicate, clause.tense == PRESENT and clause.wh is None)
    inverted = clause.question != "" and not clause.subject_question
    group = _english_group(clause, inverted, d.alternatives)
    no_or_any(clause, group)
    french_head, french_rest = _french_verb(clause, group)
    predicate = clause.predicate
    fr = [word for phrase in clause.front for word in phrase.fr]
    en = [word for phrase in clause.front for word in phrase.en]
    if clause.wh is not None and clause.question != "in_situ":
        fr += clause.wh.fr
    if clause.wh is not None:
        en += clause.wh.en
    if clause.question == "est_ce_que" and inverted:
        aux = tuple(group.aux)
        fr += [Fr("est", (), aux), Fr("-ce", (), aux), Fr("que", (), aux)]
    if clause.question == "inversion":
        fr += _inverted(clause, french_head, subject)
    elif clause.question == "noun_inversion":
        fr += french_head + subject.fr
    else:
        fr += subject.fr + french_head
    fr += french_rest
    if inverted:
        en += group.aux + subject.en
    else:
        en += subject.en + group.aux
    en += group.not_
    if clause.mid is not None:
        en += clause.mid.en
    en += group.mid + with_particle(predicate, group.main)
    in_front, behind = elsewhere_too(clause, inverted) if d.alternatives else ([], [])
    en[:0] = in_front
    last = predicate
    while last.infinitive is not None:
        last = last.infinitive
        en += with_particle(last, group.infinitives[id(last)])
    en += group.nothing + last.english_after()
    if clause.negation == "pas_du_tout":
        en += group.neg2
    en += behind
    for phrase in clause.end:
        fr += phrase.fr
        en += phrase.en
    en += group.end
    if d.alternatives and last.verb.lemma == "rendre":
        en = giving_back(en, group.choice if last is predicate else None, last.english_after())
    if clause.question == "in_situ" and clause.wh is not None:
        fr += clause.wh.fr
    return Phrase(fr, en)


def _english_group(clause: Clause, inverted: bool, alternatives: bool) -> VerbGroup:
    """The English verb; `has not danced for` and `not ... at all` are negations that other forms must express."""
    if clause.negation == "plus_depuis":
        ended = replace(clause, tense=PASSE_COMPOSE, perfect=True, lasting=False, negation="pas")
        return VerbGroup(ended, not inverted, False)
    group = VerbGroup(clause, not inverted, alternatives)
    if clause.negation == "pas_du_tout":
        choice = Choice() if alternatives and clause.predicate.verb.en.is_be else None  # not at all shy
        group.neg2 = [En("at", choice), En("all", choice)]
        if choice is not None:
            group.not_ = [*group.not_, En("at", choice, 1), En("all", choice, 1)]
    if clause.lasting and clause.tense == IMPERFECT:
        for word in group.aux:  # what had lasted till then: had been waiting
            word.text = "had"
    return group


def _french_verb(clause: Clause, group: VerbGroup) -> tuple[list[Fr], list[Fr]]:
    """French words up to the finite verb, and those after it (the subject may come between)."""
    predicate, subject = clause.predicate, clause.subject
    main = group.said_main
    aux = group.said_aux
    neg = tuple(group.neg)
    head: list[Fr] = [Fr("ne", neg)] if clause.negation else []
    rest: list[Fr] = []
    if clause.emptied and clause.negation == "rien":
        rest = [Fr("rien", tuple(group.nothing))]
    elif clause.emptied:
        predicate.after.insert(0, Phrase([Fr("personne", tuple(group.nothing))], []))
    elif clause.negation and clause.negation not in ("personne_subject", "personne"):
        rest = _second_negation(clause.negation, neg, tuple(group.neg2), predicate)
    if clause.mid is not None:
        rest += clause.mid.fr
    own_clitics = _clitics(predicate, subject, main)
    if clause.tense in (PRESENT, IMPERFECT):
        table = predicate.verb.fr.present if clause.tense == PRESENT else predicate.verb.fr.imperfect
        finite = head_word(predicate.verb, table[subject.person], main, aux + group.led)
        head += [*own_clitics, finite]
        return head, rest + _tail_and_after(predicate, main, group, subject)
    if clause.tense == PASSE_COMPOSE:
        helper = models()["être" if predicate.verb.etre else "avoir"].present[subject.person]
        shown = Fr(helper, tuple(aux), () if aux else tuple(main[:1]))
        participle = head_word(predicate.verb, _participle(predicate, subject), main, [])
        if not participle.sure and (predicate.verb.en.is_be or predicate.verb.en.base[0] == "can"):
            participle.sure = tuple(aux)  # il a fait froid: it was cold; il n'a pas pu: he could not
        head += [*own_clitics, shown]
        return head, [*rest, participle, *_tail_and_after(predicate, main, group, subject)]
    infinitive = head_word(predicate.verb, predicate.verb.fr.infinitive, main, group.led[1:])
    if clause.tense == NEAR_FUTURE:
        led = group.led
        finite = Fr(models()["aller"].present[subject.person], tuple(led[:1]), (*aux, *led[1:]))
        between: list[Fr] = []
    else:
        just = tuple(group.just)
        finite = Fr(models()["venir"].present[subject.person], just, tuple(aux))
        between = [Fr("de", (), just)]
    head.append(finite)
    after = _tail_and_after(predicate, main, group, subject)
    return head, [*rest, *between, *own_clitics, infinitive, *after]


def spoken_words(verb: Verb, main: list[En], aux: list[En]) -> list[En]:
    """The English words of the verb itself: with be in a finite form, its auxiliary is its first word."""
    return aux + main if verb.en.is_be and len(main) < len(verb.en.base) else main


def head_word(verb: Verb, text: str, main: list[En], aux: list[En]) -> Fr:
    """The French verb form linked to its English words; with be and the modals the auxiliary is the verb."""
    alignment = vg.verb_alignment(verb)
    if verb.en.base[0] in ("can", "could", "must"):
        return Fr(text, (*aux, *main))
    words = spoken_words(verb, main, aux)
    sure = tuple([words[j] for j in alignment.head[0] if j < len(words)])
    possible = tuple([words[j] for j in alignment.head[1] if j < len(words)])
    return Fr(text, sure, possible if words is not main else (*possible, *aux))


def object_pronouns(predicate: Predicate, main: list[En]) -> list[Fr]:
    """The pronouns of the verb's objects, with what English says before them (lui parler: talk to him)."""
    if not predicate.verb.preposition:
        return list(predicate.clitics)
    said = list(pairwise([*main, *predicate.clitic_en, *(predicate.after_en or ())]))
    found = []
    for word in predicate.clitics:
        to = tuple(before for before, it in said if it in word.sure and before.text in _TO)
        found.append(Fr(word.text, word.sure, word.possible + to))
    return found


_TO = frozenset("to for about of at with on".split())


def _clitics(predicate: Predicate, subject: NounPhrase, main: list[En]) -> list[Fr]:
    found = object_pronouns(predicate, main)
    if predicate.verb.reflexive:
        one_another = tuple(word for word in main if word.text in vg.ONE_ANOTHER)
        found.insert(0, Fr(vg.REFLEXIVE[subject.person], one_another, tuple(main)))
    return found


def _second_negation(negation: str, neg: tuple[En, ...], neg2: tuple[En, ...], predicate: Predicate) -> list[Fr]:
    if negation == "pas_encore":
        return [Fr("pas", neg), Fr("encore", neg2)]
    if negation == "pas_du_tout":
        return [Fr("pas", neg), Fr("du", (), neg2), Fr("tout", neg2)]
    if negation == "plus_depuis":
        return [Fr("plus", neg)]
    if negation == "rien":
        last = predicate
        while last.infinitive is not None:
            last = last.infinitive
        return [Fr("rien", tuple(last.english_after()))]
    return [Fr(negation, neg)]


def _tail_and_after(predicate: Predicate, main: list[En], group: VerbGroup, subject: NounPhrase) -> list[Fr]:
    """What follows the verb in French: its fixed words, the governed infinitive, the complements."""
    alignment = vg.verb_alignment(predicate.verb)
    spoken = spoken_words(predicate.verb, main, group.said_aux)
    words = []
    for text, sure, possible in alignment.tail:
        shown = tuple([spoken[j] for j in sure if j < len(spoken)])
        if text.endswith("*"):  # obligé
            text = agreed(text[:-1], subject)
        words.append(Fr(text, shown, tuple([spoken[j] for j in possible if j < len(spoken)])))
    if predicate.infinitive is not None:
        words += _governed(predicate, main, group, subject)
        return words
    if predicate.verb.preposition and predicate.after and predicate.verb.frame != "ditr" and not predicate.clitics:
        words.append(_preposition(predicate, main))
    return words + predicate.french_after()


def _preposition(predicate: Predicate, main: list[En]) -> Fr:
    alignment = vg.verb_alignment(predicate.verb)
    found = tuple(main[j] for j in alignment.preposition if j < len(main))
    return Fr(predicate.verb.preposition, found, () if found else tuple(main[:1]))


def _governed(predicate: Predicate, main: list[En], group: VerbGroup, subject: NounPhrase) -> list[Fr]:
    """The infinitive a modal governs, with its own pronouns and complements."""
    governed = predicate.infinitive
    assert governed is not None
    base, group.infinitives[id(governed)] = group.governed(governed, subject)
    to = tuple(w for w in main[-1:] if w.text == "to")
    words: list[Fr] = []
    if predicate.verb.preposition:
        words.append(Fr(predicate.verb.preposition, to, () if to else tuple(base[:1])))
    words += _clitics(governed, subject, base)
    words.append(
        head_word(governed.verb, governed.verb.fr.infinitive, base, [] if predicate.verb.preposition else list(to))
    )
    return words + _tail_and_after(governed, base, group, subject)


def _participle(predicate: Predicate, subject: NounPhrase) -> str:
    """The past participle agreed: with the subject (être), or with a direct object before the verb."""
    text = predicate.verb.fr.participle
    if predicate.preceding is not None:
        return agree(text, *predicate.preceding)
    return agree(text, subject.feminine, subject.plural) if _agrees(predicate) else text


_WITH_OBJECT = frozenset(("se brûler", "se casser", "se couper", "se faire"))


def _agrees(predicate: Predicate) -> bool:
    """Whether the participle goes with the subject: elle s'est brûlée, but elle s'est lavé (brûlé) les mains."""
    behind = predicate.after[0].fr[0].text if predicate.after and predicate.after[0].fr else ""
    has_object = predicate.verb.lemma in _WITH_OBJECT and behind in ("le", "la", "les", "un", "une", "des", "de")
    return predicate.verb.etre and not (predicate.verb.reflexive and (predicate.verb.tail or has_object))


def _inverted(clause: Clause, head: list[Fr], subject: NounPhrase) -> list[Fr]:
    """Finite verb with the pronoun hooked on: `as` `-tu`, `mange` `-t-il`; a noun stays in front."""
    heads = tuple(subject.en[-1:])
    if subject.pronoun:
        hook = _INVERTED[subject.pronoun]
        before, pronoun = [], subject.fr[-1]
    else:
        hook = (
            ("-ils" if not subject.feminine else "-elles")
            if subject.plural
            else ("-elle" if subject.feminine else "-il")
        )
        before, pronoun = subject.fr, Fr("", (), heads)
    if head[-1].text[-1] in "aeé" and hook[1] in "aeiou":
        hook = "-t" + hook
    return [*before, *head, Fr(hook, pronoun.sure, pronoun.possible)]


_TENSE_TAGS = {PRESENT: "present", NEAR_FUTURE: "near_future", IMPERFECT: "imperfect", RECENT_PAST: "recent_past"}

_NEGATION_TAGS = {
    "pas_encore": "pas", "pas_du_tout": "pas", "plus_depuis": "plus", "personne_subject": "rien", "personne": "rien",
}  # fmt: skip


def _tag(d: Draw, clause: Clause) -> None:
    predicate = clause.predicate
    if clause.tense == PASSE_COMPOSE:
        d.tag("passe_compose_etre" if predicate.verb.etre else "passe_compose_avoir")
        if predicate.preceding not in (None, (False, False)) or (
            _agrees(predicate) and (clause.subject.feminine or clause.subject.plural)
        ):
            d.tag("participle_agreement")
    else:
        d.tag(_TENSE_TAGS[clause.tense])
    if clause.negation:
        name = _NEGATION_TAGS.get(clause.negation, clause.negation)
        d.tag(f"negation_{name}")
    if clause.question in ("intonation", "est_ce_que", "inversion"):
        d.tag(f"question_{clause.question}")
    if predicate.verb.reflexive:
        d.tag("reflexive")
    if predicate.infinitive is not None:
        d.tag(
            "modal" if predicate.verb.lemma in ("vouloir", "pouvoir", "devoir", "savoir") else "infinitive_complement"
        )
        if predicate.infinitive.verb.reflexive:
            d.tag("reflexive")
    if clause.subject.pronoun and clause.subject.pronoun != "ce":
        d.tag(f"subject_{clause.subject.pronoun}")
