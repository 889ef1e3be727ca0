/** What the commands print as JSON or CSV. */
@NullMarked
package io.eagleray.cli.document;

import org.jspecify.annotations.NullMarked;
