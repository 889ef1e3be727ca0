package io.eagleray.plan;

import io.eagleray.model.Graph;
import io.eagleray.model.Node;
import io.eagleray.problem.Location;
import io.eagleray.problem.Nearest;
import io.eagleray.problem.Problems;
import io.eagleray.problem.Topic;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Checks where the steps of a graph lead: to steps that exist, without cycles, to each step. */
final class GraphLinks {
  private final Graph graph;
  private final Problems problems;
  private final Set<String> path = new HashSet<>();
  private final Deque<Visit> visits = new ArrayDeque<>();
  private final Set<String> seen = new HashSet<>();
  private final List<Node> finished = new ArrayList<>();
  private boolean sound = true;

  GraphLinks(Graph graph, Problems problems) {
    this.graph = graph;
    this.problems = problems.about(Topic.ORDER);
  }

  /** A link as written. */
  private record Link(String target, Location at) {}

  /** A step whose links are being followed. */
  private static final class Visit {
    private final Node node;
    private final List<Link> links;
    private int followed;

    Visit(Node node, List<Link> links) {
      this.node = node;
      this.links = links;
    }
  }

  /**
   * Checks all links.
   *
   * @return the steps that can be reached, each after all that lead to it; empty where a link is
   *     wrong
   */
  Optional<List<Node>> check() {
    graph.nodes().values().forEach(this::checkTargets);
    Optional<Node> start = graph.find(graph.startAt());
    if (start.isEmpty()) {
      return Optional.empty();
    }
    walk(start.get());
    if (!sound) {
      return Optional.empty();
    }
    tellUnreachable();
    Collections.reverse(finished);
    return Optional.of(finished);
  }

  private void checkTargets(Node node) {
    for (Link link : links(node)) {
      if (graph.find(link.target()).isEmpty()) {
        sound = false;
        problems.error(
            link.at(),
            "step \""
                + node.name()
                + "\" goes to \""
                + link.target()
                + "\", which is no step"
                + Nearest.hint(link.target(), graph.nodes().keySet()));
      }
    }
  }

  private static List<Link> links(Node node) {
    List<Link> links = new ArrayList<>(2);
    node.onFailure().ifPresent(target -> links.add(new Link(target, node.links().onFailureAt())));
    node.next().ifPresent(target -> links.add(new Link(target, node.links().nextAt())));
    return links;
  }

  /** Depth first, without recursion: a pipeline may have a hundred thousand steps in a row. */
  private void walk(Node start) {
    enter(start);
    while (!visits.isEmpty()) {
      Visit visit = visits.peek();
      if (visit.followed == visit.links.size()) {
        visits.pop();
        path.remove(visit.node.name());
        finished.add(visit.node);
        continue;
      }
      Link link = visit.links.get(visit.followed++);
      Optional<Node> target = graph.find(link.target());
      if (path.contains(link.target())) {
        tellCycle(link);
      } else if (target.isPresent() && !seen.contains(link.target())) {
        enter(target.get());
      }
    }
  }

  private void enter(Node node) {
    seen.add(node.name());
    path.add(node.name());
    visits.push(new Visit(node, links(node)));
  }

  private void tellCycle(Link link) {
    sound = false;
    List<String> names = new ArrayList<>();
    for (Visit visit : visits) {
      names.add(visit.node.name());
      if (visit.node.name().equals(link.target())) {
        break;
      }
    }
    Collections.reverse(names);
    names.add(link.target());
    problems.error(link.at(), "the steps form a cycle: " + String.join(" → ", names));
  }

  private void tellUnreachable() {
    boolean implicit =
        graph.nodes().values().stream()
            .anyMatch(node -> !node.isTerminal() && node.links().implicit());
    for (Node node : graph.nodes().values()) {
      if (seen.contains(node.name()) || node.isTerminal()) {
        continue;
      }
      String message =
          "no step leads to \""
              + node.name()
              + "\"; name it in a \"next\" or \"on_failure\", or remove it";
      if (implicit) {
        problems.error(node.at(), message);
      } else {
        problems.warning(node.at(), message);
      }
    }
  }
}
