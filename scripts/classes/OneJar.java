import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/**
 * Puts the libraries of others into one jar. Whatever is looked for on the class path, such as the
 * providers of a service, is looked for in every jar of it, and to open one costs more than to look
 * into it: with all seventy, a tenth of a short command.
 *
 * <p>Our own jars stay, the workers' among them, which is a class path of its own.
 */
final class OneJar {
  private static final String NAME = "lib/libraries.jar";
  private static final String OWN = "lib/eagleray-";

  /** The least version of Java that a build runs on; classes for a later one are left out. */
  private static final int JAVA = 21;

  private static final String VERSIONS = "META-INF/versions/";

  /** What stands in several jars under one name and is read as all of it: lists, licences. */
  private static final List<String> JOINED =
      List.of(
          "META-INF/services/",
          "META-INF/sisu/",
          "META-INF/LICENSE",
          "META-INF/NOTICE",
          "META-INF/DEPENDENCIES");

  private final Map<String, byte[]> content = new LinkedHashMap<>();

  /** From which version of Java on the content of a name is, where there are several. */
  private final Map<String, Integer> versions = new LinkedHashMap<>();

  private OneJar() {}

  /**
   * Does it for the program in a folder: {@code eagleray.jar}, whose manifest lists what lies in
   * {@code lib}.
   *
   * @throws IOException also where two libraries differ in what has one name; nothing is changed
   *     then
   */
  static void of(Path folder) throws IOException {
    Path program = folder.resolve("eagleray.jar");
    Manifest manifest = manifest(program);
    Attributes main = manifest.getMainAttributes();
    String written = main.getValue(Attributes.Name.CLASS_PATH);
    List<String> path = written == null ? List.of() : List.of(written.split(" "));
    List<String> others = path.stream().filter(name -> !name.startsWith(OWN)).toList();
    if (others.isEmpty()) {
      return;
    }
    OneJar jar = new OneJar();
    for (String name : others) {
      jar.take(folder.resolve(name));
    }
    Manifest plain = new Manifest();
    plain.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    write(folder.resolve(NAME), plain, jar.content);
    main.put(
        Attributes.Name.CLASS_PATH,
        String.join(
            " ",
            Stream.concat(path.stream().filter(name -> name.startsWith(OWN)), Stream.of(NAME))
                .toList()));
    OneJar own = new OneJar();
    own.take(program);
    write(program, manifest, own.content);
    for (String name : others) {
      Files.delete(folder.resolve(name));
    }
  }

  private static Manifest manifest(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      return file.getManifest();
    }
  }

  private void take(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      for (ZipEntry entry : (Iterable<ZipEntry>) file.stream().map(ZipEntry.class::cast)::iterator) {
        if (!entry.isDirectory() && !isLeftOut(entry.getName())) {
          take(entry.getName(), file.getInputStream(entry).readAllBytes(), file.isMultiRelease());
        }
      }
    }
  }

  /** The manifest is written anew, signatures and modules' names are of a jar as a whole. */
  private static boolean isLeftOut(String name) {
    return name.equals(JarFile.MANIFEST_NAME)
        || name.endsWith("module-info.class")
        || name.matches("META-INF/[^/]*\\.(SF|RSA|DSA|EC)");
  }

  private void take(String path, byte[] bytes, boolean hasVersions) throws IOException {
    String name = path;
    int version = 0;
    if (hasVersions && path.startsWith(VERSIONS)) {
      int end = path.indexOf('/', VERSIONS.length());
      version = Integer.parseInt(path, VERSIONS.length(), end, 10);
      name = path.substring(end + 1);
    }
    if (version > JAVA) {
      return;
    }
    byte[] there = content.get(name);
    int known = versions.getOrDefault(name, 0);
    if (there == null || version > known) {
      content.put(name, bytes);
      versions.put(name, version);
    } else if (version == known && !Arrays.equals(there, bytes)) {
      content.put(name, joined(name, there, bytes));
    }
  }

  private static byte[] joined(String name, byte[] first, byte[] second) throws IOException {
    if (JOINED.stream().noneMatch(name::startsWith)) {
      throw new IOException("two libraries have a " + name + " each, and they differ");
    }
    ByteArrayOutputStream both = new ByteArrayOutputStream();
    both.write(first);
    both.write('\n');
    both.write(second);
    return both.toByteArray();
  }

  private static void write(Path jar, Manifest manifest, Map<String, byte[]> content)
      throws IOException {
    Path unfinished = jar.resolveSibling(jar.getFileName() + ".new");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(unfinished), manifest)) {
      for (Map.Entry<String, byte[]> entry : content.entrySet()) {
        out.putNextEntry(new ZipEntry(entry.getKey()));
        out.write(entry.getValue());
      }
    }
    Files.move(unfinished, jar, StandardCopyOption.REPLACE_EXISTING);
  }
}
