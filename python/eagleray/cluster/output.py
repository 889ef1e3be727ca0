"""What user code prints: drained from the task worker, blotted, and written to this process's own standard output, which Ray collects."""

from __future__ import annotations

import fcntl
import os
import re
import selectors
import struct
import termios
import threading
import time
from typing import Callable

from eagleray.cluster.secrets import Redactor

_MARK = re.compile(rb'\x1e\{"end": ?(\d+)\}\n')
_LONGEST_MARK = 40
_CHUNK = 1 << 16
_TURN_SECONDS = 0.002


class OutputPump(threading.Thread):
    """Reads a pipe to its end. The worker's end marks are taken out, and told."""

    def __init__(self, source: int, redactor: Redactor, write: Callable[[bytes], None]):
        super().__init__(name="eagleray-output", daemon=True)
        self._source = source
        self._redactor = redactor
        self._write = write
        self._passing = threading.Lock()
        self._is_over = False
        self._ended = threading.Condition()
        self._last_mark = 0
        self.has_passed_on = False  # anything at all that was printed

    def run(self) -> None:
        pending = b""
        with selectors.DefaultSelector() as arrivals:
            arrivals.register(self._source, selectors.EVENT_READ)
            while not self._is_over:
                arrivals.select()
                with self._passing:
                    chunk = self._read()
                    self._is_over = not chunk
                    pending = self._passed_on(pending + chunk, last=self._is_over)
        self._write(self._redactor.end())
        os.close(self._source)
        with self._ended:
            self._last_mark = 1 << 62
            self._ended.notify_all()

    def _read(self) -> bytes:
        try:
            return os.read(self._source, _CHUNK)
        except OSError:
            return b""

    def await_end_of(self, task: int, seconds: float) -> None:
        """Waits until all that the task has printed is passed on, or the time is up; for a worker that marks a task's end."""
        with self._ended:
            self._ended.wait_for(lambda: self._last_mark >= task, seconds)

    def await_drained(self, seconds: float) -> None:
        """Waits until all that has come so far is passed on, or the time is up."""
        limit = time.monotonic() + seconds
        while not self._is_drained() and time.monotonic() < limit:
            time.sleep(_TURN_SECONDS)

    def _is_drained(self) -> bool:
        with self._passing:
            return self._is_over or struct.unpack("i", fcntl.ioctl(self._source, termios.FIONREAD, bytes(4)))[0] == 0

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
