/** What a pipeline is: nodes, tasks, parameters, policies; immutable data and nothing else. */
@NullMarked
package io.eagleray.model;

import org.jspecify.annotations.NullMarked;
