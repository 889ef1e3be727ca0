package io.eagleray.targets.ray;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The names are those by which the driver on the cluster finds classes of Ray Tune's. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RayAlgorithmsTest {
  private static final Pattern KEY = Pattern.compile("\n    \"(\\w+)\": ");

  private String driver = "";

  @BeforeAll
  void read() throws IOException {
    Path file = Path.of("../python/eagleray/cluster/algorithm_names.py");
    driver = Files.readString(file);
  }

  @Test
  void searchAlgorithmsAreTheDrivers() {
    Set<String> names = lower(keys("SEARCHERS"));
    names.addAll(keys("SEARCHER_ALIASES"));
    names.add("basicvariantgenerator");
    assertThat(RayAlgorithms.SEARCHERS).isEqualTo(names);
    assertThat(driver).contains("WRAPPERS = (\"ConcurrencyLimiter\", \"Repeater\")");
  }

  @Test
  void schedulersAreTheDrivers() {
    Set<String> names = lower(keys("SCHEDULERS"));
    names.addAll(keys("SCHEDULER_ALIASES"));
    assertThat(RayAlgorithms.SCHEDULERS).isEqualTo(names);
  }

  @Test
  void stoppersAreTheDrivers() {
    assertThat(RayAlgorithms.STOPPERS).isEqualTo(keys("STOPPERS"));
  }

  /** The keys of a dictionary in the driver. */
  private Set<String> keys(String dictionary) {
    int from = driver.indexOf("\n" + dictionary + ": ");
    Set<String> keys = new TreeSet<>();
    Matcher matcher = KEY.matcher(driver.substring(from, driver.indexOf("\n}", from)));
    while (matcher.find()) {
      keys.add(matcher.group(1));
    }
    assertThat(keys).isNotEmpty();
    return keys;
  }

  private static Set<String> lower(Set<String> names) {
    Set<String> all = new TreeSet<>();
    names.forEach(name -> all.add(name.toLowerCase(Locale.ROOT)));
    return all;
  }
}
