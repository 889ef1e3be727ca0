#!/usr/bin/env python3
"""Makes tasks for the benchmark's harness on which no constant of Eagleray was chosen.

    benchmarks/unseen.py HARNESS FOLDER        HARNESS has tasks.py and public/, FOLDER is for the task files

Then, in HARNESS (docs/benchmarks.md says how long the peers take):

    BENCH_DIRS=unseen=FOLDER python harness.py --cmd "./eagleray search-serve" --set unseen --seeds 3 --out ours.csv
    BENCH_DIRS=unseen=FOLDER python harness.py --client random,rustuna:tpe,optuna:tpe --set unseen --seeds 3 --out peers.csv

They are of the public ones' kinds: functions, shifted and some of them rotated; spaces of two to four branches drawn at
random; surrogates of learning curves on other data sets. The same files come out each time.
"""

import argparse
import json
import math
import random
import sys
from pathlib import Path

import numpy

MADE = random.Random(7)
BRANCHES = ["linear", "tree", "net", "knn"]
RANGES = {
    "uniform": lambda: {"lower": 0, "upper": 1},
    "loguniform": lambda: {"lower": 1e-5, "upper": 1},
    "randint": lambda: {"lower": 1, "upper": MADE.choice([12, 40])},
}
# What is added behind the shift, so that the least value lies where x equals the shift.
OPTIMA = {"levy": 1.0, "styblinski": -2.903534}
FUNCTIONS = [  # name of the task, function, parameters, bound, rotated, logarithm of the loss
    ("ackley4", "ackley", 4, 5, False, False),
    ("ackley8", "ackley", 8, 5, True, False),
    ("griewank5", "griewank", 5, 50, False, False),
    ("levy6", "levy", 6, 5, True, False),
    ("styblinski6", "styblinski", 6, 4, False, False),
    ("ellipsoid5", "ellipsoid", 5, 3, True, True),
    ("sphere10", "sphere", 10, 3, False, False),
    ("rastrigin3", "rastrigin", 3, 3, False, False),
]
DATA_SETS = [3, 11, 19, 28]


def rotation(size):
    drawn = numpy.random.RandomState(MADE.randrange(10**6)).randn(size, size)
    return numpy.linalg.qr(drawn)[0].tolist()


def function(name, formula, size, bound, rotated, logarithm):
    shift = [MADE.uniform(-bound / 2, bound / 2) for _ in range(size)]
    return {
        "name": name,
        "kind": "synth",
        "fn": formula,
        "space": [{"name": f"x{i}", "type": "uniform", "lower": -bound, "upper": bound} for i in range(size)],
        "shift": shift,
        "rot": rotation(size) if rotated else None,
        "offset": [OPTIMA.get(formula, 0)] * size,
        "log1p": logarithm,
    }


def branching(name, count):
    space = [{"name": "model", "type": "choice", "values": BRANCHES[:count]}]
    branches, losses = {}, {}
    for branch in BRANCHES[:count]:
        only = {"when": {"param": "model", "in": [branch]}}
        names = [f"{branch}_{i}" for i in range(MADE.randint(2, 4))]
        for parameter in names:
            kind = MADE.choice(list(RANGES))
            space.append({"name": parameter, "type": kind, **RANGES[kind](), **only})
        if MADE.random() < 0.6:
            space.append({"name": f"{branch}_c", "type": "choice", "values": ["a", "b", "c"], **only})
            losses[f"{branch}_c"] = dict(zip("abc", MADE.sample([0, 0.05, 0.15], 3), strict=True))
        branches[branch] = {
            "base": MADE.choice([0.05, 0.1, 0.2, 0.3]),
            "opt": {parameter: MADE.uniform(0.1, 0.9) for parameter in [*names, "common"]},
            "w": {parameter: MADE.uniform(0.3, 3) for parameter in [*names, "common"]},
            "rough": MADE.choice([0, 1, 2]),
            **({"inter": names[:2]} if MADE.random() < 0.6 else {}),
        }
    space.append({"name": "common", "type": "uniform", "lower": 0, "upper": 1})
    return {"name": name, "kind": "synth", "fn": "cond", "space": space, "branches": branches, "cat": losses}


def with_reference(task, load, draws, best=None):
    """Sets what regrets are measured by: the median of random draws is 1, the best that is known 0."""
    loaded, drawn = load(task), random.Random(1)
    pairs = sorted(((loaded.full(c), c) for c in (draw(task["space"], drawn) for _ in range(draws))), key=lambda p: p[0])
    values = [value for value, _ in pairs]
    if best is None:
        best = descend(loaded, *pairs[0], 3000, drawn)
    return {**task, "ref": {"opt": best, "median": values[draws // 2], "q01": values[draws // 100], "worst": values[-1]}}


def descend(loaded, least, config, steps, drawn):
    """The least loss that random steps of all sizes find from a configuration, within its branch."""
    for _ in range(steps):
        other, width = draw(loaded.space, drawn), 10 ** drawn.uniform(-3, 0)
        near = {n: moved(p, config[n], other.get(n), width, drawn) for p in loaded.space if (n := p["name"]) in config}
        value = loaded.full(near)
        if value < least:
            least, config = value, near
    return least


def moved(parameter, value, other, width, drawn):
    step = width * drawn.gauss(0, 0.3) if drawn.random() < 0.4 else 0
    low, high = parameter.get("lower"), parameter.get("upper")
    match parameter["type"]:
        case "uniform":
            return min(max(value + step * (high - low), low), high)
        case "loguniform":
            return min(max(value * math.exp(step * math.log(high / low)), low), high)
        case _:
            return other if step and other is not None and parameter["name"] != "model" else value


def draw(space, drawn):
    config = {}
    for parameter in space:
        when = parameter.get("when")
        if when is None or config.get(when["param"]) in when["in"]:
            config[parameter["name"]] = one(parameter, drawn)
    return config


def one(parameter, drawn):
    if parameter["type"] == "choice":
        return drawn.choice(parameter["values"])
    low, high = parameter["lower"], parameter["upper"]
    match parameter["type"]:
        case "uniform":
            return drawn.uniform(low, high)
        case "loguniform":
            return min(max(math.exp(drawn.uniform(math.log(low), math.log(high))), low), high)
        case "randint":
            return drawn.randrange(low, high)
        case "lograndint":
            return min(max(round(math.exp(drawn.uniform(math.log(low - 0.5), math.log(high - 0.5)))), low), high - 1)
    raise ValueError(f"unknown type of a parameter: {parameter['type']}")


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("harness", type=Path)
    options.add_argument("folder", type=Path)
    given = options.parse_args()
    sys.path.insert(0, str(given.harness.resolve()))
    from tasks import Task

    given.folder.mkdir(parents=True, exist_ok=True)

    def load(task):
        path = given.folder / f"{task['name']}.json"
        path.write_text(json.dumps({**task, "ref": {}}))
        return Task(path)

    tasks = [with_reference(function(*row), load, 3000, best=0.0) for row in FUNCTIONS]
    tasks += [with_reference(branching(f"branches{i}", n), load, 3000) for i, n in enumerate([2, 3, 3, 4])]
    curves = json.loads((given.harness / "public" / "lcbench_3945.json").read_text())
    tasks += [with_reference({**curves, "name": f"curves{i}", "instance": i, "ref": {}}, load, 400) for i in DATA_SETS]
    for task in tasks:
        (given.folder / f"{task['name']}.json").write_text(json.dumps(task))
        print(task["name"], task["ref"])


if __name__ == "__main__":
    main()
