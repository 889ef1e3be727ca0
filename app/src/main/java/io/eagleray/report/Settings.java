package io.eagleray.report;

import io.eagleray.json.Json;
import io.eagleray.json.JsonArray;
import io.eagleray.json.JsonObject;
import io.eagleray.run.StepState;
import io.eagleray.run.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What a Ray node's log says of its search: {@code metric}, {@code mode}, {@code best} and {@code
 * space}, wherever in the fan-out's hand-over they stand, then in the results. The shallowest wins;
 * {@code metric} and {@code mode} come from the same mapping.
 */
record Settings(List<JsonObject> sources) {
  private static final int DEPTH = 4;

  static Optional<Settings> of(StepState step) {
    List<JsonObject> sources = new ArrayList<>();
    Optional.ofNullable(step.phases().get("fan-out")).ifPresent(sources::add);
    step.phases().values().forEach(sources::add);
    for (Value value : step.outputs().values()) {
      if (value.json() instanceof JsonObject object && object.get("best_config").isPresent()) {
        sources.add(object);
      }
    }
    return sources.isEmpty() ? Optional.empty() : Optional.of(new Settings(sources));
  }

  /** The text under a name; {@code mode} is looked for beside {@code metric}, then anywhere. */
  Optional<String> text(String name) {
    Predicate<JsonObject> has = object -> object.text(name).isPresent();
    Optional<JsonObject> beside =
        name.equals("mode")
            ? find(has.and(object -> object.text("metric").isPresent()))
            : Optional.empty();
    return beside.or(() -> find(has)).flatMap(object -> object.text(name));
  }

  /** The mapping under a name. */
  Optional<JsonObject> mapping(String name) {
    return find(object -> object.get(name).filter(JsonObject.class::isInstance).isPresent())
        .map(object -> object.object(name));
  }

  /** The mapping that has a list under a name. */
  Optional<JsonObject> withList(String name) {
    return find(object -> object.get(name).filter(JsonArray.class::isInstance).isPresent());
  }

  /** Whether something is so, anywhere. */
  boolean isTrue(String name) {
    return find(object -> object.isTrue(name)).isPresent();
  }

  private Optional<JsonObject> find(Predicate<JsonObject> wanted) {
    record Place(JsonObject object, int depth) {}
    for (JsonObject source : sources) {
      Deque<Place> queue = new ArrayDeque<>();
      queue.add(new Place(source, 0));
      while (!queue.isEmpty()) {
        Place place = queue.remove();
        if (wanted.test(place.object())) {
          return Optional.of(place.object());
        }
        for (Json field : place.object().fields().values()) {
          if (field instanceof JsonObject object && place.depth() < DEPTH) {
            queue.add(new Place(object, place.depth() + 1));
          }
        }
      }
    }
    return Optional.empty();
  }
}
