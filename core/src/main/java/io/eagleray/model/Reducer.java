package io.eagleray.model;

import io.eagleray.problem.Location;
import java.util.Locale;

/** Makes one value of those that several branches return under one name. */
public sealed interface Reducer {
  /** Where it is written; where it is not, the step. */
  Location at();

  /** How it is written, for messages and fingerprints. */
  String text();

  /** A built-in one. */
  record Named(Kind kind, Location at) implements Reducer {
    @Override
    public String text() {
      return kind.word();
    }
  }

  /**
   * A function of the user's, which takes the list of the values and returns the one.
   *
   * @param task calls it; returns one value under the name {@link #RESULT}
   */
  record Function(Task task) implements Reducer {
    /** The name under which the task returns the value. */
    public static final String RESULT = "value";

    @Override
    public Location at() {
      return task.at();
    }

    @Override
    public String text() {
      return task.commandType() + " " + task.command();
    }
  }

  /** The built-in reducers. */
  enum Kind {
    /** All values, in the order of the branches; null for a branch that returned none. */
    LIST,
    /** The sum of numbers. */
    SUM,
    /** The arithmetic mean of numbers. */
    MEAN,
    /** The least of numbers or of texts. */
    MIN,
    /** The greatest of numbers or of texts. */
    MAX,
    /** The value of the first branch that returned one. */
    FIRST,
    /** The value of the last branch that returned one. */
    LAST,
    /** How many branches returned a value. */
    COUNT,
    /** Mappings in one, where a later branch's value holds; or lists, one after the other. */
    MERGE;

    /** The word in files. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
