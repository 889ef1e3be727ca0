import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.util.List;
import java.util.Optional;

/**
 * A switch over types as a method: the number of the first type, from a given one on, that a value
 * is of; the number of types where it is of none, and -1 for null. That is what {@code
 * java.lang.runtime.SwitchBootstraps.typeSwitch} says.
 *
 * @param owner the class that has the switch
 * @param isInterface whether that is an interface
 * @param name the method's
 * @param type the method's: from a value and a number to a number
 * @param labels the types, in order
 */
record TypeSwitch(
    ClassDesc owner, boolean isInterface, String name, MethodTypeDesc type, List<ClassDesc> labels) {

  /**
   * That of a call; empty where it has other labels than types.
   *
   * @param number what tells it from others of its class
   */
  static Optional<TypeSwitch> of(InvokeDynamicInstruction call, ClassModel in, int number) {
    List<ConstantDesc> labels = call.bootstrapArgs();
    boolean typesOnly =
        labels.stream().allMatch(label -> label instanceof ClassDesc type && !type.isPrimitive());
    if (!typesOnly || !call.name().equalsString("typeSwitch")) {
      return Optional.empty();
    }
    return Optional.of(
        new TypeSwitch(
            in.thisClass().asSymbol(),
            in.flags().has(AccessFlag.INTERFACE),
            "typeSwitch$" + number,
            call.typeSymbol(),
            labels.stream().map(ClassDesc.class::cast).toList()));
  }

  /** Calls it: value and number are on the stack. */
  void call(CodeBuilder to) {
    to.invokestatic(owner, name, type, isInterface);
  }

  void define(ClassBuilder to) {
    int flags = ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC | ClassFile.ACC_SYNTHETIC;
    to.withMethodBody(name, type, flags, this::body);
  }

  private void body(CodeBuilder code) {
    Label nothing = code.newLabel();
    code.aload(0).ifnull(nothing);
    for (int i = 0; i < labels.size(); i++) {
      Label next = code.newLabel();
      code.iload(1).loadConstant(i).if_icmpgt(next);
      code.aload(0).instanceOf(labels.get(i)).ifeq(next);
      code.loadConstant(i).ireturn();
      code.labelBinding(next);
    }
    code.loadConstant(labels.size()).ireturn();
    code.labelBinding(nothing).iconst_m1().ireturn();
  }
}
