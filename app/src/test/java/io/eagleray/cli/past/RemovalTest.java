package io.eagleray.cli.past;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eagleray.cli.CommandLineHarness;
import io.eagleray.cli.console.Root;
import io.eagleray.cli.screen.RecordedRun;
import io.eagleray.engine.store.SqliteRunStore;
import io.eagleray.run.Event;
import io.eagleray.spi.CatalogException;
import io.eagleray.spi.ForwardingRunStore;
import io.eagleray.spi.RunStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RemovalTest {
  @TempDir Path directory = Path.of("");

  /** A store that notes which runs were read. */
  private record ReadingStore(RunStore store, List<String> reads) implements ForwardingRunStore {
    @Override
    public long read(String runId, long after, Consumer<Event> events) {
      reads.add(runId);
      return store.read(runId, after, events);
    }

    @Override
    public void read(String runId, Excerpt excerpt, Consumer<Event> events) {
      reads.add(runId + " " + excerpt);
      store.read(runId, excerpt, events);
    }
  }

  @Test
  void noRunsLogIsReadWhole() throws IOException {
    CommandLineHarness cli = new CommandLineHarness(directory);
    Path made = directory.resolve(".eagleray/tune/1.yaml");
    Files.createDirectories(made.getParent());
    Files.writeString(made, "dag: {}\n");
    Files.setLastModifiedTime(made, FileTime.from(RecordedRun.BEGIN));
    cli.store(RecordedRun.from(made.toString(), "goes", "a"));
    cli.store(RecordedRun.named("stays", "a"));
    Root root = new Root(cli.console());

    List<String> reads = new ArrayList<>();
    try (RunStore store = SqliteRunStore.open(directory.resolve(".eagleray"))) {
      ReadingStore noted = new ReadingStore(store, reads);
      new Removal(new Parts(root), noted).of(List.of("goes"));
      assertThat(store.runs()).containsExactly("stays");
    }
    assertThat(reads).containsExactly("goes CREATION", "stays CONTENTS");
    assertThat(made).doesNotExist();
  }

  @Test
  void aRemovalThatWasCutOffCanBeRepeated() throws IOException {
    CommandLineHarness cli = new CommandLineHarness(directory);
    cli.store(RecordedRun.named("goes", "a"));
    Path runs = directory.resolve(".eagleray/runs");
    Files.createDirectories(runs.resolve("goes/logs"));
    Path obstacle = directory.resolve(".eagleray/catalog/runs/goes/of another");
    Files.createDirectories(obstacle);

    try (RunStore store = SqliteRunStore.open(directory.resolve(".eagleray"))) {
      Removal removal = new Removal(new Parts(new Root(cli.console())), store);
      assertThatThrownBy(() -> removal.of(List.of("goes"))).isInstanceOf(CatalogException.class);
      assertThat(store.runs()).containsExactly("goes");

      Files.delete(obstacle);
      removal.of(List.of("goes"));
      assertThat(store.runs()).isEmpty();
    }
    assertThat(runs.resolve("goes")).doesNotExist();
    assertThat(obstacle.getParent()).doesNotExist();
  }

  /** A store with a run that another forgets as soon as it was listed. */
  private record ListingStore(RunStore store) implements ForwardingRunStore {
    @Override
    public List<String> runs() {
      List<String> runs = new ArrayList<>(store.runs());
      runs.addFirst("gone");
      return runs;
    }
  }

  @Test
  void whatAnotherForgetsOrDrivesMeanwhileIsPassedOver() {
    CommandLineHarness cli = new CommandLineHarness(directory);
    List.of("goes", "driven", "stays").forEach(run -> cli.store(RecordedRun.named(run, "a")));

    try (RunStore store = SqliteRunStore.open(directory.resolve(".eagleray"));
        RunStore.RunLock held = store.lock("driven")) {
      Removal removal = new Removal(new Parts(new Root(cli.console())), new ListingStore(store));
      Removal.Outcome outcome = removal.of(List.of("gone", "driven", "goes"));

      assertThat(outcome.removed()).containsExactly("goes");
      assertThat(outcome.busy()).isPresent();
      assertThat(store.runs()).containsExactlyInAnyOrder("driven", "stays");
    }
  }

  @Test
  void aRunOfAListThatIsForgottenMeanwhileIsLeftOut() {
    try (RunStore store = SqliteRunStore.open(directory.resolve(".eagleray"))) {
      AmongOthers reading = new AmongOthers(new Root(new CommandLineHarness(directory).console()));

      assertThat(reading.read("gone", () -> PastRun.outline(store, "gone"))).isEmpty();
      assertThat(reading.hasLeftOut()).isFalse();
    }
  }
}
