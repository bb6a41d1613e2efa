"""The few most probable tokens of every row: exact, with ties decided, in one transfer to the host.

`torch.topk` leaves open which of equal values it takes. Here the lower token id wins, on every device, so
that a search gives the same answer everywhere. On a CPU it is also faster than a plain `topk`.
"""

from __future__ import annotations

import math

import torch
from torch import Tensor


def find_top_tokens(log_probs: Tensor, k: int) -> tuple[Tensor, Tensor]:
    """The k most probable tokens of each row, best first, the lower id first among equals.

    Args:
        log_probs: [rows, vocab], on any device; -inf marks tokens that cannot be chosen.
        k: at most `vocab`.

    Returns:
        (log_probs [rows, k] float64, token ids [rows, k] int64), both on the host.
    """
    # One more than asked for: if the last two differ, no tie was cut through.
    n = min(k + 1, log_probs.shape[1])
    values, ids = _take_largest(log_probs, n)
    # Ids are exact in double precision, so both can travel together: a transfer makes the host wait.
    on_host = torch.stack((values.double(), ids.double())).cpu()
    values, ids = on_host[0], on_host[1].long()

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
    """`torch.topk(x, n, dim=1)`, through group maxima where that is faster.

    Column j belongs to group j % groups. The n largest values lie in the n groups with the largest maxima
    (any other group's values are no larger than n values already there), so a vectorised maximum over
    groups, then `topk` over the maxima, then over the members of n groups does the work of `topk` over all
    columns.
    """
    rows, columns = x.shape
    # Both `topk` then see about sqrt(columns * n) values.
    group_size = math.isqrt(columns // n)
    if x.device.type != "cpu" or group_size < 4:
        largest = x.topk(n, dim=1)
        return largest.values, largest.indices
    groups = columns // group_size
    # x[row, member * groups + group] --> members[row, member, group]
    members = x[:, : groups * group_size].view(rows, group_size, groups)
    best_groups = members.amax(dim=1).topk(n, dim=1, sorted=False).indices  # [rows, n]
    candidates = members.gather(2, best_groups[:, None, :].expand(rows, group_size, n)).flatten(1)
    rest = x[:, groups * group_size :]  # fewer than `group_size` columns belong to no group
    candidates = torch.cat((candidates, rest), dim=1)
    largest = candidates.topk(n, dim=1)
    member, nth_group = largest.indices // n, largest.indices % n
    in_members = member * groups + best_groups.gather(1, nth_group)
    in_rest = largest.indices - group_size * n + groups * group_size
    return largest.values, torch.where(member < group_size, in_members, in_rest)
