package io.eagleray.engine.task.java;

import io.eagleray.engine.hash.WordHash;
import io.eagleray.engine.task.FileContents;
import io.eagleray.spi.Shipment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The code of Java methods: everything on their class path, by its content. Of a method in a source
 * file that is what was compiled of this file and of those beside it that it uses.
 */
final class JavaCode {
  private final FileContents contents = new FileContents();

  /** A hash; empty where something of it cannot be read. */
  Optional<String> of(Shipment method) {
    WordHash hash =
        new WordHash()
            .add("Java " + Runtime.version().feature())
            .add(method.command())
            .add(method.parameters().text());
    try {
      for (Path entry : method.classPath()) {
        if (Files.exists(entry)) {
          // Two jars in another order may be other code; where they lie does not matter.
          hash.add("entry");
          for (Path file : FileContents.below(entry)) {
            hash.add(entry.relativize(file).toString()).add(contents.sha256(file));
          }
        }
      }
    } catch (IOException gone) {
      return Optional.empty();
    }
    return Optional.of(hash.hex());
  }
}
