package io.eagleray.cli.screen;

import java.util.ArrayList;
import java.util.List;

/**
 * The first words on a run.
 *
 * @param verb {@code resuming} or {@code retrying}; empty for a new run
 * @param version of Eagleray
 * @param cpus of this machine
 * @param state the state folder, as the user would name it
 */
public record Heading(String verb, String version, int cpus, String state) {

  /** The heading of a run. */
  public Line line(Progress run, Symbols symbols) {
    if (!verb.isEmpty()) {
      return Line.EMPTY
          .add(verb + " ")
          .add(run.runId(), Style.BOLD)
          .add(run.kept().map(kept -> ": " + kept).orElse(""));
    }
    List<String> facts = new ArrayList<>();
    facts.add(
        Wording.count(
            Math.toIntExact(run.steps().stream().filter(step -> !step.isNested()).count()),
            "step"));
    facts.add(cpus + (cpus == 1 ? " CPU" : " CPUs"));
    facts.add("state in " + state);
    String dot = " " + symbols.dot() + " ";
    return Line.EMPTY
        .add("eagleray " + version + dot + "run ")
        .add(run.runId(), Style.BOLD)
        .add(dot + symbols.join(facts), Style.DIM);
  }
}
