"""Ray Tune's own schedulers and search algorithms by the names that a config gives them, with their arguments as given."""

from __future__ import annotations

import importlib
import importlib.util
import zlib
from typing import Any, Callable, Dict, List, Mapping, Optional

from eagleray.cluster import fitting
from eagleray.cluster.algorithm_names import BASIC, SCHEDULER_ALIASES, SCHEDULERS, SEARCHER_ALIASES, SEARCHERS, STOPPERS, WRAPPERS, Known, resolved
from eagleray.cluster.failures import NodeFailed, failure
from eagleray.cluster.spaces import Space, bounds, mutations
from eagleray.cluster.spec import Algorithm, Settled

_STUDY = ("type", "metric", "mode")
"""Arguments that are the search's, and reach the algorithm through the tuner."""


def scheduler(algorithm: Algorithm, space: Space, searches: str) -> Any:
    """The scheduler, beside the search algorithm of that name. Raises NodeFailed, which says what is lacking."""
    name = _scheduler_name(algorithm)
    if name == "ResourceChangingScheduler":
        raise _failed('ResourceChangingScheduler takes a function, which a config cannot give; use another scheduler, such as "ASHAScheduler"')
    known = _known(name, SCHEDULERS, "scheduler")
    if name == "HyperBandForBOHB" and searches != "TuneBOHB":
        raise _failed(f'HyperBandForBOHB works with search_algorithm: TuneBOHB only; with {searches} use scheduler: HyperBandScheduler')
    if _is_population(algorithm) and searches != BASIC:
        raise _failed(f"{name} changes configurations itself, and works with search_algorithm: random only, not with {searches}")
    if uses_checkpoints(algorithm) and algorithm.arguments.get("synch"):
        raise _failed(f"{name} takes no synch: true here: Ray Tune waits for ever where such trials take turns; leave it out")
    arguments = {key: value for key, value in algorithm.arguments.items() if key not in _STUDY}
    try:
        if "hyperparam_mutations" in arguments:
            arguments["hyperparam_mutations"] = mutations(arguments["hyperparam_mutations"], space)
        if "hyperparam_bounds" in arguments:
            arguments["hyperparam_bounds"] = bounds(arguments["hyperparam_bounds"], space)
    except ValueError as problem:
        raise _failed(f"{name}: {problem}") from None
    return _made(_loaded(known, name), name, arguments)


def stoppers(settled: Settled) -> List[Any]:
    """Ray Tune's own stoppers, by the names of the config. Raises NodeFailed where there is none of a name."""
    made = []
    for stopper in settled.stoppers:
        known = _known(stopper.name, STOPPERS, "stopper")
        arguments = {key: value for key, value in stopper.arguments.items() if key not in _STUDY}
        if isinstance(arguments.get("std"), int):
            arguments["std"] = float(arguments["std"])  # Ray takes no other
        made.append(_made(_loaded(known, stopper.name), stopper.name, {"metric": settled.metric, "mode": settled.mode, **arguments}))
    return made


def _scheduler_name(algorithm: Algorithm) -> str:
    return resolved(algorithm.name, SCHEDULER_ALIASES, SCHEDULERS)


def uses_checkpoints(algorithm: Algorithm) -> bool:
    """Whether a scheduler moves trials from one's checkpoint to another's."""
    return _scheduler_name(algorithm) in ("PopulationBasedTraining", "PopulationBasedTrainingReplay", "PB2")


def _is_population(algorithm: Algorithm) -> bool:
    """Whether a scheduler changes configurations itself, so that Ray Tune takes no search algorithm beside it."""
    return _scheduler_name(algorithm) in ("PopulationBasedTraining", "PB2")


def searcher_name(algorithm: Algorithm, space: Space, notes: List[str], beside: Optional[Algorithm] = None) -> str:
    """The class that a search algorithm's name stands for here, beside that scheduler; what the user should know of the choice goes to ``notes``."""
    name = resolved(algorithm.name, SEARCHER_ALIASES, {**SEARCHERS, BASIC: None, **dict.fromkeys(WRAPPERS)})
    if space.is_constant:
        return BASIC
    if name != "auto":
        return name
    if space.has_grid or (beside is not None and _is_population(beside)):
        return BASIC
    if importlib.util.find_spec("optuna") is None:
        notes.append("optuna is not installed on the cluster, so the search is random; for TPE add runtime_env: {pip: [optuna]}")
        return BASIC
    return "OptunaSearch"


def seed_after(seed: Optional[int], recorded: int) -> Optional[int]:
    """The seed of a search that goes on after so many trials: with the same one it would draw again what it drew for them."""
    return seed if seed is None or recorded == 0 else zlib.crc32(f"{seed} after {recorded}".encode())


def wrapped_name(name: str, algorithm: Algorithm, space: Space) -> str:
    """The search algorithm inside of wrappers; itself where it is none."""
    while name in WRAPPERS:
        algorithm = _wrapped_algorithm(name, algorithm.arguments)
        name = searcher_name(algorithm, space, [])
    return name


def notes(name: str, settled: Settled, space: Space) -> List[str]:
    """What the user should know of a search by this algorithm, which is no wrapper."""
    known = SEARCHERS.get(name)
    told = [] if known is None else fitting.notes(name, known, space)
    if name == "TuneBOHB" and _scheduler_name(settled.scheduler) != "HyperBandForBOHB":
        told.append("TuneBOHB learns from scheduler: HyperBandForBOHB alone; with another one the search is random")
    if known is not None and not known.takes_points and settled.points:
        told.append(f"{name} does not learn from points_to_evaluate; they are tried first")
    return told


def searcher(name: str, algorithm: Algorithm, settled: Settled, space: Space, points: List[Dict[str, Any]], recorded: int) -> Any:
    """The search algorithm of that name, which tries the points first; so many of them are of the record. Raises NodeFailed, which says what is lacking."""
    arguments = {key: value for key, value in algorithm.arguments.items() if key not in _STUDY and key != "points_to_evaluate"}
    if name in WRAPPERS:
        return _wrapped(name, arguments, settled, space, points, recorded)
    if name == BASIC:
        return _basic(arguments, settled, points)
    known = _known(name, SEARCHERS, "search algorithm")
    if space.has_grid:
        raise _failed(f'{name} takes no grid_search; use search_algorithm: {{type: BasicVariantGenerator}}, or "choice" in place of "grid_search"')
    refusal = fitting.refusal(name, known, space)
    if refusal is not None:
        raise _failed(refusal)
    loaded = _loaded(known, name)
    seed = seed_after(arguments.get(known.seed, settled.seed), recorded)
    if known.seed and seed is not None:
        arguments[known.seed] = seed % (1 << 31)
    if points and known.takes_points:
        arguments["points_to_evaluate"] = points
    _OWN.get(name, _nothing)(arguments, settled, space)
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
    if settled.has_several_objectives:  # the tuner takes one
        arguments.update(metric=[objective.metric for objective in settled.objectives], mode=[objective.mode for objective in settled.objectives])


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


def _nevergrad(arguments: Dict[str, Any], settled: Settled, space: Space) -> None:
    import nevergrad

    optimizer = arguments.get("optimizer", "OnePlusOne")
    if isinstance(optimizer, str):
        if optimizer not in nevergrad.optimizers.registry:
            raise _failed(f'NevergradSearch: nevergrad has no optimizer "{optimizer}"')
        arguments["optimizer"] = nevergrad.optimizers.registry[optimizer]


def _bayesopt(arguments: Dict[str, Any], settled: Settled, space: Space) -> None:
    """Points that come after its random steps would be lost, so there are as many steps."""
    points = len(arguments.get("points_to_evaluate", ()))
    steps = arguments.get("random_search_steps", 10)
    if isinstance(steps, int):
        arguments["random_search_steps"] = max(steps, points)


LEAST_BUDGET = 4
"""ZOOpt ends the process where it is told of fewer trials than three, and learns nothing from three."""


def _zoopt(arguments: Dict[str, Any], settled: Settled, space: Space) -> None:
    budget = arguments.setdefault("budget", max(settled.num_samples or 1000, LEAST_BUDGET))
    if not isinstance(budget, int) or budget < LEAST_BUDGET:
        raise _failed(f"ZOOptSearch: budget, the number of trials, must be an integer from {LEAST_BUDGET} on, not {budget}")
    arguments.setdefault("parallel_num", settled.max_concurrent or 1)


def _ax(arguments: Dict[str, Any], settled: Settled, space: Space) -> None:
    arguments.setdefault("verbose_logging", False)


def _nothing(arguments: Dict[str, Any], settled: Settled, space: Space) -> None:
    pass


_OWN: Mapping[str, Callable[[Dict[str, Any], Settled, Space], None]] = {
    "OptunaSearch": _optuna,
    "NevergradSearch": _nevergrad,
    "BayesOptSearch": _bayesopt,
    "ZOOptSearch": _zoopt,
    "AxSearch": _ax,
}
"""What each makes of its arguments before they are given to it."""


def _wrapped(name: str, arguments: Dict[str, Any], settled: Settled, space: Space, points: List[Dict[str, Any]], recorded: int) -> Any:
    algorithm = _wrapped_algorithm(name, arguments)
    arguments.pop("searcher")
    module = importlib.import_module("ray.tune.search")
    kind = getattr(module, name, None) or getattr(importlib.import_module("ray.tune.search.repeater"), name)
    wrapped = searcher(searcher_name(algorithm, space, []), algorithm, settled, space, points, recorded)
    return _made(kind, name, {"searcher": wrapped, **arguments})


def _wrapped_algorithm(name: str, arguments: Mapping[str, Any]) -> Algorithm:
    inner = arguments.get("searcher")
    if isinstance(inner, str):
        inner = {"type": inner}
    if not isinstance(inner, dict) or not isinstance(inner.get("type"), str):
        raise _failed(f"{name} needs the search algorithm that it wraps: searcher: {{type: OptunaSearch}}")
    return Algorithm(inner["type"], {key: value for key, value in inner.items() if key != "type"})


def _known(name: str, known: Mapping[str, Known], what: str) -> Known:
    if name not in known:
        raise _failed(f'Ray Tune has no {what} "{name}" that can be used here; there are: {", ".join(sorted(known))}')
    return known[name]


def _loaded(known: Known, name: str) -> Any:
    lacking = [module for module in known.imports.split() if importlib.util.find_spec(module) is None]
    if lacking:
        raise _failed(_needs(name, known.packages))
    try:
        module = importlib.import_module(known.module)
        if getattr(module, "GPy", known) is None:  # which PB2 of an older Ray needs
            raise _failed(_needs(name, f"{known.packages}, GPy"))
        return getattr(module, known.name)
    except (ImportError, AttributeError) as problem:
        raise _failed(f"{name} cannot be used with the Ray of this cluster: {problem}") from None


def _needs(name: str, packages: str) -> str:
    wanted = packages.split(", ")
    one = f"the package {wanted[0]}" if len(wanted) == 1 else "the packages " + " and ".join(wanted)
    return f"{name} needs {one} on the cluster: runtime_env: {{pip: [{packages}]}}"


def _made(kind: Any, name: str, arguments: Mapping[str, Any]) -> Any:
    try:
        return kind(**arguments)
    except Exception as problem:  # the class's own checks raise anything
        raise _failed(f"{name}: {problem}", type(problem).__name__) from problem


def _failed(message: str, type: Optional[str] = None) -> NodeFailed:
    return NodeFailed(failure(type or "config", message))
