package io.eagleray.engine.java;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.model.CatalogFiles;
import io.eagleray.model.JavaSettings;
import io.eagleray.model.Resources;
import io.eagleray.model.Task;
import io.eagleray.problem.Location;
import io.eagleray.problem.Problem;
import io.eagleray.problem.Problems;
import io.eagleray.spi.TaskSignature;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
class JavaFunctionsTest {
  private static final Location AT = new Location("p.yaml", 3, 7);

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path root;

  @SuppressWarnings("NullAway.Init")
  private Path work;

  private final Problems problems = new Problems();

  @BeforeEach
  void makeFolder() throws IOException {
    work = Files.createDirectories(root.toRealPath().resolve("work"));
  }

  private Path write(String name, String text) throws IOException {
    Path file = work.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private static Task task(String command, JavaSettings java) {
    return new Task(
        "java",
        command,
        AT,
        List.of(),
        List.of(),
        CatalogFiles.NONE,
        Optional.empty(),
        java,
        Resources.DEFAULT,
        Task.Isolation.SHARED);
  }

  private Optional<JavaFunction> find(String command, JavaSettings java) {
    return new JavaFunctions(work, work, work.resolve(".eagleray"), java)
        .find(task(command, JavaSettings.NONE), problems);
  }

  private JavaFunction found(String command) {
    Optional<JavaFunction> function = find(command, JavaSettings.NONE);
    assertThat(errors()).isEmpty();
    return function.orElseThrow();
  }

  private List<String> problemsOf(String command) {
    assertThat(find(command, JavaSettings.NONE)).isEmpty();
    return errors();
  }

  private List<String> errors() {
    return problems.errors().stream().map(Problem::toString).toList();
  }

  private static List<String> names(JavaFunction function) {
    return function.signature().arguments().stream().map(TaskSignature.Argument::name).toList();
  }

  private List<Path> classFolders() throws IOException {
    try (Stream<Path> folders = Files.list(work.resolve(".eagleray/cache/java"))) {
      return folders.filter(folder -> !folder.endsWith("index")).toList();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"cut", "deleted"})
  void classesOfWhichSomethingIsLostAreMadeAgain(String loss) throws IOException {
    write("Steps.java", "public class Steps { public static int one(int rows) { return 1; } }\n");
    found("Steps.java::one");
    Path lost = classFolders().get(0).resolve("Steps.class");
    byte[] whole = Files.readAllBytes(lost);
    if (loss.equals("cut")) {
      Files.write(lost, Arrays.copyOf(whole, 40));
    } else {
      Files.delete(lost);
    }

    assertThat(names(found("Steps.java::one"))).containsExactly("rows");
    assertThat(classFolders()).containsExactly(lost.getParent());
    assertThat(lost).hasBinaryContent(whole);
  }

  @Test
  void aSourceFilesMethodIsFoundWithItsParametersByName() throws IOException {
    write(
        "Steps.java",
        """
        import java.util.*;
        public class Steps {
          static { if (true) throw new IllegalStateException("must not be initialised"); }
          public static int prepare(double rate, List<String> names, Optional<String> note) {
            return 1;
          }
        }
        """);

    JavaFunction function = found("Steps.java::prepare");

    assertThat(function.command()).isEqualTo("Steps::prepare");
    assertThat(function.parameters())
        .containsExactly(
            new JavaFunction.Parameter("rate", "double"),
            new JavaFunction.Parameter("names", "java.util.List"),
            new JavaFunction.Parameter("note", "java.util.Optional"));
    assertThat(function.signature().arguments())
        .containsExactly(
            new TaskSignature.Argument("rate", true, "double", AT),
            new TaskSignature.Argument("names", true, "java.util.List<java.lang.String>", AT),
            new TaskSignature.Argument("note", false, "java.util.Optional<java.lang.String>", AT));
    assertThat(function.signature().known()).isTrue();
    assertThat(function.signature().reports()).isFalse();
    assertThat(function.classPath().getFirst().resolve("Steps.class")).exists();
  }

  @Test
  void siblingSourcesAreFoundThroughThePackage() throws IOException {
    write(
        "src/com/acme/app/Main.java",
        """
        /* package not.this.one; */ // nor package that;
        package com . acme.app;
        import com.acme.data.Rows;
        public class Main { public static Rows load(Near near) { return null; } }
        """);
    write("src/com/acme/app/Near.java", "package com.acme.app; class Near {}");
    write("src/com/acme/data/Rows.java", "package com.acme.data; public class Rows {}");

    JavaFunction function = found("src/com/acme/app/Main.java::load");

    assertThat(function.command()).isEqualTo("com.acme.app.Main::load");
    assertThat(function.classPath().getFirst().resolve("com/acme/data/Rows.class")).exists();
  }

  @Test
  void aTrialIsNoArgumentAndMeansReports() throws IOException {
    write(
        "Train.java",
        """
        import io.eagleray.trial.Trial;
        class Train { static void train(double rate, Trial trial) { trial.report("a", rate); } }
        """);

    JavaFunction function = found("Train.java::train");

    assertThat(names(function)).containsExactly("rate");
    assertThat(function.parameters())
        .contains(new JavaFunction.Parameter("trial", "io.eagleray.trial.Trial"));
    assertThat(function.signature().reports()).isTrue();
    assertThat(function.classPath()).hasSize(1);
  }

  @Test
  void errorsOfTheCompilerStandAtTheUsersPlaces() throws IOException {
    write(
        "Bad.java",
        """
        class Bad {
          static int a() { return "text"; }
          static Missing b() { return null; }
        }
        """);

    assertThat(problemsOf("Bad.java::a"))
        .containsExactlyInAnyOrder(
            "Bad.java:2:27  incompatible types: String cannot be converted to int",
            "Bad.java:3:10  cannot find symbol; symbol: class Missing; location: class Bad");
  }

  @Test
  void anErrorInASiblingStandsThere() throws IOException {
    write("A.java", "class A { static B a() { return null; } }");
    write("B.java", "class B {\n  int x = y;\n}");

    assertThat(problemsOf("A.java::a"))
        .containsExactly("B.java:2:11  cannot find symbol; symbol: variable y; location: class B");
  }

  @Test
  void unchangedSourcesAreNotCompiledAgain() throws IOException {
    write("A.java", "class A { static B a() { return null; } }");
    write("B.java", "class B {}");
    Path classes = found("A.java::a").classPath().getFirst();
    FileTime old = FileTime.fromMillis(1_000);
    Files.setLastModifiedTime(classes.resolve("A.class"), old);

    assertThat(found("A.java::a").classPath().getFirst()).isEqualTo(classes);
    assertThat(Files.getLastModifiedTime(classes.resolve("A.class"))).isEqualTo(old);
    assertThat(classFolders()).containsExactly(classes);
  }

  @Test
  void aChangedSiblingIsCompiledAgainAndTheOldClassesStay() throws IOException {
    write("A.java", "class A { static B a() { return null; } }");
    write("B.java", "class B {}");
    Path classes = found("A.java::a").classPath().getFirst();

    write("B.java", "class B { int more; }");

    assertThat(found("A.java::a").classPath().getFirst()).isNotEqualTo(classes);
    assertThat(classes).exists();
    write("B.java", "class B {}");
    assertThat(found("A.java::a").classPath().getFirst()).isEqualTo(classes);
    assertThat(classFolders()).hasSize(2);
  }

  @Test
  void aSourceThatDoesNotCompileLeavesNothingBehind() throws IOException {
    write("Bad.java", "class Bad { x }");
    problemsOf("Bad.java::a");

    assertThat(classFolders()).isEmpty();
  }

  @Test
  void classesOnTheClassPathAreFoundBesideThePipelineAndInTheWorkingDirectory() throws IOException {
    compile(
        "lib",
        "com/acme/Steps.java",
        "package com.acme; public class Steps {" + " public static void run(int count) {} }",
        "-g");

    Optional<JavaFunction> function =
        find("com.acme.Steps::run", new JavaSettings(List.of("lib"), List.of()));

    assertThat(errors()).isEmpty();
    assertThat(names(function.orElseThrow())).containsExactly("count");
    assertThat(function.orElseThrow().classPath()).containsExactly(work.resolve("lib"));
  }

  private void compile(String target, String name, String source, String... options)
      throws IOException {
    Path file = write("src-of-" + target + "/" + name, source);
    Files.createDirectories(work.resolve(target));
    List<String> all =
        Stream.concat(
                Stream.of(options),
                Stream.of("-d", work.resolve(target).toString(), file.toString()))
            .toList();
    assertThat(
            ToolProvider.getSystemJavaCompiler().run(null, null, null, all.toArray(String[]::new)))
        .isZero();
  }

  @Test
  void debugVariablesGiveNamesOfWideParametersAndInstanceMethodsToo() throws IOException {
    compile(
        "lib",
        "Steps.java",
        "public class Steps {"
            + " public int run(long big, double rate, String last) { { int x = 1; } int y = 2;"
            + " return y; } }",
        "-g");

    Optional<JavaFunction> function =
        find("Steps::run", new JavaSettings(List.of("lib"), List.of()));

    assertThat(errors()).isEmpty();
    assertThat(names(function.orElseThrow())).containsExactly("big", "rate", "last");
  }

  @Test
  void withoutNamesOneRecordsComponentsAreTheArguments() throws IOException {
    compile(
        "lib",
        "Steps.java",
        "public class Steps {"
            + " public record Given(int rows, java.util.Optional<String> note) {}"
            + " public static void run(Given given) {} public static void two(int a, int b) {} }",
        "-g:none");
    JavaSettings java = new JavaSettings(List.of("lib"), List.of());

    JavaFunction function = find("Steps::run", java).orElseThrow();

    assertThat(names(function)).containsExactly("rows", "note");
    assertThat(function.signature().arguments().get(1).required()).isFalse();
    assertThat(find("Steps::two", java)).isEmpty();
    assertThat(errors())
        .containsExactly(
            "p.yaml:3:7  the names of the parameters of two(int, int) are not in class Steps;"
                + " compile it with -parameters or -g");
  }

  @Test
  void whatIsMissingIsToldWithTheNearestName() throws IOException {
    write("Steps.java", "public class Steps { public static void prepare() {} }");

    problemsOf("Steps.java::prepaer");
    problemsOf("Stpes.java::prepare");
    problemsOf("com.acme.Steps::prepare");
    problemsOf("Steps.prepare");
    assertThat(find("Steps::prepare", new JavaSettings(List.of("no-lib"), List.of("wrong"))))
        .isEmpty();

    assertThat(errors())
        .containsExactlyInAnyOrder(
            "p.yaml:3:7  class Steps has no method \"prepaer\"; did you mean \"prepare\"?",
            "p.yaml:3:7  there is no file \"Stpes.java\" in "
                + work
                + "; did you mean \"Steps.java\"?",
            "p.yaml:3:7  there is no class com.acme.Steps on the class path",
            "p.yaml:3:7  a Java command is File.java::method or package.Class::method,"
                + " not \"Steps.prepare\"",
            "p.yaml:3:7  the class path names no-lib, which is not there",
            "p.yaml:3:7  a dependency is group:artifact:version, not \"wrong\"");
  }

  @Test
  void aClassInAnotherPackageIsSuggested() throws IOException {
    compile(
        "lib",
        "com/acme/Steps.java",
        "package com.acme; public class Steps {" + " public static void run() {} }",
        "-g");

    find("Steps::run", new JavaSettings(List.of("lib"), List.of()));

    assertThat(errors())
        .containsExactly(
            "p.yaml:3:7  there is no class Steps on the class path;"
                + " did you mean \"com.acme.Steps\"?");
  }

  @Test
  void overloadsAreRefusedUnlessOneIsPublic() throws IOException {
    write(
        "Steps.java",
        """
        public class Steps {
          public static void both(int a) {}
          public static void both(String a, java.util.List<String> b) {}
          public static void one(int a) {}
          static void one(int a, int b) {}
        }
        """);

    assertThat(names(found("Steps.java::one"))).containsExactly("a");
    assertThat(problemsOf("Steps.java::both"))
        .singleElement()
        .asString()
        .startsWith("p.yaml:3:7  class Steps has several methods \"both\"")
        .contains("both(int)", "both(String, List)");
  }

  @Test
  void methodsThatCannotBeCalledAreRefused() throws IOException {
    write(
        "Steps.java",
        """
        public class Steps {
          public Steps(int needed) {}
          private static void hidden() {}
          public void instance() {}
        }
        """);

    problemsOf("Steps.java::hidden");
    problemsOf("Steps.java::instance");

    assertThat(errors())
        .containsExactlyInAnyOrder(
            "p.yaml:3:7  method hidden() of class Steps is private",
            "p.yaml:3:7  method instance() needs an instance, and class Steps has no constructor"
                + " without arguments; make the method static");
  }

  @Test
  void anInheritedMethodNeedsAnInstanceOfTheClassThatIsNamed() throws IOException {
    write(
        "Steps.java", "class Steps extends Base {} abstract class Base { int go() { return 1; } }");
    write("Part.java", "abstract class Part extends Whole {} class Whole { void go() {} }");

    assertThat(found("Steps.java::go").command()).isEqualTo("Steps::go");
    assertThat(problemsOf("Part.java::go"))
        .containsExactly(
            "p.yaml:3:7  method go() needs an instance, and class Part is abstract; make the method"
                + " static");
  }

  @Test
  void aSourceInAnotherEncodingIsToldWithItsPlace() throws IOException {
    Path file = write("Steps.java", "");
    Files.writeString(
        file, "class Steps {\n  // für\n  static void go() {}\n}\n", StandardCharsets.ISO_8859_1);

    assertThat(problemsOf("Steps.java::go"))
        .containsExactly("Steps.java:2:7  unmappable character (0xFC) for encoding UTF-8");
  }

  @Test
  void aFolderIsNoSource() throws IOException {
    Files.createDirectories(work.resolve("Steps.java"));

    assertThat(problemsOf("Steps.java::go"))
        .containsExactly("p.yaml:3:7  \"Steps.java\" is a folder; name a source file");
  }

  @Test
  void aSourceOrAFolderOfClassesThatIsInBothPlacesIsTold() throws IOException {
    Path beside = Files.createDirectories(work.resolve("beside"));
    write("beside/Steps.java", "class Steps { static void go() {} }");
    write("Steps.java", "class Steps { static void went() {} }");
    Files.createDirectories(work.resolve("lib"));
    Files.createDirectories(work.resolve("beside/lib"));
    JavaSettings settings = new JavaSettings(List.of("lib"), List.of());

    Optional<JavaFunction> function =
        new JavaFunctions(beside, work, work.resolve(".eagleray"), settings)
            .find(task("Steps.java::go", JavaSettings.NONE), problems);

    assertThat(function).isPresent();
    String both = "\" is in " + beside + " and in " + work + "; the first is used";
    assertThat(problems.warnings().stream().map(Problem::message))
        .containsExactlyInAnyOrder("\"Steps.java" + both, "\"lib" + both);
  }

  @Test
  void aClassWhoseNeighbourIsMissingIsTold() throws IOException {
    compile(
        "lib",
        "Steps.java",
        "public class Steps { public static void run(Other o) {} }" + " class Other {}",
        "-g");
    Files.delete(work.resolve("lib/Other.class"));

    find("Steps::run", new JavaSettings(List.of("lib"), List.of()));

    assertThat(errors())
        .containsExactly("p.yaml:3:7  class Steps cannot be loaded: NoClassDefFoundError Other");
  }

  @Test
  void theExamplesMethodsAreFound() {
    Path example = Path.of("..", "examples", "tune-java").toAbsolutePath().normalize();

    Optional<JavaFunction> function =
        new JavaFunctions(example, work, work.resolve(".eagleray"), JavaSettings.NONE)
            .find(
                task(
                    "Digits.java::train",
                    new JavaSettings(
                        List.of("data"), List.of("org.tribuo:tribuo-regression-tree:4.3.2"))),
                problems);

    assertThat(errors()).isEmpty();
    assertThat(names(function.orElseThrow())).contains("digits", "learningRate", "depth");
    assertThat(function.orElseThrow().signature().reports()).isTrue();
  }

  @Test
  void inheritedMethodsAreFound() throws IOException {
    write("Base.java", "public class Base { public static void run(int depth) {} }");
    write("Steps.java", "public class Steps extends Base {}");

    assertThat(names(found("Steps.java::run"))).containsExactly("depth");
  }

  @Test
  void packagesAreReadThroughComments() {
    assertThat(SourceText.packageOf("class A {}")).isEmpty();
    assertThat(SourceText.packageOf("// package x;\nclass A { String s = \"package y;\"; }"))
        .isEmpty();
    assertThat(SourceText.packageOf("\ufeff/* a */ package /* b */ x.y // c\n ; class A {}"))
        .isEqualTo("x.y");
    assertThat(SourceText.packageOf("/* x */ // y\n".repeat(50_000) + "package z;")).isEqualTo("z");
  }
}
