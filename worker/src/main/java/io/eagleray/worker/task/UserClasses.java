package io.eagleray.worker.task;

import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The user's classes, by class path. A class path is loaded once in a worker's life, so static
 * state survives from one task to the next. User code sees the platform's classes and {@code
 * io.eagleray.trial}, and none of the worker's own.
 */
final class UserClasses {
  /** The name of the loaders of user classes, by which their stack frames are known. */
  static final String LOADER_NAME = "user";

  private static final String API = "io.eagleray.trial.";

  private final Map<List<Path>, ClassLoader> loaders = new ConcurrentHashMap<>();
  private final Map<Key, JavaMethod> methods = new ConcurrentHashMap<>();
  private final ClassLoader api = new ApiLoader(UserClasses.class.getClassLoader());

  /**
   * With methods written out: those that Java makes for a record are linked at their first call.
   */
  private record Key(List<Path> classPath, String command, List<RunMessage.Parameter> parameters) {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Key key
          && command.equals(key.command)
          && classPath.equals(key.classPath)
          && parameters.equals(key.parameters);
    }

    @Override
    public int hashCode() {
      return command.hashCode();
    }
  }

  /** The method that a task names; it is looked for only once. */
  JavaMethod method(RunMessage message) {
    Key key = new Key(message.classPath(), message.command(), message.function().parameters());
    JavaMethod known = methods.get(key);
    if (known != null) {
      return known;
    }
    JavaMethod found =
        MethodFinder.find(
            loader(message.classPath()), message.command(), message.function().parameters());
    methods.put(key, found);
    return found;
  }

  private ClassLoader loader(List<Path> classPath) {
    return loaders.computeIfAbsent(classPath, this::open);
  }

  private ClassLoader open(List<Path> classPath) {
    return new URLClassLoader(
        LOADER_NAME, classPath.stream().map(UserClasses::url).toArray(URL[]::new), api);
  }

  private static URL url(Path path) {
    try {
      return path.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new CommandException("the class path has an entry that is no file: " + path);
    }
  }

  /** Shows of the worker's classes only those that are made for users. */
  private static final class ApiLoader extends ClassLoader {
    private final ClassLoader worker;

    ApiLoader(ClassLoader worker) {
      super("api", ClassLoader.getPlatformClassLoader());
      this.worker = worker;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      if (name.startsWith(API)) {
        return worker.loadClass(name);
      }
      throw new ClassNotFoundException(name);
    }
  }
}
