package io.eagleray.spi;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Where this program's own files are, for a node that takes them to another machine. Thread-safe.
 */
public interface ProgramFiles {
  /**
   * What a JVM needs to be a Java task worker: one jar, or a folder of classes where the program
   * runs from those.
   */
  Path workerJar();

  /**
   * Everything that this program runs from: jars and folders, absolute, in the order in which
   * classes are looked for. What the manifests of jars add stands behind them.
   */
  List<Path> classPath();

  /** Of {@link #classPath} what the study process needs: no more than a few small jars. */
  List<Path> studyClassPath();

  /** Our Python sources by their path below {@code python/}: {@code eagleray/__init__.py}… */
  Map<String, byte[]> python();
}
