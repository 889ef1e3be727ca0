"""The named searcher, wrapped: each suggestion gets its number, and what the searcher could not bear is kept from it."""

from __future__ import annotations

import math
from typing import Any, Callable, Dict, List, Mapping, Optional, Sequence, Tuple

from ray.tune.search import Searcher
from ray.tune.search.util import _set_search_properties_backwards_compatible

from eagleray.cluster.ledger import current
from eagleray.cluster.spec import Objective

MOST_VAIN_ASKS = 30
"""Where no trial runs, nothing that the searcher could wait for will come; some need to be asked a few times."""


class RecordingSearcher(Searcher):
    """Passes on to the wrapped searcher what it can make use of.

    Ray Tune, which saves what it finds under ``searcher``, must not find that one: it may hold what cannot be pickled.
    """

    def __init__(
        self,
        searcher: Any,
        objectives: Tuple[Objective, ...],
        first: Sequence[Mapping[str, Any]] = (),
        fit: Callable[[Mapping[str, Any]], Dict[str, Any]] = dict,
        waits_for_values: bool = False,
    ):
        """``first``: points that are tried before the searcher is asked, and that it does not hear of; ``fit``: what is made of a suggestion of it;
        ``waits_for_values``: whether a failed trial counts as the worst one so far, since the searcher, which is for one objective, waits for its value."""
        super().__init__(metric=searcher.metric, mode=searcher.mode)
        self._inner = searcher
        self._observed = [objective.metric for objective in objectives]
        self._first = list(first)
        self._fit = fit
        self._waits_for_values = waits_for_values
        self._worse = min if objectives[0].mode == "max" else max
        self._worst: Optional[float] = None
        self._failed: List[str] = []
        self._own: set = set()
        self._live: set = set()

    def set_search_properties(self, metric: Optional[str], mode: Optional[str], config: Dict, **spec: Any) -> bool:
        done = _set_search_properties_backwards_compatible(self._inner.set_search_properties, metric, mode, config, **spec)
        self._metric, self._mode = self._inner.metric, self._inner.mode
        return done

    def set_max_concurrency(self, max_concurrent: int) -> bool:
        return self._inner.set_max_concurrency(max_concurrent)

    def suggest(self, trial_id: str) -> Optional[Dict]:
        if self._first:
            suggestion = dict(self._first.pop(0))
            self._own.add(trial_id)
        else:
            suggestion = self._asked(trial_id)
        if suggestion is None or suggestion == Searcher.FINISHED:
            return suggestion
        self._live.add(trial_id)
        return current().suggested(trial_id, suggestion)

    def _asked(self, trial_id: str) -> Any:
        suggestion = self._inner.suggest(trial_id)
        vain = 1
        while suggestion is None and not self._live and vain < MOST_VAIN_ASKS:
            suggestion = self._inner.suggest(trial_id)
            vain += 1
        if suggestion is None and not self._live:
            suggestion = Searcher.FINISHED
        if suggestion == Searcher.FINISHED:
            current().note(f"{type(self._inner).__name__} has nothing more to try: the search ends with the trials so far")
        return self._fit(suggestion) if isinstance(suggestion, dict) else suggestion

    def on_trial_result(self, trial_id: str, result: Dict) -> None:
        if trial_id not in self._own and self._is_whole(result):
            self._inner.on_trial_result(trial_id, result)

    def on_trial_complete(self, trial_id: str, result: Optional[Dict] = None, error: bool = False) -> None:
        self._live.discard(trial_id)
        if result is not None and not self._is_whole(result):
            result, error = None, True
        if result is not None:
            value = result[self._observed[0]]
            self._worst = value if self._worst is None else self._worse(self._worst, value)
        if trial_id in self._own:
            pass
        elif result is None and self._waits_for_values:
            self._failed.append(trial_id)
        else:
            self._inner.on_trial_complete(trial_id, result=result, error=error)
        if self._worst is not None:
            for failed in self._failed:
                self._inner.on_trial_complete(failed, result={self._observed[0]: self._worst})
            self._failed.clear()

    def _is_whole(self, result: Mapping[str, Any]) -> bool:
        return all(_is_finite(result.get(metric)) for metric in self._observed)

    def on_pause(self, trial_id: str) -> None:
        """BOHB's schedulers tell its searcher of pauses, under names that only it has."""
        if hasattr(self._inner, "on_pause"):
            self._inner.on_pause(trial_id)

    def on_unpause(self, trial_id: str) -> None:
        """See ``on_pause``."""
        if hasattr(self._inner, "on_unpause"):
            self._inner.on_unpause(trial_id)

    def save(self, checkpoint_path: str) -> None:
        """Nothing: the run log is the record."""

    def restore(self, checkpoint_path: str) -> None:
        """Nothing: the run log is the record."""

    def save_to_dir(self, checkpoint_dir: str, session_str: str = "default") -> None:
        """Nothing: the run log is the record."""

    def get_state(self) -> Dict:
        return {}

    def set_state(self, state: Dict) -> None:
        pass


def _is_finite(value: Any) -> bool:
    return isinstance(value, (int, float)) and math.isfinite(value)
