package io.eagleray.report;

import io.eagleray.json.Json;
import io.eagleray.json.JsonArray;
import io.eagleray.json.JsonObject;
import io.eagleray.run.Failure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Failures of trials, the same ones told once. */
final class Errors {
  private static final int MESSAGE = 500;
  private static final int STACK = 8_000;
  static final int STACKS = 50;
  private static final int MAX = 500;
  private static final int TRIALS = 10;

  private final Map<String, Integer> indexes = new LinkedHashMap<>();
  private final List<Group> groups = new ArrayList<>();

  private record Group(Failure failure, List<Integer> trials, int[] count) {}

  /** The place of this failure among the different ones; beyond a bound they share the last. */
  int index(Failure failure, int trial) {
    String key = failure.type() + "\n" + failure.message();
    int index =
        indexes.computeIfAbsent(
            key,
            any -> {
              if (groups.size() < MAX) {
                groups.add(new Group(failure, new ArrayList<>(), new int[1]));
              }
              return groups.size() - 1;
            });
    Group group = groups.get(index);
    group.count()[0]++;
    if (group.trials().size() < TRIALS) {
      group.trials().add(trial);
    }
    return index;
  }

  JsonArray json() {
    List<Json> all = new ArrayList<>();
    for (Group group : groups) {
      all.add(
          json(group.failure(), all.size() < STACKS)
              .with("count", Json.of(group.count()[0]))
              .with(
                  "trials",
                  group.trials().stream()
                      .map(number -> Json.of((long) number))
                      .collect(JsonArray.collect())));
    }
    return new JsonArray(all);
  }

  /** One failure, with its stack or without. */
  static JsonObject json(Failure failure, boolean stack) {
    return JsonObject.builder()
        .put("type", failure.type())
        .put("message", cut(failure.message(), MESSAGE))
        .put("at", failure.at().map(Json::of))
        .put("stack", stack ? tail(failure.stack()) : "")
        .build();
  }

  private static String cut(String text, int limit) {
    return text.length() <= limit ? text : text.substring(0, limit) + "…";
  }

  /** The ends of a long stack: both say something, the middle does not. */
  private static String tail(String stack) {
    int half = STACK / 2;
    return stack.length() <= STACK
        ? stack
        : stack.substring(0, half) + "\n…\n" + stack.substring(stack.length() - half);
  }
}
