package io.eagleray.architecture;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.MethodCallTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaConstructorCall;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Clock, randomness, standard streams and the end of the process are for few to touch. */
final class SurroundingsTest {
  /** The command line, and the worker: its own main, and what turns users' output to their logs. */
  private static final String[] PRINTING = {
    "io.eagleray.cli",
    "io.eagleray.cli.console",
    "io.eagleray.cli.ray",
    "io.eagleray.cli.run",
    "io.eagleray.worker",
    "io.eagleray.worker.task"
  };

  /** Where the command line, and the programs that make pipelines, put their parts together. */
  private static final String[] COMPOSITION_ROOTS = {
    "io.eagleray.cli",
    "io.eagleray.cli.console",
    "io.eagleray.cli.ray",
    "io.eagleray.cli.run",
    "io.eagleray.launch"
  };

  private static final List<Class<?>> DATES =
      List.of(
          Instant.class,
          LocalDate.class,
          LocalTime.class,
          LocalDateTime.class,
          ZonedDateTime.class);

  @Test
  void onlyTheCommandLineAndTheWorkerTouchTheStandardStreams() {
    noClasses()
        .that()
        .resideOutsideOfPackages(PRINTING)
        .should()
        .accessFieldWhere(
            target(owner(assignableTo(System.class)))
                .and(target(name("out")).or(target(name("err"))).or(target(name("in"))))
                .forSubtype())
        .orShould()
        .callMethod(Throwable.class, "printStackTrace")
        .check(ProjectClasses.ALL);
  }

  @Test
  void onlyTheCommandLineAndTheWorkerEndTheProcess() {
    noClasses()
        .that()
        .resideOutsideOfPackages(PRINTING)
        .should()
        .callMethodWhere(
            target(owner(assignableTo(System.class))).and(target(name("exit"))).forSubtype())
        .orShould()
        .callMethodWhere(
            target(owner(assignableTo(Runtime.class)))
                .and(target(name("exit")).or(target(name("halt"))))
                .forSubtype())
        .check(ProjectClasses.ALL);
  }

  @Test
  void clocksArePassedIn() {
    noClasses()
        .that()
        .resideOutsideOfPackages(COMPOSITION_ROOTS)
        .should()
        .callMethodWhere(readsTheSystemClock())
        .check(ProjectClasses.ALL);
  }

  @Test
  void randomnessIsPassedIn() {
    noClasses()
        .that()
        .resideOutsideOfPackages(COMPOSITION_ROOTS)
        .should()
        .callConstructorWhere(isUnseededRandom())
        .orShould()
        .callMethod(Math.class, "random")
        .orShould()
        .callMethod(ThreadLocalRandom.class, "current")
        .because(
            "the same seed must give the same trials; a file's unique name may be a random UUID")
        .check(ProjectClasses.ALL);
  }

  private static DescribedPredicate<JavaAccess<?>> readsTheSystemClock() {
    return DescribedPredicate.describe(
        "the system's clock is read",
        access -> {
          boolean withoutClock =
              access.getTarget() instanceof MethodCallTarget call
                  && call.getRawParameterTypes().isEmpty();
          String method = access.getTarget().getName();
          return DATES.stream().anyMatch(access.getTargetOwner()::isEquivalentTo)
                  && method.equals("now")
                  && withoutClock
              || access.getTargetOwner().isEquivalentTo(System.class)
                  && method.equals("currentTimeMillis")
              || access.getTargetOwner().isEquivalentTo(Clock.class) && method.startsWith("system");
        });
  }

  private static DescribedPredicate<JavaConstructorCall> isUnseededRandom() {
    return DescribedPredicate.describe(
        "a random generator is made without a seed",
        call ->
            call.getTargetOwner().isAssignableTo(RandomGenerator.class)
                && call.getTarget().getRawParameterTypes().isEmpty());
  }
}
