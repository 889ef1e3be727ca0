package io.eagleray.yaml;

import io.eagleray.json.Json;
import io.eagleray.problem.Location;
import java.util.Optional;

/**
 * The value of a parameter that is given at the start.
 *
 * @param at its place in a file; empty for one of the command line
 */
public record Given(Json value, Optional<Location> at) {}
