"""Arguments of steps, held to what they must be where they are given: behind that nobody knows where they came from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from eagleray.worker.encode import Unfit, key_text

if TYPE_CHECKING:
    from eagleray.api.pipeline import Pipeline


def listed(values: Any, what: str) -> list:
    """A list of what was given; nothing is an empty one.

    :raises ValueError: for one that is none, such as a text, whose letters are not meant, or a set, which has no order
    """
    if values is None:
        return []
    if isinstance(values, (str, bytes, dict, set, frozenset)) or hasattr(values, "_fields") or not hasattr(values, "__iter__"):
        raise ValueError(f"{what} must be a list, not {_shown(values)}")
    return list(values)


def branch(value: Any, what: str) -> Pipeline:
    """A pipeline that was given.

    :raises ValueError: for one that is none
    """
    from eagleray.api.pipeline import Pipeline
    from eagleray.api.step import Step

    if not isinstance(value, Pipeline):
        hint = "; as_pipeline() makes one of a step" if isinstance(value, Step) else ""
        raise ValueError(f"{what} must be a Pipeline, not {_shown(value)}{hint}")
    return value


def branches(values: Any, what: str) -> dict[Any, Pipeline]:
    """Pipelines by name.

    :raises ValueError: for one that is none, or where they are no dict
    """
    if not isinstance(values, dict):
        raise ValueError(f"{what} must be a dict of Pipelines, not {_shown(values)}")
    return {name: branch(value, f"{what}[{name!r}]") for name, value in values.items()}


def value_text(value: Any, what: str) -> str:
    """The text that stands for a value: of a member of an enumeration its name, as functions return it.

    :raises ValueError: for a value without one
    """
    try:
        return "null" if value is None else key_text(value)
    except Unfit:
        raise ValueError(f"{what} are for texts, numbers and the like, not for {value!r}") from None


def _shown(value: Any) -> str:
    return repr(value) if isinstance(value, (str, tuple, dict)) else f"a {type(value).__name__}"
