"""A generator as an ordinary step: what it yields is told in the step's log while it runs, and its last value is what it returns."""

from __future__ import annotations

import json
import os
from typing import Any, Optional

from eagleray.worker import forks

STREAM = "EAGLERAY_STREAM"
"""The variable that names the file to which events are appended as well, for a program that waits for them."""


def last_value(generator: Any, end: Optional[str]) -> Any:
    """Runs a generator to its end, and prints each value that it yields as a line of JSON.

    Returns what it returns, or where that is nothing, what it yielded last. ``end`` names the type of event whose values are returned
    instead: the rest of a dict with that ``type``, one value as it is, several as a tuple.
    """
    value = ended = None
    has_ended = False
    try:
        while True:
            try:
                value = next(generator)
            except StopIteration as stop:
                forks.end_if_child()
                value = value if stop.value is None else stop.value
                return ended if has_ended else value
            forks.end_if_child()
            print(_line(value))
            _tell(value)
            if end is not None and isinstance(value, dict) and value.get("type") == end:
                has_ended, ended = True, _rest(value)
    finally:
        generator.close()  # its finally blocks run now, and not whenever it is collected


def _tell(value: Any) -> None:
    """Appends an event to the stream's file, where there is one: in one write, for several workers may do so at once."""
    file = os.environ.get(STREAM)
    if not file or not isinstance(value, dict):
        return
    descriptor = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(descriptor, (_event(value) + "\n").encode("utf-8", "replace"))
    finally:
        os.close(descriptor)


def _rest(event: dict) -> Any:
    values = [value for name, value in event.items() if name != "type"]
    return values[0] if len(values) == 1 else tuple(values)


def _line(value: Any) -> str:
    return _json(value) or repr(value)


def _event(value: dict) -> str:
    """Always JSON, which the program reads: of what JSON cannot hold it gets texts."""
    return _json(value) or json.dumps({str(key): repr(item) for key, item in value.items()})


def _json(value: Any) -> Optional[str]:
    try:
        return json.dumps(value, ensure_ascii=False, default=str)
    except (TypeError, ValueError, RecursionError):  # keys that are no texts, or a structure that contains itself
        return None
