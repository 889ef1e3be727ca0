package io.eagleray.worker;

import java.nio.file.Path;
import java.util.List;

/**
 * A file with the worker's classes as an earlier worker had loaded and linked them, and from JDK 25
 * on what it learnt of its methods: it makes the start and the first tasks quicker. A file that is
 * missing, or of another Java, another jar or other options, is passed over by the JVM.
 *
 * @param file whose name ends with {@code .aot} for an AOT cache, from JDK 25 on, or for what one
 *     is made from; else it is a class data archive
 */
public record StartCache(Path file, Use use) {
  /** What the worker does with it. */
  public enum Use {
    /** Only reads it. */
    READ,
    /** Reads it, and makes it at its end where it is missing or of another Java. */
    KEEP,
    /** Makes it at its end; an AOT cache is then made from the file with {@code AOTMode=create}. */
    RECORD
  }

  /** Checks that an AOT cache is not to be kept: no worker makes one by itself. */
  public StartCache {
    if (use == Use.KEEP && isAot(file)) {
      throw new IllegalArgumentException("an AOT cache is recorded and made, not kept: " + file);
    }
  }

  private static boolean isAot(Path file) {
    return file.toString().endsWith(".aot");
  }

  /** The JVM's options; it says nothing of a file that does not fit. */
  List<String> options() {
    String quiet = "-Xlog:disable";
    if (isAot(file)) {
      return use == Use.READ
          ? List.of("-XX:AOTCache=" + file, quiet)
          : List.of("-XX:AOTMode=record", "-XX:AOTConfiguration=" + file, quiet);
    }
    String archive = "-XX:SharedArchiveFile=" + file;
    return switch (use) {
      case READ -> List.of(archive, "-Xshare:auto", quiet);
      case KEEP -> List.of(archive, "-Xshare:auto", "-XX:+AutoCreateSharedArchive", quiet);
      case RECORD -> List.of("-XX:ArchiveClassesAtExit=" + file, quiet);
    };
  }
}
