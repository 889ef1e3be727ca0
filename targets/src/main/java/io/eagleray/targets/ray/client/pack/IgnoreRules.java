package io.eagleray.targets.ray.client.pack;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which files of a folder stay at home. Three sets of rules, each with the meaning of a {@code
 * .gitignore}: the {@code .gitignore} files of the folder, its {@code .rayignore} files, and {@code
 * excludes}; what one of them leaves out, none of the others takes back. Some names are always left
 * out: they are never of use elsewhere.
 *
 * @param readsFiles whether {@code .gitignore} and {@code .rayignore} files are heard
 * @param excludes lines as in a {@code .gitignore} in the folder
 * @param folders that stay at home wherever they lie; real paths
 */
public record IgnoreRules(boolean readsFiles, List<String> excludes, Set<Path> folders) {
  /** What the ignore files say. */
  public static final IgnoreRules USUAL = new IgnoreRules(true, List.of(), Set.of());

  /** Nothing but what is always left out. */
  public static final IgnoreRules NONE = new IgnoreRules(false, List.of(), Set.of());

  static final List<String> FILES = List.of(".gitignore", ".rayignore");

  private static final Set<String> ALWAYS =
      Set.of(".git", ".venv", "__pycache__", ".eagleray", ".build");

  public IgnoreRules {
    excludes = List.copyOf(excludes);
    folders = Set.copyOf(folders);
  }

  /** These, and more to exclude. */
  public IgnoreRules excluding(List<String> more) {
    return new IgnoreRules(
        readsFiles, Stream.concat(excludes.stream(), more.stream()).toList(), folders);
  }

  /** These, and a folder to leave out; just these where there is no such folder. */
  public IgnoreRules without(Path folder) {
    Path real;
    try {
      real = folder.toRealPath();
    } catch (IOException notThere) {
      return this;
    }
    return new IgnoreRules(
        readsFiles,
        excludes,
        Stream.concat(folders.stream(), Stream.of(real)).collect(Collectors.toSet()));
  }

  static boolean isAlwaysLeftOut(String name) {
    return ALWAYS.contains(name);
  }
}
