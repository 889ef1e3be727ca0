package io.eagleray.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.dsl.Parameter;
import io.eagleray.dsl.Pipeline;
import io.eagleray.dsl.Ray;
import io.eagleray.dsl.Search;
import io.eagleray.dsl.Task;
import io.eagleray.json.Json;
import io.eagleray.json.JsonArray;
import io.eagleray.json.JsonObject;
import io.eagleray.run.RunStatus;
import io.eagleray.trial.Trial;
import io.eagleray.trial.TrialStopped;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Lambdas that report as they go. */
@Timeout(60)
final class LambdaTrialsTest {
  private static final Parameter<Double> X = Parameter.number("x");
  private static final Parameter<Trial> TRIAL = Parameter.of("trial", Trial.class);
  private static final Search SEARCH =
      Search.minimize("loss").uniform("x", 0, 1).samples(6).seed(7);

  @TempDir Path folder;

  private RunResult run(Task task, Search search) {
    return Eagleray.in(folder)
        .runId("r1")
        .run(Pipeline.named("trials").step("tune", Ray.tune(task.returns("tuned"), search)));
  }

  private static JsonObject counts(RunResult result) {
    JsonArray steps = (JsonArray) result.document().get("steps").orElseThrow();
    return ((JsonObject) steps.items().getFirst()).object("trials");
  }

  private static Search halving() {
    return SEARCH
        .set("ray_tune.max_concurrent_trials", 1)
        .scheduler("ASHAScheduler", Map.of("max_t", 9, "grace_period", 1, "reduction_factor", 3));
  }

  @Test
  void weakTrialsAreStoppedEarly() {
    List<Integer> epochs = new CopyOnWriteArrayList<>();

    RunResult result =
        run(
            Task.call(
                X,
                TRIAL,
                (x, trial) -> {
                  while (trial.step() < 9) {
                    epochs.add(trial.number());
                    trial.report("loss", trial.number() + x);
                  }
                  return Map.of("seen", trial.config());
                }),
            halving());

    assertThat(result.status()).isEqualTo(RunStatus.SUCCESS);
    assertThat(counts(result).get("completed")).contains(Json.of(1));
    assertThat(counts(result).get("stopped")).contains(Json.of(5));
    assertThat(epochs).filteredOn(number -> number == 0).hasSize(9);
    assertThat(epochs).hasSizeLessThan(9 * 6);
  }

  @Test
  void aStopThatTheLambdaWrapsOrSwallowsIsStillOne() {
    RunResult result =
        run(
            Task.call(
                TRIAL,
                trial -> {
                  try {
                    while (trial.step() < 9) {
                      trial.report("loss", trial.number());
                    }
                  } catch (Throwable stop) {
                    if (trial.number() % 2 == 0) {
                      throw new IllegalStateException(stop);
                    }
                  }
                  return null;
                }),
            halving());

    assertThat(result.status()).isEqualTo(RunStatus.SUCCESS);
    assertThat(counts(result).get("completed")).contains(Json.of(1));
    assertThat(counts(result).get("stopped")).contains(Json.of(5));
  }

  @Test
  void aTrialGoesOnFromItsCheckpoint() {
    List<String> begins = new CopyOnWriteArrayList<>();

    RunResult result =
        run(
            Task.call(
                TRIAL,
                trial -> {
                  begins.add(trial.step() + " " + trial.checkpoint().orElse("nothing"));
                  for (int epoch = trial.step() + 1; epoch <= 3; epoch++) {
                    trial.report(Map.of("loss", 1.0 / epoch), "weights " + epoch);
                    if (epoch == 2 && begins.size() == 1) {
                      throw new IllegalStateException("out of luck");
                    }
                  }
                  return null;
                }),
            SEARCH.samples(1).set("ray_tune.trial_retry", 1));

    assertThat(result.status()).isEqualTo(RunStatus.SUCCESS);
    assertThat(begins).containsExactly("0 nothing", "2 weights 2");
  }

  @Test
  void whatItReturnsIsItsOneReportWhereItMadeNone() {
    RunResult result =
        run(Task.call(X, TRIAL, (x, trial) -> Map.of("loss", x + trial.number())), SEARCH);

    assertThat(result.status()).isEqualTo(RunStatus.SUCCESS);
    assertThat(counts(result).get("completed")).contains(Json.of(6));
  }

  @Test
  void aReportWithoutANumberSaysWhich() {
    RunResult result =
        run(
            Task.call(
                TRIAL,
                trial -> {
                  trial.report(Map.of("loss", List.of(1)));
                  return null;
                }),
            SEARCH.samples(1));

    assertThat(result.error().orElse(""))
        .contains("the metric \"loss\" must be a number, a boolean or a text");
  }

  @Test
  void outsideOfASearchThereIsNoTrial() {
    RunResult result =
        Eagleray.in(folder)
            .run(Pipeline.named("trials").step("a", Task.call(TRIAL, Trial::number)));

    assertThat(result.error().orElse(""))
        .contains("argument \"trial\" is a Trial, which only a trial of a search has");
  }

  @Test
  void aReportThatWaitsInAnotherThreadEndsWithTheCancelOfItsRun() throws InterruptedException {
    List<String> ended = new CopyOnWriteArrayList<>();
    List<Thread> others = new CopyOnWriteArrayList<>();
    CountDownLatch reporting = new CountDownLatch(1);
    Thread running = Thread.currentThread();
    Thread cancelling =
        Thread.ofVirtual()
            .start(() -> {
              try {
                reporting.await();
                running.interrupt();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });

    RunResult result =
        run(
            Task.call(
                TRIAL,
                trial -> {
                  Thread other =
                      Thread.ofPlatform()
                          .start(() -> {
                            try {
                              while (true) {
                                trial.report("loss", 1);
                                reporting.countDown();
                              }
                            } catch (TrialStopped stop) {
                              ended.add(stop.getMessage());
                            }
                          });
                  others.add(other);
                  other.join();
                  return null;
                }),
            SEARCH.samples(1));

    assertThat(Thread.interrupted()).isTrue();
    cancelling.join();
    others.getFirst().join();
    assertThat(result.status()).isEqualTo(RunStatus.CANCELLED);
    assertThat(ended).containsExactly("the trial is cancelled");
  }
}
