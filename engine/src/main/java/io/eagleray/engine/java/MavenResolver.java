package io.eagleray.engine.java;

import eu.maveniverse.maven.mima.context.Context;
import eu.maveniverse.maven.mima.context.ContextOverrides;
import eu.maveniverse.maven.mima.context.Runtimes;
import io.eagleray.problem.EnvironmentException;
import io.eagleray.problem.Location;
import io.eagleray.problem.Problems;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.eclipse.aether.RepositoryException;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.resolution.DependencyRequest;
import org.eclipse.aether.resolution.DependencyResult;
import org.eclipse.aether.transfer.ArtifactNotFoundException;
import org.eclipse.aether.util.artifact.JavaScopes;
import org.eclipse.aether.util.filter.DependencyFilterUtils;

/**
 * Asks Maven's own resolver, with the user's settings, local repository and mirrors. Loaded only
 * when it is needed.
 */
final class MavenResolver {
  private MavenResolver() {}

  static Optional<List<Path>> resolve(List<String> coordinates, Location at, Problems problems) {
    ContextOverrides overrides = ContextOverrides.create().withUserSettings(true).build();
    try (Context context = Runtimes.INSTANCE.getRuntime().create(overrides)) {
      List<Dependency> wanted =
          coordinates.stream()
              .map(text -> new Dependency(new DefaultArtifact(text), JavaScopes.COMPILE))
              .toList();
      DependencyRequest request =
          new DependencyRequest(
              new CollectRequest(wanted, List.of(), context.remoteRepositories()),
              DependencyFilterUtils.classpathFilter(JavaScopes.RUNTIME));
      DependencyResult result =
          context
              .repositorySystem()
              .resolveDependencies(context.repositorySystemSession(), request);
      return Optional.of(
          result.getArtifactResults().stream()
              .map(found -> found.getArtifact().getFile().toPath())
              .toList());
    } catch (RepositoryException e) {
      String message = "cannot resolve the dependencies: " + oneLine(e);
      if (!isMissing(e)) {
        throw new EnvironmentException(message, e);
      }
      problems.error(at, message);
      return Optional.empty();
    }
  }

  private static boolean isMissing(Throwable e) {
    Throwable cause = e;
    while (cause != null && !(cause instanceof ArtifactNotFoundException)) {
      cause = cause.getCause();
    }
    return cause != null;
  }

  /** The innermost resolver's message: the others only repeat it with more around it. */
  private static String oneLine(RepositoryException e) {
    Throwable innermost = e;
    while (innermost.getCause() instanceof RepositoryException cause) {
      innermost = cause;
    }
    return String.valueOf(innermost.getMessage()).replaceAll("\\s+", " ");
  }
}
