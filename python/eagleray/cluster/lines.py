"""What the driver tells the client: lines in the job's log, which is otherwise the user's output."""

from __future__ import annotations

import base64
import json
import os
import threading
from typing import Any, BinaryIO, Dict, Iterator, List, Mapping

PART = 48 << 10
"""The most bytes of an object in one line."""

LONGEST = 1 << 20
"""The most bytes of events in one line, but for a single one that has more. The client cuts lines at 2 MiB."""


class Lines:
    """Writes our lines: each in one write, numbered from 0, and marked with the nonce, so that no output of a user is taken for one."""

    def __init__(self, nonce: str, fd: int = 1):
        self._prefix = f"\n@eagleray {nonce} ".encode("ascii")
        self._fd = fd
        self._next = 0
        self._ended = False
        self.output_may_follow = True  # what workers have printed may still be on its way to the log
        self._lock = threading.RLock()

    def hello(self, **fields: Any) -> None:
        self._write({"hello": fields})

    def events(self, events: List[Mapping[str, Any]]) -> None:
        """Events in the order in which they happened, in as many lines as it takes."""
        for group in _groups(events):
            self._write({"events": group})

    def note(self, text: str) -> None:
        """A warning for the user."""
        self._write({"note": text})

    def object(self, reference: Mapping[str, Any], source: BinaryIO) -> None:
        """An object's bytes, in as many lines as it takes. Comes before the event that names it."""
        size = int(reference["size"])
        parts = max(1, -(-size // PART))
        fields = {key: reference[key] for key in ("sha256", "format", "type", "size")}
        for part in range(parts):
            data = base64.b64encode(source.read(PART)).decode("ascii")
            self._write({"object": {**fields, "part": part, "parts": parts, "data": data}})

    def end(self, outcome: Mapping[str, Any]) -> bool:
        """The last line; false where there has been one. Nothing is written after it."""
        with self._lock:
            if self._ended:
                return False
            self._write({"end": outcome})
            self._ended = True
            return True

    def _write(self, fields: Dict[str, Any]) -> None:
        with self._lock:
            if self._ended:
                return
            text = _json({"n": self._next, **fields})
            self._next += 1
            _write_all(self._fd, self._prefix + text.encode("ascii") + b"\n")


def _groups(events: List[Mapping[str, Any]]) -> Iterator[List[Mapping[str, Any]]]:
    """The events in their order, so many at once as fit into a line."""
    group: List[Mapping[str, Any]] = []
    size = 0
    for event in events:
        length = len(_json(event))
        if group and size + length > LONGEST:
            yield group
            group, size = [], 0
        group.append(event)
        size += length
    if group:
        yield group


def _json(value: Any) -> str:
    return json.dumps(value, separators=(",", ":"), allow_nan=False)


def _write_all(fd: int, data: bytes) -> None:
    written = os.write(fd, data)  # one write but for a full disk or pipe
    while written < len(data):
        written += os.write(fd, memoryview(data)[written:])

