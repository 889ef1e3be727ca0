package io.eagleray.cli.past;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.cli.Workplace;
import io.eagleray.cli.console.ExitCode;
import io.eagleray.spi.RunStore;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that a process has others drive, while none of them does. */
@Tag("slow")
final class HeldRunsTest {
  private static final String TWO_STEPS =
      """
      dag:
        steps:
          first: {command_type: shell, command: "true"}
          second: {command_type: shell, command: "true"}
      """;

  @TempDir Path folder = Path.of("");

  @Test
  void aRunThatAnEmulatorHoldsIsRunningForEveryCommand() {
    Workplace work = new Workplace(folder);
    assertThat(work.runPipeline(TWO_STEPS, "--until", "second")).as(work.err()).isZero();
    try (RunStore.RunLock held = HeldRuns.locks(folder.resolve(".eagleray")).lock("r1")) {
      assertThat(work.run("list")).isZero();
      assertThat(work.out()).contains("RUNNING").doesNotContain("INTERRUPTED");

      assertThat(work.run("cancel", "r1", "--wait", "0")).as(work.err()).isZero();
      assertThat(work.out()).contains("was asked to end");

      for (String verb : new String[] {"resume", "retry"}) {
        assertThat(work.run(verb, "r1")).isEqualTo(ExitCode.INPUT);
        assertThat(work.err()).contains("driven by process " + ProcessHandle.current().pid());
      }
      assertThat(work.run("rm", "r1")).isEqualTo(ExitCode.INPUT);
      assertThat(work.err()).contains("cancel it first");
    }
    assertThat(work.run("list")).isZero();
    assertThat(work.out()).contains("INTERRUPTED");
    assertThat(work.run("resume", "r1")).as(work.err()).isZero();
  }
}
