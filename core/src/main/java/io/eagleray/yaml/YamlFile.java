package io.eagleray.yaml;

import io.eagleray.problem.Location;
import io.eagleray.problem.Problems;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Reads a YAML file (JSON is YAML too); what is wrong with it is told to the problems. */
final class YamlFile {
  static final int MAX_BYTES = 10_000_000;

  private YamlFile() {}

  /**
   * @param name the file as the user named it
   * @return empty where it cannot be read, which has been told
   */
  static Optional<Document> read(Path file, String name, Problems problems) {
    Location whole = Location.of(name);
    try {
      if (Files.isDirectory(file)) {
        problems.error(whole, "is a folder; name a file");
        return Optional.empty();
      }
      if (Files.size(file) > MAX_BYTES) {
        problems.error(
            whole,
            "has "
                + Files.size(file)
                + " bytes; at most "
                + MAX_BYTES
                + " are read: give large data as the path of a file");
        return Optional.empty();
      }
      return parse(Files.readString(file), name, problems);
    } catch (NoSuchFileException e) {
      problems.error(whole, "there is no such file");
    } catch (CharacterCodingException e) {
      problems.error(whole, "is not text in UTF-8");
    } catch (IOException e) {
      problems.error(whole, "cannot be read: " + e.getMessage());
    }
    return Optional.empty();
  }

  /** Reads a text. */
  static Optional<Document> parse(String text, String name, Problems problems) {
    // One buffer for all: the parser copies what it has not used whenever it fills its buffer.
    LoadSettings settings =
        LoadSettings.builder()
            .setLabel(name)
            .setCodePointLimit(MAX_BYTES)
            .setBufferSize(Math.max(1, text.length()))
            .build();
    String withoutMark = text.startsWith("\uFEFF") ? text.substring(1) : text;
    try {
      Optional<Document> document =
          new TreeBuilder(name, new Parse(settings).parseString(withoutMark).iterator(), problems)
              .document();
      if (document.isEmpty()) {
        problems.error(Location.of(name), "the file is empty");
      }
      return document;
    } catch (UnreadableYamlException e) {
      problems.error(e.at(), String.valueOf(e.getMessage()));
    } catch (MarkedYamlEngineException e) {
      problems.error(
          e.getProblemMark()
              .map(mark -> new Location(name, mark.getLine() + 1, mark.getColumn() + 1))
              .orElse(Location.of(name)),
          "not YAML: " + e.getProblem().replace('\n', ' ') + more(e));
    } catch (ReaderException e) {
      problems.error(
          place(name, withoutMark, e.getPosition()),
          "not YAML: the character U+%04X is not allowed".formatted(e.getCodePoint()));
    } catch (YamlEngineException e) {
      problems.error(Location.of(name), "not YAML: " + firstLine(e));
    }
    return Optional.empty();
  }

  /** Where that began which does not end, and what is meant where a text was. */
  private static String more(MarkedYamlEngineException e) {
    if (e.getProblem().startsWith("mapping values are not allowed")) {
      return "; a text with \": \" in it stands in quotes";
    }
    return e.getContextMark()
        .filter(begin ->
            e.getProblemMark().filter(mark -> mark.getLine() > begin.getLine()).isPresent())
        .map(begin -> ", " + e.getContext() + " that begins at line " + (begin.getLine() + 1))
        .orElse("");
  }

  /** The place of a character. */
  private static Location place(String name, String text, int position) {
    int[] before = text.codePoints().limit(position).toArray();
    int line = 1;
    int column = 1;
    for (int character : before) {
      column = character == '\n' ? 1 : column + 1;
      line += character == '\n' ? 1 : 0;
    }
    return new Location(name, line, column);
  }

  private static String firstLine(YamlEngineException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }
}
