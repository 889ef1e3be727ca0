"""How a run is ended from outside: by the pipe to the engine, which ends its run when that closes, be it that this process is gone."""

from __future__ import annotations

import os
import subprocess
import threading
from typing import Optional


class Ending:
    """Ends a run, which may not have begun yet. Any thread may ask for it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: Optional[subprocess.Popen] = None
        self._requested = False

    def begin(self, process: subprocess.Popen, given: bytes) -> None:
        """Gives the engine its parameters, unless it is to end already."""
        with self._lock:
            self._process = process
            if not self._requested:
                self._write(given)
        if self._requested:
            self.close()

    def request(self) -> None:
        """Asks the run to end, like Ctrl-C in a terminal."""
        self._requested = True
        self.close(b"end\n")  # a child that was forked meanwhile may hold the pipe open

    def close(self, last: bytes = b"") -> None:
        """Gives up the pipe."""
        with self._lock:
            if self._process is not None and self._process.stdin is not None:
                self._write(last)
                self._process.stdin.close()
                self._process = None

    def _write(self, data: bytes) -> None:
        rest = memoryview(data)
        try:
            while rest and self._process is not None and self._process.stdin is not None:
                rest = rest[os.write(self._process.stdin.fileno(), rest) :]
        except OSError:
            pass  # the engine has ended, and says why
