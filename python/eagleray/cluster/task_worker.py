"""The process that runs user code: the same task worker as on a laptop, a child of the actor that this code runs in.

It speaks the task worker protocol (``docs/design/worker-protocol.md``). It ends with the actor, whatever user code does: it watches its input.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from typing import Any, Callable, Dict, Iterable, List, Mapping, Optional, Sequence

from eagleray.cluster import locate
from eagleray.cluster.failures import failure
from eagleray.cluster.output import OutputPump, to_standard_output
from eagleray.cluster.secrets import Redactor

SMALLEST_HEAP = 16 << 20
GRACE_SECONDS = 5.0
LONGEST_LINE = 64 << 20

_LAST_OUTPUT_SECONDS = 1.0

_MOVE_PIPES = (
    'if command -v setsid >/dev/null; then exec setsid "$0" "$@" 3<&0 4>&1 0</dev/null 1>&2; '
    "elif command -v perl >/dev/null; then "
    "exec perl -e 'use POSIX; POSIX::setsid(); exec @ARGV' \"$0\" \"$@\" 3<&0 4>&1 0</dev/null 1>&2; "
    'else exec "$0" "$@" 3<&0 4>&1 0</dev/null 1>&2; fi'
)
"""A JVM cannot move its descriptors itself; the same line as in ``io.eagleray.worker.WorkerCommand``."""


class Cancelled(Exception):
    """The task was cancelled."""


def python_command() -> List[str]:
    """The argv of a Python task worker."""
    return [sys.executable, locate.worker_program()]


def java_command(memory: Optional[int], options: Sequence[str] = ()) -> List[str]:
    """The argv of a JVM task worker; ``memory`` in bytes becomes the limit of its heap."""
    argv = ["sh", "-c", _MOVE_PIPES, locate.java()]
    if memory is not None:
        argv.append(f"-Xmx{max(memory, SMALLEST_HEAP)}")
    argv += ["-XX:+ExitOnOutOfMemoryError", "-XX:+UseSerialGC", f"-Xms{SMALLEST_HEAP}", "-Xshare:auto", "-XX:-UsePerfData", "-Dfile.encoding=UTF-8"]
    argv += list(options)
    return argv + ["-cp", locate.worker_jar(), "io.eagleray.worker.WorkerMain", "--in", "3", "--out", "4"]


class TaskWorker:
    """One worker process and the task in it. All but ``cancel`` belong to one thread."""

    def __init__(
        self,
        command: Sequence[str],
        secrets: Iterable[str] = (),
        directory: Optional[str] = None,
        write: Callable[[bytes], None] = to_standard_output,
    ):
        self._process = _started(command, directory)
        self._pump = OutputPump(os.dup(self._process.stderr.fileno()), Redactor(secrets), write)
        self._process.stderr.close()
        self._pump.start()
        self._answers = os.fdopen(os.dup(self._process.stdout.fileno()), "rb", buffering=1 << 16)
        self._process.stdout.close()
        self._sending = threading.Lock()
        self._task = 0
        self._running = False
        self._cancelled = False
        self._greeted = False

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def is_alive(self) -> bool:
        return self._process.poll() is None

    @property
    def has_printed(self) -> bool:
        """Whether any output of user code was passed on."""
        return self._pump.has_passed_on

    @property
    def is_running(self) -> bool:
        """Whether a task's last answer is still due."""
        return self._running

    def run(self, message: Mapping[str, Any]) -> None:
        """Starts a task; the message is the protocol's ``run`` without its number."""
        self._task += 1
        self._running = True
        self._cancelled = False
        self._send({"op": "run", "task": self._task, **message})

    def decide(self, decision: str) -> None:
        """Answers the last report."""
        self._send({"op": "decision", "task": self._task, "decision": decision})

    def next(self) -> Dict[str, Any]:
        """The running task's next message: ``report``, ``result`` or ``error``; an ``error`` of type ``worker-died`` where the process is gone."""
        while True:
            line = self._answers.readline(LONGEST_LINE)
            if not line.endswith(b"\n"):
                return self._died()
            message = json.loads(line.decode("utf-8", "surrogatepass"))
            if message.get("op") == "ready":
                self._greeted = True
                continue
            if message.get("task") != self._task:
                continue
            if message.get("op") != "report":
                self._running = False
                self._await_output()
            return message

    def _await_output(self) -> None:
        """A JVM has written all of a task's output before it answers, and marks no end."""
        if self._is_java:
            self._pump.await_drained(_LAST_OUTPUT_SECONDS)
        else:
            self._pump.await_end_of(self._task, _LAST_OUTPUT_SECONDS)

    def cancel(self) -> None:
        """Cancels the running task, from another thread; its answer comes as usual, or the worker's death does."""
        task = self._task
        self._cancelled = True
        self._send({"op": "cancel", "task": task})
        threading.Thread(target=self._insist, args=(task,), name="eagleray-cancel", daemon=True).start()

    def stop_task(self) -> None:
        """Ends a task that waits for a decision, with ``stop``; kills the worker where it does not end in time."""
        if not self._running:
            return
        limit = threading.Timer(GRACE_SECONDS, self.kill)
        limit.daemon = True
        limit.start()
        try:
            self.decide("stop")
            while self._running and self.is_alive:
                if self.next().get("op") == "report":
                    self.decide("stop")
        finally:
            limit.cancel()
            self._running = False

    def close(self) -> None:
        """Ends the worker: it ends itself when its input closes, or is killed."""
        try:
            self._process.stdin.close()
        except OSError:
            pass
        try:
            self._process.wait(2.5)
        except subprocess.TimeoutExpired:
            self.kill()

    def kill(self) -> None:
        """Kills the worker and its group."""
        try:
            os.killpg(self._process.pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            self._process.kill()

    def _insist(self, task: int) -> None:
        """SIGINT to a Python worker, each second until it answers or the grace is over; then the worker is killed."""
        limit = time.monotonic() + GRACE_SECONDS
        while self._running and self._task == task and self.is_alive:
            if time.monotonic() > limit:
                self.kill()
                return
            if not self._is_java:
                try:
                    os.kill(self._process.pid, signal.SIGINT)
                except ProcessLookupError:
                    return
            time.sleep(1)

    @property
    def _is_java(self) -> bool:
        return self._process.args[0] == "sh"

    def _send(self, message: Mapping[str, Any]) -> None:
        data = json.dumps(message, separators=(",", ":")).encode("ascii") + b"\n"
        with self._sending:
            try:
                while data:
                    data = data[self._process.stdin.write(data) :]
            except (BrokenPipeError, OSError, ValueError):
                pass  # its death is told by ``next``

    def _died(self) -> Dict[str, Any]:
        self._running = False
        try:
            code = self._process.wait(10)
        except subprocess.TimeoutExpired:
            self.kill()
            code = self._process.wait()
        self._pump.await_end_of(self._task, _LAST_OUTPUT_SECONDS)
        message = "the function ended its process: " + _cause(code)
        return {"op": "error", "cancelled": self._cancelled, **failure("worker-died", message)}


def _started(command: Sequence[str], directory: Optional[str]) -> "subprocess.Popen[bytes]":
    """Ray blocks SIGINT in its processes, and a child inherits that; a Python worker is cancelled with it."""
    before = signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    try:
        return subprocess.Popen(
            list(command),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            bufsize=0,
            cwd=directory,
            start_new_session=command[0] != "sh",  # the line of a JVM does that itself, and would fork where it was done before
        )
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _cause(code: int) -> str:
    """A process's end in words. ``sh`` tells a signal as 128 and its number; ``Popen`` as a negative one."""
    if code == 3:
        return "exit code 3 (where it was a JVM, its heap was exhausted)"
    number = -code if code < 0 else code - 128
    if number == signal.SIGKILL:
        return "killed by signal 9 (KILL); was the machine out of memory?"
    if 0 < number < 65:
        try:
            name = signal.Signals(number).name[3:]
        except ValueError:
            name = "unknown"
        return f"signal {number} ({name})"
    return f"exit code {code}"
