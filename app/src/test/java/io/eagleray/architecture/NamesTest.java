package io.eagleray.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaPackage;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** What things are called, and what every package says of itself. */
final class NamesTest {
  @Test
  void aClassIsCalledAfterWhatItIs() {
    noClasses()
        .should()
        .haveNameMatching(".*(Manager|Helper|Helpers|Util|Utils|Impl)")
        .check(ProjectClasses.ALL);
  }

  @Test
  void anExceptionIsCalledException() {
    classes()
        .that()
        .areAssignableTo(Exception.class)
        .should()
        .haveSimpleNameEndingWith("Exception")
        .check(ProjectClasses.ALL);
  }

  @Test
  void whatIsThrownSaysByItsTypeWhatFailed() {
    noClasses()
        .that()
        .areNotAssignableTo(Throwable.class)
        .should()
        .callConstructor(RuntimeException.class, String.class)
        .check(ProjectClasses.ALL);
  }

  @Test
  void everyPackageSaysThatNothingIsNullUnlessMarked() {
    Set<String> unmarked = new TreeSet<>();
    for (JavaClass type : ProjectClasses.ALL) {
      JavaPackage home = type.getPackage();
      if (!home.isAnnotatedWith(NullMarked.class)) {
        unmarked.add(home.getName());
      }
    }

    assertThat(unmarked).as("packages without a @NullMarked package-info.java").isEmpty();
  }
}
