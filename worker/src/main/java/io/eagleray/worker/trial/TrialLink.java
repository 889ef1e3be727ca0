package io.eagleray.worker.trial;

import io.eagleray.trial.Trial;
import io.eagleray.worker.value.ArgumentException;
import io.eagleray.worker.value.ArgumentReader;
import io.eagleray.worker.value.ObjectStore;
import io.eagleray.worker.value.ReturnWriter;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The trial as the user's method sees it. */
public final class TrialLink implements Trial {
  private final TrialStart start;
  private final Reports reports;
  private final ArgumentReader reader;
  private final ObjectStore objects;

  /**
   * The trial for an argument of a function.
   *
   * @throws ArgumentException where the function is no trial
   */
  public static Trial of(
      String argument,
      Optional<TrialStart> start,
      Reports reports,
      ArgumentReader reader,
      ObjectStore objects) {
    return start
        .map(trial -> new TrialLink(trial, reports, reader, objects))
        .orElseThrow(() ->
            new ArgumentException(
                "argument \"%s\" is a Trial, which only a trial of a search has"
                    .formatted(argument)));
  }

  private TrialLink(TrialStart start, Reports reports, ArgumentReader reader, ObjectStore objects) {
    this.start = start;
    this.reports = reports;
    this.reader = reader;
    this.objects = objects;
  }

  @Override
  public int number() {
    return start.number();
  }

  @Override
  public Map<String, Object> config() {
    Map<String, Object> config = new LinkedHashMap<>();
    start
        .config()
        .forEach((name, json) -> {
          Object value = reader.read(Object.class, json, "the configuration's \"" + name + "\"");
          if (value != null) {
            config.put(name, value);
          }
        });
    return Collections.unmodifiableMap(config);
  }

  @Override
  public int step() {
    return reports.step();
  }

  @Override
  public Optional<Object> checkpoint() {
    return Optional.ofNullable(reader.read(Object.class, start.checkpoint(), "the checkpoint"));
  }

  @Override
  public void report(Map<String, ?> metrics) {
    send(metrics, null);
  }

  @Override
  public void report(Map<String, ?> metrics, Object checkpoint) {
    send(metrics, new ReturnWriter(objects).toReference(checkpoint, "the checkpoint"));
  }

  private void send(Map<String, ?> metrics, @Nullable Object checkpoint) {
    reports.report(Metrics.strict(metrics, new ReturnWriter(objects)), checkpoint);
  }
}
