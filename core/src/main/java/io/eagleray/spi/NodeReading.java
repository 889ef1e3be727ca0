package io.eagleray.spi;

import io.eagleray.json.JsonObject;
import io.eagleray.model.CatalogFiles;
import io.eagleray.model.Graph;
import io.eagleray.model.Links;
import io.eagleray.model.Node;
import io.eagleray.model.NodeSettings;
import io.eagleray.model.Task;
import io.eagleray.model.UnreadNode;
import io.eagleray.model.ray.RayConfig;
import io.eagleray.problem.Location;
import java.util.Map;
import java.util.Optional;

/** What a node has at hand while it is read from a step's mapping. */
public interface NodeReading {
  /** The step's name. */
  String name();

  /** Where the name stands. */
  Location at();

  /** The step's mapping; keys that nobody reads are told as unknown. */
  MappingReader mapping();

  /** Reads {@code next} and {@code on_failure}. */
  Links links();

  /**
   * Reads {@code retry} (or {@code max_attempts}), {@code timeout}, {@code when} and {@code cache}.
   */
  NodeSettings settings();

  /** Reads a task's keys from a mapping; from the step's own one for a task node. */
  Task task(MappingReader mapping);

  /** Reads what this step, or else one around it, says of where the tasks inside it run. */
  JsonObject overrides();

  CatalogFiles catalog();

  /**
   * Reads {@code ray}, or the file that {@code ray_config} names. What is wrong inside is told and
   * read as absent; empty where there is no config at all.
   */
  Optional<RayConfig> rayConfig();

  /** Reads a graph under a key, for composite nodes. */
  Optional<Graph> graph(String key);

  /** Reads the graphs under the names in a mapping; those that cannot be read are left out. */
  Map<String, Graph> graphs(String key);

  /**
   * Reads the graph of the pipeline file that a key names. What is wrong inside is told; empty
   * where there is none.
   */
  Optional<Graph> pipeline(String key);

  /** Stands for this step where so much of it is wrong that no node can be made. */
  default Node unread() {
    return new UnreadNode(name(), at(), links());
  }
}
