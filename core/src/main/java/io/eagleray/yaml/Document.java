package io.eagleray.yaml;

import io.eagleray.problem.Location;
import java.util.List;
import java.util.Objects;

/**
 * A document that was read.
 *
 * @param usedAnchors the places of the anchors that some alias names
 */
record Document(Located root, List<Location> usedAnchors) {
  /** A mapping by itself, without anchors. */
  static Document of(Located.Mapping root) {
    return new Document(root, List.of());
  }

  /** Counts the top-level keys that hold anchors for others to use as known. */
  void acceptAnchored(Located.Mapping mapping, YamlMapping reader) {
    if (!usedAnchors.isEmpty()) {
      for (String key : mapping.entries().keySet()) {
        if (isAnchored(mapping, key)) {
          reader.accept(key);
        }
      }
    }
  }

  /**
   * Whether a top-level key stands for others to use: an anchor in its value is used elsewhere.
   *
   * @param mapping the top-level mapping
   */
  private boolean isAnchored(Located.Mapping mapping, String key) {
    Location from = Objects.requireNonNull(mapping.entries().get(key), key).keyAt();
    Location to = new Location(from.file(), Integer.MAX_VALUE, 0);
    for (Located.Entry entry : mapping.entries().values()) {
      Location other = entry.keyAt();
      if (other.compareTo(from) > 0 && other.compareTo(to) < 0) {
        to = other;
      }
    }
    for (Location anchor : usedAnchors) {
      if (anchor.compareTo(from) > 0 && anchor.compareTo(to) < 0) {
        return true;
      }
    }
    return false;
  }
}
