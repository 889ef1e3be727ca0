"""User code in an actor: the task worker of this actor, and the messages that start a task in it."""

from __future__ import annotations

import os
from typing import Any, Dict, List, Mapping, Optional

from eagleray.cluster import locate, secrets
from eagleray.cluster.failures import failure
from eagleray.cluster.objects import Place
from eagleray.cluster.spec import Spec, nested
from eagleray.cluster.task_worker import TaskWorker, java_command, python_command

CHECKPOINT = "checkpoint"
"""The argument that receives the last checkpoint."""

LONGEST_MESSAGE = 1 << 20
"""A trial's value or report in bytes of JSON; more is an object's business."""


def too_big(size: int, what: str) -> Optional[Dict[str, Any]]:
    """The failure of a trial whose value or report has that many bytes of JSON; None where it can be recorded."""
    if size <= LONGEST_MESSAGE:
        return None
    return failure("too-big", f"{what} is {size / (1 << 20):.1f} MiB as JSON; at most 1 MiB can be recorded: return an object of your own")


class Runner:
    """Runs the specification's task, in a worker process that stays warm from one trial to the next."""

    def __init__(self, spec: Spec, place: Place, directory: Optional[str] = None):
        self._spec = spec
        self._place = place
        self._directory = directory or os.getcwd()
        self._secrets = secrets.resolved(spec.task.secrets)
        self._job = locate.package("eagleray_job") or ""
        self._worker: Optional[TaskWorker] = None

    @property
    def worker(self) -> TaskWorker:
        """The worker process, started where there is none."""
        if self._worker is None or not self._worker.is_alive:
            self._worker = TaskWorker(self._command(), self._secrets.values(), self._directory)
        return self._worker

    @property
    def is_running(self) -> bool:
        """Whether a task has begun and not ended."""
        return self._worker is not None and self._worker.is_running

    @property
    def has_printed(self) -> bool:
        """Whether the worker has printed anything."""
        return self._worker is not None and self._worker.has_printed

    def start_trial(self, number: int, attempt: int, config: Mapping[str, Any], checkpoint: Optional[Any], step: int) -> None:
        """Starts an attempt of a trial; ``config`` is flat, ``checkpoint`` a reference with its escape, from that ``step``."""
        if self._spec.task.isolation == "trial":
            self.replace_worker()
        values = nested(config)
        nearest = {**self._asked_secrets(), **values}
        if checkpoint is not None:
            nearest[CHECKPOINT] = checkpoint
        trial = {"number": number, "attempt": attempt, "config": values, "checkpoint": checkpoint, "step": step}
        self.worker.run({**self._message(nearest), "trial": trial})

    def start_call(self) -> None:
        """Starts the one call of a node without a search; one that reports is run as a trial."""
        message = self._message(self._asked_secrets())
        if self._spec.task.reports and self._spec.task.kind != "shell":  # of a script, what it exports is wanted
            message["trial"] = {"number": 0, "attempt": 1, "config": {}, "checkpoint": None, "step": 0}
        self.worker.run(message)

    def stop_task(self) -> None:
        """Ends the running task, which waits for a decision."""
        if self._worker is not None:
            self._worker.stop_task()

    def cancel(self) -> None:
        """Cancels the running task; may be called from another thread."""
        worker = self._worker
        if worker is not None and worker.is_running:
            worker.cancel()

    def replace_worker(self) -> None:
        """Ends the worker: the next task gets a fresh one."""
        if self._worker is not None:
            self._worker.close()
            self._worker = None

    close = replace_worker

    def _command(self) -> List[str]:
        if self._spec.task.kind == "python":
            return python_command()
        return java_command(self._spec.resources.memory)

    def _asked_secrets(self) -> Dict[str, str]:
        """The secrets that are also arguments of the function."""
        takes = self._spec.task.takes
        return {} if takes is None else {name: value for name, value in self._secrets.items() if name in takes}

    def _message(self, nearest: Mapping[str, Any]) -> Dict[str, Any]:
        spec, task = self._spec, self._spec.task
        arguments = {**spec.arguments, **nearest}
        if task.takes is not None:
            arguments = {name: value for name, value in arguments.items() if name in task.takes}
        message: Dict[str, Any] = {
            "kind": task.kind,
            "step": spec.run.step,
            "attempt": spec.run.attempt,
            "command": task.command,
            "arguments": arguments,
            "returns": list(task.returns),
            "objects": self._place.folder,
        }
        if self._secrets:
            message["secrets"] = self._secrets
        if task.kind == "python":
            message["path"] = [os.path.join(self._directory, entry) for entry in task.path]
            message["threads"] = max(1, int(spec.resources.num_cpus))
        else:
            message["log"] = "/dev/stderr"
        if task.kind == "java":
            message["parameters"] = list(task.parameters)
            message["class_path"] = [os.path.join(self._job, entry) for entry in task.class_path]
        if task.kind != "java":  # whose methods share a process that cannot be given any
            message["directory"] = self._directory
            message["environment"] = dict(spec.variables)
        return message
