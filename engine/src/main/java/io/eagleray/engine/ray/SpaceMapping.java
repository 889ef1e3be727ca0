package io.eagleray.engine.ray;

import io.eagleray.json.Json;
import io.eagleray.json.JsonArray;
import io.eagleray.json.JsonObject;
import io.eagleray.model.ray.SpaceParameter;
import io.eagleray.model.ray.SpaceParameter.Domain.Choice;
import io.eagleray.model.ray.SpaceParameter.Domain.Constant;
import io.eagleray.model.ray.SpaceParameter.Domain.Grid;
import io.eagleray.model.ray.SpaceParameter.Domain.Normal;
import io.eagleray.model.ray.SpaceParameter.Domain.Range;
import io.eagleray.search.space.Condition;
import io.eagleray.search.space.Configuration;
import io.eagleray.search.space.Domain;
import io.eagleray.search.space.GridSearch;
import io.eagleray.search.space.LogRandInt;
import io.eagleray.search.space.LogUniform;
import io.eagleray.search.space.Nothing;
import io.eagleray.search.space.Ordinal;
import io.eagleray.search.space.Parameter;
import io.eagleray.search.space.QLogRandInt;
import io.eagleray.search.space.QLogUniform;
import io.eagleray.search.space.QNormal;
import io.eagleray.search.space.QRandInt;
import io.eagleray.search.space.QUniform;
import io.eagleray.search.space.RandInt;
import io.eagleray.search.space.SearchSpace;
import io.eagleray.search.space.Uniform;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A config's space as the search engine has it, and configurations between the two. */
final class SpaceMapping {
  private SpaceMapping() {}

  /**
   * The search engine's space.
   *
   * @throws io.eagleray.search.SearchException if a parameter breaks a rule
   */
  static SearchSpace space(List<SpaceParameter> parameters) {
    return SearchSpace.of(parameters.stream().map(SpaceMapping::parameter).toList());
  }

  /** One of its parameters; throws as the whole does. */
  static Parameter parameter(SpaceParameter parameter) {
    return new Parameter(
        parameter.name(),
        domain(parameter.domain()),
        parameter.when().map(when -> new Condition(when.parameter(), plain(when.values()))));
  }

  private static Domain domain(SpaceParameter.Domain domain) {
    return switch (domain) {
      case Range range -> range.integer() ? integers(range) : reals(range);
      case Normal normal ->
          normal.step() == 0
              ? new io.eagleray.search.space.Normal(normal.mean(), normal.deviation())
              : new QNormal(normal.mean(), normal.deviation(), normal.step());
      case Choice choice ->
          choice.ordered()
              ? new Ordinal(plain(choice.values()))
              : new io.eagleray.search.space.Choice(plain(choice.values()));
      case Grid grid -> new GridSearch(plain(grid.values()));
      case Constant constant ->
          new io.eagleray.search.space.Constant(NativeAlgorithms.plain(constant.value()));
    };
  }

  private static Domain reals(Range range) {
    if (range.step() == 0) {
      return range.log()
          ? new LogUniform(range.low(), range.high())
          : new Uniform(range.low(), range.high());
    }
    return range.log()
        ? new QLogUniform(range.low(), range.high(), range.step())
        : new QUniform(range.low(), range.high(), range.step());
  }

  private static Domain integers(Range range) {
    long low = (long) range.low();
    long high = (long) range.high();
    long step = (long) range.step();
    if (step == 0) {
      return range.log() ? new LogRandInt(low, high) : new RandInt(low, high);
    }
    return range.log() ? new QLogRandInt(low, high, step) : new QRandInt(low, high, step);
  }

  private static List<Object> plain(List<Json> values) {
    return values.stream().map(NativeAlgorithms::plain).toList();
  }

  /** A configuration as the log holds it: flat, a nested parameter under its dotted name. */
  static JsonObject flat(Configuration configuration) {
    JsonObject.Builder flat = JsonObject.builder();
    configuration.asMap().forEach((name, value) -> flat.put(name, json(value)));
    return flat.build();
  }

  /** A logged configuration as the search engine has it. */
  static Configuration configuration(JsonObject flat) {
    Map<String, Object> values = new LinkedHashMap<>();
    flat.fields().forEach((name, value) -> values.put(name, NativeAlgorithms.plain(value)));
    return Configuration.of(values);
  }

  /**
   * A configuration as the user's function gets it: a dotted name is a field of a nested mapping.
   */
  static JsonObject nested(JsonObject flat) {
    JsonObject nested = JsonObject.EMPTY;
    for (Map.Entry<String, Json> entry : flat.fields().entrySet()) {
      nested = put(nested, entry.getKey(), entry.getValue());
    }
    return nested;
  }

  private static JsonObject put(JsonObject into, String name, Json value) {
    int dot = name.indexOf('.');
    if (dot < 0) {
      return into.with(name, value);
    }
    String outer = name.substring(0, dot);
    return into.with(outer, put(into.object(outer), name.substring(dot + 1), value));
  }

  /**
   * A nested mapping with dotted names instead; a mapping that a parameter lists as a value stays
   * whole.
   */
  static Map<String, Object> dotted(JsonObject nested, List<SpaceParameter> parameters) {
    Map<String, Object> flat = new LinkedHashMap<>();
    collect(nested, "", parameters, flat);
    return flat;
  }

  private static void collect(
      JsonObject from, String prefix, List<SpaceParameter> parameters, Map<String, Object> into) {
    from.fields()
        .forEach((name, value) -> {
          String dotted = prefix + name;
          boolean inner =
              value instanceof JsonObject
                  && parameters.stream()
                      .anyMatch(parameter -> parameter.name().startsWith(dotted + "."));
          if (inner) {
            collect((JsonObject) value, dotted + ".", parameters, into);
          } else {
            into.put(dotted, NativeAlgorithms.plain(value));
          }
        });
  }

  private static Json json(Object value) {
    return switch (value) {
      case String text -> Json.of(text);
      case Boolean bool -> Json.of(bool);
      case Nothing none -> Json.NULL;
      case Number number -> new io.eagleray.json.JsonNumber(number);
      case List<?> list -> list.stream().map(SpaceMapping::json).collect(JsonArray.collect());
      case Map<?, ?> map -> {
        JsonObject.Builder object = JsonObject.builder();
        map.forEach((name, item) -> object.put((String) name, json(item)));
        yield object.build();
      }
      default -> throw new IllegalStateException("no value of a space: " + value.getClass());
    };
  }
}
