"""A search by Ray Tune itself, with the scheduler and the search algorithm that the config names."""

from __future__ import annotations

import os
import random
import re
import zlib
from functools import partial
from typing import Any, Dict, List, Optional

from eagleray.cluster import algorithms, compat, fitting, ledger
from eagleray.cluster.algorithm_names import SEARCHERS
from eagleray.cluster.failures import NodeFailed, failure
from eagleray.cluster.history import History
from eagleray.cluster.ledger import Ledger
from eagleray.cluster.lines import Lines
from eagleray.cluster.objects import Collection
from eagleray.cluster.spaces import Space
from eagleray.cluster.spec import Resources, Run, Settled, Spec, nested

_LONGEST_NAME = 100


def run(spec: Spec, lines: Lines, collection: Collection) -> Dict[str, Any]:
    """Runs the search to its end; returns its outcome. Raises NodeFailed where it failed."""
    from eagleray.cluster.callback import SearchOver

    space = Space(spec.space)
    history = History(spec.history, spec.run.step)
    book = Ledger(spec, space, history, lines, collection, compat.Kv())
    ledger.set_current(book)
    if book.is_over():
        return book.close()
    compat.watch_failures(book.note_error, book.should_recover)
    _seed(spec, len(history))
    try:
        _tuner(spec, lines, space, history).fit()
    except SearchOver:
        pass
    except NodeFailed:
        raise
    except Exception as problem:  # whatever a search algorithm or scheduler makes of its arguments
        inner = problem.__cause__ or problem
        raise NodeFailed(failure(type(inner).__name__, f"Ray Tune: {inner}")) from problem
    finally:
        lines.output_may_follow = book.has_output or book.ending is not None
    return book.close()


def _tuner(spec: Spec, lines: Lines, space: Space, history: History) -> Any:
    from ray import tune

    from eagleray.cluster.callback import StopWhenOver, Tell
    from eagleray.cluster.trainable import RayTrial

    settled = spec.settled
    assert settled is not None
    notes: List[str] = []
    name = algorithms.searcher_name(settled.search_algorithm, space, notes, settled.scheduler)
    kind = algorithms.wrapped_name(name, settled.search_algorithm, space)
    points = _points(kind, spec, space, history)
    search = algorithms.searcher(name, settled.search_algorithm, settled, space, points, len(history))
    scheduler = algorithms.scheduler(settled.scheduler, space, kind)
    for note in notes + algorithms.notes(kind, settled, space):
        lines.note(note)
    limit: Optional[int] = settled.max_concurrent
    if name == algorithms.BASIC:
        limit = None  # it has its own
    else:
        search = _recording(search, kind, settled, space, points)
        if name == "ConcurrencyLimiter":
            limit = None
    by_run = kind == "OptunaSearch" and space.is_conditional
    RunConfig, FailureConfig = compat.run_config_class()
    return tune.Tuner(
        tune.with_resources(RayTrial, _bundle(spec.resources)),
        param_space={} if by_run else space.for_tune(),
        tune_config=tune.TuneConfig(
            metric=None if settled.has_several_objectives else settled.metric,  # of several only the search algorithm is told
            mode=None if settled.has_several_objectives else settled.mode,
            search_alg=search,
            scheduler=scheduler,
            num_samples=-1 if settled.num_samples is None else settled.num_samples,
            max_concurrent_trials=limit,
            reuse_actors=True,
            trial_name_creator=ledger.trial_name,
            trial_dirname_creator=ledger.trial_name,
        ),
        run_config=RunConfig(
            name=experiment_name(spec.run),
            storage_path=_storage(spec),
            callbacks=[Tell()],
            stop=StopWhenOver(algorithms.stoppers(settled)),
            failure_config=FailureConfig(max_failures=settled.trial_retry),
            verbose=0,
        ),
    )


def _recording(search: Any, kind: str, settled: Settled, space: Space, points: List[Dict[str, Any]]) -> Any:
    from eagleray.cluster.searcher import RecordingSearcher

    known = SEARCHERS.get(kind)
    if known is None:
        return RecordingSearcher(search, settled.objectives)
    return RecordingSearcher(
        search,
        settled.objectives,
        first=() if known.takes_points else points,
        fit=partial(fitting.to_steps, space=space) if known.drops_steps else dict,
        waits_for_values=known.waits_for_values,
    )


def _points(name: str, spec: Spec, space: Space, history: History) -> List[Dict[str, Any]]:
    """The configurations that are tried first: those of the record, and the user's that are not among them."""
    settled = spec.settled
    assert settled is not None
    by_run = space.is_conditional and name == "OptunaSearch"
    draws = by_run or name == algorithms.BASIC  # what a point leaves out; the others take whole points
    user = [
        space.encoded(point, partial=True) if draws else space.filled(point, f"{settled.seed} point {number}") for number, point in enumerate(settled.points)
    ]
    given = [point for point in user if point is not None]
    if name == algorithms.BASIC:
        return given  # it goes by its seed alone, and comes to the recorded ones by itself
    recorded = [space.encoded(nested(config), partial=by_run) for config in history.configurations()]
    return [point for point in recorded if point is not None] + given[len(history) :]


def _bundle(resources: Resources) -> Any:
    from ray import tune

    bundle: Dict[str, float] = {"CPU": resources.num_cpus}
    if resources.num_gpus:
        bundle["GPU"] = resources.num_gpus
    if resources.memory:
        bundle["memory"] = resources.memory
    return tune.PlacementGroupFactory([bundle])


def experiment_name(run: Run) -> str:
    """What Ray Tune calls the folder of its files: a step's name may be longer than a file's, or have letters that make it a path."""
    name = f"{run.id}-{run.step}-{run.submission}"
    safe = re.sub(r"[^A-Za-z0-9._-]", "-", name)[:_LONGEST_NAME]
    return name if name == safe else f"{safe}-{zlib.crc32(name.encode()):08x}"


def _storage(spec: Spec) -> str:
    own = os.path.join(compat.session_folder(), "eagleray", spec.run.uuid)
    compat.keep_out_of_home(os.path.join(own, "tune-local"))
    if spec.storage:
        return spec.storage if "://" in spec.storage else os.path.abspath(spec.storage)
    folder = os.path.join(own, "tune")
    os.makedirs(folder, exist_ok=True)
    return folder


def _seed(spec: Spec, recorded: int) -> None:
    """Schedulers, and some search algorithms, draw from the process's own random numbers."""
    settled = spec.settled
    assert settled is not None
    seed = algorithms.seed_after(zlib.crc32(spec.run.uuid.encode()) if settled.seed is None else settled.seed, recorded)
    assert seed is not None
    random.seed(seed % (1 << 32))
    import numpy

    numpy.random.seed(seed % (1 << 32))
