from __future__ import annotations

import inspect

import pytest

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
