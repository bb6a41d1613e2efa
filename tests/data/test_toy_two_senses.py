"""References of what French leaves open: watch or look at, rule or ruler, him or it, no or not any."""

from __future__ import annotations

from random import Random

from nmt.data.toy.clauses import PRESENT, Clause, Predicate
from nmt.data.toy.draw import Draw
from nmt.data.toy.lexicon import adjectives, noun, verbs
from nmt.data.toy.other_words import other_nouns
from nmt.data.toy.phrases import named_adjective, noun_phrase
from nmt.data.toy.pronouns import whom_or_what
from nmt.data.toy.realise import realise
from nmt.data.toy.sentences.being import adjective_phrase, be
from nmt.data.toy.sentences.senses import meaning
from nmt.data.toy.sentences.shares import none_of_them
from nmt.data.toy.subjects import pronoun
from nmt.data.toy.surface import english_text, english_words, references
from nmt.data.toy.words import En, Fr, Phrase


def english(phrase: Phrase) -> tuple[str, set[str]]:
    canonical = english_text(english_words(phrase.en)[1])[0]
    return canonical, set(references(phrase.en, canonical))


def seen(found: str, clitic: str = "") -> tuple[str, set[str]]:
    d = Draw(Random(0))
    verb = next(v for v in verbs() if v.lemma == "regarder" and v.en.base[0] == found and not v.others)
    it = En(clitic)
    said = Predicate(verb, clitics=[Fr("le", (it,))], clitic_en=[it]) if clitic else Predicate(verb)
    return english(realise(d, Clause(pronoun(d, "ils"), said, PRESENT)))


def test_what_is_watched_is_looked_at_where_no_noun_tells_which() -> None:
    assert "They are looking at it" in seen("watch", "it")[1]
    assert "They are watching her" in seen("look", "her")[1]
    assert seen("look", "it")[1] == {"They look at it"}  # a picture that was named
    d = Draw(Random(0))
    watch = next(v for v in verbs() if v.lemma == "regarder" and v.en.base[0] == "watch")
    movie = Predicate(watch, [noun_phrase(d, noun("film"), "definite", False, ())])
    assert not any("look" in text for text in english(realise(d, Clause(pronoun(d, "ils"), movie, PRESENT)))[1])


def described(lemma: str, sense: str, adjective: str) -> tuple[str, set[str]]:
    d = Draw(Random(0))
    np = noun_phrase(d, meaning(lemma, sense), "definite", False, ())
    quality = next(a for a in adjectives() if a.lemma == adjective)
    return english(realise(d, Clause(np, Predicate(be(), [adjective_phrase(d, quality, np, 0.0)]), PRESENT)))


def test_nouns_of_two_senses_are_both_where_both_can_be_so() -> None:
    canonical, others = described("règle", "ruler", "utile")
    assert canonical == "The ruler is useful" and "The rule is useful" in others
    assert not any("rule " in text for text in described("règle", "ruler", "rouge")[1])
    assert "The seat is quiet" in described("place", "square", "tranquille")[1]


def test_a_pronoun_of_nothing_named_may_be_a_person() -> None:
    adore = next(v for v in verbs() if v.lemma == "adorer" and v.frame == "tr")
    assert whom_or_what(adore, False, True) == ("it", "him", "her")
    assert whom_or_what(adore, True, False) == ("it", "her")
    assert whom_or_what(next(v for v in verbs() if v.lemma == "boire"), True, True) == ("it",)


def test_the_good_answer_is_the_right_one() -> None:
    good = named_adjective("bon", "good")
    d = Draw(Random(0))
    right = english(noun_phrase(d, noun("réponse"), "definite", False, (good,)))
    assert right == ("The right answer", {"The correct answer", "The good answer"})
    assert english(noun_phrase(d, noun("chanson"), "definite", False, (good,)))[1] == {"The right song"}
    assert english(noun_phrase(d, noun("chanson"), "indefinite", False, (good,)))[1] == set()


def test_none_is_no_or_not_any_of_one_or_several() -> None:
    found = [english(none_of_them(Draw(Random(seed)))[0]) for seed in range(400)]
    told = [(canonical, others) for canonical, others in found if " any " in canonical]
    assert told and all(any(" no " in text for text in others) for _, others in told)


def test_a_compound_keeps_its_head() -> None:
    assert not any(text.endswith((" ", " s")) for words in other_nouns().values() for text in (*words[0], *words[1]))
