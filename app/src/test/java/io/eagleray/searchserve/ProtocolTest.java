package io.eagleray.searchserve;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.json.Json;
import io.eagleray.json.JsonObject;
import io.eagleray.search.space.Configuration;
import io.eagleray.search.space.SearchSpace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client that makes a random but seeded life for a real process, and believes no answer. */
@Tag("slow")
final class ProtocolTest {
  private static final long SEED = Long.getLong("eagleray.seed", 20_261_129L);
  private static final int STEPS = 9;

  private static final String SPACE =
      """
      [{"name":"uniform","type":"uniform","lower":-1,"upper":1},\
      {"name":"log","type":"loguniform","lower":1e-5,"upper":0.1},\
      {"name":"steps","type":"quniform","lower":0,"upper":1,"q":0.25},\
      {"name":"int","type":"randint","lower":-3,"upper":4},\
      {"name":"logint","type":"lograndint","lower":1,"upper":1000},\
      {"name":"kind","type":"choice","values":["a",1,2.5,true]},\
      {"name":"size","type":"ordinal","values":[16,32,64]},\
      {"name":"inner","type":"choice","values":["p","q"],"when":{"param":"kind","in":["a",true]}},\
      {"name":"deep","type":"uniform","lower":0,"upper":1,"when":{"param":"inner","in":["q"]}},\
      {"name":"deeper","type":"randint","lower":0,"upper":3,"when":{"param":"inner","in":["q"]}}]\
      """;

  @TempDir Path folder = Path.of("");

  @Test
  void everyAnswerFollowsTheProtocol() throws IOException, InterruptedException {
    try (ServedProcess served = new ServedProcess(folder)) {
      for (String algorithm : algorithms()) {
        new Life(served, algorithm, SEED).run();
      }
      assertThat(served.ask("{\"op\":\"close\"}").isTrue("ok")).isTrue();
      assertThat(served.end()).isZero();
    }
  }

  private static List<String> algorithms() {
    return List.of("auto", "tpe", "random", "asha", "random+asha", "tpe+fifo");
  }

  @Test
  void equalRequestsGetEqualAnswersInAnotherProcess() throws Exception {
    try (ServedProcess one = new ServedProcess(folder);
        ServedProcess other = new ServedProcess(folder);
        ExecutorService atOnce = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<List<JsonObject>> first = atOnce.submit(() -> new Life(one, "auto", SEED).run());
      Future<List<JsonObject>> second = atOnce.submit(() -> new Life(other, "auto", SEED).run());
      assertThat(first.get()).isEqualTo(second.get());
    }
  }

  @Test
  void oneProcessServesStudiesOfOneObjectiveAndOfSeveral() throws IOException {
    try (ServedProcess served = new ServedProcess(folder)) {
      String init = init("auto", SEED, "null");
      String several =
          init.replace("\"objectives\":1", "\"objectives\":2")
              .replace("\"constraints\":0", "\"constraints\":1");
      assertThat(served.ask(several).isTrue("ok")).isTrue();
      for (int i = 0; i < 30; i++) {
        long id = served.ask("{\"op\":\"ask\"}").integer("id").orElseThrow();
        assertThat(id).isEqualTo(i);
        String tell = "{\"op\":\"tell\",\"id\":" + id + ",\"state\":\"complete\",\"step\":1";
        assertThat(error(served.ask(tell + ",\"value\":1,\"constraints\":[0]}")))
            .contains("1 values", "2 objectives");
        assertThat(error(served.ask(tell + ",\"values\":[1,2]}"))).contains("constraint");
        assertThat(
                served
                    .ask(
                        tell
                            + ",\"values\":["
                            + i
                            + ","
                            + -i
                            + "],\"constraints\":["
                            + (i - 15)
                            + "]}")
                    .isTrue("ok"))
            .isTrue();
      }
      assertThat(served.ask(init).isTrue("ok")).isTrue();
      assertThat(served.ask("{\"op\":\"ask\"}").integer("id")).hasValue(0);
    }
  }

  private static String error(JsonObject answer) {
    assertThat(answer.isTrue("ok")).isFalse();
    return answer.text("error").orElseThrow();
  }

  private static String init(String algorithm, long seed, String fidelity) {
    return "{\"op\":\"init\",\"version\":1,\"study\":\"s\",\"seed\":"
        + seed
        + ",\"space\":"
        + SPACE
        + ",\"budget\":{\"trials\":60},\"workers\":4,\"fidelity\":"
        + fidelity
        + ",\"objectives\":1,\"constraints\":0,\"algorithm\":\""
        + algorithm
        + "\",\"options\":{}}";
  }

  /** One study: up to four trials at once, each event chosen by chance. */
  private static final class Life {
    private final ServedProcess served;
    private final SplittableRandom random;
    private final List<JsonObject> answers = new ArrayList<>();
    private final Map<Long, Integer> running = new TreeMap<>();
    private final Map<Long, Integer> paused = new TreeMap<>();
    private final SearchSpace space;
    private int asked;

    Life(ServedProcess served, String algorithm, long seed) throws IOException {
      this.served = served;
      this.random = new SplittableRandom(seed);
      this.space = SpaceReader.read(Json.parse(SPACE));
      String fidelity = "{\"name\":\"epoch\",\"min\":1,\"max\":" + STEPS + "}";
      assertThat(send(init(algorithm, seed, fidelity)).isTrue("ok")).isTrue();
    }

    private JsonObject send(String line) throws IOException {
      JsonObject answer = served.ask(line);
      answers.add(answer);
      return answer;
    }

    List<JsonObject> run() throws IOException {
      boolean done = false;
      for (int event = 0; event < 2000 && !(done && running.isEmpty()); event++) {
        if (!done && running.size() < 4 && (running.isEmpty() || random.nextInt(3) == 0)) {
          done = ask();
        } else if (random.nextInt(10) == 0) {
          wrong();
        } else {
          step();
        }
      }
      assertThat(asked).isEqualTo(60);
      assertThat(done && running.isEmpty()).isTrue();
      return answers;
    }

    private boolean ask() throws IOException {
      JsonObject answer = send("{\"op\":\"ask\"}");
      if (answer.isTrue("done")) {
        return true;
      }
      if (answer.isTrue("wait")) {
        assertThat(running).isNotEmpty();
        return false;
      }
      long id = answer.integer("id").orElseThrow();
      if (answer.isTrue("resume")) {
        Integer step = paused.remove(id);
        running.put(id, Objects.requireNonNull(step, "it was not paused"));
        return false;
      }
      assertThat(id).isEqualTo(asked++);
      checkParams(answer.object("params"));
      running.put(id, 0);
      return false;
    }

    private void checkParams(JsonObject params) {
      Map<String, Object> values = JsonValues.toMap(params);
      assertThat(space.problems(values)).isEmpty();
      assertThat(space.validate(values)).isEqualTo(Configuration.of(values));
      Json kind = params.get("kind").orElseThrow();
      List<Json> listed = List.of(Json.of("a"), Json.of(1L), Json.of(2.5), Json.of(true));
      assertThat(listed).contains(kind);
      boolean hasInner = params.get("inner").isPresent();
      assertThat(hasInner).isEqualTo(kind.equals(Json.of("a")) || kind.equals(Json.of(true)));
      boolean isDeep = params.text("inner").filter("q"::equals).isPresent();
      assertThat(params.get("deep").isPresent()).isEqualTo(isDeep);
      assertThat(params.get("deeper").isPresent()).isEqualTo(isDeep);
    }

    private void step() throws IOException {
      long id = List.copyOf(running.keySet()).get(random.nextInt(running.size()));
      int step = Objects.requireNonNull(running.get(id)) + 1;
      if (random.nextInt(20) == 0) {
        end(id, "failed", Math.max(1, step - 1));
        return;
      }
      JsonObject answer =
          send(
              JsonObject.builder()
                  .put("op", "report")
                  .put("id", id)
                  .put("step", step)
                  .put("value", random.nextDouble())
                  .build()
                  .toString());
      running.put(id, step);
      String decision = answer.text("decision").orElseThrow();
      assertThat(decision).isIn("continue", "stop", "pause");
      if (step == STEPS) {
        end(id, "complete", step);
      } else if (decision.equals("stop")) {
        end(id, "stopped", step);
      } else if (decision.equals("pause")) {
        paused.put(id, step);
        running.remove(id);
      }
    }

    private void end(long id, String state, int step) throws IOException {
      JsonObject tell =
          JsonObject.builder()
              .put("op", "tell")
              .put("id", id)
              .put("state", state)
              .put("step", step)
              .put("value", 0.5)
              .build();
      assertThat(send(tell.toString())).hasToString("{\"ok\":true}");
      running.remove(id);
      assertThat(error(send(tell.toString()))).contains("trial " + id);
    }

    /** A request that is refused, and changes nothing. */
    private void wrong() throws IOException {
      long id = running.isEmpty() ? 0 : running.keySet().iterator().next();
      int step = running.getOrDefault(id, 0);
      List<String> requests =
          List.of(
              "{\"op\":\"report\",\"id\":" + id + ",\"step\":" + step + ",\"value\":1}",
              "{\"op\":\"report\",\"id\":" + id + ",\"step\":10,\"value\":1}",
              "{\"op\":\"report\",\"id\":999,\"step\":1,\"value\":1}",
              "{\"op\":\"report\",\"id\":" + id + ",\"step\":9}",
              "{\"op\":\"report\",\"id\":1.5,\"step\":9,\"value\":1}",
              "{\"op\":\"report\",\"id\":" + id + ",\"step\":9,\"value\":NaN}",
              "{\"op\":\"tell\",\"id\":999,\"state\":\"complete\",\"value\":1}",
              "{\"op\":\"tell\",\"id\":" + id + ",\"state\":\"completed\",\"value\":1}",
              "{\"op\":\"tell\",\"id\":" + id + ",\"state\":\"complete\",\"value\":\"1\"}",
              "{\"op\":\"tel\",\"id\":" + id + "}",
              "{\"op\":\"ask\"",
              "{}",
              "null");
      assertThat(error(send(requests.get(random.nextInt(requests.size()))))).isNotBlank();
    }
  }
}
