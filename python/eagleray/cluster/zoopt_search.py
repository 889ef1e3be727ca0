"""Ray Tune's ZOOptSearch, which does not stop where trials run one after another."""

from __future__ import annotations

from typing import Dict, Optional

from ray.tune.search.zoopt import ZOOptSearch as RayZOOptSearch


class ZOOptSearch(RayZOOptSearch):
    """ZOOpt closes its first, random phase when it is asked once too often, and opens the next when the last value of the first one comes.
    Asked only after that value, it would propose nothing any more."""

    def suggest(self, trial_id: str) -> Optional[Dict]:
        suggestion = super().suggest(trial_id)
        if isinstance(suggestion, dict) and self.optimizer.init_num == self.optimizer.get_parameters().get_train_size():
            self.optimizer.suggest()
        return suggestion
