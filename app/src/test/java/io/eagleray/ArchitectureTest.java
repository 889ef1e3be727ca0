package io.eagleray;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The rules of {@code CONTRIBUTING.md} that classes can be held to. */
@Tag("slow")
class ArchitectureTest {
  private static final String[] CORE = {
    "io.eagleray.json..",
    "io.eagleray.problem..",
    "io.eagleray.model..",
    "io.eagleray.yaml..",
    "io.eagleray.plan..",
    "io.eagleray.run..",
    "io.eagleray.spi.."
  };
  private static final String[] WORKER = {"io.eagleray.worker..", "io.eagleray.trial.."};
  private static final String[] APP = {
    "io.eagleray.cli..", "io.eagleray.report..", "io.eagleray.searchserve.."
  };

  private static JavaClasses all = new ClassFileImporter().importClasses();

  @BeforeAll
  static void readClasses() {
    all =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.eagleray");
  }

  @Test
  void the_core_knows_no_module_above_it() {
    noClasses()
        .that()
        .resideInAnyPackage(CORE)
        .should()
        .dependOnClassesThat(resideInAPackage("io.eagleray..").and(not(resideInAnyPackage(CORE))))
        .check(all);
  }

  @Test
  void the_search_engine_is_useful_alone() {
    noClasses()
        .that()
        .resideInAPackage("io.eagleray.search..")
        .should()
        .dependOnClassesThat(
            resideInAPackage("io.eagleray..").and(not(resideInAPackage("io.eagleray.search.."))))
        .check(all);
  }

  @Test
  void the_worker_depends_on_nothing_but_the_jdk() {
    noClasses()
        .that()
        .resideInAnyPackage(WORKER)
        .should()
        .dependOnClassesThat(
            not(resideInAnyPackage("java..", "javax..", "jdk..", "org.jspecify..", "sun.misc.."))
                .and(not(resideInAnyPackage(WORKER))))
        .check(all);
  }

  @Test
  void the_engine_knows_nothing_of_the_command_line() {
    noClasses()
        .that()
        .resideInAPackage("io.eagleray.engine..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(APP)
        .check(all);
  }

  @Test
  void packages_have_no_cycles() {
    // A package and those below it are one thing here.
    for (String level : List.of("", "engine.", "search.", "cli.")) {
      slices().matching("io.eagleray." + level + "(*)..").should().beFreeOfCycles().check(all);
    }
  }

  @Test
  void the_model_is_records_enums_and_sealed_or_final_types() {
    classes()
        .that()
        .resideInAPackage("io.eagleray.model..")
        .and()
        .areNotInterfaces()
        .should()
        .haveModifier(JavaModifier.FINAL)
        .orShould()
        .beEnums()
        .check(all);
  }

  @Test
  void each_library_is_seen_by_one_package() {
    seenOnlyBy("picocli..", "io.eagleray.cli");
    seenOnlyBy("org.snakeyaml..", "io.eagleray.yaml..");
    seenOnlyBy("tools.jackson..", "io.eagleray.json..");
    seenOnlyBy("java.sql..", "io.eagleray.engine.store..");
    seenOnlyBy("org.sqlite..", "io.eagleray.engine.store..");
  }

  private static void seenOnlyBy(String library, String owner) {
    noClasses()
        .that()
        .resideOutsideOfPackage(owner)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library)
        .check(all);
  }

  @Test
  void only_the_command_line_and_the_worker_print_or_end_the_process() {
    noClasses()
        .that()
        .resideOutsideOfPackages("io.eagleray.cli", "io.eagleray.worker..")
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .orShould()
        .callMethod(System.class, "exit", int.class)
        .check(all);
  }

  @Test
  void the_clock_and_randomness_are_passed_in() {
    noClasses()
        .that()
        .resideOutsideOfPackages("io.eagleray.cli", "io.eagleray.worker..")
        .should()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(Math.class, "random")
        .orShould()
        .callConstructor(Random.class)
        .check(all);
  }

  @Test
  void names_say_what_things_are() {
    noClasses().should().haveNameMatching(".*(Manager|Helper|Util|Utils|Impl)").check(all);
  }

  @Test
  void exceptions_are_named_as_such_and_never_bare() {
    classes()
        .that()
        .areAssignableTo(Exception.class)
        .should()
        .haveSimpleNameEndingWith("Exception")
        .check(all);
    noClasses()
        .that()
        .areNotAssignableTo(Throwable.class)
        .should()
        .callConstructor(RuntimeException.class, String.class)
        .check(all);
  }

  @Test
  void every_package_says_that_null_is_the_exception() {
    classes().that().haveSimpleName("package-info").should(beNullMarked()).check(all);
  }

  private static ArchCondition<JavaClass> beNullMarked() {
    return new ArchCondition<>("be null-marked") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        boolean marked = type.isAnnotatedWith("org.jspecify.annotations.NullMarked");
        events.add(
            new SimpleConditionEvent(type, marked, type.getPackageName() + " is not null-marked"));
      }
    };
  }
}
