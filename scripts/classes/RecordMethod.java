import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.List;

/**
 * The bodies of a record's {@code equals} and {@code hashCode}, with the results that {@code
 * java.lang.runtime.ObjectMethods} gives.
 */
final class RecordMethod {
  private static final ClassDesc OBJECTS = ClassDesc.of("java.util.Objects");
  private static final MethodTypeDesc EQUAL =
      MethodTypeDesc.of(
          ConstantDescs.CD_boolean, ConstantDescs.CD_Object, ConstantDescs.CD_Object);

  /** Where {@code equals} keeps the other record. */
  private static final int OTHER = 2;

  private RecordMethod() {}

  /** A component, which is a field. */
  private record Part(String name, ClassDesc type) {}

  /**
   * Writes the rest of such a method in place of the call; the call's arguments are on the stack,
   * and those of the method in its first two variables. False where it is another method.
   */
  static boolean write(CodeBuilder to, InvokeDynamicInstruction call, ClassDesc self) {
    // The first two are the class and the names of its components.
    List<Part> parts =
        call.bootstrapArgs().stream()
            .skip(2)
            .map(DirectMethodHandleDesc.class::cast)
            .map(get -> new Part(get.methodName(), get.invocationType().returnType()))
            .toList();
    switch (call.name().stringValue()) {
      case "hashCode" -> writeHash(to.pop(), parts, self);
      case "equals" -> writeEquals(to.pop2(), parts, self);
      default -> {
        return false;
      }
    }
    return true;
  }

  private static void writeHash(CodeBuilder to, List<Part> parts, ClassDesc self) {
    to.iconst_0();
    for (Part part : parts) {
      to.bipush(31).imul().aload(0).getfield(self, part.name(), part.type());
      boolean primitive = part.type().isPrimitive();
      ClassDesc owner = primitive ? box(part.type()) : OBJECTS;
      ClassDesc of = primitive ? part.type() : ConstantDescs.CD_Object;
      to.invokestatic(owner, "hashCode", MethodTypeDesc.of(ConstantDescs.CD_int, of)).iadd();
    }
  }

  private static void writeEquals(CodeBuilder to, List<Part> parts, ClassDesc self) {
    Label same = to.newLabel();
    Label different = to.newLabel();
    to.aload(0).aload(1).if_acmpeq(same);
    to.aload(1).instanceOf(self).ifeq(different);
    to.aload(1).checkcast(self).astore(OTHER);
    for (Part part : parts) {
      to.aload(0).getfield(self, part.name(), part.type());
      to.aload(OTHER).getfield(self, part.name(), part.type());
      leaveUnlessEqual(to, part.type(), different);
    }
    to.labelBinding(same).iconst_1().ireturn();
    to.labelBinding(different).iconst_0().ireturn();
  }

  private static void leaveUnlessEqual(CodeBuilder to, ClassDesc type, Label different) {
    switch (TypeKind.from(type)) {
      case INT, SHORT, BYTE, CHAR, BOOLEAN -> to.if_icmpne(different);
      case LONG -> to.lcmp().ifne(different);
      case DOUBLE, FLOAT ->
          to.invokestatic(
                  box(type), "compare", MethodTypeDesc.of(ConstantDescs.CD_int, type, type))
              .ifne(different);
      case REFERENCE -> to.invokestatic(OBJECTS, "equals", EQUAL).ifeq(different);
      case VOID -> throw new IllegalArgumentException("a component cannot be void");
    }
  }

  private static ClassDesc box(ClassDesc primitive) {
    return switch (TypeKind.from(primitive)) {
      case BOOLEAN -> ConstantDescs.CD_Boolean;
      case BYTE -> ConstantDescs.CD_Byte;
      case CHAR -> ConstantDescs.CD_Character;
      case SHORT -> ConstantDescs.CD_Short;
      case INT -> ConstantDescs.CD_Integer;
      case LONG -> ConstantDescs.CD_Long;
      case FLOAT -> ConstantDescs.CD_Float;
      case DOUBLE -> ConstantDescs.CD_Double;
      case REFERENCE, VOID -> throw new IllegalArgumentException(primitive + " is no primitive type");
    };
  }
}
