package io.eagleray.engine.ray;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A search in the fingerprint of a Ray node, taken apart to say what differs from another. */
final class SearchPrint {
  private static final Pattern PARTS =
      Pattern.compile(
          "(?s)(.*) space=(.*) metric=(.*) mode=(.*) seed=(.*) sampler=(.*) scheduler=(.*)");
  private static final List<String> NAMES =
      List.of("metric", "mode", "seed", "sampler", "scheduler");

  private static final Set<String> NUMERIC = Set.of("Range", "Normal");

  private static final Pattern COMPONENT = Pattern.compile("(\\w+)=([^,\\]]+)");

  private SearchPrint() {}

  /** What differs, one for each thing; empty where it is not the search, or cannot be told. */
  static List<String> differences(String before, String after) {
    Matcher old = PARTS.matcher(before);
    Matcher now = PARTS.matcher(after);
    List<String> found = new ArrayList<>();
    if (!old.matches() || !now.matches()) {
      return found;
    }
    spaces(parameters(old.group(2)), parameters(now.group(2)), found);
    for (int i = 0; i < NAMES.size(); i++) {
      String was = old.group(i + 3);
      String is = now.group(i + 3);
      if (!was.equals(is)) {
        found.add(NAMES.get(i) + " was " + shown(was) + " and is " + shown(is));
      }
    }
    return found;
  }

  private static void spaces(
      Map<String, String> before, Map<String, String> after, List<String> found) {
    before.forEach((name, domain) -> {
      String now = after.get(name);
      if (now == null) {
        found.add("\"" + name + "\" was removed from the search space");
      } else if (!now.equals(domain)) {
        found.add("\"" + name + "\" in the search space: " + change(domain, now));
      }
    });
    after.keySet().stream()
        .filter(name -> !before.containsKey(name))
        .forEach(name -> found.add("\"" + name + "\" was added to the search space"));
    if (found.isEmpty() && !List.copyOf(before.keySet()).equals(List.copyOf(after.keySet()))) {
      found.add("the order of the search space");
    }
  }

  /** Those components that differ, where the kind is the same. */
  private static String change(String before, String after) {
    Map<String, String> old = components(before);
    Map<String, String> now = components(after);
    List<String> changes = new ArrayList<>();
    if (NUMERIC.contains(kind(before))
        && kind(before).equals(kind(after))
        && old.keySet().equals(now.keySet())) {
      old.forEach((name, was) -> {
        String is = Objects.requireNonNull(now.get(name), name);
        if (!was.equals(is)) {
          changes.add(name + " was " + was + " and is " + is);
        }
      });
    }
    return changes.isEmpty() ? "it was " + before + " and is " + after : String.join(", ", changes);
  }

  private static String kind(String domain) {
    return domain.substring(0, Math.max(0, domain.indexOf('[')));
  }

  private static Map<String, String> components(String domain) {
    Map<String, String> components = new LinkedHashMap<>();
    COMPONENT
        .matcher(domain)
        .results()
        .forEach(found -> components.put(found.group(1), found.group(2)));
    return components;
  }

  private static Map<String, String> parameters(String space) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String item : space.split(";", -1)) {
      int equals = item.indexOf('=');
      if (equals > 0) {
        parameters.put(
            item.substring(0, equals), item.substring(equals + 1).replace("Optional.empty", ""));
      }
    }
    return parameters;
  }

  private static String shown(String value) {
    return value
        .replaceFirst("^Optional(?:Long)?\\[(.*)]$", "$1")
        .replaceFirst("^Optional(?:Long)?\\.empty$", "absent");
  }
}
