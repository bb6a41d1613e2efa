"""Words that are one thing where the verb is denied and another where it is not: no and any, none and any."""

from __future__ import annotations

from nmt.data.toy.clauses import Clause
from nmt.data.toy.verb_groups import VerbGroup
from nmt.data.toy.words import En


def no_or_any(clause: Clause, group: VerbGroup) -> None:
    """Has no idea, does not have any idea: no and any go with the forms of the verb, of which half are denied."""
    said, choice = clause.quantifier, group.choice
    if said is None or choice is None:
        return
    alone = clause.predicate.clitic_en if said in clause.predicate.clitic_en else []
    texts: tuple[str, ...] = ("no", "any") if said.text == "no" else ("any", "none" if alone else "no")
    if clause.negation == "plus":
        texts = ("any", "any", "any", "no more")
    others = [En(texts[option * len(texts) // choice.size], choice, option) for option in range(1, choice.size)]
    said.choice = choice
    if alone:
        alone[:] = [either for word in alone for either in ((word, *others) if word is said else (word,))]
    for phrase in clause.predicate.after:
        if said in phrase.en:
            at = phrase.en.index(said) + 1
            phrase.en[at:at] = others
        for word in phrase.fr:
            word.sure = (*word.sure, *others) if said in word.sure else word.sure
