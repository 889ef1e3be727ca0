package io.eagleray.plugin;

import io.eagleray.architecture.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Makes the jar of examples/plugin as its build.sh does: compile, and pack with the services. */
final class PluginJar {
  /** The folder of the example. */
  static final Path EXAMPLE = Checkout.ROOT.resolve("examples/plugin");

  private PluginJar() {}

  /** The jar, made in a folder. */
  static Path of(Path folder) throws IOException {
    Path classes = Files.createDirectories(folder.resolve("classes"));
    compile(files(EXAMPLE.resolve("src")), classes);
    Path jar = folder.resolve("plugins.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      pack(classes, files(classes), out);
      pack(EXAMPLE, files(EXAMPLE.resolve("META-INF")), out);
    }
    return jar;
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static void compile(List<Path> sources, Path classes) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      List<String> options =
          List.of(
              "-d", classes.toString(), "-cp", System.getProperty("java.class.path"), "-proc:none");
      if (!compiler
          .getTask(null, files, null, options, null, files.getJavaFileObjectsFromPaths(sources))
          .call()) {
        throw new IOException("the plugins do not compile");
      }
    }
  }

  private static void pack(Path root, List<Path> files, JarOutputStream out) throws IOException {
    for (Path file : files) {
      out.putNextEntry(new JarEntry(root.relativize(file).toString()));
      Files.copy(file, out);
      out.closeEntry();
    }
  }
}
