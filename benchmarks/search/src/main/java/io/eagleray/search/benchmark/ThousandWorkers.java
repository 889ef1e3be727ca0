package io.eagleray.search.benchmark;

import io.eagleray.search.tpe.TpeSampler;
import io.eagleray.search.scheduler.AshaScheduler;
import io.eagleray.search.scheduler.Decision;
import io.eagleray.search.study.Outcome;
import io.eagleray.search.study.Study;
import io.eagleray.search.study.Trial;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/**
 * A thousand simulated workers, TPE and ASHA: how many decisions a second of CPU the study makes. A
 * decision is a proposal or the answer to a report.
 */
public final class ThousandWorkers {
  private static final int STEPS = 81;

  private record Report(double time, int trial, int step, double limit)
      implements Comparable<Report> {
    @Override
    public int compareTo(Report other) {
      int order = Double.compare(time, other.time);
      return order != 0 ? order : Integer.compare(trial, other.trial);
    }
  }

  private ThousandWorkers() {}

  /** Takes the number of trials and of workers; default 100,000 and 1,000. */
  public static void main(String[] arguments) {
    int trials = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100_000;
    int workers = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1_000;
    Study study =
        Study.minimize("loss")
            .space(AskAndTell.SPACE)
            .sampler(new TpeSampler())
            .scheduler(new AshaScheduler().withMaxT(STEPS).withReductionFactor(3))
            .budget(trials)
            .build();
    PriorityQueue<Report> due = new PriorityQueue<>();
    SplittableRandom speed = new SplittableRandom(1);
    Usage begin = Usage.now();
    Usage last = begin;
    long decisions = 0;
    int asked = 0;
    while (asked < workers && asked < trials) {
      start(study, due, 0, speed);
      asked++;
      decisions++;
    }
    while (!due.isEmpty()) {
      Report report = due.remove();
      double value = report.limit + 1.0 / report.step;
      Decision decision = study.report(report.trial, report.step, value);
      decisions++;
      if (decision == Decision.CONTINUE) {
        due.add(next(report.time, report.trial, report.step + 1, report.limit, speed));
        continue;
      }
      boolean isWhole = report.step == STEPS;
      study.tell(report.trial, isWhole ? Outcome.completed(value) : Outcome.stopped());
      if (asked < trials) {
        start(study, due, report.time, speed);
        asked++;
        decisions++;
        if (asked % (trials / 5) == 0) {
          Usage now = Usage.now();
          System.out.printf("%,d trials: %s since the line before%n", asked, now.since(last));
          last = now;
        }
      }
    }
    Usage all = Usage.now();
    System.out.printf(
        "%,d workers, %,d trials, %,d decisions: %s, %,.0f decisions a second of CPU; best %.4f%n",
        workers,
        trials,
        decisions,
        all.since(begin),
        decisions / (all.cpuSeconds() - begin.cpuSeconds()),
        study.best().orElseThrow().value());
  }

  private static void start(
      Study study, PriorityQueue<Report> due, double time, SplittableRandom speed) {
    Trial trial = study.ask();
    due.add(next(time, trial.number(), 1, AskAndTell.loss(trial.config()), speed));
  }

  private static Report next(
      double time, int trial, int step, double limit, SplittableRandom speed) {
    return new Report(time + speed.nextDouble(0.5, 1.5), trial, step, limit);
  }
}
