"""The schedulers and search algorithms of Ray Tune that a config may name: where they are, what they need, what they cannot do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, FrozenSet, Mapping, Optional


@dataclass(frozen=True)
class Known:
    """Where a class is, what it needs besides Ray, how it names a seed, and, of a search algorithm, what it does not do."""

    module: str
    name: str
    imports: str = ""
    packages: str = ""
    seed: str = ""
    lacks: FrozenSet[str] = frozenset()
    """Kinds of parameters that it cannot search: ``integer``, ``choice``, ``normal``, ``log``."""
    is_even: bool = False
    """Whether it searches a logarithmic range as if it were an even one."""
    drops_steps: bool = False
    """Whether what it suggests must still be brought to a multiple of the step."""
    takes_points: bool = True
    """Whether it keeps to points that it is told to try first, all of them and in order."""
    waits_for_values: bool = False
    """Whether a trial without a value, one that failed, leaves it waiting for one."""
    max_t: Optional[int] = None
    """Of a scheduler: the step at which a trial is complete where its arguments name none."""


def _lacks(*kinds: str) -> FrozenSet[str]:
    return frozenset(kinds)


_SEARCH = "ray.tune.search."
SEARCHERS: Mapping[str, Known] = {
    "OptunaSearch": Known(_SEARCH + "optuna", "OptunaSearch", "optuna", "optuna", "seed", _lacks("normal")),
    "HyperOptSearch": Known(_SEARCH + "hyperopt", "HyperOptSearch", "hyperopt", "hyperopt", "random_state_seed"),
    "BayesOptSearch": Known(
        _SEARCH + "bayesopt",
        "BayesOptSearch",
        "bayes_opt",
        "bayesian-optimization==1.4.3",
        "random_state",
        _lacks("integer", "choice", "normal"),
        is_even=True,
        drops_steps=True,
        waits_for_values=True,
    ),
    "HEBOSearch": Known(_SEARCH + "hebo", "HEBOSearch", "hebo", "HEBO", "random_state_seed", _lacks("normal"), drops_steps=True),
    "NevergradSearch": Known(_SEARCH + "nevergrad", "NevergradSearch", "nevergrad", "nevergrad", lacks=_lacks("normal"), drops_steps=True),
    "TuneBOHB": Known(_SEARCH + "bohb", "TuneBOHB", "ConfigSpace hpbandster", "hpbandster, ConfigSpace", "seed", _lacks("normal"), drops_steps=True),
    "AxSearch": Known(_SEARCH + "ax", "AxSearch", "ax", "ax-platform==1.1.2, pandas<3", "random_seed", _lacks("normal"), drops_steps=True, waits_for_values=True),
    "ZOOptSearch": Known(
        "eagleray.cluster.zoopt_search", "ZOOptSearch", "zoopt", "zoopt", lacks=_lacks("normal", "log"), drops_steps=True, takes_points=False, waits_for_values=True
    ),
}
BASIC = "BasicVariantGenerator"
SEARCHER_ALIASES: Mapping[str, str] = {
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
WRAPPERS = ("ConcurrencyLimiter", "Repeater")

SCHEDULERS: Mapping[str, Known] = {
    "FIFOScheduler": Known("ray.tune.schedulers", "FIFOScheduler"),
    "ASHAScheduler": Known("ray.tune.schedulers", "ASHAScheduler", max_t=100),
    "AsyncHyperBandScheduler": Known("ray.tune.schedulers", "AsyncHyperBandScheduler", max_t=100),
    "HyperBandScheduler": Known("ray.tune.schedulers", "HyperBandScheduler", max_t=81),
    "HyperBandForBOHB": Known("ray.tune.schedulers", "HyperBandForBOHB", max_t=81),
    "MedianStoppingRule": Known("ray.tune.schedulers", "MedianStoppingRule"),
    "PopulationBasedTraining": Known("ray.tune.schedulers", "PopulationBasedTraining"),
    "PopulationBasedTrainingReplay": Known("ray.tune.schedulers", "PopulationBasedTrainingReplay"),
    "PB2": Known("ray.tune.schedulers.pb2", "PB2", "sklearn", "scikit-learn"),
}
STOPPERS: Mapping[str, Known] = {
    "TrialPlateauStopper": Known("ray.tune.stopper", "TrialPlateauStopper"),
    "ExperimentPlateauStopper": Known("ray.tune.stopper", "ExperimentPlateauStopper"),
}
SCHEDULER_ALIASES: Mapping[str, str] = {
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


def resolved(name: str, aliases: Mapping[str, str], known: Mapping[str, Any]) -> str:
    """The name as Ray Tune writes it; itself where it is not known."""
    if name in known:
        return name
    folded = name.lower()
    if folded in aliases:
        return aliases[folded]
    return next((one for one in known if one.lower() == folded), name)
