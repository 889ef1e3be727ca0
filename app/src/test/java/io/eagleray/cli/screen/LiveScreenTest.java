package io.eagleray.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.run.Failure;
import io.eagleray.run.RunStatus;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LiveScreenTest {
  private final LiveScreen screen = new LiveScreen(Symbols.UNICODE);

  private List<String> draw(RecordedRun run) {
    return screen.lines(run.progress(), run.now()).stream().map(Line::plain).toList();
  }

  @Test
  void a_search_shows_its_trials_its_best_and_the_time_left() {
    assertThat(draw(RecordedRun.inTheMiddle()))
        .containsExactly(
            "✔ prepare      0.4 s   train_rows 1,437",
            "⠼ tune         6.0 s   ASHA + TPE · 3/8 trials · 1 running · 1 stopped early · 1 failed",
            "                       best accuracy 0.9722  (trial 2: learning_rate 0.0156, depth 2)",
            "                       ████████░░░░░░░░░░░░░░  about 10 s left",
            "· evaluate             waiting for tune");
  }

  @Test
  void a_resumed_run_shows_what_a_run_that_was_never_stopped_shows() {
    RecordedRun run = RecordedRun.inTheMiddle();
    Progress restored = new Progress(run.state());
    assertThat(screen.lines(restored, run.now()).stream().map(Line::plain))
        .filteredOn(line -> !line.contains("█"))
        .containsExactlyElementsOf(draw(run).stream().filter(line -> !line.contains("█")).toList());
  }

  @Test
  void a_failed_step_shows_the_attempt_the_error_and_its_place() {
    RecordedRun run =
        RecordedRun.named("r", "train")
            .start("train", "task", 1)
            .after(2.1)
            .fail("train", 1, Failure.of("ValueError", "first"), true)
            .start("train", "task", 2)
            .fail(
                "train",
                2,
                new Failure("ValueError", "no number\nsecond line", Optional.of("train.py:41"), ""),
                false)
            .end(RunStatus.FAILED, Optional.empty());
    assertThat(draw(run))
        .containsExactly(
            "✘ train        2.1 s   attempt 2: ValueError: no number",
            "                       train.py:41");
  }

  @Test
  void control_characters_of_an_error_do_not_reach_the_terminal() {
    RecordedRun run =
        RecordedRun.named("r", "train")
            .start("train", "task", 1)
            .fail("train", 1, Failure.of("Error", "\u001b[2Jgone\u0007"), false);
    assertThat(draw(run).get(0)).endsWith("Error:  [2Jgone");
  }

  @Test
  void a_pipeline_that_is_longer_than_the_terminal_keeps_the_running_step_in_sight() {
    String[] names = new String[30];
    for (int i = 0; i < names.length; i++) {
      names[i] = "step" + i;
    }
    RecordedRun run = RecordedRun.named("r", names);
    for (int i = 0; i < 12; i++) {
      run.start("step" + i, "task", 1).succeed("step" + i, 1, Map.of());
    }
    run.start("step12", "task", 1).after(1.5);
    assertThat(screen.lines(run.progress(), run.now(), 10).stream().map(Line::plain))
        .containsExactly("12 steps done · 0 failed · 17 waiting", "⠴ step12       1.5 s");
  }

  @Test
  void a_terminal_without_utf8_gets_plain_signs() {
    RecordedRun run = RecordedRun.inTheMiddle();
    assertThat(new LiveScreen(Symbols.ASCII).lines(run.progress(), run.now()))
        .allSatisfy(line -> assertThat(line.plain()).matches("\\p{ASCII}*"));
  }
}
