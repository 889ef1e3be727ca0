package io.eagleray.targets.ray.client.pack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eagleray.problem.InvalidInputException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackageBuilderTest {
  @TempDir Path temporary = Path.of("");
  private Path source = Path.of("");
  private Path out = Path.of("");

  @BeforeEach
  void folders() throws IOException {
    source = Files.createDirectory(temporary.resolve("source"));
    out = temporary.resolve("out");
  }

  private Path write(String path, String content) {
    try {
      Path file = source.resolve(path);
      Files.createDirectories(file.getParent());
      return Files.writeString(file, content);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private RayPackage pack() {
    return new PackageBuilder("the test").addFolder("", source, IgnoreRules.USUAL).build(out);
  }

  private static TreeMap<String, String> contents(Path zip) throws IOException {
    TreeMap<String, String> contents = new TreeMap<>();
    try (ZipFile file = new ZipFile(zip.toFile())) {
      for (ZipEntry entry : java.util.Collections.list(file.entries())) {
        contents.put(entry.getName(), new String(file.getInputStream(entry).readAllBytes(), UTF_8));
      }
    }
    return contents;
  }

  @Test
  void holds_what_was_put_in_and_any_zip_reader_finds_it() throws IOException {
    write("a.txt", "one");
    write("lib/ü.py", "zwei");
    RayPackage zip =
        new PackageBuilder("the test")
            .addFolder("x", source, IgnoreRules.USUAL)
            .add("spec.json", "{}")
            .add("empty", new byte[0])
            .add("b.txt", source.resolve("a.txt"))
            .build(out);
    assertThat(contents(zip.zip()))
        .containsExactly(
            java.util.Map.entry("b.txt", "one"),
            java.util.Map.entry("empty", ""),
            java.util.Map.entry("spec.json", "{}"),
            java.util.Map.entry("x/a.txt", "one"),
            java.util.Map.entry("x/lib/ü.py", "zwei"));
    assertThat(zip.name()).isEqualTo(zip.zip().getFileName().toString());
    assertThat(zip.size()).isEqualTo(Files.size(zip.zip()));
    assertThat(zip.uri()).matches("gcs://_ray_pkg_[0-9a-f]{32}\\.zip");
  }

  @Test
  void the_same_files_make_the_same_bytes_whenever_and_wherever_they_are() throws IOException {
    write("a.txt", "one");
    Path tool = write("tool.sh", "#!/bin/sh");
    Files.setPosixFilePermissions(tool, PosixFilePermissions.fromString("rwxr-x---"));
    RayPackage first = pack();
    byte[] bytes = Files.readAllBytes(first.zip());
    Files.setLastModifiedTime(tool, FileTime.fromMillis(1_000_000_000_000L));
    Files.setPosixFilePermissions(tool, PosixFilePermissions.fromString("rwxrwxrwx"));
    RayPackage second = pack();
    assertThat(second).isEqualTo(first);
    assertThat(Files.readAllBytes(second.zip())).isEqualTo(bytes);
    RayPackage other =
        new PackageBuilder("the test").add("tool.sh", tool).add("a.txt", "one").build(out);
    assertThat(other.name()).isEqualTo(first.name());
  }

  @Test
  void the_name_is_known_before_anything_is_packed() throws IOException {
    PackageBuilder builder =
        new PackageBuilder("the test").add("b/tool.sh", "two").add("a.txt", "one");
    assertThat(builder.name()).contains(builder.build(out).name());
  }

  @Test
  void a_file_of_a_folder_that_is_gone_before_it_is_read_is_left_out() throws IOException {
    write("a.txt", "one");
    Path named = write("b.txt", "two");
    Path packed = write("c.txt", "three");
    PackageBuilder builder =
        new PackageBuilder("the test").addFolder("", source, IgnoreRules.USUAL);
    Files.delete(named);
    assertThat(builder.name())
        .contains(
            new PackageBuilder("the test")
                .add("a.txt", "one")
                .add("c.txt", packed)
                .build(out)
                .name());
    Files.delete(packed);
    assertThat(contents(builder.build(out).zip())).containsOnlyKeys("a.txt");
  }

  @Test
  void a_file_that_was_asked_for_must_be_there() throws IOException {
    Path jar = write("worker.jar", "one");
    PackageBuilder builder = new PackageBuilder("the test").add("jars/worker.jar", jar);
    Files.delete(jar);
    assertThatThrownBy(() -> builder.build(out)).hasMessageContaining("worker.jar");
  }

  @Test
  void a_folder_that_stays_at_home_is_left_out_wherever_it_lies() throws IOException {
    write("train.py", "one");
    write("deep/st/eagleray.db", "runs");
    write("other/st/note.txt", "two");
    Files.createSymbolicLink(source.resolve("link"), source.resolve("deep/st"));
    RayPackage zip =
        new PackageBuilder("the test")
            .addFolder("", source, IgnoreRules.USUAL.without(source.resolve("deep/st")))
            .build(out);
    assertThat(contents(zip.zip())).containsOnlyKeys("train.py", "other/st/note.txt");
  }

  @Test
  void what_may_be_too_large_has_no_name_before_it_is_packed() {
    assertThat(new PackageBuilder("the test", 5).add("a.txt", "123456").name()).isEmpty();
  }

  @Test
  void another_content_path_or_mode_is_another_name() throws IOException {
    Path file = write("a.txt", "one");
    String name = pack().name();
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    String executable = pack().name();
    write("a.txt", "two");
    String changed = pack().name();
    Files.move(file, source.resolve("b.txt"));
    assertThat(List.of(name, executable, changed, pack().name())).doesNotHaveDuplicates();
  }

  @Test
  void what_may_be_executed_here_may_be_there() throws Exception {
    Path tool = write("tool.sh", "#!/bin/sh\necho works");
    Files.setPosixFilePermissions(tool, PosixFilePermissions.fromString("rwxr-xr-x"));
    write("data", "x");
    Path zip = pack().zip();
    // Unix modes are in the central directory: upper half of the external attributes.
    byte[] bytes = Files.readAllBytes(zip);
    TreeMap<String, Integer> modes = new TreeMap<>();
    for (int at = 0; at + 46 < bytes.length; at++) {
      if (bytes[at] == 'P' && bytes[at + 1] == 'K' && bytes[at + 2] == 1 && bytes[at + 3] == 2) {
        int length = (bytes[at + 28] & 0xff) | (bytes[at + 29] & 0xff) << 8;
        int mode = (bytes[at + 40] & 0xff) | (bytes[at + 41] & 0xff) << 8;
        modes.put(new String(bytes, at + 46, length, UTF_8), mode);
      }
    }
    assertThat(modes).containsEntry("tool.sh", 0100755).containsEntry("data", 0100644);
  }

  @Test
  void too_large_a_package_names_its_largest_files() throws IOException {
    byte[] noise = new byte[300_000];
    new Random(1).nextBytes(noise);
    Files.write(source.resolve("model.bin"), noise);
    write("small.txt", "x");
    PackageBuilder builder =
        new PackageBuilder("my_dir", 100_000).addFolder("", source, IgnoreRules.USUAL);
    assertThatThrownBy(() -> builder.build(out))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("my_dir  has more than 98 KiB")
        .hasMessageContaining("The largest: model.bin (293 KiB), small.txt");
    assertThat(out).isEmptyDirectory();
  }

  @Test
  void sockets_and_pipes_are_refused_by_name_unless_left_out() throws Exception {
    Path socket = temporary.resolve("source/s");
    try (ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.bind(UnixDomainSocketAddress.of(socket));
      assertThatThrownBy(this::pack)
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("the file s is a socket, a pipe or a device");
    }
    Files.deleteIfExists(socket);
    assertThat(new ProcessBuilder("mkfifo", "p").directory(source.toFile()).start().waitFor())
        .isZero();
    assertThatThrownBy(this::pack).hasMessageContaining("the file p is a socket, a pipe");
    write(".rayignore", "p");
    assertThat(contents(pack().zip())).containsOnlyKeys(".rayignore");
  }

  @Test
  void links_inside_are_followed_and_those_that_lead_out_or_nowhere_are_refused()
      throws IOException {
    write("real/a.txt", "one");
    Files.createSymbolicLink(source.resolve("b.txt"), Path.of("real/a.txt"));
    Files.createSymbolicLink(source.resolve("folder"), Path.of("real"));
    assertThat(contents(pack().zip())).containsOnlyKeys("real/a.txt", "b.txt", "folder/a.txt");

    Path bad = source.resolve("bad");
    Files.createSymbolicLink(bad, Path.of("nowhere"));
    assertThatThrownBy(this::pack)
        .hasMessageContaining("the file bad is a link to nowhere, which is not there");
    Files.delete(bad);
    Files.writeString(temporary.resolve("secret"), "x");
    Files.createSymbolicLink(bad, Path.of("../secret"));
    assertThatThrownBy(this::pack)
        .hasMessageContaining("the file bad is a link to ../secret, outside of the folder");
    Files.delete(bad);
    Files.createSymbolicLink(bad, Path.of("."));
    assertThatThrownBy(this::pack).hasMessageContaining("link to a folder around it");
    Files.delete(bad);
    Files.createSymbolicLink(bad, Path.of("bad"));
    assertThatThrownBy(this::pack).hasMessageContaining("the file bad is a link");
  }

  @Test
  void a_path_that_would_leave_the_package_is_refused() {
    for (String path : List.of("", "/a", "../a", "a/../b", "a//b", "a\\b", "./a", "a/")) {
      assertThatThrownBy(() -> new PackageBuilder("x").add(path, "y"))
          .as(path)
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> new PackageBuilder("x").add("a", "1").add("a", "2"))
        .hasMessage("x has two files a");
  }
}
