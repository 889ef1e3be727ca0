package io.eagleray.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.engine.java.JavaFunctions;
import io.eagleray.search.registry.Arguments;
import io.eagleray.search.stopper.MaximumIterationStopper;
import io.eagleray.search.stopper.Stopper;
import io.eagleray.search.stopper.StopperFactory;
import io.eagleray.search.study.Study;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
  void theJarOfAStopperTravelsToAStudyToo(@TempDir Path jar) throws IOException {
    Path services = Files.createDirectories(jar.resolve("META-INF/services"));
    Files.writeString(services.resolve(StopperFactory.class.getName()), Other.class.getName());
    Thread thread = Thread.currentThread();
    ClassLoader usual = thread.getContextClassLoader();

    try (URLClassLoader plugins = new URLClassLoader(new URL[] {jar.toUri().toURL()}, usual)) {
      thread.setContextClassLoader(plugins);

      assertThat(files.studyClassPath()).contains(JavaFunctions.codeOf(Other.class));
    } finally {
      thread.setContextClassLoader(usual);
    }
  }

  /** A stopper that is not the project's own. */
  public static final class Other implements StopperFactory {
    @Override
    public Set<String> names() {
      return Set.of("other");
    }

    @Override
    public Set<String> arguments(String name) {
      return Set.of();
    }

    @Override
    public Stopper create(String name, Arguments arguments) {
      return new MaximumIterationStopper(1);
    }
  }

  @Test
  void thePythonSourcesAreThere() {
    assertThat(files.python()).containsKey("eagleray/worker/__main__.py");
    assertThat(
            new String(files.python().get("eagleray/worker/__main__.py"), StandardCharsets.UTF_8))
        .contains("import");
  }
}
