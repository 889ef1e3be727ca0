package io.eagleray.engine.node;

import io.eagleray.json.Json;
import io.eagleray.json.JsonObject;
import io.eagleray.model.CatalogFiles;
import io.eagleray.model.JavaSettings;
import io.eagleray.model.Reducer;
import io.eagleray.model.Reducers;
import io.eagleray.model.Resources;
import io.eagleray.model.Return;
import io.eagleray.model.Task;
import io.eagleray.problem.Location;
import io.eagleray.problem.Nearest;
import io.eagleray.spi.Containers;
import io.eagleray.spi.MappingReader;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads {@code reducer}: a word, a function, or a mapping of names of returns to these. Of
 * Runnable's {@code lambda} texts those that say what a word says are read as that word.
 */
final class ReducerReader {
  private static final String KEY = "reducer";
  private static final Pattern DOTTED = Pattern.compile("[\\p{L}_][\\w]*(\\.[\\p{L}_][\\w]*)+");

  private final MappingReader mapping;
  private final JsonObject options;

  /**
   * @param overrides what is said of where functions run
   */
  ReducerReader(MappingReader mapping, JsonObject overrides) {
    this.mapping = mapping;
    this.options =
        overrides.fields().isEmpty()
            ? JsonObject.EMPTY
            : JsonObject.builder().put(Containers.OVERRIDES, overrides).build();
  }

  Reducers read() {
    Optional<Json> written = mapping.json(KEY).filter(reducer -> !reducer.equals(Json.NULL));
    if (written.isEmpty()) {
      return Reducers.NONE;
    }
    if (!(written.get() instanceof JsonObject)) {
      return new Reducers(text(mapping, KEY), Map.of());
    }
    Map<String, Reducer> byName = new LinkedHashMap<>();
    MappingReader names = mapping.mapping(KEY).orElseThrow();
    for (String name : names.keys()) {
      text(names, name).ifPresent(reducer -> byName.put(name, reducer));
    }
    return new Reducers(Optional.empty(), byName);
  }

  private Optional<Reducer> text(MappingReader mapping, String key) {
    return mapping.text(key).flatMap(text -> reducer(text.strip(), mapping, key));
  }

  private Optional<Reducer> reducer(String text, MappingReader mapping, String key) {
    Location at = mapping.valueAt(key);
    if (text.startsWith("lambda")) {
      Optional<Reducer> known = LambdaText.meaning(text).map(kind -> new Reducer.Named(kind, at));
      if (known.isEmpty()) {
        mapping
            .problems(key)
            .error(
                at,
                mapping.label(key)
                    + ": this lambda is not understood; write "
                    + String.join(", ", words())
                    + ", or name a function: module.function or File.java::method");
      }
      return known;
    }
    for (Reducer.Kind kind : Reducer.Kind.values()) {
      if (kind.word().equals(text)) {
        return Optional.of(new Reducer.Named(kind, at));
      }
    }
    if (text.contains("::")) {
      return Optional.of(function("java", text, at));
    }
    if (DOTTED.matcher(text).matches()) {
      return Optional.of(function("python", text, at));
    }
    mapping
        .problems(key)
        .error(
            at,
            mapping.label(key)
                + " must be "
                + String.join(", ", words())
                + " or a function (module.function or File.java::method), not \""
                + text
                + "\""
                + Nearest.hint(text, words()));
    return Optional.empty();
  }

  private static List<String> words() {
    return Arrays.stream(Reducer.Kind.values()).map(Reducer.Kind::word).toList();
  }

  private Reducer function(String commandType, String command, Location at) {
    return new Reducer.Function(
        new Task(
            commandType,
            command,
            at,
            List.of(new Return(Reducer.Function.RESULT, Return.Kind.JSON, at)),
            List.of(),
            CatalogFiles.NONE,
            Optional.empty(),
            JavaSettings.NONE,
            Resources.DEFAULT,
            Task.Isolation.SHARED,
            options));
  }
}
