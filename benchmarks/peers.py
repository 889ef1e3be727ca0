"""Other tools, each in a virtual environment of its own."""

import subprocess
import sys
from pathlib import Path

RUNNABLE = "0.50.0"
LUIGI = "3.8.1"
KEDRO = "1.7.0"

PIPELINE = """
from runnable import Pipeline, PythonTask


def step():
    return 1


def main():
    steps = [PythonTask(name=f"s{i}", function=step, returns=["x"]) for i in range(%d)]
    pipeline = Pipeline(steps=steps)
    pipeline.execute()
    return pipeline


if __name__ == "__main__":
    main()
"""

RUNNABLE_MAP = """
from runnable import Map, Pipeline, PythonTask


def items():
    return list(range(%d))


def step():
    return 1


def main():
    branch = Pipeline(steps=[PythonTask(name="do", function=step, returns=["x"])])
    each = Map(name="each", branch=branch, iterate_on="items", iterate_as="item")
    pipeline = Pipeline(steps=[PythonTask(name="items", function=items, returns=["items"]), each])
    pipeline.execute()
    return pipeline


if __name__ == "__main__":
    main()
"""

LUIGI_CHAIN = """
import sys

import luigi


class Step(luigi.Task):
    index = luigi.IntParameter()

    def requires(self):
        return [Step(self.index - 1)] if self.index else []

    def output(self):
        return luigi.LocalTarget(f"done/{self.index}")

    def run(self):
        with self.output().open("w") as out:
            out.write("1")


if __name__ == "__main__":
    sys.setrecursionlimit(100_000)
    assert luigi.build([Step(%d - 1)], local_scheduler=True, log_level="ERROR")
"""

KEDRO_CHAIN = """
from kedro.io import DataCatalog, MemoryDataset
from kedro.pipeline import node, pipeline
from kedro.runner import SequentialRunner


def step(x):
    return x


if __name__ == "__main__":
    nodes = [node(step, f"d{i}", f"d{i + 1}", name=f"s{i}") for i in range(%d)]
    SequentialRunner().run(pipeline(nodes), DataCatalog({"d0": MemoryDataset(1)}))
"""

RAY = ["ray[default,tune]==2.60.0", "optuna==5.0.0"]

RAY_TRIALS = """
import os
import tempfile

os.environ.setdefault("RAY_AUTH_MODE", "disabled")  # else Ray leaves a token in the home folder

import ray
from ray import tune
from ray.tune.schedulers import ASHAScheduler
from ray.tune.search.optuna import OptunaSearch

REPORTS = 27


def value(config, step):
    return config["x"] ** 2 + config["y"] + 1.0 / step


def function(config):
    for step in range(1, REPORTS + 1):
        tune.report({"value": value(config, step)})


class Class(tune.Trainable):
    def setup(self, config):
        self.given = config

    def reset_config(self, config):
        self.given = config
        return True

    def step(self):
        step = self.iteration + 1
        return {"value": value(self.given, step), "done": step == REPORTS}

    def save_checkpoint(self, folder):
        return {}

    def load_checkpoint(self, state):
        pass


def main(api, count):
    if "RAY_ADDRESS" in os.environ:
        ray.init(log_to_driver=False)
    else:
        ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False)
    with tempfile.TemporaryDirectory() as folder:
        tuner = tune.Tuner(
            Class if api == "class" else function,
            param_space={"x": tune.uniform(-1, 1), "y": tune.loguniform(0.001, 1)},
            tune_config=tune.TuneConfig(
                metric="value",
                mode="min",
                num_samples=count,
                max_concurrent_trials=2,
                reuse_actors=api == "class",
                search_alg=OptunaSearch(seed=1),
                scheduler=ASHAScheduler(max_t=27, grace_period=1, reduction_factor=3),
            ),
            run_config=tune.RunConfig(storage_path=folder, verbose=0),
        )
        results = tuner.fit()
        assert len(results) == count and not results.errors, results.errors
    ray.shutdown()


if __name__ == "__main__":
    main("%s", %d)
"""


def runnable(folder):
    """The interpreter of an environment with Runnable; made on first use."""
    return _environment(folder, [f"runnable=={RUNNABLE}"])


def luigi(folder):
    return _environment(folder, [f"luigi=={LUIGI}"])


def kedro(folder):
    return _environment(folder, [f"kedro=={KEDRO}"])


def _environment(folder, packages):
    python = folder / "bin" / "python"
    if not (folder / "complete").exists():
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
        install = [str(python), "-m", "pip", "install", "--disable-pip-version-check", "-q"]
        subprocess.run([*install, *packages], check=True)
        (folder / "complete").touch()
    return str(python)


def runnable_steps(folder, count):
    return _script(folder, PIPELINE, count)


def runnable_map(folder, count):
    return _script(folder, RUNNABLE_MAP, count)


def runnable_chunked_map(folder, count):
    """The same with the run log that is quicker: a file for each branch."""
    Path(folder, "runnable-config.yaml").write_text("run-log-store: {type: chunked-fs}\n")
    return runnable_map(folder, count)


def luigi_steps(folder, count):
    """A file for each step is what Luigi knows a finished one by."""
    return _script(folder, LUIGI_CHAIN, count)


def kedro_steps(folder, count):
    """Nothing is kept: data sets in memory."""
    return _script(folder, KEDRO_CHAIN, count)


def _script(folder, text, count):
    Path(folder, "pipeline.py").write_text(text % count)
    return "pipeline.py"


def ray(folder):
    """The interpreter of an environment with Ray Tune; made on first use."""
    return _environment(folder, RAY)


def ray_version(python):
    found = subprocess.run([python, "-c", "import ray; print(ray.__version__)"], capture_output=True, text=True, check=True)
    return found.stdout.split()[-1]


def ray_trials(api, reports=27):
    """The same function and search as of workloads.reporting_java_trials, on two CPUs or the cluster of RAY_ADDRESS."""

    def write(folder, count):
        text = RAY_TRIALS.replace('"%s", %d', f'"{api}", {count}').replace("REPORTS = 27", f"REPORTS = {reports}")
        Path(folder, "search.py").write_text(text)
        return "search.py"

    return write
