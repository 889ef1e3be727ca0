package io.eagleray.engine.task;

import io.eagleray.problem.EnvironmentException;
import io.eagleray.worker.WorkerMain;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;

/**
 * Where the Java worker's own classes lie; user code compiles against the trial interface in them.
 */
final class WorkerFiles {
  private WorkerFiles() {}

  /** The worker's jar, or its folder of classes. */
  static Path classPath() {
    CodeSource source = WorkerMain.class.getProtectionDomain().getCodeSource();
    try {
      return Path.of(source.getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new EnvironmentException("the Java worker lies at no path: " + source.getLocation(), e);
    }
  }
}
