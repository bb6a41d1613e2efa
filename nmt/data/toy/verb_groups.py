"""The English of a verb group: every correct form of its tense and negation, laid out in slots."""

from __future__ import annotations

from nmt.data.toy import verbs as vg
from nmt.data.toy.clauses import IMPERFECT, NEAR_FUTURE, PASSE_COMPOSE, PRESENT, RECENT_PAST, Clause, Predicate
from nmt.data.toy.english import EnglishVerb
from nmt.data.toy.lexicon import Verb, verbs_of
from nmt.data.toy.phrases import NounPhrase
from nmt.data.toy.verbs import Form
from nmt.data.toy.words import Choice, En


def english_alternatives(clause: Clause, others: bool = False) -> list[Form]:
    """The forms of the verb's English; with `others` of every English verb that would do (begin, start)."""
    found = _forms(clause, clause.predicate.verb.en, others)
    asked_which = clause.wh is not None and clause.predicate.preceding is not None  # quel film: it is not looked at
    for verb in (clause.predicate.verb.others if asked_which else other_verbs(clause.predicate)) if others else ():
        if verb.base[0] == "have" and clause.negation and clause.predicate.verb.lemma == "devoir":
            continue  # il ne doit pas partir: he must not, which is more than that he does not have to
        feeling = clause.predicate.infinitive is not None and verb.base == _FEEL_LIKE  # swimming
        forms = _forms(clause, verb, others and not feeling)
        found += [form._replace(gerund=True) for form in forms] if feeling else forms
    if others and _perceived(clause):
        base = clause.predicate.verb.en.base
        found += _forms(clause, EnglishVerb(("can", *base), ("could", *base), base, base, ("can", *base)), others)
    if others and clause.predicate.infinitive is not None:
        for verb in (clause.predicate.verb.en, *clause.predicate.verb.others):
            if verb.base[0] in _WITH_ING and verb.base[1:] == ("to",):
                bare = EnglishVerb(
                    *(form[:1] for form in (verb.base, verb.past, verb.participle, verb.ing, verb.third))
                )
                once = [form for form in _forms(clause, bare, others) if bare.ing[0] not in form.main]
                found += [form._replace(gerund=True) for form in once]  # but not: is starting eating
    return found + _of_several(found, clause.subject) if others else found


# What one does, or does not do, as a habit, or by saying so: they do not smoke; she teaches; we agree to buy bread.
_BY_NATURE = frozenset(("fumer", "enseigner", "accepter"))
_FARE = frozenset(("manger", "boire"))


def _by_nature(clause: Clause) -> bool:
    """Whether the deed is a habit as nothing says when it is done."""
    predicate = clause.predicate
    if clause.tense != PRESENT or predicate.simple is False:
        return False
    what = [word.text for word in predicate.after[0].fr[:2]] if predicate.after else []
    abstaining = predicate.verb.lemma in _FARE and clause.negation == "pas" and what[:1] == ["de"]
    return predicate.verb.lemma in _BY_NATURE or abstaining or (predicate.verb.lemma == "porter" and what[1:] == _WORN)


_WORN = ["lunettes"]

# They go with swimming as well as with to swim.
_FEEL_LIKE = ("feel", "like")
_WITH_ING = frozenset("like love hate prefer start begin continue".split())


# States that one may also see as going on: the flower grows, or is growing; they live, or are living in Rome.
_GOING_ON = frozenset(
    "ache continue cook count cut dance draw drive feel fly get grow hope hurt keep live make play refuse run sell "
    "sing ski speak swim work worry".split()
)


def _only_now(clause: Clause) -> bool:
    """Whether a deed that is told as a habit else is going on: he plays the piano, he is playing it right now."""
    said = {word.text for phrase in (*clause.front, *clause.end) for word in phrase.fr}
    if clause.tense != PRESENT:
        return False
    if clause.predicate.verb.lemma in _FARE | {"porter"}:
        return not said.isdisjoint((*_NOW, "aujourd'hui", "ce", "cet", "cette"))
    return clause.predicate.verb.lemma in _BY_NATURE | {"jouer", "faire"} and not said.isdisjoint(_NOW)


_NOW = ("maintenant", "moment")


def _formerly(clause: Clause) -> bool:
    """il dansait autrefois: he danced, or used to dance in the past; he was not dancing."""
    said = [word.text for phrase in (*clause.front, *clause.end) for word in phrase.fr[:1]]
    return clause.tense == IMPERFECT and "autrefois" in said


def _perceived(clause: Clause) -> bool:
    """je ne la vois pas: I do not see her, or cannot see her."""
    here = clause.tense in (PRESENT, IMPERFECT) and clause.predicate.verb.frame == "tr"
    seen = clause.predicate.verb.en.base in (("see",), ("hear",))
    unsaid = not (clause.front or clause.end or clause.mid or clause.habitual or clause.lasting)
    return here and seen and unsaid and clause.negation in ("", "pas", "plus", "rien", "personne")


def _may_go_on(verb: Verb, said: EnglishVerb) -> bool:
    return said.base[0] in _GOING_ON or (verb.lemma == "rouler" and said.base[0] == "go")


def _forms(clause: Clause, verb: EnglishVerb, others: bool) -> list[Form]:
    """The English forms of the tense, the canonical one first; `others` adds those that no rule asks for.

    Present: state verbs and habits are simple, other events progressive. Passé composé: simple past,
    or perfect where the clause asks for it. Imperfect: simple for states and habits, else progressive.
    """
    predicate, person = clause.predicate, clause.subject.en_person
    stative = predicate.verb.stative or verb.is_be or verb.base[0] in ("can", "must")
    in_general = (predicate.simple or _by_nature(clause)) and not _only_now(clause)
    usual = clause.habitual or _formerly(clause)
    simple_first = usual or in_general or clause.negation in ("jamais", "plus")
    lively = others and stative and _may_go_on(predicate.verb, verb) and not clause.habitual
    if clause.lasting:
        going_on, done = vg.perfect_progressive(verb, person), vg.perfect(verb, person)
        return [done, going_on] if lively else [done] if stative else [going_on, done]
    if clause.tense == PRESENT:
        if stative:
            return [vg.simple_present(verb, person), *([vg.progressive(verb, person)] if lively else [])]
        forms = [vg.simple_present(verb, person), vg.progressive(verb, person)]
        still = others and clause.mid is not None and any(word.text == "still" for word in clause.mid.en)
        if clause.habitual and clause.negation != "plus" and not still:
            return forms[:1]
        return forms if simple_first else forms[::-1]
    if clause.tense == NEAR_FUTURE:
        return [vg.going_to(verb, person), vg.will(verb, person)]
    if clause.tense == RECENT_PAST:
        return [vg.perfect(verb, person), vg.simple_past(verb, person)]
    if clause.tense == PASSE_COMPOSE:
        if clause.dated and not clause.perfect:
            return [vg.simple_past(verb, person)]
        forms = [vg.simple_past(verb, person), vg.perfect(verb, person)]
        return forms[::-1] if clause.perfect else forms
    forms = [vg.simple_past(verb, person)]
    if not stative or lively:
        forms.append(vg.past_progressive(verb, person))
    if not (simple_first or stative):
        forms.reverse()
    if others and usual and verb.base[0] not in ("can", "must"):
        forms.append(vg.used_to(verb, person))
    return forms


_EACH_HIS = {"hand": "hands", "arm": "arms", "leg": "legs", "finger": "fingers", "mouth": "mouths", "face": "faces"}


def owned_words(texts: tuple[str, ...], subject: NounPhrase) -> list[str]:
    """The words of an English verb with the subject's own possessive: raise his hand, raise their hands."""
    if "one's" not in texts:
        return list(texts)
    words = [subject.owner if text == "one's" else text for text in texts]
    return list(each_his(tuple(words))) if subject.plural and not may_be_one(subject) else words


def each_his(texts: tuple[str, ...]) -> tuple[str, ...]:
    """What each of several has one of: raise their hands."""
    return tuple(_EACH_HIS.get(text, text) for text in texts)


def may_be_one(subject: NounPhrase) -> bool:
    """Whether nothing shows that vous are several: levez la main, raise your hand or your hands."""
    return subject.pronoun == "vous" and len(subject.fr) == 1


def other_verbs(predicate: Predicate) -> tuple[EnglishVerb, ...]:
    """The other English verbs that would do; regarder is watch and look at where nothing shows what is seen how.

    That is where its object is a pronoun, asked for or before it: les regarder, ce qu'il regarde, la télé qu'il a
    regardée.
    """
    verb = predicate.verb
    behind = next((word.text for phrase in predicate.after for word in phrase.fr), "rien")
    if verb.lemma != "regarder" or verb.frame != "tr" or verb.others or behind not in ("rien", "quelque", "tout"):
        return verb.others
    seen = "watch" if verb.en.base[0] == "look" else "look"
    somebody = any(word.text in ("me", "you", "us", "him", "her") for word in predicate.clitic_en)
    if seen == "watch" and not somebody and (predicate.clitics or predicate.preceding is not None):
        return ()  # a picture that was named
    return next((v.en,) for v in verbs_of("tr") if v.lemma == "regarder" and v.en.base[0] == seen)


def bases(predicate: Predicate, subject: NounPhrase) -> list[tuple[str, ...]]:
    """The infinitive of each English verb that would do, the canonical one first; see `may_be_one`."""
    forms = [english.base for english in (predicate.verb.en, *other_verbs(predicate))]
    if may_be_one(subject):
        forms += [each for form in forms if "one's" in form and (each := each_his(form)) != form]
    return forms


def _of_several(forms: list[Form], subject: NounPhrase) -> list[Form]:
    """The forms that differ where vous are several."""
    if not may_be_one(subject):
        return []
    each = [form._replace(main=each_his(form.main), finite=each_his(form.finite)) for form in forms]
    return [form for form, one in zip(each, forms, strict=True) if form != one and "one's" in one.main]


class VerbGroup:
    """The English of one verb group, every alternative in its slots; French links to the first.

    Slots in order: `aux`, `not_`, `mid` (never, just), `main`, and `end` at the end of the clause.
    The canonical words by role: `said_aux`, `neg`, `just`, `led` (going to), `said_main`, `neg2`;
    `infinitives` keeps the English of governed infinitives by predicate, `gerunds` which alternatives of `choice`
    take them in the -ing form.
    """

    aux: list[En]
    not_: list[En]
    mid: list[En]
    main: list[En]
    end: list[En]
    said_aux: list[En]
    said_main: list[En]
    neg: list[En]
    neg2: list[En]
    just: list[En]
    led: list[En]
    nothing: list[En]
    __slots__ = (
        "aux", "choice", "end", "gerunds", "infinitives", "just", "led", "main", "mid", "neg", "neg2", "not_",
        "nothing", "said_aux", "said_main",
    )  # fmt: skip

    def __init__(self, clause: Clause, subject_first: bool, alternatives: bool) -> None:
        forms, styles = english_alternatives(clause, alternatives), _negation_styles(clause)
        self.infinitives: dict[int, list[En]] = {}
        self.choice: Choice | None = None
        self.gerunds: list[bool] = []
        if not alternatives or len(forms) == len(styles) == 1:
            self._say(forms[0], styles[0], clause, subject_first, None, 0)
            return
        choice = self.choice = Choice(len(forms) * len(styles))
        self.gerunds = [form.gerund for _ in styles for form in forms]
        self._say(forms[0], styles[0], clause, subject_first, choice, 0)
        aux, not_, mid, main, end = self.aux[:], self.not_[:], self.mid[:], self.main[:], self.end[:]
        nothing = self.nothing
        said = (self.said_aux, self.neg, self.just, self.led, self.said_main, self.neg2)
        others = [(form, style) for style in styles for form in forms][1:]
        for option, (form, style) in enumerate(others, start=1):
            self._say(form, style, clause, subject_first, choice, option)
            aux += self.aux
            not_ += self.not_
            mid += self.mid
            main += self.main
            end += self.end
            nothing += self.nothing
        self.nothing = nothing
        self.aux, self.not_, self.mid, self.main, self.end = aux, not_, mid, main, end
        self.said_aux, self.neg, self.just, self.led, self.said_main, self.neg2 = said

    def governed(self, predicate: Predicate, subject: NounPhrase) -> tuple[list[En], list[En]]:
        """The canonical words of an infinitive behind this verb, and those of every alternative.

        They are other forms (to swim, swimming) where this verb takes both, else other verbs (go home, come home).
        """
        if any(self.gerunds):
            verb = predicate.verb.en
            choice, forms = self.choice, [verb.ing if gerund else verb.base for gerund in self.gerunds]
        else:
            forms = bases(predicate, subject)
            choice = Choice(len(forms)) if len(forms) > 1 else None
        said = [[En(text, choice, k) for text in owned_words(form, subject)] for k, form in enumerate(forms)]
        return said[0], [word for words in said for word in words]

    def _say(
        self, form: Form, style: Style, clause: Clause, subject_first: bool,
        choice: Choice | None, option: int,
    ) -> None:  # fmt: skip
        """Set every slot and role to the words of one alternative."""
        has_not, mid, end, emptied = style
        bare = form.dummy and subject_first and not has_not
        texts = owned_words(form.finite if bare else form.main, clause.subject)
        self.main = [En(text, choice, option) for text in texts]
        self.aux = self.said_aux = [] if bare else [En(form.aux, choice, option)]
        self.not_ = [En("not", choice, option)] if has_not else []
        never = [En(text, choice, option) for text in mid.split()] if mid else []
        self.just = [En("just", choice, option)] if clause.tense == RECENT_PAST else []
        self.mid = never + self.just
        self.neg = self.not_ + never or list(clause.negated_by)
        self.end = self.neg2 = [En(end, choice, option)] if end else []
        self.nothing = [En(text, choice, option) for text in emptied.split()]
        self.led, self.said_main = self.main[: form.led], self.main[form.led :] if form.led else self.main


Style = tuple[bool, str, str, str]


def _negation_styles(clause: Clause) -> list[Style]:
    """(has `not`, word before the verb, word at the end, object) for each way to say it, the canonical first."""
    negation = clause.negation
    if clause.emptied:
        return [(not text.startswith("no"), "", "", text) for text in clause.emptied]
    if clause.quantifier is not None and negation == "plus":  # j'en ai plus: any anymore, any more, no more
        return [(False, "no longer", "", ""), (True, "", "anymore", ""), (True, "", "more", ""), (False, "", "", "")]
    if clause.quantifier is not None:
        denied = not clause.negated_by
        return [(denied, "", "", ""), (not denied, "", "", "")]
    if not negation or clause.negated_by:
        return [(False, "", "", "")]
    if negation == "jamais":
        return [(False, "never", "", "")]
    if negation == "plus":
        return [(False, "no longer", "", ""), (True, "", "anymore", "")]
    if negation == "pas_encore":
        return [(True, "", "yet", "")]
    return [(True, "", "", "")]
