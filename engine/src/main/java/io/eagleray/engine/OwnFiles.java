package io.eagleray.engine;

import io.eagleray.engine.java.JavaFunctions;
import io.eagleray.engine.task.python.PythonProgram;
import io.eagleray.problem.EnvironmentException;
import io.eagleray.search.sampler.SamplerFactory;
import io.eagleray.search.scheduler.SchedulerFactory;
import io.eagleray.search.stopper.StopperFactory;
import io.eagleray.spi.ProgramFiles;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/** This program's files as the running JVM has them. */
public final class OwnFiles implements ProgramFiles {
  /** Each is in another jar that a study needs; the last is a library that one package sees. */
  private static final List<String> OF_A_STUDY =
      List.of(
          "io.eagleray.cli.Main",
          "io.eagleray.engine.OwnFiles",
          "io.eagleray.json.Json",
          "io.eagleray.search.study.Study",
          "tools.jackson.core.JsonParser");

  @Override
  public Path workerJar() {
    return JavaFunctions.workerClasses();
  }

  @Override
  public List<Path> classPath() {
    Set<Path> found = new LinkedHashSet<>();
    Deque<Path> open = new ArrayDeque<>();
    Arrays.stream(System.getProperty("java.class.path", "").split(File.pathSeparator))
        .filter(entry -> !entry.isEmpty())
        .map(entry -> Path.of(entry).toAbsolutePath().normalize())
        .forEach(open::add);
    while (!open.isEmpty()) {
      Path entry = open.remove();
      if (Files.exists(entry) && found.add(entry) && Files.isRegularFile(entry)) {
        open.addAll(named(entry));
      }
    }
    return List.copyOf(found);
  }

  /** What the manifest of a jar names besides. */
  private static List<Path> named(Path jar) {
    try (JarFile file = new JarFile(jar.toFile())) {
      Manifest manifest = file.getManifest();
      String names =
          manifest == null
              ? null
              : manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
      return names == null
          ? List.of()
          : Arrays.stream(names.strip().split("\\s+"))
              .map(name -> jar.toUri().resolve(URI.create(name)))
              .filter(uri -> "file".equals(uri.getScheme()))
              .map(uri -> Path.of(uri).normalize())
              .toList();
    } catch (IOException e) {
      throw new EnvironmentException("cannot read " + jar + ": " + e.getMessage(), e);
    }
  }

  @Override
  public List<Path> studyClassPath() {
    Set<Path> found = new LinkedHashSet<>();
    OF_A_STUDY.forEach(name -> placeOf(name).ifPresent(found::add));
    places(SamplerFactory.class).forEach(found::add);
    places(SchedulerFactory.class).forEach(found::add);
    places(StopperFactory.class).forEach(found::add);
    return List.copyOf(found);
  }

  /** The jar or folder of a class; empty where this program runs without it, as its tests do. */
  private static Optional<Path> placeOf(String name) {
    try {
      ClassLoader loader = OwnFiles.class.getClassLoader();
      return Optional.of(JavaFunctions.codeOf(Class.forName(name, false, loader)));
    } catch (ClassNotFoundException e) {
      return Optional.empty();
    }
  }

  /** Where plugins of one kind are: a config may name one of them. */
  private static <T> Stream<Path> places(Class<T> kind) {
    return ServiceLoader.load(kind).stream()
        .map(ServiceLoader.Provider::type)
        .map(JavaFunctions::codeOf);
  }

  @Override
  public Map<String, byte[]> python() {
    try {
      return PythonProgram.files();
    } catch (IOException e) {
      throw new EnvironmentException("cannot read our own files: " + e.getMessage(), e);
    }
  }
}
