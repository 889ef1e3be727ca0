package io.eagleray.report;

import io.eagleray.json.Json;
import io.eagleray.json.JsonArray;
import io.eagleray.json.JsonNumber;
import io.eagleray.json.JsonObject;
import io.eagleray.json.JsonText;
import io.eagleray.run.RunEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;

/** Which trial of a population went on from whose checkpoint, and with what. */
final class Lineage {
  /**
   * A trial took over the checkpoint of another.
   *
   * @param from the step that the trial had come to
   * @param to the step of the checkpoint
   * @param inherited the source's configuration then
   * @param config with which the trial went on
   */
  private record TakeOver(
      int trial, int source, int from, int to, JsonObject inherited, JsonObject config) {}

  private final Map<Integer, JsonObject> configs = new HashMap<>();
  private final Map<Integer, Integer> steps = new HashMap<>();
  private final List<TakeOver> takeOvers = new ArrayList<>();

  void add(RunEvent.OfTrial event) {
    switch (event) {
      case RunEvent.TrialAsked asked -> configs.put(asked.trial(), asked.config());
      case RunEvent.TrialStarted started -> steps.put(started.trial(), started.fromStep());
      case RunEvent.TrialReported reported -> steps.put(reported.trial(), reported.step());
      case RunEvent.TrialTookOver took -> {
        takeOvers.add(
            new TakeOver(
                took.trial(),
                took.source(),
                steps.getOrDefault(took.trial(), 0),
                took.step(),
                configs.getOrDefault(took.source(), JsonObject.EMPTY),
                took.config()));
        configs.put(took.trial(), took.config());
      }
      case RunEvent.TrialEnded any -> {}
    }
  }

  /**
   * All, in their order; a change is a parameter's name, what the source had and what it became.
   *
   * @param index from a trial's number to its place in the columns
   */
  JsonArray json(IntUnaryOperator index) {
    return takeOvers.stream()
        .map(each ->
            (Json)
                JsonObject.builder()
                    .put("trial", index.applyAsInt(each.trial()))
                    .put("source", index.applyAsInt(each.source()))
                    .put("from", each.from())
                    .put("to", each.to())
                    .put("changes", changes(each))
                    .build())
        .collect(JsonArray.collect());
  }

  private static JsonArray changes(TakeOver each) {
    Map<String, Json> before = Axes.flat(each.inherited());
    return Axes.flat(each.config()).entrySet().stream()
        .filter(entry -> !entry.getValue().equals(before.get(entry.getKey())))
        .map(entry ->
            (Json)
                JsonArray.of(
                    Json.of(entry.getKey()),
                    shown(before.getOrDefault(entry.getKey(), Json.NULL)),
                    shown(entry.getValue())))
        .collect(JsonArray.collect());
  }

  private static Json shown(Json value) {
    return switch (value) {
      case JsonText text -> text;
      case JsonNumber number -> Rounded.json(number.asDouble());
      default -> Json.of(value.text());
    };
  }
}
