#!/usr/bin/env python3
"""SMAC3 or HEBO as a client of the search benchmark's protocol (one process, one trial at a time, no fidelity).

    harness.py --cmd "python benchmarks/peer_client.py smac" …     needs smac, 2.4 or later
    harness.py --cmd "python benchmarks/peer_client.py hebo" …     needs HEBO 0.3.6 and pandas

Each has its library's defaults; SMAC3 its facade for hyperparameters, with the budget that the study announces.
HEBO has no conditional parameters: it is told all of them, and those that are inactive are left out of what is tried.
"""

import json
import os
import sys
import tempfile

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(variable, "1")


def is_active(parameter, chosen):
    when = parameter.get("when")
    return not when or (when["param"] in chosen and chosen[when["param"]] in when["in"])


class Smac:
    def __init__(self, message):
        from ConfigSpace import CategoricalHyperparameter, ConfigurationSpace, Float, InCondition, Integer
        from smac import HyperparameterOptimizationFacade, Scenario

        space = ConfigurationSpace(seed=message["seed"])
        self.values = {}
        for p in message["space"]:
            name, kind = p["name"], p["type"]
            if kind in ("uniform", "loguniform"):
                space.add(Float(name, (p["lower"], p["upper"]), log=kind == "loguniform"))
            elif kind in ("randint", "lograndint"):
                space.add(Integer(name, (p["lower"], p["upper"] - 1), log=kind == "lograndint"))
            elif kind == "ordinal":
                self.values[name] = p["values"]
                space.add(Integer(name, (0, len(p["values"]) - 1)))
            elif kind == "choice":
                self.values[name] = p["values"]
                space.add(CategoricalHyperparameter(name, list(range(len(p["values"])))))
            else:
                raise ValueError(f"{name}: {kind} has no counterpart here")
        for p in message["space"]:
            if "when" in p:
                parent = p["when"]["param"]
                places = [self.values[parent].index(v) for v in p["when"]["in"]]
                space.add(InCondition(space[p["name"]], space[parent], places))
        scenario = Scenario(space, n_trials=message["budget"]["trials"], seed=message["seed"], deterministic=True,
                            output_directory=tempfile.mkdtemp())
        self.optimizer = HyperparameterOptimizationFacade(
            scenario, lambda config, seed=0: 0.0, overwrite=True, logging_level=False)

    def ask(self):
        self.trial = self.optimizer.ask()
        return {name: self.values[name][int(v)] if name in self.values else getattr(v, "item", lambda v=v: v)()
                for name, v in dict(self.trial.config).items()}

    def tell(self, value):
        from smac.runhistory import TrialValue

        self.optimizer.tell(self.trial, TrialValue(cost=value))


class Hebo:
    def __init__(self, message):
        import numpy
        import torch
        from hebo.design_space.design_space import DesignSpace
        from hebo.optimizers.hebo import HEBO

        torch.set_num_threads(1)
        torch.manual_seed(message["seed"])
        numpy.random.seed(message["seed"])
        self.parameters = message["space"]
        kinds = {"uniform": "num", "loguniform": "pow", "randint": "int", "lograndint": "pow_int",
                 "ordinal": "int", "choice": "cat"}
        described = []
        for p in self.parameters:
            one = {"name": p["name"], "type": kinds[p["type"]]}
            if p["type"] == "choice":
                one["categories"] = [str(i) for i in range(len(p["values"]))]
            elif p["type"] == "ordinal":
                one.update(lb=0, ub=len(p["values"]) - 1)
            else:
                one.update(lb=p["lower"], ub=p["upper"] - (1 if "int" in p["type"] else 0))
                if one["type"] == "pow":
                    one["base"] = 10
            described.append(one)
        self.optimizer = HEBO(DesignSpace().parse(described), scramble_seed=message["seed"])

    def ask(self):
        self.suggested = self.optimizer.suggest(n_suggestions=1)
        row = self.suggested.iloc[0]
        chosen = {}
        for p in self.parameters:
            if is_active(p, chosen):
                v = row[p["name"]]
                kind = p["type"]
                chosen[p["name"]] = (p["values"][int(v)] if kind in ("ordinal", "choice")
                                     else int(v) if "int" in kind else float(v))
        return chosen

    def tell(self, value):
        import numpy

        self.optimizer.observe(self.suggested, numpy.array([[value]]))


def main():
    kind = {"smac": Smac, "hebo": Hebo}[sys.argv[1]]
    # Whatever the libraries print must not come between the answers.
    answers, sys.stdout = sys.stdout, sys.stderr
    study, count = None, 0
    for line in sys.stdin:
        message = json.loads(line)
        answer = {"ok": True}
        if message["op"] == "init":
            study, count = kind(message), 0
            answer["name"] = sys.argv[1]
        elif message["op"] == "ask":
            answer = {"id": count, "params": study.ask()}
            count += 1
        elif message["op"] == "tell":
            study.tell(message["value"])
        print(json.dumps(answer), file=answers, flush=True)


if __name__ == "__main__":
    main()
