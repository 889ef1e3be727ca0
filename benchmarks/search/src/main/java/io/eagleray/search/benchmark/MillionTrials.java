package io.eagleray.search.benchmark;

import io.eagleray.search.journal.Journal;
import io.eagleray.search.sampler.RandomSampler;
import io.eagleray.search.scheduler.AshaScheduler;
import io.eagleray.search.scheduler.Decision;
import io.eagleray.search.study.Outcome;
import io.eagleray.search.study.Study;
import io.eagleray.search.study.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A million trials, drawn at random and stopped by ASHA, each event in a journal; then a resume.
 */
public final class MillionTrials {
  private static final int STEPS = 27;

  private MillionTrials() {}

  /** Takes the number of trials; default 1,000,000. */
  public static void main(String[] arguments) throws IOException {
    int trials = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
    Path file = Files.createTempFile("million", ".journal");
    Files.delete(file);
    try {
      Usage before = Usage.now();
      long reports;
      try (Journal journal = Journal.open(file, study())) {
        reports = run(journal, trials);
      }
      Usage searched = Usage.now();
      System.out.printf(
          "%,d trials, %,d reports: %s, journal %d MiB%n",
          trials, reports, searched.since(before), Files.size(file) >> 20);
      try (Journal journal = Journal.open(file, study())) {
        System.out.printf(
            "read again: %s, best %s%n",
            Usage.now().since(searched), journal.study().best().orElseThrow());
      }
      System.out.printf("%s%n", Usage.peakMemory());
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private static long run(Journal journal, int trials) {
    long reports = 0;
    for (int i = 0; i < trials; i++) {
      Trial trial = journal.ask();
      double limit = AskAndTell.loss(trial.config());
      Decision decision = Decision.CONTINUE;
      int step = 0;
      while (decision == Decision.CONTINUE) {
        step++;
        reports++;
        decision = journal.report(trial.number(), step, limit + 1.0 / step);
      }
      Outcome outcome = step == STEPS ? Outcome.completed(limit + 1.0 / step) : Outcome.stopped();
      journal.tell(trial.number(), outcome);
    }
    return reports;
  }

  private static Study study() {
    return Study.minimize("loss")
        .space(AskAndTell.SPACE)
        .sampler(new RandomSampler())
        .scheduler(new AshaScheduler().withMaxT(STEPS).withReductionFactor(3))
        .build();
  }
}
