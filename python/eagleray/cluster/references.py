"""References to objects inside values."""

from __future__ import annotations

from typing import Any, Dict, Iterator, List, Mapping

OBJECT = "$eagleray.object"
_ESCAPED = "$eagleray.escaped"


def references_in(value: Any) -> List[Mapping[str, Any]]:
    """What stands under each reference in a value, each object once."""
    found: Dict[str, Mapping[str, Any]] = {}
    for reference in _walk(value):
        found.setdefault(reference["sha256"], reference)
    return list(found.values())


def _walk(value: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(value, dict):
        if len(value) == 1:
            if isinstance(value.get(OBJECT), dict):
                yield value[OBJECT]
                return
            inner = value.get(_ESCAPED)
            if isinstance(inner, dict):
                value = inner
        for item in value.values():
            yield from _walk(item)
    elif isinstance(value, list):
        for item in value:
            yield from _walk(item)
