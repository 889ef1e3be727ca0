package io.eagleray.targets.ray.client.pack;

import io.eagleray.problem.InvalidInputException;
import io.eagleray.problem.Location;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The files of a folder that go into a package. Links are followed inside the folder. What goes
 * away while the folder is looked through is not in it.
 */
final class FolderFiles {
  private final Path root;
  private final Path realRoot;
  private final IgnoreRules rules;
  private final IgnoreFile excludes;
  private final Consumer<Found> found;

  /** A file, and its path below the folder. */
  record Found(String path, Path file, long size) {}

  private FolderFiles(Path root, IgnoreRules rules, Consumer<Found> found) throws IOException {
    this.root = root;
    this.realRoot = root.toRealPath();
    this.rules = rules;
    this.excludes = IgnoreFile.of("", rules.excludes());
    this.found = found;
  }

  /**
   * Tells all files.
   *
   * @throws InvalidInputException if there is something that cannot go into a package
   */
  static void of(Path root, IgnoreRules rules, Consumer<Found> found) throws IOException {
    new FolderFiles(root, rules, found).walk(root, "", List.of(), List.of(root.toRealPath()));
  }

  /** The ignore files from the top down to a folder, of one name each. */
  private record Heard(List<IgnoreFile> git, List<IgnoreFile> ray) {}

  private void walk(Path folder, String prefix, List<Heard> above, List<Path> open)
      throws IOException {
    List<Heard> heard = above;
    if (rules.readsFiles()) {
      heard = new ArrayList<>(above);
      heard.add(
          new Heard(
              IgnoreFile.read(prefix, folder.resolve(IgnoreRules.FILES.get(0))).stream().toList(),
              IgnoreFile.read(prefix, folder.resolve(IgnoreRules.FILES.get(1))).stream().toList()));
    }
    List<Path> children = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
      stream.forEach(children::add);
    } catch (NoSuchFileException gone) {
      return;
    }
    children.sort(null);
    for (Path child : children) {
      visit(child, prefix + child.getFileName(), heard, open);
    }
  }

  private void visit(Path child, String path, List<Heard> heard, List<Path> open)
      throws IOException {
    BasicFileAttributes own;
    try {
      own = attributes(child, LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException gone) {
      return;
    }
    // A link to a folder is a file to git; here it is what it leads to.
    if (isLeftOut(
        path,
        String.valueOf(child.getFileName()),
        own.isSymbolicLink() ? Files.isDirectory(child) : own.isDirectory(),
        heard)) {
      return;
    }
    BasicFileAttributes attributes = own;
    Path real = child;
    if (own.isSymbolicLink()) {
      real = target(child);
      attributes = attributes(real);
    }
    if (attributes.isDirectory()) {
      Path realFolder = child.toRealPath();
      if (rules.folders().contains(realFolder)) {
        return;
      }
      if (open.contains(realFolder)) {
        throw wrong(child, "is a link to a folder around it: leave it out with excludes");
      }
      List<Path> deeper = new ArrayList<>(open);
      deeper.add(realFolder);
      walk(child, path + "/", heard, deeper);
    } else if (attributes.isRegularFile()) {
      found.accept(new Found(path, child, attributes.size()));
    } else {
      throw wrong(
          child,
          "is a socket, a pipe or a device, which cannot be sent: leave it out with excludes");
    }
  }

  private boolean isLeftOut(String path, String name, boolean isFolder, List<Heard> heard) {
    if (IgnoreRules.isAlwaysLeftOut(name) || excludes.decides(path, isFolder).orElse(false)) {
      return true;
    }
    boolean git = false;
    boolean ray = false;
    for (Heard level : heard) {
      for (IgnoreFile file : level.git()) {
        git = file.decides(path, isFolder).orElse(git);
      }
      for (IgnoreFile file : level.ray()) {
        ray = file.decides(path, isFolder).orElse(ray);
      }
    }
    return git || ray;
  }

  private Path target(Path link) throws IOException {
    Path real;
    try {
      real = link.toRealPath();
    } catch (NoSuchFileException e) {
      throw wrong(
          link,
          "is a link to "
              + Files.readSymbolicLink(link)
              + ", which is not there: remove it, or leave it out with excludes");
    } catch (FileSystemLoopException e) {
      throw wrong(link, "is a link that leads to itself: remove it");
    } catch (IOException e) {
      throw wrong(
          link, "is a link that cannot be followed: remove it, or leave it out with excludes");
    }
    if (!real.startsWith(realRoot)) {
      throw wrong(
          link,
          "is a link to "
              + Files.readSymbolicLink(link)
              + ", outside of the folder: copy what it leads to, or leave it out with excludes");
    }
    return real;
  }

  private static BasicFileAttributes attributes(Path file, LinkOption... options)
      throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class, options);
  }

  private InvalidInputException wrong(Path file, String what) {
    return new InvalidInputException(
        Location.of(root.toString()), "the file " + root.relativize(file) + " " + what);
  }
}
