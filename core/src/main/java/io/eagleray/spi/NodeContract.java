package io.eagleray.spi;

import io.eagleray.problem.Location;
import java.util.List;
import java.util.Set;

/**
 * What a node needs and gives.
 *
 * @param needs parameters that it reads
 * @param gives parameters that it sets when it succeeds
 * @param takesAll whether it reads whatever is there
 */
public record NodeContract(List<Need> needs, Set<String> gives, boolean takesAll) {
  public static final NodeContract NOTHING = new NodeContract(List.of(), Set.of(), false);

  public NodeContract {
    needs = List.copyOf(needs);
    gives = Set.copyOf(gives);
  }

  /** A parameter that must have a producer. */
  public record Need(String parameter, Location at) {}
}
