package io.eagleray.model;

import io.eagleray.problem.Location;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A pipeline as it was written: data, read once.
 *
 * @param name the file's name without its ending, or the name given in code
 * @param folder beside which relative paths are looked for first; absolute
 * @param java how Java steps are compiled, unless a step says otherwise
 */
public record Pipeline(
    String name,
    Optional<String> description,
    Location at,
    Path folder,
    Graph graph,
    JavaSettings java) {}
