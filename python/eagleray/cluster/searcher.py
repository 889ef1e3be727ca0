"""The named searcher, wrapped: each suggestion gets its number, and a value that is no number counts as a failure."""

from __future__ import annotations

import math
from typing import Any, Dict, Optional

from ray.tune.search import Searcher
from ray.tune.search.util import _set_search_properties_backwards_compatible

from eagleray.cluster.ledger import current


class RecordingSearcher(Searcher):
    """Passes everything on to the wrapped searcher.

    Ray Tune, which saves what it finds under ``searcher``, must not find that one: it may hold what cannot be pickled.
    """

    def __init__(self, searcher: Any, metric: str):
        super().__init__(metric=searcher.metric, mode=searcher.mode)
        self._inner = searcher
        self._observed = metric

    def set_search_properties(self, metric: Optional[str], mode: Optional[str], config: Dict, **spec: Any) -> bool:
        done = _set_search_properties_backwards_compatible(self._inner.set_search_properties, metric, mode, config, **spec)
        self._metric, self._mode = self._inner.metric, self._inner.mode
        return done

    def set_max_concurrency(self, max_concurrent: int) -> bool:
        return self._inner.set_max_concurrency(max_concurrent)

    def suggest(self, trial_id: str) -> Optional[Dict]:
        suggestion = self._inner.suggest(trial_id)
        if suggestion is None or suggestion == Searcher.FINISHED:
            return suggestion
        return current().suggested(trial_id, suggestion)

    def on_trial_result(self, trial_id: str, result: Dict) -> None:
        if _is_finite(result.get(self._observed)):
            self._inner.on_trial_result(trial_id, result)

    def on_trial_complete(self, trial_id: str, result: Optional[Dict] = None, error: bool = False) -> None:
        if result is not None and not _is_finite(result.get(self._observed)):
            result, error = None, True
        self._inner.on_trial_complete(trial_id, result=result, error=error)

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
