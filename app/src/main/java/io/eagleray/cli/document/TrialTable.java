package io.eagleray.cli.document;

import io.eagleray.json.Json;
import io.eagleray.json.JsonObject;
import io.eagleray.json.JsonText;
import io.eagleray.json.PlainJson;
import io.eagleray.run.TrialState;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Trials as rows: a column for each key of any configuration, and one for each metric. */
public final class TrialTable {
  private final List<TrialState> trials;
  private final Set<String> configs = new LinkedHashSet<>();
  private final Set<String> metrics = new LinkedHashSet<>();

  /** A table of these trials, one row each. */
  public TrialTable(List<TrialState> trials) {
    this.trials = List.copyOf(trials);
    trials.forEach(trial -> {
      configs.addAll(flat(trial.config(), "").fields().keySet());
      metrics.addAll(flat(trial.metrics(), "").fields().keySet());
    });
  }

  /** The names of the columns; those that a configuration and a metric share are told apart. */
  public List<String> header() {
    List<String> header = new ArrayList<>(List.of("trial", "status", "reports", "attempts"));
    configs.forEach(name -> header.add(metrics.contains(name) ? "config." + name : name));
    metrics.forEach(name -> header.add(configs.contains(name) ? "metrics." + name : name));
    return header;
  }

  /** The cells of each row; JSON null where a trial has none. */
  public List<List<Json>> rows() {
    return trials.stream().map(this::row).toList();
  }

  private List<Json> row(TrialState trial) {
    List<Json> row =
        new ArrayList<>(
            List.of(
                Json.of(trial.number()),
                Json.of(trial.status().name()),
                Json.of(trial.reports()),
                Json.of(trial.attempt())));
    JsonObject config = flat(trial.config(), "");
    JsonObject metric = flat(trial.metrics(), "");
    configs.forEach(name -> row.add(config.get(name).orElse(Json.NULL)));
    metrics.forEach(name -> row.add(metric.get(name).orElse(Json.NULL)));
    return row;
  }

  private static JsonObject flat(JsonObject object, String before) {
    JsonObject.Builder flat = JsonObject.builder();
    object
        .fields()
        .forEach((name, value) -> {
          if (value instanceof JsonObject inner && !inner.fields().isEmpty()) {
            flat(inner, before + name + ".").fields().forEach(flat::put);
          } else {
            flat.put(before + name, PlainJson.of(value));
          }
        });
    return flat.build();
  }

  /** As RFC 4180 has it: a header, commas, lines that end in CR LF. */
  public String csv() {
    StringBuilder text =
        new StringBuilder(line(header().stream().map(name -> Json.of(name)).toList()));
    rows().forEach(row -> text.append(line(row)));
    return text.toString();
  }

  private static String line(List<Json> cells) {
    return cells.stream().map(TrialTable::cell).collect(Collectors.joining(",", "", "\r\n"));
  }

  private static String cell(Json json) {
    if (json == Json.NULL) {
      return "";
    }
    String text = json instanceof JsonText plain ? plain.value() : json.text();
    return text.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
        ? "\"" + text.replace("\"", "\"\"") + "\""
        : text;
  }
}
