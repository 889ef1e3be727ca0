"""A search by the native engine: the study process decides, and long-lived actors run the trials."""

from __future__ import annotations

import queue
import threading
from typing import Any, Dict, List, Mapping

from eagleray.cluster.actors import Pool, Slot, capacity
from eagleray.cluster.checkpoints import without_lost
from eagleray.cluster.failures import NodeFailed, first_line
from eagleray.cluster.lines import Lines
from eagleray.cluster.objects import Collection, Place, as_json, from_json
from eagleray.cluster.results import Results
from eagleray.cluster.spec import Spec, dotted
from eagleray.cluster.study import Study, StudyEnded, died
from eagleray.cluster.task_worker import GRACE_SECONDS

_CANCEL = object()
_PATIENCE_SECONDS = GRACE_SECONDS + 3


def run(spec: Spec, lines: Lines, collection: Collection, cancellation: Any) -> Dict[str, Any]:
    """Runs the search to its end; returns its outcome. Raises NodeFailed where it failed without the study."""
    inbox: "queue.Queue[Any]" = queue.Queue()
    search = _Search(spec, lines, collection, inbox)
    cancellation.tell(lambda: inbox.put(_CANCEL))
    try:
        return search.run()
    finally:
        search.close()


class _Search:
    """Passes messages between the study and the actors, and brings objects along."""

    def __init__(self, spec: Spec, lines: Lines, collection: Collection, inbox: "queue.Queue[Any]"):
        assert spec.settled is not None
        room = capacity(spec.resources)
        self._slots = min(spec.settled.max_concurrent or room, room)
        self._names = [parameter.name for parameter in spec.space]
        self._lines = lines
        self._collection = collection
        self._inbox = inbox
        self._results = Results(spec)
        self._numbers: Dict[int, int] = {}  # of the trials that run, by the study's id
        self._places: Dict[int, Place] = {}  # where trials that have returned have left their objects
        self._pool = Pool(spec.resources, inbox)
        history = without_lost(spec.history, spec.run.step, lambda value: bool(collection.bring_from_anywhere(value)), lines.note)
        self._study = Study(spec, self._slots, history, inbox)

    def run(self) -> Dict[str, Any]:
        while True:
            message = self._inbox.get()
            if message is _CANCEL:
                self._study.send({"op": "cancel"})
            elif isinstance(message, StudyEnded):
                raise died(message.code)
            elif isinstance(message, tuple):
                self._of_actor(*message)
            elif message.get("op") == "end":
                return dict(message["end"])
            else:
                self._of_study(message)

    def close(self) -> None:
        self._study.close()

    # The study

    def _of_study(self, message: Mapping[str, Any]) -> None:
        op = message.get("op")
        if op == "events":
            self._tell(message["events"])
        elif op == "warning":
            self._lines.note(message["message"])
        elif op == "start":
            self._start(message)
        elif op == "decision":
            self._pool.decide(message["id"], message["decision"])
        elif op == "cancel":
            self._cancel(message["id"])

    def _tell(self, events: List[Mapping[str, Any]]) -> None:
        """Objects come before the events that name them."""
        for event in events:
            good = self._results.take(event)
            if event["type"] == "TrialEnded":
                place = self._places.pop(event["body"]["trial"], None)
                if good is not None:
                    self._collection.keep(event["body"].get("value"), place, f"trial {good.number}")
        self._lines.events(events)

    def _start(self, message: Mapping[str, Any]) -> None:
        trial = dict(message["trial"])
        checkpoint = trial.get("checkpoint")
        if checkpoint is not None:
            self._collection.bring_from_anywhere(checkpoint)
        trial["config"] = dotted(trial["config"], self._names)
        trial["alone"] = bool(message.get("alone"))
        self._numbers[message["id"]] = int(trial["number"])
        self._pool.start(message["id"], trial, as_json(self._collection.place))

    def _cancel(self, id: int) -> None:
        if self._pool.withdraw(id):
            self._ended(id, {"outcome": "cancelled"})
            return
        slot = self._pool.cancel(id)
        if slot is None:
            return
        late = threading.Timer(_PATIENCE_SECONDS, self._give_up, (slot, id))
        late.daemon = True
        late.start()

    def _give_up(self, slot: Slot, id: int) -> None:
        if slot.id == id:  # else the slot runs another trial by now
            self._inbox.put((slot, slot.call, TimeoutError("it did not end")))

    # The actors

    def _of_actor(self, slot: Slot, call: int, answer: Any) -> None:
        if not self._pool.is_current(slot, call):
            return
        if self._pool.is_coming(slot):
            self._of_new_actor(slot, answer)
            return
        id = slot.id
        assert id is not None
        if isinstance(answer, BaseException):
            cancelled = slot.is_cancelled
            self._pool.drop(slot)
            self._ended(id, {"outcome": "cancelled"} if cancelled else _lost(answer))
            return
        for message in answer:
            self._of_trial(slot, id, message)

    def _of_new_actor(self, slot: Slot, answer: Any) -> None:
        if not isinstance(answer, BaseException):
            self._pool.came(slot)
            return
        id = self._pool.came_not(slot)
        if id is not None:
            self._ended(id, _lost(answer))

    def _of_trial(self, slot: Slot, id: int, message: Dict[str, Any]) -> None:
        op = message.pop("op")
        place = from_json(message.pop("place", None))
        if op == "fatal":
            raise NodeFailed(message["failure"])
        if op == "report":
            self._reported(id, message, place)
            slot.waits_for_decision = True
            if slot.is_cancelled:
                self._pool.decide(id, "stop")
            return
        slot.waits_for_decision = False
        cancelled = slot.is_cancelled
        self._pool.free(slot)
        if message["outcome"] == "returned":
            if place is not None:
                self._places[self._numbers[id]] = place
            if cancelled and message.get("stopped"):
                message = {"outcome": "cancelled"}
        self._ended(id, message)

    def _reported(self, id: int, report: Dict[str, Any], place: Any) -> None:
        """What a trial may go on from later is brought here first; what cannot be had was not saved."""
        if report.get("checkpoint") is not None and self._collection.bring(report["checkpoint"], place):
            del report["checkpoint"]
        self._study.send({"op": "report", "id": id, **report})

    def _ended(self, id: int, message: Mapping[str, Any]) -> None:
        self._numbers.pop(id, None)
        self._study.send({"op": "ended", "id": id, **message})


def _lost(error: BaseException) -> Dict[str, Any]:
    return {"outcome": "lost", "suspect": True, "reason": f"its actor was lost: {first_line(error)}"}
