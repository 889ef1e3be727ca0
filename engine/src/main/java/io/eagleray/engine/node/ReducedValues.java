package io.eagleray.engine.node;

import io.eagleray.json.Json;
import io.eagleray.json.JsonArray;
import io.eagleray.json.JsonNumber;
import io.eagleray.json.JsonObject;
import io.eagleray.json.JsonText;
import io.eagleray.model.Reducer;
import io.eagleray.model.Return;
import io.eagleray.run.Value;
import io.eagleray.yaml.Values;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * The values of one name, by branch, made one.
 *
 * <p>A branch that returned none is left out, but for a list, where null stands for it. Of no value
 * at all the sum and the count are 0, the list and what is merged are empty, and everything else is
 * null.
 */
final class ReducedValues {
  private final List<Optional<Value>> values;

  ReducedValues(List<Optional<Value>> values) {
    this.values = values;
  }

  /**
   * The one value.
   *
   * @throws IrreducibleException if the values are not what the reducer takes
   */
  Value by(Reducer.Kind kind) {
    return switch (kind) {
      case LIST -> Value.of(list());
      case SUM -> number(sum());
      case MEAN -> number(mean());
      case MIN -> number(extreme(order -> order < 0));
      case MAX -> number(extreme(order -> order > 0));
      case FIRST -> present().stream().findFirst().orElse(Value.of(Json.NULL));
      case LAST -> present().isEmpty() ? Value.of(Json.NULL) : present().getLast();
      case COUNT -> Value.of(Json.of(present().size()));
      case MERGE -> Value.of(merged());
    };
  }

  /** All values in order. */
  JsonArray list() {
    return values.stream()
        .map(value -> value.map(Value::json).orElse(Json.NULL))
        .collect(JsonArray.collect());
  }

  private List<Value> present() {
    return values.stream().flatMap(Optional::stream).toList();
  }

  /** What is made of metrics is one too. */
  private Value number(Json json) {
    boolean metrics =
        json instanceof JsonNumber
            && present().stream().allMatch(value -> value.kind() == Return.Kind.METRIC);
    return new Value(metrics ? Return.Kind.METRIC : Return.Kind.JSON, json);
  }

  /** Of integers an integer, however large; else as floating point, from the first on. */
  private Json sum() {
    BigInteger whole = BigInteger.ZERO;
    double total = 0;
    boolean integers = true;
    for (JsonNumber number : numbers()) {
      integers &= number.isInteger();
      whole = number.isInteger() ? whole.add(exact(number)) : whole;
      total += number.asDouble();
    }
    return integers ? new JsonNumber(whole) : Json.of(total);
  }

  private Json mean() {
    List<JsonNumber> numbers = numbers();
    if (numbers.isEmpty()) {
      return Json.NULL;
    }
    return Json.of(((JsonNumber) sum()).asDouble() / numbers.size());
  }

  private Json extreme(IntPredicate better) {
    List<Value> all = present();
    if (!all.isEmpty() && all.getFirst().json() instanceof JsonText) {
      return best(typed(JsonText.class, "a text"), better);
    }
    return best(numbers(), better);
  }

  /** NaN is never it where there is another one. */
  private static Json best(List<? extends Json> all, IntPredicate better) {
    Json best = Json.NULL;
    for (Json each : all) {
      boolean first = best == Json.NULL || isNaN(best);
      best = first || !isNaN(each) && better.test(compare(each, best)) ? each : best;
    }
    return best;
  }

  private static boolean isNaN(Json json) {
    return json instanceof JsonNumber number && Double.isNaN(number.asDouble());
  }

  private static int compare(Json one, Json other) {
    if (one instanceof JsonText text && other instanceof JsonText than) {
      return text.value().compareTo(than.value());
    }
    JsonNumber number = (JsonNumber) one;
    JsonNumber than = (JsonNumber) other;
    return number.isInteger() && than.isInteger()
        ? exact(number).compareTo(exact(than))
        : Double.compare(number.asDouble(), than.asDouble());
  }

  /** An integer's value. */
  private static BigInteger exact(JsonNumber number) {
    return number.value() instanceof BigInteger large ? large : BigInteger.valueOf(number.asLong());
  }

  private Json merged() {
    boolean lists = present().stream().map(Value::json).anyMatch(JsonArray.class::isInstance);
    if (lists) {
      List<Json> all = new ArrayList<>();
      typed(JsonArray.class, "a list").forEach(list -> all.addAll(list.items()));
      return new JsonArray(all);
    }
    Map<String, Json> all = new LinkedHashMap<>();
    typed(JsonObject.class, "a mapping").forEach(mapping -> all.putAll(mapping.fields()));
    return new JsonObject(all);
  }

  private List<JsonNumber> numbers() {
    return typed(JsonNumber.class, "a number");
  }

  private <T extends Json> List<T> typed(Class<T> type, String what) {
    List<T> all = new ArrayList<>(values.size());
    for (int branch = 0; branch < values.size(); branch++) {
      Optional<Json> value = values.get(branch).map(Value::json);
      if (value.isPresent()) {
        if (!type.isInstance(value.get())) {
          throw new IrreducibleException(
              "value " + branch + " is " + Values.shown(value.get()) + ", and must be " + what);
        }
        all.add(type.cast(value.get()));
      }
    }
    return all;
  }
}
