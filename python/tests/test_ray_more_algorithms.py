"""Search algorithms that need a library of their own, each on a real cluster.

Collected where EAGLERAY_MORE_ALGORITHMS names those whose libraries EAGLERAY_RAY_PYTHON has, or is "all".
"""

import os

import pytest
from ray_support import choice, uniform

pytestmark = [pytest.mark.ray, pytest.mark.slow]

_NAMED = os.environ.get("EAGLERAY_MORE_ALGORITHMS", "")
_ALL = ["BayesOptSearch", "NevergradSearch", "ZOOptSearch", "TuneBOHB", "AxSearch"]
LIBRARIES = [name for name in _ALL if _NAMED == "all" or name in _NAMED.split(",")]
WITHOUT_BOHB = [name for name in LIBRARIES if name != "TuneBOHB"]
"""TuneBOHB learns only beside a scheduler of its own, and has tests of its own."""

STEPPED = {**uniform(0, 2), "step": 0.25}
RATE = {**uniform(0.001, 1), "log": True}
WHOLE = {"type": "range", "low": 1, "high": 10, "log": False, "step": 0, "integer": True}

SPACES = {
    "BayesOptSearch": {"x": uniform(), "q": STEPPED},
    "ZOOptSearch": {"x": uniform(), "q": STEPPED, "opt.n": WHOLE, "opt.kind": choice("a", "b"), "layers": choice([8], [8, 8])},
}
FULL = {**SPACES["ZOOptSearch"], "rate": RATE, "m": {**WHOLE, "log": True}, "step": {**WHOLE, "low": 0, "high": 30, "step": 5}}

TRAIN = """
    import pathlib
    def train(marks, fails="", **config):
        number = len(list(pathlib.Path(marks).iterdir()))
        pathlib.Path(marks, str(number)).touch()
        if str(number) in fails.split(","):
            raise ValueError("unlucky")
        print("trained with", sorted(config.items()))
        return {"score": -abs(config["x"] - 0.3) - abs(config["q"] - 1), "names": sorted(config)}
"""


def search(job, name, **settled):
    """Has the job search by that name; returns the searched domains."""
    job.code(TRAIN)
    space = SPACES.get(name, FULL)
    job.spec["space"] = [{"name": parameter, "domain": domain} for parameter, domain in space.items()]
    if "opt.kind" in space:
        job.spec["space"].append({"name": "opt.only", "domain": uniform(), "when": {"parameter": "opt.kind", "values": ["a"]}})
    job.settle(search_algorithm={"name": name, "arguments": {}}, **settled)
    return space


def is_of(domain, value):
    if domain["type"] == "choice":
        return value in domain["values"]
    if domain["integer"]:
        last = domain["high"] if domain["step"] else domain["high"] - 1
        return type(value) is int and domain["low"] <= value <= last and value % (domain["step"] or 1) == 0
    return domain["low"] <= value <= domain["high"] and (not domain["step"] or value % domain["step"] == 0)


def assert_unharmed(ended):
    assert "Traceback" not in ended.text, ended.text
    assert not [note for note in ended.notes if "nothing more to try" in note], ended.notes


@pytest.mark.parametrize("name", LIBRARIES)
def test_it_searches_every_kind_of_parameter_that_it_knows_and_tries_the_given_points_first(job, name):
    space = search(job, name, num_samples=14, points=[{"x": 0.25, "q": 1.5}, {"x": 0.75}])
    ended = job.done()
    assert_unharmed(ended)
    assert ended.statuses == ["COMPLETED"] * 14
    assert ended.configs[0]["x"] == 0.25 and ended.configs[0]["q"] == 1.5 and ended.configs[1]["x"] == 0.75
    for config in ended.configs.values():
        assert list(config) == [*space, *(["opt.only"] if config.get("opt.kind") == "a" else [])]
        assert all(is_of(domain, config[parameter]) for parameter, domain in space.items()), config
    assert len({config["x"] for config in ended.configs.values()}) > 4


@pytest.mark.parametrize("name", LIBRARIES)
def test_the_same_seed_makes_the_same_search(job, name):
    search(job, name, num_samples=7)
    first, second = job.done(), job.done()
    assert first.configs == second.configs


@pytest.mark.parametrize("name", LIBRARIES)
def test_it_goes_on_after_the_trials_of_the_record_without_running_them_again(job, name):
    search(job, name, num_samples=12)
    first = job.done()
    job.history(first)
    job.settle(num_samples=16)
    second = job.done()
    assert_unharmed(second)
    assert sorted(second.configs) == list(range(12, 16))
    assert len(job.marked()) == 16
    known = {config["x"] for config in first.configs.values()}
    assert len([config for config in second.configs.values() if config["x"] not in known]) >= 3


@pytest.mark.parametrize("name", LIBRARIES)
def test_trials_that_fail_do_not_stop_it(job, name):
    search(job, name, num_samples=15)
    job.spec["arguments"]["fails"] = "0,2,5"
    ended = job.done()
    assert sorted(ended.statuses) == ["COMPLETED"] * 12 + ["FAILED"] * 3
    assert not [note for note in ended.notes if "nothing more to try" in note], ended.notes


@pytest.mark.parametrize("name", WITHOUT_BOHB)
def test_it_takes_two_trials_at_once(job, name):
    search(job, name, num_samples=14, max_concurrent=2)
    ended = job.done()
    assert_unharmed(ended)
    assert ended.statuses == ["COMPLETED"] * 14


@pytest.mark.parametrize("name", WITHOUT_BOHB)
def test_it_minimises_where_told(job, name):
    search(job, name, num_samples=16, mode="min", metric="loss")
    job.space(x=uniform(), q=STEPPED)  # of so few dimensions that each comes to its model
    job.code("def train(x, q, marks):\n    return {'loss': abs(x - 0.3) + abs(q - 1)}\n")
    ended = job.done()
    losses = [ended.of("TrialReported", trial)[0]["metrics"]["loss"] for trial in sorted(ended.configs)]
    assert min(losses) < 0.3


@pytest.mark.parametrize("name", [name for name in LIBRARIES if name == "TuneBOHB"])
def test_bohb_learns_from_what_its_scheduler_lets_go_on(job, name):
    job.code(
        """
        def train(x, q, **others):
            for epoch in range(9):
                yield {"score": (epoch + 1) * (1 - abs(x - 0.3)) - abs(q - 1)}
        """
    )
    job.spec["task"]["reports"] = True
    job.spec["space"] = [{"name": parameter, "domain": domain} for parameter, domain in FULL.items()]
    job.settle(
        num_samples=24,
        max_concurrent=2,
        search_algorithm={"name": name, "arguments": {}},
        scheduler={"name": "HyperBandForBOHB", "arguments": {"max_t": 9, "reduction_factor": 3}},
    )
    ended = job.done()
    assert_unharmed(ended)
    assert "using random configuration" not in ended.text and "Using random configuration" not in ended.text
    assert set(ended.statuses) == {"COMPLETED", "STOPPED"} and len(ended.statuses) == 24
    for trial in ended.configs:
        steps = [report["step"] for report in ended.of("TrialReported", trial)]
        assert steps == list(range(1, len(steps) + 1))
