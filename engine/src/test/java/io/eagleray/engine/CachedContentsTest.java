package io.eagleray.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eagleray.json.Json;
import io.eagleray.problem.InvalidInputException;
import io.eagleray.run.CatalogEntry;
import io.eagleray.run.Origin;
import io.eagleray.run.RunEvent;
import io.eagleray.run.RunState;
import io.eagleray.run.RunStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What {@code cache} counts of files, objects, secrets and code, and brings back. */
@Tag("slow")
final class CachedContentsTest extends CachingCase {
  @Test
  void filesAreThereAsIfTheStepHadRun() throws Exception {
    String yaml =
        """
        dag:
          steps:
            make: {command_type: shell, command: echo a > a.txt, catalog: {put: [a.txt]}}
            change:
              command_type: shell
              command: 'echo change >> ran.txt; tr a b < a.txt > out/b.txt'
              catalog: {get: [a.txt], put: ["out/*.txt"]}
              cache: true
            look: {command_type: shell, command: cat a.txt out/b.txt > seen.txt, catalog: {get: ["**"]}}
        """;
    Files.createDirectories(folder.resolve("out"));
    run("first", yaml);
    Files.delete(folder.resolve("out/b.txt"));

    RunState second = run("second", yaml);

    assertThat(origin(second, "change")).contains(new Origin("first", "change"));
    assertThat(lines("seen.txt")).containsExactly("a", "b");
    assertThat(step(second, "change").files())
        .extracting(CatalogEntry::name)
        .containsExactly("a.txt", "out/b.txt");
    assertThat(engine.catalog().find("second", "**"))
        .extracting(CatalogEntry::name)
        .containsExactly("a.txt", "out/b.txt");

    run("third", yaml.replace("echo a >", "echo aa >"));
    assertThat(lines("ran.txt")).hasSize(2);
    assertThat(lines("seen.txt")).containsExactly("aa", "bb");
  }

  @Test
  void aFileThatTheCatalogHasLostIsMadeAgain() throws Exception {
    String yaml =
        """
        dag:
          steps:
            a: {command_type: shell, command: echo a > a.txt, catalog: {put: [a.txt]}, cache: true}
        """;
    run("first", yaml);
    String sha256 = engine.catalog().find("first", "a.txt").getFirst().sha256();
    Files.delete(
        engine.catalog().objects().resolve(sha256.substring(0, 2)).resolve(sha256.substring(2)));

    assertThat(origin(run("second", yaml), "a")).isEmpty();
    assertThat(origin(run("third", yaml), "a")).contains(new Origin("second", "a"));
  }

  @Test
  void otherFilesCountWhereTheRuleNamesThem() throws Exception {
    String yaml =
        """
        dag:
          steps:
            a:
              command_type: shell
              command: sh tool.sh
              cache: {files: ["*.sh", "conf/*"]}
        """;
    write("tool.sh", "echo a >> ran.txt");
    write("conf/a", "1");
    run("first", yaml);
    assertThat(origin(run("second", yaml), "a")).isPresent();
    write("conf/a", "2");
    assertThat(origin(run("third", yaml), "a")).isEmpty();
    Files.delete(folder.resolve("conf/a"));

    RunState none = run("fourth", yaml);

    assertThat(origin(none, "a")).isEmpty();
    assertThat(none.warnings())
        .containsExactly(
            "pipeline.yaml:6:14  step \"a\" is neither taken from an earlier run nor kept for later"
                + " ones: no file matches \"conf/*\" in "
                + folder);
  }

  @Test
  void secretsCountByTheirNamesAndAreNowhere() throws Exception {
    String yaml =
        """
        dag:
          steps:
            a: {command_type: shell, command: 'test "$TOKEN" = hush-hush', secrets: [TOKEN], cache: true}
        """;
    run("first", yaml);

    assertThat(origin(run("second", yaml), "a")).isPresent();
    List<String> keys = new ArrayList<>();
    engine
        .store()
        .read(
            "first",
            0,
            event -> {
              if (event.body() instanceof RunEvent.StepEnded end) {
                end.key().ifPresent(keys::add);
              }
            });
    assertThat(keys).singleElement().asString().matches("[0-9a-f]{64}");
  }

  @Test
  void pythonCodeCountsWithWhatItImportsAndNoMore() throws Exception {
    String yaml =
        """
        dag:
          steps:
            a: {command: steps.count, returns: [n, {name: box, kind: object}], cache: true}
            b: {command: steps.look, returns: [seen]}
        """;
    write(
        "steps.py",
        """
        def count(start: int = 1):
            from lib.tool import step
            with open("ran.txt", "a") as ran:
                ran.write("a\\n")
            return start + step(), {start}

        def look(box):
            return sorted(box)
        """);
    write("lib/tool.py", "from . import more\ndef step(): return more.N\n");
    write("lib/more.py", "N = 1\n");
    write("unrelated.py", "x = 1\n");
    run("first", yaml);
    write("unrelated.py", "x = 2\n");

    RunState second = run("second", yaml);

    assertThat(origin(second, "a")).contains(new Origin("first", "a"));
    assertThat(value(second, "seen").text()).isEqualTo("[1]");

    // Of another length: Python tells a file from what it has compiled by size and second.
    write("lib/more.py", "N = 20\n");
    RunState third = run("third", yaml);

    assertThat(origin(third, "a")).isEmpty();
    assertThat(value(third, "n")).isEqualTo(Json.of(21));
  }

  @Test
  void anObjectThatTheCatalogHasLostIsMadeAgain() throws Exception {
    String yaml =
        """
        dag:
          steps:
            a: {command: steps.make, returns: [{name: box, kind: object}], cache: true}
        """;
    write("steps.py", "def make():\n    return {1}\n");
    run("first", yaml);
    try (java.util.stream.Stream<Path> objects = Files.walk(engine.catalog().objects())) {
      for (Path object : objects.filter(Files::isRegularFile).toList()) {
        Files.delete(object);
      }
    }

    RunState second = run("second", yaml);

    assertThat(second.status()).isEqualTo(RunStatus.SUCCESS);
    assertThat(origin(second, "a")).isEmpty();
  }

  @Test
  void codeThatChangesWhileItRunsIsNotKept() throws Exception {
    String yaml = "dag: {steps: {a: {command: steps.grow, cache: true}}}";
    write(
        "steps.py",
        """
        def grow():
            with open(__file__, "a") as own:
                own.write("# more\\n")
        """);

    RunState first = run("first", yaml);

    assertThat(first.warnings())
        .singleElement()
        .asString()
        .endsWith("its code was changed while it ran");
    assertThat(origin(run("second", yaml), "a")).isEmpty();
  }

  @Test
  void javaCodeCountsWithTheSourcesThatItUses() throws Exception {
    String yaml =
        """
        dag:
          steps:
            a: {command_type: java, command: "Steps.java::count", returns: [n], cache: true}
        """;
    write("Steps.java", "class Steps { static int count() { return Tool.N; } }");
    write("Tool.java", "class Tool { static int N = 1; }");
    write("Other.java", "class Other {}");
    run("first", yaml);
    write("Other.java", "class Other { int x; }");
    assertThat(origin(run("second", yaml), "a")).isPresent();

    write("Tool.java", "class Tool { static int N = 2; }");
    RunState third = run("third", yaml);

    assertThat(origin(third, "a")).isEmpty();
    assertThat(value(third, "n")).isEqualTo(Json.of(2));
  }

  @Test
  void whereTheCodeCannotBeToldTheRuleMustLeaveItOut() {
    assertThatThrownBy(() -> run("first", COUNTED.replace("{key: inputs}", "true"), "rows=3"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(
            "what the code of step \"prepare\" is cannot be told of a lambda that captures"
                + " variables, or whose class file cannot be read; write key: [inputs]");
  }
}
