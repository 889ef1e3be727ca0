#!/usr/bin/env python3
"""Searches functions with several losses, and prints hypervolumes beside Optuna's as a table for docs/benchmarks.md.

    benchmarks/objectives.py                                       ours only
    benchmarks/objectives.py --peers optuna:random,optuna:nsga2,optuna:tpe --seeds 10 --trials 200

The peers need optuna in this interpreter. A hypervolume is given as its share of the true front's, up to the same
reference point; seeds count from 0.
"""

import argparse
import math
import statistics

from served import Served


def slope(x):
    return 1 + 9 * sum(x[1:]) / (len(x) - 1)


def zdt1(x):
    g = slope(x)
    return [x[0], g * (1 - math.sqrt(x[0] / g))]


def zdt2(x):
    g = slope(x)
    return [x[0], g * (1 - (x[0] / g) ** 2)]


def zdt3(x):
    g = slope(x)
    return [x[0], g * (1 - math.sqrt(x[0] / g) - x[0] / g * math.sin(10 * math.pi * x[0]))]


def zdt4(x):
    g = 1 + 10 * (len(x) - 1) + sum((10 * v - 5) ** 2 - 10 * math.cos(4 * math.pi * (10 * v - 5)) for v in x[1:])
    return [x[0], g * (1 - math.sqrt(x[0] / g))]


def zdt6(x):
    first = 1 - math.exp(-4 * x[0]) * math.sin(6 * math.pi * x[0]) ** 6
    g = 1 + 9 * (sum(x[1:]) / (len(x) - 1)) ** 0.25
    return [first, g * (1 - (first / g) ** 2)]


def dtlz2(x):
    far = 1 + sum((v - 0.5) ** 2 for v in x[2:])
    a, b = x[0] * math.pi / 2, x[1] * math.pi / 2
    return [far * math.cos(a) * math.cos(b), far * math.cos(a) * math.sin(b), far * math.sin(a)]


# Parameters, reference point, and a fine sample of the true front.
FINE = [i / 2000 for i in range(2001)]
COARSE = [i / 40 for i in range(41)]
FUNCTIONS = {
    "ZDT1": (zdt1, 6, [1.1, 7], [[t] + [0] * 5 for t in FINE]),
    "ZDT2": (zdt2, 6, [1.1, 7], [[t] + [0] * 5 for t in FINE]),
    "ZDT3": (zdt3, 6, [1.1, 7], [[t] + [0] * 5 for t in FINE]),
    "ZDT4": (zdt4, 5, [1.1, 100], [[t] + [0.5] * 4 for t in FINE]),
    "ZDT6": (zdt6, 6, [1.1, 10], [[t] + [0] * 5 for t in FINE]),
    "DTLZ2": (dtlz2, 7, [2, 2, 2], [[a, b] + [0.5] * 5 for a in COARSE for b in COARSE]),
}


def hypervolume(points, reference):
    """Exact, by slices along the last loss."""
    points = [p for p in points if all(v < r for v, r in zip(p, reference))]
    if not points:
        return 0.0
    if len(reference) == 1:
        return reference[0] - min(p[0] for p in points)
    volume, below = 0.0, []
    levels = sorted(points, key=lambda p: p[-1])
    for i, point in enumerate(levels):
        below.append(point[:-1])
        top = levels[i + 1][-1] if i + 1 < len(levels) else reference[-1]
        if top > point[-1]:
            below = undominated(below)
            volume += (top - point[-1]) * hypervolume(below, reference[:-1])
    return volume


def undominated(points):
    kept = []
    for point in sorted(map(tuple, points)):
        if not any(all(a <= b for a, b in zip(other, point)) for other in kept):
            kept.append(point)
    return [list(point) for point in kept]


def served_search(ours, algorithm, function, trials, seed):
    losses, size, reference, _ = FUNCTIONS[function]
    return ours.search(algorithm, losses, size, len(reference), trials, seed)


def optuna_search(sampler, function, trials, seed):
    import optuna

    optuna.logging.set_verbosity(optuna.logging.ERROR)
    samplers = {"nsga2": optuna.samplers.NSGAIISampler, "tpe": optuna.samplers.TPESampler,
                "random": optuna.samplers.RandomSampler}
    losses, size, reference, _ = FUNCTIONS[function]
    study = optuna.create_study(directions=["minimize"] * len(reference), sampler=samplers[sampler](seed=seed))
    study.optimize(lambda trial: losses([trial.suggest_float(f"x{i}", 0, 1) for i in range(size)]), n_trials=trials)
    return [trial.values for trial in study.trials]


def shares(search, function, trials, seed):
    """The shares at a quarter, half and all of the trials."""
    losses, _, reference, true_front = FUNCTIONS[function]
    best = hypervolume(undominated([losses(x) for x in true_front]), reference)
    seen = search(function, trials, seed)
    return [hypervolume(undominated(seen[:n]), reference) / best for n in (trials // 4, trials // 2, trials)]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ours", default="auto,nsga2", help="algorithms of search-serve")
    parser.add_argument("--peers", default="", help="optuna:nsga2, optuna:tpe, optuna:random")
    parser.add_argument("--functions", default=",".join(FUNCTIONS))
    parser.add_argument("--seeds", type=int, default=10)
    parser.add_argument("--trials", type=int, default=200)
    arguments = parser.parse_args()
    ours = Served() if arguments.ours else None
    searches = {}
    for name in filter(None, arguments.ours.split(",")):
        searches[f"Eagleray {name}"] = lambda f, n, s, name=name: served_search(ours, name, f, n, s)
    for name in filter(None, arguments.peers.split(",")):
        sampler = name.removeprefix("optuna:")
        searches[f"Optuna {sampler}"] = lambda f, n, s, sampler=sampler: optuna_search(sampler, f, n, s)
    n = arguments.trials
    print(f"| {arguments.seeds} seeds | {n // 4} / {n // 2} / {n} trials |")
    print("|---|---|")
    for function in arguments.functions.split(","):
        for label, search in searches.items():
            rows = [shares(search, function, n, seed) for seed in range(arguments.seeds)]
            means = [statistics.mean(column) for column in zip(*rows)]
            error = statistics.stdev(row[-1] for row in rows) / math.sqrt(len(rows)) if len(rows) > 1 else 0
            print(f"| {function}, {label} | " + " / ".join(f"{v:.3f}" for v in means) + f" (± {error:.3f}) |", flush=True)
    if ours:
        ours.close()


if __name__ == "__main__":
    main()
