"""Records where Ray Tune's own stoppers stop, for RayTuneStoppersTest.

    python record_stops.py          (with Ray; the files beside it were made with Ray 2.60)

Trials report in an order drawn at random. The first line of a file is "mode min" or "mode max",
each other one TRIAL STEP VALUE go|stop more|over: what the stopper says of the trial, and of the
search. A trial reports no more once it is stopped, nobody does once the search is over.
"""
import os
import random

from ray.tune.stopper import ExperimentPlateauStopper, MaximumIterationStopper, TrialPlateauStopper

HERE = os.path.dirname(os.path.abspath(__file__))
TRIALS, LAST_STEP = 12, 25


def record(name, stopper, mode, seed):
    rng = random.Random(seed)
    levels = [rng.random() for _ in range(TRIALS)]
    steps, lines, alive = [0] * TRIALS, ["mode " + mode], list(range(TRIALS))
    while alive:
        trial = rng.choice(alive)
        steps[trial] += 1
        loss = levels[trial] + (1 + 0.05 * rng.random()) / steps[trial] ** 1.5
        value = float("%.6f" % (1 - loss if mode == "max" else loss))
        stops = stopper(str(trial), {"value": value})
        over = stopper.stop_all()
        # An experiment's stopper tells each trial to stop when all are to.
        stops = stops and not over
        lines.append(f"{trial} {steps[trial]} {value} {'stop' if stops else 'go'} {'over' if over else 'more'}")
        if over:
            break
        if stops or steps[trial] >= LAST_STEP:
            alive.remove(trial)
    with open(os.path.join(HERE, name + ".txt"), "w") as file:
        file.write("\n".join(lines) + "\n")


record("trial_plateau", TrialPlateauStopper("value", std=0.02, num_results=3, grace_period=5), "min", 1)
record(
    "trial_plateau_threshold",
    TrialPlateauStopper("value", std=0.03, num_results=4, grace_period=4, metric_threshold=0.6, mode="max"), "max", 2)
record("maximum_iteration", MaximumIterationStopper(12), "min", 3)
record("experiment_plateau", ExperimentPlateauStopper("value", std=0.01, top=5, mode="min"), "min", 4)
record("experiment_plateau_patience", ExperimentPlateauStopper("value", std=0.01, top=5, mode="max", patience=7), "max", 5)
