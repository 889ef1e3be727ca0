package io.eagleray.spi;

import io.eagleray.model.Task;
import io.eagleray.problem.Location;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a node needs and gives.
 *
 * @param needs parameters that it reads
 * @param gives parameters that it sets when it succeeds, in the order of messages
 * @param takesAll whether it reads whatever is there
 * @param hides names of its own, such as those of a search space, that go before parameters of the
 *     same name; the plan warns where one does
 * @param calls the functions that it calls with parameters in scope
 * @param lists the parameters that must be lists, and where that is said
 */
public record NodeContract(
    List<Need> needs,
    Set<String> gives,
    boolean takesAll,
    List<Need> hides,
    List<Call> calls,
    List<Need> lists) {
  public static final NodeContract NOTHING = new NodeContract(List.of(), Set.of(), false);

  public NodeContract {
    needs = List.copyOf(needs);
    gives = Collections.unmodifiableSet(new LinkedHashSet<>(gives));
    hides = List.copyOf(hides);
    calls = List.copyOf(calls);
    lists = List.copyOf(lists);
  }

  /** A node that asks for no list. */
  public NodeContract(
      List<Need> needs, Set<String> gives, boolean takesAll, List<Need> hides, List<Call> calls) {
    this(needs, gives, takesAll, hides, calls, List.of());
  }

  /** A node that hides nothing. */
  public NodeContract(List<Need> needs, Set<String> gives, boolean takesAll) {
    this(needs, gives, takesAll, List.of(), List.of());
  }

  /** The same without what a parameter is for that the node sets itself for its branches. */
  public NodeContract within(Set<String> own) {
    return new NodeContract(
        needs.stream().filter(need -> !own.contains(need.parameter())).toList(),
        gives,
        takesAll,
        hides,
        calls.stream().map(call -> call.without(own)).toList(),
        lists.stream().filter(need -> !own.contains(need.parameter())).toList());
  }

  /** The same, but that it sets these parameters, and no others. */
  public NodeContract giving(Set<String> names) {
    return new NodeContract(needs, names, takesAll, hides, calls, lists);
  }

  /** What either needs, gives and calls. */
  public NodeContract and(NodeContract other) {
    Set<String> both = new LinkedHashSet<>(gives);
    both.addAll(other.gives);
    return new NodeContract(
        joined(needs, other.needs),
        both,
        takesAll || other.takesAll,
        joined(hides, other.hides),
        joined(calls, other.calls),
        joined(lists, other.lists));
  }

  private static <T> List<T> joined(List<T> some, List<T> others) {
    return Stream.concat(some.stream(), others.stream()).toList();
  }

  /** A parameter, and where it is asked for or named. */
  public record Need(String parameter, Location at) {}

  /**
   * A task's function.
   *
   * @param arguments those that get the parameter of their name, where there is one
   */
  public record Call(Task task, Set<String> arguments) {
    public Call {
      arguments = Collections.unmodifiableSet(new LinkedHashSet<>(arguments));
    }

    private Call without(Set<String> names) {
      Set<String> left = new LinkedHashSet<>(arguments);
      left.removeAll(names);
      return new Call(task, left);
    }
  }
}
