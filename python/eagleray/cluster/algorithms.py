"""Ray Tune's own schedulers and search algorithms by the names that a config gives them, with their arguments as given."""

from __future__ import annotations

import importlib
import importlib.util
import zlib
from dataclasses import dataclass
from typing import Any, Dict, List, Mapping, Optional

from eagleray.cluster.failures import NodeFailed, failure
from eagleray.cluster.spaces import Space, mutations
from eagleray.cluster.spec import Algorithm, Settled

_STUDY = ("type", "metric", "mode")
"""Arguments that are the search's, and reach the algorithm through the tuner."""


@dataclass(frozen=True)
class Known:
    """Where a class is, what it needs besides Ray, and how it names a seed."""

    module: str
    name: str
    imports: str = ""
    packages: str = ""
    seed: str = ""


_SEARCH = "ray.tune.search."
_SEARCHERS = {
    "OptunaSearch": Known(_SEARCH + "optuna", "OptunaSearch", "optuna", "optuna", "seed"),
    "HyperOptSearch": Known(_SEARCH + "hyperopt", "HyperOptSearch", "hyperopt", "hyperopt", "random_state_seed"),
    "BayesOptSearch": Known(_SEARCH + "bayesopt", "BayesOptSearch", "bayes_opt", "bayesian-optimization==1.4.3", "random_state"),
    "HEBOSearch": Known(_SEARCH + "hebo", "HEBOSearch", "hebo", "HEBO", "random_state_seed"),
    "NevergradSearch": Known(_SEARCH + "nevergrad", "NevergradSearch", "nevergrad", "nevergrad"),
    "TuneBOHB": Known(_SEARCH + "bohb", "TuneBOHB", "ConfigSpace hpbandster", "hpbandster, ConfigSpace", "seed"),
    "AxSearch": Known(_SEARCH + "ax", "AxSearch", "ax", "ax-platform"),
    "ZOOptSearch": Known(_SEARCH + "zoopt", "ZOOptSearch", "zoopt", "zoopt"),
}
BASIC = "BasicVariantGenerator"
_SEARCHER_ALIASES = {
    "auto": "auto",
    "tpe": "auto",
    "optuna": "OptunaSearch",
    "hyperopt": "HyperOptSearch",
    "bayesopt": "BayesOptSearch",
    "random": BASIC,
    "grid": BASIC,
    "variant_generator": BASIC,
    "bohb": "TuneBOHB",
    "nevergrad": "NevergradSearch",
    "hebo": "HEBOSearch",
    "ax": "AxSearch",
    "zoopt": "ZOOptSearch",
}
_WRAPPERS = ("ConcurrencyLimiter", "Repeater")

_SCHEDULERS = {
    "FIFOScheduler": Known("ray.tune.schedulers", "FIFOScheduler"),
    "ASHAScheduler": Known("ray.tune.schedulers", "ASHAScheduler"),
    "AsyncHyperBandScheduler": Known("ray.tune.schedulers", "AsyncHyperBandScheduler"),
    "HyperBandScheduler": Known("ray.tune.schedulers", "HyperBandScheduler"),
    "HyperBandForBOHB": Known("ray.tune.schedulers", "HyperBandForBOHB"),
    "MedianStoppingRule": Known("ray.tune.schedulers", "MedianStoppingRule"),
    "PopulationBasedTraining": Known("ray.tune.schedulers", "PopulationBasedTraining"),
    "PopulationBasedTrainingReplay": Known("ray.tune.schedulers", "PopulationBasedTrainingReplay"),
    "PB2": Known("ray.tune.schedulers.pb2", "PB2", "GPy sklearn", "GPy, scikit-learn"),
}
_SCHEDULER_ALIASES = {
    "fifo": "FIFOScheduler",
    "asha": "ASHAScheduler",
    "async_hyperband": "AsyncHyperBandScheduler",
    "hyperband": "HyperBandScheduler",
    "median": "MedianStoppingRule",
    "median_stopping_rule": "MedianStoppingRule",
    "medianstopping": "MedianStoppingRule",
    "pbt": "PopulationBasedTraining",
    "pb2": "PB2",
    "hb_bohb": "HyperBandForBOHB",
}


def scheduler(algorithm: Algorithm, space: Space) -> Any:
    """The scheduler. Raises NodeFailed, which says what is lacking."""
    name = _resolved(algorithm.name, _SCHEDULER_ALIASES, _SCHEDULERS)
    if name == "ResourceChangingScheduler":
        raise _failed('ResourceChangingScheduler takes a function, which a config cannot give; use another scheduler, such as "ASHAScheduler"')
    known = _known(name, _SCHEDULERS, "scheduler")
    arguments = {key: value for key, value in algorithm.arguments.items() if key not in _STUDY}
    try:
        if "hyperparam_mutations" in arguments:
            arguments["hyperparam_mutations"] = mutations(arguments["hyperparam_mutations"], space)
    except ValueError as problem:
        raise _failed(f"{name}: {problem}") from None
    if "hyperparam_bounds" in arguments:
        arguments["hyperparam_bounds"] = {key: list(value) for key, value in arguments["hyperparam_bounds"].items()}
    return _made(_loaded(known, name), name, arguments)


def uses_checkpoints(algorithm: Algorithm) -> bool:
    """Whether a scheduler moves trials from one's checkpoint to another's."""
    name = _resolved(algorithm.name, _SCHEDULER_ALIASES, _SCHEDULERS)
    return name in ("PopulationBasedTraining", "PopulationBasedTrainingReplay", "PB2")


def searcher_name(algorithm: Algorithm, space: Space, notes: List[str]) -> str:
    """The class that a search algorithm's name stands for here; what the user should know of the choice goes to ``notes``."""
    name = _resolved(algorithm.name, _SEARCHER_ALIASES, {**_SEARCHERS, BASIC: None, **dict.fromkeys(_WRAPPERS)})
    if space.is_constant:
        return BASIC
    if name != "auto":
        return name
    if space.has_grid:
        return BASIC
    if importlib.util.find_spec("optuna") is None:
        notes.append("optuna is not installed on the cluster, so the search is random; for TPE add runtime_env: {pip: [optuna]}")
        return BASIC
    return "OptunaSearch"


def _seed_after(seed: Optional[int], recorded: int) -> Optional[int]:
    """The seed of a searcher that goes on after so many trials: with the same one it would draw again what it drew for them."""
    return seed if seed is None or recorded == 0 else zlib.crc32(f"{seed} after {recorded}".encode())


def searcher(name: str, algorithm: Algorithm, settled: Settled, space: Space, points: List[Dict[str, Any]], recorded: int) -> Any:
    """The search algorithm of that name, which tries the points first; so many of them are of the record. Raises NodeFailed, which says what is lacking."""
    arguments = {key: value for key, value in algorithm.arguments.items() if key not in _STUDY and key != "points_to_evaluate"}
    if name in _WRAPPERS:
        return _wrapped(name, arguments, settled, space, points, recorded)
    if name == BASIC:
        return _basic(arguments, settled, points)
    known = _known(name, _SEARCHERS, "search algorithm")
    if space.has_grid:
        raise _failed(f'{name} takes no grid_search; use search_algorithm: {{type: BasicVariantGenerator}}, or "choice" in place of "grid_search"')
    loaded = _loaded(known, name)
    seed = _seed_after(arguments.get(known.seed, settled.seed), recorded)
    if known.seed and seed is not None:
        arguments[known.seed] = seed % (1 << 31)
    if points:
        arguments["points_to_evaluate"] = points
    if name == "OptunaSearch":
        _optuna(arguments, settled, space)
    if name == "NevergradSearch":
        _nevergrad(arguments)
    return _made(loaded, name, arguments)


def _basic(arguments: Dict[str, Any], settled: Settled, points: List[Dict[str, Any]]) -> Any:
    from ray.tune.search.basic_variant import BasicVariantGenerator

    arguments.setdefault("random_state", None if settled.seed is None else settled.seed % (1 << 31))
    arguments.setdefault("max_concurrent", settled.max_concurrent or 0)
    return _made(BasicVariantGenerator, BASIC, {**arguments, "points_to_evaluate": points})


def _optuna(arguments: Dict[str, Any], settled: Settled, space: Space) -> None:
    import optuna

    optuna.logging.set_verbosity(optuna.logging.WARNING)
    sampler = arguments.get("sampler")
    if isinstance(sampler, (str, dict)):
        arguments["sampler"] = _optuna_sampler(sampler, arguments.pop("seed", None))
    if space.is_conditional:  # define-by-run: only what is active is asked for
        arguments.update(space=space.for_optuna(), metric=settled.metric, mode=settled.mode)


def _optuna_sampler(written: Any, seed: Any) -> Any:
    import optuna

    fields = {"type": written} if isinstance(written, str) else dict(written)
    name = fields.pop("type", fields.pop("name", "TPESampler"))
    kind = getattr(optuna.samplers, name, None)
    if kind is None:
        raise _failed(f'OptunaSearch: optuna has no sampler "{name}"')
    if name != "BruteForceSampler" and name != "GridSampler":
        fields.setdefault("seed", seed)
    return _made(kind, f"OptunaSearch: sampler {name}", fields)


def _nevergrad(arguments: Dict[str, Any]) -> None:
    import nevergrad

    optimizer = arguments.get("optimizer", "OnePlusOne")
    if isinstance(optimizer, str):
        if optimizer not in nevergrad.optimizers.registry:
            raise _failed(f'NevergradSearch: nevergrad has no optimizer "{optimizer}"')
        arguments["optimizer"] = nevergrad.optimizers.registry[optimizer]


def _wrapped(name: str, arguments: Dict[str, Any], settled: Settled, space: Space, points: List[Dict[str, Any]], recorded: int) -> Any:
    inner = arguments.pop("searcher", None)
    if isinstance(inner, str):
        inner = {"type": inner}
    if not isinstance(inner, dict) or not isinstance(inner.get("type"), str):
        raise _failed(f"{name} needs the search algorithm that it wraps: searcher: {{type: OptunaSearch}}")
    algorithm = Algorithm(inner["type"], {key: value for key, value in inner.items() if key != "type"})
    module = importlib.import_module("ray.tune.search")
    kind = getattr(module, name, None) or getattr(importlib.import_module("ray.tune.search.repeater"), name)
    wrapped = searcher(searcher_name(algorithm, space, []), algorithm, settled, space, points, recorded)
    return _made(kind, name, {"searcher": wrapped, **arguments})


def _resolved(name: str, aliases: Mapping[str, str], known: Mapping[str, Any]) -> str:
    if name in known:
        return name
    folded = name.lower()
    if folded in aliases:
        return aliases[folded]
    return next((one for one in known if one.lower() == folded), name)


def _known(name: str, known: Mapping[str, Known], what: str) -> Known:
    if name not in known:
        raise _failed(f'Ray Tune has no {what} "{name}" that can be used here; there are: {", ".join(sorted(known))}')
    return known[name]


def _loaded(known: Known, name: str) -> Any:
    lacking = [module for module in known.imports.split() if importlib.util.find_spec(module) is None]
    if lacking:
        wanted = known.packages.split(", ")
        one = f"the package {wanted[0]}" if len(wanted) == 1 else "the packages " + " and ".join(wanted)
        raise _failed(f"{name} needs {one} on the cluster: runtime_env: {{pip: [{known.packages}]}}")
    try:
        return getattr(importlib.import_module(known.module), known.name)
    except (ImportError, AttributeError) as problem:
        raise _failed(f"{name} cannot be used with the Ray of this cluster: {problem}") from None


def _made(kind: Any, name: str, arguments: Mapping[str, Any]) -> Any:
    try:
        return kind(**arguments)
    except Exception as problem:  # the class's own checks raise anything
        raise _failed(f"{name}: {problem}", type(problem).__name__) from problem


def _failed(message: str, type: Optional[str] = None) -> NodeFailed:
    return NodeFailed(failure(type or "config", message))
