"""Of which trials the returned objects are kept: those that may be among the best in the end."""

from __future__ import annotations

import math
import sys
from typing import Dict, List, NamedTuple, Optional

from eagleray.cluster.metric import Values
from eagleray.cluster.spec import Settled


class _Rank(NamedTuple):
    """What a finished trial is judged by; smaller losses are better. With ``best: max_over_time`` steps do not count, and are 0."""

    step: int
    losses: Values
    number: int

    def is_before(self, other: _Rank) -> bool:
        """Whether this one is before the other whatever else there is: it came further, or is better in something and worse in nothing."""
        if self.step != other.step:
            return self.step > other.step
        if self.losses == other.losses:
            return len(self.losses) == 1 and self.number < other.number  # of equal ones of a front, all are on it
        return all(own <= its for own, its in zip(self.losses, other.losses))


class Ranking:
    """The finished trials, as far as they can be put in an order: by the highest step and then the last report, or by the best report of all.

    A complete one that has done enough by its results counts as one that came furthest. With several objectives trials at the same step may be worth as much as one another, and those of a front always are: all of them are kept.
    """

    def __init__(self, settled: Settled):
        self._over_time = settled.best == "max_over_time" and not settled.has_several_objectives
        self._ends_by_result = settled.ends_by_result
        self._signs = [-1.0 if objective.mode == "max" else 1.0 for objective in settled.objectives]
        self._keep = settled.keep_objects
        self._ranks: Dict[int, _Rank] = {}

    def better(self, one: Optional[Values], other: Values) -> Values:
        """The better of two reports for one objective."""
        if one is None or not _is_finite(one):
            return other
        return one if not _is_finite(other) or self._losses(one) <= self._losses(other) else other

    def add(self, number: int, step: int, values: List[Values], is_complete: bool) -> bool:
        """Adds a finished trial with its reports, the last one last; returns whether its objects are to be kept."""
        step = sys.maxsize if is_complete and self._ends_by_result else step
        losses = [self._losses(report) for report in values if _is_finite(report)]
        if not losses or not self._over_time and not _is_finite(values[-1]):
            return False
        rank = _Rank(0, min(losses), number) if self._over_time else _Rank(step, losses[-1], number)
        self._ranks[number] = rank
        return sum(1 for other in self._ranks.values() if other.is_before(rank)) < self._keep

    def _losses(self, values: Values) -> Values:
        return tuple(sign * value for sign, value in zip(self._signs, values))


def _is_finite(values: Values) -> bool:
    return all(map(math.isfinite, values))
