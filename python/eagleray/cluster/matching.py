"""Suggestions that come again: which recorded configuration one is."""

from __future__ import annotations

import math
from typing import Any, Container, Mapping, Optional, Sequence


def matching(recorded: Sequence[Mapping[str, Any]], config: Mapping[str, Any], taken: Container[int]) -> Optional[int]:
    """The number of the recorded configuration that this one is, the first that is not taken; None where it is none of them."""
    for number, known in enumerate(recorded):
        if number not in taken and _alike(known, config):
            return number
    return None


def _alike(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    return one.keys() == other.keys() and all(_same(one[name], other[name]) for name in one)


def _same(one: Any, other: Any) -> bool:
    numbers = all(isinstance(value, (int, float)) and not isinstance(value, bool) for value in (one, other))
    if numbers:
        return math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-12)
    return type(one) is type(other) and one == other
