package io.eagleray.engine.node;

import io.eagleray.model.Reducer;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the {@code lambda} texts of Runnable's files mean; nothing of them is run. */
final class LambdaText {
  private static final Pattern FORM =
      Pattern.compile("lambda\\s*\\*\\s*(\\w+)\\s*:(.*)", Pattern.DOTALL);

  /** By the text behind the colon, without spaces, with {@code x} as the argument. */
  private static final Map<String, Reducer.Kind> MEANINGS =
      Map.ofEntries(
          Map.entry("x", Reducer.Kind.LIST),
          Map.entry("[*x]", Reducer.Kind.LIST),
          Map.entry("list(x)", Reducer.Kind.LIST),
          Map.entry("tuple(x)", Reducer.Kind.LIST),
          Map.entry("sum(x)", Reducer.Kind.SUM),
          Map.entry("max(x)", Reducer.Kind.MAX),
          Map.entry("max(*x)", Reducer.Kind.MAX),
          Map.entry("min(x)", Reducer.Kind.MIN),
          Map.entry("min(*x)", Reducer.Kind.MIN),
          Map.entry("len(x)", Reducer.Kind.COUNT),
          Map.entry("sum(x)/len(x)", Reducer.Kind.MEAN),
          Map.entry("x[0]", Reducer.Kind.FIRST),
          Map.entry("x[-1]", Reducer.Kind.LAST));

  private LambdaText() {}

  /** The reducer that does the same; empty where none does, or where it cannot be told. */
  static Optional<Reducer.Kind> meaning(String text) {
    Matcher matcher = FORM.matcher(text.strip());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String argument = Pattern.quote(matcher.group(1));
    String body =
        matcher
            .group(2)
            .replaceAll(
                "\\[\\s*(\\w+)\\s+for\\s+\\1\\s+in\\s+" + argument + "\\s*]",
                "[*" + matcher.group(1) + "]")
            .replaceAll("\\b" + argument + "\\b", "x")
            .replaceAll("\\s+", "");
    return Optional.ofNullable(MEANINGS.get(body));
  }
}
