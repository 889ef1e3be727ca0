package io.eagleray.engine.walk;

import io.eagleray.run.CatalogEntry;
import io.eagleray.spi.NodeOutcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the steps inside a step are told by it, and what they leave, for it to be kept for later
 * runs. Of steps that are inside none that may be kept nothing is remembered. Thread-safe.
 */
final class StepsInside {
  private final Optional<StepsInside> outer;
  private final boolean collects;
  private boolean mayTake;
  private boolean failed;
  private boolean flawed;
  private boolean aged;
  private final Map<String, CatalogEntry> put = new LinkedHashMap<>();
  private final Set<Content> everPut = new LinkedHashSet<>();
  private final Map<Content, CatalogEntry> got = new LinkedHashMap<>();

  private record Content(String name, String sha256) {
    static Content of(CatalogEntry file) {
      return new Content(file.name(), file.sha256());
    }
  }

  private StepsInside(Optional<StepsInside> outer, boolean collects, boolean mayTake) {
    this.outer = outer;
    this.collects = collects;
    this.mayTake = mayTake;
  }

  /** The steps of a run's own graph. */
  static StepsInside run() {
    return new StepsInside(Optional.empty(), false, true);
  }

  /** The steps inside one of these, which itself may be kept or not. */
  synchronized StepsInside of(boolean kept) {
    return new StepsInside(Optional.of(this), kept || collects, mayTake);
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

  private void add(List<CatalogEntry> files) {
    if (!collects) {
      return;
    }
    for (CatalogEntry file : files) {
      switch (file.direction()) {
        case PUT -> {
          put.remove(file.name());
          put.put(file.name(), file);
          everPut.add(Content.of(file));
        }
        case GET -> got.putIfAbsent(Content.of(file), file);
      }
    }
    outer.ifPresent(around -> around.addAll(files));
  }

  private synchronized void addAll(List<CatalogEntry> files) {
    add(files);
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
    Map<Content, CatalogEntry> outside = new HashMap<>(got);
    outside.keySet().removeAll(everPut);
    return List.copyOf(outside.values());
  }

  /** What they got from outside, and what of theirs the catalog has now. */
  synchronized List<CatalogEntry> files() {
    List<CatalogEntry> files = new ArrayList<>(gotFromOutside());
    files.addAll(put.values());
    return files;
  }
}
