/** What a trainable method written in Java may use: the trial that it runs in. */
@NullMarked
package io.eagleray.trial;

import org.jspecify.annotations.NullMarked;
