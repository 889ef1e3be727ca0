package io.eagleray.engine.python;

import io.eagleray.hash.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A requirements file together with those that it includes. */
final class Requirements {
  private static final Pattern INCLUDE =
      Pattern.compile("\\s*(?:-r|-c|--requirement|--constraint)[ =]?\\s*([^\\s#]+).*");

  private final Path file;
  private final TreeMap<Path, String> texts = new TreeMap<>();

  private Requirements(Path file) {
    this.file = file;
  }

  static Requirements read(Path file) throws IOException {
    Requirements requirements = new Requirements(file.toAbsolutePath().normalize());
    requirements.add(requirements.file);
    return requirements;
  }

  private void add(Path included) throws IOException {
    if (texts.containsKey(included)) {
      return;
    }
    // Whatever its encoding: pip reads others than UTF-8 too.
    String text = new String(Files.readAllBytes(included), StandardCharsets.UTF_8);
    texts.put(included, text);
    for (String line : text.lines().toList()) {
      Matcher matcher = INCLUDE.matcher(line);
      if (matcher.matches()) {
        Path other = included.resolveSibling(matcher.group(1)).normalize();
        // A missing one, or an address, is for pip to tell.
        if (Files.isRegularFile(other)) {
          add(other);
        }
      }
    }
  }

  Path file() {
    return file;
  }

  /** What an environment of an interpreter with these requirements is called. */
  String key(Interpreter interpreter) {
    MessageDigest digest = Sha256.digest();
    String head = interpreter.executable() + " " + interpreter.version() + "\n";
    digest.update(head.getBytes(StandardCharsets.UTF_8));
    for (String text : texts.values()) {
      digest.update((text.length() + ":" + text).getBytes(StandardCharsets.UTF_8));
    }
    return HexFormat.of().formatHex(digest.digest()).substring(0, 16);
  }
}
