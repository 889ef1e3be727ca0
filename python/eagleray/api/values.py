"""Values of a program as the engine reads them: in the form in which functions return theirs."""

from __future__ import annotations

from typing import Any

from eagleray.worker.channel import encoded
from eagleray.worker.encode import Encoder, ReturnError, Unfit
from eagleray.worker.objects import ObjectStore, type_name


class _Plain(Encoder):
    """There is no catalog yet: what JSON cannot hold has no place."""

    def __init__(self) -> None:
        super().__init__(ObjectStore(None))

    def _reference(self, value: Any) -> Any:
        raise Unfit(f"a value of type {type_name(type(value))} is none of JSON; only steps can return objects")


def written_parameters(parameters: dict[str, Any]) -> bytes:
    """Parameters as a line of JSON.

    :raises ValueError: for a name or a value that cannot be written; it names the parameter
    """
    for name in parameters:
        if not isinstance(name, str) or "=" in name or not name:
            raise ValueError(f"a parameter's name is a text without '=', not {name!r}")
    return encoded({name: _plain(value, f'parameter "{name}"') for name, value in parameters.items()})


def written_document(document: dict[str, Any]) -> dict[str, Any]:
    """A pipeline's document with nothing but values of JSON.

    :raises ValueError: where there is another one; it tells the place
    """
    return _plain(document, "pipeline")


def _plain(value: Any, what: str) -> Any:
    try:
        return _Plain().json(value, what)
    except ReturnError as problem:
        raise ValueError(str(problem).replace("cannot store the ", "cannot write the ", 1)) from None
