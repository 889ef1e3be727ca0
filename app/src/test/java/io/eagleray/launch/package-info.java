@org.jspecify.annotations.NullMarked
package io.eagleray.launch;
