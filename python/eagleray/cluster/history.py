"""What the record says of the trials so far: which are finished, and where the others were."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Dict, Iterable, List, Mapping, Optional

from eagleray.cluster.events import FAILED, PAUSED
from eagleray.cluster.metric import MetricRule, Values


@dataclass
class PastTrial:
    """A trial as the record has it. ``reports`` are those that count: of dead attempts only what a checkpoint holds."""

    number: int
    config: Mapping[str, Any]
    attempt: int = 0
    reports: List[Mapping[str, Any]] = field(default_factory=list)
    failures: int = 0
    checkpoint: Optional[Any] = None
    checkpoint_step: int = 0
    ended: Optional[Mapping[str, Any]] = None

    @property
    def is_finished(self) -> bool:
        return self.ended is not None

    @property
    def last_step(self) -> int:
        return int(self.reports[-1]["step"]) if self.reports else 0

    def restart(self, attempt: int, from_step: int) -> None:
        """An attempt began: what came after its checkpoint is void."""
        self.attempt = attempt
        self.ended = None
        self.reports = [report for report in self.reports if report["step"] <= from_step]

    def take_over(self, taken: Mapping[str, Any]) -> None:
        """It goes on from another trial's checkpoint, with a changed configuration: its own reports are void."""
        self.config = taken["config"]
        self.checkpoint, self.checkpoint_step = taken.get("checkpoint"), taken["step"]
        self.reports = [{"step": taken["step"], "metrics": taken["metrics"]}] if taken["step"] > 0 else []


class History:
    """The trials of the record, by number."""

    def __init__(self, events: Iterable[Mapping[str, Any]], path: str):
        self.trials: Dict[int, PastTrial] = {}
        self._step_failed = False
        for event in events:
            if event["body"].get("path") == path:
                self.take(event)

    def take(self, event: Mapping[str, Any]) -> None:
        """Takes the step's next event in."""
        self._take(event["type"], event["body"])

    def _take(self, type: str, body: Mapping[str, Any]) -> None:
        if type == "StepEnded":
            self._step_failed = body.get("status") == FAILED
        elif type == "StepStarted":
            self._forgive()
        elif type == "TrialAsked":
            known = self.trials.get(body["trial"])
            if known is None:
                self.trials[body["trial"]] = PastTrial(body["trial"], body["config"])
            else:
                known.config = body["config"]
        elif type == "TrialTookOver":
            if body["trial"] in self.trials:
                self.trials[body["trial"]].take_over(body)
        elif type in ("TrialStarted", "TrialReported", "TrialEnded") and body["trial"] in self.trials:
            self._trial(type, self.trials[body["trial"]], body)

    def _trial(self, type: str, trial: PastTrial, body: Mapping[str, Any]) -> None:
        if type == "TrialStarted":
            trial.restart(body["attempt"], body.get("fromStep") or 0)
        elif body["attempt"] != trial.attempt:
            return
        elif type == "TrialReported":
            trial.reports.append(body)
            if body.get("checkpoint") is not None:
                trial.checkpoint, trial.checkpoint_step = body["checkpoint"], body["step"]
        elif body["status"] == FAILED and body.get("willRetry"):
            trial.failures += 1
        elif body["status"] != PAUSED:  # a paused one goes on later
            trial.ended = body

    def _forgive(self) -> None:
        """What failed under an attempt of the step that failed is tried again under the next one."""
        if not self._step_failed:
            return
        for trial in self.trials.values():
            trial.failures = 0
            if trial.ended is not None and trial.ended["status"] == FAILED:
                trial.ended = None

    def __len__(self) -> int:
        return len(self.trials)

    def get(self, number: int) -> Optional[PastTrial]:
        """The trial of that number, where the record has one."""
        return self.trials.get(number)

    def configurations(self) -> List[Mapping[str, Any]]:
        """All recorded configurations, by number."""
        return [self.trials[number].config for number in sorted(self.trials)]

    def last_values(self, trial: PastTrial, rule: MetricRule) -> Optional[Values]:
        """The metrics in the last report that counts."""
        return rule.values(trial.reports[-1]["metrics"]) if trial.reports else None
