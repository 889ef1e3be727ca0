package com.example.plugin;

import io.eagleray.run.Event;
import io.eagleray.run.RunEvent;
import io.eagleray.spi.ForwardingRunStore;
import io.eagleray.spi.RunStore;
import io.eagleray.spi.RunStoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Collectors;

/** Tells of each event in a line, once the store behind it has it. */
record AuditedRunStore(RunStore store, Path lines) implements ForwardingRunStore {
  @Override
  public void append(String runId, List<Event> events) {
    store.append(runId, events); // First: nobody may hear of what a crash could undo.
    String told = events.stream().map(event -> line(runId, event)).collect(Collectors.joining());
    try {
      Files.createDirectories(lines.getParent());
      Files.writeString(lines, told, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new RunStoreException("cannot write " + lines + ": " + e.getMessage(), e);
    }
  }

  private static String line(String runId, Event event) {
    String step = event.body() instanceof RunEvent.OfStep of ? " " + of.path() : "";
    return event.at() + " " + runId + " " + event.body().getClass().getSimpleName() + step + "\n";
  }
}
