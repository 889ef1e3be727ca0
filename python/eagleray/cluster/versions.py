"""The Python of the client and that of the cluster: what one of them pickles, only the same minor version is sure to read."""

from __future__ import annotations

import platform
from typing import Any, Mapping, Optional

from eagleray.cluster.failures import NodeFailed, failure
from eagleray.cluster.references import references_in
from eagleray.cluster.spec import Spec

PICKLE = "python/pickle"


def differ(client: str, here: Optional[str] = None) -> bool:
    """Whether the client's Python is of another minor version than this one; false where it is not known."""
    return bool(client) and client.split(".")[:2] != (here or platform.python_version()).split(".")[:2]


def require_readable(spec: Spec) -> None:
    """Raises NodeFailed where an argument is an object that this Python may be unable to read."""
    if spec.task.kind != "python" or not differ(spec.python):
        return
    for name, value in spec.arguments.items():
        if (spec.task.takes is None or name in spec.task.takes) and any(map(is_pickled, references_in(value))):
            raise NodeFailed(
                failure(
                    "python-version",
                    f'the argument "{name}" is an object that Python {spec.python} has pickled, and the cluster runs Python {platform.python_version()}, '
                    "which may be unable to read it; give both the same minor version, or hand it on as json, bytes or a file",
                )
            )


def is_pickled(reference: Mapping[str, Any]) -> bool:
    """Whether only Python reads the object."""
    return reference.get("format") == PICKLE


def note_on_returned(spec: Spec, value: Any, whose: str) -> Optional[str]:
    """What the user should know of an object that the client's Python may be unable to read; None where there is none."""
    if not differ(spec.python):
        return None
    pickled = next(filter(is_pickled, references_in(value)), None)
    if pickled is None:
        return None
    return (
        f"an object of type {pickled.get('type')} of {whose} is pickled by the cluster's Python {platform.python_version()}: "
        f"steps that run with Python {spec.python} may be unable to read it"
    )
