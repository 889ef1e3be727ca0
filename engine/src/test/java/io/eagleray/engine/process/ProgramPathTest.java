package io.eagleray.engine.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramPathTest {
  @TempDir Path folder = Path.of("");

  @Test
  void programsAreFoundInTheOrderOfThePath() throws IOException {
    Path first = program("first");
    Path second = program("second");

    assertThat(named("first", "second")).containsExactly(first, second);
    assertThat(named("second", "first")).containsExactly(second, first);
  }

  @Test
  void foldersAndFilesThatCannotBeStartedAreNoPrograms() throws IOException {
    Files.createDirectories(folder.resolve("a/tool"));
    Files.createFile(Files.createDirectories(folder.resolve("b")).resolve("tool"));
    Path program = program("c");

    assertThat(named("a", "b", "c")).containsExactly(program);
  }

  @Test
  void aFolderThatNoFileSystemCanSpellIsPassedOver() throws IOException {
    Path program = program("real");

    assertThat(named("j\u0000rgen", "", "real")).containsExactly(program);
  }

  private Path program(String in) throws IOException {
    Path file = Files.createFile(Files.createDirectories(folder.resolve(in)).resolve("tool"));
    assertThat(file.toFile().setExecutable(true)).isTrue();
    return file;
  }

  private List<Path> named(String... folders) {
    String path =
        Stream.of(folders)
            .map(name -> name.isEmpty() ? "" : folder + File.separator + name)
            .collect(Collectors.joining(File.pathSeparator));
    return ProgramPath.named("tool", Map.of("PATH", path)).toList();
  }
}
