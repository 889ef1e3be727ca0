"""A trial as Ray Tune knows it: an actor, used for one trial after the other, whose task worker runs the user's function."""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import dataclass
from typing import Any, Dict, List, Mapping, Optional

from ray import tune

from eagleray.cluster import compat, locate, objects
from eagleray.cluster import spec as specification
from eagleray.cluster.failures import NodeFailed, TrialFailed, failure, of_error
from eagleray.cluster.ledger import start_key
from eagleray.cluster.metric import STEP, MetricRule, number
from eagleray.cluster.objects import Place, from_json, obtain
from eagleray.cluster.references import references_in
from eagleray.cluster.runner import Runner, too_big
from eagleray.cluster.spaces import Space
from eagleray.cluster.spec import Spec

PAYLOAD = "eagleray"
"""The entry of a result that carries what the driver needs, as JSON."""

STATE = "eagleray_state"

_RESERVED = {"done", "config", "trial_id", "experiment_id", "pid", "hostname", "node_ip", "date", "timestamp", "should_checkpoint", STEP, PAYLOAD}
_RESERVED |= {"time_this_iter_s", "time_total_s", "timesteps_total", "episodes_total", "timesteps_this_iter", "episodes_this_iter"}
_RESERVED |= {"time_since_restore", "iterations_since_restore", "checkpoint_dir_name", "__duplicate__", "experiment_tag"}


@dataclass
class State:
    """Where a trial is: the last checkpoint and its step, the last report's step, and what the function returned where it has ended."""

    checkpoint: Optional[Any] = None
    checkpoint_step: int = 0
    step: int = 0
    end: Optional[Mapping[str, Any]] = None


class RayTrial(tune.Trainable):
    """One step is one report of the user's function."""

    def setup(self, config: Dict[str, Any]) -> None:
        folder = locate.needed_package("eagleray_job")
        self._spec: Spec = specification.read(folder)
        assert self._spec.settled is not None
        self._rule = MetricRule(self._spec.settled)
        self._max_steps = self._spec.settled.max_steps
        self._space = Space(self._spec.space)
        self._place: Place = objects.here(self._spec)
        self._kv = compat.Kv()
        self._runner: Optional[Runner] = None
        self._begin(config)

    def reset_config(self, new_config: Dict[str, Any]) -> bool:
        if self._runner is not None:
            self._runner.stop_task()
        self._begin(new_config)
        return True

    def cleanup(self) -> None:
        if self._runner is not None:
            self._runner.close()

    def _begin(self, config: Mapping[str, Any]) -> None:
        self._suggested = dict(config)
        self._state = State()
        self._replay: Optional[List[Mapping[str, Any]]] = None
        self._has_begun = False
        self._is_last_attempt = False
        self._reports = 0
        self._silent_until = 0
        self._metrics: Mapping[str, Any] = {}
        self._due: Optional[Mapping[str, Any]] = None  # a message that was read ahead

    def step(self) -> Dict[str, Any]:
        try:
            if not self._has_begun:
                self._start()
            if self._replay is not None:
                return self._replayed()
            if self._state.end is not None:
                return self._result(None, self._state.end)
            return self._advanced()
        except NodeFailed as problem:
            raise TrialFailed(problem.failure, fatal=True) from None
        except TrialFailed as problem:
            if not self._is_last_attempt:
                raise
            return self._failed(problem)

    # The function

    def _start(self) -> None:
        self._has_begun = True
        trial = int(self.trial_name[1:])
        start = json.loads(self._kv.get(start_key(self._spec, trial)) or "{}")
        self._is_last_attempt = bool(start.get("last"))
        self._replay = start.get("replay")
        if self._replay is not None:
            self._replay = list(self._replay)
            return
        if start.get("mode") != "resume":
            self._state = State(start.get("checkpoint"), start.get("step") or 0, start.get("step") or 0)
            self._metrics = start.get("metrics") or {}
        if self._state.end is not None:
            return
        driver = from_json(start.get("driver"))
        lacking = obtain(references_in(self._state.checkpoint), self._place, [driver] if driver else [])
        if lacking:
            raise TrialFailed(failure("object", f"the checkpoint of step {self._state.checkpoint_step} is gone: the node that it was on was lost"))
        if self._runner is None:
            self._runner = Runner(self._spec, self._place)
        self._silent_until = self._state.step
        config = self._space.decoded(self._suggested)
        self._runner.start_trial(trial, start.get("attempt", 1), config, self._state.checkpoint, self._state.checkpoint_step)

    def _advanced(self) -> Dict[str, Any]:
        """The next report, or the function's end. The last report is answered by now: Ray Tune would not have asked for more."""
        worker = self._runner.worker  # type: ignore[union-attr]
        if self._due is not None:
            message, self._due = self._due, None
        else:
            if self._reports:
                worker.decide("continue")
            message = worker.next()
        while message["op"] == "report" and message["step"] <= self._silent_until:
            message = self._after(message)  # it comes back to where it was: these steps are known
        if message["op"] == "report":
            return self._reported(message)
        if message["op"] == "error":
            raise TrialFailed(of_error(message))
        end = {"value": message.get("value")}
        if self._reports == 0 and self._state.step == 0:
            return self._late_report(end)
        self._state.end = end
        return self._result(None, end)

    def _after(self, report: Mapping[str, Any]) -> Mapping[str, Any]:
        """The message after a report that is answered with ``continue``."""
        if not report.get("last"):
            self._runner.worker.decide("continue")  # type: ignore[union-attr]
        return self._runner.worker.next()  # type: ignore[union-attr]

    def _reported(self, message: Mapping[str, Any]) -> Dict[str, Any]:
        step, metrics = message["step"], message["metrics"]
        if self._rule.values(metrics) is None:
            if not message.get("last"):
                self._runner.stop_task()  # type: ignore[union-attr]
            else:
                self._runner.worker.next()  # type: ignore[union-attr]
            raise TrialFailed(self._rule.wrong(metrics, step))
        self._note(message)
        end = None
        if message.get("last") or not self._spec.task.reports:
            end = self._looked_ahead(message)
        elif self._rule.is_enough(step, metrics):
            end = self._stopped()
        elif self._max_steps is not None and step >= self._max_steps:
            # It may come to its own end, with what it returns; only one that would report once more is stopped.
            end = self._looked_ahead(message, at_most=True)
        self._state.end = end
        return self._result({key: message[key] for key in ("step", "metrics", "checkpoint") if key in message}, end)

    def _note(self, message: Mapping[str, Any]) -> None:
        self._reports += 1
        self._state.step = message["step"]
        self._metrics = message["metrics"]
        if message.get("checkpoint") is not None:
            self._state.checkpoint, self._state.checkpoint_step = message["checkpoint"], message["step"]

    def _looked_ahead(self, report: Mapping[str, Any], at_most: bool = False) -> Optional[Dict[str, Any]]:
        """The end, where it comes next; an error is told at the next step, so that the report before it counts."""
        message = self._after(report)
        if message["op"] == "result":
            return {"value": message.get("value")}
        if message["op"] == "report" and at_most:
            return self._stopped()
        self._due = message
        return None

    def _stopped(self) -> Dict[str, Any]:
        self._runner.stop_task()  # type: ignore[union-attr]
        return {"value": None}

    def _late_report(self, end: Mapping[str, Any]) -> Dict[str, Any]:
        """A function that could have reported and did not: what it returned is its one report."""
        value = end["value"]
        metrics = value if isinstance(value, dict) else {}
        if self._rule.values(metrics) is None:
            raise TrialFailed(self._rule.wrong(metrics))
        report = {"step": 1, "metrics": {name: item for name, item in metrics.items() if _is_metric(item)}}
        self._note(report)
        self._state.end = end
        return self._result(report, end)

    # Results

    def _result(self, report: Optional[Mapping[str, Any]], end: Optional[Mapping[str, Any]]) -> Dict[str, Any]:
        message = {"report": report, "end": end, "place": objects.as_json(self._place)}
        if self._runner is not None and self._runner.has_printed:
            message["printed"] = True
        payload = json.dumps(message)
        wrong = too_big(len(payload), "what the trial returned" if end is not None else f"the report of step {self._state.step}")
        if wrong is not None:
            self._runner.stop_task()  # type: ignore[union-attr]
            raise TrialFailed(wrong)
        result = self._for_tune(self._metrics, self._state.step)
        result.update({PAYLOAD: payload, "done": end is not None})
        if end is None and report is not None and report.get("checkpoint") is not None:
            result["should_checkpoint"] = True
        return result

    def _failed(self, problem: TrialFailed) -> Dict[str, Any]:
        """A failure that is final is told like an end: an actor that raises is thrown away, and the next one takes seconds to start."""
        return {**self._for_tune({}, max(1, self._state.step)), PAYLOAD: json.dumps({"failure": problem.failure}), "done": True}

    def _for_tune(self, metrics: Mapping[str, Any], step: int) -> Dict[str, Any]:
        result: Dict[str, Any] = {}
        for name, item in metrics.items():
            value = item if isinstance(item, (str, bool, int, float)) else number(item)
            if name not in _RESERVED and value is not None:
                result[name] = value
        result.update(self._rule.comparable(metrics))
        result[STEP] = step
        return result

    def _replayed(self) -> Dict[str, Any]:
        """A recorded report of a trial that is finished: its function does not run."""
        replay = self._replay
        assert replay is not None
        report = replay.pop(0) if replay else {"step": 1, "metrics": {}}
        return {**self._for_tune(report["metrics"], report["step"]), PAYLOAD: "{}", "done": not replay}

    # Checkpoints

    def _state_now(self) -> Dict[str, Any]:
        state = self._state
        return {"checkpoint": state.checkpoint, "checkpoint_step": state.checkpoint_step, "step": state.step, "end": state.end, "metrics": self._metrics}

    def _go_back_to(self, saved: Mapping[str, Any]) -> None:
        self._state = State(saved["checkpoint"], saved["checkpoint_step"], saved["step"], saved["end"])
        self._metrics = saved["metrics"]
        self._has_begun = False
        self._reports = 0

    def save(self, checkpoint_dir: Optional[str] = None) -> Any:
        """Without storage of the user's own a trial's state travels with Ray Tune's messages, and needs no folder that all nodes share."""
        if self._spec.storage:
            return super().save(checkpoint_dir)
        folder = os.path.join(os.path.dirname(self._place.folder), "states") if not self._place.shared else compat.session_folder()
        os.makedirs(folder, exist_ok=True)
        metrics = {**(self._last_result or {}), STATE: self._state_now()}
        return compat.training_result(compat.checkpoint_class().from_directory(folder), metrics)

    def restore(self, checkpoint_path: Any) -> None:
        metrics = getattr(checkpoint_path, "metrics", None)
        if not metrics or STATE not in metrics:
            super().restore(checkpoint_path)
            return
        self._iteration = metrics.get(STEP, 0)
        self._time_total = metrics.get("time_total_s", 0)
        self._time_since_restore = 0.0
        self._iterations_since_restore = 0
        self._restored = True
        self._go_back_to(metrics[STATE])

    def save_checkpoint(self, checkpoint_dir: str) -> None:
        state = self._state_now()
        with open(os.path.join(checkpoint_dir, "state.json"), "w", encoding="utf-8") as file:
            json.dump(state, file)
        for reference in references_in(state["checkpoint"]):
            shutil.copyfile(self._place.path(reference["sha256"]), os.path.join(checkpoint_dir, reference["sha256"]))

    def load_checkpoint(self, checkpoint: Any) -> None:
        with open(os.path.join(checkpoint, "state.json"), encoding="utf-8") as file:
            state = json.load(file)
        for reference in references_in(state["checkpoint"]):
            objects.take_in(self._place, reference["sha256"], os.path.join(checkpoint, reference["sha256"]))
        self._go_back_to(state)


def _is_metric(item: Any) -> bool:
    return isinstance(item, (str, bool, int, float)) or number(item) is not None
