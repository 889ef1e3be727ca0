/**
 * What a run looks like while it goes on: folded from its events, drawn as lines of text. Only
 * {@link io.eagleray.cli.screen.Terminal} knows a real terminal.
 */
@NullMarked
package io.eagleray.cli.screen;

import org.jspecify.annotations.NullMarked;
