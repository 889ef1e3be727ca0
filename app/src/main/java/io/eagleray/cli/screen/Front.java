package io.eagleray.cli.screen;

import io.eagleray.json.Json;
import io.eagleray.json.JsonArray;
import io.eagleray.json.JsonNumber;
import io.eagleray.json.JsonObject;
import io.eagleray.model.ray.Tune;
import io.eagleray.search.pareto.Dominance;
import java.util.ArrayList;
import java.util.List;

/**
 * The trials of a search with several objectives than which no other is better in one without being
 * worse in another; among those at the highest step reached. A report costs a glance at each
 * member.
 */
final class Front {
  private record Member(int trial, double[] losses) {}

  private final List<Tune.Objective> objectives;
  private final List<Member> members = new ArrayList<>();
  private int step;

  Front(List<Tune.Objective> objectives) {
    this.objectives = objectives;
  }

  /** Takes a report in, which takes the place of the trial's earlier ones. */
  void consider(int trial, int reached, JsonObject metrics) {
    double[] losses = new double[objectives.size()];
    for (int m = 0; m < losses.length; m++) {
      if (!(metrics.get(objectives.get(m).metric()).orElse(Json.NULL) instanceof JsonNumber value)
          || Double.isNaN(value.asDouble())) {
        return;
      }
      losses[m] = sign(m) * value.asDouble();
    }
    if (reached < step) {
      return;
    }
    if (reached > step) {
      members.clear();
      step = reached;
    }
    members.removeIf(
        member -> member.trial() == trial || Dominance.dominates(losses, member.losses()));
    if (members.stream().noneMatch(member -> Dominance.dominates(member.losses(), losses))) {
      members.add(new Member(trial, losses));
    }
  }

  /** Takes the front of the results in the place of what was seen. */
  void result(JsonArray pareto) {
    members.clear();
    step = 0;
    for (Json json : pareto.items()) {
      if (json instanceof JsonObject member
          && member.get("value").orElse(Json.NULL) instanceof JsonArray values
          && values.items().size() == objectives.size()) {
        JsonObject.Builder metrics = JsonObject.builder();
        for (int m = 0; m < objectives.size(); m++) {
          metrics.put(objectives.get(m).metric(), values.items().get(m));
        }
        consider((int) member.integer("trial").orElse(0), 0, metrics.build());
      }
    }
  }

  int size() {
    return members.size();
  }

  /** For each objective its name and what the front spans: {@code loss 0.12 to 0.5}. */
  List<String> spans() {
    List<String> spans = new ArrayList<>();
    for (int m = 0; m < objectives.size(); m++) {
      int objective = m;
      double[] values =
          members.stream()
              .mapToDouble(member -> sign(objective) * member.losses()[objective])
              .sorted()
              .toArray();
      String least = Wording.number(values[0]);
      String most = Wording.number(values[values.length - 1]);
      spans.add(
          objectives.get(m).metric() + " " + least + (least.equals(most) ? "" : " to " + most));
    }
    return spans;
  }

  private double sign(int objective) {
    return objectives.get(objective).mode() == Tune.Mode.MAX ? -1 : 1;
  }
}
