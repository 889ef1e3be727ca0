package io.eagleray.yaml;

import io.eagleray.json.Json;
import io.eagleray.json.JsonText;
import io.eagleray.problem.Location;
import io.eagleray.problem.Problems;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;

/**
 * Builds one document of the parser's events. An alias shares the value that its anchor names, so
 * aliases cost no memory; what they would be when written out is counted and bounded.
 */
final class TreeBuilder {
  static final int MAX_DEPTH = 100;
  static final int MAX_ALIASED = 100_000;
  private static final String STANDARD_TAG = "tag:yaml.org,2002:";

  private final String file;
  private final Iterator<Event> events;
  private final Problems problems;
  private final Map<String, Anchored> anchors = new HashMap<>();
  private final Set<Location> used = new LinkedHashSet<>();
  private @Nullable Event latest;
  private int count;
  private int aliased;
  private int depth;
  private int deepest;

  TreeBuilder(String file, Iterator<Event> events, Problems problems) {
    this.file = file;
    this.events = events;
    this.problems = problems;
  }

  /**
   * What an anchor names; no value while that is still being read.
   *
   * @param size how many values it is
   * @param height how many levels deep
   */
  private record Anchored(Location at, @Nullable Located value, int size, int height) {}

  /** The document's value; empty where the file has none. */
  Optional<Document> document() {
    skip(Event.ID.StreamStart);
    if (next().getEventId() == Event.ID.StreamEnd) {
      return Optional.empty();
    }
    Located root = node(next());
    skip(Event.ID.DocumentEnd);
    Event end = next();
    if (end.getEventId() != Event.ID.StreamEnd) {
      throw new UnreadableYamlException(at(end), "a second document starts here; only one is read");
    }
    return Optional.of(new Document(root, List.copyOf(used)));
  }

  private Event next() {
    try {
      latest = events.next();
      return latest;
    } catch (IllegalArgumentException e) {
      // The parser's own words for "\U99999999", and for a text that ends in "\x".
      throw new UnreadableYamlException(
          latest == null ? Location.of(file) : at(latest),
          "not YAML: in a text in double quotes that follows, a \\x, \\u or \\U stands for no"
              + " character; write \\\\ for a backslash");
    }
  }

  private void skip(Event.ID expected) {
    Event event = next();
    if (event.getEventId() != expected) {
      throw new UnreadableYamlException(at(event), "not YAML: unexpected " + event.getEventId());
    }
  }

  private Located node(Event event) {
    if (event instanceof AliasEvent alias) {
      return alias(alias);
    }
    count++;
    int before = count;
    Optional<Anchor> anchor = ((NodeEvent) event).getAnchor();
    anchor.ifPresent(name -> anchors.put(name.getValue(), new Anchored(at(event), null, 0, 0)));
    int deepestBefore = deepest;
    deepest = depth;
    Located node =
        switch (event) {
          case ScalarEvent scalar -> new Located.Scalar(at(scalar), value(scalar));
          case CollectionStartEvent start -> collection(start);
          default ->
              throw new UnreadableYamlException(
                  at(event), "not YAML: unexpected " + event.getEventId());
        };
    int height = deepest - depth;
    deepest = Math.max(deepest, deepestBefore);
    anchor.ifPresent(name ->
        anchors.put(name.getValue(), new Anchored(at(event), node, 1 + count - before, height)));
    return node;
  }

  private Located alias(AliasEvent alias) {
    String name = alias.getAlias().getValue();
    Anchored anchored = anchors.get(name);
    if (anchored == null) {
      throw new UnreadableYamlException(at(alias), "no anchor \"&" + name + "\" before its alias");
    }
    if (anchored.value() == null) {
      throw new UnreadableYamlException(at(alias), "the alias \"*" + name + "\" contains itself");
    }
    count += anchored.size();
    aliased += anchored.size();
    if (aliased > MAX_ALIASED) {
      throw new UnreadableYamlException(
          at(alias), "aliases stand for more than " + MAX_ALIASED + " values; write fewer of them");
    }
    descend(depth + anchored.height(), alias);
    used.add(anchored.at());
    return anchored.value();
  }

  /** Counts a level that is reached, be it written there or by an alias. */
  private void descend(int level, Event event) {
    if (level > MAX_DEPTH) {
      throw new UnreadableYamlException(
          at(event), "nested deeper than " + MAX_DEPTH + " levels; write it flatter");
    }
    deepest = Math.max(deepest, level);
  }

  private Located collection(CollectionStartEvent start) {
    descend(++depth, start);
    boolean mapping = start instanceof MappingStartEvent;
    start
        .getTag()
        .filter(tag -> !tag.equals("!") && !tag.equals(STANDARD_TAG + (mapping ? "map" : "seq")))
        .ifPresent(tag -> unknownTag(start, tag));
    Located node = mapping ? mapping(start) : sequence(start);
    depth--;
    return node;
  }

  private Located sequence(Event start) {
    List<Located> items = new ArrayList<>();
    for (Event event = next(); event.getEventId() != Event.ID.SequenceEnd; event = next()) {
      items.add(node(event));
    }
    return new Located.Sequence(at(start), Collections.unmodifiableList(items));
  }

  private Located mapping(Event start) {
    Map<String, Located.Entry> entries = new LinkedHashMap<>();
    Map<String, Location> own = new HashMap<>();
    for (Event event = next(); event.getEventId() != Event.ID.MappingEnd; event = next()) {
      Location keyAt = at(event);
      String key = key(event);
      Located value = node(next());
      if (event instanceof ScalarEvent written && written.isPlain() && key.equals("<<")) {
        merge(entries, value);
        continue;
      }
      Location first = own.putIfAbsent(key, keyAt);
      if (first == null) {
        entries.put(key, new Located.Entry(keyAt, value));
      } else {
        problems.error(
            keyAt,
            "duplicate key \""
                + key
                + "\"; it stands at line "
                + first.line()
                + " already, write it once");
      }
    }
    return new Located.Mapping(at(start), Collections.unmodifiableMap(entries));
  }

  private String key(Event event) {
    if (event instanceof ScalarEvent key) {
      node(key);
      return key.getValue();
    }
    if (event instanceof AliasEvent alias && alias(alias) instanceof Located.Scalar named) {
      return named.value() instanceof JsonText text ? text.value() : named.value().text();
    }
    throw new UnreadableYamlException(at(event), "a key must be text, not a list or mapping");
  }

  /** Merges as YAML 1.1 does: what is written in the mapping wins, then what is merged first. */
  private void merge(Map<String, Located.Entry> entries, Located value) {
    switch (value) {
      case Located.Mapping mapping -> mapping.entries().forEach(entries::putIfAbsent);
      case Located.Sequence sequence -> sequence.items().forEach(item -> merge(entries, item));
      case Located.Scalar scalar ->
          problems.error(
              scalar.at(), "\"<<\" must name a mapping or a list of them, not " + scalar.value());
    }
  }

  private Json value(ScalarEvent event) {
    Json plain = PlainScalar.resolve(event.getValue());
    String tag = event.getTag().orElse("");
    if (tag.isEmpty()) {
      return event.isPlain() ? plain : Json.of(event.getValue());
    }
    boolean fits =
        switch (tag) {
          case "!", STANDARD_TAG + "str" -> true;
          case STANDARD_TAG + "int" -> plain.kind().equals("integer");
          case STANDARD_TAG + "float" ->
              plain.kind().equals("number") || plain.kind().equals("integer");
          case STANDARD_TAG + "bool" -> plain.kind().equals("boolean");
          case STANDARD_TAG + "null" -> plain.kind().equals("null");
          default -> false;
        };
    if (!fits) {
      unknownTag(event, tag);
    }
    return tag.equals("!") || tag.endsWith("str") ? Json.of(event.getValue()) : plain;
  }

  private void unknownTag(Event event, String tag) {
    problems.error(
        at(event),
        "the tag \""
            + tag.replace(STANDARD_TAG, "!!")
            + "\" does not fit here; write the value without a tag");
  }

  private Location at(Event event) {
    Mark mark = event.getStartMark().orElseThrow();
    return new Location(file, mark.getLine() + 1, mark.getColumn() + 1);
  }
}
