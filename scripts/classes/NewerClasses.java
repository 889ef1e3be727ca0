import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;

/**
 * Gives classes the form of Java 8, with stack maps. No start cache takes a class in a form from
 * before Java 6, and such a library's classes would be read and verified at each start; picocli's
 * are in that of Java 5.
 */
final class NewerClasses {
  private final ClassFile classes;

  NewerClasses(ClassHierarchyResolverOption hierarchy) {
    this.classes = ClassFile.of(StackMapsOption.GENERATE_STACK_MAPS, hierarchy);
  }

  byte[] of(byte[] content) {
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
}
