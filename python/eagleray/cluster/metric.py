"""What a report must hold, and when a trial has done enough. The same rules as those of an embedded search."""

from __future__ import annotations

import json
import math
from typing import Any, Dict, Mapping, Optional

from eagleray.cluster.failures import failure
from eagleray.cluster.spec import Settled

STEP = "training_iteration"
"""The step, by Ray Tune's name; a stop condition may name it."""

_SPECIAL = {"NaN": math.nan, "Infinity": math.inf, "-Infinity": -math.inf}


def number(value: Any) -> Optional[float]:
    """A metric's value; None where it is no number. NaN and infinities are numbers that are never good."""
    if isinstance(value, bool):
        return 1.0 if value else 0.0
    if isinstance(value, (int, float)):
        try:
            return float(value)
        except OverflowError:
            return math.inf if value > 0 else -math.inf
    if isinstance(value, dict) and len(value) == 1:
        return _SPECIAL.get(value.get("$eagleray.number"))
    return None


class MetricRule:
    """The metric and the stop conditions of a search."""

    def __init__(self, settled: Settled):
        self.metric = settled.metric
        self._stop = settled.stop
        self._worst = -math.inf if settled.mode == "max" else math.inf

    def value(self, metrics: Mapping[str, Any]) -> Optional[float]:
        """The metric's value; None where it is missing or no number."""
        return number(metrics.get(self.metric))

    def worst(self, value: float) -> float:
        """A value that can be compared: the worst one for NaN and infinities."""
        return value if math.isfinite(value) else self._worst

    def wrong(self, metrics: Mapping[str, Any]) -> Dict[str, Any]:
        """What is wrong with a report that has no value."""
        found = metrics.get(self.metric)
        if self.metric in metrics:
            return failure("metric", f'"{self.metric}" must be a number, not {_text(found)}')
        reported = ", ".join(metrics) if metrics else "nothing"
        return failure("metric", f'the trial never reported "{self.metric}"; it reported: {reported}')

    def is_enough(self, step: int, metrics: Mapping[str, Any]) -> bool:
        """Whether a stop condition holds: a metric is at its bound or above."""
        for name, bound in self._stop.items():
            value = float(step) if name == STEP else number(metrics.get(name))
            if value is not None and value >= bound:
                return True
        return False



def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
