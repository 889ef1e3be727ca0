"""How much of its time budget a search has used, by the record: the same count as an embedded search's (``SpentTime`` of the engine)."""

from __future__ import annotations

import datetime
from typing import Any, Iterable, Mapping, Optional


def spent_seconds(events: Iterable[Mapping[str, Any]], path: str) -> float:
    """The seconds used when all of these events, in the log's order, have happened.

    Each driver's share lasts from its first event of a trial to its last one; a step that failed, or is started again, begins a new budget. Events
    without a time count for nothing.
    """
    count = _Count(path)
    for event in events:
        if event.get("at"):
            count.take(event, _seconds(event["at"]))
    return count.total()


class _Count:
    def __init__(self, path: str):
        self._path = path
        self._settled = 0.0
        self._from: Optional[float] = None
        self._to = float("-inf")
        self._epoch: Any = 0

    def take(self, event: Mapping[str, Any], at: float) -> None:
        if event.get("epoch") != self._epoch:
            self._settle()
            self._epoch = event.get("epoch")
        own = event["body"].get("path") == self._path
        if own and event["type"].startswith("Trial") and self._from is None:
            self._from = self._to = at
        self._to = max(self._to, at)  # a clock may be set back
        if own:
            self._close_with(event["type"], event["body"])

    def _close_with(self, type: str, body: Mapping[str, Any]) -> None:
        if type in ("StepEnded", "PhaseEnded"):
            self._settle()
        if type == "StepReset" or type == "StepEnded" and body.get("status") != "CANCELLED":
            self._settled = 0.0

    def _settle(self) -> None:
        self._settled = self.total()
        self._from = None

    def total(self) -> float:
        return self._settled if self._from is None else self._settled + self._to - self._from


def _seconds(at: str) -> float:
    """A time as Java writes it, ``2026-11-28T13:44:50.123456789Z``: with any number of digits of the second."""
    whole, _, digits = at.rstrip("Z").partition(".")
    base = datetime.datetime.strptime(whole, "%Y-%m-%dT%H:%M:%S").replace(tzinfo=datetime.timezone.utc).timestamp()
    return base + (float("0." + digits) if digits else 0.0)
