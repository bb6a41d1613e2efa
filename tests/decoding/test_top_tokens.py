from __future__ import annotations

import math

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from nmt.decoding.top_tokens import find_top_tokens


@given(
    rows=st.integers(1, 6),
    columns=st.integers(1, 700),
    k=st.integers(1, 12),
    levels=st.sampled_from([1, 2, 30, 10**6]),  # few different values: many ties
    seed=st.integers(0, 10**6),
)
def test_same_as_a_stable_sort(rows, columns, k, levels, seed) -> None:
    k = min(k, columns)
    generator = torch.Generator().manual_seed(seed)
    x = -torch.randint(levels, (rows, columns), generator=generator) / 7
    x[torch.rand(x.shape, generator=generator) < 0.1] = -math.inf
    expected_values, expected_ids = x.sort(dim=1, descending=True, stable=True)
    values, ids = find_top_tokens(x.clone(), k)
    assert torch.equal(values, expected_values[:, :k].double())
    possible = values > -math.inf  # which of the impossible ones fill up a row does not matter
    assert torch.equal(ids[possible], expected_ids[:, :k][possible])
    assert torch.equal(x.gather(1, ids).double(), values)


@pytest.mark.parametrize("columns", [4000, 4001, 8191, 32768])
def test_real_vocabulary_sizes(columns) -> None:
    x = torch.randn(5, columns, generator=torch.Generator().manual_seed(columns))
    expected = x.topk(6, dim=1)
    values, ids = find_top_tokens(x, 6)
    assert torch.equal(ids, expected.indices)
    assert torch.equal(values, expected.values.double())


def test_not_a_number_is_not_hidden() -> None:
    x = torch.zeros(2, 1000)
    x[1, 777] = math.nan
    values, _ = find_top_tokens(x, 3)
    assert values[0].tolist() == [0, 0, 0]
    assert values[1].isnan().any()


def test_columns_of_a_larger_tensor() -> None:
    x = torch.randn(8, 3000, generator=torch.Generator().manual_seed(1))
    _, ids = find_top_tokens(x[::2, 1:2900], 4)
    assert torch.equal(ids, x[::2, 1:2900].topk(4, dim=1).indices)
