package io.eagleray.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.conditions.ArchConditions;
import org.junit.jupiter.api.Test;

/** The model is data: nothing in it acts, and nothing in it can be changed. */
final class ModelTest {
  @Test
  void dependsOnValuesAndPlacesOnly() {
    classes()
        .that()
        .resideInAPackage("io.eagleray.model..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "io.eagleray.model..",
            "io.eagleray.json..",
            "io.eagleray.problem..",
            "java..",
            "org.jspecify..")
        .check(ProjectClasses.ALL);
  }

  @Test
  void isRecordsEnumsAndInterfaces() {
    classes()
        .that()
        .resideInAPackage("io.eagleray.model..")
        .should(
            ArchConditions.be(
                DescribedPredicate.describe(
                    "a record, an enum, an interface or final",
                    (JavaClass type) ->
                        type.isRecord()
                            || type.isEnum()
                            || type.isInterface()
                            || type.getModifiers().contains(JavaModifier.FINAL))))
        .check(ProjectClasses.ALL);
  }

  @Test
  void hasFinalFieldsOnly() {
    fields()
        .that()
        .areDeclaredInClassesThat()
        .resideInAnyPackage("io.eagleray.model..", "io.eagleray.json..", "io.eagleray.spi..")
        .and()
        .areNotStatic()
        .and()
        .areDeclaredInClassesThat()
        .areRecords()
        .should()
        .beFinal()
        .check(ProjectClasses.ALL);
  }
}
