"""The few most probable tokens of every row: exact, with ties decided, in one transfer to the host.

`torch.topk` leaves open which of equal values it takes. Here the lower token id wins, on every device, so
that a search gives the same answer everywhere. On a CPU it is also faster than a plain `topk`.
"""

from __future__ import annotations

import math

import torch
from torch import Tensor

# Tokens whose largest value is found first, by vector instructions, so that most tokens are read once and never again.
_GROUP = 64
# In so few rows everything is looked at before the maxima are found.
_FEW_ROWS = 4


def find_top_tokens(log_probs: Tensor, k: int) -> tuple[Tensor, Tensor]:
    """The k most probable tokens of each row, best first, the lower id first among equals.

    Args:
        log_probs: [rows, vocab], on any device; -inf marks tokens that cannot be chosen.
        k: at most `vocab`.

    Returns:
        (log_probs [rows, k] float64, token ids [rows, k] int64), both on the host.
    """
    # One more than asked for: if the last two differ, no tie was cut through. A maximum alone is the first of equals.
    n = 1 if k == 1 else min(k + 1, log_probs.shape[1])
    values, ids = _take_largest(log_probs, n)
    if values.is_cpu:
        values = values.double()
    else:  # ids are exact in double precision, so both can travel together: a transfer makes the host wait
        on_host = torch.stack((values.double(), ids.double())).cpu()
        values, ids = on_host[0], on_host[1].long()
    if k == 1:
        return values, ids

    equal = (values[:, 1:] == values[:, :-1]) & (values[:, 1:] > -math.inf)
    if equal.any():
        values, ids = _order_ties(values, ids)
        cut = equal[:, k - 1] if n > k else equal.new_zeros(len(equal))
        if cut.any():
            # Equal values on both sides of the cut: which ids `topk` took is an accident. Rare, so slow is
            # fine.
            rows = cut.nonzero()[:, 0]
            tied = log_probs[rows.to(log_probs.device)].cpu()
            tied_values, tied_ids = tied.sort(dim=1, descending=True, stable=True)
            values[rows], ids[rows] = tied_values[:, :n].double(), tied_ids[:, :n]
    return values[:, :k], ids[:, :k]


def _order_ties(values: Tensor, ids: Tensor) -> tuple[Tensor, Tensor]:
    """Sort each row by value, best first, then by id. [rows, n] both."""
    by_id = ids.argsort(dim=1)
    values, ids = values.gather(1, by_id), ids.gather(1, by_id)
    by_value = values.argsort(dim=1, descending=True, stable=True)
    return values.gather(1, by_value), ids.gather(1, by_value)


def _take_largest(x: Tensor, n: int) -> tuple[Tensor, Tensor]:
    """`torch.topk(x, n, dim=1)`, through group maxima where that is faster; for n = 1 the first of equals.

    Column j belongs to group j // _GROUP. The n largest values lie in the n groups with the largest maxima (any other
    group's values are no larger than n values already there), so a vectorised maximum over groups, then `topk` over the
    maxima, then over the members of n groups does the work of `topk` over all columns in less time.
    """
    rows, columns = x.shape
    groups = columns // _GROUP
    if x.device.type != "cpu" or groups < 2 * n or rows < _FEW_ROWS:
        return _topk(x, n)
    members = x[:, : groups * _GROUP].view(rows, groups, _GROUP)
    best_groups = _topk(members.amax(dim=2), n)[1]  # [rows, n]
    candidates = members.gather(1, best_groups[:, :, None].expand(rows, n, _GROUP)).flatten(1)
    rest = x[:, groups * _GROUP :]  # fewer than `_GROUP` columns belong to no group
    if rest.shape[1]:
        candidates = torch.cat((candidates, rest), dim=1)
    values, places = _topk(candidates, n)
    in_members = best_groups.gather(1, (places // _GROUP).clamp(max=n - 1)) * _GROUP + places % _GROUP
    return values, torch.where(places < n * _GROUP, in_members, places + (groups - n) * _GROUP)


def _topk(x: Tensor, n: int) -> tuple[Tensor, Tensor]:
    """`torch.topk(x, n, dim=1)`; for n = 1 the maximum, which is the first of equals and several times quicker."""
    largest = x.max(dim=1, keepdim=True) if n == 1 else x.topk(n, dim=1)
    return largest.values, largest.indices
