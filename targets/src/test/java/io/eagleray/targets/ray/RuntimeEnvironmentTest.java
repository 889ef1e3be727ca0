package io.eagleray.targets.ray;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.json.Json;
import io.eagleray.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuntimeEnvironmentTest {
  private static final String FILES = "gcs://_ray_pkg_1.zip";
  private static final List<String> MODULES = List.of("gcs://_ray_pkg_2.zip");

  private static JsonObject job(String user) {
    return of(user, Optional.empty()).json();
  }

  private static RuntimeEnvironment of(String user, Optional<Path> requirements) {
    return RuntimeEnvironment.of((JsonObject) Json.parse(user), FILES, MODULES, requirements);
  }

  @Test
  void foldersAreReplacedByPackages() {
    JsonObject job =
        job("{\"working_dir\":\"src\",\"py_modules\":[\"lib\"],\"excludes\":[\"*.csv\"]}");

    assertThat(job.text())
        .isEqualTo(
            "{\"working_dir\":\"gcs://_ray_pkg_1.zip\",\"py_modules\":[\"gcs://_ray_pkg_2.zip\"]}");
  }

  @Test
  void whatElseTheUserWroteIsPassedOn() {
    assertThat(job("{\"pip\":[\"a==1\"],\"env_vars\":{\"A\":\"b\"}}").text())
        .contains("\"pip\":[\"a==1\"]", "\"env_vars\":{\"A\":\"b\"}");
  }

  @Test
  void aContainerIsLeftOutForRayTakesItOnlyAlone() {
    assertThat(job("{\"image_uri\":\"my/image\"}").get("image_uri")).isEmpty();
  }

  @Test
  void theStepsRequirementsAreInstalledWhereNothingElseIs(@TempDir Path folder) throws IOException {
    Path requirements = folder.resolve("requirements.txt");
    Files.writeString(requirements, "# what we need\nscikit-learn==1.7.2  # pinned\n\nnumpy\n");

    assertThat(of("{}", Optional.of(requirements)).json().text())
        .contains("\"pip\":[\"scikit-learn==1.7.2\",\"numpy\"]");
    assertThat(of("{\"pip\":[\"own\"]}", Optional.of(requirements)).json().text())
        .contains("\"pip\":[\"own\"]");
  }

  @Test
  void modulesOfTheUsersThatAreElsewhereAlreadyAreNotPacked() {
    JsonObject user = (JsonObject) Json.parse("{\"py_modules\":[\"s3://b/m.zip\",\"lib\"]}");

    assertThat(RuntimeEnvironment.remoteModules(user)).containsExactly("s3://b/m.zip");
    assertThat(RuntimeEnvironment.localModules(user)).containsExactly("lib");
  }
}
