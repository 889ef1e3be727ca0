package io.eagleray.engine.secret;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.problem.Problem;
import io.eagleray.problem.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  private final Problems problems = new Problems();

  private DotenvSecrets read(String text) throws IOException {
    return DotenvSecrets.read(Files.writeString(folder.resolve(".env"), text), problems);
  }

  private List<String> errors() {
    String prefix = folder.resolve(".env").toString();
    return problems.errors().stream()
        .map(Problem::toString)
        .map(text -> text.replace(prefix, ".env"))
        .toList();
  }

  @Test
  void plainValuesEndAtTheLineOrBeforeAComment() throws IOException {
    DotenvSecrets secrets =
        read(
            """
            # a comment
            A=one
            export B = two words   # said so
              C=with#hash

            D=
            E=a=b
            """);

    assertThat(secrets.find("A")).contains("one");
    assertThat(secrets.find("B")).contains("two words");
    assertThat(secrets.find("C")).contains("with#hash");
    assertThat(secrets.find("D")).contains("");
    assertThat(secrets.find("E")).contains("a=b");
    assertThat(secrets.find("F")).isEmpty();
    assertThat(errors()).isEmpty();
  }

  @Test
  void quotedValuesKeepBlanksAndMayGoOverLines() throws IOException {
    DotenvSecrets secrets =
        read(
            """
            A="  a # b \\n\\"c\\" \\\\ \\$x \\w"
            B='as is \\n "x"' # comment
            KEY="-----BEGIN-----
            line two
            -----END-----"
            LAST=1
            """);

    assertThat(secrets.find("A")).contains("  a # b \n\"c\" \\ $x \\w");
    assertThat(secrets.find("B")).contains("as is \\n \"x\"");
    assertThat(secrets.find("KEY")).contains("-----BEGIN-----\nline two\n-----END-----");
    assertThat(secrets.find("LAST")).contains("1");
    assertThat(errors()).isEmpty();
  }

  @Test
  void linesOfWindowsAndAByteOrderMarkRead() throws IOException {
    DotenvSecrets secrets = read("\ufeffA=one\r\nB=\"x\r\ny\"\r\nC=last");

    assertThat(secrets.find("A")).contains("one");
    assertThat(secrets.find("B")).contains("x\ny");
    assertThat(secrets.find("C")).contains("last");
  }

  @Test
  void exportMayBeANameToo() throws IOException {
    assertThat(read("export=yes").find("export")).contains("yes");
    assertThat(errors()).isEmpty();
  }

  @Test
  void wrongLinesAreToldByTheirPlaceAndNeverByTheirContent() throws IOException {
    DotenvSecrets secrets =
        read(
            """
            GOOD=1
            topsecret
            9X=topsecret
            A="topsecret" topsecret
            B="topsecret
            """);

    assertThat(errors())
        .containsExactly(
            ".env:2:10  expected NAME=value: there is no \"=\" behind the name",
            ".env:3:1  expected NAME=value: a name has letters, digits and underscores",
            ".env:4:15  unexpected text behind the closing quote of \"A\"",
            ".env:5:3  the value of \"B\" lacks its closing quote");
    assertThat(secrets.find("GOOD")).contains("1");
  }

  @Test
  void aFileThatMayBeMissingHasNoSecretsThen() {
    Path none = folder.resolve("none");
    assertThat(DotenvSecrets.readIfThere(none, problems).find("GOOD")).isEmpty();
    assertThat(DotenvSecrets.readIfThere(none, problems).place()).contains("none");
    assertThat(errors()).isEmpty();
  }

  @Test
  void aMissingFileIsTold() {
    assertThat(DotenvSecrets.read(folder.resolve("none"), problems).find("GOOD")).isEmpty();
    assertThat(errors())
        .containsExactly(folder.resolve("none") + "  there is no such file of secrets");
  }

  @Test
  void theFirstPlaceThatHasASecretWins() throws IOException {
    SecretChain chain =
        new SecretChain(
            List.of(
                new EnvironmentSecrets(Map.of("A", "environment", "EMPTY", "")),
                read("A=file\nB=file\nEMPTY=file")));

    assertThat(chain.find("A")).contains("environment");
    assertThat(chain.find("B")).contains("file");
    assertThat(chain.find("EMPTY")).contains("file");
    assertThat(chain.find("C")).isEmpty();
    assertThat(new RunSecrets(chain).placeOf("A")).contains("the environment");
    assertThat(chain.placeOf("B")).contains("the file " + folder.resolve(".env"));
    assertThat(chain.placeOf("C")).isEmpty();
    assertThat(chain.place()).isEqualTo("the environment, the file " + folder.resolve(".env"));
  }
}
