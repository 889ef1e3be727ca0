"""What user code prints: drained from the task worker, blotted, and written to this process's own standard output, which Ray collects."""

from __future__ import annotations

import os
import re
import threading
from typing import Callable

from eagleray.cluster.secrets import Redactor

_MARK = re.compile(rb'\x1e\{"end": ?(\d+)\}\n')
_LONGEST_MARK = 40
_CHUNK = 1 << 16


class OutputPump(threading.Thread):
    """Reads a pipe to its end. The worker's end marks are taken out, and told."""

    def __init__(self, source: int, redactor: Redactor, write: Callable[[bytes], None]):
        super().__init__(name="eagleray-output", daemon=True)
        self._source = source
        self._redactor = redactor
        self._write = write
        self._ended = threading.Condition()
        self._last_mark = 0
        self.has_passed_on = False  # anything at all that was printed

    def run(self) -> None:
        pending = b""
        while True:
            try:
                chunk = os.read(self._source, _CHUNK)
            except OSError:
                chunk = b""
            pending = self._passed_on(pending + chunk, last=not chunk)
            if not chunk:
                break
        self._write(self._redactor.end())
        os.close(self._source)
        with self._ended:
            self._last_mark = 1 << 62
            self._ended.notify_all()

    def await_end_of(self, task: int, seconds: float) -> None:
        """Waits until all that the task has printed is passed on, or the time is up."""
        with self._ended:
            self._ended.wait_for(lambda: self._last_mark >= task, seconds)

    def _passed_on(self, data: bytes, last: bool) -> bytes:
        """Writes all that cannot be part of a mark that is not complete; returns the rest."""
        position = 0
        for match in _MARK.finditer(data):
            self._pass_on(data[position : match.start()])
            self._write(self._redactor.end())
            position = match.end()
            with self._ended:
                self._last_mark = int(match.group(1))
                self._ended.notify_all()
        rest = data[position:]
        start = rest.rfind(b"\x1e")
        if last or start < 0 or len(rest) - start > _LONGEST_MARK:
            start = len(rest)
        self._pass_on(rest[:start])
        return rest[start:]

    def _pass_on(self, data: bytes) -> None:
        self.has_passed_on = self.has_passed_on or bool(data)
        self._write(self._redactor.feed(data))


def to_standard_output(data: bytes) -> None:
    """Writes to this process's descriptor 1."""
    while data:
        try:
            data = data[os.write(1, data) :]
        except OSError:
            return
