package io.eagleray.report;

import io.eagleray.json.Json;
import io.eagleray.json.JsonArray;
import io.eagleray.json.JsonNumber;
import io.eagleray.json.JsonObject;
import io.eagleray.search.importance.PedAnova;
import io.eagleray.search.space.Choice;
import io.eagleray.search.space.Configuration;
import io.eagleray.search.space.Domain;
import io.eagleray.search.space.LogUniform;
import io.eagleray.search.space.Ordinal;
import io.eagleray.search.space.SearchSpace;
import io.eagleray.search.space.SpaceBuilder;
import io.eagleray.search.space.Uniform;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * How much each parameter mattered.
 *
 * <p>All trials with a value take part, by their rank: first those that went furthest, by value,
 * then those that were stopped, the later the better. So a search that stops most trials early
 * still has enough of them to compare.
 */
final class Importances {
  private Importances() {}

  static JsonObject json(Study study) {
    List<TrialRow> usable =
        study.trials().stream()
            .filter(trial -> trial.hasValue() && trial.mark() != Mark.FAILED)
            .toList();
    return JsonObject.builder()
        .put("usable", usable.size())
        .put("enough", PedAnova.FEWEST_TRIALS)
        .put("shares", shares(study, usable))
        .build();
  }

  /** Names and shares; empty where there are too few trials, or nothing to tell apart. */
  private static Optional<Json> shares(Study study, List<TrialRow> usable) {
    List<Axis> axes =
        study.axes().stream()
            .filter(axis ->
                axis.kind() == Axis.Kind.CATEGORY
                    ? axis.categories().size() > 1
                    : axis.low() < axis.high())
            .toList();
    if (axes.isEmpty() || study.objective().isEmpty()) {
      return Optional.empty();
    }
    List<TrialRow> ranked = new ArrayList<>(usable);
    Comparator<TrialRow> order = order(study, study.objective().get());
    ranked.sort(order);
    List<Configuration> configurations = new ArrayList<>();
    List<Double> ranks = new ArrayList<>();
    for (int i = 0; i < ranked.size(); i++) {
      boolean tied = i > 0 && order.compare(ranked.get(i - 1), ranked.get(i)) == 0;
      ranks.add(tied ? ranks.getLast() : Double.valueOf(i));
      configurations.add(configuration(axes, ranked.get(i)));
    }
    return PedAnova.of(space(axes), configurations, ranks)
        .filter(shares -> shares.values().stream().anyMatch(share -> share > 0))
        .map(Importances::json);
  }

  private static Comparator<TrialRow> order(Study study, Objective objective) {
    Comparator<TrialRow> value = Comparator.comparingDouble(TrialRow::value);
    return Comparator.<TrialRow>comparingInt(trial -> -study.comparedAt(trial))
        .thenComparing(objective.maximize() ? value.reversed() : value);
  }

  private static Json json(Map<String, Double> shares) {
    return shares.entrySet().stream()
        .map(entry -> (Json) JsonArray.of(Json.of(entry.getKey()), Rounded.json(entry.getValue())))
        .collect(JsonArray.collect());
  }

  private static SearchSpace space(List<Axis> axes) {
    SpaceBuilder space = SearchSpace.builder();
    axes.forEach(axis -> space.add(axis.name(), domain(axis)));
    return space.build();
  }

  /** A category is known by its index. */
  private static Domain domain(Axis axis) {
    return switch (axis.kind()) {
      case LINEAR -> new Uniform(axis.low(), axis.high());
      case LOG -> new LogUniform(axis.low(), axis.high());
      case CATEGORY -> {
        List<Object> indexes =
            LongStream.range(0, axis.categories().size()).<Object>mapToObj(Long::valueOf).toList();
        boolean numbers = axis.categories().stream().allMatch(JsonNumber.class::isInstance);
        yield numbers ? new Ordinal(indexes) : new Choice(indexes);
      }
    };
  }

  private static Configuration configuration(List<Axis> axes, TrialRow trial) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (Axis axis : axes) {
      double place = axis.place(trial.config().getOrDefault(axis.name(), Json.NULL));
      if (!Double.isNaN(place)) {
        Object value = axis.kind() == Axis.Kind.CATEGORY ? (Object) (long) place : (Object) place;
        values.put(axis.name(), value);
      }
    }
    return Configuration.of(values);
  }
}
