"""Passes over the pairs that the model knows least (Jiang et al. 2019, "Accelerating Deep Learning by Focusing on the
Biggest Losers"): what is known already teaches nothing more, and takes as long.

How hard a pair is costs nothing to know: it is the loss of its least expected token when it was last trained on.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from nmt.data.arrays import IntArray

# Of the pairs that an epoch would leave out this share is shown all the same, lest they be forgotten, and so that
# what was hard when the model was young, or is not any longer, is found out.
REVISED = 0.1

HalfArray = npt.NDArray[np.float16]


class HardestPairs:
    """Which pairs an epoch shows: the first one all, every later one the hardest and a few others.

    Losses are kept in half precision, as a checkpoint holds them, so that a resumed run chooses the same.

    Args:
        n_pairs: pairs of the corpus.
        share: of an epoch's pairs, how many are the hardest ones, 0 to 1.
        seed: of the choice of the others.
        agree: the largest value of all processes in each place; each of them notes its own batches only.
    """

    def __init__(
        self, n_pairs: int, share: float, seed: int, agree: Callable[[Tensor], Tensor] = lambda values: values
    ) -> None:
        self.share, self._seed, self._agree = share, seed, agree
        self._before: HalfArray = np.full(n_pairs, np.inf, np.float16)  # at the beginning of this epoch; inf = not seen
        self._since: HalfArray = np.full(n_pairs, -1, np.float16)  # noted in this epoch; -1 = not seen by this process

    def note(self, indices: Sequence[int], worst: Tensor) -> None:
        """Keeps the loss of each pair's least expected token, [rows] in nats, for the epochs to come.

        Of a pair that an epoch shows several times, the largest one.
        """
        # A loss that is no number says that the pair is not known.
        losses = np.nan_to_num(worst.float().cpu().numpy(), nan=np.inf, posinf=np.inf)
        np.maximum.at(self._since, indices, losses.astype(np.float16))

    def end_epoch(self) -> None:
        """Lets what was noted count; every process calls this after the same step."""
        since = self._agreed()
        self._before = np.where(since >= 0, since, self._before)
        self._since = np.full_like(since, -1)

    def choose(self, order: IntArray, epoch: int) -> IntArray:
        """Those of `order` that epoch number `epoch` shows; a pure function of what the epochs before it noted."""
        if epoch == 0:
            return order
        rng = np.random.default_rng([self._seed, epoch])
        shown = rng.random(len(order)) < REVISED
        n_hardest = max(1, round(self.share * len(order)))
        by_loss = np.lexsort((rng.random(len(order)), -self._before[order]))  # equal ones by lot
        shown[by_loss[:n_hardest]] = True
        return order[shown]

    def expected_share(self) -> float:
        """How long a later epoch is, as a share of the first."""
        return self.share + (1 - self.share) * REVISED

    def state(self) -> Tensor:
        """[2, n_pairs]: what counts in this epoch, and what was noted in it; every process calls this together."""
        return torch.from_numpy(np.stack([self._before, self._agreed()]))

    def load_state(self, state: Tensor) -> None:
        """Goes on from `state`.

        Raises:
            ValueError: it is of another number of pairs.
        """
        if state.shape != (2, len(self._before)):
            raise ValueError(f"losses of pairs {list(state.shape)}, expected [2, {len(self._before)}]")
        self._before, self._since = state.to(torch.float16).numpy().copy()

    def _agreed(self) -> HalfArray:
        return self._agree(torch.from_numpy(self._since).float()).numpy().astype(np.float16)
