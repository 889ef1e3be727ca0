package io.eagleray.spi;

import io.eagleray.problem.Location;
import java.util.List;

/**
 * What a task's function asks for.
 *
 * @param arguments in order
 * @param keywords whether it takes every other parameter too ({@code **kwargs})
 * @param reports whether it reports more than once (a generator, or a {@code Trial} argument)
 * @param known whether the arguments could be found out at all; a shell command's cannot
 */
public record TaskSignature(
    List<Argument> arguments, boolean keywords, boolean reports, boolean known) {

  /** Takes everything that is in scope; nothing is checked. */
  public static final TaskSignature OPEN = new TaskSignature(List.of(), true, false, false);

  public TaskSignature {
    arguments = List.copyOf(arguments);
  }

  /** The same, of another step's command. */
  public TaskSignature at(Location place) {
    return new TaskSignature(
        arguments.stream()
            .map(argument ->
                new Argument(argument.name(), argument.required(), argument.type(), place))
            .toList(),
        keywords,
        reports,
        known);
  }

  /**
   * An argument.
   *
   * @param required whether it has no default
   * @param at where it is declared, or the step's command
   */
  public record Argument(String name, boolean required, String type, Location at) {}
}
