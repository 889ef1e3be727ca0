"""Eagleray's samplers over the pipe of `eagleray search-serve`, which any language can use."""

import json
import subprocess
import sys
from pathlib import Path

EAGLERAY = str(Path(__file__).resolve().parent.parent / "eagleray")


class Served:
    """One process of search-serve, for any number of studies of parameters x0, x1, … in [0, 1]."""

    def __init__(self):
        self.process = subprocess.Popen(
            [EAGLERAY, "search-serve"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
        )

    def call(self, message):
        self.process.stdin.write(json.dumps(message) + "\n")
        answer = json.loads(self.process.stdout.readline())
        if "error" in answer:
            sys.exit(f"search-serve: {answer['error']}")
        return answer

    def search(self, algorithm, losses, size, objectives, trials, seed):
        """The losses of each trial in turn; `losses` takes the parameters and gives a list."""
        space = [{"name": f"x{i}", "type": "uniform", "lower": 0, "upper": 1} for i in range(size)]
        self.call({"op": "init", "version": 1, "study": "benchmark", "seed": seed, "space": space,
                   "budget": {"trials": trials}, "workers": 1, "fidelity": None,
                   "objectives": objectives, "constraints": 0, "algorithm": algorithm, "options": {}})
        seen = []
        for _ in range(trials):
            trial = self.call({"op": "ask"})
            values = losses([trial["params"][f"x{i}"] for i in range(size)])
            self.call({"op": "tell", "id": trial["id"], "state": "complete", "step": 1,
                       "value": values[0], "values": values})
            seen.append(values)
        return seen

    def close(self):
        self.process.stdin.close()
        self.process.wait()
