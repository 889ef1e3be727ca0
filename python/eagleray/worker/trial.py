"""Trials: a function's result as its one report, or a generator's reports one by one."""

from __future__ import annotations

import traceback
import types
from typing import Any, Callable, Optional

from eagleray.worker import forks
from eagleray.worker.encode import NUMBER, Encoder, ReturnError, fields_of
from eagleray.worker.objects import ObjectStore

Report = Callable[[dict], str]
"""Sends the fields of a report and returns the engine's decision, ``continue`` or ``stop``."""


class _Metrics(Encoder):
    """Leaves out what could only be stored: it is no metric."""

    def _reference(self, value: Any) -> Any:
        return None


def run_trial(returned: Any, step: int, store: ObjectStore, report: Report) -> dict:
    """Reports what a trial's function returned, or yields; returns the fields of its ``result``. Steps go on from ``step``."""
    if isinstance(returned, types.GeneratorType):
        return _steps(returned, step, store, report)
    if returned is not None and fields_of(returned) is None:
        raise ReturnError(f"a trial returns a dict of metrics, or yields one each step; this one returned a {type(returned).__name__}")
    value = Encoder(store).json(returned, "returned value")
    if value is not None:
        report({"step": step + 1, "metrics": _metrics(value)})
    return {"value": value, "stopped": False}


def _steps(generator: Any, step: int, store: ObjectStore, report: Report) -> dict:
    try:
        while True:
            try:
                yielded = next(generator)
            except StopIteration as end:
                forks.end_if_child()
                return {"value": Encoder(store).json(end.value, "returned value"), "stopped": False}
            forks.end_if_child()
            step += 1
            if report(_read(yielded, step, store)) == "stop":
                _close(generator)
                return {"value": None, "stopped": True}
    except BaseException:
        # Its finally blocks run now, and not whenever the generator is collected. No more than that where it had ended by itself.
        _close(generator)
        raise


def _read(yielded: Any, step: int, store: ObjectStore) -> dict:
    checkpoint: Optional[Any] = None
    metrics = yielded
    if isinstance(yielded, tuple) and len(yielded) == 2 and not hasattr(yielded, "_fields"):
        metrics, checkpoint = yielded
    fields = fields_of(metrics)
    if fields is None:
        raise ReturnError(f"a trial yields a dict of metrics, or (dict, checkpoint); step {step} yielded a {_told(yielded)}")
    scalars = {name: value for name, value in fields.items() if not isinstance(value, (dict, list, tuple, set))}
    message = {"step": step, "metrics": _metrics(_Metrics(store).json(scalars, f"metrics of step {step}"))}
    if checkpoint is not None:  # written anew at each step: it may be one thing that changes
        message["checkpoint"] = Encoder(store).object(checkpoint, f"checkpoint of step {step}")
    return message


def _metrics(value: Any) -> dict:
    """The numbers, booleans and texts of a written map, at its top level."""
    return {name: item for name, item in value.items() if isinstance(item, (bool, int, float, str)) or _is_number(item)}


def _is_number(item: Any) -> bool:
    return isinstance(item, dict) and len(item) == 1 and NUMBER in item


def _told(value: Any) -> str:
    if isinstance(value, tuple):
        return f"tuple of {len(value)}: " + ", ".join(type(item).__name__ for item in value)
    return type(value).__name__


def _close(generator: Any) -> None:
    try:
        generator.close()
    except Exception:  # what goes wrong while a trial that is over cleans up belongs into the log, not into its outcome
        traceback.print_exc()
    forks.end_if_child()
