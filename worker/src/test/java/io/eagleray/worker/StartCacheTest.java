package io.eagleray.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class StartCacheTest {
  private static final Path AOT = Path.of("worker.aot");
  private static final Path ARCHIVE = Path.of("worker.jsa");

  @Test
  void anAotCacheIsReadAndRecorded() {
    assertThat(new StartCache(AOT, StartCache.Use.READ).options())
        .containsExactly("-XX:AOTCache=worker.aot", "-Xlog:disable");
    assertThat(new StartCache(AOT, StartCache.Use.RECORD).options())
        .containsExactly("-XX:AOTMode=record", "-XX:AOTConfiguration=worker.aot", "-Xlog:disable");
  }

  @Test
  void anArchiveIsMadeWhereItIsMissingOnlyWhenItIsToBeKept() {
    String option = "-XX:+AutoCreateSharedArchive";
    assertThat(new StartCache(ARCHIVE, StartCache.Use.KEEP).options())
        .contains("-XX:SharedArchiveFile=worker.jsa", option);
    assertThat(new StartCache(ARCHIVE, StartCache.Use.READ).options())
        .contains("-XX:SharedArchiveFile=worker.jsa")
        .doesNotContain(option);
    assertThat(new StartCache(ARCHIVE, StartCache.Use.RECORD).options())
        .contains("-XX:ArchiveClassesAtExit=worker.jsa");
  }

  @Test
  void anAotCacheCannotBeKept() {
    assertThatThrownBy(() -> new StartCache(AOT, StartCache.Use.KEEP))
        .hasMessageContaining("not kept: worker.aot");
  }
}
