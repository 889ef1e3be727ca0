package io.eagleray.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WholeFileTest {
  @TempDir Path folder;

  @Test
  void aFileIsMadeWithTheFoldersThatItIsIn() throws IOException {
    Path file = folder.resolve("a/b/new.txt");
    WholeFile.write(file, "höllo\n");

    assertThat(file).hasContent("höllo\n");
    assertThat(names(folder.resolve("a/b"))).containsExactly("new.txt");
  }

  @Test
  void aFileThatIsThereIsReplacedByAnother() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "old, and longer");
    Path same = Files.createLink(folder.resolve("same"), file);
    WholeFile.write(file, "new");

    assertThat(file).hasContent("new");
    assertThat(same).as("who has the old one open").hasContent("old, and longer");
    assertThat(names(folder)).containsExactlyInAnyOrder("file", "same");
  }

  @Test
  void aLinkStaysAndTheFileThatItLeadsToIsReplaced() throws IOException {
    Path far = Files.createDirectory(folder.resolve("far"));
    Path file = Files.writeString(far.resolve("file"), "old");
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("far/file"));
    WholeFile.write(link, "new");

    assertThat(link).isSymbolicLink();
    assertThat(file).hasContent("new");
    assertThat(names(far)).containsExactly("file");
  }

  @Test
  void aLinkThatLeadsNowhereIsReplaced() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("nowhere"));
    WholeFile.write(link, "new");

    assertThat(link).isRegularFile().hasContent("new");
    assertThat(names(folder)).containsExactly("link");
  }

  @Test
  void aDeviceStays() throws IOException {
    Path device = Path.of("/dev/null");
    Path link = Files.createSymbolicLink(folder.resolve("link"), device);
    for (Path file : List.of(device, link)) {
      WholeFile.write(file, "lost");
      WholeFile.write(file, unfinished -> Files.writeString(unfinished, "lost"));
      assertThat(Files.exists(file)).isTrue();
      assertThat(Files.isRegularFile(file)).isFalse();
    }
    assertThat(names(folder)).containsExactly("link");
  }

  @Test
  void aPipeTakesWhatIsWritten() throws Exception {
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    // Opened for both, the pipe does not wait for the other side.
    Process reader =
        new ProcessBuilder("sh", "-c", "exec 3<>pipe; head -n 2 <&3")
            .directory(folder.toFile())
            .start();
    try {
      WholeFile.write(pipe, "one\n");
      WholeFile.write(pipe, unfinished -> Files.writeString(unfinished, "two\n"));
      assertThat(reader.inputReader().lines()).containsExactly("one", "two");
      assertThat(reader.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(names(folder)).containsExactly("pipe");
    } finally {
      reader.destroyForcibly();
    }
  }

  @Test
  void aFolderIsNoFile() {
    for (Path none : List.of(folder, Path.of("/"))) {
      assertThatThrownBy(() -> WholeFile.write(none, "x"))
          .isInstanceOf(FileSystemException.class)
          .hasMessage(none + ": it is a folder");
    }
  }

  /** A file system mounted read-only stops root too; without the right to mount, permissions do. */
  @Test
  void aFolderThatCannotBeWrittenIsToldByTheFilesName() throws Exception {
    boolean mounted = done("mount", "-t", "tmpfs", "-o", "ro,size=1m", "tmpfs", folder.toString());
    try {
      assertThat(mounted || done("chmod", "a-w", folder.toString())).isTrue();
      Path file = folder.resolve("file");
      assertThatThrownBy(() -> WholeFile.write(file, "x"))
          .isInstanceOf(FileSystemException.class)
          .hasMessageStartingWith(file.toString())
          .hasMessageNotContaining(".part");
    } finally {
      done(
          mounted
              ? new String[] {"umount", "-l", folder.toString()}
              : new String[] {"chmod", "u+w", folder.toString()});
    }
  }

  @Test
  void whatFailsHalfwayLeavesTheFileAsItWas() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "old");
    assertThatThrownBy(() ->
            WholeFile.write(
                file,
                unfinished -> {
                  Files.writeString(unfinished, "half");
                  throw new IOException("torn");
                }))
        .hasMessage("torn");

    assertThat(file).hasContent("old");
    assertThat(names(folder)).containsExactly("file");
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  private static boolean done(String... command) throws Exception {
    return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
  }
}
