package io.eagleray.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eagleray.json.Json;
import io.eagleray.json.JsonArray;
import io.eagleray.json.JsonNumber;
import io.eagleray.json.JsonObject;
import io.eagleray.json.JsonText;
import io.eagleray.model.ray.RayNode;
import io.eagleray.model.ray.SpaceParameter;
import io.eagleray.model.ray.SpaceParameter.Domain;
import io.eagleray.model.ray.Tune;
import io.eagleray.model.ray.TuneJson;
import io.eagleray.testkit.Workspace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A search written as JSON text and read again is the same, whatever it holds. */
class TuneJsonTest {
  @TempDir Path folder;

  static Stream<String> good() throws java.io.IOException {
    return FixturesTest.good().filter(name -> name.startsWith("ray/"));
  }

  @ParameterizedTest
  @MethodSource("good")
  void everySearchOfTheFixturesComesBack(String name) {
    Optional<Tune> tune = search(FixturesTest.content(name));
    tune.ifPresent(TuneJsonTest::comesBack);
  }

  private Optional<Tune> search(String config) {
    Workspace workspace = new Workspace(folder).file("ray.yaml", config);
    workspace.file(
        "pipeline.yaml",
        "dag: {steps: {a: {type: ray, task: {command: m.f}, ray_config: ray.yaml}}}");
    return workspace
        .read()
        .flatMap(pipeline -> ((RayNode) pipeline.graph().node("a")).config().tune());
  }

  @Test
  void theFixturesHaveSearches() throws java.io.IOException {
    assertThat(good().filter(name -> search(FixturesTest.content(name)).isPresent()))
        .hasSizeGreaterThan(3);
  }

  private static void comesBack(Tune tune) {
    JsonObject json = (JsonObject) Json.parse(TuneJson.write(tune).text());
    Tune read = TuneJson.read(json);
    assertThat(TuneJson.write(read).text()).isEqualTo(TuneJson.write(tune).text());
    assertThat(read)
        .usingRecursiveComparison()
        .ignoringFieldsMatchingRegexes(".*\\bat")
        .isEqualTo(tune);
  }

  @Test
  void anySearchComesBack() {
    long seed = Long.getLong("eagleray.seed", System.nanoTime());
    System.out.println("searches with -Deagleray.seed=" + seed);
    Random random = new Random(seed);
    Tune pattern = search(FixturesTest.content("ray/good/tune.yaml")).orElseThrow();
    for (int i = 0; i < 500; i++) {
      comesBack(new Drawn(random).tune(pattern));
    }
  }

  /** Draws searches, likely ones or not. */
  private record Drawn(Random random) {
    Tune tune(Tune pattern) {
      List<SpaceParameter> space = new ArrayList<>();
      for (int i = random.nextInt(5); i >= 0; i--) {
        space.add(
            new SpaceParameter(
                "p" + i + ".é\n",
                domain(),
                random.nextBoolean()
                    ? Optional.empty()
                    : Optional.of(new SpaceParameter.When("p0", values())),
                pattern.searchAlgorithm().at()));
      }
      return new Tune(
          space,
          objectives(),
          maybe(),
          maybe(),
          random.nextBoolean()
              ? Optional.empty()
              : Optional.of(Duration.ofMillis(random.nextInt(1 << 30))),
          Map.of("b", number(), "a", number(), "training_iteration", 3.0),
          random.nextBoolean() ? List.of() : List.of(pattern.scheduler()),
          random.nextBoolean() ? OptionalLong.empty() : OptionalLong.of(random.nextLong()),
          List.of(new JsonObject(Map.of("p0", value()))),
          pattern.searchAlgorithm(),
          pattern.scheduler(),
          Tune.Engine.values()[random.nextInt(2)],
          random.nextBoolean(),
          maybe(),
          random.nextInt(4),
          random.nextBoolean() ? Tune.KeepObjects.ALL : new Tune.KeepObjects(3),
          Tune.Best.values()[random.nextInt(2)]);
    }

    private List<Tune.Objective> objectives() {
      return IntStream.range(0, random.nextInt(4))
          .mapToObj(
              i -> new Tune.Objective("a \"metric\" " + i, Tune.Mode.values()[random.nextInt(2)]))
          .toList();
    }

    private OptionalInt maybe() {
      return random.nextBoolean() ? OptionalInt.empty() : OptionalInt.of(random.nextInt(1 << 30));
    }

    private Domain domain() {
      return switch (random.nextInt(5)) {
        case 0 ->
            new Domain.Range(
                number(), number(), random.nextBoolean(), number(), random.nextBoolean());
        case 1 -> new Domain.Normal(number(), number(), number());
        case 2 -> new Domain.Choice(values(), random.nextBoolean());
        case 3 -> new Domain.Grid(values());
        default -> new Domain.Constant(value());
      };
    }

    private double number() {
      return switch (random.nextInt(6)) {
        case 0 -> random.nextInt(100);
        case 1 -> random.nextGaussian() * 1e-300;
        case 2 -> random.nextGaussian() * 1e300;
        case 3 -> -0.0;
        case 4 -> random.nextLong();
        default -> random.nextDouble();
      };
    }

    private List<Json> values() {
      return List.of(value(), value());
    }

    private Json value() {
      return switch (random.nextInt(6)) {
        case 0 -> new JsonText("word " + random.nextInt());
        case 1 -> new JsonNumber(random.nextLong());
        case 2 -> new JsonNumber(number());
        case 3 -> Json.of(random.nextBoolean());
        case 4 -> new JsonArray(values());
        default -> new JsonObject(Map.of("inner", Json.NULL));
      };
    }
  }

  @Test
  void aSeedCanBeSettledLater() {
    Tune tune = search(FixturesTest.content("ray/good/tune.yaml")).orElseThrow();
    assertThat(tune.withSeed(12).seed()).hasValue(12);
    assertThat(TuneJson.write(tune.withSeed(12)).object("settled").integer("seed")).hasValue(12);
  }

  @Test
  void whatIsWrongIsNamed() {
    Tune tune = search(FixturesTest.content("ray/good/tune.yaml")).orElseThrow();
    JsonObject json = TuneJson.write(tune);
    assertThatThrownBy(() -> TuneJson.read(json.with("space", Json.of("x"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("\"space\" must be a list, not \"x\"");
    JsonObject settled = json.object("settled").with("mode", Json.of("most"));
    assertThatThrownBy(() -> TuneJson.read(json.with("settled", settled)))
        .hasMessage("\"mode\" must be max or min, not \"most\"");
  }
}
