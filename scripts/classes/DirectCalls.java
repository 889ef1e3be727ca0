import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Replaces what Java links when it is first run by code of the class itself: switches over types,
 * and {@code equals} and {@code hashCode} of records. For each of these the JVM makes classes at
 * every start, which no start cache keeps, and calls them in more steps.
 */
final class DirectCalls {
  private static final ClassDesc SWITCHES = ClassDesc.of("java.lang.runtime.SwitchBootstraps");
  private static final ClassDesc RECORDS = ClassDesc.of("java.lang.runtime.ObjectMethods");

  private final ClassModel old;
  private final List<TypeSwitch> switches = new ArrayList<>();

  private DirectCalls(ClassModel old) {
    this.old = old;
  }

  /** The class with them; itself where it has nothing to replace. */
  static byte[] in(ClassFile classes, byte[] content) {
    ClassModel old = classes.parse(content);
    if (old.methods().stream().noneMatch(DirectCalls::isMeant)) {
      return content;
    }
    DirectCalls calls = new DirectCalls(old);
    ClassTransform bodies =
        ClassTransform.transformingMethodBodies(DirectCalls::isMeant, calls::replace);
    return classes.transformClass(
        old,
        bodies.andThen(
            ClassTransform.endHandler(to -> calls.switches.forEach(found -> found.define(to)))));
  }

  private static boolean isMeant(MethodModel method) {
    return method.code().stream()
        .flatMap(code -> code.elementStream())
        .anyMatch(part ->
            part instanceof InvokeDynamicInstruction call
                && (isLinkedBy(SWITCHES, call) || isLinkedBy(RECORDS, call)));
  }

  private static boolean isLinkedBy(ClassDesc owner, InvokeDynamicInstruction call) {
    return call.bootstrapMethod().owner().equals(owner);
  }

  private void replace(CodeBuilder to, CodeElement part) {
    if (part instanceof InvokeDynamicInstruction call) {
      if (isLinkedBy(SWITCHES, call)) {
        Optional<TypeSwitch> found = TypeSwitch.of(call, old, switches.size());
        if (found.isPresent()) {
          switches.add(found.get());
          found.get().call(to);
          return;
        }
      }
      if (isLinkedBy(RECORDS, call) && RecordMethod.write(to, call, old.thisClass().asSymbol())) {
        return;
      }
    }
    to.with(part);
  }
}
