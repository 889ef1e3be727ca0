package io.eagleray.model.ray;

import java.net.URI;

/** The address of a cluster. */
public sealed interface Address {
  /** {@code local}: embedded, no Ray at all. */
  record Local() implements Address {
    @Override
    public String toString() {
      return "local";
    }
  }

  /**
   * {@code auto}: the cluster that RAY_ADDRESS names, or the head on this machine; never starts
   * one.
   */
  record Auto() implements Address {
    @Override
    public String toString() {
      return "auto";
    }
  }

  /** {@code ray://host:10001}, {@code http://host:8265} or {@code https://…}. */
  record Remote(URI uri) implements Address {
    @Override
    public String toString() {
      return uri.toString();
    }
  }
}
