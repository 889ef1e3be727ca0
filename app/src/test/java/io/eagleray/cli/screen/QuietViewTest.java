package io.eagleray.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.run.Failure;
import io.eagleray.run.RunEvent;
import io.eagleray.run.RunState;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class QuietViewTest {
  @Test
  void what_a_message_holds_does_not_move_the_cursor() {
    RecordedRun run =
        RecordedRun.named("r1", "a")
            .add(new RunEvent.Warned("warning: \u001b[2J"))
            .start("a", "task", 1)
            .fail("a", 1, Failure.of("Error", "bad \u009b2J"), false);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    QuietView view = new QuietView(new PrintStream(bytes, true, StandardCharsets.UTF_8), true);

    run.events().forEach(event -> view.on(event, new RunState()));

    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .isEqualTo("warning:  [2J\na: Error: bad  2J\n");
  }
}
