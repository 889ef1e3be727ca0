package io.eagleray.targets.ray;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.json.Json;
import io.eagleray.json.JsonObject;
import io.eagleray.run.CatalogEntry;
import io.eagleray.run.Event;
import io.eagleray.run.RunEvent;
import io.eagleray.run.RunState;
import io.eagleray.run.StepPath;
import io.eagleray.run.TrialState;
import io.eagleray.run.TrialStatus;
import io.eagleray.spi.Catalog;
import io.eagleray.spi.CatalogException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a job of a search that goes on finds of a catalog that is elsewhere. */
class JobObjectsTest {
  private static final StepPath TUNE = new StepPath("tune");

  private final RunState state = new RunState();
  private int events;

  private void happens(RunEvent body) {
    state.apply(new Event("driver", events++, 1, Instant.EPOCH, body));
  }

  private static Json object(String sha256) {
    return Json.parse(
        "{\"$eagleray.object\":{\"sha256\":\"%s\",\"format\":\"bytes\",\"type\":\"bytes\",\"size\":1}}"
            .formatted(sha256));
  }

  private void trialSaved(int trial, String sha256) {
    happens(new RunEvent.TrialAsked(TUNE, trial, JsonObject.EMPTY));
    happens(new RunEvent.TrialStarted(TUNE, trial, 1, 0));
    happens(
        new RunEvent.TrialReported(
            TUNE, trial, 1, 1, JsonObject.EMPTY, Optional.of(object(sha256))));
  }

  private void trialEnded(int trial, TrialStatus status) {
    happens(new RunEvent.TrialEnded(TUNE, trial, 1, status, Json.NULL, Optional.empty(), false));
  }

  private List<TrialState> trials() {
    return state.trials(TUNE);
  }

  @Test
  void areTheArgumentsAndWhatUnfinishedTrialsGoOnFrom() {
    trialSaved(0, "of a finished trial");
    trialEnded(0, TrialStatus.COMPLETED);
    trialSaved(1, "of a paused trial");
    trialEnded(1, TrialStatus.PAUSED);
    trialSaved(2, "of a trial in flight");
    Elsewhere catalog =
        new Elsewhere(
            "an argument", "of a finished trial", "of a paused trial", "of a trial in flight");
    JsonObject arguments = JsonObject.builder().put("data", object("an argument")).build();

    assertThat(JobObjects.bring(arguments, trials(), catalog)).containsExactly("an argument");

    assertThat(catalog.here)
        .containsExactlyInAnyOrder("an argument", "of a paused trial", "of a trial in flight");
  }

  @Test
  void aCheckpointThatIsNowhereKeepsNoJobFromGoingOn() {
    trialSaved(0, "never sent");
    trialSaved(1, "sent");
    Elsewhere catalog = new Elsewhere("sent");

    assertThat(JobObjects.bring(JsonObject.EMPTY, trials(), catalog)).isEmpty();

    assertThat(catalog.here).containsExactly("sent");
  }

  /** A catalog whose objects must be brought. */
  private static final class Elsewhere implements Catalog {
    private final Set<String> there;
    private final Set<String> here = new HashSet<>();

    Elsewhere(String... objects) {
      this.there = Set.of(objects);
    }

    @Override
    public boolean isRemote() {
      return true;
    }

    @Override
    public boolean has(String sha256) {
      return there.contains(sha256);
    }

    @Override
    public void bring(Set<String> sha256) {
      if (!there.containsAll(sha256)) {
        throw new CatalogException("there is no such object: " + sha256);
      }
      here.addAll(sha256);
    }

    @Override
    public Path objects() {
      throw unasked();
    }

    @Override
    public List<CatalogEntry> get(String runId, String glob, Path folder) {
      throw unasked();
    }

    @Override
    public List<CatalogEntry> find(String runId, String glob) {
      throw unasked();
    }

    @Override
    public boolean adopt(String runId, List<CatalogEntry> files, Optional<Path> folder) {
      throw unasked();
    }

    @Override
    public void withdraw(String runId, List<CatalogEntry> gone, List<CatalogEntry> instead) {
      throw unasked();
    }

    @Override
    public List<CatalogEntry> put(String runId, String glob, Path folder, boolean storeCopy) {
      throw unasked();
    }

    @Override
    public String store(Path file) {
      throw unasked();
    }

    @Override
    public void export(String sha256, Path file) {
      throw unasked();
    }

    @Override
    public void discard(String runId, Set<String> sha256, Instant since) {
      throw unasked();
    }

    @Override
    public void delete(String runId) {
      throw unasked();
    }

    @Override
    public long retain(Set<String> sha256) {
      throw unasked();
    }

    private static UnsupportedOperationException unasked() {
      return new UnsupportedOperationException("objects are only brought");
    }
  }
}
