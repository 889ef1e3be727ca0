package io.eagleray.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.dsl.Pipeline;
import io.eagleray.dsl.Task;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program whose classes have a class loader of their own, as one in a source file has. */
final class OwnClassesTest {
  private static final String PROGRAM =
      """
      import io.eagleray.dsl.*;
      import java.io.Serializable;

      public class Program {
        record Model(double weight) implements Serializable {}

        public static Pipeline pipeline() {
          return Pipeline.named("own")
              .step("make", Task.call(() -> new Model(3)).returns(Returned.object("m")))
              .step("use", Task.call(Parameter.of("m", Model.class), Model::weight).returns("w"))
              .step(
                  "open",
                  Task.call(Parameter.of("m", Object.class), m -> ((Model) m).weight()).returns("v"));
        }
      }
      """;

  @TempDir Path folder;

  @Test
  void lambdasPassObjectsOfTheProgramsOwnClassesOn() throws Exception {
    Path source = Files.writeString(folder.resolve("Program.java"), PROGRAM);
    String classPath =
        Path.of(Task.class.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-cp", classPath, "-d", folder.toString(), source.toString());
    assertThat(status).isZero();
    try (URLClassLoader loader =
        new URLClassLoader(
            new URL[] {folder.toUri().toURL()}, OwnClassesTest.class.getClassLoader())) {
      Pipeline pipeline = (Pipeline) loader.loadClass("Program").getMethod("pipeline").invoke(null);

      RunResult result = Eagleray.in(folder).run(pipeline);

      assertThat(result.error()).isEmpty();
      assertThat(result.number("w")).hasValue(3);
      assertThat(result.number("v")).hasValue(3);
    }
  }
}
