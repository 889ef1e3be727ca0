package io.eagleray.engine.catalog;

import io.eagleray.spi.CatalogException;
import java.io.File;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import java.util.List;
import java.util.TreeSet;

/** The files of a folder that match a pattern. Links are followed as long as they stay inside. */
final class MatchingFiles extends SimpleFileVisitor<Path> {
  private final Path root;
  private final Path folder;
  private final CatalogGlob glob;
  private final List<Path> leftOut;
  private final TreeSet<Path> found = new TreeSet<>();

  private MatchingFiles(Path folder, CatalogGlob glob, List<Path> leftOut) throws IOException {
    this.folder = folder;
    this.root = folder.toRealPath();
    this.glob = glob;
    this.leftOut = leftOut;
  }

  /**
   * Finds them.
   *
   * @param leftOut folders that are not looked into: our own
   * @return paths relative to the folder, sorted
   */
  static List<Path> find(Path folder, CatalogGlob glob, List<Path> leftOut) throws IOException {
    Path start = folder.resolve(glob.fixedFolder());
    if (!Files.isDirectory(start)) {
      return List.of();
    }
    MatchingFiles visitor = new MatchingFiles(folder, glob, leftOut);
    Files.walkFileTree(start, EnumSet.of(FileVisitOption.FOLLOW_LINKS), glob.depth(), visitor);
    return List.copyOf(visitor.found);
  }

  /** What a file that was found is called on every system. */
  static String name(Path file) {
    return file.toString().replace(File.separatorChar, '/');
  }

  @Override
  public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
      throws IOException {
    for (Path own : leftOut) {
      if (Files.exists(own) && Files.isSameFile(directory, own)) {
        return FileVisitResult.SKIP_SUBTREE;
      }
    }
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
    Path relative = folder.relativize(file);
    if (attributes.isRegularFile() && glob.matches(relative)) {
      if (!file.toRealPath().startsWith(root)) {
        throw new CatalogException(
            "catalog pattern \""
                + glob
                + "\" matches "
                + relative
                + ", which is a link that leads out of "
                + folder);
      }
      found.add(relative);
    }
    return FileVisitResult.CONTINUE;
  }

  /** Folders that may not be read, links in circles and files that are just being deleted. */
  @Override
  public FileVisitResult visitFileFailed(Path file, IOException e) {
    return FileVisitResult.CONTINUE;
  }
}
