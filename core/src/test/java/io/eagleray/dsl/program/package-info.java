@org.jspecify.annotations.NullMarked
package io.eagleray.dsl.program;
