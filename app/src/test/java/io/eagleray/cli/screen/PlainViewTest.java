package io.eagleray.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.cli.document.RunDocument;
import io.eagleray.run.Event;
import io.eagleray.run.Failure;
import io.eagleray.run.Origin;
import io.eagleray.run.RunEvent;
import io.eagleray.run.RunState;
import io.eagleray.run.RunStatus;
import io.eagleray.run.StepPath;
import io.eagleray.run.TrialStatus;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlainViewTest {
  private static final Invocation INVOCATION = new Invocation("./eagleray", "");

  private static String show(RecordedRun run, int from, String verb) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PlainView view =
        new PlainView(
            new PrintStream(bytes, true, StandardCharsets.UTF_8),
            new Heading(verb, "0.1.0", 2, ".eagleray/"),
            Symbols.UNICODE,
            new Closing(Symbols.UNICODE, INVOCATION),
            Clock.fixed(run.now(), ZoneOffset.UTC));
    RunState state = new RunState();
    int index = 0;
    for (Event event : run.events()) {
      state.apply(event);
      if (index++ >= from) {
        view.on(event, state);
      }
    }
    view.close();
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void a_step_that_was_not_run_names_the_run_that_did_it() {
    RecordedRun run =
        RecordedRun.named("later-0915", "prepare")
            .start("prepare", "task", 1)
            .add(
                new RunEvent.StepReused(
                    new StepPath("prepare"), 1, new Origin("calm-otter-0914", "load")))
            .succeed("prepare", 1, Map.of("rows", RecordedRun.metric(7)))
            .end(RunStatus.SUCCESS, Optional.empty());
    assertThat(show(run, 0, ""))
        .contains("✔ prepare  0.0 s  reused from run calm-otter-0914  rows 7");
  }

  @Test
  void a_run_reads_from_its_heading_to_its_closing_words() {
    RecordedRun run =
        RecordedRun.inTheMiddle()
            .add(new RunEvent.Warned("clamped to 2 CPUs"))
            .endTrial("tune", 4, TrialStatus.COMPLETED)
            .add(
                new RunEvent.PhaseEnded(
                    new StepPath("tune"),
                    1,
                    "fan-in",
                    RecordedRun.object(
                        "{'best_trial':2,'best_value':0.9722,'best_config':{'depth':2},'metric':'accuracy'}")))
            .succeed("tune", 1, Map.of())
            .start("evaluate", "task", 1)
            .after(0.5)
            .succeed("evaluate", 1, Map.of("held_out", RecordedRun.metric(0.9694)))
            .end(RunStatus.SUCCESS, Optional.empty());
    assertThat(show(run, 0, ""))
        .isEqualToNormalizingNewlines(
            """
            eagleray 0.1.0 · run calm-otter-0914 · 3 steps · 2 CPUs · state in .eagleray/
            prepare started
            ✔ prepare  0.4 s  train_rows 1,437
            tune started
            tune  ASHA + TPE · 8 trials · 2 at a time · maximize accuracy
            tune  trial 1 stopped early  accuracy 0.91  (learning_rate 0.0312, depth 1)  1 of 8
            tune  trial 2 completed  accuracy 0.9722  (learning_rate 0.0156, depth 2)  2 of 8
            tune  trial 3 failed: ValueError: bad depth
            warning: clamped to 2 CPUs
            tune  trial 4 completed  accuracy 0.94  (learning_rate 0.0078, depth 4)  4 of 8
            ✔ tune  6.0 s  ASHA + TPE · 4 trials · 1 stopped early · 1 failed  best accuracy 0.9722  (trial 2: depth 2)
            evaluate started
            ✔ evaluate  0.5 s  held_out 0.9694
            ✔ SUCCESS in 6.9 s   held_out 0.9694
              best config   depth 2
              look at it    ./eagleray report calm-otter-0914      (timeline, history, importance, curves)
            """);
  }

  @Test
  void a_failed_run_says_what_to_do_after_mending() {
    RecordedRun run =
        RecordedRun.named("r1", "prepare", "train")
            .start("prepare", "task", 1)
            .succeed("prepare", 1, Map.of())
            .start("train", "task", 1)
            .after(9.8)
            .fail("train", 1, Failure.of("ValueError", "n/a"), false)
            .end(RunStatus.FAILED, Optional.of(Failure.of("ValueError", "n/a")));
    assertThat(show(run, 0, ""))
        .endsWithIgnoringCase(
            """
            ✘ train  9.8 s  ValueError: n/a
            ✘ FAILED in 9.8 s   log: ./eagleray logs r1 train
              after mending ./eagleray retry r1        (keeps "prepare", runs "train" again)
            """);
  }

  @Test
  void a_run_that_failed_after_a_failure_that_it_went_on_from_names_the_step_that_ended_it() {
    Failure failure = Failure.of("ValueError", "n/a");
    RecordedRun run =
        RecordedRun.named("r1", "load", "each", "mend", "last")
            .start("load", "task", 1)
            .after(1)
            .succeed("load", 1, Map.of())
            .start("each", "map", 1)
            .start("each.0.a", "task", 1)
            .after(1)
            .fail("each.0.a", 1, failure, false)
            .fail("each", 1, failure, false)
            .start("mend", "task", 1)
            .after(1)
            .succeed("mend", 1, Map.of())
            .start("last", "task", 1)
            .fail("last", 1, failure, false)
            .end(RunStatus.FAILED, Optional.of(failure));
    assertThat(show(run, 0, ""))
        .contains("log: ./eagleray logs r1 last\n")
        .endsWith("(keeps \"load\")\n");
  }

  @Test
  void a_resumed_run_tells_the_time_of_all_its_drivers() {
    RecordedRun run =
        RecordedRun.named("r1", "a", "b").start("a", "task", 1).after(4).succeed("a", 1, Map.of());
    int before = run.events().size();
    run.after(3600)
        .killedAndStartedAgain()
        .start("b", "task", 1)
        .after(2)
        .succeed("b", 1, Map.of());
    run.end(RunStatus.SUCCESS, Optional.empty());

    assertThat(show(run, before, "resuming")).contains("SUCCESS in 6.0 s");
    assertThat(show(run, 0, "")).contains("SUCCESS in 6.0 s");
  }

  @Test
  void a_resumed_run_says_what_was_kept() {
    RecordedRun run = RecordedRun.inTheMiddle();
    int before = run.events().size();
    run.killedAndStartedAgain().add(new RunEvent.Warned("clamped to 2 CPUs"));
    assertThat(show(run, before, "resuming"))
        .isEqualToNormalizingNewlines(
            """
            resuming calm-otter-0914: "prepare" and 3 trials are kept, 1 trial that was running starts again
            warning: clamped to 2 CPUs
            """);
  }

  @Test
  void the_time_of_a_step_that_goes_on_is_without_the_time_in_which_nobody_drove_the_run() {
    RecordedRun run =
        RecordedRun.named("r1", "each")
            .start("each", "map", 1)
            .start("each.0.a", "task", 1)
            .after(2)
            .succeed("each.0.a", 1, Map.of())
            .start("each.1.a", "task", 1)
            .after(5_000);
    int before = run.events().size();
    run.killedAndStartedAgain()
        .start("each.1.a", "task", 2)
        .after(3)
        .succeed("each.1.a", 2, Map.of())
        .succeed("each", 1, Map.of());
    assertThat(show(run, before, "resuming")).contains("✔ each.1.a  3.0 s", "✔ each  5.0 s");
    assertThat(RunDocument.brief().of(run.state(), RunStatus.RUNNING).text())
        .contains(
            "\"path\":\"each\",\"type\":\"map\",\"status\":\"SUCCESS\",\"attempts\":1,\"duration_ms\":5000");
  }

  @Test
  void a_retried_run_does_not_call_kept_what_starts_again() {
    RecordedRun run =
        RecordedRun.named("r1", "prepare", "train", "score")
            .start("prepare", "task", 1)
            .succeed("prepare", 1, Map.of())
            .start("train", "task", 1)
            .succeed("train", 1, Map.of())
            .start("score", "task", 1)
            .succeed("score", 1, Map.of());
    int before = run.events().size();
    run.killedAndStartedAgain()
        .add(new RunEvent.StepReset(new StepPath("train"), 1))
        .add(new RunEvent.StepReset(new StepPath("score"), 1))
        .start("train", "task", 2);
    assertThat(show(run, before, "retrying")).startsWith("retrying r1: \"prepare\" is kept\n");
  }

  @Test
  void several_steps_inside_others_are_kept() {
    RecordedRun run =
        RecordedRun.named("r1", "each")
            .start("each", "map", 1)
            .start("each.0.a", "task", 1)
            .succeed("each.0.a", 1, Map.of())
            .start("each.1.a", "task", 1)
            .succeed("each.1.a", 1, Map.of());
    int before = run.events().size();
    run.killedAndStartedAgain().start("each", "map", 2);
    assertThat(show(run, before, "resuming")).startsWith("resuming r1: 2 steps inside are kept\n");
  }

  @Test
  void there_is_no_control_code_in_plain_lines() {
    assertThat(show(RecordedRun.inTheMiddle(), 0, ""))
        .doesNotContain("\u001b")
        .doesNotContain("\r");
  }
}
