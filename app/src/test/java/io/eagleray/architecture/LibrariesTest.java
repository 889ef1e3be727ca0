package io.eagleray.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each library is seen by one package, so that exchanging it is a change of one package. */
final class LibrariesTest {
  @ParameterizedTest
  @CsvSource({
    "tools.jackson..,             io.eagleray.json..",
    "org.snakeyaml..,             io.eagleray.yaml..",
    "java.sql..,                  io.eagleray.engine.store..",
    "org.sqlite..,                io.eagleray.engine.store..",
    "org.postgresql..,            io.eagleray.engine.store.postgres..",
    "software.amazon.awssdk..,    io.eagleray.engine.s3..",
    "org.objectweb.asm..,         io.eagleray.engine.java..",
    "eu.maveniverse..,            io.eagleray.engine.java..",
    "org.eclipse.aether..,        io.eagleray.engine.java..",
    "org.apache.maven..,          io.eagleray.engine.java..",
    "javax.tools..,               io.eagleray.engine.java..",
    "com.sun.source..,            io.eagleray.engine.java..",
    "picocli..,                   io.eagleray.cli..",
    "org.jline..,                 io.eagleray.cli..",
  })
  void isSeenByOnePackage(String library, String owner) {
    noClasses()
        .that()
        .resideOutsideOfPackage(owner)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library)
        .allowEmptyShould(true)
        .check(ProjectClasses.ALL);
  }

  @Test
  void nobodyLogsThroughALibrary() {
    noClasses()
        .that()
        .doNotHaveSimpleName("UsualLogger") // brings users' own log lines to their log files
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.slf4j..", "java.util.logging..", "org.apache.logging..")
        .because("what a user should read is an event, a problem or a line of a task's log")
        .check(ProjectClasses.ALL);
  }
}
