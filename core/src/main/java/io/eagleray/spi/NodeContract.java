package io.eagleray.spi;

import io.eagleray.model.Task;
import io.eagleray.problem.Location;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a node needs and gives.
 *
 * @param needs parameters that it reads
 * @param gives parameters that it sets when it succeeds, in the order of messages
 * @param takesAll whether it reads whatever is there
 * @param hides names of its own, such as those of a search space, that go before parameters of the
 *     same name; the plan warns where one does
 * @param calls the functions that it calls with parameters in scope
 */
public record NodeContract(
    List<Need> needs, Set<String> gives, boolean takesAll, List<Need> hides, List<Call> calls) {
  public static final NodeContract NOTHING = new NodeContract(List.of(), Set.of(), false);

  public NodeContract {
    needs = List.copyOf(needs);
    gives = Collections.unmodifiableSet(new LinkedHashSet<>(gives));
    hides = List.copyOf(hides);
    calls = List.copyOf(calls);
  }

  /** A node that hides nothing. */
  public NodeContract(List<Need> needs, Set<String> gives, boolean takesAll) {
    this(needs, gives, takesAll, List.of(), List.of());
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
  }
}
