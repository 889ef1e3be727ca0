package io.eagleray.engine.ray;

import io.eagleray.engine.hash.Sha256;
import io.eagleray.engine.node.Arguments;
import io.eagleray.json.Json;
import io.eagleray.json.JsonArray;
import io.eagleray.json.JsonObject;
import io.eagleray.json.JsonText;
import io.eagleray.model.ray.RayNode;
import io.eagleray.run.RunEvent;
import io.eagleray.run.TrialCounts;
import io.eagleray.spi.NodeWalking;
import java.util.ArrayList;
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
    hashes = Map.copyOf(hashes);
  }

  static SearchInputs of(RayNode ray, NodeWalking walking) {
    Map<String, String> hashes = new TreeMap<>();
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
        new TreeMap<>(hashes)
            .entrySet().stream()
                .map(entry -> Json.of(entry.getKey() + "=" + entry.getValue()))
                .collect(JsonArray.collect()));
  }

  private static SearchInputs in(List<Json> lines) {
    Map<String, String> hashes = new TreeMap<>();
    for (Json line : lines) {
      if (line instanceof JsonText text) {
        int end = text.value().lastIndexOf('=');
        hashes.put(text.value().substring(0, end), text.value().substring(end + 1));
      }
    }
    return new SearchInputs(hashes);
  }

  /** Warns of trials that an earlier attempt ran with other values, and that count nevertheless. */
  void compareWithEarlier(NodeWalking walking) {
    TrialCounts counts = walking.read(state -> state.trialCounts(walking.path()));
    int kept = counts.completed() + counts.stopped();
    if (walking.attempt() == 1 || kept == 0) {
      return;
    }
    List<SearchInputs> earlier = new ArrayList<>();
    walking.replay(event -> {
      if (event.body() instanceof RunEvent.PhaseEnded phase
          && phase.path().equals(walking.path())
          && phase.phase().equals(RayNodeType.FAN_OUT)
          && phase.handOver().get(KEY).orElse(Json.NULL) instanceof JsonArray lines) {
        earlier.add(in(lines.items()));
      }
    });
    List<String> changed =
        hashes.keySet().stream()
            .filter(name -> earlier.stream().anyMatch(before -> differs(before, name)))
            .sorted()
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
