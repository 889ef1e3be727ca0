"""SIGINT, which cancels the running task and nothing else."""

from __future__ import annotations

import signal
from typing import Any


class Interrupts:
    """While open, SIGINT raises KeyboardInterrupt in the main thread, where user code runs. While closed, it is only noted.

    Open: during user code. Closed: while idle, and while a message is read or written, which must not happen by halves.
    """

    def __init__(self) -> None:
        self._open = False
        self.missed = False
        self.delivered = False
        signal.signal(signal.SIGINT, self._received)

    def open(self) -> bool:
        """Opens, unless a signal was noted: then stays closed, forgets the signal, and returns false."""
        self._open = True
        if not self.missed:
            return True
        self._open = False
        self.missed = False
        return False

    def close(self) -> None:
        """From here on signals are only noted."""
        self._open = False

    def _received(self, number: int, frame: Any) -> None:
        if not self._open:
            self.missed = True
            return
        self.delivered = True
        raise KeyboardInterrupt
