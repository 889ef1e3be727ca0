package io.eagleray.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.cli.console.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class UsageTest {
  @TempDir Path directory = Path.of("");

  private CommandLineHarness harness() {
    return new CommandLineHarness(directory);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "lits                       | unknown command \"lits\"; did you mean \"list\"?",
        "run x.yaml --ouptut json   | unknown option \"--ouptut\"; did you mean \"--output\"?",
        "list --taag=a              | unknown option \"--taag\"; did you mean \"--tag\"?",
        "run                        | missing PIPELINE",
        "run --hel                  | unknown option \"--hel\"; did you mean \"--help\"?",
        "retry --form a             | unknown option \"--form\"; did you mean \"--from\"?",
        "get last --uot file        | unknown option \"--uot\"; did you mean \"--out\"?",
        "--sate x list              | unknown option \"--sate\"; did you mean \"--state\"?",
        "run x.yaml --python -q     | --python needs a value, PYTHON",
        "run x.yaml --run-id        | --run-id needs a value, ID",
        "tune                       | missing --space",
        "get last                   | missing NAME",
        "list one                   | unexpected \"one\"",
        "list -n many               | invalid value for option '-n': 'many' is not an int",
        "list -n -1                 | -n must be 1 or more, not -1",
        "ray jobs -n 0              | -n must be 1 or more, not 0",
        "list --state=              | invalid value for option '--state': an empty name",
        "prune                      | say what to forget: --older-than AGE, --keep N, or both",
        "prune --older-than soon    | --older-than must be a number with s, m, h, d or w, such as 30d, not \"soon\""
      })
  void a_wrong_command_line_is_told_like_every_other_problem(String line, String message) {
    CommandLineHarness cli = harness();
    assertThat(cli.run(line.split(" "))).isEqualTo(2);
    assertThat(cli.err()).contains("command line  " + message).contains("1 problem");
    assertThat(cli.out()).isEmpty();
  }

  @Test
  void a_word_that_can_name_no_file_is_told() {
    CommandLineHarness cli = harness();
    assertThat(cli.run("validate", "a\u0000b.yaml")).isEqualTo(2);
    assertThat(cli.err())
        .contains("command line  \"a\u0000b.yaml\" is no usable file name: Nul character");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "run no.yaml           | 1 problem, nothing was run.",
        "run                   | 1 problem, nothing was run.",
        "--state s job run     | 1 problem, nothing was run.",
        "resume last           | 1 problem, nothing was run.",
        "execute-node last a   | 1 problem, nothing was run.",
        "validate no.yaml      | 1 problem.",
        "get last a            | 1 problem.",
        "logs last             | 1 problem.",
        "rm last               | 1 problem.",
        "get                   | 1 problem.",
        "lits                  | 1 problem."
      })
  void only_what_would_have_run_something_says_that_nothing_was_run(String line, String end) {
    CommandLineHarness cli = harness();
    assertThat(cli.run(line.split(" "))).isEqualTo(2);
    assertThat(cli.err().lines()).contains(end);
  }

  @Test
  void with_output_json_a_wrong_command_line_is_one_document() {
    CommandLineHarness cli = harness();
    assertThat(cli.run("list", "--output", "json", "--alll")).isEqualTo(2);
    assertThat(cli.out())
        .isEqualTo(
            "{\"status\":\"INVALID\",\"problems\":[{\"file\":\"command line\",\"line\":0,\"column\":0,"
                + "\"message\":\"unknown option \\\"--alll\\\"; did you mean \\\"--all\\\"?\"}]}\n");
  }

  @Test
  void what_an_option_is_given_may_have_the_name_of_a_command() {
    CommandLineHarness cli = harness();
    assertThat(cli.run("--state", "run", "list")).as(cli.err()).isZero();
    assertThat(cli.out()).contains("no runs in run/");
    assertThat(cli.run("list", "--state", "prune")).as(cli.err()).isZero();
    assertThat(cli.out()).contains("no runs in prune/");
    assertThat(cli.run("--output", "json", "list")).as(cli.err()).isZero();
    assertThat(cli.out()).isEqualTo("{\"runs\":[]}\n");
  }

  @Test
  void help_names_every_command() {
    CommandLineHarness cli = harness();
    assertThat(cli.run("--help")).isZero();
    assertThat(cli.out())
        .contains(
            "run",
            "validate",
            "resume",
            "retry",
            "cancel",
            "list",
            "show",
            "get",
            "trials",
            "rm",
            "prune",
            "logs",
            "report",
            "doctor",
            "init",
            "completion",
            "ray",
            "search-serve",
            "Exit codes");
  }

  @Test
  void every_command_has_help_of_its_own() {
    CommandLineHarness cli = harness();
    for (String name : CommandTree.whole(Console.ofProcess()).getSubcommands().keySet()) {
      assertThat(cli.run(name, "--help")).as(name).isZero();
      assertThat(cli.out()).as(name).contains("Usage: eagleray " + name);
    }
  }

  @Test
  void help_for_all_commands_says_of_each_what_the_command_itself_does() {
    CommandLineHarness cli = harness();
    assertThat(cli.run("--help")).isZero();
    assertThat(cli.out())
        .isEqualTo(CommandTree.whole(cli.console()).getUsageMessage(CommandLine.Help.Ansi.OFF));
  }

  @Test
  void times_are_shown_in_the_zone_of_the_machine() {
    assertThat(Console.ofProcess().clock().getZone()).isEqualTo(ZoneId.systemDefault());
  }

  @Test
  void the_version_is_one_line() {
    CommandLineHarness cli = harness();
    assertThat(cli.run("--version")).isZero();
    assertThat(cli.out()).matches("eagleray \\S+\\R");
  }

  @Test
  void no_command_at_all_shows_what_there_is() {
    CommandLineHarness cli = harness();
    assertThat(cli.run()).isEqualTo(2);
    assertThat(cli.err()).contains("Commands:");
  }

  @Test
  void bash_can_read_the_completion_script() throws IOException, InterruptedException {
    CommandLineHarness cli = harness();
    assertThat(cli.run("completion", "bash")).isZero();
    Path script = Files.writeString(directory.resolve("completion"), cli.out());
    Process bash = new ProcessBuilder("bash", "-n", script.toString()).inheritIO().start();
    assertThat(bash.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(bash.exitValue()).isZero();
    assertThat(cli.out())
        .contains("--run-id")
        .contains("search-serve")
        .contains("DRAWING_option_args=(\"TEXT\" \"MERMAID\" \"DOT\" \"SVG\")");
  }

  @Test
  void a_starter_project_is_written_once_and_never_over_files_that_are_there() {
    CommandLineHarness cli = harness();
    assertThat(cli.run("init", "first")).isZero();
    assertThat(directory.resolve("first/pipeline.yaml")).content().contains("Tune.java::train");
    assertThat(directory.resolve("first/.gitignore")).hasContent(".eagleray/");
    assertThat(cli.run("init", "first")).isEqualTo(2);
    assertThat(cli.err()).contains("first/pipeline.yaml").contains("is there already");
  }

  @Test
  void an_interpreter_that_is_not_there_is_the_environments_fault() {
    CommandLineHarness cli = harness();
    assertThat(cli.run("run", "x.yaml", "--python", "python-of-nowhere")).isEqualTo(3);
    assertThat(cli.err()).contains("no Python interpreter \"python-of-nowhere\"");
    assertThat(cli.run("init", "first")).isZero();
    assertThat(cli.run("run", "x.yaml", "--python", "./first")).isEqualTo(3);
    assertThat(cli.err()).contains("no Python interpreter \"./first\"");
  }
}
