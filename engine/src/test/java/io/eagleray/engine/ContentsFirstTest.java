package io.eagleray.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.engine.catalog.FolderCatalogs;
import io.eagleray.engine.store.MemoryRunStore;
import io.eagleray.json.Json;
import io.eagleray.json.JsonObject;
import io.eagleray.run.Event;
import io.eagleray.run.RunEvent;
import io.eagleray.run.StepPath;
import io.eagleray.spi.Catalog;
import io.eagleray.spi.ForwardingCatalog;
import io.eagleray.spi.ForwardingRunStore;
import io.eagleray.spi.RunStore;
import io.eagleray.spi.StoreSurroundings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContentsFirstTest {
  private static final String SHA256 = "ab".repeat(32);

  @TempDir private Path directory;
  private final List<String> order = new ArrayList<>();

  private record Noted(Catalog catalog, List<String> order) implements ForwardingCatalog {
    @Override
    public void force(String runId, Set<String> sha256) {
      order.add("forced " + sha256);
      catalog.force(runId, sha256);
    }
  }

  private record NotedLog(RunStore store, List<String> order) implements ForwardingRunStore {
    @Override
    public void append(String runId, List<Event> events) {
      order.add("logged");
      store.append(runId, events);
    }
  }

  private RunStore store(boolean survivesPowerLoss) {
    StoreSurroundings surroundings =
        new StoreSurroundings(
            directory.resolve(".eagleray"), directory, Map.of(), survivesPowerLoss);
    Catalog catalog = FolderCatalogs.inStateFolder(surroundings).open(Clock.systemUTC(), Set::of);
    RunStore store =
        ContentsFirst.of(new NotedLog(new MemoryRunStore(), order), new Noted(catalog, order));
    store.create("r");
    return store;
  }

  private static Event report(Optional<Json> checkpoint) {
    return new Event(
        "w",
        0,
        1,
        Instant.EPOCH,
        new RunEvent.TrialTookOver(
            new StepPath("tune"), 1, 0, JsonObject.EMPTY, 3, JsonObject.EMPTY, checkpoint));
  }

  private static Optional<Json> object() {
    return Optional.of(
        Json.parse(
            "{\"$eagleray.object\":{\"sha256\":\"%s\",\"format\":\"bytes\",\"size\":1}}"
                .formatted(SHA256)));
  }

  @Test
  void whatAnEventNamesIsOnTheDiskBeforeTheEvent() {
    store(true).append("r", List.of(report(object())));
    assertThat(order).containsExactly("forced [" + SHA256 + "]", "logged");
  }

  @Test
  void anEventThatNamesNothingForcesNothing() {
    store(true).append("r", List.of(report(Optional.empty())));
    assertThat(order).containsExactly("logged");
  }

  @Test
  void nothingIsForcedWhereTheLogNeedNotSurviveThat() {
    store(false).append("r", List.of(report(object())));
    assertThat(order).containsExactly("logged");
  }
}
