package io.eagleray.engine.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eagleray.problem.EnvironmentException;
import io.eagleray.problem.Location;
import io.eagleray.problem.Problem;
import io.eagleray.problem.Problems;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class PythonTest {
  private static final Location AT = new Location("p.yaml", 4, 9);

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  private final Problems problems = new Problems();
  private final List<String> progress = Collections.synchronizedList(new ArrayList<>());

  private static Interpreter real() {
    return new Interpreters(System.getenv()).find(Optional.empty());
  }

  /** A program that answers like a Python of that version. */
  private Path fake(String name, String version) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/sh\necho \"" + version + " $0\"\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private Interpreter find(Map<String, String> environment) {
    return new Interpreters(environment).find(Optional.empty());
  }

  @Test
  void aRealPythonIsFound() {
    Interpreter found = real();

    assertThat(found.version().isSupported()).isTrue();
    assertThat(found.executable()).isExecutable();
  }

  @Test
  void whoIsAskedForComesFirstThenTheEnvironmentThenThePath() throws IOException {
    Path asked = fake("asked", "3.12.1");
    Path virtual = fake("venv/bin/python", "3.11.0");
    Path three = fake("bin/python3", "3.10.0");
    Map<String, String> environment =
        Map.of(
            "VIRTUAL_ENV",
            folder.resolve("venv").toString(),
            "PATH",
            folder + "/no:" + folder + "/bin");

    assertThat(new Interpreters(environment).find(Optional.of(asked)).executable())
        .isEqualTo(asked);
    assertThat(find(environment).executable()).isEqualTo(virtual);
    assertThat(find(Map.of("PATH", folder + "/bin")).executable()).isEqualTo(three);
    assertThat(new Interpreters(environment).find(Optional.of(Path.of("python3"))).executable())
        .isEqualTo(three);
  }

  @Test
  void onThePathOneThatIsTooOldIsPassedOver() throws IOException {
    fake("bin/python3", "3.8.18");
    Path newer = fake("bin/python", "3.9.0");

    assertThat(find(Map.of("PATH", folder + "/bin")).executable()).isEqualTo(newer);
  }

  @Test
  void whereThereIsNoneItSaysWhatWasLookedAt() throws IOException {
    Path old = fake("bin/python3", "2.7.18");

    assertThatThrownBy(() -> find(Map.of("PATH", folder + "/bin")))
        .isInstanceOf(EnvironmentException.class)
        .hasMessage(
            "no Python: python3 is 2.7.18 ("
                + old
                + "), python is not on the PATH; install Python 3.9 or newer, or name one with"
                + " --python");
  }

  @Test
  void aChoiceThatWillNotDoIsToldInsteadOfReplaced() throws IOException {
    Path old = fake("old", "3.7.1");
    Path noPython = fake("other", "hello");

    assertThatThrownBy(() -> new Interpreters(Map.of()).find(Optional.of(old)))
        .isInstanceOf(EnvironmentException.class)
        .hasMessage(
            "--python names " + old + ", which is Python 3.7.1; it must be Python 3.9 or newer");
    for (Path wrong : List.of(noPython, folder.resolve("none"), folder)) {
      assertThatThrownBy(() -> new Interpreters(Map.of()).find(Optional.of(wrong)))
          .isInstanceOf(EnvironmentException.class)
          .hasMessage("--python names " + wrong + ", which has no Python that starts");
    }
    assertThatThrownBy(() -> find(Map.of("VIRTUAL_ENV", folder.toString())))
        .hasMessageContaining("VIRTUAL_ENV names " + folder);
  }

  private Path requirements(String text) throws IOException {
    return Files.writeString(folder.resolve("requirements.txt"), text);
  }

  /** A package of one module, which needs no network. */
  private void wheel() throws IOException {
    Path file = folder.resolve("eagleray_demo-1.0-py3-none-any.whl");
    String info = "eagleray_demo-1.0.dist-info/";
    Map<String, String> contents =
        Map.of(
            "eagleray_demo.py",
            "answer = 42\n",
            info + "METADATA",
            "Metadata-Version: 2.1\nName: eagleray-demo\nVersion: 1.0\n",
            info + "WHEEL",
            "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
            info + "RECORD",
            "");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (Map.Entry<String, String> content : contents.entrySet()) {
        zip.putNextEntry(new ZipEntry(content.getKey()));
        zip.write(content.getValue().getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
      }
    }
  }

  private Optional<Path> interpreter(Path requirements) {
    return new PythonEnvironments(folder.resolve("environments"), progress::add)
        .interpreter(real(), requirements, AT, problems);
  }

  private List<String> errors() {
    return problems.errors().stream().map(Problem::toString).toList();
  }

  @Test
  void anEnvironmentIsMadeOnceAndHasWhatItShould() throws Exception {
    wheel();
    Path file = requirements("./eagleray_demo-1.0-py3-none-any.whl\n");

    Path python = interpreter(file).orElseThrow();

    Process process =
        new ProcessBuilder(python.toString(), "-c", "import eagleray_demo as d; print(d.answer)")
            .start();
    assertThat(process.inputReader().readLine()).isEqualTo("42");
    assertThat(interpreter(file)).contains(python);
    assertThat(progress).containsExactly("installing requirements.txt for the first time");
  }

  @Test
  void aFileThatCannotBeInstalledIsToldInOneLineAndTriedAgainWhenMended() throws IOException {
    Path file = requirements("./none-1.0-py3-none-any.whl\n");

    assertThat(interpreter(file)).isEmpty();

    assertThat(errors())
        .singleElement()
        .asString()
        .startsWith("p.yaml:4:9  requirements.txt cannot be installed: ")
        .contains("none-1.0")
        .contains("install.log")
        .doesNotContain("\n");
    assertThat(interpreter(requirements("# nothing\n"))).isPresent();
  }

  @Test
  void severalWhoAskAtOnceGetTheSame() throws Exception {
    Path file = requirements("# nothing\n");
    List<Future<Path>> found = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
      for (int i = 0; i < 3; i++) {
        found.add(threads.submit(() -> interpreter(file).orElseThrow()));
      }
    }
    assertThat(found.get(1).get()).isEqualTo(found.get(0).get());
    assertThat(found.get(2).get()).isEqualTo(found.get(0).get());
    assertThat(progress).hasSize(1);
  }

  @Test
  void whatAKilledProcessLeftIsReplaced() throws IOException {
    Path file = requirements("# nothing\n");
    String key = Requirements.read(file).key(real());
    Path home = Files.createDirectories(folder.resolve("environments").resolve(key));
    Files.createDirectories(home.resolve("env-unfinished/bin"));

    assertThat(interpreter(file)).isPresent();
    try (Stream<Path> files = Files.list(home)) {
      assertThat(files.filter(f -> f.getFileName().toString().startsWith("env-"))).hasSize(1);
    }
  }

  @Test
  void aMissingFileIsTold() {
    assertThat(interpreter(folder.resolve("none.txt"))).isEmpty();
    assertThat(errors())
        .containsExactly("p.yaml:4:9  there is no requirements file " + folder.resolve("none.txt"));
  }

  @Test
  void includedFilesBelongToTheContent() throws IOException {
    Path file = requirements("-r more.txt\n--constraint=limits.txt # said so\n");
    Files.writeString(folder.resolve("more.txt"), "a\n-r requirements.txt\n");
    Files.writeString(folder.resolve("limits.txt"), "b\n");
    String before = Requirements.read(file).key(real());

    Files.writeString(folder.resolve("limits.txt"), "c\n");
    String after = Requirements.read(file).key(real());
    Files.writeString(folder.resolve("more.txt"), "d\n");

    assertThat(after).isNotEqualTo(before);
    assertThat(Requirements.read(file).key(real())).isNotEqualTo(after);
  }

  @Test
  void requirementsMayHaveAnyEncoding() throws IOException {
    Path file = folder.resolve("requirements.txt");
    Files.writeString(file, "# für\n-r more.txt\n", StandardCharsets.ISO_8859_1);
    Files.writeString(folder.resolve("more.txt"), "a\n");
    String before = Requirements.read(file).key(real());

    Files.writeString(folder.resolve("more.txt"), "b\n");

    assertThat(Requirements.read(file).key(real())).isNotEqualTo(before);
  }
}
