import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.constant.ClassDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Gives the classes of a jar the form of Java 8, with stack maps: {@code java NewerClasses.java
 * JAR}, on Java 25 or later. No start cache takes a class in a form from before Java 6, and such a
 * library's classes would be read and verified at each start; picocli's are in that of Java 5.
 */
final class NewerClasses {
  private final ZipFile jar;
  private final ClassFile classes;

  private NewerClasses(ZipFile jar) {
    this.jar = jar;
    ClassHierarchyResolver own = ClassHierarchyResolver.ofResourceParsing(this::open);
    this.classes =
        ClassFile.of(
            StackMapsOption.GENERATE_STACK_MAPS,
            ClassHierarchyResolverOption.of(
                own.orElse(ClassHierarchyResolver.defaultResolver())));
  }

  public static void main(String[] arguments) throws IOException {
    Path jar = Path.of(arguments[0]);
    Path rewritten = jar.resolveSibling(jar.getFileName() + ".new");
    try (ZipFile old = new ZipFile(jar.toFile())) {
      new NewerClasses(old).write(rewritten);
    }
    Files.move(rewritten, jar, StandardCopyOption.REPLACE_EXISTING);
  }

  private void write(Path rewritten) throws IOException {
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(rewritten))) {
      for (ZipEntry entry : Collections.list(jar.entries())) {
        byte[] content;
        try (InputStream in = jar.getInputStream(entry)) {
          content = in.readAllBytes();
        }
        ZipEntry same = new ZipEntry(entry.getName());
        same.setTime(entry.getTime());
        out.putNextEntry(same);
        out.write(entry.getName().endsWith(".class") ? newer(content) : content);
      }
    }
  }

  private byte[] newer(byte[] content) {
    ClassModel old = classes.parse(content);
    if (old.majorVersion() >= ClassFile.JAVA_8_VERSION) {
      return content;
    }
    // A method's body that nothing goes through is copied as it is, without a stack map.
    ClassTransform bodies = ClassTransform.transformingMethodBodies((to, part) -> to.with(part));
    return classes.transformClass(
        old,
        bodies.andThen((to, part) -> {
          if (part instanceof ClassFileVersion) {
            to.withVersion(ClassFile.JAVA_8_VERSION, 0);
          } else {
            to.with(part);
          }
        }));
  }

  /** The class of this jar, or null, as the resolver wants it, for one of another. */
  private InputStream open(ClassDesc type) {
    String name = type.descriptorString();
    ZipEntry entry = jar.getEntry(name.substring(1, name.length() - 1) + ".class");
    try {
      return entry == null ? null : jar.getInputStream(entry);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
