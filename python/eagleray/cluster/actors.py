"""Long-lived actors that run trials one after the other, and the pool of them."""

from __future__ import annotations

import json
import queue
from typing import Any, Dict, List, Mapping, Optional, Set, Tuple

from eagleray.cluster import compat, locate, objects
from eagleray.cluster import spec as specification
from eagleray.cluster.failures import NodeFailed, failure, of_error
from eagleray.cluster.objects import from_json, obtain
from eagleray.cluster.references import references_in
from eagleray.cluster.runner import Runner, too_big
from eagleray.cluster.spec import Resources

Message = Dict[str, Any]

_ROUNDING = 1e-6
"""So that ten times 0.1 of something fit into 1, as they do for Ray, which counts in ten-thousandths."""


class TaskActor:
    """Runs the job's task in a worker process of its own. Each call returns the task's next messages, the last of which waits for an answer."""

    def __init__(self) -> None:
        self._spec = specification.read(locate.needed_package("eagleray_job"))
        self._place = objects.here(self._spec)
        self._runner: Optional[Runner] = None

    def ready(self) -> None:
        """Answers once the actor is there."""

    def start(self, trial: Optional[Mapping[str, Any]], driver: Optional[Mapping[str, Any]]) -> List[Message]:
        """Starts a trial (``number``, ``attempt``, ``step``, ``checkpoint``, flat ``config``, ``alone``), or the call where there is none."""
        try:
            if self._runner is None:
                self._runner = Runner(self._spec, self._place)
            if trial is None:
                self._runner.start_call()
                return self._next()
            if trial.get("alone"):
                self._runner.replace_worker()
            checkpoint = trial.get("checkpoint")
            place = from_json(driver)
            if obtain(references_in(checkpoint), self._place, [place] if place else []):
                gone = f"the checkpoint of step {trial.get('step')} is gone: the node that it was on was lost"
                return [_failed(failure("object", gone))]
            self._runner.start_trial(trial["number"], trial["attempt"], trial["config"], checkpoint, trial.get("step") or 0)
            return self._next()
        except NodeFailed as problem:
            return [{"op": "fatal", "failure": problem.failure}]

    def decide(self, decision: str) -> List[Message]:
        """Answers the report that waits."""
        assert self._runner is not None
        self._runner.worker.decide(decision)
        return self._next()

    def cancel(self) -> None:
        """Cancels the running task; called while another call waits for it."""
        if self._runner is not None:
            self._runner.cancel()

    def close(self) -> None:
        """Ends the worker process."""
        if self._runner is not None:
            self._runner.close()

    def _next(self) -> List[Message]:
        assert self._runner is not None
        worker = self._runner.worker
        message = worker.next()
        if message["op"] != "report":
            return [self._ended(message)]
        report = {key: message[key] for key in ("step", "metrics", "checkpoint") if key in message}
        wrong = too_big(len(json.dumps(report)), f"the report of step {message['step']}")
        if wrong is not None:
            self._runner.stop_task()
            return [_failed(wrong)]
        told: List[Message] = [{"op": "report", "place": objects.as_json(self._place), **report}]
        if message.get("last") or not self._spec.task.reports:
            # The function has ended, whatever would be decided: its end need not wait for a way through the cluster.
            if not message.get("last"):
                worker.decide("continue")
            told.append(self._ended(worker.next()))
        return told

    def _ended(self, message: Mapping[str, Any]) -> Message:
        if message["op"] == "report":  # of a function that was said to report once
            assert self._runner is not None
            self._runner.stop_task()
            return _failed(failure("ReturnError", "the function reports more than once, which it was not known to do"))
        if message["op"] == "error":
            if message.get("cancelled"):
                return {"op": "ended", "outcome": "cancelled"}
            return _failed(of_error(message))
        value = {"values": message["values"]} if "values" in message else {"value": message.get("value")}
        wrong = too_big(len(json.dumps(value)), "what the function returned")
        if wrong is not None:
            return _failed(wrong)
        return {"op": "ended", "outcome": "returned", "stopped": bool(message.get("stopped")), "place": objects.as_json(self._place), **value}


def _failed(failure: Mapping[str, Any]) -> Message:
    return {"op": "ended", "outcome": "failed", "failure": failure}


def created(resources: Resources) -> Any:
    """A new actor; it may have to wait for its resources."""
    import ray

    options: Dict[str, Any] = {"num_cpus": resources.num_cpus, "num_gpus": resources.num_gpus, "max_concurrency": 2, "max_restarts": 0}
    if resources.memory:
        options["memory"] = resources.memory
    return ray.remote(**options)(TaskActor).remote()


def capacity(resources: Resources) -> int:
    """How many actors the cluster has room for now, at least one."""
    room = 0
    for node in compat.alive_nodes():
        has = node.get("Resources") or {}
        wanted = {"CPU": resources.num_cpus, "GPU": resources.num_gpus, "memory": resources.memory or 0}
        fits = [int(has.get(name, 0) / amount + _ROUNDING) for name, amount in wanted.items() if amount]
        room += min(fits) if fits else int(has.get("CPU", 1))
    return max(1, room)


class Slot:
    """An actor and the trial that it runs."""

    def __init__(self, resources: Resources):
        self.actor = created(resources)
        self.id: Optional[int] = None
        self.call = 0
        self.waits_for_decision = False
        self.is_cancelled = False


class Pool:
    """The actors of a search. What they answer comes into a queue, as ``(slot, call, messages or error)``.

    A trial goes to the first actor that is free, not to a certain one: where a node was lost there may never be room for
    an actor that was asked for, since those that are left keep theirs.
    """

    def __init__(self, resources: Resources, inbox: "queue.Queue[Any]"):
        self._resources = resources
        self._inbox = inbox
        self._free: List[Slot] = []
        self._busy: Dict[int, Slot] = {}
        self._coming: Set[Slot] = set()
        self._waiting: Dict[int, Tuple[Message, Message]] = {}

    def start(self, id: int, trial: Mapping[str, Any], driver: Mapping[str, Any]) -> None:
        """Starts a trial on the first actor that is free, be it a new one."""
        self._waiting[id] = (dict(trial), dict(driver))
        if len(self._waiting) > len(self._free) + len(self._coming):
            slot = Slot(self._resources)
            self._coming.add(slot)
            self._await(slot, slot.actor.ready.remote())
        self._give()

    def _give(self) -> None:
        while self._free and self._waiting:
            id = next(iter(self._waiting))
            slot = self._free.pop()
            slot.id, slot.is_cancelled = id, False
            self._busy[id] = slot
            self._await(slot, slot.actor.start.remote(*self._waiting.pop(id)))

    def is_coming(self, slot: Slot) -> bool:
        """Whether the slot's actor has not been there yet."""
        return slot in self._coming

    def came(self, slot: Slot) -> None:
        """The slot's actor is there."""
        self._coming.remove(slot)
        self.free(slot)

    def came_not(self, slot: Slot) -> Optional[int]:
        """The slot's actor could not be made; returns a trial that waited for one, where there is any, and waits no more."""
        self._coming.remove(slot)
        self.drop(slot)
        id = next(iter(self._waiting), None)
        if id is not None:
            self.withdraw(id)
        return id

    def withdraw(self, id: int) -> bool:
        """Takes a trial back that waits for an actor; whether it did."""
        return self._waiting.pop(id, None) is not None

    def decide(self, id: int, decision: str) -> None:
        """Answers a trial's report, where it still waits for it."""
        slot = self._busy.get(id)
        if slot is not None and slot.waits_for_decision:
            slot.waits_for_decision = False
            self._await(slot, slot.actor.decide.remote(decision))

    def cancel(self, id: int) -> Optional[Slot]:
        """Cancels a trial; its end comes as usual. One that waits for a decision gets none, and is told to stop."""
        slot = self._busy.get(id)
        if slot is None or slot.is_cancelled:
            return None
        slot.is_cancelled = True
        if slot.waits_for_decision:
            self.decide(id, "stop")
        else:
            slot.actor.cancel.remote()
        return slot

    def is_current(self, slot: Slot, call: int) -> bool:
        """Whether an answer is to the slot's last call."""
        return (slot.id is not None or slot in self._coming) and slot.call == call

    def free(self, slot: Slot) -> None:
        """The slot's trial has ended."""
        if slot.id is not None:
            del self._busy[slot.id]
        slot.id = None
        self._free.append(slot)
        self._give()

    def drop(self, slot: Slot) -> None:
        """The slot's actor is lost, or is not to be used any more."""
        import ray

        if slot.id is not None:
            del self._busy[slot.id]
        slot.id = None
        try:
            ray.kill(slot.actor)
        except Exception:  # it is gone already
            pass

    def _await(self, slot: Slot, reference: Any) -> None:
        slot.call += 1
        call = slot.call
        reference.future().add_done_callback(lambda done: self._inbox.put((slot, call, done.exception() or done.result())))
