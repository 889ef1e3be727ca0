package com.example.plugin;

import io.eagleray.run.Event;
import io.eagleray.run.RunEvent;
import io.eagleray.spi.EarlierStep;
import io.eagleray.spi.RunStore;
import io.eagleray.spi.RunStoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Tells of each event in a line, once the store behind it has it. */
record AuditedRunStore(RunStore store, Path lines) implements RunStore {
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

  @Override
  public void create(String runId) {
    store.create(runId);
  }

  @Override
  public long read(String runId, long after, Consumer<Event> events) {
    return store.read(runId, after, events);
  }

  @Override
  public Optional<EarlierStep> earlier(String key, String exceptRun) {
    return store.earlier(key, exceptRun);
  }

  @Override
  public List<String> runs() {
    return store.runs();
  }

  @Override
  public boolean exists(String runId) {
    return store.exists(runId);
  }

  @Override
  public void delete(String runId) {
    store.delete(runId);
  }

  @Override
  public RunLock lock(String runId) {
    return store.lock(runId);
  }

  @Override
  public boolean isLocked(String runId) {
    return store.isLocked(runId);
  }

  @Override
  public void close() {
    store.close();
  }
}
