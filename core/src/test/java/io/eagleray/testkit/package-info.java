/** What the tests of reading and planning share. */
@NullMarked
package io.eagleray.testkit;

import org.jspecify.annotations.NullMarked;
