#!/usr/bin/env python3
"""Searches functions of many parameters, and prints the regrets beside Optuna's as a table for docs/benchmarks.md.

    benchmarks/dimensions.py                                       ours only
    benchmarks/dimensions.py --peers optuna:tpe,optuna:cma --sizes 30,60 --seeds 3 --trials 400

The peers need optuna and cmaes in this interpreter. A regret is given as a share of the loss at the median of 501
random points; each seed puts the optimum elsewhere, in the middle half of the cube. Seeds count from 0.
"""

import argparse
import math
import random
import statistics

from served import Served


def ellipsoid(x):
    return sum(10 ** (3 * i / (len(x) - 1)) * v * v for i, v in enumerate(x))


def levy(x):
    w = [1 + 2.5 * v for v in x]
    return (math.sin(math.pi * w[0]) ** 2 + (w[-1] - 1) ** 2 * (1 + math.sin(2 * math.pi * w[-1]) ** 2)
            + sum((v - 1) ** 2 * (1 + 10 * math.sin(math.pi * v + 1) ** 2) for v in w[:-1]))


def rosenbrock(x):
    y = [1 + 4 * v for v in x]
    return math.log1p(sum(100 * (b - a * a) ** 2 + (1 - a) ** 2 for a, b in zip(y, y[1:])))


def rastrigin(x):
    return sum(25 * v * v - 10 * math.cos(10 * math.pi * v) + 10 for v in x)


def ackley(x):
    z = [10 * v for v in x]
    root = math.sqrt(sum(v * v for v in z) / len(z))
    return 20 + math.e - 20 * math.exp(-0.2 * root) - math.exp(sum(math.cos(2 * math.pi * v) for v in z) / len(z))


FUNCTIONS = {f.__name__: f for f in (ellipsoid, levy, rosenbrock, rastrigin, ackley)}


def optuna_search(sampler, losses, size, trials, seed):
    import optuna

    optuna.logging.set_verbosity(optuna.logging.ERROR)
    made = {"cma": lambda: optuna.samplers.CmaEsSampler(seed=seed), "tpe": lambda: optuna.samplers.TPESampler(seed=seed),
            "random": lambda: optuna.samplers.RandomSampler(seed=seed)}[sampler]()
    study = optuna.create_study(sampler=made)
    study.optimize(lambda trial: losses([trial.suggest_float(f"x{i}", 0, 1) for i in range(size)])[0], n_trials=trials)
    return [[trial.value] for trial in study.trials]


def regrets(search, function, size, trials, seed):
    """The regrets at a quarter, half and all of the trials."""
    drawn = random.Random(77 + seed)
    optimum = [drawn.uniform(0.25, 0.75) for _ in range(size)]

    def losses(x):
        return [function([v - o for v, o in zip(x, optimum)])]

    median = statistics.median(losses([drawn.random() for _ in range(size)])[0] for _ in range(501))
    seen = [values[0] for values in search(losses, size, trials, seed)]
    return [min(seen[:n]) / median for n in (trials // 4, trials // 2, trials)]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ours", default="auto,turbo,tpe,cma", help="algorithms of search-serve")
    parser.add_argument("--peers", default="", help="optuna:tpe, optuna:cma, optuna:random")
    parser.add_argument("--functions", default=",".join(FUNCTIONS))
    parser.add_argument("--sizes", default="30,60", help="numbers of parameters")
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--trials", type=int, default=400)
    arguments = parser.parse_args()
    ours = Served() if arguments.ours else None
    searches = {}
    for name in filter(None, arguments.ours.split(",")):
        searches[f"Eagleray {name}"] = lambda f, d, n, s, name=name: ours.search(name, f, d, 1, n, s)
    for name in filter(None, arguments.peers.split(",")):
        sampler = name.removeprefix("optuna:")
        searches[f"Optuna {sampler}"] = lambda f, d, n, s, sampler=sampler: optuna_search(sampler, f, d, n, s)
    n = arguments.trials
    print(f"| regret after {n // 4} / {n // 2} / {n} trials, {arguments.seeds} seeds | " + " | ".join(searches) + " |")
    print("|---" * (1 + len(searches)) + "|")
    for size in map(int, arguments.sizes.split(",")):
        for function in arguments.functions.split(","):
            row = []
            for search in searches.values():
                found = [regrets(search, FUNCTIONS[function], size, n, seed) for seed in range(arguments.seeds)]
                row.append(" / ".join(f"{statistics.mean(column):.3f}" for column in zip(*found)))
            print(f"| {function}, {size} | " + " | ".join(row) + " |", flush=True)
    if ours:
        ours.close()


if __name__ == "__main__":
    main()
