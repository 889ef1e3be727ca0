"""A search space between its record and Ray Tune.

Ray Tune gets it flat, by dotted names, and without its constants. A choice whose values searchers could not tell apart, or could not hold, is
searched by the values' positions. Parameters that are not active are dropped from what it suggests.
"""

from __future__ import annotations

import json
import zlib
from typing import Any, Callable, Dict, List, Mapping, Optional, Sequence, Tuple

from eagleray.cluster.spec import Parameter, dotted


class Space:
    """The searched parameters, parents first."""

    def __init__(self, parameters: Sequence[Parameter]):
        self._parameters = tuple(parameters)
        self._by_name = {parameter.name: parameter for parameter in parameters}

    @property
    def names(self) -> List[str]:
        """The names of all parameters."""
        return [parameter.name for parameter in self._parameters]

    @property
    def parameters(self) -> Sequence[Parameter]:
        """All parameters, parents first."""
        return self._parameters

    @property
    def has_grid(self) -> bool:
        return any(parameter.domain["type"] == "grid" for parameter in self._parameters)

    @property
    def is_conditional(self) -> bool:
        return any(parameter.parent is not None for parameter in self._parameters)

    @property
    def is_constant(self) -> bool:
        """Whether there is nothing to search."""
        return all(parameter.domain["type"] == "constant" for parameter in self._parameters)

    def for_tune(self) -> Dict[str, Any]:
        """The ``param_space`` of a tuner."""
        from ray import tune

        return {p.name: _domain(p, tune) for p in self._parameters if p.domain["type"] != "constant"}

    def for_optuna(self) -> Callable[[Any], None]:
        """The space by what Optuna calls define-by-run: only active parameters are asked for."""
        parameters = self._parameters

        def define(trial: Any) -> None:
            chosen: Dict[str, Any] = {}
            for parameter in parameters:
                if _is_active(parameter, chosen):
                    chosen[parameter.name] = _decoded(parameter, _suggested(parameter, trial))

        return define

    def decoded(self, suggested: Mapping[str, Any]) -> Dict[str, Any]:
        """A configuration of Ray Tune as the record has it: flat, in the space's order, the active parameters only."""
        chosen: Dict[str, Any] = {}
        for parameter in self._parameters:
            if not _is_active(parameter, chosen):
                continue
            if parameter.domain["type"] == "constant":
                chosen[parameter.name] = parameter.domain["value"]
            elif parameter.name in suggested:
                chosen[parameter.name] = _decoded(parameter, _plain(suggested[parameter.name]))
        for name, value in suggested.items():
            if name not in self._by_name and not name.startswith("__"):
                chosen[name] = _plain(value)
        return chosen

    def encoded(self, point: Mapping[str, Any], partial: bool) -> Optional[Dict[str, Any]]:
        """A configuration as a searcher's point to evaluate. What is missing is filled in unless a partial point will do; None where it does not fit."""
        flat = dotted(point, self.names)
        encoded: Dict[str, Any] = {}
        for parameter in self._parameters:
            kind = parameter.domain["type"]
            if kind == "constant":
                continue
            if parameter.name in flat:
                value = _encoded(parameter, flat[parameter.name])
                if value is None:
                    return None
                encoded[parameter.name] = value
            elif not partial:
                encoded[parameter.name] = _any_value(parameter)
        return encoded

    def filled(self, point: Mapping[str, Any], seed: str) -> Optional[Dict[str, Any]]:
        """A configuration as a searcher's point to evaluate. What is missing is drawn, the same for the same seed; None where it does not fit."""
        from ray import tune

        given = self.encoded(point, partial=True)
        if given is None:
            return None
        missing = [p for p in self._parameters if p.domain["type"] != "constant" and p.name not in given]
        drawn = {p.name: _plain(_domain(p, tune).sample(random_state=zlib.crc32(f"{seed} {p.name}".encode()))) for p in missing}
        return {**given, **drawn}

    def encoded_values(self, name: str, values: Sequence[Any]) -> List[Any]:
        """Values of one parameter as Ray Tune has them."""
        parameter = self._by_name.get(name)
        return list(values) if parameter is None else [_encoded(parameter, value) for value in values]


def _is_active(parameter: Parameter, chosen: Mapping[str, Any]) -> bool:
    if parameter.parent is None:
        return True
    return parameter.parent in chosen and any(_same(chosen[parameter.parent], value) for value in parameter.values)


def _same(one: Any, other: Any) -> bool:
    """Equality as the record has it: true is not 1, and 1 is 1.0."""
    if isinstance(one, bool) or isinstance(other, bool):
        return isinstance(one, bool) and isinstance(other, bool) and one == other
    return one == other


def _by_position(values: Sequence[Any]) -> bool:
    """Whether a choice must be searched by position: values that are no scalars, or that Python takes for equal."""
    return any(not isinstance(value, (str, int, float, bool)) for value in values) or len(set(values)) < len(values) or len({type(v) for v in values}) > 1


def _domain(parameter: Parameter, tune: Any) -> Any:
    domain = parameter.domain
    kind = domain["type"]
    if kind == "range":
        return _range(domain, tune)
    if kind == "normal":
        step = domain.get("step") or 0
        return tune.qrandn(domain["mean"], domain["sd"], step) if step else tune.randn(domain["mean"], domain["sd"])
    values = list(domain["values"])
    if _by_position(values):
        values = list(range(len(values)))
    return tune.grid_search(values) if kind == "grid" else tune.choice(values)


def _range(domain: Mapping[str, Any], tune: Any) -> Any:
    low, high, step, log = domain["low"], domain["high"], domain.get("step") or 0, bool(domain.get("log"))
    if domain.get("integer"):
        low, high, step = int(low), int(high), int(step)
        if step == 1:  # Ray's own leaves the upper bound out for this step alone
            high, step = high + 1, 0
        if step:
            return tune.qlograndint(low, high, step) if log else tune.qrandint(low, high, step)
        return tune.lograndint(low, high) if log else tune.randint(low, high)
    if step:
        return tune.qloguniform(low, high, step) if log else tune.quniform(low, high, step)
    return tune.loguniform(low, high) if log else tune.uniform(low, high)


def _suggested(parameter: Parameter, trial: Any) -> Any:
    """Asks Optuna for a value, as searchers have it."""
    domain = parameter.domain
    kind = domain["type"]
    if kind == "constant":
        return domain["value"]
    if kind == "range":
        return _suggested_number(parameter.name, domain, trial)
    if kind == "normal":
        raise ValueError(f'Optuna has no normal distribution, which "{parameter.name}" is of')
    values = list(domain["values"])
    return trial.suggest_categorical(parameter.name, list(range(len(values))) if _by_position(values) else values)


def _suggested_number(name: str, domain: Mapping[str, Any], trial: Any) -> Any:
    low, high, step, log = domain["low"], domain["high"], domain.get("step") or 0, bool(domain.get("log"))
    if domain.get("integer"):
        low, high, step = int(low), int(high), int(step)
        return trial.suggest_int(name, low, high, step=1 if log else step, log=log) if step else trial.suggest_int(name, low, high - 1, log=log)
    if step and not log:
        return trial.suggest_float(name, low, high, step=step)
    return trial.suggest_float(name, low, high, log=log)


def _decoded(parameter: Parameter, value: Any) -> Any:
    domain = parameter.domain
    if domain["type"] in ("choice", "grid") and _by_position(domain["values"]):
        return domain["values"][int(value)]
    if domain["type"] == "range" and domain.get("integer"):
        return int(value)
    return value


def _encoded(parameter: Parameter, value: Any) -> Any:
    """A value as searchers have it; None where the domain has it not."""
    domain = parameter.domain
    if domain["type"] not in ("choice", "grid"):
        return value
    for position, known in enumerate(domain["values"]):
        if _same(known, value):
            return position if _by_position(domain["values"]) else known
    return None


def _any_value(parameter: Parameter) -> Any:
    """Some value of a parameter that a recorded configuration has not."""
    domain = parameter.domain
    if domain["type"] == "normal":
        return domain["mean"]
    if domain["type"] == "range":
        return int(domain["low"]) if domain.get("integer") else float(domain["low"])
    return 0 if _by_position(domain["values"]) else domain["values"][0]


def _plain(value: Any) -> Any:
    """A searcher's value as JSON has it: NumPy's scalars become Python's."""
    if hasattr(value, "item") and not isinstance(value, (list, dict, str)):
        return value.item()
    return value


def mutations(given: Mapping[str, Any], space: Space) -> Dict[str, Any]:
    """The ``hyperparam_mutations`` of a config as Ray Tune takes them: lists as they are, mappings with a type as domains, by dotted names."""
    from ray import tune

    flat: Dict[str, Any] = {}

    def collect(mapping: Mapping[str, Any], prefix: str) -> None:
        for key, value in mapping.items():
            name = prefix + key
            if isinstance(value, dict) and "type" not in value:
                collect(value, name + ".")
            elif isinstance(value, dict):
                flat[name] = _written_domain(name, value, tune, space)
            elif isinstance(value, list):
                flat[name] = space.encoded_values(name, value)
            else:
                raise ValueError(f'hyperparam_mutations: "{name}" must be a list or a mapping with a type, not {json.dumps(value)}')

    collect(given, "")
    return flat


def bounds(given: Mapping[str, Any], space: Space) -> Dict[str, List[float]]:
    """The ``hyperparam_bounds`` of a config as Ray Tune takes them: pairs of numbers, by dotted names."""
    flat = dotted(given, [*space.names, *_leaves(given, "")])
    for name, value in flat.items():
        if not isinstance(value, (list, tuple)) or len(value) != 2 or any(not isinstance(end, (int, float)) for end in value):
            raise ValueError(f'hyperparam_bounds: "{name}" must be [low, high], not {json.dumps(value)}')
        known = next((parameter for parameter in space.parameters if parameter.name == name), None)
        if known is not None and known.domain["type"] not in ("range", "normal"):
            raise ValueError(f'hyperparam_bounds: "{name}" is no range of numbers in the search space')
    return {name: list(value) for name, value in flat.items()}


def _leaves(mapping: Mapping[str, Any], prefix: str) -> List[str]:
    names: List[str] = []
    for key, value in mapping.items():
        names += _leaves(value, prefix + key + ".") if isinstance(value, dict) else [prefix + key]
    return names


_BOUNDS: Tuple[Tuple[str, ...], ...] = (("low", "lower", "min"), ("high", "upper", "max"))


def _written_domain(name: str, written: Mapping[str, Any], tune: Any, space: Space) -> Any:
    """A domain as a config writes it."""
    word = str(written["type"])
    values = next((written[key] for key in ("values", "choices", "categories") if key in written), None)
    if values is not None:
        return tune.choice(space.encoded_values(name, values))
    bounds = [next((written[key] for key in keys if key in written), None) for keys in _BOUNDS]
    make = getattr(tune, word, None)
    if make is None or word.startswith("_") or None in bounds:
        raise ValueError(f'hyperparam_mutations: "{name}" has a domain that Ray Tune does not know: {json.dumps(written)}')
    step = written.get("q", written.get("step"))
    return make(*bounds) if step is None else make(*bounds, step)
