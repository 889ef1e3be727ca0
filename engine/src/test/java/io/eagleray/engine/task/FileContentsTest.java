package io.eagleray.engine.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileContentsTest {
  @Test
  void whatALinkedFolderHoldsIsBelowIt(@TempDir Path folder) throws IOException {
    Path built = Files.createDirectories(folder.resolve("built").resolve("com"));
    Files.writeString(built.resolve("A.class"), "a");
    Path inside = Files.createDirectory(folder.resolve("other"));
    Files.writeString(inside.resolve("B.class"), "b");
    Files.createSymbolicLink(built.resolve("linked"), inside);
    Path classes = Files.createSymbolicLink(folder.resolve("classes"), folder.resolve("built"));

    assertThat(FileContents.below(classes))
        .containsExactly(
            classes.resolve("com").resolve("A.class"),
            classes.resolve("com").resolve("linked").resolve("B.class"));
  }
}
