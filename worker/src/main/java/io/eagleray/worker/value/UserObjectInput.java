package io.eagleray.worker.value;

import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectStreamClass;
import java.lang.reflect.Proxy;

/** Reads serialised objects of the user's classes. */
final class UserObjectInput extends ObjectInputStream {
  private final ClassLoader classes;

  UserObjectInput(InputStream in, ClassLoader classes) throws IOException {
    super(in);
    this.classes = classes;
  }

  @Override
  protected Class<?> resolveClass(ObjectStreamClass description)
      throws IOException, ClassNotFoundException {
    try {
      return Class.forName(description.getName(), false, classes);
    } catch (ClassNotFoundException e) {
      // Primitive types have no loader; the original method knows them.
      return super.resolveClass(description);
    }
  }

  @Override
  protected Class<?> resolveProxyClass(String[] names) throws ClassNotFoundException {
    Class<?>[] interfaces = new Class<?>[names.length];
    for (int i = 0; i < names.length; i++) {
      interfaces[i] = Class.forName(names[i], false, classes);
    }
    return Proxy.newProxyInstance(classes, interfaces, (proxy, method, arguments) -> null)
        .getClass();
  }
}
