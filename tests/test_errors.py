from __future__ import annotations

import inspect
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nmt import errors

KINDS = [kind for _, kind in inspect.getmembers(errors, inspect.isclass)]


@pytest.mark.parametrize("kind", KINDS)
def test_every_error_is_an_nmt_error_and_says_its_message(kind: type[Exception]) -> None:
    assert issubclass(kind, errors.NmtError)
    assert str(kind("corpus.fr:3: empty line")) == "corpus.fr:3: empty line"
    assert kind.__doc__


def test_the_kinds_do_not_catch_each_other() -> None:
    """But for the loss of another process, which is an error of training too."""
    kinds = [kind for kind in KINDS if kind not in (errors.NmtError, errors.LostCompanyError)]
    assert len(kinds) == 7 and issubclass(errors.LostCompanyError, errors.TrainingError)
    assert not any(issubclass(one, other) for one in kinds for other in kinds if one is not other)


@given(quoted=st.text(st.characters(exclude_categories=())))
def test_whatever_a_message_quotes_it_is_one_line_of_visible_characters(quoted: str) -> None:
    error = errors.DataError(f"{quoted}: no such file")
    assert str(error).isprintable() and len(str(error).splitlines()) == 1
    assert str(errors.DataError(str(error))) == str(error)  # passed on, it stays what it is


def test_text_stays_legible() -> None:
    assert str(errors.DataError("élève «日本語»\u00a0😀\\n\n\x1b")) == "élève «日本語»\\xa0😀\\n\\n\\x1b"


def test_several_problems_survive_the_way_to_another_process() -> None:
    error = errors.ConfigError("a: one\n", "b: two")
    assert str(pickle.loads(pickle.dumps(error))) == str(error) == "a: one\\n\nb: two"
