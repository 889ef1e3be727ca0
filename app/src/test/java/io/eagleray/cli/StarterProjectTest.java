package io.eagleray.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
class StarterProjectTest {
  @TempDir Path folder = Path.of("");

  @ParameterizedTest
  @ValueSource(strings = {"java", "python"})
  void aStarterProjectRuns(String language) {
    assertThat(new Workplace(folder).run("init", "starter", "--language", language)).isZero();
    Workplace project = new Workplace(folder.resolve("starter"));
    assertThat(project.run("run", "pipeline.yaml", "--output", "json")).as(project.err()).isZero();
    assertThat(project.out()).contains("\"status\":\"SUCCESS\"").contains("held_out_error");
  }
}
