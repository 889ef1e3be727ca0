"""The names under which a task's values become parameters, and how each value is kept."""

from __future__ import annotations

from typing import NamedTuple, Union


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


def written(returns: list[Union[str, Return]]) -> list[dict]:
    """The returns as a pipeline's file has them; a text alone is the name of a JSON value."""
    return [dict(zip(("name", "kind"), (one, "json") if isinstance(one, str) else one)) for one in returns]
