package io.eagleray.engine.store.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.engine.process.ProcessStat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class ProcessNameTest {
  private static final ProcessName THIS = ProcessName.ofThis();

  @Test
  void aProcessIsKnownByTheTickOfItsStartWhichNoClockMoves() {
    ProcessStat stat = ProcessStat.of(ProcessHandle.current().pid()).orElseThrow();
    assertThat(THIS.started()).isEqualTo(Long.toString(stat.start()));
  }

  @Test
  void oneThatRunsIsNotGone() {
    assertThat(THIS.isGone()).isFalse();
  }

  @Test
  void oneWhoseNumberAnotherHasIsGone() {
    assertThat(new ProcessName(THIS.host(), THIS.space(), THIS.pid(), "1").isGone()).isTrue();
  }

  @Test
  void nothingIsKnownOfOneOnAnotherMachine() {
    assertThat(new ProcessName("far", "another", THIS.pid(), "1").isGone()).isFalse();
  }
}
