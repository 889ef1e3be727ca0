package io.eagleray.worker;

import static io.eagleray.worker.WorkerProcess.parameters;
import static io.eagleray.worker.WorkerProcess.returns;
import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.worker.json.Fields;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class JavaTaskTest {
  @TempDir Path folder = Path.of("");

  @SuppressWarnings("NullAway.Init")
  private WorkerProcess worker;

  @BeforeEach
  void start() throws IOException {
    worker = new WorkerProcess(folder);
  }

  @AfterEach
  void end() throws IOException {
    worker.close();
  }

  @Test
  void saysWhenItIsReady() {
    assertThat(worker.ready().text("op")).isEqualTo("ready");
    assertThat(worker.ready().text("language")).isEqualTo("java");
    assertThat(worker.ready().number("pid")).isEqualTo(worker.process().pid());
  }

  @Test
  void givesArgumentsByNameAndReturnsTheValue() throws IOException {
    Map<String, Object> arguments = new LinkedHashMap<>();
    arguments.put("number", 7L);
    arguments.put("names", List.of("a", "b"));
    arguments.put("color", "GREEN");
    arguments.put("date", "2026-03-01");
    arguments.put("rate", 0.5);
    worker.java("everything", arguments, returns("all"));

    assertThat(values().get("all")).isEqualTo(arguments);
  }

  @Test
  void aFunctionThatWasToldOnceIsCalledByItsNumber() throws IOException {
    worker.define(3, "everything", parameters("number", "names", "color", "date", "rate"), "all");
    Map<String, Object> arguments = new LinkedHashMap<>();
    arguments.put("number", 7L);
    arguments.put("names", List.of("a", "b"));
    arguments.put("color", "GREEN");
    arguments.put("date", "2026-03-01");
    arguments.put("rate", 0.5);

    for (int call = 0; call < 2; call++) {
      worker.call(3, arguments);
      assertThat(values().get("all")).isEqualTo(arguments);
    }
  }

  @Test
  void anExceptionWhoseTextCannotBeReadIsToldAllTheSame() throws IOException {
    worker.java("failsMutely", Map.of(), Map.of());

    Fields error = worker.reply();
    assertThat(error.text("type")).isEqualTo("MuteException");
    assertThat(error.text("message"))
        .isEqualTo("an exception of type MuteException whose text cannot be read");
    assertThat(error.text("at")).startsWith("Sample.java:").endsWith("in failsMutely");
  }

  @Test
  void aFunctionThatWasNotToldIsAnError() throws IOException {
    worker.call(4, Map.of());

    assertThat(worker.reply().text("message")).contains("no function 4");
  }

  @Test
  void anOptionalArgumentMayBeMissing() throws IOException {
    worker.java(
        "everything",
        args("number", 1L, "names", List.of(), "color", "RED", "date", "2026-03-01"),
        Map.of(
            "returns",
            parameters("all"),
            "parameters",
            parameters("number", "names", "color", "date", "rate")));

    assertThat(Fields.of(values().get("all")).map()).containsEntry("rate", -1.0);
  }

  @Test
  void oneRecordTakesAllArguments() throws IOException {
    worker.java(
        "settings",
        Map.of("rate", 0.5, "color", "RED"),
        Map.of("returns", parameters("text"), "parameters", parameters("settings")));

    assertThat(values().get("text"))
        .isEqualTo("Settings[rate=0.5, color=RED, depth=Optional.empty]");
  }

  @Test
  void aWrongArgumentIsNamedWithItsTypeAndValue() throws IOException {
    worker.java(
        "everything",
        args("number", "seven", "names", List.of(), "color", "RED", "date", "2026-03-01"),
        Map.of("parameters", parameters("number", "names", "color", "date", "rate")));

    Fields error = worker.reply();
    assertThat(error.text("op")).isEqualTo("error");
    assertThat(error.text("type")).isEqualTo("ArgumentError");
    assertThat(error.text("message"))
        .isEqualTo("argument \"number\" must be int, but is the text \"seven\"");
  }

  @Test
  void aMissingArgumentIsNamed() throws IOException {
    worker.java("print", Map.of("text", "a"), Map.of("parameters", parameters("text", "times")));

    assertThat(worker.reply().text("message"))
        .isEqualTo("argument \"times\" is missing; there is [text]");
  }

  @Test
  void staticStateSurvivesBetweenTasks() throws IOException {
    worker.java("count", Map.of(), returns("n"));
    assertThat(values()).containsEntry("n", 1L);
    worker.java("count", Map.of(), returns("n"));
    assertThat(values()).containsEntry("n", 2L);
  }

  @Test
  void overloadedMethodsAreToldApartByType() throws IOException {
    worker.java(
        "ambiguous",
        Map.of("a", "x"),
        Map.of(
            "returns",
            parameters("which"),
            "parameters",
            List.of(Map.of("name", "a", "type", "java.lang.String"))));
    assertThat(values()).containsEntry("which", "String");

    worker.java("ambiguous", Map.of("a", "x"), Map.of());
    assertThat(worker.reply().text("message"))
        .contains("several methods ambiguous", "ambiguous(int)", "ambiguous(String)");
  }

  @Test
  void anUnknownMethodNamesThoseThatThereAre() throws IOException {
    worker.java("cuont", Map.of(), Map.of());

    assertThat(worker.reply().text("message")).contains("has no method cuont", "count");
  }

  @Test
  void anObjectIsStoredAndGivenToTheNextTask() throws IOException {
    worker.java("model", Map.of("name", "eagle"), returns("model"));
    Object reference = values().get("model");

    Fields content = Fields.of(reference).optionalObject("$eagleray.object").orElseThrow();
    assertThat(content.text("format")).isEqualTo("java/serialized");
    assertThat(content.text("type")).endsWith("Sample$ModelObject");
    assertThat(
            worker
                .objects()
                .resolve(content.text("sha256").substring(0, 2))
                .resolve(content.text("sha256").substring(2)))
        .hasSize(content.number("size"));

    worker.java("useModel", Map.of("model", reference), returns("name"));
    assertThat(values()).containsEntry("name", "eagle");
  }

  @Test
  void aChangedObjectIsNotRead() throws IOException {
    worker.java("model", Map.of("name", "eagle"), returns("model"));
    Object reference = values().get("model");
    String hash =
        Fields.of(reference).optionalObject("$eagleray.object").orElseThrow().text("sha256");
    Files.writeString(
        worker.objects().resolve(hash.substring(0, 2)).resolve(hash.substring(2)), "other");

    worker.java("useModel", Map.of("model", reference), returns("name"));
    assertThat(worker.reply().text("message")).contains("was changed");
  }

  @Test
  void whatCannotBeStoredIsNamedWithItsPath() throws IOException {
    worker.java("notSerializable", Map.of(), returns("all"));

    assertThat(worker.reply().text("message"))
        .isEqualTo(
            "return \"all\".inner[1] is a java.lang.Object, which is neither JSON nor java.io.Serializable");
  }

  @Test
  void anErrorTellsTypeMessageAndThePlaceInTheUsersFile() throws IOException {
    worker.java("fail", Map.of("message", "no rows"), Map.of());

    Fields error = worker.reply();
    assertThat(error.text("type")).isEqualTo("IllegalStateException");
    assertThat(error.text("message")).isEqualTo("no rows");
    assertThat(error.text("at")).matches("Sample.java:\\d+ in fail");
    assertThat(error.text("stack"))
        .startsWith("java.lang.IllegalStateException: no rows\n  at ")
        .contains("Sample.fail(Sample.java:")
        .doesNotContain("eagleray.worker.task", "reflect");
    assertThat(error.map()).containsEntry("cancelled", false);
  }

  @Test
  void anExhaustedStackIsAnOrdinaryError() throws IOException {
    worker.java("recurse", Map.of("depth", 0L), Map.of());

    assertThat(worker.reply().text("type")).isEqualTo("StackOverflowError");
  }

  @Test
  void outputGoesToTheLogOfTheTaskWithoutItsSecrets() throws IOException {
    long first =
        worker.java(
            "print",
            args("text", "token hunter22!", "times", 2L),
            Map.of("secrets", Map.of("TOKEN", "hunter22")));
    worker.reply();
    long second = worker.java("printInThread", Map.of("text", "hello"), Map.of());
    worker.reply();
    long third = worker.java("nothing", Map.of(), Map.of());
    worker.reply();

    assertThat(worker.log(first)).hasContent("token ***!\ntoken ***!\nend");
    assertThat(worker.log(second)).hasContent("hello\nhello");
    assertThat(worker.log(third)).doesNotExist();
  }

  @Test
  void aHundredMegabytesMayBePrinted() throws IOException {
    long task =
        worker.java(
            "print",
            args("text", "x".repeat(99), "times", 1_000_000L),
            Map.of("secrets", Map.of("TOKEN", "xxxxxy-secret")));
    worker.reply();

    assertThat(worker.log(task)).hasSize(100_000_003L);
  }

  @Test
  void secretsAreBlottedOutOfErrorsAndValues() throws IOException {
    Map<String, Object> secret = Map.of("secrets", Map.of("TOKEN", "hunter22"));
    worker.java("fail", Map.of("message", "bad hunter22"), secret);
    Fields error = worker.reply();
    assertThat(error.text("message")).isEqualTo("bad ***");
    assertThat(error.text("stack")).doesNotContain("hunter22");

    Map<String, Object> more = new LinkedHashMap<>(secret);
    more.putAll(returns("all"));
    worker.java("child", Map.of("command", "echo hunter22"), more);
    assertThat(values()).containsEntry("all", "***\n");
  }

  @Test
  void userCodeSeesTheTrialInterfaceAndNothingElseOfTheWorker() throws IOException {
    worker.java("seen", Map.of("className", "io.eagleray.trial.Trial"), returns("c"));
    assertThat(values()).containsEntry("c", "io.eagleray.trial.Trial");
    worker.java("seen", Map.of("className", "io.eagleray.worker.WorkerMain"), returns("c"));
    assertThat(values()).containsEntry("c", "hidden");
  }

  @Test
  void childrenDoNotInheritTheProtocol() throws IOException {
    worker.java("child", Map.of("command", "ls -l /proc/self/fd"), returns("fds"));

    String listing = String.valueOf(values().get("fds"));
    assertThat(listing.lines().filter(line -> line.contains("->")))
        .as(listing)
        .hasSize(4)
        .anyMatch(line -> line.contains(" 3 -> /proc/"));
  }

  @Test
  void aCancelInterruptsTheTask() throws IOException {
    long task = worker.java("waitForever", Map.of(), Map.of());
    worker.cancel(task);

    Fields error = worker.reply();
    assertThat(error.map()).containsEntry("cancelled", true).containsEntry("op", "error");
    worker.java("count", Map.of(), returns("n"));
    assertThat(values()).containsEntry("n", 1L);
  }

  @Test
  void aMessageWithAWrongFieldIsAnsweredForItsTask() throws IOException {
    worker.java("nothing", Map.of(), Map.of("kind", "rust"));

    assertThat(worker.reply().text("message")).contains("must be java or shell", "rust");
  }

  private Map<String, @Nullable Object> values() throws IOException {
    Fields result = worker.reply();
    assertThat(result.text("op")).as("%s", result.map()).isEqualTo("result");
    return result.object("values");
  }

  private static Map<String, Object> args(Object... namesAndValues) {
    Map<String, Object> arguments = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      arguments.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return arguments;
  }
}
