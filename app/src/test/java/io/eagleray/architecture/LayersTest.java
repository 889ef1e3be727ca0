package io.eagleray.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The modules and the arrows between them: see {@code docs/design/architecture.md}. */
final class LayersTest {
  /** A module, with the packages that it holds. */
  private enum Module {
    CORE("dsl", "file", "hash", "json", "model", "plan", "problem", "run", "spi", "yaml"),
    SEARCH("search"),
    WORKER("worker", "trial"),
    ENGINE("engine"),
    TARGETS("targets"),
    APP("cli", "diagram", "launch", "report", "searchserve");

    private final List<String> packages;

    Module(String... packages) {
      this.packages = Stream.of(packages).map(name -> "io.eagleray." + name + "..").toList();
    }

    private Set<Module> arrows() {
      return switch (this) {
        case CORE, SEARCH, WORKER -> EnumSet.noneOf(Module.class);
        case ENGINE -> EnumSet.of(CORE, SEARCH, WORKER);
        case TARGETS -> EnumSet.of(CORE);
        case APP -> EnumSet.of(CORE, SEARCH, WORKER, ENGINE, TARGETS);
      };
    }

    private static String[] packages(Set<Module> modules) {
      return modules.stream().flatMap(module -> module.packages.stream()).toArray(String[]::new);
    }
  }

  @ParameterizedTest
  @EnumSource
  void dependsOnNoModuleAboveOrBesideIt(Module module) {
    Set<Module> allowed = EnumSet.of(module);
    allowed.addAll(module.arrows());

    classes()
        .that()
        .resideInAnyPackage(Module.packages(EnumSet.of(module)))
        .should()
        .onlyDependOnClassesThat(
            DescribedPredicate.or(
                JavaClass.Predicates.resideInAnyPackage(Module.packages(allowed)),
                JavaClass.Predicates.resideOutsideOfPackage("io.eagleray..")))
        .check(ProjectClasses.ALL);
  }

  @Test
  void everyPackageBelongsToOneModule() {
    List<String> all = new ArrayList<>();
    for (JavaClass type : ProjectClasses.ALL) {
      long modules =
          Stream.of(Module.values())
              .filter(module ->
                  JavaClass.Predicates.resideInAnyPackage(Module.packages(EnumSet.of(module)))
                      .test(type))
              .count();
      if (modules != 1) {
        all.add(type.getPackageName() + " is in " + modules);
      }
    }

    assertThat(all).isEmpty();
  }

  @Test
  void noPackagesDependOnEachOtherInACircle() {
    slices().matching("io.eagleray.(**)").should().beFreeOfCycles().check(ProjectClasses.ALL);
  }

  @Test
  void noTopLevelPackagesDependOnEachOtherInACircle() {
    slices().matching("io.eagleray.(*)..").should().beFreeOfCycles().check(ProjectClasses.ALL);
  }

  @Test
  void workerNeedsNothingButTheJdk() {
    classes()
        .that()
        .resideInAnyPackage("io.eagleray.worker..", "io.eagleray.trial..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "io.eagleray.worker..", "io.eagleray.trial..", "java..", "org.jspecify..")
        .check(ProjectClasses.ALL);
  }

  @Test
  void searchIsUsableAlone() {
    classes()
        .that()
        .resideInAPackage("io.eagleray.search..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("io.eagleray.search..", "java..", "org.jspecify..")
        .check(ProjectClasses.ALL);
  }
}
