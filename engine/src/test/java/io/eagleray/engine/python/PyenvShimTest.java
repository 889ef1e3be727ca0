package io.eagleray.engine.python;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PyenvShimTest {
  private static final String RUNS = "rwxr-xr-x";

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  @SuppressWarnings("NullAway.Init")
  private Path root;

  @SuppressWarnings("NullAway.Init")
  private Path shim;

  @SuppressWarnings("NullAway.Init")
  private Path work;

  @BeforeEach
  void aPyenvWithTwoVersions() throws IOException {
    root = folder.resolve("pyenv");
    shim =
        program(
            root.resolve("shims/python3"),
            "#!/usr/bin/env bash\nexport PYENV_ROOT=\"" + root + "\"\nexec pyenv exec \"$@\"\n");
    python("3.11.7");
    python("3.12.1");
    Files.writeString(root.resolve("version"), "3.11.7\n");
    work = Files.createDirectories(folder.resolve("project/inner"));
  }

  private static Path program(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(RUNS));
  }

  private Path python(String version) throws IOException {
    return program(file(version), "");
  }

  private Path file(String version) {
    return root.resolve("versions").resolve(version).resolve("bin/python3");
  }

  private Path behind(Map<String, String> environment) {
    return PyenvShim.behind(shim, environment, work);
  }

  @Test
  void theVersionOfTheEnvironmentComesFirstThenOfTheNearestFolderThenPyenvsOwn()
      throws IOException {
    assertThat(behind(Map.of())).isEqualTo(file("3.11.7"));

    Files.writeString(folder.resolve("project/.python-version"), "# for all\n\n3.12.1\n");
    assertThat(behind(Map.of())).isEqualTo(file("3.12.1"));

    Files.writeString(work.resolve(".python-version"), "# für alle\n3.11.7", ISO_8859_1);
    assertThat(behind(Map.of())).as("behind a comment in Latin 1").isEqualTo(file("3.11.7"));

    assertThat(behind(Map.of("PYENV_VERSION", "3.12.1"))).isEqualTo(file("3.12.1"));
  }

  @Test
  void whatOnlyPyenvCanDecideIsLeftToIt() throws IOException {
    for (String unclear :
        new String[] {
          "3.11.7\n3.12.1\n", "3.11.7 3.12.1", "3.12", "system", "../3.11.7", "", "#"
        }) {
      Files.writeString(root.resolve("version"), unclear);
      assertThat(behind(Map.of())).as(unclear).isEqualTo(shim);
    }
    assertThat(behind(Map.of("PYENV_VERSION", "3.11.7:3.12.1"))).isEqualTo(shim);
    assertThat(behind(Map.of("PYENV_VERSION", "3.11.7", "PYENV_HOOK_PATH", "/hooks")))
        .isEqualTo(shim);
  }

  @Test
  void whereAPluginChoosesTheScriptIsRun() throws IOException {
    Files.createDirectories(root.resolve("plugins/latest/etc/pyenv.d/version-name"));

    assertThat(behind(Map.of())).isEqualTo(shim);
  }

  @Test
  void whatIsNoScriptOfThisPyenvIsTakenAsItIs() throws IOException {
    Path plain = program(folder.resolve("bin/python3"), "#!/bin/sh\n");
    Path other = program(folder.resolve("other/shims/python3"), Files.readString(shim));

    assertThat(PyenvShim.behind(plain, Map.of(), work)).isEqualTo(plain);
    assertThat(PyenvShim.behind(other, Map.of(), work)).isEqualTo(other);
  }
}
