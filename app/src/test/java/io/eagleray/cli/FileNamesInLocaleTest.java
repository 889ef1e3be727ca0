package io.eagleray.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.cli.console.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names of files that the locale has no characters for. */
@Tag("slow")
class FileNamesInLocaleTest {
  private static final String ADVICE =
      " has characters that no file's name can have in this locale; set LC_ALL=C.UTF-8";

  @TempDir Path folder = Path.of("");

  @Test
  void namesInAFileAreToldAtTheirPlaces() throws InterruptedException {
    Workplace place = new Workplace(folder);
    place.write(
        "pipeline.yaml",
        """
        dag:
          steps:
            a: {command_type: java, command: "Gr\u00f6\u00dfe.java::f"}
            b: {command_type: shell, command: "true", catalog: {put: ["gr\u00f6\u00dfe*"]}}
        """);

    int code = place.runProcess("export LC_ALL=C;", "run", "pipeline.yaml");

    assertThat(code).as(place.err()).isEqualTo(ExitCode.INPUT);
    assertThat(place.err())
        .contains("pipeline.yaml:3:38  \"Gr\u00f6\u00dfe.java\"" + ADVICE)
        .contains("pipeline.yaml:4:39  put: catalog pattern \"gr\u00f6\u00dfe*\"" + ADVICE)
        .contains("2 problems, nothing was run.")
        .doesNotContain("Malformed", "InvalidPath");
  }

  @Test
  void aNameOnTheCommandLineIsTold() throws InterruptedException {
    Workplace place = new Workplace(folder);
    // Whatever the locale of this process, the name's bytes are those of UTF-8.
    String name = "export LC_ALL=C; set -- \"$@\" \"$(printf 'gr\\303\\266\\303\\237e')\";";

    int code = place.runProcess(name, "run", "pipeline.yaml", "--state");

    assertThat(code).as(place.err()).isEqualTo(ExitCode.INPUT);
    assertThat(place.err())
        .startsWith("command line  --state: \"gr")
        .contains(ADVICE)
        .doesNotContain("Malformed", "InvalidPath");
  }

  @Test
  void aWorkingDirectoryIsToldAndNoneOfAnotherNameIsMade() throws Exception {
    Workplace place = new Workplace(folder);
    String there = "export LC_ALL=C; d=$(printf 'd\\303\\244'); mkdir $d; cd $d;";

    int code = place.runProcess(there, "run", "pipeline.yaml");

    assertThat(code).as(place.err()).isEqualTo(ExitCode.INPUT);
    assertThat(place.err().strip())
        .startsWith("eagleray: the working directory ")
        .endsWith(ADVICE)
        .hasLineCount(1);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.filter(Files::isDirectory)).hasSize(1);
    }
  }
}
