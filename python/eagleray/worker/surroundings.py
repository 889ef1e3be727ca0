"""What a task changes in its process, and what is put back when it has ended."""

from __future__ import annotations

import os
import signal
import sys
from typing import Any, Optional

from eagleray.worker.channel import Channel

THREAD_VARIABLES = (
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "NUMEXPR_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS",
)

_TOLD = (("EAGLERAY_STEP", "step"), ("EAGLERAY_ATTEMPT", "attempt"))
_RESTORED_SIGNALS = (
    signal.SIGINT,
    signal.SIGTERM,
    signal.SIGHUP,
    signal.SIGQUIT,
    signal.SIGALRM,
    signal.SIGVTALRM,
    signal.SIGPROF,
    signal.SIGPIPE,
    signal.SIGCHLD,
    signal.SIGUSR1,
    signal.SIGUSR2,
)
_TIMERS = (signal.ITIMER_REAL, signal.ITIMER_VIRTUAL, signal.ITIMER_PROF)


class Surroundings:
    """The working directory, environment, signal handlers, timers and standard streams as they were when the worker started."""

    def __init__(self, channel: Channel):
        self._channel = channel
        self._directory = _current_directory()
        self._environment = os.environ.copy()
        self._thread_variables = [name for name in THREAD_VARIABLES if name not in self._environment]
        self._handlers = {number: signal.getsignal(number) for number in _RESTORED_SIGNALS}
        self._stdin = sys.stdin
        self._stdout = _opened(1, "<stdout>")
        self._stderr = _opened(2, "<stderr>")
        self._restore_streams()
        self._threads: Optional[int] = None

    def enter(self, message: dict) -> None:
        """Makes the process what the task asks for."""
        variables = {name: str(message[key]) for name, key in _TOLD if message.get(key)}
        threads = message.get("threads")
        if threads is not None:
            variables.update((name, str(threads)) for name in self._thread_variables)
        for given in (message.get("environment"), message.get("secrets")):
            if given:
                variables.update(given)
        if variables:
            os.environ.update(variables)
        if threads is not None and threads != self._threads and len(self._thread_variables) == len(THREAD_VARIABLES):
            self._limit_loaded_libraries(threads)
        directory = message.get("directory")
        if directory is not None:
            os.chdir(directory)

    def leave(self) -> None:
        """Puts back what the task, or its function, has changed. Does nothing where nothing changed."""
        if os.environ.copy() != self._environment:
            for name in set(os.environ) - set(self._environment):
                del os.environ[name]
            os.environ.update(self._environment)
        try:
            os.chdir(self._directory)
        except OSError:
            os.chdir("/")  # the folder in which the worker started is gone; every task names its own
        for timer in _TIMERS:  # one that goes off later would end the worker, and another task with it
            signal.setitimer(timer, 0)
        for number, handler in self._handlers.items():
            if signal.getsignal(number) is not handler and handler is not None:
                signal.signal(number, handler)
        self._restore_streams()

    def flush(self) -> None:
        """Writes out what user code has printed, whatever it has put in place of the streams."""
        for stream in {id(s): s for s in (sys.stdout, sys.stderr, self._stdout, self._stderr)}.values():
            try:
                stream.flush()
            except BaseException:  # closed, or of the user's own making
                pass
        ctypes = sys.modules.get("ctypes")
        if ctypes is not None:  # numerical libraries load it; they print through C's own buffer
            try:
                ctypes.CDLL(None).fflush(None)
            except BaseException:
                pass

    def _restore_streams(self) -> None:
        self._channel.restore_output()
        if self._stdout.closed:
            self._stdout = _opened(1, "<stdout>")
        if self._stderr.closed:
            self._stderr = _opened(2, "<stderr>")
        sys.stdin = sys.__stdin__ = self._stdin
        sys.stdout = sys.__stdout__ = self._stdout
        sys.stderr = sys.__stderr__ = self._stderr

    def _limit_loaded_libraries(self, threads: int) -> None:
        """The variables count before a library is loaded; afterwards only threadpoolctl, where the user has it, can change it."""
        if "numpy" in sys.modules or "torch" in sys.modules:
            try:
                import threadpoolctl

                threadpoolctl.threadpool_limits(limits=threads)
            except Exception:  # not installed, or at odds with a library: the variables stay
                pass
        self._threads = threads


def _opened(fd: int, name: str) -> Any:
    # Any text can be printed, whatever the locale: lone surrogates show as escapes. One write a line.
    stream = open(fd, "w", buffering=1, encoding="utf-8", errors="backslashreplace", closefd=False)
    stream.buffer.raw.name = name  # type: ignore[attr-defined]
    return stream


def _current_directory() -> str:
    try:
        return os.getcwd()
    except OSError:
        return "/"
