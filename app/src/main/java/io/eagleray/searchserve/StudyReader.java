package io.eagleray.searchserve;

import io.eagleray.json.Json;
import io.eagleray.json.JsonNull;
import io.eagleray.json.JsonObject;
import io.eagleray.json.JsonText;
import io.eagleray.search.space.SearchSpace;
import io.eagleray.search.study.Objective;
import io.eagleray.search.study.Study;
import io.eagleray.search.study.StudyBuilder;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/** Makes a study from the protocol's {@code init} request. */
final class StudyReader {
  private static final long VERSION = 1;

  /** More than anybody can look at. */
  private static final int MOST_OBJECTIVES = 1_000;

  private StudyReader() {}

  static ServedStudy read(JsonObject init) {
    long version = Numbers.optionalWhole(init, "version").orElse(VERSION);
    if (version != VERSION) {
      throw new InvalidRequestException(
          "\"version\" must be " + VERSION + ", the one that is spoken here, got " + version);
    }
    int objectives = Numbers.count(init, "objectives", 1, 1);
    if (objectives > MOST_OBJECTIVES) {
      throw new InvalidRequestException(
          "\"objectives\" must be at most " + MOST_OBJECTIVES + ", got " + objectives);
    }
    int workers = Numbers.count(init, "workers", 1, 1);
    Optional<Fidelity> fidelity = Fidelity.read(init);
    String algorithm = text(init, "algorithm", "auto");
    int constraints = Numbers.count(init, "constraints", 0, 0);
    SearchSpace space = SpaceReader.read(init.get("space").orElse(JsonNull.NULL));
    JsonObject options = object(init, "options");
    boolean forecasts =
        algorithm.equals("auto")
            && options.fields().isEmpty()
            && objectives == 1
            && constraints == 0
            && !space.hasGrid();
    Algorithms algorithms =
        fidelity.isPresent() && forecasts
            ? Algorithms.forecasts(
                fidelity.get(), Numbers.optionalWhole(object(init, "budget"), "resource"), workers)
            : Algorithms.read(algorithm, JsonValues.toMap(options), fidelity);
    StudyBuilder study =
        Study.of(objectives(objectives))
            .constraints(constraints)
            .space(space)
            .seed(Numbers.optionalWhole(init, "seed").orElse(0))
            .sampler(algorithms.sampler())
            .scheduler(algorithms.scheduler());
    StopReader.read(init).forEach(study::stopper);
    OptionalLong trials = Numbers.optionalWhole(object(init, "budget"), "trials");
    if (trials.isPresent()) {
      study.budget(Numbers.count(object(init, "budget"), "trials", 0, 0));
    }
    return new ServedStudy(study.build(), fidelity, algorithms.scheduler().needsCheckpoints());
  }

  private static List<Objective> objectives(int count) {
    return count == 1
        ? List.of(Objective.minimize("value"))
        : IntStream.range(0, count)
            .mapToObj(number -> Objective.minimize("value " + number))
            .toList();
  }

  private static String text(JsonObject init, String field, String absent) {
    Json value = init.get(field).orElse(Json.of(absent));
    if (value instanceof JsonText(String text)) {
      return text;
    }
    throw new InvalidRequestException("\"" + field + "\" must be a text, got " + value);
  }

  private static JsonObject object(JsonObject init, String field) {
    Json value = init.get(field).orElse(JsonNull.NULL);
    if (value instanceof JsonObject object) {
      return object;
    }
    if (value == JsonNull.NULL) {
      return JsonObject.EMPTY;
    }
    throw new InvalidRequestException("\"" + field + "\" must be an object, got " + value);
  }
}
