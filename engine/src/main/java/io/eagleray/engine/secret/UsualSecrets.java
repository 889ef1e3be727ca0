package io.eagleray.engine.secret;

import io.eagleray.problem.Problems;
import io.eagleray.spi.Secrets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where secrets are looked for: first in the environment, then in one file of them. */
public final class UsualSecrets {
  private static final String DOTENV = ".env";

  private UsualSecrets() {}

  /**
   * The environment, and the file that was asked for, else the config file's, else {@code .env}.
   *
   * @param asked a file that must be there
   * @param configured a file that may be missing until a step needs one of it
   * @param directory the working directory of the run, where its {@code .env} may lie
   * @throws io.eagleray.problem.InvalidInputException with all that is wrong in the file
   */
  public static Secrets of(
      Map<String, String> environment,
      Optional<Path> asked,
      Optional<Path> configured,
      Path directory) {
    List<Secrets> places = new ArrayList<>();
    places.add(new EnvironmentSecrets(environment));
    Problems problems = new Problems();
    Path usual = directory.resolve(DOTENV);
    asked
        .or(() -> configured)
        .or(() -> Files.isRegularFile(usual) ? Optional.of(usual) : Optional.empty())
        .ifPresent(file ->
            places.add(
                asked.isPresent()
                    ? DotenvSecrets.read(file, problems)
                    : DotenvSecrets.readIfThere(file, problems)));
    problems.throwIfErrors();
    return new SecretChain(places);
  }
}
