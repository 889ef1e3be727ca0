"""Of which trials the returned objects are kept: those that are among the best so far."""

from __future__ import annotations

import math
from typing import Dict, List, Optional, Tuple

from eagleray.cluster.spec import Settled


class Ranking:
    """The finished trials, the best first: by the highest step and then the last report, or by the best report of all."""

    def __init__(self, settled: Settled):
        self._over_time = settled.best == "max_over_time"
        self._sign = -1.0 if settled.mode == "max" else 1.0
        self._keep = settled.keep_objects
        self._keys: Dict[int, Tuple[float, ...]] = {}

    def better(self, one: Optional[float], other: float) -> float:
        """The better of two values."""
        if one is None or not math.isfinite(one):
            return other
        return other if math.isfinite(other) and self._sign * other < self._sign * one else one

    def add(self, number: int, step: int, values: List[float]) -> bool:
        """Adds a finished trial with its values, the last one last; returns whether its objects are to be kept."""
        finite = [value for value in values if math.isfinite(value)]
        if not finite or not self._over_time and not math.isfinite(values[-1]):
            return False
        if self._over_time:
            key: Tuple[float, ...] = (min(self._sign * value for value in finite), number)
        else:
            key = (-step, self._sign * values[-1], number)
        self._keys[number] = key
        return sum(1 for other in self._keys.values() if other < key) < self._keep
