"""The two pipes that a worker speaks through, out of the reach of user code."""

from __future__ import annotations

import fcntl
import json
import os
import select
import sys
from typing import Any, Optional

_FIRST_PRIVATE = 100
"""Private descriptors start here, so that a program that closes low numbers twice by mistake does not hit them."""

_CHUNK = 1 << 18

_encoder = json.JSONEncoder(separators=(",", ":"), allow_nan=False, check_circular=False)


class EngineGone(BaseException):
    """The engine has closed its pipe: there is nobody left to work for."""


class ProtocolError(RuntimeError):
    """The engine sent what the protocol does not know."""


class Channel:
    """Messages from and to the engine: one JSON object a line."""

    def __init__(self, source: int, sink: int, log: int):
        self.source = source
        self.sink = sink
        self._log = log
        self._pending = bytearray()
        self._searched = 0
        self._poll = select.poll()
        self._poll.register(source, select.POLLIN)

    @classmethod
    def taken_from_standard_streams(cls) -> "Channel":
        """Moves the protocol to private descriptors: 0 becomes the null device, 1 a copy of 2."""
        source, sink, log = (_private_copy(fd) for fd in (0, 1, 2))
        null = os.open(os.devnull, os.O_RDONLY)
        os.dup2(null, 0)
        os.close(null)
        os.dup2(2, 1)
        return cls(source, sink, log)

    def close(self) -> None:
        """Gives up the pipes: what a forked child does, which must not speak for its parent."""
        for fd in (self.source, self.sink, self._log):
            os.close(fd)

    def restore_output(self) -> None:
        """Undoes what user code did to descriptors 1 and 2."""
        os.dup2(self._log, 1)
        os.dup2(self._log, 2)

    def mark_end(self, task: int) -> None:
        """Writes the line at which the engine switches logs."""
        _write_all(2, b'\x1e{"end": %d}\n' % task)

    def wait(self) -> None:
        """Waits until ``receive`` would not block for its first byte. May be interrupted without loss."""
        if b"\n" not in self._pending:
            self._poll.poll()

    def has_more(self) -> bool:
        """Whether a message is there, or coming, without waiting for it."""
        return bool(self._pending) or bool(self._poll.poll(0))

    def receive(self) -> tuple[dict, bool]:
        """The next message, and whether its values may hold escapes. Raises EngineGone at the end of the pipe."""
        line = self._line()
        if line is None:
            raise EngineGone
        try:
            message = loads(line)
        except ValueError as problem:
            raise ProtocolError(f"not a JSON message: {problem}: {bytes(line[:200])!r}") from None
        if not isinstance(message, dict):
            raise ProtocolError(f"a message is an object, not {bytes(line[:200])!r}")
        return message, b"$eagleray." in line

    def send(self, line: bytes) -> None:
        """Sends a message that ``encoded`` made. Must not be interrupted half-way."""
        try:
            _write_all(self.sink, line)
        except BrokenPipeError:
            raise EngineGone from None

    def _line(self) -> Optional[bytes]:
        while True:
            end = self._pending.find(b"\n", self._searched)
            if end >= 0:
                line = bytes(self._pending[:end])
                del self._pending[: end + 1]
                self._searched = 0
                return line
            self._searched = len(self._pending)
            chunk = os.read(self.source, _CHUNK)
            if not chunk:
                return None
            self._pending += chunk


def encoded(message: dict) -> bytes:
    """One line of JSON, in ASCII, so that a lone surrogate in a text cannot break the line."""
    return _without_digit_limit(_encoder.encode, message).encode("ascii") + b"\n"


def loads(line: bytes) -> Any:
    """What a line of JSON says, with integers of any number of digits."""
    return _without_digit_limit(json.loads, line.decode("utf-8", "surrogatepass"))


def _without_digit_limit(function: Any, value: Any) -> Any:
    """Calls the function; where Python's limit on the digits of integers (since 3.11) stops it, once more without the limit."""
    try:
        return function(value)
    except ValueError as problem:
        if "set_int_max_str_digits" not in str(problem):
            raise
    limit = sys.get_int_max_str_digits()
    sys.set_int_max_str_digits(0)
    try:
        return function(value)
    finally:
        sys.set_int_max_str_digits(limit)


def _private_copy(fd: int) -> int:
    try:
        return fcntl.fcntl(fd, fcntl.F_DUPFD_CLOEXEC, _FIRST_PRIVATE)
    except OSError:  # fewer descriptors are allowed than that
        return os.dup(fd)


def _write_all(fd: int, data: bytes) -> None:
    written = os.write(fd, data)
    while written < len(data):
        written += os.write(fd, memoryview(data)[written:])
