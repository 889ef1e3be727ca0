/**
 * Java as tasks: source files and classes in the Java worker, lambdas and methods in the process of
 * the program that gave them.
 */
@NullMarked
package io.eagleray.engine.task.java;

import org.jspecify.annotations.NullMarked;
