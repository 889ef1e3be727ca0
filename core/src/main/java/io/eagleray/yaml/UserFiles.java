package io.eagleray.yaml;

import io.eagleray.file.FileNames;
import io.eagleray.problem.Location;
import io.eagleray.problem.Nearest;
import io.eagleray.problem.Problems;
import io.eagleray.problem.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds the files that a user's file names: beside that file, then in the working directory.
 *
 * @param folder of the file that names others
 * @param workingDirectory where the command runs
 */
public record UserFiles(Path folder, Path workingDirectory) {
  /**
   * Finds a file or folder. Where there is none an error is told; where both places have one of
   * that name, a warning, and the one beside the naming file is taken.
   *
   * @param at where it is named
   */
  public Optional<Path> find(String name, Location at, Problems problems) {
    try {
      Path beside = folder.resolve(name);
      Path working = workingDirectory.resolve(name);
      if (!Files.exists(beside)) {
        if (Files.exists(working)) {
          return Optional.of(working);
        }
        problems
            .about(Topic.FILES)
            .error(at, "there is no file \"" + name + "\"" + places() + nearest(beside));
        return Optional.empty();
      }
      if (Files.exists(working) && !Files.isSameFile(beside, working)) {
        problems
            .about(Topic.FILES)
            .warning(
                at,
                "\""
                    + name
                    + "\" is in "
                    + folder
                    + " and in "
                    + workingDirectory
                    + "; the first is used");
      }
      return Optional.of(beside);
    } catch (InvalidPathException e) {
      problems.about(Topic.FILES).error(at, FileNames.refusal(e));
      return Optional.empty();
    } catch (IOException e) {
      problems
          .about(Topic.FILES)
          .error(at, "\"" + name + "\" is no usable file name: " + e.getMessage());
      return Optional.empty();
    }
  }

  private String places() {
    return folder.equals(workingDirectory)
        ? " in " + folder
        : " in " + folder + " or " + workingDirectory;
  }

  private static String nearest(Path missing) {
    Path parent = missing.getParent();
    Path file = missing.getFileName();
    if (parent == null || file == null || !Files.isDirectory(parent)) {
      return "";
    }
    try (Stream<Path> siblings = Files.list(parent)) {
      List<String> names =
          siblings.limit(1000).map(Path::getFileName).map(String::valueOf).sorted().toList();
      return Nearest.hint(file.toString(), names);
    } catch (IOException e) {
      return "";
    }
  }
}
