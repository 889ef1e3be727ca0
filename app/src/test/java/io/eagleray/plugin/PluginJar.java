package io.eagleray.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Makes a plugin's jar as its author would: compile, name the service, pack. */
final class PluginJar {
  private PluginJar() {}

  /** The jar of the node type {@code twice}. */
  static Path twice(Path folder) throws IOException {
    Path source = folder.resolve("source/TwiceNodeType.java");
    Files.createDirectories(source.getParent());
    try (InputStream text =
        Objects.requireNonNull(PluginJar.class.getResourceAsStream("/plugin/TwiceNodeType.java"))) {
      Files.copy(text, source);
    }
    Path classes = Files.createDirectories(folder.resolve("classes"));
    compile(source, classes);
    Path service = classes.resolve("META-INF/services/io.eagleray.spi.NodeType");
    Files.createDirectories(service.getParent());
    Files.writeString(service, "com.example.twice.TwiceNodeType\n");
    return pack(classes, folder.resolve("twice.jar"));
  }

  private static void compile(Path source, Path classes) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      List<String> options =
          List.of(
              "-d", classes.toString(), "-cp", System.getProperty("java.class.path"), "-proc:none");
      if (!compiler
          .getTask(null, files, null, options, null, files.getJavaFileObjects(source))
          .call()) {
        throw new IOException("the plugin does not compile");
      }
    }
  }

  private static Path pack(Path classes, Path jar) throws IOException {
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
        Stream<Path> files = Files.walk(classes).filter(Files::isRegularFile)) {
      for (Path file : files.toList()) {
        out.putNextEntry(new JarEntry(classes.relativize(file).toString()));
        Files.copy(file, out);
        out.closeEntry();
      }
    }
    return jar;
  }
}
