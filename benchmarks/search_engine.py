"""What the search engine costs: JMH in one process, the peers in others, in turns; a million trials; a thousand workers."""

import json
import os
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
MODULE = HERE / "search"
PACKAGE = "io.eagleray.search.benchmark."
SIZES = [100, 1_000, 10_000]
SAMPLERS = ["random", "sobol", "tpe", "gp", "cma"]
FRONT_SIZES = [100, 250]
FRONT_SAMPLERS = ["gp", "tpe"]  # gp: the default for the first 200 trials
PEERS = ["optuna==5.0.0", "rustuna==0.2.0", "cmaes==0.13.1"]

# A proposal and its end after so many trials drawn at random: CPU time, the process's own.
PEER = """
import os, random, sys, time, warnings
warnings.filterwarnings("ignore")
library, kind, trials, repeats = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
optuna = __import__(library)
letters = ["a", "b", "c", "d"]
def loss(trial):
    x = [trial.suggest_float(f"u{i}", 0.0, 1.0) for i in range(3)]
    x += [trial.suggest_float(f"l{i}", 1e-5, 1.0, log=True) for i in range(2)]
    n = trial.suggest_int("i", 1, 64)
    trial.suggest_categorical("c0", letters), trial.suggest_categorical("c1", letters)
    return sum((each - 0.3) ** 2 for each in x) + n / 64
if library == "optuna":
    optuna.logging.set_verbosity(optuna.logging.ERROR)
samplers = optuna.samplers
study = optuna.create_study(sampler=samplers.RandomSampler(seed=1))
def turn():
    trial = study.ask()
    value = loss(trial)
    study.tell(trial if library == "optuna" else trial.number, value)
for _ in range(trials):
    turn()
model = samplers.TPESampler(seed=1) if kind == "tpe" else samplers.CmaEsSampler(seed=1, warn_independent_sampling=False)
try:
    study.sampler = model
except AttributeError:
    study = optuna.create_study(sampler=model)
    for _ in range(trials):
        turn()
turn()
begin = time.process_time()
for _ in range(repeats):
    turn()
print((time.process_time() - begin) / repeats)
"""


def run_all(runs):
    build()
    ask_and_tell(runs)
    two_objectives(runs)
    program("A million trials, random and ASHA, journalled", "MillionTrials", ["-Xmx768m"])
    program("A thousand workers, TPE and ASHA, simulated", "ThousandWorkers", ["-Xmx768m"])


def build():
    command = ["mvn", "-q", "-Dquick", "-DskipTests", "-Pbenchmarks", "-pl", "benchmarks/search", "-am", "package"]
    subprocess.run(command, cwd=HERE.parent, check=True)


def java():
    home = os.environ.get("JAVA_HOME")
    path = f"{MODULE}/target/classes:{MODULE}/target/libraries/*"
    return [f"{home}/bin/java" if home else "java", "-XX:+UseSerialGC", "-cp", path]


def program(title, name, options):
    print(f"### {title}\n", flush=True)
    subprocess.run(java() + options + [PACKAGE + name], check=True)
    print()


def ask_and_tell(runs):
    """Each round measures everybody once; the least of the rounds counts, since others only add to it."""
    python = interpreter()
    costs = {}
    for _ in range(runs):
        for sampler, size, cost in ours():
            costs.setdefault((f"Eagleray `{sampler}`", size), []).append(cost)
        for library, kind, sizes in [("optuna", "tpe", SIZES), ("rustuna", "tpe", SIZES[:2]), ("optuna", "cma", SIZES[:1])]:
            for size in sizes:
                command = [str(python), "-c", PEER, library, kind, str(size), "20"]
                done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, "OMP_NUM_THREADS": "1"})
                if done.returncode == 0:
                    costs.setdefault((f"{library} `{kind}`", size), []).append(float(done.stdout) * 1e3)
                else:
                    print(f"{library} {kind} {size}: {done.stderr.strip().splitlines()[-1]}", file=sys.stderr)
    print(f"### CPU ms of one ask and tell, 8 parameters, least / greatest of {runs} runs\n")
    print("| trials before | " + " | ".join(f"{size:,}" for size in SIZES) + " |")
    print("|---|" + "---|" * len(SIZES))
    for name in dict.fromkeys(name for name, _ in costs):
        cells = (costs.get((name, size)) for size in SIZES)
        print(f"| {name} | " + " | ".join(f"{min(c):.3f} / {max(c):.3f}" if c else "–" for c in cells) + " |")
    print(flush=True)


def two_objectives(runs):
    """The Gaussian process and TPE with one loss and with two, in turns."""
    costs = {}
    for _ in range(runs):
        for objectives in (1, 2):
            for sampler, size, cost in ours(FRONT_SAMPLERS, FRONT_SIZES, objectives):
                costs.setdefault((sampler, objectives, size), []).append(cost)
    print(f"### CPU ms of one ask and tell with one objective and with two, 8 parameters, least / greatest of {runs} runs\n")
    print("| trials before | " + " | ".join(f"{size:,}" for size in FRONT_SIZES) + " |")
    print("|---|" + "---|" * len(FRONT_SIZES))
    for sampler, objectives in dict.fromkeys((sampler, objectives) for sampler, objectives, _ in costs):
        cells = (costs[sampler, objectives, size] for size in FRONT_SIZES)
        print(f"| `{sampler}`, {objectives} | " + " | ".join(f"{min(c):.3f} / {max(c):.3f}" for c in cells) + " |")
    print(flush=True)


def ours(samplers=SAMPLERS, sizes=SIZES, objectives=1):
    with tempfile.TemporaryDirectory() as folder:
        result = f"{folder}/result.json"
        options = ["-p", "sampler=" + ",".join(samplers), "-p", "trials=" + ",".join(map(str, sizes)), "-p", f"objectives={objectives}"]
        options += ["-rf", "json", "-rff", result, "-foe", "true"]
        subprocess.run(java() + ["org.openjdk.jmh.Main", PACKAGE + "AskAndTell"] + options, check=True, stdout=subprocess.DEVNULL)
        for each in json.loads(Path(result).read_text()):
            counters = {name: metric["score"] for name, metric in each["secondaryMetrics"].items()}
            cost = counters["cpuNanos"] / counters["calls"] / 1e6
            yield each["params"]["sampler"], int(each["params"]["trials"]), cost


def interpreter():
    """EAGLERAY_BENCHMARK_PEERS names an interpreter that has the peers; else an environment is made."""
    given = os.environ.get("EAGLERAY_BENCHMARK_PEERS")
    if given:
        return Path(given)
    folder = HERE.parent / ".check" / "search-peers"
    python = folder / "bin" / "python"
    if not python.exists():
        venv.create(folder, with_pip=True)
        subprocess.run([str(python), "-m", "pip", "install", "-q", *PEERS], check=True)
    return python
