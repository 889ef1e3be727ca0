"""The worker's main loop: one message after the other, in the main thread."""

from __future__ import annotations

import faulthandler
import os
import sys
from collections import deque
from typing import Any, Callable, Optional

from eagleray.worker import forks, notebook
from eagleray.worker.channel import Channel, EngineGone, ProtocolError, encoded
from eagleray.worker.failures import CancelledTask, Redaction, described
from eagleray.worker.interrupts import Interrupts
from eagleray.worker.modules import UserModules
from eagleray.worker.objects import ObjectStore
from eagleray.worker.run import run
from eagleray.worker.signatures import Signature
from eagleray.worker.surroundings import Surroundings
from eagleray.worker.syntax import look_at


def serve(channel: Channel, lifeline: int) -> None:
    """Answers messages until the engine closes its pipe."""

    def give_up() -> None:
        channel.close()
        os.close(lifeline)

    forks.guard(give_up)
    faulthandler.enable(2)  # a crash in C leaves its stack in the step's log
    sys.argv = ["eagleray"]
    try:
        Worker(channel).run()
    except EngineGone:
        pass  # the interpreter ends as usual, with what user code has registered for that; the watcher sees to it that it ends


class Worker:
    """Answers messages: one task at a time."""

    def __init__(self, channel: Channel):
        self._channel = channel
        self._interrupts = Interrupts()
        self._surroundings = Surroundings(channel)
        self._modules = UserModules()
        self._ahead: deque = deque()
        self._function: Optional[Callable] = None
        self._told: dict = {}

    def run(self) -> None:
        """Greets, then answers until the engine is gone."""
        version = sys.version.split()[0]
        self._channel.send(encoded({"op": "ready", "language": "python", "version": version, "pid": os.getpid()}))
        while True:
            message, escapes = self._ahead.popleft() if self._ahead else self._channel.receive()
            op = message.get("op")
            if op == "cancel" or op == "decision":
                continue  # for a task that has ended in the meantime
            if op == "function":
                self._told[message["function"]] = message
                continue
            if op not in ("run", "inspect", "syntax", "sources") or not isinstance(message.get("task"), int):
                raise ProtocolError(f"unknown message: {str(message)[:200]}")
            self._answer(self._whole(message), escapes)

    def _whole(self, message: dict) -> dict:
        """A message with what all tasks of its function have in common, of which it was told before."""
        number = message.get("function")
        if number is None:
            return message
        if number not in self._told:
            raise ProtocolError(f"there is no function {number}")
        return {**self._told[number], **message}

    def _answer(self, message: dict, escapes: bool) -> None:
        task = message["task"]
        store = ObjectStore(message.get("objects"))
        try:
            line = self._outcome(message, escapes, store)
        except KeyboardInterrupt as late:  # a second cancel, while the first was being told
            line = self._error(message, late)
        self._function = None
        self._surroundings.flush()
        store.close()
        self._surroundings.leave()
        self._channel.mark_end(task)
        self._channel.send(line)

    def _outcome(self, message: dict, escapes: bool, store: ObjectStore) -> bytes:
        """The line that answers a message. Only in here can a signal interrupt."""
        try:
            try:
                self._begin(message["task"])
                answer = self._performed(message, escapes, store)
                return encoded({"op": answer.pop("op"), "task": message["task"], **answer})
            finally:
                self._interrupts.close()
        except EngineGone:
            raise
        except BaseException as problem:
            self._interrupts.close()
            forks.end_if_child(problem)
            return self._error(message, problem)

    def _performed(self, message: dict, escapes: bool, store: ObjectStore) -> dict:
        self._surroundings.enter(message)
        self._modules.use(message.get("path") or ())
        op = message["op"]
        if op == "syntax":
            return {"op": "syntax", "commands": [look_at(command) for command in message.get("commands") or []]}
        kind = message.get("kind", "python")
        if op == "sources":
            return _sources(kind, message["command"])
        if kind == "notebook":
            return self._notebook(message, store)
        if kind != "python":
            raise ProtocolError(f"a Python worker runs no task of kind {kind!r}")
        self._function, signature = self._modules.function(message["command"])
        forks.end_if_child()
        if op == "inspect":
            return {"op": "signature", **signature.described(), **_misfits(message, escapes, signature)}
        report = self._reporter(message["task"])
        return {"op": "result", **run(message, escapes, self._function, signature, store, report)}

    def _notebook(self, message: dict, store: ObjectStore) -> dict:
        if message["op"] == "inspect":
            return {"op": "signature", **notebook.look_at(message["command"])}
        return {"op": "result", **notebook.run(message, self._modules.path, store)}

    def _error(self, message: dict, problem: BaseException) -> bytes:
        redact = Redaction((message.get("secrets") or {}).values())
        cancelled = self._interrupts.delivered or isinstance(problem, CancelledTask)
        try:
            error = described(problem, self._modules, redact, self._function, cancelled)
        except MemoryError:
            error = {"type": type(problem).__name__, "message": "out of memory", "stack": "", "cancelled": cancelled}
        return encoded({"op": "error", "task": message["task"], **error})

    # Cancelling

    def _begin(self, task: int) -> None:
        """Opens for signals. One that came while the task was still in the pipe is told by the message sent before it."""
        self._interrupts.delivered = False
        while not self._interrupts.open():
            while self._channel.has_more():
                message, escapes = self._channel.receive()
                if message.get("op") == "cancel" and message.get("task") == task:
                    raise CancelledTask
                self._ahead.append((message, escapes))

    def _reporter(self, task: int) -> Callable[[dict], str]:
        def report(fields: dict) -> str:
            line = encoded({"op": "report", "task": task, **fields})
            self._interrupts.close()
            self._channel.send(line)
            while True:
                self._open_or_cancel()
                self._channel.wait()
                self._interrupts.close()
                message, _ = self._channel.receive()
                op = message.get("op")
                if message.get("task") == task and op == "cancel":
                    self._interrupts.missed = True
                elif message.get("task") == task and op == "decision":
                    self._open_or_cancel()
                    return _decision(message.get("decision"))
                elif op != "cancel":
                    raise ProtocolError(f"a decision was due, not: {str(message)[:200]}")

        return report

    def _open_or_cancel(self) -> None:
        if not self._interrupts.open():
            self._interrupts.delivered = True
            self._interrupts.open()
            raise KeyboardInterrupt


def _sources(kind: str, command: str) -> dict:
    from eagleray.worker import sources  # only where something is cached

    return sources.sources_of_notebook(command) if kind == "notebook" else sources.sources_of(command)


def _misfits(message: dict, escapes: bool, signature: Signature) -> dict:
    """What is wrong with values that an ``inspect`` message gives; those with an object in them are not looked at."""
    if "arguments" not in message:
        return {}
    return {"misfits": {} if escapes else signature.misfits(message["arguments"])}


def _decision(word: Any) -> str:
    if word not in ("continue", "stop"):
        raise ProtocolError(f"unknown decision {word!r}; there are continue and stop")
    return word
