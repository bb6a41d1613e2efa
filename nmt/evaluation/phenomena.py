"""Accuracy by phenomenon: of the sentences that show it, how many came out exactly right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from nmt.errors import DataError
from nmt.evaluation.accuracy import Accuracy


def compute_phenomena(exact: Sequence[bool], tags: Sequence[Sequence[str]]) -> dict[str, Accuracy]:
    """Exact match of the sentences that carry each tag, by tag in alphabetical order.

    A sentence with several tags counts for each of them, once. Without any tags the result is empty.

        >>> compute_phenomena([True, False], [["negation"], ["negation", "age"]])
        {'age': Accuracy(correct=0, total=1), 'negation': Accuracy(correct=1, total=2)}

    Raises:
        DataError: as many tag lists as sentences are needed.
    """
    if len(exact) != len(tags):
        raise DataError(
            f"evaluation: got tags for {len(tags)} sentences, expected them for {len(exact)} (an empty list "
            "where a sentence has none)"
        )
    total: Counter[str] = Counter()
    correct: Counter[str] = Counter()
    for is_right, sentence_tags in zip(exact, tags, strict=True):
        distinct = set(sentence_tags)
        total.update(distinct)
        if is_right:
            correct.update(distinct)
    return {tag: Accuracy(correct[tag], total[tag]) for tag in sorted(total)}
