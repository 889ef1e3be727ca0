"""Ray Tune's callbacks and stopper, handed on to the ledger of this process."""

from __future__ import annotations

import json
import sys
from typing import Any, Dict, Sequence

from ray.tune import Callback, Stopper

from eagleray.cluster import compat
from eagleray.cluster.failures import NodeFailed
from eagleray.cluster.ledger import current
from eagleray.cluster.metric import STEP
from eagleray.cluster.trainable import PAYLOAD, STATE


class SearchOver(BaseException):
    """The search ends now. No Exception, so that Ray Tune does not first wait for what its actors do: they end with the driver."""


class Tell(Callback):
    """Tells the ledger what happens to trials."""

    def on_experiment_end(self, trials: Any, **info: Any) -> None:
        if sys.exc_info()[0] is None:  # else it is not over, but broken
            raise SearchOver  # what Ray Tune would do now is to read the results of all trials from files

    def on_trial_start(self, iteration: int, trials: Any, trial: Any, **info: Any) -> None:
        current().on_start(trial, compat.restored_metrics(trial).get(STATE) or {})

    def on_trial_result(self, iteration: int, trials: Any, trial: Any, result: Dict[str, Any], **info: Any) -> None:
        try:
            current().on_result(trial, json.loads(result.pop(PAYLOAD, "{}")))
        except NodeFailed as problem:
            current().fatal = problem.failure
            raise SearchOver from None  # Ray Tune would wrap it

    def on_trial_complete(self, iteration: int, trials: Any, trial: Any, **info: Any) -> None:
        current().on_complete(trial)

    def on_trial_recover(self, iteration: int, trials: Any, trial: Any, **info: Any) -> None:
        current().on_recover(trial)

    def on_trial_error(self, iteration: int, trials: Any, trial: Any, **info: Any) -> None:
        current().on_error(trial)


class StopWhenOver(Stopper):
    """Ends the whole search when the ledger says so, or one of the user's stoppers; the latter end trials as well."""

    def __init__(self, stoppers: Sequence[Stopper] = ()):
        self._stoppers = stoppers
        self._steps: Dict[str, int] = {}

    def __call__(self, trial_id: str, result: Dict[str, Any]) -> bool:
        if not self._stoppers or self._steps.get(trial_id) == result[STEP]:  # a trial's end repeats its last report
            return False
        self._steps[trial_id] = result[STEP]
        stops = [stopper(trial_id, result) for stopper in self._stoppers]
        if self._are_over():
            current().search_has_done_enough()
        elif any(stops):
            current().trial_has_done_enough(trial_id)
            return True
        return False

    def _are_over(self) -> bool:
        return any(stopper.stop_all() for stopper in self._stoppers)

    def stop_all(self) -> bool:
        if current().is_over():
            raise SearchOver
        return False
