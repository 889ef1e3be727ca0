package io.eagleray.engine.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class ProcessTreeTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private static ProcessIdentity identity(long pid) {
    return ProcessHandle.of(pid).flatMap(ProcessIdentity::of).orElseThrow();
  }

  @Test
  void aProcessIsKnownByItsNumberAndItsStart() throws Exception {
    Process process = new ProcessBuilder("sleep", "60").start();
    ProcessIdentity identity = identity(process.pid());

    assertThat(identity.isAlive()).isTrue();
    assertThat(new ProcessIdentity(process.pid(), identity.started().minusSeconds(60)).isAlive())
        .isFalse();

    process.destroyForcibly().waitFor();
    assertThat(identity.isAlive()).isFalse();
  }

  @Test
  void anotherProcessWithTheSameNumberIsLeftAlone() throws Exception {
    Process process = new ProcessBuilder("sleep", "60").start();
    try {
      ProcessIdentity before =
          new ProcessIdentity(
              process.pid(), identity(process.pid()).started().minus(Duration.ofHours(1)));

      assertThat(new ProcessTree(before).kill(LIMIT)).isTrue();
      assertThat(process.isAlive()).isTrue();
    } finally {
      process.destroyForcibly();
    }
  }

  /** Starts a group with a child that ignores TERM and one that left for a session of its own. */
  private static Process startGroup() throws IOException {
    return new ProcessBuilder(
            "setsid",
            "/bin/sh",
            "-c",
            "trap '' TERM; sleep 60 & echo $!; setsid sleep 60 & echo $!; echo done; wait")
        .start();
  }

  @Test
  void aGroupAndAllDescendantsAreKilled() throws Exception {
    Process leader = startGroup();
    BufferedReader lines = leader.inputReader();
    ProcessIdentity child = identity(Long.parseLong(lines.readLine()));
    ProcessIdentity stray = identity(Long.parseLong(lines.readLine()));
    assertThat(lines.readLine()).isEqualTo("done");

    assertThat(new ProcessTree(identity(leader.pid())).kill(LIMIT)).isTrue();

    assertThat(leader.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(child.isAlive()).isFalse();
    assertThat(stray.isAlive()).isFalse();
  }

  @Test
  void whoIsNoLeaderIsKilledWithoutTheOthersOfItsGroup() throws Exception {
    Process process = new ProcessBuilder("sleep", "60").start();

    assertThat(new ProcessTree(identity(process.pid())).kill(LIMIT)).isTrue();
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void signalsReachAProcessAndAGroup() throws Exception {
    Process process = new ProcessBuilder("setsid", "sleep", "60").start();
    while (ProcessStat.of(process.pid()).orElseThrow().group() != process.pid()) {
      Thread.onSpinWait();
    }
    assertThat(Signal.TERM.toGroup(process.pid())).isTrue();
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(Signal.TERM.toProcess(process.pid())).isFalse();
  }

  @Test
  void everybodyAndTheFirstProcessAreNeverSignalled() {
    for (long pid : new long[] {-1, 0, 1}) {
      assertThatThrownBy(() -> Signal.KILL.toProcess(pid))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> Signal.KILL.toGroup(pid))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
