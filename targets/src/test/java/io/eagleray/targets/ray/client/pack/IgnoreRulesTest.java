package io.eagleray.targets.ray.client.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IgnoreRulesTest {
  @TempDir Path folder = Path.of("");

  private void write(String path, String content) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  private TreeSet<String> taken(IgnoreRules rules) throws IOException {
    TreeSet<String> taken = new TreeSet<>();
    FolderFiles.of(folder, rules, found -> taken.add(found.path()));
    return taken;
  }

  @ParameterizedTest
  @CsvSource({
    "*.log,        deep/a.log,      true",
    "*.log,        a.logs,          false",
    "/a.txt,       a.txt,           true",
    "/a.txt,       deep/a.txt,      false",
    "build/,       build/x/y,       true",
    "build/,       deep/build/x,    true",
    "doc/*.txt,    doc/a.txt,       true",
    "doc/*.txt,    doc/deep/a.txt,  false",
    "doc/*.txt,    x/doc/a.txt,     false",
    "**/tmp,       x/y/tmp/z,       true",
    "a/**/z,       a/z,             true",
    "a/**/z,       a/b/c/z,         true",
    "a/**,         a/b/c,           true",
    "a?c,          abc,             true",
    "a?c,          a/c,             false",
    "[a-c].txt,    b.txt,           true",
    "[!a-c].txt,   b.txt,           false",
    "\\#x,         #x,              true",
    "#x,           #x,              false",
    "a+b(c),       a+b(c),          true"
  })
  void lines_mean_what_they_mean_to_git(String line, String path, boolean isLeftOut)
      throws IOException {
    write(path, "");
    assertThat(taken(IgnoreRules.NONE.excluding(List.of(line))).isEmpty()).isEqualTo(isLeftOut);
  }

  @Test
  void a_later_line_takes_back_but_not_out_of_a_folder_that_is_left_out() throws IOException {
    write("a.log", "");
    write("keep.log", "");
    write("build/keep.log", "");
    List<String> lines = List.of("*.log", "build/", "!keep.log");
    assertThat(taken(IgnoreRules.NONE.excluding(lines))).containsExactly("keep.log");
  }

  @Test
  void ignore_files_of_deeper_folders_decide_last_and_rayignore_and_excludes_add_to_them()
      throws IOException {
    write(".gitignore", "*.bin\n");
    write("deep/.gitignore", "!important.bin\n");
    write("deep/important.bin", "");
    write("deep/other.bin", "");
    write(".rayignore", "notes\n");
    write("notes/n.txt", "");
    write("data.csv", "");
    assertThat(taken(IgnoreRules.USUAL.excluding(List.of("*.csv"))))
        .containsExactly(".gitignore", ".rayignore", "deep/.gitignore", "deep/important.bin");
    assertThat(taken(IgnoreRules.NONE)).contains("deep/other.bin", "notes/n.txt", "data.csv");
  }

  @Test
  void some_names_are_always_left_out() throws IOException {
    for (String name : List.of(".git", ".venv", "__pycache__", ".eagleray", ".build")) {
      write(name + "/x", "");
      write("deep/" + name + "/x", "");
    }
    write("a.py", "");
    assertThat(taken(IgnoreRules.NONE)).containsExactly("a.py");
  }

  @Test
  @Tag("slow")
  void agrees_with_git_itself_on_random_rules_and_files() throws Exception {
    assumeThat(Files.isExecutable(Path.of("/usr/bin/git"))).as("git is there").isTrue();
    long seed = Long.getLong("eagleray.seed", System.nanoTime());
    Random random = new Random(seed);
    String[] words = {"a", "b", "ab", "c.txt", "d.log", "x"};
    String[] globs = {
      "a",
      "b/",
      "/a",
      "a/b",
      "**/b",
      "a/**",
      "a/**/x",
      "*.txt",
      "!c.txt",
      "!a/c.txt",
      "*",
      "!*/",
      "!/x",
      "[ab]",
      "a?",
      "/*.log",
      "!d.log",
      "b/*",
      "**/a/b",
      "x/**/"
    };
    for (int round = 0; round < 40; round++) {
      Path root = Files.createDirectory(folder.resolve("r" + round));
      for (int i = 0; i < 25; i++) {
        StringBuilder path = new StringBuilder();
        int depth = 1 + random.nextInt(4);
        for (int d = 0; d < depth; d++) {
          path.append(d == 0 ? "" : "/").append(words[random.nextInt(words.length)]);
        }
        Path file = root.resolve(path.toString());
        try {
          Files.createDirectories(file.getParent());
          Files.createFile(file);
        } catch (IOException taken) {
          // The name is a folder's or a file's already.
        }
      }
      List<String> lines = new ArrayList<>();
      for (int i = 0; i < 1 + random.nextInt(4); i++) {
        lines.add(globs[random.nextInt(globs.length)]);
      }
      Files.write(root.resolve(".gitignore"), lines);
      TreeSet<String> ours = new TreeSet<>();
      FolderFiles.of(root, IgnoreRules.USUAL, found -> ours.add(found.path()));
      assertThat(ours).as("seed " + seed + ", rules " + lines).isEqualTo(git(root));
    }
  }

  private static TreeSet<String> git(Path root) throws Exception {
    Process init = new ProcessBuilder("git", "init", "-q").directory(root.toFile()).start();
    assertThat(init.waitFor(30, TimeUnit.SECONDS)).isTrue();
    Process list =
        new ProcessBuilder("git", "ls-files", "-z", "--others", "--exclude-standard")
            .directory(root.toFile())
            .start();
    String out = new String(list.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(list.waitFor()).isZero();
    TreeSet<String> files = new TreeSet<>();
    for (String name : out.split("\0")) {
      if (!name.isEmpty()) {
        files.add(name);
      }
    }
    return files;
  }
}
