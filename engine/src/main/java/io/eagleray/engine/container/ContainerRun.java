package io.eagleray.engine.container;

import io.eagleray.model.Resources;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A container that runs a command in the working directory, as the user who runs this.
 *
 * <p>Folders are mounted where they are, so that paths mean the same inside.
 *
 * @param image what it is made of
 * @param directory the working directory; always mounted
 * @param mounts more folders, and files, that are mounted where they are
 * @param volumes as Docker takes them: {@code /host:/inside:ro}
 * @param environment variables and their values
 * @param passed the names of variables whose values come from this program's environment
 * @param options more words for the command line, before the image
 * @param removed whether nothing is left of it when it has ended
 */
public record ContainerRun(
    String image,
    Path directory,
    Collection<Path> mounts,
    List<String> volumes,
    Map<String, String> environment,
    Collection<String> passed,
    List<String> options,
    boolean removed) {
  public ContainerRun {
    mounts = List.copyOf(mounts);
    volumes = List.copyOf(volumes);
    environment = Map.copyOf(environment);
    passed = List.copyOf(passed);
    options = List.copyOf(options);
  }

  /** What a task asks for, in words of the command line. */
  public static List<String> limits(Resources resources) {
    List<String> words = new ArrayList<>();
    if (resources.gpus() > 0) {
      words.addAll(List.of("--gpus", Long.toString((long) Math.ceil(resources.gpus()))));
    }
    resources.memory().ifPresent(memory -> words.addAll(List.of("--memory", memory.count() + "b")));
    return words;
  }

  /** The command line that runs a command in it, and ends with it. */
  public List<String> line(ContainerProgram program, List<String> command) {
    List<String> line = new ArrayList<>();
    line.addAll(List.of(program.file().toString(), "run"));
    if (removed) {
      line.add("--rm");
    }
    line.addAll(List.of("--interactive", "--init"));
    line.addAll(program.user());
    Set<Path> folders = new LinkedHashSet<>(mounts);
    folders.add(directory);
    for (Path folder : folders) {
      if (folders.stream().anyMatch(other -> !other.equals(folder) && folder.startsWith(other))) {
        continue; // It lies in one that is mounted.
      }
      line.addAll(List.of("--volume", folder + ":" + folder));
    }
    volumes.forEach(volume -> line.addAll(List.of("--volume", volume)));
    line.addAll(List.of("--workdir", directory.toString()));
    environment.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(entry -> line.addAll(List.of("--env", entry.getKey() + "=" + entry.getValue())));
    passed.stream().sorted().forEach(name -> line.addAll(List.of("--env", name)));
    line.addAll(options);
    line.add(image);
    line.addAll(command);
    return line;
  }
}
