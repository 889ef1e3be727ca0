package io.eagleray.engine.ray;

import io.eagleray.engine.node.Arguments;
import io.eagleray.hash.Sha256;
import io.eagleray.json.Json;
import io.eagleray.json.JsonArray;
import io.eagleray.json.JsonObject;
import io.eagleray.json.JsonText;
import io.eagleray.model.ray.RayNode;
import io.eagleray.run.RunEvent;
import io.eagleray.run.TrialCounts;
import io.eagleray.spi.NodeWalking;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The values, besides its configuration, that each trial of a search runs with, as hashes by name.
 * They stand in fan-out's hand-over, so that an attempt which goes on with the trials of an earlier
 * one can tell that those ran with other values.
 */
record SearchInputs(Map<String, String> hashes) {
  /**
   * The key of the hand-over: {@code name=hash}, in a list, where nobody takes them for settings.
   */
  private static final String KEY = "inputs";

  private static final int SHORT = 16;

  SearchInputs {
    hashes = Collections.unmodifiableMap(new TreeMap<>(hashes));
  }

  static SearchInputs of(RayNode ray, NodeWalking walking) {
    Map<String, String> hashes = new HashMap<>();
    Arguments.of(walking.signature(ray.task()), walking.parameters(), Map.of())
        .forEach((name, value) -> hashes.put(name, Sha256.of(value.text()).substring(0, SHORT)));
    ray.config()
        .tune()
        .ifPresent(tune ->
            tune.space().forEach(searched -> hashes.remove(searched.name().split("\\.", 2)[0])));
    return new SearchInputs(hashes);
  }

  /** The hand-over with these in it. */
  JsonObject in(JsonObject handOver) {
    return handOver.with(
        KEY,
        hashes.entrySet().stream()
            .map(entry -> Json.of(entry.getKey() + "=" + entry.getValue()))
            .collect(JsonArray.collect()));
  }

  /** Those of a hand-over; it has none if an older version wrote it. */
  private static SearchInputs of(JsonObject handOver) {
    Map<String, String> hashes = new HashMap<>();
    if (handOver.get(KEY).orElse(Json.NULL) instanceof JsonArray lines) {
      for (Json line : lines.items()) {
        if (line instanceof JsonText text) {
          int end = text.value().lastIndexOf('=');
          hashes.put(text.value().substring(0, end), text.value().substring(end + 1));
        }
      }
    }
    return new SearchInputs(hashes);
  }

  /** Warns of trials that an earlier attempt ran with other values, and that count nevertheless. */
  void compareWithEarlier(NodeWalking walking) {
    TrialCounts counts = walking.read(state -> state.trialCounts(walking.path()));
    int kept = counts.completed() + counts.stopped();
    if (kept == 0) {
      return;
    }
    List<SearchInputs> earlier = EarlierFanOuts.of(walking).stream().map(SearchInputs::of).toList();
    List<String> changed =
        hashes.keySet().stream()
            .filter(name -> earlier.stream().anyMatch(before -> differs(before, name)))
            .toList();
    if (!changed.isEmpty()) {
      walking.append(
          List.of(
              new RunEvent.Warned(
                  "the search \""
                      + walking.path()
                      + "\" keeps "
                      + (kept == 1 ? "a trial" : kept + " trials")
                      + " that ran with another "
                      + String.join(", ", changed)
                      + "; a new run searches anew")));
    }
  }

  private boolean differs(SearchInputs before, String name) {
    String hash = before.hashes.get(name);
    return hash != null && !hash.equals(hashes.get(name));
  }
}
