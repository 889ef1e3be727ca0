"""What a search algorithm's library can search of a space, and what is made of its suggestions where it searches less exactly."""

from __future__ import annotations

import math
from typing import Any, Dict, List, Mapping, Optional

from eagleray.cluster.algorithm_names import Known
from eagleray.cluster.spaces import Space
from eagleray.cluster.spec import Parameter

_KINDS = {"integer": "whole numbers", "choice": "choices", "normal": "normal distributions", "log": "logarithmic ranges"}


def refusal(name: str, known: Known, space: Space) -> Optional[str]:
    """Why the library cannot search the space: the first parameter that it cannot; None where it can search them all."""
    for parameter in space.parameters:
        for kind in _kinds(parameter):
            if kind in known.lacks:
                other = "HyperOptSearch" if kind == "normal" else "OptunaSearch"
                return f'{name} cannot search {_KINDS[kind]}, and "{parameter.name}" is of that kind; use search_algorithm: {other}'
    return None


def notes(name: str, known: Known, space: Space) -> List[str]:
    """What the user should know of how the library searches the space."""
    if not known.is_even:
        return []
    logarithmic = [f'"{parameter.name}"' for parameter in space.parameters if "log" in _kinds(parameter)]
    return [f"{name} searches {', '.join(logarithmic)} evenly, and not by the logarithm"] if logarithmic else []


def to_steps(suggestion: Mapping[str, Any], space: Space) -> Dict[str, Any]:
    """The suggestion with each stepped number at the nearest multiple of its step within its range."""
    stepped = dict(suggestion)
    for parameter in space.parameters:
        domain = parameter.domain
        if domain["type"] == "range" and domain.get("step") and parameter.name in stepped:
            stepped[parameter.name] = _nearest(float(stepped[parameter.name]), domain)
    return stepped


def _nearest(value: float, domain: Mapping[str, Any]) -> Any:
    step = domain["step"]
    least, most = math.ceil(domain["low"] / step - 1e-9), math.floor(domain["high"] / step + 1e-9)
    multiple = min(max(round(value / step), least), most)
    return int(multiple * step) if domain.get("integer") else multiple * step


def _kinds(parameter: Parameter) -> List[str]:
    domain = parameter.domain
    if domain["type"] != "range":
        return [domain["type"]]
    return [kind for kind, has in (("integer", domain.get("integer")), ("log", domain.get("log"))) if has]
