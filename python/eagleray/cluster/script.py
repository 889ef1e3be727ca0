"""A shell script as a child of this process, which ends with it, however it ends. The same as a shell step's in the JVM task worker."""

from __future__ import annotations

import os
import re
import signal
import subprocess
from typing import Callable, List, Mapping

from eagleray.cluster.failures import NodeFailed, failure
from eagleray.cluster.output import OutputPump
from eagleray.cluster.secrets import Redactor

_GUARD = """
exec 9<&0 </dev/null
( trap '' TERM INT HUP
  while read -r signal <&9; do kill -s "$signal" 0; done
  kill -s KILL 0 ) >/dev/null 2>&1 &
exec 9<&-
exec "$0" -c "$1"
"""
"""Stands beside the script in its process group: sends the group the signals that come down a pipe, and kills it at the pipe's end."""

_BASH = re.compile(r"#!.*\bbash")
_LONGEST_VARIABLE = 128 << 10
_STRAGGLERS_SECONDS = 2.0
"""How long output is awaited after the script's end from a process that left its group."""


def language(text: str) -> str:
    """The shell that a script asks for in its first line: bash, or else sh."""
    return "bash" if _BASH.match(text) else "sh"


class Script:
    """One script, from its start on; its output is blotted and handed on."""

    def __init__(self, shell: str, text: str, environment: Mapping[str, str], directory: str, redactor: Redactor, write: Callable[[bytes], None]):
        self._process = _started(shell, text, environment, directory)
        self._guard = self._process.stdin
        self._pump = OutputPump(os.dup(self._process.stdout.fileno()), redactor, write)
        self._process.stdout.close()
        self._pump.start()

    @property
    def pid(self) -> int:
        """Of the script, and of its process group."""
        return self._process.pid

    def terminate(self) -> None:
        """Asks the group to end; may be called from another thread."""
        try:
            self._guard.write(b"TERM\n")
        except (OSError, ValueError):
            pass  # the guard has ended, and the group with it

    def wait(self) -> int:
        """Waits for its end, kills what it left behind in its group, and takes the last output; returns the exit code, negative for a signal."""
        try:
            code = self._process.wait()
        finally:
            self._guard.close()
        self._pump.await_end_of(1, _STRAGGLERS_SECONDS)
        return code


def _started(shell: str, text: str, environment: Mapping[str, str], directory: str) -> "subprocess.Popen[bytes]":
    """Ray blocks SIGINT in its processes, and a child inherits that."""
    before = signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    try:
        return subprocess.Popen(
            ["sh", "-c", _GUARD, shell, text],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            bufsize=0,
            cwd=directory,
            env=dict(environment),
            start_new_session=True,
        )
    except (OSError, ValueError) as problem:
        raise NodeFailed(failure("ScriptError", "the command cannot be started: " + _reason(problem, environment))) from None
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _reason(problem: Exception, environment: Mapping[str, str]) -> str:
    """The system says only "Argument list too long"; a value over 128 KiB is the usual reason."""
    for name, value in environment.items():
        size = len(value.encode("utf-8", "surrogatepass"))
        if size + len(name) + 2 > _LONGEST_VARIABLE:
            return f'the argument "{name}" has {size} bytes, too many for an environment variable'
    return str(problem)


class LastLines:
    """Hands output on, and remembers its end."""

    _BYTES = 8 << 10
    _LINES = 20

    def __init__(self, write: Callable[[bytes], None]):
        self._write = write
        self._end = b""
        self._cut = False

    def __call__(self, data: bytes) -> None:
        self._write(data)
        self._end += data
        if len(self._end) > self._BYTES:
            self._end = self._end[-self._BYTES :]
            self._cut = True

    def lines(self) -> List[str]:
        """The last lines that are not blank, in their order."""
        lines = self._end.decode("utf-8", "replace").splitlines()
        whole = lines[1:] if self._cut and len(lines) > 1 else lines
        return [line.rstrip() for line in whole if line.strip()][-self._LINES :]
