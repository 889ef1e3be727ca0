"""One call of a user's function: its arguments read, its result written."""

from __future__ import annotations

import types
from typing import Any, Callable

from eagleray.worker import forks
from eagleray.worker.asynchronous import settled
from eagleray.worker.decode import decoded
from eagleray.worker.encode import Encoder, ReturnError, fields_of
from eagleray.worker.objects import ObjectStore
from eagleray.worker.signatures import Signature
from eagleray.worker.stream import last_value
from eagleray.worker.trial import Report, run_trial


def run(message: dict, escapes: bool, function: Callable, signature: Signature, store: ObjectStore, report: Report) -> dict:
    """Runs a ``run`` message; returns the fields of its ``result``."""
    trial = message.get("trial")
    given = message.get("arguments") or {}
    if trial is not None:
        given = _trial_arguments(given, trial, signature)
    if escapes:
        given = {name: decoded(value, store) for name, value in given.items()}
    positional, named = signature.bind(given)
    value = settled(function(*positional, **named))
    forks.end_if_child()
    if trial is not None:
        return run_trial(value, int(trial.get("step") or 0), store, report)
    if isinstance(value, types.GeneratorType):
        value = last_value(value, message.get("end"))
    return {"values": _named(value, message.get("returns") or [], Encoder(store))}


def _trial_arguments(given: dict, trial: dict, signature: Signature) -> dict:
    """A function may ask for the last checkpoint, and for its whole configuration as ``config``; a parameter of that name is nearer."""
    extra = {}
    if "checkpoint" in signature.names:
        extra["checkpoint"] = trial.get("checkpoint")
    if "config" in signature.names and "config" not in given:
        extra["config"] = trial.get("config") or {}
    return {**given, **extra} if extra else given


def _named(value: Any, returns: list, encoder: Encoder) -> dict:
    if not returns:
        return {}
    values = [value] if len(returns) == 1 else _parted(value, [entry["name"] for entry in returns])
    return {entry["name"]: written(item, entry, encoder) for entry, item in zip(returns, values)}


def written(value: Any, entry: dict, encoder: Encoder) -> Any:
    """A value as its entry of ``returns`` asks for it."""
    what = f'return "{entry["name"]}"'
    kind = entry.get("kind") or "json"
    if kind == "json":
        return encoder.json(value, what)
    if kind == "object":
        return encoder.object(value, what)
    if kind == "metric":
        return encoder.metric(value, what)
    raise ReturnError(f'the {what} is of an unknown kind "{kind}"; there are json, object, metric')


def _parted(value: Any, names: list[str]) -> list:
    """The values of several returns: by position, or by name from a map or record with exactly those names."""
    wanted = f"returns names {len(names)}: {', '.join(names)}"
    fields = fields_of(value)
    if fields is not None and set(fields) == set(names):
        return [fields[name] for name in names]
    if isinstance(value, (tuple, list)):
        if len(value) == len(names):
            return list(value)
        raise ReturnError(f"the function returned {len(value)} values, but {wanted}")
    if fields is not None:
        faults = [f'has no "{name}"' for name in names if name not in fields]
        faults += [f"has {name!r} besides" for name in fields if name not in names]
        raise ReturnError(f"the returned {type(value).__name__} {', '.join(faults[:5])}, but {wanted}")
    shown = "nothing (None)" if value is None else f"one value of type {type(value).__name__}"
    raise ReturnError(f"the function returned {shown}, but {wanted}")
