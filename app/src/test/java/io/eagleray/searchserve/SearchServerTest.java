package io.eagleray.searchserve;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.json.Json;
import io.eagleray.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SearchServerTest {
  private static final String SPACE =
      """
      [{"name":"lr","type":"loguniform","lower":0.0001,"upper":0.1},\
      {"name":"opt","type":"choice","values":["sgd","adam"]},\
      {"name":"momentum","type":"uniform","lower":0,"upper":1,"when":{"param":"opt","in":["sgd"]}},\
      {"name":"n","type":"ordinal","values":[1,2.5,4]}]\
      """;

  @Test
  void aStudyIsAskedAndToldLineByLine() throws IOException {
    List<JsonObject> answers =
        serve(
            init("auto", "null"),
            "{\"op\":\"ask\"}",
            "{\"op\":\"tell\",\"id\":0,\"state\":\"complete\",\"step\":1,\"value\":0.5}",
            "{\"op\":\"ask\"}",
            "{\"op\":\"ask\"}",
            "{\"op\":\"close\"}");
    assertThat(answers.get(0).text("name")).contains("eagleray");
    assertThat(answers.get(1).integer("id")).hasValue(0);
    JsonObject params = answers.get(1).object("params");
    assertThat(params.fields()).containsKeys("lr", "opt", "n");
    assertThat(params.fields().containsKey("momentum"))
        .isEqualTo(params.text("opt").orElseThrow().equals("sgd"));
    assertThat(answers.get(2)).hasToString("{\"ok\":true}");
    assertThat(answers.get(3).integer("id")).hasValue(1);
    assertThat(answers.get(4)).hasToString("{\"done\":true}");
    assertThat(answers.get(5)).hasToString("{\"ok\":true}");
  }

  @Test
  void trialsWithAFidelityAreStoppedEarly() throws IOException {
    List<JsonObject> answers =
        serve(
            init("asha", "{\"name\":\"epoch\",\"min\":1,\"max\":9}"),
            "{\"op\":\"ask\"}",
            "{\"op\":\"ask\"}",
            "{\"op\":\"report\",\"id\":0,\"step\":1,\"value\":1.0}",
            "{\"op\":\"report\",\"id\":1,\"step\":1,\"value\":2}",
            "{\"op\":\"tell\",\"id\":1,\"state\":\"stopped\",\"step\":1,\"value\":2}");
    assertThat(answers.get(3)).hasToString("{\"decision\":\"continue\"}");
    assertThat(answers.get(4)).hasToString("{\"decision\":\"stop\"}");
    assertThat(answers.get(5)).hasToString("{\"ok\":true}");
  }

  @Test
  void theLargestSeedIsTaken() throws IOException {
    assertThat(init("auto", "null")).contains("\"seed\":");
    String largest =
        init("auto", "null").replaceFirst("\"seed\":\\d+", "\"seed\":" + Long.MAX_VALUE);
    assertThat(serve(largest).getFirst().isTrue("ok")).isTrue();
  }

  @Test
  void equalSeedsGiveEqualAnswers() throws IOException {
    String[] lines = {init("tpe", "null"), "{\"op\":\"ask\"}", "{\"op\":\"ask\"}"};
    assertThat(serve(lines)).isEqualTo(serve(lines));
  }

  @Test
  void whatCannotBeMetIsAnsweredAndChangesNothing() throws IOException {
    List<JsonObject> answers =
        serve(
            "{\"op\":\"ask\"}",
            "not json",
            "[]",
            "{\"op\":\"fly\"}",
            init("tppe", "null"),
            init("auto", "null").replace("\"objectives\":1", "\"objectives\":0"),
            init("auto", "null").replace("loguniform", "loguniforn"),
            init("grid", "null"),
            init("auto", "null"),
            "{\"op\":\"tell\",\"id\":3,\"state\":\"complete\",\"value\":1}",
            "{\"op\":\"ask\"}");
    assertThat(answers.subList(0, 8)).allMatch(answer -> !answer.isTrue("ok"));
    assertThat(answers.get(4).text("error").orElseThrow()).contains("\"tppe\"").contains("tpe");
    assertThat(answers.get(5).text("error").orElseThrow()).contains("objectives");
    assertThat(answers.get(6).text("error").orElseThrow()).contains("loguniforn");
    assertThat(answers.get(7).text("error").orElseThrow()).contains("\"lr\"");
    assertThat(answers.get(9).text("error").orElseThrow()).contains("no trial 3");
    assertThat(answers.get(10).integer("id")).hasValue(0);
  }

  @Test
  void whatIsWrongWithAStudyIsTold() throws IOException {
    String good = init("auto", "null");
    List<JsonObject> answers =
        serve(
            good.replace("\"version\":1", "\"version\":2"),
            good.replace("\"workers\":1", "\"workers\":0"),
            good.replace("\"objectives\":1", "\"objectives\":2000000000"),
            good.replace("\"constraints\":0", "\"constraints\":-1"),
            good.replace("\"options\":{}", "\"options\":{\"gama\":1}")
                .replace("\"auto\"", "\"tpe\""),
            good.replace("{\"trials\":2}", "{\"trials\":-2}"),
            init("auto", "{\"name\":\"epoch\",\"min\":5,\"max\":3}"),
            init("auto", "7"),
            init("random+PopulationBasedTraining", "null"),
            good.replace("\"param\":\"opt\"", "\"param\":\"optimizer\""),
            good.replace("\"in\":[\"sgd\"]", "\"in\":[\"sdg\"]"),
            good.replace("\"lower\":0.0001", "\"lower\":1"));
    List<String> said =
        List.of(
            "\"version\" must be 1",
            "\"workers\" must be 1 or more, got 0",
            "\"objectives\" must be at most 1000, got 2000000000",
            "\"constraints\" must be 0 or more, got -1",
            "no option \"gama\"; did you mean \"gamma\"?",
            "\"trials\" must be 0 or more, got -2",
            "min 5 and max 3",
            "\"fidelity\" must be null or",
            "checkpoints",
            "\"momentum\" depends on \"optimizer\"",
            "being sdg, which it never is",
            "must be below high");
    for (int i = 0; i < said.size(); i++) {
      assertThat(answers.get(i).text("error").orElseThrow()).contains(said.get(i));
    }
  }

  @Test
  void whatAConfigFileMayLeaveOutMayBeLeftOutHere() throws IOException {
    String space =
        """
        [{"name":"a","type":"randn"},{"name":"b","type":"qrandn","q":0.5},\
        {"name":"c","type":"qrandint","lower":0,"upper":3},\
        {"name":"d","type":"qlograndint","lower":1,"upper":3}]\
        """;
    List<JsonObject> answers =
        serve("{\"op\":\"init\",\"seed\":1,\"space\":" + space + "}", "{\"op\":\"ask\"}");
    assertThat(answers.get(1).object("params").fields()).containsOnlyKeys("a", "b", "c", "d");
  }

  @Test
  void whatIsWrongWithAParameterOrANameIsToldInTheWordsOfTheProtocol() throws IOException {
    String init = "{\"op\":\"init\",\"seed\":1,\"space\":[{\"name\":\"a\",\"type\":";
    List<JsonObject> answers =
        serve(
            init + "\"uniform\",\"lower\":1}]}",
            init + "\"uniform\",\"lower\":2,\"upper\":1}]}",
            init("tpe+gp", "null"),
            init("asha+tpe", "null"));
    assertThat(answers.get(0).text("error"))
        .contains("\"a\": uniform takes lower, upper, got lower");
    assertThat(answers.get(1).text("error").orElseThrow()).startsWith("\"a\": uniform: low (2");
    assertThat(answers.get(2).text("error").orElseThrow())
        .startsWith("unknown scheduler \"gp\"")
        .contains("median")
        .doesNotContain("did you mean \"gp\"", "sobol");
    assertThat(answers.get(3).text("error").orElseThrow())
        .startsWith("unknown sampler \"asha\"")
        .doesNotContain("did you mean \"asha\"", "median");
  }

  @Test
  void anAskAfterTheEndAndReportsWithoutAFidelityAreRefused() throws IOException {
    List<JsonObject> answers =
        serve(
            init("random", "null"),
            "{\"op\":\"ask\"}",
            "{\"op\":\"report\",\"id\":0,\"step\":1,\"value\":1}",
            "{\"op\":\"ask\"}",
            "{\"op\":\"ask\"}",
            "{\"op\":\"tell\",\"id\":0,\"state\":\"failed\"}",
            "{\"op\":\"tell\",\"id\":1,\"state\":\"complete\",\"value\":1}",
            "{\"op\":\"ask\"}",
            "{\"op\":\"ask\"}");
    assertThat(answers.get(2).text("error").orElseThrow()).contains("fidelity");
    assertThat(answers.get(4).isTrue("done")).isTrue();
    assertThat(answers.get(7).isTrue("done")).isTrue();
    assertThat(answers.get(8).text("error").orElseThrow()).contains("done", "2 trials");
  }

  private static String init(String algorithm, String fidelity) {
    return "{\"op\":\"init\",\"version\":1,\"study\":\"s\",\"seed\":7,\"space\":"
        + SPACE
        + ",\"budget\":{\"trials\":2},\"workers\":1,\"fidelity\":"
        + fidelity
        + ",\"objectives\":1,\"constraints\":0,\"algorithm\":\""
        + algorithm
        + "\",\"options\":{}}";
  }

  private static List<JsonObject> serve(String... lines) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] in = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
    new SearchServer("test").serve(new ByteArrayInputStream(in), out);
    List<JsonObject> answers = new ArrayList<>();
    for (String line : out.toString(StandardCharsets.UTF_8).split("\n")) {
      answers.add((JsonObject) Json.parse(line));
    }
    assertThat(answers).hasSize(lines.length);
    return answers;
  }
}
