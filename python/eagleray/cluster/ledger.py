"""What the driver knows of the trials of a search by Ray Tune: their numbers, attempts, failures, and the events that tell of them.

Ray Tune is told of trials by its own ids and keeps its own count of failures; this is where both meet the record.
"""

from __future__ import annotations

import json
import time
from dataclasses import dataclass, field
from typing import Any, Dict, List, Mapping, Optional

from eagleray.cluster import events, failures
from eagleray.cluster.events import COMPLETED, FAILED, STOPPED
from eagleray.cluster.failures import MAX_LOST, NodeFailed, failure, first_line
from eagleray.cluster.history import History, PastTrial
from eagleray.cluster.keeping import Ranking
from eagleray.cluster.lines import Lines
from eagleray.cluster.matching import matching
from eagleray.cluster.metric import MetricRule, Values
from eagleray.cluster.objects import Collection, Place, as_json, from_json
from eagleray.cluster.spaces import Space
from eagleray.cluster.spec import Spec, nested
from eagleray.cluster.spent import spent_seconds

LONGEST_START_SECONDS = 60.0
"""The time budget begins with the first trial, and not later than this: what the cluster takes to start is not the search's."""

TIME_IS_UP, ENOUGH, TOO_MANY_FAILED = "time budget", "stopper", "too many failed"


def start_key(spec: Spec, number: int) -> str:
    """Where a trial's actor finds how it starts."""
    return f"eagleray:start:{spec.run.uuid}:{spec.run.step}:{spec.run.submission}:{number}"


@dataclass
class Entry:
    """A trial while the search runs, over all its attempts."""

    number: int
    config: Mapping[str, Any]
    past: Optional[PastTrial] = None
    attempt: int = 0
    failures: int = 0
    lost: int = 0
    last_step: int = 0
    values: Optional[Values] = None
    best: Optional[Values] = None
    checkpoint: Optional[Any] = None
    checkpoint_step: int = 0
    checkpoint_metrics: Mapping[str, Any] = field(default_factory=dict)
    taken_over: Optional[Mapping[str, Any]] = None
    due: bool = True
    started: bool = False
    ended: bool = False
    enough: bool = False
    error: Optional[Mapping[str, Any]] = None
    was_lost: bool = False

    @property
    def is_replay(self) -> bool:
        return self.past is not None and self.past.is_finished


class Ledger:
    """All trials of one search. Belongs to the driver's main thread."""

    def __init__(self, spec: Spec, space: Space, history: History, lines: Lines, collection: Collection, kv: Any):
        assert spec.settled is not None
        self._spec = spec
        self._settled = spec.settled
        self._space = space
        self._history = history
        self._lines = lines
        self._collection = collection
        self._kv = kv
        self.rule = MetricRule(spec.settled)
        self._path = spec.run.step
        self._recorded = history.configurations()
        self._numbers: Dict[str, int] = {}
        self._entries: Dict[int, Entry] = {}
        self._asked = len(self._recorded)
        self._next = len(self._recorded)
        self._ranking = Ranking(spec.settled)
        self.succeeded = 0
        self.failed = 0
        self.first_failure: Optional[Mapping[str, Any]] = None
        self.ending: Optional[str] = None
        self.fatal: Optional[Dict[str, Any]] = None
        self.has_output = False  # what trials, or workers that broke, have printed
        self._budget = spec.settled.time_budget
        if self._budget is not None:
            self._budget -= spent_seconds(spec.history, spec.run.step)
        self._begins = time.monotonic() + LONGEST_START_SECONDS
        self._count_history()

    def _count_history(self) -> None:
        for number in sorted(self._history.trials):
            trial = self._history.trials[number]
            if trial.ended is None:
                continue
            if trial.ended["status"] == FAILED:
                self.failed += 1
                self.first_failure = self.first_failure or trial.ended.get("failure")
            else:
                self.succeeded += 1
                reports = [self.rule.values(report["metrics"]) for report in trial.reports]
                self._ranking.add(number, trial.last_step, [values for values in reports if values is not None], trial.ended["status"] == COMPLETED)
        self._end_if_too_many_failed()

    # Numbers

    def note(self, text: str) -> None:
        """Tells the user something of the search."""
        self._lines.note(text)

    def suggested(self, trial_id: str, suggestion: Mapping[str, Any]) -> Dict[str, Any]:
        """Gives the suggestion its number; returns what the trial gets, which is the recorded configuration where there is one."""
        config = self._space.decoded(suggestion)
        taken = self._entries.keys()
        number = matching(self._recorded, config, taken)
        if number is None:  # a searcher that does not keep to the points that it was given, or a trial whose configuration was changed
            number = next((n for n in range(len(self._recorded)) if n not in taken), None)
        if number is None:
            number, self._next = self._next, self._next + 1
        past = self._history.get(number)
        entry = Entry(number, config if past is None else past.config, past)
        if past is not None:
            entry.attempt, entry.failures = past.attempt, past.failures
            self._go_on_from(entry, past)
        self._numbers[trial_id] = number
        self._entries[number] = entry
        if past is None or config == past.config:
            return dict(suggestion)
        return {**suggestion, **(self._space.encoded(nested(past.config), partial=True) or {})}

    def _go_on_from(self, entry: Entry, past: PastTrial) -> None:
        if past.checkpoint is None or past.is_finished or self._collection.bring_from_anywhere(past.checkpoint):
            return
        entry.checkpoint, entry.checkpoint_step = past.checkpoint, past.checkpoint_step
        entry.checkpoint_metrics = next((r["metrics"] for r in past.reports if r["step"] == past.checkpoint_step), {})

    def name(self, trial: Any) -> str:
        """The trial's short name, by which its actor knows its number."""
        if trial.trial_id not in self._numbers:
            trial.config.update(self.suggested(trial.trial_id, dict(trial.config)))
        return f"t{self._numbers[trial.trial_id]}"

    def _entry(self, trial: Any) -> Entry:
        return self._entries[self._numbers[trial.trial_id]]

    # What Ray Tune tells

    def on_start(self, trial: Any, restored: Mapping[str, Any]) -> None:
        """An actor is there for the trial, and is about to be told to begin, or to go on from the restored state."""
        entry = self._entry(trial)
        self._begins = min(self._begins, time.monotonic())
        if entry.is_replay:
            self._tell_start(entry, {"replay": self._replay(entry)})
            return
        told = self._ask_up_to(entry.number)
        config = self._space.decoded(trial.config)
        if not entry.due and config == entry.config:
            self._tell_start(entry, {"mode": "resume"})
            return
        from_step = entry.checkpoint_step
        mode = "start"
        if not entry.due:  # it takes over another trial's state, with another configuration
            entry.config = config
            told.append(events.asked(self._path, entry.number, config))
            from_step, mode = restored.get("step") or 0, "resume"
            self._take_over(entry, restored)
        entry.attempt += 1
        entry.due, entry.started, entry.last_step = False, True, from_step
        told.append(events.started(self._path, entry.number, entry.attempt, from_step))
        self._lines.events(told)
        self._tell_start(entry, {"mode": mode})

    def _take_over(self, entry: Entry, state: Mapping[str, Any]) -> None:
        """The trial goes on from another one's state: should it fail, it starts again from there."""
        entry.checkpoint, entry.checkpoint_step = state.get("checkpoint"), state.get("checkpoint_step") or 0
        entry.checkpoint_metrics = state.get("metrics") or {}
        entry.values = self.rule.values(entry.checkpoint_metrics)
        entry.taken_over = {"step": state.get("step") or 0, "metrics": entry.checkpoint_metrics, "checkpoint": entry.checkpoint}

    def _tell_start(self, entry: Entry, how: Mapping[str, Any]) -> None:
        message = {
            "attempt": entry.attempt,
            "checkpoint": entry.checkpoint,
            "step": entry.checkpoint_step,
            "metrics": entry.checkpoint_metrics,
            "last": entry.failures >= self._settled.trial_retry,
            "driver": as_json(self._collection.place),
            **how,
        }
        self._kv.put(start_key(self._spec, entry.number), json.dumps(message))

    def _forget_start(self, entry: Entry) -> None:
        """The cluster's head would keep it, with all reports of a trial that is replayed, as long as it lives."""
        self._kv.delete(start_key(self._spec, entry.number))

    def _replay(self, entry: Entry) -> List[Mapping[str, Any]]:
        """The recorded reports, for the scheduler and the stoppers to see; only the last where none would look at the others."""
        assert entry.past is not None and entry.past.ended is not None
        if entry.past.ended["status"] == FAILED:
            return []
        reports = [{"step": report["step"], "metrics": report["metrics"]} for report in entry.past.reports]
        is_fifo = self._settled.scheduler.name.lower() in ("fifo", "fifoscheduler")
        return reports[-1:] if is_fifo and not self._settled.stoppers else reports

    def _ask_up_to(self, number: int) -> List[events.Event]:
        told = []
        while self._asked <= number:
            told.append(events.asked(self._path, self._asked, self._entries[self._asked].config))
            self._asked += 1
        return told

    def on_result(self, trial: Any, payload: Mapping[str, Any]) -> None:
        """A report came, the function's end, or both."""
        entry = self._entry(trial)
        self.has_output = self.has_output or bool(payload.get("printed")) or payload.get("failure") is not None
        if entry.is_replay or entry.ended:
            return
        if payload.get("failure") is not None:
            entry.error = payload["failure"]
            self._fail(entry)
            return
        place = from_json(payload.get("place"))
        report = payload.get("report")
        told = [] if report is None else [self._report(entry, report, place)]
        if payload.get("end") is not None:
            told += self._end(entry, COMPLETED, payload["end"].get("value"), place)
        self._lines.events(told)

    def _report(self, entry: Entry, report: Mapping[str, Any], place: Optional[Place]) -> events.Event:
        checkpoint = report.get("checkpoint")
        entry.taken_over = None
        entry.last_step = report["step"]
        entry.values = self.rule.values(report["metrics"])
        if entry.values is not None:
            entry.best = self._ranking.better(entry.best, entry.values)
        if checkpoint is not None and not self._collection.bring(checkpoint, place):
            entry.checkpoint, entry.checkpoint_step, entry.checkpoint_metrics = checkpoint, report["step"], report["metrics"]
        return events.reported(self._path, entry.number, entry.attempt, report["step"], report["metrics"], checkpoint)

    def _end(self, entry: Entry, status: str, value: Any, place: Optional[Place]) -> List[events.Event]:
        told = []
        if entry.taken_over is not None and entry.taken_over["step"] > 0:  # it has come no further than the trial that it took over
            told.append(self._report(entry, entry.taken_over, None))
        reports = [values for values in (entry.best, entry.values) if values is not None]
        if self._ranking.add(entry.number, entry.last_step, reports, status == COMPLETED):
            self._collection.keep(value, place, f"trial {entry.number}")
        entry.ended = True
        self.succeeded += 1
        told.append(events.ended(self._path, entry.number, entry.attempt, status, value))
        return told

    def on_complete(self, trial: Any) -> None:
        """Ray Tune is through with the trial: what has not come to its own end was stopped."""
        entry = self._entry(trial)
        self._forget_start(entry)
        if not entry.is_replay and entry.started and not entry.ended:
            self._lines.events(self._end(entry, COMPLETED if entry.enough else STOPPED, None, None))

    # Stoppers

    def trial_has_done_enough(self, trial_id: str) -> None:
        """A stopper ends the trial: its last report is its result."""
        self._entries[self._numbers[trial_id]].enough = True

    def search_has_done_enough(self) -> None:
        """A stopper ends the search."""
        self.ending = self.ending or ENOUGH

    # Failures

    def note_error(self, trial: Any, problem: Optional[BaseException]) -> None:
        """An attempt failed, or its actor was lost."""
        from eagleray.cluster import compat

        entry = self._entry(trial)
        self.has_output = True
        failed = failures.trial_failed_in(problem)
        if failed is not None:
            entry.error, entry.was_lost = failed.failure, False
            if failed.fatal:
                self.fatal = failed.failure
        elif isinstance(problem, compat.lost_errors()):
            entry.lost += 1
            entry.error = failure("worker-died", first_line(problem))
            entry.was_lost = entry.lost <= MAX_LOST
        else:
            entry.error, entry.was_lost = failure(type(problem).__name__, first_line(problem)), False

    def should_recover(self, trial: Any) -> bool:
        """Whether the trial starts again."""
        entry = self._entry(trial)
        return self.ending is None and self.fatal is None and (entry.was_lost or entry.failures < self._settled.trial_retry)

    def on_recover(self, trial: Any) -> None:
        """The trial will start again."""
        entry = self._entry(trial)
        if entry.was_lost:
            self._lines.note(f"trial {entry.number} starts again: its worker was lost ({(entry.error or {}).get('message')})")
        else:
            entry.failures += 1
            self._tell_failed(entry, True)
        entry.due = True

    def on_error(self, trial: Any) -> None:
        """The trial has failed for good."""
        entry = self._entry(trial)
        self._forget_start(entry)
        if not entry.is_replay and self.fatal is None:
            self._fail(entry)

    def _fail(self, entry: Entry) -> None:
        self._tell_failed(entry, False)
        entry.ended = True
        self.failed += 1
        self.first_failure = self.first_failure or entry.error
        self._end_if_too_many_failed()

    def _tell_failed(self, entry: Entry, again: bool) -> None:
        told = self._ask_up_to(entry.number)
        if not entry.started:  # its actor could not even be made
            entry.attempt += 1
            told.append(events.started(self._path, entry.number, entry.attempt, entry.checkpoint_step))
        entry.started = entry.started and not again
        told.append(events.ended(self._path, entry.number, entry.attempt, FAILED, None, entry.error, again))
        self._lines.events(told)

    def _end_if_too_many_failed(self) -> None:
        most = self._settled.max_failed_trials
        if self._settled.fail_fast and self.failed > 0 or most is not None and self.failed > most:
            self.ending = self.ending or TOO_MANY_FAILED

    # The end

    def is_over(self) -> bool:
        """Whether the search ends now, whatever its trials do."""
        if self.ending is None and self._budget is not None and (self._budget <= 0 or time.monotonic() >= self._begins + self._budget):
            self.ending = TIME_IS_UP
        return self.ending is not None or self.fatal is not None

    def close(self) -> Dict[str, Any]:
        """The search's outcome. When its time is up or a stopper ended it, trials that run have had their share."""
        if self.fatal is not None:
            raise NodeFailed(self.fatal)
        if self.ending in (TIME_IS_UP, ENOUGH):
            running = [entry for entry in self._entries.values() if entry.started and not entry.due and not entry.ended and not entry.is_replay]
            for entry in running + self._waiting():
                self._forget_start(entry)
                told = []
                if entry.due:
                    entry.attempt += 1
                    told.append(events.started(self._path, entry.number, entry.attempt, entry.checkpoint_step))
                self._lines.events(told + self._end(entry, STOPPED, None, None))
        if self.ending == TOO_MANY_FAILED or self.succeeded == 0:
            raise NodeFailed(failures.counted(self.first_failure, self.failed, self.succeeded))
        return {"outcome": "done", "ended": self.ending or "all trials"}

    def _waiting(self) -> List[Entry]:
        """Trials that were in flight, and have not started again."""
        due = [entry for entry in self._entries.values() if entry.due and not entry.is_replay and not entry.ended and entry.attempt > 0]
        unmet = [trial for number, trial in self._history.trials.items() if number not in self._entries and not trial.is_finished]
        return due + [Entry(trial.number, trial.config, trial, attempt=trial.attempt, checkpoint_step=trial.checkpoint_step) for trial in unmet]


_current: Optional[Ledger] = None


def set_current(ledger: Ledger) -> None:
    """Makes this the ledger of the process: Ray Tune pickles what it is given, and a ledger cannot be."""
    global _current
    _current = ledger


def current() -> Ledger:
    """The ledger of the search that this process runs."""
    assert _current is not None
    return _current


def trial_name(trial: Any) -> str:
    """Ray Tune's ``trial_name_creator``."""
    return current().name(trial)
