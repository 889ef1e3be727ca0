package io.eagleray.architecture;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The project's own files. */
public final class Checkout {
  /** The folder that holds the launcher: tests run in their module's folder. */
  public static final Path ROOT =
      Stream.iterate(Path.of("").toAbsolutePath(), folder -> folder != null, Path::getParent)
          .filter(folder -> Files.isRegularFile(folder.resolve("eagleray")))
          .findFirst()
          .orElseThrow(() -> new IllegalStateException("not inside a checkout"));

  private Checkout() {}
}
