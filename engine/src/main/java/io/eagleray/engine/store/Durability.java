package io.eagleray.engine.store;

/** What a durable event survives. */
public enum Durability {
  /** The end of every process: the default. */
  PROCESS("NORMAL"),
  /** Loss of power too, for a write to the disk with every append ({@code sync: full}). */
  POWER("FULL");

  private final String synchronous;

  Durability(String synchronous) {
    this.synchronous = synchronous;
  }

  /** SQLite's word for it. */
  String synchronous() {
    return synchronous;
  }
}
