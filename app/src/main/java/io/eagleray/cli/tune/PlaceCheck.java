package io.eagleray.cli.tune;

import io.eagleray.engine.task.shell.CommandTemplate;
import io.eagleray.model.ray.SpaceParameter;
import io.eagleray.problem.Location;
import io.eagleray.problem.Nearest;
import io.eagleray.problem.Problems;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Whether the places of a command fit the space. */
final class PlaceCheck {
  private static final Location AT = Location.of("--command");

  private PlaceCheck() {}

  static void check(String command, List<SpaceParameter> space, Problems problems) {
    if (command.isBlank()) {
      problems.error(AT, "must be a command, such as ./train.sh");
    }
    Map<String, SpaceParameter> known = new LinkedHashMap<>();
    space.forEach(parameter -> known.put(parameter.name(), parameter));
    for (String name : new CommandTemplate(command).names()) {
      SpaceParameter parameter = known.get(name);
      if (parameter != null && name.equals(CommandTemplate.ARGUMENTS)) {
        problems.error(
            parameter.at(),
            "{" + name + "} in the command stands for all flags; give this parameter another name");
      } else if (parameter == null) {
        tellOfSlip(name, known, problems);
      } else if (parameter.when().isPresent()) {
        problems.error(
            AT,
            String.format(
                "{%s} is not in every configuration, only where \"%s\" has some values; {%s} gives"
                    + " the flags of those that are there",
                name, parameter.when().get().parameter(), CommandTemplate.ARGUMENTS));
      }
    }
  }

  // Other braces are the program's own.
  private static void tellOfSlip(
      String name, Map<String, SpaceParameter> known, Problems problems) {
    boolean isArguments = name.equals(CommandTemplate.ARGUMENTS);
    if (!isArguments && Nearest.to(name, known.keySet()).isPresent()) {
      problems.error(AT, "{" + name + "} is not in the space" + Nearest.hint(name, known.keySet()));
    }
  }
}
