package io.eagleray.targets.ray;

import io.eagleray.json.Json;
import io.eagleray.json.JsonArray;
import io.eagleray.json.JsonObject;
import io.eagleray.json.JsonText;
import io.eagleray.model.ray.RayNode;
import io.eagleray.model.ray.SecretSource;
import io.eagleray.spi.NodeWalking;
import io.eagleray.spi.ProgramFiles;
import io.eagleray.spi.Shipment;
import io.eagleray.targets.ray.client.pack.IgnoreRules;
import io.eagleray.targets.ray.client.pack.PackageBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The packages that travel with a job. Each is named by its content, so what has not changed since
 * the last job is there already:
 *
 * <ul>
 *   <li>the user's files, which become the working directory,
 *   <li>{@code eagleray}: our Python sources, and the Java worker,
 *   <li>{@code eagleray_study}: the search engine, for {@code engine: native},
 *   <li>{@code eagleray_job}: what this job is to do, its classes and its objects.
 * </ul>
 */
final class JobPackages {
  static final String JOB = "eagleray_job";
  private static final String STUDY = "eagleray_study";

  /** So that the jars' names sort in the order in which classes are looked for. */
  private static final int FIRST_JAR = 100;

  private static final byte[] EMPTY = new byte[0];

  private final Path folder;

  /**
   * @param folder where jars are laid that are made for a package; of this run alone
   */
  JobPackages(Path folder) {
    this.folder = folder;
  }

  /** The user's files: what {@code working_dir} names, else the pipeline's folder. */
  PackageBuilder userFiles(RayNode node, Shipment shipment, NodeWalking walking) {
    Path source = userFolder(node, shipment, walking);
    return new PackageBuilder("the folder " + source).addFolder("", source, rules(node, walking));
  }

  /**
   * What stays at home, besides what the folder's own files say: the runs and their results, too.
   */
  private static IgnoreRules rules(RayNode node, NodeWalking walking) {
    List<String> excludes = new ArrayList<>();
    if (node.config().cluster().runtimeEnv().fields().get("excludes") instanceof JsonArray list) {
      for (Json item : list.items()) {
        if (item instanceof JsonText text) {
          excludes.add(text.value());
        }
      }
    }
    return IgnoreRules.USUAL.excluding(excludes).without(walking.surroundings().state());
  }

  /**
   * The folder whose files travel. Without a {@code working_dir} it is the pipeline's, or the
   * working directory where the function's module is only there.
   */
  static Path userFolder(RayNode node, Shipment shipment, NodeWalking walking) {
    return node.config()
        .cluster()
        .runtimeEnv()
        .text("working_dir")
        .map(named -> resolve(named, node, walking))
        .orElseGet(() ->
            holdsModule(walking.folder(), shipment) || !holdsModule(walking.directory(), shipment)
                ? walking.folder()
                : walking.directory());
  }

  private static Path resolve(String named, RayNode node, NodeWalking walking) {
    Path beside = node.config().folder().resolve(named);
    return Files.isDirectory(beside) ? beside : walking.directory().resolve(named);
  }

  private static boolean holdsModule(Path folder, Shipment shipment) {
    String top = shipment.command().split("[.:]", 2)[0];
    return Files.exists(folder.resolve(top + ".py")) || Files.isDirectory(folder.resolve(top));
  }

  /** A Python package of the user's, or the folder that holds some. */
  PackageBuilder module(String named, RayNode node, NodeWalking walking) {
    Path source = resolve(named, node, walking);
    boolean isPackage = Files.exists(source.resolve("__init__.py"));
    String prefix = isPackage ? String.valueOf(source.getFileName()) : "";
    return new PackageBuilder("the module " + source)
        .addFolder(prefix, source, rules(node, walking));
  }

  /** Our Python sources, and the worker's jar where the task needs it. */
  PackageBuilder program(ProgramFiles program, boolean withWorker) {
    PackageBuilder builder = new PackageBuilder("Eagleray's own package");
    program.python().forEach(builder::add);
    if (withWorker) {
      add(builder, "eagleray/jars/worker.jar", program.workerJar());
    }
    return builder;
  }

  /** The search engine, which runs beside the driver. */
  PackageBuilder study(ProgramFiles program) {
    PackageBuilder builder = new PackageBuilder("the search engine's package");
    builder.add(STUDY + "/__init__.py", EMPTY);
    int number = 0;
    for (Path entry : program.studyClassPath()) {
      add(builder, STUDY + "/" + (FIRST_JAR + number++) + ".jar", entry);
    }
    return builder;
  }

  /** What this job is to do. */
  PackageBuilder job(RayNode node, JsonObject spec, Shipment shipment, NodeWalking walking) {
    PackageBuilder builder =
        new PackageBuilder("what step " + walking.path() + " takes along (classes and objects)");
    builder.add(JOB + "/__init__.py", EMPTY);
    builder.add(JOB + "/spec.json", spec.text().getBytes(StandardCharsets.UTF_8));
    List<String> names = classPath(shipment);
    for (int i = 0; i < names.size(); i++) {
      Path entry = shipment.classPath().get(i);
      add(builder, JOB + "/" + names.get(i), entry);
    }
    Set<String> objects =
        JobObjects.bring(
            spec.object("arguments"),
            walking.read(state -> state.trials(walking.path())),
            walking.catalog());
    for (String sha256 : objects) {
      String name = sha256.substring(0, 2) + "/" + sha256.substring(2);
      builder.add(JOB + "/objects/" + name, walking.catalog().objects().resolve(name));
    }
    if (node.config().secrets() == SecretSource.UPLOAD) {
      walking
          .secrets(node.task().secrets())
          .forEach((name, value) -> builder.add(JOB + "/secrets/" + name, value));
    }
    return builder;
  }

  /** What the task's class path is called below the job's package. */
  static List<String> classPath(Shipment shipment) {
    return IntStream.range(0, shipment.classPath().size())
        .mapToObj(number -> "classes/" + number + ".jar")
        .toList();
  }

  /** A jar under that name; of a folder of classes one is made. */
  private void add(PackageBuilder builder, String name, Path entry) {
    if (!Files.isDirectory(entry)) {
      builder.add(name, entry);
      return;
    }
    try {
      Path jar = Files.createTempFile(folder, "classes-", ".jar");
      ClassesJar.write(entry, jar);
      builder.add(name, jar);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make a jar of " + entry, e);
    }
  }
}
