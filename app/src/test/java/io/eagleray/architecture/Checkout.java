package io.eagleray.architecture;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The project's own files. */
public final class Checkout {
  /** The folder that holds the launcher: tests run in their module's folder. */
  public static final Path ROOT =
      Stream.iterate(Path.of("").toAbsolutePath(), folder -> folder != null, Path::getParent)
          .filter(folder -> Files.isRegularFile(folder.resolve("eagleray")))
          .findFirst()
          .orElseThrow(() -> new IllegalStateException("not inside a checkout"));

  private Checkout() {}

  /**
   * All files below a folder, but those in folders that are hidden or hold what was built. Builds
   * and tests may run beside this: what vanishes meanwhile is passed over.
   */
  public static List<Path> files(String folder) throws IOException {
    List<Path> files = new ArrayList<>();
    Files.walkFileTree(ROOT.resolve(folder), new Collecting(files));
    return files;
  }

  private static final class Collecting extends SimpleFileVisitor<Path> {
    private final List<Path> files;

    Collecting(List<Path> files) {
      this.files = files;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      return folder.endsWith("target") || folder.endsWith("__pycache__") || isHidden(folder)
          ? FileVisitResult.SKIP_SUBTREE
          : FileVisitResult.CONTINUE;
    }

    private static boolean isHidden(Path folder) {
      return Objects.requireNonNull(folder.getFileName()).toString().startsWith(".");
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      files.add(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException vanished) {
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException vanished) {
      return FileVisitResult.CONTINUE;
    }
  }
}
