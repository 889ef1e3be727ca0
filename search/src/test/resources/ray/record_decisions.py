"""Records what Ray Tune's own schedulers decide, for RayTuneDecisionsTest.

    python record_decisions.py          (with Ray and scikit-learn; the files beside it were made with Ray 2.60)

Trials run in four slots, one report at a time, in an order drawn at random. Losses are handed to
Ray with mode "min". A line of a file is one of

    start TRIAL              a new trial; its configuration is {"x": TRIAL / 1000 + 0.001}
    resume TRIAL             a paused trial goes on
    report TRIAL STEP LOSS DECISION          EXPLOIT is followed by the best trials
    end TRIAL stopped|completed
    drop TRIAL               a paused trial was stopped, by the decision before
    exploit TRIAL SOURCES    a paused trial (synchronous) will go on from one of these
"""
import os
import random
import types

from ray.tune.experiment import Trial
from ray.tune.schedulers import (
    ASHAScheduler, HyperBandForBOHB, HyperBandScheduler, MedianStoppingRule,
    PopulationBasedTraining)
from ray.tune.schedulers.pb2 import PB2

HERE = os.path.dirname(os.path.abspath(__file__))
SLOTS = 4

# These schedulers end all trials themselves.
NEVER = 10**9


class FakeTrial:
    """What the schedulers look at in a trial."""

    def __init__(self, number, level):
        self.number, self.trial_id, self.level = number, str(number), level
        self.config = {"x": number / 1000 + 0.001}
        self.status, self.step, self.is_saving = Trial.RUNNING, 0, False
        self.experiment_tag, self.evaluated_params, self.last_result = "", {}, {}
        self.checkpoint = "checkpoint"
        self.temporary_state = types.SimpleNamespace(saving_to=None)
        manager = types.SimpleNamespace(
            checkpoint_config=types.SimpleNamespace(num_to_keep=None), _latest_checkpoint_result=None)
        self.run_metadata = types.SimpleNamespace(checkpoint_manager=manager)
        self.exploited = False

    def is_finished(self):
        return self.status in (Trial.TERMINATED, Trial.ERROR)

    def set_experiment_tag(self, tag):
        pass

    def set_config(self, config):
        self.config, self.exploited = config, True


class FakeController:
    """What the schedulers ask of Ray Tune's controller."""

    def __init__(self):
        self.trials, self.dropped = [], []
        searcher = types.SimpleNamespace(on_pause=lambda i: None, on_unpause=lambda i: None)
        self.search_alg = types.SimpleNamespace(searcher=searcher)

    def get_trials(self):
        return self.trials

    def get_live_trials(self):
        return [t for t in self.trials if not t.is_finished()]

    def stop_trial(self, trial):
        assert trial.status == Trial.PAUSED
        self.scheduler.on_trial_remove(self, trial)
        trial.status = Trial.TERMINATED
        self.dropped.append(trial)

    def pause_trial(self, trial, should_checkpoint=True):
        trial.status = Trial.PAUSED

    def _schedule_trial_save(self, trial, result=None):
        return "checkpoint"


def sources(scheduler):
    return ",".join(str(t.number) for t in scheduler._quantiles()[1])


def record(name, scheduler, trials, last_step, seed, crossing=0.0, slots=SLOTS):
    random.seed(seed)
    rng = random.Random(seed)
    out, controller = [], FakeController()
    controller.scheduler = scheduler
    population = isinstance(scheduler, PopulationBasedTraining)
    while True:
        running = [t for t in controller.trials if t.status == Trial.RUNNING]
        while len(running) < slots:
            paused = any(t.status == Trial.PAUSED for t in controller.trials)
            chosen = scheduler.choose_trial_to_run(controller) if paused else None
            if chosen is None and len(controller.trials) < trials:
                chosen = FakeTrial(len(controller.trials), rng.random())
                controller.trials.append(chosen)
                scheduler.on_trial_add(controller, chosen)
                out.append(f"start {chosen.number}")
            elif chosen is not None:
                out.append(f"resume {chosen.number}")
            else:
                break
            chosen.status, chosen.exploited = Trial.RUNNING, False
            running.append(chosen)
        if not running:
            break
        trial = rng.choice(running)
        trial.step += 1
        loss = trial.level + (crossing * rng.random() + 1.0) / trial.step
        loss = float("%.6f" % loss)
        result = {"training_iteration": trial.step, "loss": loss}
        trial.last_result = result
        before = [t for t in controller.trials if t.status == Trial.PAUSED]
        decision = scheduler.on_trial_result(controller, trial, result)
        # The controller tells a NOOP where the scheduler has paused the trial itself.
        if decision == "NOOP":
            decision = "EXPLOIT:" + sources(scheduler) if not scheduler._synch else "PAUSE"
        out.append(f"report {trial.number} {trial.step} {loss} {decision}")
        out += [f"drop {t.number}" for t in controller.dropped]
        controller.dropped.clear()
        if population and scheduler._synch:
            for other in before + [trial]:
                if other.exploited:
                    out.append(f"exploit {other.number} {sources(scheduler)}")
                    other.exploited = False
        if decision == "STOP" or trial.step >= last_step:
            trial.status = Trial.TERMINATED
            out.append(f"end {trial.number} {'stopped' if decision == 'STOP' else 'completed'}")
        elif decision == "PAUSE":
            trial.status = Trial.PAUSED
        else:
            trial.status = Trial.RUNNING
    with open(os.path.join(HERE, name + ".txt"), "w") as file:
        file.write("\n".join(out) + "\n")


COMMON = dict(time_attr="training_iteration", metric="loss", mode="min")

record("asha", ASHAScheduler(max_t=27, grace_period=1, reduction_factor=3, **COMMON), 60, 27, 1, 0.5)
record("hyperband", HyperBandScheduler(max_t=27, reduction_factor=3, **COMMON), 70, NEVER, 2, 0.5)
record("bohb", HyperBandForBOHB(max_t=27, reduction_factor=3, **COMMON), 70, NEVER, 3, 0.5)
record("median", MedianStoppingRule(grace_period=3, min_samples_required=3, **COMMON), 40, 20, 4, 0.5)
record(
    "median_pausing",
    MedianStoppingRule(grace_period=3, min_samples_required=3, min_time_slice=999, hard_stop=False, **COMMON),
    30, 20, 5, 0.5)
PBT = dict(hyperparam_mutations={"x": [i / 1000 + 0.001 for i in range(8)]}, perturbation_interval=4,
           burn_in_period=5, quantile_fraction=0.125, log_config=False, **COMMON)
record("pbt", PopulationBasedTraining(**PBT), 8, 30, 6, 0.5, slots=8)
record("pbt_synch", PopulationBasedTraining(synch=True, **PBT), 8, 30, 7, 0.5, slots=8)
BANDITS = dict(hyperparam_bounds={"x": [0.0, 1.0]}, perturbation_interval=4, quantile_fraction=0.25, log_config=False, **COMMON)
record("pb2", PB2(**BANDITS), 8, 14, 8, 0.5, slots=8)
