package io.eagleray.commandline;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The command line as tests start it in a process of its own: what {@code ./check} packaged, with
 * the start caches that the launcher would use, or else the classes that were just compiled, which
 * start slower.
 */
public final class Program {
  private static final String MAIN = "io.eagleray.cli.Main";

  /** Set by {@code ./check}: the jar that it built from these sources, with its libraries. */
  private static final String JAR_PROPERTY = "eagleray.test.jar";

  /** Set by {@code ./check}: the start cache of that jar, if it could be made. */
  private static final String CACHE_PROPERTY = "eagleray.test.start";

  /** Set by {@code ./check}, and by the launcher: the start cache of Java workers. */
  private static final String WORKER_PROPERTY = "eagleray.worker.cache";

  private Program() {}

  /** The words that start it as the launcher does a short command; the command's follow. */
  public static List<String> words() {
    return words(List.of());
  }

  /**
   * The same with plugins.
   *
   * @param jars with plugins, behind its own on the class path
   */
  public static List<String> words(List<Path> jars) {
    return words(jars, List.of("-XX:TieredStopAtLevel=1"));
  }

  /** The words that start it with all of the JVM's compilers, for what computes much. */
  public static List<String> optimizedWords() {
    return words(List.of(), List.of());
  }

  private static List<String> words(List<Path> jars, List<String> options) {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.add("-XX:+UseSerialGC");
    words.addAll(options);
    String jar = System.getProperty(JAR_PROPERTY, "");
    if (!jar.isEmpty()) {
      words.addAll(startCaches());
    }
    if (!jar.isEmpty() && jars.isEmpty()) {
      words.addAll(List.of("-jar", jar)); // With the option below, the cache would be of no use.
    } else {
      words.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp"));
      words.add(
          Stream.concat(
                  Stream.of(jar.isEmpty() ? classPath() : jar), jars.stream().map(Path::toString))
              .collect(Collectors.joining(File.pathSeparator)));
      words.add(MAIN);
    }
    return words;
  }

  private static List<String> startCaches() {
    List<String> options = new ArrayList<>(List.of("-Xlog:disable"));
    String cache = System.getProperty(CACHE_PROPERTY, "");
    if (!cache.isEmpty() && Files.isReadable(Path.of(cache))) {
      String option = cache.endsWith(".aot") ? "-XX:AOTCache=" : "-XX:SharedArchiveFile=";
      options.add(option + cache);
    }
    String worker = System.getProperty(WORKER_PROPERTY);
    if (worker != null) {
      options.add("-D" + WORKER_PROPERTY + "=" + worker);
    }
    return options;
  }

  /** This JVM's, without the tests'. */
  private static String classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !entry.contains("test-classes"))
        .collect(Collectors.joining(File.pathSeparator));
  }
}
