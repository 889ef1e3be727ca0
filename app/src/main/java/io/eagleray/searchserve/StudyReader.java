package io.eagleray.searchserve;

import io.eagleray.json.Json;
import io.eagleray.json.JsonNull;
import io.eagleray.json.JsonObject;
import io.eagleray.search.registry.Lookup;
import io.eagleray.search.registry.Registry;
import io.eagleray.search.sampler.Sampler;
import io.eagleray.search.sampler.Samplers;
import io.eagleray.search.scheduler.FifoScheduler;
import io.eagleray.search.scheduler.Scheduler;
import io.eagleray.search.scheduler.Schedulers;
import io.eagleray.search.study.Study;
import io.eagleray.search.study.StudyBuilder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/** Makes a study from the protocol's {@code init} request. */
final class StudyReader {
  private static final double REDUCTION = 3;

  /** Early values mislead where curves cross: nothing stops before a ninth of the way. */
  private static final long GRACE_SHARE = 9;

  private StudyReader() {}

  static Study read(JsonObject init) {
    require(init, "objectives", 1);
    require(init, "constraints", 0);
    String algorithm = init.text("algorithm").orElse("auto");
    boolean asha = algorithm.equals("asha");
    JsonObject fidelity =
        init.get("fidelity").orElse(JsonNull.NULL) instanceof JsonObject object
            ? object
            : JsonObject.EMPTY;
    Map<String, Object> options = JsonValues.toMap(init.object("options"));
    Lookup.Found<Sampler> sampler = found(Samplers.registry(), asha ? "random" : algorithm);
    StudyBuilder study =
        Study.minimize("value")
            .space(SpaceReader.read(init.get("space").orElse(JsonNull.NULL)))
            .seed(init.integer("seed").orElse(0));
    Scheduler scheduler = new FifoScheduler();
    boolean judged = asha || algorithm.equals("auto") || algorithm.equals("tpe");
    if (judged && !fidelity.fields().isEmpty()) {
      scheduler = asha(fidelity, options);
    }
    OptionalLong trials = init.object("budget").integer("trials");
    if (trials.isPresent()) {
      study.budget((int) Math.min(Integer.MAX_VALUE, trials.getAsLong()));
    }
    return study.sampler(sampler.create(options)).scheduler(scheduler).build();
  }

  /** ASHA between the fidelity's bounds; takes its own arguments out of the options. */
  private static Scheduler asha(JsonObject fidelity, Map<String, Object> options) {
    Lookup.Found<Scheduler> found = found(Schedulers.registry(), "asha");
    long max = fidelity.integer("max").orElseThrow(() -> incomplete(fidelity));
    long min = fidelity.integer("min").orElse(1);
    Map<String, Object> arguments = new LinkedHashMap<>();
    arguments.put("max_t", max);
    arguments.put("grace_period", Math.max(min, max / GRACE_SHARE));
    arguments.put("reduction_factor", REDUCTION);
    for (String name : found.arguments()) {
      Object given = options.remove(name);
      if (given != null) {
        arguments.put(name, given);
      }
    }
    return found.create(arguments);
  }

  private static <T> Lookup.Found<T> found(Registry<T> registry, String name) {
    return switch (registry.find(name)) {
      case Lookup.Found<T> found -> found;
      case Lookup.NotNative<T> foreign ->
          throw new InvalidRequestException("\"" + foreign.name() + "\" is not built in yet");
      case Lookup.Unknown<T> unknown ->
          throw new InvalidRequestException(
              String.format(
                  "unknown algorithm \"%s\" (there are: asha, %s)",
                  name, String.join(", ", registry.names())));
    };
  }

  private static void require(JsonObject init, String field, long only) {
    Json value = init.get(field).orElse(Json.of(only));
    if (!value.equals(Json.of(only))) {
      throw new InvalidRequestException(
          "\"" + field + "\" must be " + only + " in this version, got " + value);
    }
  }

  private static InvalidRequestException incomplete(JsonObject fidelity) {
    return new InvalidRequestException(
        "\"fidelity\" needs a whole number \"max\", got " + fidelity);
  }
}
