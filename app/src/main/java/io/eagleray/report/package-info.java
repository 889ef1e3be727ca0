/** A run as one HTML file: what happened, when, and what a search found. */
@NullMarked
package io.eagleray.report;

import org.jspecify.annotations.NullMarked;
