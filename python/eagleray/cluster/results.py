"""The finished trials of a native search, by the events that tell of them, and whose objects are to be kept."""

from __future__ import annotations

from typing import Any, Dict, Mapping, Optional

from eagleray.cluster.events import COMPLETED, FAILED
from eagleray.cluster.history import History, PastTrial
from eagleray.cluster.keeping import Ranking
from eagleray.cluster.metric import MetricRule, Values
from eagleray.cluster.spec import Spec


class Results:
    """Begins with what the record says."""

    def __init__(self, spec: Spec):
        assert spec.settled is not None
        self._rule = MetricRule(spec.settled)
        self._ranking = Ranking(spec.settled)
        self._history = History([], spec.run.step)
        self._best: Dict[int, Values] = {}
        for event in spec.history:
            if event["body"].get("path") == spec.run.step:
                self.take(event)

    def take(self, event: Mapping[str, Any]) -> Optional[PastTrial]:
        """Takes the next event in; where a trial has ended with it that is among the best so far, that trial."""
        self._history.take(event)
        trial = self._history.get(event["body"].get("trial", -1))
        if trial is None:
            return None
        if event["type"] == "TrialReported":
            self._note_best(trial.number, event["body"]["metrics"])
        elif event["type"] == "TrialEnded" and trial.ended is not None:
            return trial if self._is_good(trial) else None
        return None

    def _note_best(self, number: int, metrics: Mapping[str, Any]) -> None:
        values = self._rule.values(metrics)
        if values is not None:
            self._best[number] = self._ranking.better(self._best.get(number), values)

    def _is_good(self, trial: PastTrial) -> bool:
        assert trial.ended is not None
        best = self._best.pop(trial.number, None)
        last = self._history.last_values(trial, self._rule)
        trial.reports = trial.reports[-1:]  # enough to go by, should it fail and start again
        if trial.ended["status"] == FAILED:
            return False
        values = [values for values in (best, last) if values is not None]
        return self._ranking.add(trial.number, trial.last_step, values, trial.ended["status"] == COMPLETED)
