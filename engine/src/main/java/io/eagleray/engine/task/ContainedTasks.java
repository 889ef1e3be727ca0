package io.eagleray.engine.task;

import io.eagleray.engine.container.ContainerImages;
import io.eagleray.engine.container.ContainerProgram;
import io.eagleray.engine.container.ContainerRun;
import io.eagleray.engine.java.JavaFunctions;
import io.eagleray.model.Task;
import io.eagleray.problem.EnvironmentException;
import io.eagleray.problem.Problems;
import io.eagleray.problem.Topic;
import io.eagleray.spi.Containers;
import io.eagleray.spi.RunnerContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is the same of all tasks that run in containers because the config file says so. */
public final class ContainedTasks {
  /** The program that runs containers must not hear a terminal's Ctrl-C, which it would hand on. */
  private static final String OWN_GROUP =
      "if command -v setsid >/dev/null; then exec setsid \"$0\" \"$@\"; else exec \"$0\" \"$@\"; fi";

  /** To end a container takes longer than to end a process. */
  public static final Duration ENDING = Duration.ofSeconds(15);

  private final RunnerContext context;
  private final Containers containers;
  private final Optional<ContainerProgram> program;
  private final Optional<ContainerImages> images;

  private ContainedTasks(RunnerContext context, Containers containers) {
    this.context = context;
    this.containers = containers;
    this.program = ContainerProgram.find(context.environment());
    this.images = program.map(found -> new ContainerImages(found, context.progress()));
  }

  /** Those of a run; empty where its tasks run in processes on this machine. */
  public static Optional<ContainedTasks> of(RunnerContext context) {
    return context.containers().map(containers -> new ContainedTasks(context, containers));
  }

  /** Tells of a task that cannot run in its container; whether it can. */
  public boolean check(Task task, Problems problems) {
    Problems about = problems.about(Topic.CONFIG);
    containers.check(task, about);
    Optional<String> problem =
        images.isEmpty()
            ? Optional.of(ContainerProgram.MISSING)
            : images.get().problem(image(task));
    problem.ifPresent(message -> about.error(containers.at(), message));
    return problem.isEmpty();
  }

  /** The image in whose containers a task runs. */
  public String image(Task task) {
    return containers.image(task);
  }

  /** What the config file says of them. */
  public Containers containers() {
    return containers;
  }

  /**
   * Docker or Podman, whichever is here.
   *
   * @throws EnvironmentException if neither is
   */
  public ContainerProgram program() {
    return program.orElseThrow(() -> new EnvironmentException(ContainerProgram.MISSING));
  }

  /**
   * The command line that starts a worker in a container, as the leader of a group.
   *
   * @param files what the worker is made of
   * @param worker the command inside
   */
  public List<String> line(String image, List<Path> files, List<String> worker) {
    Set<Path> mounts = new LinkedHashSet<>(files);
    mounts.add(context.folder().toAbsolutePath());
    mounts.add(context.state());
    mounts.add(made(context.objects().toAbsolutePath()));
    ContainerRun run =
        new ContainerRun(
            image,
            context.directory(),
            mounts,
            List.of(),
            containers.variables(),
            List.of(),
            List.of(),
            containers.removed());
    List<String> line = new ArrayList<>(List.of("sh", "-c", OWN_GROUP));
    line.addAll(run.line(program(), worker));
    return line;
  }

  /** The files of the Java worker, and those that its class paths name outside of the project. */
  static List<Path> javaFiles() {
    Path repository = Path.of(System.getProperty("user.home", "."), ".m2", "repository");
    return Files.isDirectory(repository)
        ? List.of(JavaFunctions.workerClasses(), repository)
        : List.of(JavaFunctions.workerClasses());
  }

  private static Path made(Path folder) {
    try {
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw new EnvironmentException("cannot make " + folder + ": " + e.getMessage(), e);
    }
  }
}
