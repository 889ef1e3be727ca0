"""What a search by Ray Tune is made of, without a cluster."""

import pytest
from cluster_specs import settled
from eagleray.cluster import actors, algorithms, fitting, search_ray, spec
from eagleray.cluster.failures import NodeFailed
from eagleray.cluster.spaces import Space, bounds

RANGE = {"type": "range", "low": 1, "high": 10, "log": False, "step": 0, "integer": False}


def space_of(**domains):
    return Space([spec.Parameter(name, domain) for name, domain in domains.items()])


def refused(name, space, **fields):
    with pytest.raises(NodeFailed) as failed:
        algorithms.searcher(name, spec.Algorithm(name), settled(**fields), space, [], 0)
    return failed.value.failure["message"]


@pytest.mark.parametrize(
    "name, packages",
    [
        ("BayesOptSearch", "bayesian-optimization==1.4.3"),
        ("HEBOSearch", "HEBO"),
        ("NevergradSearch", "nevergrad"),
        ("TuneBOHB", "hpbandster, ConfigSpace"),
        ("AxSearch", "ax-platform==1.1.2, pandas<3"),
        ("ZOOptSearch", "zoopt"),
    ],
)
def test_a_search_algorithm_whose_library_is_missing_names_what_would_install_it(name, packages):
    told = refused(name, space_of(x=RANGE))
    assert told.startswith(f"{name} needs the package") and told.endswith(f" on the cluster: runtime_env: {{pip: [{packages}]}}")


@pytest.mark.parametrize(
    "name, domain, told",
    [
        ("BayesOptSearch", {**RANGE, "integer": True}, "BayesOptSearch cannot search whole numbers, and \"x\" is of that kind; use search_algorithm: OptunaSearch"),
        ("BayesOptSearch", {"type": "choice", "values": [1, 2]}, "BayesOptSearch cannot search choices"),
        ("ZOOptSearch", {**RANGE, "log": True}, "ZOOptSearch cannot search logarithmic ranges"),
        ("AxSearch", {"type": "normal", "mean": 0, "sd": 1}, "AxSearch cannot search normal distributions, and \"x\" is of that kind; use search_algorithm: HyperOptSearch"),
        ("OptunaSearch", {"type": "normal", "mean": 0, "sd": 1}, "OptunaSearch cannot search normal distributions"),
        ("NevergradSearch", {"type": "grid", "values": [1, 2]}, "NevergradSearch takes no grid_search"),
    ],
)
def test_a_parameter_that_the_library_cannot_search_is_told_by_its_name(name, domain, told):
    assert refused(name, space_of(other=RANGE, x=domain)).startswith(told)


@pytest.mark.parametrize("step, name", [("tune", "r-tune-1"), ("../up", "r-..-up-1-c27e7403"), ("x" * 300, "r-" + "x" * 98 + "-")])
def test_ray_tune_s_folder_is_named_by_the_step_as_far_as_file_systems_take_it(step, name):
    assert search_ray.experiment_name(spec.Run("r", "u", step, 1, 1)).startswith(name)


@pytest.mark.parametrize("cpus, each, room", [(1, 0.1, 10), (2, 0.2, 10), (2, 0.3, 6), (2, 1, 2), (4, 8, 1), (3, 0, 3)])
def test_as_many_actors_as_the_cluster_has_room_for_run_at_once(monkeypatch, cpus, each, room):
    monkeypatch.setattr(actors.compat, "alive_nodes", lambda: [{"Resources": {"CPU": float(cpus)}}])
    assert actors.capacity(spec.Resources(each)) == room


def test_hyperband_for_bohb_is_refused_beside_another_search_algorithm():
    with pytest.raises(NodeFailed) as failed:
        algorithms.scheduler(spec.Algorithm("HyperBandForBOHB"), space_of(x=RANGE), "OptunaSearch")
    assert failed.value.failure["message"].startswith("HyperBandForBOHB works with search_algorithm: TuneBOHB only")


def test_what_a_search_makes_of_a_config_unlike_it_is_noted():
    fields = settled(search_algorithm={"name": "BayesOptSearch"}, scheduler={"name": "asha"}, points=[{"x": 2}])
    logarithmic = space_of(x={**RANGE, "log": True})
    assert algorithms.notes("BayesOptSearch", fields, logarithmic) == ['BayesOptSearch searches "x" evenly, and not by the logarithm']
    assert algorithms.notes("TuneBOHB", fields, logarithmic) == ["TuneBOHB learns from scheduler: HyperBandForBOHB alone; with another one the search is random"]
    assert algorithms.notes("ZOOptSearch", fields, logarithmic) == ["ZOOptSearch does not learn from points_to_evaluate; they are tried first"]
    assert algorithms.notes("OptunaSearch", fields, logarithmic) == []


def test_a_suggestion_is_brought_to_the_nearest_multiple_of_the_step_within_its_range():
    space = space_of(q={**RANGE, "low": 0.3, "high": 1.1, "step": 0.25}, n={**RANGE, "low": 0, "high": 10, "step": 5, "integer": True}, x=RANGE)
    fitted = [fitting.to_steps({"q": q, "n": n, "x": 1.234}, space) for q, n in [(0.3, 0), (0.9, 4), (1.1, 9)]]
    assert fitted == [{"q": 0.5, "n": 0, "x": 1.234}, {"q": 1.0, "n": 5, "x": 1.234}, {"q": 1.0, "n": 10, "x": 1.234}]
    assert type(fitted[0]["n"]) is int


def test_the_bounds_of_pb2_are_pairs_of_numbers_by_dotted_names():
    space = space_of(**{"opt.rate": RANGE, "kind": {"type": "choice", "values": ["a"]}})
    assert bounds({"opt": {"rate": [0, 1]}}, space) == {"opt.rate": [0, 1]}
    with pytest.raises(ValueError, match=r'"opt.rate" must be \[low, high\], not 3'):
        bounds({"opt": {"rate": 3}}, space)
    with pytest.raises(ValueError, match='"kind" is no range of numbers'):
        bounds({"kind": [0, 1]}, space)


def test_a_wrapper_is_known_by_what_it_wraps():
    space = space_of(x=RANGE)
    wrapped = spec.Algorithm("ConcurrencyLimiter", {"searcher": {"type": "bohb"}, "max_concurrent": 2})
    assert algorithms.wrapped_name("ConcurrencyLimiter", wrapped, space) == "TuneBOHB"
