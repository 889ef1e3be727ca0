package io.eagleray.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.cli.screen.RecordedRun;
import io.eagleray.engine.store.SqliteRunStore;
import io.eagleray.hash.Sha256;
import io.eagleray.json.Json;
import io.eagleray.json.JsonObject;
import io.eagleray.run.CatalogEntry;
import io.eagleray.run.Failure;
import io.eagleray.run.Origin;
import io.eagleray.run.RunEvent;
import io.eagleray.run.RunStatus;
import io.eagleray.run.StepPath;
import io.eagleray.run.Value;
import io.eagleray.spi.RunStore;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class PastRunsTest {
  @TempDir Path directory = Path.of("");
  private CommandLineHarness cli = new CommandLineHarness(directory);

  @BeforeEach
  void storeThreeRuns() {
    cli = new CommandLineHarness(directory);
    cli.store(
        RecordedRun.named("done-1", "a", "b")
            .start("a", "task", 1)
            .after(1)
            .succeed("a", 1, Map.of("rows", RecordedRun.metric(12)))
            .start("b", "task", 1)
            .succeed("b", 1, Map.of())
            .end(RunStatus.SUCCESS, Optional.empty()));
    cli.store(
        RecordedRun.named("broken-2", "a")
            .start("a", "task", 1)
            .fail("a", 1, Failure.of("ValueError", "n/a"), false)
            .end(RunStatus.FAILED, Optional.of(Failure.of("ValueError", "n/a"))));
    cli.store(RecordedRun.inTheMiddle());
  }

  private RunStore store() {
    return SqliteRunStore.open(directory.resolve(".eagleray"));
  }

  @Test
  void a_list_shows_the_newest_run_first_and_what_was_cut_off_as_interrupted() {
    assertThat(cli.run("list")).isZero();
    assertThat(cli.out())
        .isEqualToNormalizingNewlines(
            """
            RUN               STATUS        STARTED            STEPS
            calm-otter-0914   INTERRUPTED   09:14 today        1/3   tune: 3 of 8 trials finished
            broken-2          FAILED        09:14 today        0/1
            done-1            SUCCESS       09:14 today        2/2
            """);
  }

  @Test
  void a_run_that_cannot_be_read_does_not_keep_the_others_out_of_the_list() throws SQLException {
    try (Connection log =
            DriverManager.getConnection(
                "jdbc:sqlite:" + directory.resolve(".eagleray/eagleray.db"));
        Statement damage = log.createStatement()) {
      damage.execute(
          "update events set body = '{' where run = (select number from runs where id = 'broken-2')");
    }
    assertThat(cli.run("list")).isZero();
    assertThat(cli.out()).contains("calm-otter-0914", "done-1").doesNotContain("broken-2");
    assertThat(cli.err()).startsWith("warning: run broken-2 is left out: ");
    assertThat(cli.run("list", "--tag", "none")).isZero();
    assertThat(cli.out()).startsWith("no other runs with the tag \"none\" in ");
    assertThat(cli.run("prune", "--older-than", "1s", "--dry-run")).isZero();
    assertThat(cli.out()).contains("done-1").doesNotContain("broken-2");
    assertThat(cli.err()).startsWith("warning: run broken-2 is left out: ");
  }

  @Test
  void a_list_as_a_document_has_a_line_for_all() {
    assertThat(cli.run("list", "-n", "1", "--output", "json")).isZero();
    assertThat(cli.out())
        .isEqualTo(
            "{\"runs\":[{\"run_id\":\"calm-otter-0914\",\"status\":\"INTERRUPTED\","
                + "\"started\":\"2026-09-14T09:14:00Z\",\"pipeline\":\"pipeline.yaml\",\"tag\":null,"
                + "\"steps\":{\"done\":1,\"total\":3}}]}\n");
  }

  @Test
  void a_run_that_is_driven_is_running() {
    try (RunStore store = store();
        RunStore.RunLock lock = store.lock("calm-otter-0914")) {
      cli.run("list", "-n", "1");
      assertThat(cli.out()).contains("RUNNING");
    }
  }

  @Test
  void show_ends_with_what_to_do_next() {
    assertThat(cli.run("show")).isZero();
    assertThat(cli.out())
        .startsWith("run calm-otter-0914   INTERRUPTED   pipeline.yaml")
        .contains("best accuracy 0.9722")
        .contains("go on with    ./eagleray resume calm-otter-0914");
  }

  @Test
  void show_tells_the_time_of_all_that_have_driven_a_run() {
    cli.store(
        RecordedRun.named("r4", "a", "b")
            .start("a", "task", 1)
            .after(3)
            .succeed("a", 1, Map.of())
            .after(3600)
            .killedAndStartedAgain()
            .start("b", "task", 1)
            .after(2)
            .succeed("b", 1, Map.of())
            .end(RunStatus.SUCCESS, Optional.empty()));

    assertThat(cli.run("show", "r4")).isZero();

    assertThat(cli.out()).contains("SUCCESS in 5.0 s");
  }

  @Test
  void a_step_whose_name_a_shell_would_split_is_quoted_in_what_to_type() {
    cli.store(
        RecordedRun.named("r4", "it's a")
            .start("it's a", "task", 1)
            .fail("it's a", 1, Failure.of("ValueError", "n/a"), false)
            .end(RunStatus.FAILED, Optional.of(Failure.of("ValueError", "n/a"))));

    assertThat(cli.run("show", "r4")).isZero();

    assertThat(cli.out()).contains("./eagleray logs r4 'it'\\''s a'\n");
  }

  @Test
  void show_tells_the_stack_of_what_a_run_failed_with_only_where_it_is_asked_for() {
    Failure failure =
        new Failure("engine", "no value", Optional.empty(), "NoSuchElement: no value\n  at A.b\n");
    cli.store(
        RecordedRun.named("r4", "a")
            .start("a", "task", 1)
            .fail("a", 1, failure, false)
            .end(RunStatus.FAILED, Optional.of(failure)));

    assertThat(cli.run("show", "r4")).isZero();
    assertThat(cli.out()).doesNotContain("at A.b");
    assertThat(cli.run("show", "r4", "--debug")).isZero();
    assertThat(cli.out()).endsWith("NoSuchElement: no value\n  at A.b\n");
  }

  @Test
  void show_as_a_document_lists_trials() {
    assertThat(cli.run("show", "calm-otter-0914", "--output", "json")).isZero();
    assertThat(cli.out()).hasLineCount(1).contains("\"trial_list\":[{\"id\":1,");
  }

  @Test
  void an_unknown_run_names_the_nearest() {
    assertThat(cli.run("show", "calm-oter-0914")).isEqualTo(2);
    assertThat(cli.err())
        .contains("no run \"calm-oter-0914\"")
        .contains("did you mean \"calm-otter-0914\"?");
  }

  @Test
  void trials_are_a_table_or_csv() {
    assertThat(cli.run("trials", "--csv")).isZero();
    assertThat(cli.out())
        .startsWith("trial,status,reports,attempts,learning_rate,depth,accuracy\r\n");
    assertThat(cli.run("trials")).isZero();
    assertThat(cli.out().lines().skip(2).findFirst())
        .hasValueSatisfying(line -> assertThat(line).contains("COMPLETED", "0.9722"));
    assertThat(cli.run("trials", "done-1")).isEqualTo(2);
    assertThat(cli.err()).contains("run \"done-1\" has no trials");
  }

  @Test
  void get_prints_or_writes_a_parameter_and_what_is_inside_one() {
    assertThat(cli.run("get", "last", "note.a")).isZero();
    assertThat(cli.out()).isEqualTo("1\n");
    assertThat(cli.run("get", "done-1", "rows", "-o", "rows.json")).isZero();
    assertThat(directory.resolve("rows.json")).hasContent("12.0");
    assertThat(cli.run("get", "done-1", "row")).isEqualTo(2);
    assertThat(cli.err()).contains("did you mean \"rows\"?");
  }

  @Test
  void get_prints_numbers_that_json_has_not_as_words() {
    Json nan = Json.of(Double.NaN);
    Json all = JsonObject.builder().put("low", Double.NEGATIVE_INFINITY).build();
    cli.store(
        RecordedRun.named("far", "a")
            .start("a", "task", 1)
            .succeed("a", 1, Map.of("loss", Value.of(nan), "all", Value.of(all))));
    assertThat(cli.run("get", "far", "loss")).isZero();
    assertThat(cli.out()).isEqualTo("NaN\n");
    assertThat(cli.run("get", "far", "all")).isZero();
    assertThat(cli.out()).isEqualTo("{\"low\":\"-Infinity\"}\n");
    assertThat(cli.run("get", "far", "loss", "--output", "json")).isZero();
    assertThat(cli.out()).isEqualTo("\"NaN\"\n");
    assertThat(cli.run("get", "far", "loss", "-o", "loss")).isZero();
    assertThat(directory.resolve("loss")).hasContent("NaN");
  }

  @Test
  void get_writes_to_standard_output_where_the_file_is_a_dash() {
    assertThat(cli.run("get", "done-1", "rows", "-o", "-")).isZero();
    assertThat(cli.out()).isEqualTo("12.0\n");
    withFiles();
    assertThat(cli.run("get", "files", "data/rows.csv", "-o", "-")).as(cli.err()).isZero();
    assertThat(cli.out()).isEqualTo("a,b\n");
    assertThat(directory.resolve("-")).doesNotExist();
  }

  @Test
  void get_lists_each_name_once_where_there_is_none_such() {
    withFiles();
    assertThat(cli.run("get", "files", "rose")).isEqualTo(2);
    assertThat(cli.err()).contains("(it has: folds, data/rows.csv)");
  }

  /** A run with a file that one step put into the catalog and another took. */
  private void withFiles() {
    byte[] content = "a,b\n".getBytes(StandardCharsets.UTF_8);
    String sha256 = Sha256.of(content);
    try {
      Path objects = directory.resolve(".eagleray/catalog/objects");
      Path folder = Files.createDirectories(objects.resolve(sha256.substring(0, 2)));
      Files.write(folder.resolve(sha256.substring(2)), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    CatalogEntry put =
        new CatalogEntry("data/rows.csv", sha256, 4, CatalogEntry.Direction.PUT, true);
    CatalogEntry got =
        new CatalogEntry("data/rows.csv", sha256, 4, CatalogEntry.Direction.GET, true);
    cli.store(
        RecordedRun.named("files", "a", "b")
            .start("a", "task", 1)
            .leave("a", List.of(put))
            .start("b", "task", 1)
            .leave("b", List.of(got)));
  }

  private static RecordedRun twoSearches() {
    return RecordedRun.named("two", "coarse", "fine", "again")
        .search("coarse", "{'metric':'loss','mode':'min'}")
        .trial("coarse", 1, "{'x':0.25}")
        .search("fine", "{'metric':'loss','mode':'min'}")
        .trial("fine", 1, "{'y':0.75}");
  }

  @Test
  void trials_of_a_run_with_several_searches_need_the_name_of_one() {
    cli.store(twoSearches());
    assertThat(cli.run("trials", "two")).isEqualTo(2);
    assertThat(cli.err()).contains("run \"two\" has 2 searches; name one: coarse, fine");
    assertThat(cli.run("trials", "two", "fine", "--csv")).isZero();
    assertThat(cli.out()).startsWith("trial,status,reports,attempts,y");
    assertThat(cli.run("trials", "two", "--step", "coarse", "--csv")).isZero();
    assertThat(cli.out()).startsWith("trial,status,reports,attempts,x");
    assertThat(cli.run("trials", "two", "fin")).isEqualTo(2);
    assertThat(cli.err()).contains("no search \"fin\" in run \"two\"; did you mean \"fine\"?");
  }

  @Test
  void trials_of_a_search_that_was_taken_over_are_said_to_be_elsewhere() {
    cli.store(
        RecordedRun.named("later", "tune")
            .start("tune", "ray", 1)
            .add(new RunEvent.StepReused(new StepPath("tune"), 1, new Origin("first", "tune")))
            .succeed("tune", 1, Map.of()));
    assertThat(cli.run("trials", "later")).isZero();
    assertThat(cli.out())
        .isEqualTo(
            "the search \"tune\" was taken over from run first, which has its trials:"
                + " ./eagleray trials first tune\n");
    assertThat(cli.run("trials", "later", "tune", "--output", "json")).isZero();
    assertThat(cli.out())
        .isEqualTo("{\"trials\":[],\"reused_from\":{\"run_id\":\"first\",\"step\":\"tune\"}}\n");
  }

  @Test
  void a_new_run_may_not_be_called_what_stands_for_the_newest() throws IOException {
    Files.writeString(directory.resolve("p.yaml"), "dag: {steps: {a: {type: stub}}}\n");
    assertThat(cli.run("run", "p.yaml", "--run-id", "last")).isEqualTo(2);
    assertThat(cli.err())
        .contains("\"last\" cannot name a run: it stands for the newest one", "another id");
    assertThat(cli.run("show", "last")).isZero();
    assertThat(cli.out()).startsWith("run calm-otter-0914");
    cli.store(RecordedRun.named("last", "a"));
    assertThat(cli.run("rm", "last")).as("one of an earlier version").isZero();
  }

  @Test
  void a_report_goes_into_a_pipe_and_does_not_replace_it() throws Exception {
    Path pipe = directory.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    Process reader = new ProcessBuilder("cat", pipe.toString()).start();
    try {
      assertThat(cli.run("report", "done-1", "-o", "pipe")).isZero();
      assertThat(Files.isRegularFile(pipe)).isFalse();
      assertThat(reader.inputReader().readLine()).isEqualToIgnoringCase("<!doctype html>");
    } finally {
      reader.destroyForcibly();
    }
  }

  @Test
  void removing_a_run_leaves_the_others() throws IOException {
    Path logs = Files.createDirectories(directory.resolve(".eagleray/runs/done-1/logs"));
    Files.writeString(logs.resolve("a-1.log"), "hello\n");
    assertThat(cli.run("rm", "done-1")).isZero();
    try (RunStore store = store()) {
      assertThat(store.runs()).containsExactly("calm-otter-0914", "broken-2");
    }
    assertThat(logs).doesNotExist();
  }

  @Test
  void the_file_of_a_pipeline_made_in_code_goes_with_the_last_run_of_it() throws IOException {
    Path shared = madeFile("pipelines/churn-1.json", RecordedRun.BEGIN);
    Path searched = madeFile("tune/2.yaml", RecordedRun.BEGIN);
    Path writtenAgain = madeFile("tune/3.yaml", RecordedRun.BEGIN.plusSeconds(1));
    Path own = madeFile("own.yaml", RecordedRun.BEGIN);
    cli.store(RecordedRun.from(shared.toString(), "m1", "a"));
    cli.store(RecordedRun.from(shared.toString(), "m2", "a"));
    cli.store(RecordedRun.from(searched.toString(), "m3", "a"));
    cli.store(RecordedRun.from(writtenAgain.toString(), "m4", "a"));
    cli.store(RecordedRun.from(own.toString(), "m5", "a"));

    assertThat(cli.run("rm", "m1", "m3", "m4", "m5")).isZero();
    assertThat(searched).doesNotExist();
    assertThat(shared).exists();
    assertThat(writtenAgain).as("a run of it is about to begin").exists();
    assertThat(own).exists();
    assertThat(cli.run("prune", "--keep", "0")).isZero();
    assertThat(shared).doesNotExist();
  }

  private Path madeFile(String name, Instant written) throws IOException {
    Path file = directory.resolve(".eagleray").resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "dag: {}\n");
    return Files.setLastModifiedTime(file, FileTime.from(written));
  }

  @Test
  void a_run_that_is_driven_is_not_removed() {
    try (RunStore store = store();
        RunStore.RunLock lock = store.lock("done-1")) {
      assertThat(cli.run("rm", "done-1")).isEqualTo(2);
      assertThat(cli.err()).contains("is running; cancel it first: ./eagleray cancel done-1");
      assertThat(store.runs()).contains("done-1");
    }
  }

  @Test
  void pruning_keeps_the_newest() {
    assertThat(cli.run("prune", "--keep", "1", "--dry-run")).isZero();
    assertThat(cli.out()).isEqualTo("would remove broken-2, done-1\n");
    assertThat(cli.run("prune", "--keep", "2")).isZero();
    try (RunStore store = store()) {
      assertThat(store.runs()).containsExactly("calm-otter-0914", "broken-2");
    }
  }

  @Test
  void pruning_by_age_counts_from_the_last_event() {
    assertThat(cli.run("prune", "--older-than", "2h", "--dry-run")).isZero();
    assertThat(cli.out()).isEqualTo("nothing to remove\n");
    assertThat(cli.run("prune", "--older-than", "30m", "--dry-run")).isZero();
    assertThat(cli.out()).startsWith("would remove ");
  }

  @Test
  void logs_are_printed_for_a_run_or_for_one_step() throws IOException {
    Path logs = Files.createDirectories(directory.resolve(".eagleray/runs/done-1/logs"));
    Files.writeString(logs.resolve("a-1.log"), "hello from a\n");
    Files.writeString(logs.resolve("b-1.log"), "hello from b\n");
    assertThat(cli.run("logs", "done-1", "a")).isZero();
    assertThat(cli.out()).isEqualTo("hello from a\n");
    assertThat(cli.run("logs", "done-1")).isZero();
    assertThat(cli.out()).contains("==> a, attempt 1 <==\nhello from a\n");
    assertThat(cli.run("logs", "done-1", "-f")).isZero();
    assertThat(cli.out()).contains("b | hello from b");
    assertThat(cli.run("logs", "done-1", "c")).isEqualTo(2);
  }

  @Test
  void logs_of_a_trial_that_there_is_not_are_refused() {
    assertThat(cli.run("logs", "calm-otter-0914", "tune", "--trial", "99")).isEqualTo(2);
    assertThat(cli.err())
        .contains("no trial 99 of \"tune\" in run \"calm-otter-0914\", which has 4");
    assertThat(cli.run("logs", "calm-otter-0914", "tune", "--trial", "1")).isZero();
    assertThat(cli.err()).isEqualToIgnoringNewLines("trial 1 of \"tune\" has printed nothing");
    assertThat(cli.run("logs", "done-1", "a", "--trial", "1")).isEqualTo(2);
  }

  @Test
  @Timeout(60)
  void logs_are_followed_as_long_as_somebody_reads_them() throws IOException {
    Path logs = Files.createDirectories(directory.resolve(".eagleray/runs/done-1/logs"));
    Files.writeString(logs.resolve("a-1.log"), "hello from a\n");
    PrintStream closed =
        new PrintStream(OutputStream.nullOutputStream()) {
          @Override
          public boolean checkError() {
            return true;
          }
        };
    try (RunStore store = store();
        RunStore.RunLock lock = store.lock("done-1")) {
      assertThat(cli.runWith(closed, "logs", "done-1", "-f")).isZero();
    }
  }

  @Test
  void a_list_of_a_tag_that_no_run_has_says_so() {
    assertThat(cli.run("list", "--tag", "x")).isZero();
    assertThat(cli.out()).isEqualToIgnoringNewLines("no runs with the tag \"x\" in .eagleray/");
  }

  @Test
  void logs_of_a_step_whose_name_is_too_long_for_a_file_are_printed() throws IOException {
    String longest = "s".repeat(300);
    cli.store(RecordedRun.named("r4", longest).start(longest, "task", 1));
    Path logs = Files.createDirectories(directory.resolve(".eagleray/runs/r4/logs"));
    Files.writeString(logs.resolve(new StepPath(longest).fileName() + "-1.log"), "hello\n");

    assertThat(cli.run("logs", "r4", longest)).isZero();

    assertThat(cli.out()).isEqualTo("hello\n");
  }

  @Test
  void logs_of_a_step_inside_that_printed_nothing_say_so() {
    cli.store(
        RecordedRun.named("r4", "each").start("each", "map", 1).start("each.2.one", "task", 1));
    assertThat(cli.run("logs", "r4", "each.2.one")).isZero();
    assertThat(cli.err()).isEqualTo("step \"each.2.one\" has printed nothing\n");
    assertThat(cli.run("logs", "r4", "each.2.on")).isEqualTo(2);
    assertThat(cli.err()).contains("did you mean \"each.2.one\"?");
  }

  @Test
  void cancelling_a_run_that_nothing_drives_is_refused() {
    assertThat(cli.run("cancel", "done-1")).isEqualTo(2);
    assertThat(cli.err()).contains("run \"done-1\" is not running: it is SUCCESS");
  }

  @Test
  void cancelling_leaves_a_request_for_the_driver() {
    try (RunStore store = store();
        RunStore.RunLock lock = store.lock("calm-otter-0914")) {
      assertThat(cli.run("cancel", "calm-otter-0914", "--wait", "0")).isZero();
      assertThat(directory.resolve(".eagleray/runs/calm-otter-0914/cancel")).exists();
    }
  }
}
