package io.eagleray.engine.java;

import com.sun.source.util.JavacTask;
import com.sun.source.util.TaskEvent;
import com.sun.source.util.TaskListener;
import io.eagleray.problem.EnvironmentException;
import io.eagleray.problem.Location;
import io.eagleray.problem.Problems;
import java.io.File;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** One run of the compiler, in this process. */
final class Compilation {
  /** The compiler's own messages leave these away too, but not when it is called from a program. */
  private static final Pattern USUAL_PACKAGE =
      Pattern.compile("\\bjava\\.(?:lang|util)\\.(?=[A-Z])");

  private final UserPaths paths;
  private final Problems problems;

  Compilation(UserPaths paths, Problems problems) {
    this.paths = paths;
    this.problems = problems;
  }

  /**
   * Compiles a file and the sources that it uses.
   *
   * @return the sources that were read; empty where there were errors
   */
  Optional<List<Path>> run(Path file, Path sourceRoot, List<Path> classPath, Path target)
      throws IOException {
    @Nullable JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    if (compiler == null) {
      throw new EnvironmentException(
          "Java sources need a JDK, and "
              + System.getProperty("java.home")
              + " has no compiler; set JAVA_HOME to a JDK 21 or newer");
    }
    DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
    try (StandardJavaFileManager files =
        compiler.getStandardFileManager(diagnostics, Locale.ENGLISH, StandardCharsets.UTF_8)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  Writer.nullWriter(),
                  files,
                  diagnostics,
                  options(sourceRoot, classPath, target),
                  null,
                  files.getJavaFileObjects(file));
      SourcesRead sources = new SourcesRead();
      task.addTaskListener(sources);
      boolean done = task.call();
      List<Diagnostic<? extends JavaFileObject>> errors =
          diagnostics.getDiagnostics().stream()
              .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
              .toList();
      errors.forEach(error -> tell(file, error));
      // A source in another encoding is an error that the compiler itself passes over.
      return done && errors.isEmpty() ? Optional.of(List.copyOf(sources.files)) : Optional.empty();
    }
  }

  private static List<String> options(Path sourceRoot, List<Path> classPath, Path target) {
    return List.of(
        "-parameters",
        "-proc:none",
        "-g",
        "-implicit:class",
        "-Xprefer:source",
        "-Xlint:none",
        "-d",
        target.toString(),
        "-sourcepath",
        sourceRoot.toString(),
        "-classpath",
        classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
  }

  private void tell(Path file, Diagnostic<? extends JavaFileObject> diagnostic) {
    @Nullable JavaFileObject source = diagnostic.getSource();
    String name = paths.display(source == null ? file : Path.of(source.toUri()));
    boolean placed = diagnostic.getLineNumber() > 0;
    int line = placed ? (int) diagnostic.getLineNumber() : 0;
    int column = placed ? (int) diagnostic.getColumnNumber() : 0;
    problems.error(new Location(name, line, column), oneLine(diagnostic));
  }

  private static String oneLine(Diagnostic<?> diagnostic) {
    return diagnostic
        .getMessage(Locale.ENGLISH)
        .lines()
        .map(line -> line.strip().replaceAll("\\s+", " "))
        .map(line -> USUAL_PACKAGE.matcher(line).replaceAll(""))
        .filter(line -> !line.isEmpty())
        .collect(Collectors.joining("; "));
  }

  /** Notes every source that the compiler parses, those that it found by itself too. */
  private static final class SourcesRead implements TaskListener {
    private final TreeSet<Path> files = new TreeSet<>();

    @Override
    public void started(TaskEvent event) {
      @Nullable JavaFileObject source = event.getSourceFile();
      if (event.getKind() == TaskEvent.Kind.PARSE && source != null) {
        files.add(Path.of(source.toUri()));
      }
    }
  }
}
