import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassHierarchyResolver;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Gives the classes of a program a form with which it starts quicker, and which does the same:
 * {@code java QuickerClasses.java FOLDER}, on Java 25 or later. The folder has {@code eagleray.jar}
 * and the libraries in {@code lib}; see {@link NewerClasses}, {@link DirectCalls} and {@link
 * OneJar}.
 *
 * <p>The workers' jar stays as it is: start caches know it by its size, wherever it lies.
 */
final class QuickerClasses {
  private QuickerClasses() {}

  /** Gives the bytes of a class another form. */
  private interface Change {
    byte[] of(byte[] content);
  }

  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    List<Path> jars = new ArrayList<>(List.of(folder.resolve("eagleray.jar")));
    try (Stream<Path> libraries = Files.list(folder.resolve("lib"))) {
      libraries.filter(file -> file.toString().endsWith(".jar")).sorted().forEach(jars::add);
    }
    List<URL> urls = new ArrayList<>();
    for (Path jar : jars) {
      urls.add(jar.toUri().toURL());
    }
    try (URLClassLoader all = new URLClassLoader(urls.toArray(URL[]::new), null)) {
      ClassHierarchyResolver known = ClassHierarchyResolver.ofResourceParsing(all);
      ClassHierarchyResolverOption hierarchy =
          ClassHierarchyResolverOption.of(known.orElse(ClassHierarchyResolver.defaultResolver()));
      NewerClasses newer = new NewerClasses(hierarchy);
      ClassFile classes = ClassFile.of(hierarchy);
      for (Path jar : jars) {
        String name = jar.getFileName().toString();
        if (name.startsWith("picocli-")) {
          rewrite(jar, newer::of);
        } else if (name.startsWith("eagleray") && !name.startsWith("eagleray-worker")) {
          rewrite(jar, content -> DirectCalls.in(classes, content));
        }
      }
    }
    OneJar.of(folder);
  }

  private static void rewrite(Path jar, Change change) throws IOException {
    Path rewritten = jar.resolveSibling(jar.getFileName() + ".new");
    try (ZipFile old = new ZipFile(jar.toFile());
        ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(rewritten))) {
      for (ZipEntry entry : Collections.list(old.entries())) {
        byte[] content;
        try (InputStream in = old.getInputStream(entry)) {
          content = in.readAllBytes();
        }
        ZipEntry same = new ZipEntry(entry.getName());
        same.setTime(entry.getTime());
        out.putNextEntry(same);
        out.write(entry.getName().endsWith(".class") ? change.of(content) : content);
      }
    }
    Files.move(rewritten, jar, StandardCopyOption.REPLACE_EXISTING);
  }
}
