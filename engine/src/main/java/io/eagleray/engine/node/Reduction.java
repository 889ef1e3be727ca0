package io.eagleray.engine.node;

import io.eagleray.json.Json;
import io.eagleray.model.Reducer;
import io.eagleray.model.Reducers;
import io.eagleray.problem.Location;
import io.eagleray.problem.Nearest;
import io.eagleray.problem.Problems;
import io.eagleray.problem.Topic;
import io.eagleray.run.Failure;
import io.eagleray.run.Value;
import io.eagleray.spi.NodeChecking;
import io.eagleray.spi.NodeOutcome;
import io.eagleray.spi.NodeWalking;
import io.eagleray.spi.TaskOutcome;
import io.eagleray.spi.TaskSignature;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes one value of those that branches return, for each name. */
final class Reduction {
  private static final Reducer USUAL =
      new Reducer.Named(Reducer.Kind.LIST, Location.of("pipeline"));

  private final Reducers reducers;

  Reduction(Reducers reducers) {
    this.reducers = reducers;
  }

  /**
   * Tells what is wrong with the reducers.
   *
   * @param gives the names that branches return
   */
  void check(String step, Set<String> gives, NodeChecking checking) {
    Problems problems = checking.problems().about(Topic.COMPOSITES);
    reducers
        .byName()
        .forEach((name, reducer) -> {
          if (!gives.contains(name) && !checking.isMocked()) {
            problems.error(
                reducer.at(),
                "reducer of step \""
                    + step
                    + "\" names \""
                    + name
                    + "\", which no branch returns"
                    + Nearest.hintOrKnown(name, gives));
          }
        });
    reducers.others().ifPresent(reducer -> check(step, reducer, checking));
    reducers.byName().values().forEach(reducer -> check(step, reducer, checking));
  }

  private static void check(String step, Reducer reducer, NodeChecking checking) {
    if (!(reducer instanceof Reducer.Function function)) {
      return;
    }
    TaskSignature signature = checking.inspect(function.task());
    if (signature.known() && signature.arguments().size() != 1) {
      checking
          .problems()
          .about(Topic.COMPOSITES)
          .error(
              reducer.at(),
              "the reducer of step \""
                  + step
                  + "\" must take one argument, the list of the values, but \""
                  + function.task().command()
                  + "\" takes "
                  + signature.arguments().size());
    }
  }

  /**
   * The node's outputs where only names that several branches return are reduced.
   *
   * @param branches the outputs of each
   */
  NodeOutcome ofShared(List<Map<String, Value>> branches, NodeWalking walking) {
    Map<String, Value> single = new LinkedHashMap<>();
    Set<String> shared = new LinkedHashSet<>();
    for (Map<String, Value> branch : branches) {
      branch.forEach((name, value) -> {
        if (single.putIfAbsent(name, value) != null) {
          shared.add(name);
        }
      });
    }
    NodeOutcome reduced = all(shared, branches, walking);
    if (!(reduced instanceof NodeOutcome.Success success)) {
      return reduced;
    }
    single.putAll(success.outputs());
    return new NodeOutcome.Success(single, List.of());
  }

  /** The node's outputs: a value for each name. */
  NodeOutcome all(Set<String> names, List<Map<String, Value>> branches, NodeWalking walking) {
    Map<String, Value> outputs = new LinkedHashMap<>();
    for (String name : names) {
      List<Optional<Value>> values = new ArrayList<>(branches.size());
      branches.forEach(branch -> values.add(Optional.ofNullable(branch.get(name))));
      Reducer reducer = reducers.of(name).orElse(USUAL);
      Result result =
          switch (reducer) {
            case Reducer.Named named -> named(name, named, values);
            case Reducer.Function function -> called(name, function, values, walking);
          };
      switch (result) {
        case Result.Made made -> outputs.put(name, made.value());
        case Result.Ended ended -> {
          return ended.outcome();
        }
      }
    }
    return new NodeOutcome.Success(outputs, List.of());
  }

  private sealed interface Result {
    record Made(Value value) implements Result {}

    /** The node ends with it. */
    record Ended(NodeOutcome outcome) implements Result {}
  }

  private static Result named(String name, Reducer.Named reducer, List<Optional<Value>> values) {
    try {
      return new Result.Made(new ReducedValues(values).by(reducer.kind()));
    } catch (IrreducibleException e) {
      return failed(name, reducer, Failure.of("reducer", e.getMessage()));
    }
  }

  private static Result called(
      String name, Reducer.Function function, List<Optional<Value>> values, NodeWalking walking) {
    Optional<NodeWalking.Hold> held = walking.hold(function.task().resources());
    if (held.isEmpty()) {
      return new Result.Ended(new NodeOutcome.Cancelled());
    }
    try (NodeWalking.Hold any = held.get()) {
      TaskSignature signature = walking.signature(function.task());
      String argument =
          signature.arguments().stream()
              .map(TaskSignature.Argument::name)
              .findFirst()
              .orElse("values");
      Json list = new ReducedValues(values).list();
      return switch (SingleTask.call(function.task(), Map.of(argument, list), walking).run()) {
        case TaskOutcome.Returned returned ->
            new Result.Made(
                Value.of(returned.values().getOrDefault(Reducer.Function.RESULT, Json.NULL)));
        case TaskOutcome.Failed failed -> failed(name, function, failed.failure());
        case TaskOutcome.Cancelled cancelled -> new Result.Ended(new NodeOutcome.Cancelled());
        case TaskOutcome.TrialReturned trial ->
            throw new IllegalStateException("a reducer ended like a trial");
        case TaskOutcome.Lost lost ->
            throw new IllegalStateException("a lost task was not started again");
      };
    }
  }

  private static Result failed(String name, Reducer reducer, Failure cause) {
    return new Result.Ended(
        new NodeOutcome.Failed(
            new Failure(
                cause.type(),
                "reducer \"" + reducer.text() + "\" of \"" + name + "\": " + cause.message(),
                cause.at().or(() -> Optional.of(reducer.at().toString())),
                cause.stack())));
  }
}
