package io.eagleray.yaml;

import io.eagleray.json.JsonText;
import io.eagleray.problem.Location;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code written_by} says of the program that wrote a pipeline's file. Its user knows that
 * program and not the file: messages name places in the program, and relative paths are looked for
 * beside it.
 *
 * @param folder beside which relative paths are looked for; absolute
 * @param file the program's, as messages name it
 */
record WrittenBy(Path folder, String file) {
  static final String KEY = "written_by";

  /** The key of a step that holds its place in the program: {@code Tuning.java:14}. */
  private static final String AT = "at";

  /** Reads it; empty where a person wrote the file, or where something is wrong, which is told. */
  static Optional<WrittenBy> read(YamlMapping top) {
    Optional<YamlMapping> written = top.child(KEY);
    if (written.isEmpty()) {
      return Optional.empty();
    }
    Optional<Path> folder = written.get().text("folder").flatMap(WrittenBy::absolute);
    Optional<String> file = written.get().text("file").filter(name -> !name.isBlank());
    if (folder.isEmpty()) {
      written.get().reject("folder", "an absolute path");
    }
    if (file.isEmpty()) {
      written.get().reject("file", "the name of the program's file");
    }
    return folder.flatMap(path -> file.map(name -> new WrittenBy(path, name)));
  }

  private static Optional<Path> absolute(String text) {
    try {
      return Optional.of(Path.of(text)).filter(Path::isAbsolute).map(Path::normalize);
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  /** The document with the places in the program that its steps name; these are taken out. */
  static Located.Mapping placed(Located.Mapping root) {
    return root.entries().containsKey(KEY) ? mapping(root, Optional.empty()) : root;
  }

  private static Located.Mapping mapping(Located.Mapping mapping, Optional<Location> around) {
    Optional<Location> own = place(mapping);
    Optional<Location> place = own.or(() -> around);
    Map<String, Located.Entry> entries = new LinkedHashMap<>();
    mapping
        .entries()
        .forEach((key, entry) -> {
          if (own.isEmpty() || !key.equals(AT)) {
            Located value = value(entry.value(), place);
            Location keyAt = value instanceof Located.Mapping ? value.at() : entry.keyAt();
            entries.put(
                key, new Located.Entry(place(entry.value()).or(() -> place).orElse(keyAt), value));
          }
        });
    return new Located.Mapping(place.orElse(mapping.at()), entries);
  }

  private static Located value(Located value, Optional<Location> around) {
    return switch (value) {
      case Located.Scalar scalar -> new Located.Scalar(around.orElse(scalar.at()), scalar.value());
      case Located.Sequence sequence -> {
        List<Located> items = new ArrayList<>();
        sequence.items().forEach(item -> items.add(value(item, around)));
        yield new Located.Sequence(around.orElse(sequence.at()), items);
      }
      case Located.Mapping mapping -> mapping(mapping, around);
    };
  }

  private static Optional<Location> place(Located value) {
    if (value instanceof Located.Mapping mapping
        && mapping.entries().get(AT) instanceof Located.Entry at
        && at.value() instanceof Located.Scalar scalar
        && scalar.value() instanceof JsonText text) {
      return place(text.value());
    }
    return Optional.empty();
  }

  private static Optional<Location> place(String text) {
    int colon = text.lastIndexOf(':');
    try {
      return colon <= 0
          ? Optional.empty()
          : Optional.of(
              new Location(
                  text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)), 0));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
