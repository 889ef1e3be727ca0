package io.eagleray.engine.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.engine.java.JavaFunctions;
import io.eagleray.search.study.Study;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class OwnFilesTest {
  private final OwnFiles files = new OwnFiles();

  @Test
  void theClassPathHasWhatThisProgramRunsFrom() {
    List<Path> classPath = files.classPath();
    assertThat(classPath)
        .contains(
            files.workerJar(),
            JavaFunctions.codeOf(OwnFiles.class),
            JavaFunctions.codeOf(Study.class))
        .allMatch(Path::isAbsolute)
        .allMatch(Files::exists)
        .doesNotHaveDuplicates();
  }

  @Test
  void theClassPathOfAStudyIsAFewOfThese() {
    assertThat(files.classPath()).containsAll(files.studyClassPath());
    assertThat(files.studyClassPath())
        .contains(JavaFunctions.codeOf(OwnFiles.class), JavaFunctions.codeOf(Study.class))
        .noneMatch(path -> path.toString().contains("sqlite"))
        .noneMatch(path -> path.toString().contains("maven-resolver"))
        .hasSizeLessThan(8);
  }

  @Test
  void thePythonSourcesAreThere() {
    assertThat(files.python()).containsKey("eagleray/worker/__main__.py");
    assertThat(
            new String(files.python().get("eagleray/worker/__main__.py"), StandardCharsets.UTF_8))
        .contains("import");
  }
}
