"""The names under which a task's values become parameters, and how each value is kept."""

from __future__ import annotations

from typing import Any, NamedTuple


class Return(NamedTuple):
    """A name, and the kind of its value: ``json``, ``metric`` or ``object``."""

    name: str
    kind: str = "json"


def json(name: str) -> Return:
    """A value in the run's log. What is not JSON becomes an object in the catalog, at any depth."""
    return Return(name, "json")


def metric(name: str) -> Return:
    """A number that is listed among the run's metrics."""
    return Return(name, "metric")


def pickled(name: str) -> Return:
    """An object in the catalog."""
    return Return(name, "object")


def checked(returns: list[Any], what: str) -> list[Return]:
    """What was given as the names of a task's values; a text alone is the name of a JSON value.

    :raises ValueError: for one that is no name
    """
    return [_checked(one, what) for one in returns]


def _checked(one: Any, what: str) -> Return:
    if isinstance(one, str):
        return json(one)
    if isinstance(one, tuple) and len(one) == 2 and all(isinstance(part, str) for part in one):
        return Return(*one)
    raise ValueError(f"{what} are names, json(…), metric(…) or pickled(…), not {one!r}")


def written(returns: list[Return]) -> list[dict]:
    """The returns as a pipeline's file has them."""
    return [one._asdict() for one in returns]
