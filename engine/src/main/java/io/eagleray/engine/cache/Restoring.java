package io.eagleray.engine.cache;

import io.eagleray.engine.catalog.FileHashes;
import io.eagleray.run.CatalogEntry;
import io.eagleray.run.RunEvent;
import io.eagleray.run.Value;
import io.eagleray.spi.Catalog;
import io.eagleray.spi.NodeOutcome;
import io.eagleray.spi.NodeWalking;
import io.eagleray.spi.ObjectReferences;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes what an earlier step gave the run's own, as if the step had run. */
final class Restoring {
  private final CachedStep step;
  private final RunEvent.StepEnded end;
  private final Catalog catalog;

  Restoring(CachedStep step, RunEvent.StepEnded end) {
    this.step = step;
    this.end = end;
    this.catalog = step.walking().catalog();
  }

  /** The step's success in this run; empty where something of it is not there any more. */
  Optional<NodeOutcome.Success> restore() {
    if (!hasObjects()) {
      return Optional.empty();
    }
    Optional<List<CatalogEntry>> got = get();
    if (got.isEmpty() || !adopt()) {
      return Optional.empty();
    }
    List<CatalogEntry> files = new ArrayList<>(got.get());
    files.addAll(put());
    return Optional.of(new NodeOutcome.Success(end.outputs(), files));
  }

  private boolean hasObjects() {
    return end.outputs().values().stream()
        .map(Value::json)
        .flatMap(json -> ObjectReferences.in(json).stream())
        .allMatch(catalog::has);
  }

  /** The files that the step would have got; steps after it may count on them. */
  private Optional<List<CatalogEntry>> get() {
    NodeWalking walking = step.walking();
    List<CatalogEntry> got = new ArrayList<>();
    for (String glob : globs()) {
      List<CatalogEntry> found = catalog.get(walking.runId(), glob, walking.directory());
      if (found.isEmpty()) {
        return Optional.empty();
      }
      got.addAll(found);
    }
    return Optional.of(got);
  }

  /** Of the steps inside others not all need to have run: what none of them got is left alone. */
  private List<String> globs() {
    return step.tasks().stream()
        .flatMap(task -> task.catalog().get().stream())
        .distinct()
        .filter(glob -> !step.isComposite() || got(glob))
        .toList();
  }

  private boolean got(String glob) {
    return end.files().stream()
        .filter(file -> file.direction() == CatalogEntry.Direction.GET)
        .anyMatch(file -> FileHashes.matches(glob, file.name()));
  }

  private boolean adopt() {
    String run = step.walking().runId();
    List<CatalogEntry> fromTheFolder = put().stream().filter(this::isFromTheFolder).toList();
    List<CatalogEntry> left = put().stream().filter(file -> !isFromTheFolder(file)).toList();
    // Nothing is taken of what is not whole.
    return left.stream().allMatch(file -> !catalog.keepsFiles() || catalog.has(file.sha256()))
        && catalog.adopt(run, fromTheFolder, Optional.of(step.walking().directory()))
        && catalog.adopt(run, left, Optional.empty());
  }

  private List<CatalogEntry> put() {
    return end.files().stream()
        .filter(file -> file.direction() == CatalogEntry.Direction.PUT)
        .toList();
  }

  /** What was not put from the working directory is what the task itself left for the catalog. */
  private boolean isFromTheFolder(CatalogEntry file) {
    return step.tasks().stream()
        .flatMap(task -> task.catalog().put().stream())
        .anyMatch(glob -> FileHashes.matches(glob, file.name()));
  }
}
