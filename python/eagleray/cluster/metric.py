"""What a report must hold, and when a trial has done enough. The same rules as those of an embedded search."""

from __future__ import annotations

import json
import math
from typing import Any, Dict, Mapping, Optional, Tuple

from eagleray.cluster.failures import failure
from eagleray.cluster.spec import Settled

STEP = "training_iteration"
"""The step, by Ray Tune's name; a stop condition may name it."""

Values = Tuple[float, ...]
"""A report's values of the metrics, one for each objective."""

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
    """The metrics and the stop conditions of a search."""

    def __init__(self, settled: Settled):
        self._objectives = settled.objectives
        self._stop = settled.stop

    def values(self, metrics: Mapping[str, Any]) -> Optional[Values]:
        """The value of each metric; None where one is missing or no number."""
        values = [number(metrics.get(objective.metric)) for objective in self._objectives]
        return None if None in values else tuple(value for value in values if value is not None)

    def comparable(self, metrics: Mapping[str, Any]) -> Dict[str, float]:
        """A value for each metric that can be compared: the worst one for NaN, for infinities, and for what is missing."""
        found = {}
        for objective in self._objectives:
            value = number(metrics.get(objective.metric))
            worst = -math.inf if objective.mode == "max" else math.inf
            found[objective.metric] = value if value is not None and math.isfinite(value) else worst
        return found

    def wrong(self, metrics: Mapping[str, Any], step: int = 1) -> Dict[str, Any]:
        """What is wrong with the report of that number that has no values: the first metric's fault."""
        metric = next(objective.metric for objective in self._objectives if number(metrics.get(objective.metric)) is None)
        if metric in metrics:
            return failure("metric", f'"{metric}" must be a number, not {_text(metrics[metric])}')
        reported = ", ".join(metrics) if metrics else "nothing"
        if step > 1:
            return failure("metric", f'report {step} of the trial has no "{metric}"; it has: {reported}')
        return failure("metric", f'the trial never reported "{metric}"; it reported: {reported}')

    def is_enough(self, step: int, metrics: Mapping[str, Any]) -> bool:
        """Whether a stop condition holds: a metric is at its bound or above."""
        for name, bound in self._stop.items():
            value = float(step) if name == STEP else number(metrics.get(name))
            if value is not None and value >= bound:
                return True
        return False


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
