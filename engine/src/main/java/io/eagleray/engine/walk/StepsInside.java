package io.eagleray.engine.walk;

import io.eagleray.run.CatalogEntry;
import io.eagleray.spi.NodeOutcome;
import java.util.List;
import java.util.Optional;

/**
 * What the steps inside a step are told by it, and what they leave, for it to be kept for later
 * runs. Of steps that are inside none that may be kept nothing is remembered. Thread-safe.
 */
final class StepsInside {
  private final Optional<StepsInside> outer;
  private final Optional<FilesInside> files;
  private boolean mayTake;
  private boolean failed;
  private boolean flawed;
  private boolean aged;

  private StepsInside(Optional<StepsInside> outer, Optional<FilesInside> files, boolean mayTake) {
    this.outer = outer;
    this.files = files;
    this.mayTake = mayTake;
  }

  /** The steps of a run's own graph. */
  static StepsInside run() {
    return new StepsInside(Optional.empty(), Optional.empty(), true);
  }

  /** The steps inside one of these, which itself may be kept or not. */
  synchronized StepsInside of(boolean kept) {
    Optional<FilesInside> collected =
        kept || files.isPresent() ? Optional.of(new FilesInside()) : Optional.empty();
    return new StepsInside(Optional.of(this), collected, mayTake);
  }

  /** None of them is taken from an earlier run. */
  synchronized void takeNothing() {
    mayTake = false;
  }

  synchronized boolean mayTake() {
    return mayTake;
  }

  /** An attempt at the step around them begins. */
  synchronized void begin() {
    failed = false;
  }

  /** One of them ended. */
  synchronized void ended(NodeOutcome outcome) {
    switch (outcome) {
      case NodeOutcome.Success success -> add(success.files());
      case NodeOutcome.Failed any -> failed = true;
      case NodeOutcome.Cancelled any -> failed = true;
    }
  }

  /** The step around them ended its attempt: a failure inside that it survived is not over. */
  void endedAround(NodeOutcome outcome) {
    if (outcome instanceof NodeOutcome.Success && hasFailed()) {
      outer.ifPresent(StepsInside::flaw);
    }
  }

  private synchronized void flaw() {
    flawed = true;
  }

  /** One of them was taken from an earlier run, and is so for a while only. */
  void age() {
    synchronized (this) {
      aged = true;
    }
    outer.ifPresent(StepsInside::age);
  }

  private void add(List<CatalogEntry> some) {
    if (files.isPresent()) {
      files.get().add(some);
      outer.ifPresent(around -> around.addAll(some));
    }
  }

  private synchronized void addAll(List<CatalogEntry> some) {
    add(some);
  }

  /** Whether one of them failed, though what is around it went on. */
  synchronized boolean hasFailed() {
    return failed || flawed;
  }

  /** Whether what one of them gave will be too old before the step around it is. */
  synchronized boolean isAged() {
    return aged;
  }

  /** What they got that none of them had put. */
  synchronized List<CatalogEntry> gotFromOutside() {
    return files.map(FilesInside::gotFromOutside).orElse(List.of());
  }

  /** What they got from outside, and what of theirs the catalog has now. */
  synchronized List<CatalogEntry> files() {
    return files.map(FilesInside::all).orElse(List.of());
  }
}
