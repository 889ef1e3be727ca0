package io.eagleray.targets.ray.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.json.Json;
import io.eagleray.json.JsonObject;
import io.eagleray.problem.Location;
import io.eagleray.problem.Problem;
import io.eagleray.problem.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuntimeEnvCheckTest {
  @TempDir Path folder = Path.of("");

  private List<String> problems(String json) {
    Problems problems = new Problems();
    RuntimeEnvCheck.check(
        (JsonObject) Json.parse(json), new Location("ray.yaml", 3, 5), folder, problems);
    return problems.errors().stream().map(Problem::message).toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"pipp\":[\"numpy\"]} | unknown key \"pipp\" in runtime_env; did you mean \"pip\"?",
        "{\"enviroment\":1} | unknown key \"enviroment\" in runtime_env; known are",
        "{\"pip\":[\"a\"],\"conda\":\"e\"} | runtime_env has pip and conda; Ray takes one of them: pip packages may stand inside of conda",
        "{\"pip\":[\"a\"],\"uv\":[\"b\"]} | runtime_env has pip and uv; Ray takes one of them",
        "{\"container\":{\"image\":\"i\"},\"pip\":[\"a\"]} | runtime_env has container and pip; beside container Ray takes config and env_vars alone",
        "{\"image_uri\":\"i\",\"working_dir\":\"s3://b/c.zip\"} | runtime_env has image_uri and working_dir; beside image_uri",
        "{\"working_dir\":\"nope\"} | working_dir of runtime_env: no such folder: nope (looked for it in ",
        "{\"working_dir\":5} | working_dir of runtime_env must be a text, not 5",
        "{\"py_modules\":\"x\"} | py_modules of runtime_env must be a list of texts, not a text",
        "{\"env_vars\":{\"N\":4}} | env_vars.N of runtime_env must be a text, not 4: write \"4\"",
        "{\"env_vars\":{\"N\":null}} | env_vars.N of runtime_env must be a text, not a null",
        "{\"env_vars\":[]} | env_vars of runtime_env must be a mapping of texts, not a list",
        "{\"pip\":\"numpy\"} | pip of runtime_env names the requirements file numpy, which is not there; packages are a list, as in [\"numpy\"]",
        "{\"pip\":{\"pip_check\":true}} | pip of runtime_env has no packages",
        "{\"pip\":{\"packages\":[\"a\"],\"pip_verson\":\"1\"}} | unknown key \"pip_verson\" in pip of runtime_env; did you mean \"pip_version\"?",
        "{\"uv\":{\"packages\":\"a\"}} | uv.packages of runtime_env must be a list of texts",
        "{\"uv\":{\"packages\":[],\"uv_check\":\"yes\"}} | uv.uv_check of runtime_env must be true or false",
        "{\"container\":{\"run_options\":[]}} | container of runtime_env has no image",
        "{\"config\":{\"setup_timeout_seconds\":0}} | config.setup_timeout_seconds of runtime_env must be a whole number of seconds above 0, or -1, not 0",
        "{\"config\":{\"eager\":true}} | unknown key \"eager\" in config of runtime_env; did you mean \"eager_install\"?",
        "{\"conda\":\"no.yaml\"} | conda of runtime_env: no such file: no.yaml",
        "{\"excludes\":[1]} | excludes of runtime_env must be a list of texts",
      })
  void tells_what_ray_would_take_in_silence_or_find_late(String json, String message) {
    assertThat(problems(json)).singleElement().asString().startsWith(message.strip());
  }

  @Test
  void takes_all_that_is_right() throws IOException {
    Files.createDirectories(folder.resolve("src"));
    Files.writeString(folder.resolve("requirements.txt"), "numpy");
    assertThat(
            problems(
                "{\"working_dir\":\"src\",\"py_modules\":[\"src\",\"gcs://x.zip\"],\"pip\":\"requirements.txt\","
                    + "\"env_vars\":{\"API_PASSWORD\":\"x\"},\"excludes\":[\"*.bin\"],"
                    + "\"config\":{\"setup_timeout_seconds\":600,\"eager_install\":false},\"conda\":null}"))
        .isEmpty();
    assertThat(
            problems(
                "{\"container\":{\"image\":\"i\",\"run_options\":[\"--cap-drop ALL\"]},"
                    + "\"env_vars\":{}}"))
        .isEmpty();
    assertThat(problems("{\"uv\":{\"packages\":[\"a\"],\"uv_version\":\"==0.4\"}}")).isEmpty();
    assertThat(problems("{}")).isEmpty();
  }
}
