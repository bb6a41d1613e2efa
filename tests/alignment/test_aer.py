from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nmt.alignment.aer import AlignmentScore, score_corpus, score_links
from nmt.data.corpus import GoldLinks, Link
from nmt.errors import DataError

N_SRC, N_TGT = 5, 4


def gold_of(sure: set[Link], possible: set[Link] = frozenset(), n_src: int = N_SRC, n_tgt: int = N_TGT) -> GoldLinks:
    """Gold over words of one letter each."""
    spans = [tuple((2 * k, 2 * k + 1) for k in range(n)) for n in (n_src, n_tgt)]
    return GoldLinks(spans[0], spans[1], frozenset(sure), frozenset(possible) - frozenset(sure))


links = st.frozensets(st.tuples(st.integers(0, N_SRC - 1), st.integers(0, N_TGT - 1)))
golds = st.builds(gold_of, links, links)


def test_one_sentence_counted_by_hand() -> None:
    # Of four links two are sure, one is possible and one is wrong; one of three sure ones is missed.
    gold = gold_of({(0, 0), (1, 1), (2, 2)}, {(3, 2), (3, 3)})
    score = score_links({(0, 0), (1, 1), (3, 3), (4, 0)}, gold)
    assert score == AlignmentScore(given=4, sure=3, given_sure=2, given_acceptable=3)
    assert score.precision == pytest.approx(3 / 4)
    assert score.recall == pytest.approx(2 / 3)
    assert score.f1 == pytest.approx(2 * (3 / 4) * (2 / 3) / (3 / 4 + 2 / 3))
    assert score.aer == pytest.approx(1 - (2 + 3) / (4 + 3))


def test_a_corpus_is_counted_before_it_is_divided() -> None:
    short, long = gold_of({(0, 0)}), gold_of({(0, 0), (1, 1), (2, 2)})
    score = score_corpus([{(1, 0)}, {(0, 0), (1, 1), (2, 2)}], [short, long])
    # The mean of the sentences' rates, 1 and 0, would be 1/2.
    assert score.aer == pytest.approx(1 - (3 + 3) / (4 + 4))


@given(links, golds)
def test_rates_are_between_0_and_1_and_the_error_rate_is_as_defined(
    given_links: frozenset[Link], gold: GoldLinks
) -> None:
    score = score_links(given_links, gold)
    for rate in (score.aer, score.precision, score.recall, score.f1):
        assert 0 <= rate <= 1
    acceptable = gold.sure | gold.possible
    if given_links or gold.sure:
        agreed = len(given_links & gold.sure) + len(given_links & acceptable)
        assert score.aer == pytest.approx(1 - agreed / (len(given_links) + len(gold.sure)))
    if not gold.possible:
        assert score.aer == pytest.approx(1 - score.f1)


@given(golds, st.data())
def test_no_error_exactly_when_all_sure_links_and_only_acceptable_ones_are_given(
    gold: GoldLinks, data: st.DataObject
) -> None:
    extra = data.draw(st.frozensets(st.sampled_from(sorted(gold.possible)))) if gold.possible else frozenset()
    assert score_links(gold.sure | extra, gold).aer == 0
    given_links = data.draw(links)
    perfect = gold.sure <= given_links <= gold.sure | gold.possible
    assert (score_links(given_links, gold).aer == 0) == perfect


def test_nothing_given_and_nothing_to_find() -> None:
    missed_all = score_links(frozenset(), gold_of({(0, 0)}))
    assert (missed_all.precision, missed_all.recall, missed_all.f1, missed_all.aer) == (1, 0, 0, 1)
    nothing_sure = score_links({(0, 0)}, gold_of(set(), {(0, 0)}))
    assert (nothing_sure.recall, nothing_sure.aer) == (1, 0)
    assert score_corpus([], []).aer == 0
    empty = gold_of(set(), n_src=0, n_tgt=0)
    assert score_corpus([frozenset()], [empty]).aer == 0


def test_links_outside_the_gold_words_are_refused_with_their_sentence() -> None:
    gold = gold_of({(0, 0)})
    with pytest.raises(DataError, match=r"sentence 2: link 5-0 points outside the gold's 5 source and 4 target words"):
        score_corpus([{(0, 0)}, {(5, 0)}], [gold, gold])
    with pytest.raises(DataError, match="link 0-4 points outside"):
        score_links({(0, 4)}, gold)
    with pytest.raises(DataError, match="link -1-0 points outside"):
        score_links({(-1, 0)}, gold)


def test_links_and_gold_must_be_as_many() -> None:
    gold = gold_of({(0, 0)})
    with pytest.raises(DataError, match="there is an alignment for sentence 2, but gold only for 1"):
        score_corpus([{(0, 0)}, {(0, 0)}], [gold])
    with pytest.raises(DataError, match="there is gold for sentence 1, but an alignment only for 0"):
        score_corpus([], [gold])


def test_counts_that_no_links_have_are_refused() -> None:
    with pytest.raises(ValueError, match="not the sizes"):
        AlignmentScore(given=1, sure=1, given_sure=1, given_acceptable=0)
