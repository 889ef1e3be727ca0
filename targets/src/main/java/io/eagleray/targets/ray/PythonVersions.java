package io.eagleray.targets.ray;

/**
 * The Python of this machine's steps and that of a cluster. What one of them pickles, only the same
 * minor version is sure to read.
 *
 * @param here such as {@code 3.11.7}
 * @param there likewise
 */
record PythonVersions(String here, String there) {
  /** Whether each reads what the other pickles. */
  boolean agree() {
    return minor(here).equals(minor(there));
  }

  private static String minor(String version) {
    return version.replaceFirst("^(\\d+\\.\\d+).*", "$1");
  }
}
