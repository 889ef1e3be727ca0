package io.eagleray.engine.java;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Parameter names from the debug variables that compilers write by default ({@code -g:vars}). */
final class DebugNames extends ClassVisitor {
  private final Method method;
  private final Map<Integer, String> bySlot = new HashMap<>();

  private DebugNames(Method method) {
    super(Opcodes.ASM9);
    this.method = method;
  }

  /** The names in order; empty where the class was compiled without them. */
  static Optional<List<String>> of(Method method) {
    Class<?> type = method.getDeclaringClass();
    String resource = type.getName().replace('.', '/') + ".class";
    try (@Nullable InputStream bytes = loader(type).getResourceAsStream(resource)) {
      if (bytes == null) {
        return Optional.empty();
      }
      DebugNames names = new DebugNames(method);
      new ClassReader(bytes).accept(names, ClassReader.SKIP_FRAMES);
      return names.inOrder();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static ClassLoader loader(Class<?> type) {
    ClassLoader own = type.getClassLoader();
    return own == null ? ClassLoader.getPlatformClassLoader() : own;
  }

  @Override
  public @Nullable MethodVisitor visitMethod(
      int access,
      String name,
      String descriptor,
      @Nullable String signature,
      String @Nullable [] exceptions) {
    boolean wanted =
        name.equals(method.getName()) && descriptor.equals(Type.getMethodDescriptor(method));
    return wanted ? new Variables() : null;
  }

  private final class Variables extends MethodVisitor {
    Variables() {
      super(Opcodes.ASM9);
    }

    @Override
    public void visitLocalVariable(
        String name,
        String descriptor,
        @Nullable String signature,
        Label start,
        Label end,
        int index) {
      // A later variable may use a slot again; a parameter is the first one there.
      bySlot.putIfAbsent(index, name);
    }
  }

  private Optional<List<String>> inOrder() {
    List<String> names = new ArrayList<>();
    int slot = Modifier.isStatic(method.getModifiers()) ? 0 : 1;
    for (Class<?> type : method.getParameterTypes()) {
      String name = bySlot.get(slot);
      if (name == null) {
        return Optional.empty();
      }
      names.add(name);
      slot += type == long.class || type == double.class ? 2 : 1;
    }
    return Optional.of(names);
  }
}
