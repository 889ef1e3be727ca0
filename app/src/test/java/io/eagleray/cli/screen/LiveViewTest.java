package io.eagleray.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.run.Event;
import io.eagleray.run.RunState;
import io.eagleray.run.RunStatus;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LiveViewTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  private LiveView view(RecordedRun run, boolean colour, Size size) {
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    return new LiveView(
        new Canvas(out, colour, "…"),
        new Heading("", "0.1.0", 2, ".eagleray/"),
        Symbols.UNICODE,
        new Closing(Symbols.UNICODE, new Invocation("./eagleray", "")),
        () -> size,
        Clock.fixed(run.now(), ZoneOffset.UTC));
  }

  private String show(RecordedRun run, boolean colour, Size size) {
    try (LiveView view = view(run, colour, size)) {
      RunState state = new RunState();
      for (Event event : run.events()) {
        state.apply(event);
        view.on(event, state);
      }
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static RecordedRun finished() {
    return RecordedRun.named("r1", "prepare")
        .start("prepare", "task", 1)
        .after(0.4)
        .succeed("prepare", 1, Map.of())
        .end(RunStatus.SUCCESS, Optional.empty());
  }

  @Test
  void the_cursor_is_hidden_while_it_draws_and_shown_at_the_end() {
    String text = show(finished(), true, Size.USUAL);
    assertThat(text).startsWith("\u001b[?25l").endsWith("\u001b[?25h");
  }

  @Test
  void what_is_said_after_the_end_leaves_the_cursor_shown() {
    LiveView view = view(finished(), false, Size.USUAL);
    view.close();
    view.say(List.of(Line.of("cancelling")));
    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .contains("cancelling")
        .doesNotContain("\u001b[?25l");
  }

  @Test
  void the_last_picture_stays_with_the_closing_words() {
    VirtualTerminal terminal = new VirtualTerminal();
    terminal.print(show(finished(), false, Size.USUAL));
    assertThat(terminal.lines())
        .containsExactly(
            "eagleray 0.1.0 · run r1 · 1 step · 2 CPUs · state in .eagleray/",
            "",
            "✔ prepare      0.4 s",
            "",
            "✔ SUCCESS in 0.4 s",
            "  look at it    ./eagleray report r1");
  }

  @Test
  void no_colour_means_no_colour_codes() {
    assertThat(show(finished(), false, Size.USUAL)).doesNotContainPattern("\u001b\\[[0-9;]*m");
  }

  @Test
  void no_drawn_line_is_wider_than_the_terminal() {
    String text = show(RecordedRun.inTheMiddle(), false, new Size(40, 24));
    VirtualTerminal terminal = new VirtualTerminal();
    terminal.print(text);
    assertThat(terminal.lines().stream().skip(1))
        .allSatisfy(line -> assertThat(line.length()).isLessThan(40));
  }

  @Test
  void what_a_task_prints_stays_above_the_picture() {
    RecordedRun run = RecordedRun.inTheMiddle();
    try (LiveView view = view(run, false, Size.USUAL)) {
      view.on(run.events().get(0), run.state());
      view.say(List.of(Line.of("prepare | hello")));
    }
    VirtualTerminal terminal = new VirtualTerminal();
    terminal.print(bytes.toString(StandardCharsets.UTF_8));
    assertThat(terminal.lines()).contains("prepare | hello");
    assertThat(terminal.lines().indexOf("prepare | hello")).isLessThan(terminal.lines().size() - 5);
  }
}
