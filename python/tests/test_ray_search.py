"""Searches by Ray Tune itself, on a real cluster."""

import os
import pathlib
import subprocess

import pytest
from ray_support import RAY_PYTHON, choice, uniform

PACKAGE = pathlib.Path(__file__).resolve().parent.parent

pytestmark = [pytest.mark.ray, pytest.mark.slow]

PLAIN = """
    import pathlib
    def train(x, marks):
        pathlib.Path(marks, f"{x:.6f}").touch()
        print("trained with", x)
        return {"score": -abs(x - 0.5), "note": "ok", "all": [x]}
"""

STAGES = """
    def train(x):
        for epoch in range(9):
            yield {"score": x * (epoch + 1)}
        return {"final": x}
"""


def test_a_plain_function_is_searched_by_optuna_and_told_as_events(job):
    job.code(PLAIN)
    job.settle(search_algorithm={"name": "OptunaSearch", "arguments": {}}, num_samples=5, max_concurrent=2)
    ended = job.done()
    assert ended.end == {"outcome": "done", "ended": "all trials"}
    assert ended.lines[0]["hello"]["shared"] is False and ended.lines[0]["hello"]["nodes"] >= 1
    assert ended.statuses == ["COMPLETED"] * 5
    assert sorted(ended.configs) == list(range(5))
    first = ended.of("TrialReported", 0)[0]
    assert first["step"] == 1 and first["metrics"]["note"] == "ok" and "all" not in first["metrics"]
    assert ended.of("TrialEnded", 0)[0]["value"]["all"] == [ended.configs[0]["x"]]
    assert len(job.marked()) == 5
    assert "trained with" in ended.text


def test_a_search_leaves_nothing_in_the_cluster_s_store_or_in_the_home_folder(job):
    job.code("def train(x, kind):\n    if kind == 'bad':\n        raise ValueError('no good')\n    return {'score': x}\n")
    job.space(x=uniform(), kind={"type": "grid", "values": ["good", "bad"]})
    job.settle(num_samples=1, search_algorithm={"name": "random", "arguments": {}})
    home = job.folder / "home"
    home.mkdir()
    first = job.done(HOME=str(home))
    job.history(first)  # both are replayed
    job.done(HOME=str(home))
    program = f"""
import ray
from ray.experimental import internal_kv
ray.init(address={job.address!r}, logging_level="ERROR")
print(internal_kv._internal_kv_list(b"eagleray:start:{job.uuid}", namespace=b"eagleray"))
"""
    left = subprocess.run([RAY_PYTHON, "-c", program], capture_output=True, text=True, timeout=120, check=True)
    assert left.stdout.splitlines()[-1] == "[]" and not (home / "ray_results").exists()


def test_asha_stops_weak_trials_and_the_others_return_their_value(job):
    job.code(STAGES)
    job.spec["task"]["reports"] = True
    job.settle(num_samples=8, max_concurrent=None, scheduler={"name": "ASHAScheduler", "arguments": {"max_t": 9, "grace_period": 1, "reduction_factor": 3}})
    ended = job.done()
    assert set(ended.statuses) == {"COMPLETED", "STOPPED"}
    for body in ended.of("TrialEnded"):
        reports = ended.of("TrialReported", body["trial"])
        assert [report["step"] for report in reports] == list(range(1, len(reports) + 1))
        if body["status"] == "COMPLETED":
            assert len(reports) == 9 and body["value"] == {"final": ended.configs[body["trial"]]["x"]}
        else:
            assert len(reports) < 9 and body["value"] is None


def test_hyperopt_searches_a_nested_and_conditional_space(job):
    job.code(
        """
        def train(opt, depth=None):
            assert (depth is None) == (opt["name"] != "tree")
            assert (opt.get("rate") is None) == (opt["name"] == "tree")
            return {"score": (depth or 0) + (opt.get("rate") or 0), "fixed": opt["fixed"]}
        """
    )
    job.spec["space"] = [
        {"name": "opt.name", "domain": choice("tree", "net")},
        {"name": "opt.rate", "domain": {**uniform(0.001, 1), "log": True}, "when": {"parameter": "opt.name", "values": ["net"]}},
        {"name": "depth", "domain": {"type": "range", "low": 2, "high": 9, "log": False, "step": 0, "integer": True}, "when": {"parameter": "opt.name", "values": ["tree"]}},
        {"name": "opt.fixed", "domain": {"type": "constant", "value": "c"}},
    ]
    job.settle(num_samples=8, search_algorithm={"name": "HyperOptSearch", "arguments": {}}, points=[{"opt": {"name": "tree"}, "depth": 3}])
    ended = job.done()
    assert ended.configs[0] == {"opt.name": "tree", "depth": 3, "opt.fixed": "c"}
    assert {config["opt.name"] for config in ended.configs.values()} == {"tree", "net"}
    assert all(isinstance(config.get("depth", 2), int) for config in ended.configs.values())


def test_optuna_asks_only_for_what_is_active_and_takes_values_that_are_no_scalars(job):
    job.code("def train(layers, drop=None, **others):\n    return {'score': sum(layers) + (drop or 0)}\n")
    job.spec["space"] = [
        {"name": "layers", "domain": choice([8], [8, 8])},
        {"name": "drop", "domain": uniform(), "when": {"parameter": "layers", "values": [[8, 8]]}},
        {"name": "flag", "domain": choice(True, 1, "1", None)},
        {"name": "q", "domain": {**uniform(0, 10), "step": 2.5}},
        {"name": "n", "domain": {"type": "range", "low": 1, "high": 100, "log": True, "step": 0, "integer": True}},
    ]
    job.settle(num_samples=12, search_algorithm={"name": "tpe", "arguments": {}}, points=[{"layers": [8, 8], "drop": 0.25, "flag": 1}, {"flag": None}, {}])
    ended = job.done()
    assert {"layers": [8, 8], "drop": 0.25, "flag": 1}.items() <= ended.configs[0].items() and ended.configs[0]["flag"] is not True
    assert len({ended.configs[number]["n"] for number in range(3)}) > 1  # what a point leaves out is drawn
    assert all(("drop" in config) == (config["layers"] == [8, 8]) for config in ended.configs.values())
    assert all(config["q"] % 2.5 == 0 and 1 <= config["n"] < 100 for config in ended.configs.values())


def test_what_a_point_to_evaluate_leaves_out_is_drawn(job):
    job.code("def train(x, y):\n    return {'score': x * y}\n")
    job.space(x=uniform(0, 1), y=uniform(0, 1))
    job.settle(num_samples=3, search_algorithm={"name": "OptunaSearch", "arguments": {}}, points=[{"x": 0.25}, {}])
    ended = job.done()
    assert ended.configs[0]["x"] == 0.25
    assert 0 not in (ended.configs[0]["y"], ended.configs[1]["x"], ended.configs[1]["y"])


FILLED = """
from cluster_specs import a_spec
from eagleray.cluster import spec
from eagleray.cluster.spaces import Space

space = Space(
    spec.parse(
        a_spec(
            space=[
                {"name": "rate", "domain": {"type": "range", "low": 1e-5, "high": 1.0, "log": True}},
                {"name": "n", "domain": {"type": "range", "low": 0, "high": 100, "integer": True, "step": 5}},
                {"name": "kind", "domain": {"type": "choice", "values": [[1], [2], [3]]}},
                {"name": "c", "domain": {"type": "constant", "value": 1}},
            ]
        )
    ).space
)
drawn = [space.filled({"n": 5}, f"7 point {number}") for number in range(30)]
assert space.filled({"n": 5}, "7 point 0") == drawn[0]
assert all(list(point) == ["n", "rate", "kind"] and point["n"] == 5 and 1e-5 <= point["rate"] <= 1 for point in drawn), drawn
assert len({point["rate"] for point in drawn}) == 30 and {point["kind"] for point in drawn} == {0, 1, 2}, drawn
assert {space.filled({}, str(number))["n"] % 5 for number in range(30)} == {0}
assert space.filled({"kind": [4]}, "7") is None
"""


def test_what_a_point_to_evaluate_leaves_out_is_drawn_the_same_for_the_same_seed():
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(PACKAGE), str(PACKAGE / "tests")])}
    subprocess.run([RAY_PYTHON, "-c", FILLED], env=environment, timeout=120, check=True)


def test_a_grid_is_tried_whole_with_every_sample_and_every_domain_has_its_values(job):
    job.code("def train(g, **others):\n    return {'score': g}\n")
    whole = {"type": "range", "low": 0, "high": 10, "log": False, "step": 0, "integer": True}
    job.space(
        g={"type": "grid", "values": [1, 2, 3]},
        a=whole,
        b={**whole, "low": 1, "log": True},
        c={**whole, "step": 5},
        d={**uniform(1, 10), "log": True},
        e={**uniform(0, 1), "step": 0.25},
        f={"type": "normal", "mean": 5, "sd": 1, "step": 0},
        h={"type": "normal", "mean": 5, "sd": 1, "step": 0.5},
        o={"type": "choice", "values": ["s", "m", "l"], "ordered": True},
    )
    job.settle(num_samples=2, search_algorithm={"name": "grid", "arguments": {}})
    ended = job.done()
    assert sorted(config["g"] for config in ended.configs.values()) == [1, 1, 2, 2, 3, 3]
    for config in ended.configs.values():
        assert list(config) == ["g", "a", "b", "c", "d", "e", "f", "h", "o"]
        assert config["c"] in (0, 5, 10) and config["e"] % 0.25 == 0 and config["h"] % 0.5 == 0 and config["o"] in "sml"
        assert type(config["a"]) is int and 0 <= config["a"] < 10 and 1 <= config["d"] <= 10


DRAWN = """
from eagleray.cluster.spaces import Space
from eagleray.cluster.spec import Parameter

whole = {"type": "range", "low": 1, "high": 3, "step": 1, "integer": True}
for log in (False, True):
    drawn = Space([Parameter("n", {**whole, "log": log})]).for_tune()["n"].sample(size=200)
    print(sorted({int(number) for number in drawn}))
"""


def test_a_step_of_one_keeps_the_upper_bound():
    environment = {**os.environ, "PYTHONPATH": str(PACKAGE)}
    drawn = subprocess.run([RAY_PYTHON, "-c", DRAWN], env=environment, capture_output=True, text=True, check=True)
    assert drawn.stdout == "[1, 2, 3]\n[1, 2, 3]\n"


@pytest.mark.parametrize(
    "scheduler",
    [
        {"name": "HyperBandScheduler", "arguments": {"max_t": 9, "reduction_factor": 3}},
        {"name": "MedianStoppingRule", "arguments": {"grace_period": 2, "min_samples_required": 2, "time_attr": "training_iteration"}},
    ],
    ids=["HyperBand", "MedianStoppingRule"],
)
def test_other_schedulers_pause_and_stop_trials_and_no_report_comes_twice(job, scheduler):
    job.code(STAGES)
    job.spec["task"]["reports"] = True
    job.settle(num_samples=7, max_concurrent=None, scheduler=scheduler, search_algorithm={"name": "random", "arguments": {}})
    ended = job.done()
    assert len(ended.statuses) == 7 and "COMPLETED" in ended.statuses and "STOPPED" in ended.statuses
    for trial in ended.configs:
        steps = [report["step"] for report in ended.of("TrialReported", trial)]
        assert steps == list(range(1, len(steps) + 1))
        assert all(r["metrics"]["score"] == ended.configs[trial]["x"] * r["step"] for r in ended.of("TrialReported", trial))


def test_population_based_training_moves_checkpoints_between_trials(job):
    job.code(
        """
        def train(x, checkpoint=None):
            total, steps = checkpoint or (0.0, 0)
            while steps < 12:
                total, steps = total + x, steps + 1
                yield {"score": total, "steps": steps, "by": x}, (total, steps)
        """
    )
    job.spec["task"]["reports"] = True
    job.settle(
        num_samples=4,
        max_concurrent=None,
        search_algorithm={"name": "auto", "arguments": {}},
        scheduler={
            "name": "PopulationBasedTraining",
            "arguments": {"time_attr": "training_iteration", "perturbation_interval": 2, "hyperparam_mutations": {"x": {"type": "uniform", "low": 0, "high": 1}}},
        },
    )
    ended = job.done()
    assert ended.statuses == ["COMPLETED"] * 4
    assert len(ended.of("TrialAsked")) > 4  # a trial whose configuration was changed says so
    for trial in ended.configs:
        config, attempt, last = None, None, 0
        for event in ended.events:
            body = event["body"]
            if body["trial"] != trial:
                continue
            if event["type"] == "TrialAsked":
                config = body["config"]
            elif event["type"] == "TrialStarted":
                assert attempt is None or body["attempt"] == attempt + 1
                attempt, last = body["attempt"], body["fromStep"]
            elif event["type"] == "TrialReported":
                assert body["attempt"] == attempt and body["step"] == body["metrics"]["steps"] and "checkpoint" in body
                is_taken_over = body["step"] == last  # it ended before a step of its own
                assert is_taken_over or body["step"] == last + 1 and body["metrics"]["by"] == config["x"]
                last = body["step"]
        assert last == 12


@pytest.mark.newer_ray
def test_pb2_changes_configurations_within_its_bounds(job):
    """The PB2 of Ray 2.9 needs GPy, which the environment of the oldest Ray does not have.

    The training is long because PB2 copies a configuration unchanged while the trial that it copies has not been through two perturbations.
    """
    job.code(
        """
        def train(x, opt, checkpoint=None):
            total, steps = checkpoint or (0.0, 0)
            while steps < 60:
                total, steps = total + x + opt["rate"], steps + 1
                yield {"score": total, "steps": steps}, (total, steps)
        """
    )
    job.spec["task"]["reports"] = True
    job.space(x=uniform(), opt__rate=uniform())
    job.settle(
        num_samples=4,
        max_concurrent=None,
        search_algorithm={"name": "random", "arguments": {}},
        scheduler={"name": "pb2", "arguments": {"time_attr": "training_iteration", "perturbation_interval": 2, "hyperparam_bounds": {"x": [0, 1], "opt": {"rate": [0, 1]}}}},
    )
    ended = job.done()
    assert ended.statuses == ["COMPLETED"] * 4
    asked = ended.of("TrialAsked")
    assert len(asked) > 4
    assert all(0 <= body["config"][name] <= 1 for body in asked for name in ("x", "opt.rate"))
    assert len({body["config"]["opt.rate"] for body in asked}) > 4


@pytest.mark.parametrize("name", ["PopulationBasedTraining", "pb2"])
def test_a_population_that_waits_for_its_slowest_trial_is_refused(job, name):
    """Ray Tune itself waits for ever where such trials take turns."""
    job.code(PLAIN)
    job.settle(search_algorithm={"name": "random", "arguments": {}}, scheduler={"name": name, "arguments": {"synch": True}})
    assert "takes no synch: true" in job.failure()["message"]
    assert job.marked() == []


def test_a_population_beside_a_search_algorithm_is_refused(job):
    job.code(PLAIN)
    job.settle(search_algorithm={"name": "OptunaSearch", "arguments": {}}, scheduler={"name": "pb2", "arguments": {}})
    assert "works with search_algorithm: random only" in job.failure()["message"]
    assert job.marked() == []


def test_a_stop_condition_completes_a_trial(job):
    job.code(STAGES)
    job.spec["task"]["reports"] = True
    job.settle(num_samples=2, stop={"training_iteration": 3})
    ended = job.done()
    assert ended.statuses == ["COMPLETED"] * 2
    assert [len(ended.of("TrialReported", trial)) for trial in (0, 1)] == [3, 3]


def test_a_trial_on_a_plateau_completes(job):
    job.code(STAGES)
    job.spec["task"]["reports"] = True
    job.settle(num_samples=2, stoppers=[{"name": "TrialPlateauStopper", "arguments": {"std": 10, "num_results": 3, "grace_period": 5}}])
    ended = job.done()
    assert ended.statuses == ["COMPLETED"] * 2
    assert [len(ended.of("TrialReported", trial)) for trial in (0, 1)] == [5, 5]


def test_a_search_whose_best_values_are_alike_ends(job):
    job.code("def train(x):\n    return {'score': 0.5}\n")
    job.settle(num_samples=40, max_concurrent=1, stoppers=[{"name": "ExperimentPlateauStopper", "arguments": {"top": 3}}])
    ended = job.done()
    assert ended.end["ended"] == "stopper"
    assert len(ended.statuses) == len(ended.of("TrialStarted")) < 40


def test_the_time_budget_ends_a_search_without_a_number_of_samples(job):
    job.code("import time\ndef train(x):\n    time.sleep(0.5)\n    return {'score': x}\n")
    job.settle(num_samples=None, time_budget=8, search_algorithm={"name": "random", "arguments": {}})
    ended = job.done()
    assert ended.end["ended"] == "time budget"
    assert "COMPLETED" in ended.statuses
    assert len(ended.statuses) == len(ended.of("TrialStarted"))


def test_a_searcher_whose_package_is_missing_names_it(job):
    job.code(PLAIN)
    job.settle(search_algorithm={"name": "NevergradSearch", "arguments": {}})
    assert job.failure()["message"] == "NevergradSearch needs the package nevergrad on the cluster: runtime_env: {pip: [nevergrad]}"
