package io.eagleray.model;

import io.eagleray.json.JsonObject;
import io.eagleray.problem.Location;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a step runs.
 *
 * @param commandType the task runner: {@code python}, {@code java}, {@code shell}…
 * @param command what it runs, in the runner's own form
 * @param at where the command stands
 * @param returns the names of what it returns, in order
 * @param secrets the secrets it may read
 * @param catalog the files it gets before and puts after
 * @param environment a requirements file, for Python
 * @param java for Java
 * @param resources what it needs; also the thread count of numeric libraries
 * @param isolation whether each trial has a worker of its own
 * @param options the values of the keys that its command type alone knows
 */
public record Task(
    String commandType,
    String command,
    Location at,
    List<Return> returns,
    List<String> secrets,
    CatalogFiles catalog,
    Optional<String> environment,
    JavaSettings java,
    Resources resources,
    Isolation isolation,
    JsonObject options) {

  public Task {
    returns = List.copyOf(returns);
    secrets = List.copyOf(secrets);
  }

  /** A task without options. */
  public Task(
      String commandType,
      String command,
      Location at,
      List<Return> returns,
      List<String> secrets,
      CatalogFiles catalog,
      Optional<String> environment,
      JavaSettings java,
      Resources resources,
      Isolation isolation) {
    this(
        commandType,
        command,
        at,
        returns,
        secrets,
        catalog,
        environment,
        java,
        resources,
        isolation,
        JsonObject.EMPTY);
  }

  /** The same with other needs. */
  public Task with(Resources needs) {
    return new Task(
        commandType,
        command,
        at,
        returns,
        secrets,
        catalog,
        environment,
        java,
        needs,
        isolation,
        options);
  }

  /**
   * By what tells the tasks of a pipeline apart: steps that a program makes in a loop share their
   * place. Not all of it, for a task is looked up for each step.
   */
  @Override
  public int hashCode() {
    int hash = 31 * at.hashCode() + command.hashCode();
    hash = 31 * hash + returns.hashCode();
    hash = 31 * hash + catalog.hashCode();
    return 31 * hash + options.hashCode();
  }

  /** What shares a worker process. */
  public enum Isolation {
    /** Tasks share warm workers. */
    SHARED,
    /** Each trial slot has a worker of its own. */
    TRIAL
  }

  /** The returns by name. */
  public Map<String, Return> returnsByName() {
    return returns.stream().collect(Collectors.toMap(Return::name, value -> value, (a, b) -> a));
  }
}
