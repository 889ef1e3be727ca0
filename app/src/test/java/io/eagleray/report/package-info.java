@NullMarked
package io.eagleray.report;

import org.jspecify.annotations.NullMarked;
