package io.eagleray.engine.node;

import io.eagleray.engine.catalog.FileHashes;
import io.eagleray.model.Node;
import io.eagleray.model.Resources;
import io.eagleray.model.Task;
import io.eagleray.model.TaskNode;
import io.eagleray.problem.Topic;
import io.eagleray.run.CatalogEntry;
import io.eagleray.run.Failure;
import io.eagleray.run.Value;
import io.eagleray.spi.CachedWork;
import io.eagleray.spi.CatalogException;
import io.eagleray.spi.Machine;
import io.eagleray.spi.NodeChecking;
import io.eagleray.spi.NodeContract;
import io.eagleray.spi.NodeOutcome;
import io.eagleray.spi.NodeReading;
import io.eagleray.spi.NodeType;
import io.eagleray.spi.NodeWalking;
import io.eagleray.spi.TaskOutcome;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code task}: files from the catalog, the function, files to the catalog. */
public final class TaskNodeType implements NodeType {
  @Override
  public String name() {
    return "task";
  }

  @Override
  public Node read(NodeReading reading) {
    return new TaskNode(
        reading.name(),
        reading.at(),
        reading.links(),
        reading.task(reading.mapping()),
        reading.settings());
  }

  @Override
  public NodeContract check(Node node, NodeChecking checking) {
    Task task = ((TaskNode) node).task();
    checking.machine().check(node.name(), task, checking.problems());
    CachedFiles.check(node, checking);
    checking.checkReturns(task);
    checkGlobs("get", task.catalog().get(), task, checking);
    checkGlobs("put", task.catalog().put(), task, checking);
    return TaskContract.of(task, checking.inspect(task));
  }

  private static void checkGlobs(
      String what, List<String> globs, Task task, NodeChecking checking) {
    for (String glob : globs) {
      FileHashes.problem(glob)
          .ifPresent(problem ->
              checking.problems().about(Topic.CATALOG).error(task.at(), what + ": " + problem));
    }
  }

  @Override
  public Optional<CachedWork> cachedWork(Node node) {
    return Optional.of(CachedWork.of(fingerprint(node), ((TaskNode) node).task()));
  }

  @Override
  public Optional<Resources> resources(Node node, Machine machine) {
    return Optional.of(((TaskNode) node).task().resources());
  }

  @Override
  public NodeOutcome walk(Node node, NodeWalking walking) {
    Task task = ((TaskNode) node).task();
    List<CatalogEntry> files = new ArrayList<>();
    for (String glob : task.catalog().get()) {
      List<CatalogEntry> got = walking.catalog().get(walking.runId(), glob, walking.directory());
      if (got.isEmpty() && walking.catalog().keepsFiles()) {
        return new NodeOutcome.Failed(noMatch("get", glob, "the run's catalog"), true, files);
      }
      files.addAll(got);
    }
    TaskOutcome outcome = SingleTask.step(task, walking).run();
    files.addAll(left(task, walking));
    return switch (outcome) {
      case TaskOutcome.Returned returned -> put(task, walking, returned, files);
      case TaskOutcome.Failed failed -> {
        files.addAll(putAfterFailure(task, walking));
        yield new NodeOutcome.Failed(failed.failure(), true, files);
      }
      case TaskOutcome.Cancelled cancelled -> new NodeOutcome.Cancelled();
      case TaskOutcome.TrialReturned trial ->
          throw new IllegalStateException("a step's task ended like a trial");
      case TaskOutcome.Lost lost ->
          throw new IllegalStateException("a lost task was not started again");
    };
  }

  private static List<CatalogEntry> left(Task task, NodeWalking walking) {
    return walking
        .runner(task)
        .leaves(walking.path(), walking.attempt())
        .filter(Files::isDirectory)
        .map(folder -> walking.catalog().keep(walking.runId(), folder))
        .orElse(List.of());
  }

  private static NodeOutcome put(
      Task task, NodeWalking walking, TaskOutcome.Returned returned, List<CatalogEntry> files) {
    for (String glob : task.catalog().put()) {
      List<CatalogEntry> put =
          walking
              .catalog()
              .put(walking.runId(), glob, walking.directory(), task.catalog().storeCopy());
      if (put.isEmpty() && walking.catalog().keepsFiles()) {
        Failure failure = noMatch("put", glob, "the working directory" + hint(glob, walking));
        return new NodeOutcome.Failed(failure, true, files);
      }
      files.addAll(put);
    }
    return new NodeOutcome.Success(Value.returned(task, returned.values()), files);
  }

  /** What a task that failed has left of the files it was to make: {@code on_failure} may look. */
  private static List<CatalogEntry> putAfterFailure(Task task, NodeWalking walking) {
    List<CatalogEntry> files = new ArrayList<>();
    try {
      for (String glob : task.catalog().put()) {
        files.addAll(
            walking
                .catalog()
                .put(walking.runId(), glob, walking.directory(), task.catalog().storeCopy()));
      }
    } catch (CatalogException e) {
      // The task's own failure is what the user has to know.
    }
    return files;
  }

  private static Failure noMatch(String what, String glob, String place) {
    return Failure.of("catalog", what + ": no file matches \"" + glob + "\" in " + place);
  }

  /** What to write where the folder was meant with all that is in it. */
  private static String hint(String glob, NodeWalking walking) {
    return FileHashes.isFolder(glob, walking.directory())
        ? ", where that is a folder; write \"" + glob.replaceFirst("/*$", "") + "/**\""
        : "";
  }

  @Override
  public String fingerprint(Node node) {
    Task task = ((TaskNode) node).task();
    return TaskContract.fingerprint(task);
  }

  @Override
  public String label(Node node) {
    Task task = ((TaskNode) node).task();
    return task.commandType() + " " + task.command().lines().findFirst().orElse("");
  }
}
