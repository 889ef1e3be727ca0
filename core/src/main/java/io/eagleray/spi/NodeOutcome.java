package io.eagleray.spi;

import io.eagleray.run.CatalogEntry;
import io.eagleray.run.Failure;
import io.eagleray.run.Value;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How one attempt of a node ended. */
public sealed interface NodeOutcome {
  /** It did what it should. */
  record Success(Map<String, Value> outputs, List<CatalogEntry> files) implements NodeOutcome {
    public static final Success EMPTY = new Success(Map.of(), List.of());

    public Success {
      outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
      files = List.copyOf(files);
    }
  }

  /**
   * It failed; whether it is tried again is its retry policy's to say, unless {@code retriable} is
   * false.
   *
   * @param files what it has read, and left in the catalog, all the same
   */
  record Failed(Failure failure, boolean retriable, List<CatalogEntry> files)
      implements NodeOutcome {
    public Failed {
      files = List.copyOf(files);
    }

    public Failed(Failure failure, boolean retriable) {
      this(failure, retriable, List.of());
    }

    public Failed(Failure failure) {
      this(failure, true);
    }
  }

  /** It was cancelled. */
  record Cancelled() implements NodeOutcome {}
}
