package io.eagleray.engine.container;

import io.eagleray.engine.process.ShellWord;
import io.eagleray.model.Return;
import io.eagleray.worker.task.ShellVariable;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The shell script that runs a user's script in a container and exports what that has exported.
 *
 * <p>The container ends with this script, however that ends: its standard input is a pipe whose
 * other end only this script holds, and a guard inside kills the user's script at the pipe's end.
 *
 * <p>Parameters and returns of any name are variables in both scripts, so neither has variables of
 * its own.
 */
public final class ContainerScript {
  /** In the container: the folder that takes the values of what is returned, a file for each. */
  public static final String FOLDER_VARIABLE = "EAGLERAY_RETURNS";

  private static final String GUARD =
      """
      exec 8<&0 </dev/null
      ( cat <&8 >/dev/null; kill -KILL $$ ) >/dev/null 2>&1 &
      exec 8<&-
      """;

  private ContainerScript() {}

  /** What runs in the container, by {@code sh -c}. */
  public static String inner(String script, Collection<Return> returns) {
    String writing =
        variables(returns)
            .map(name -> "printf %s \"$" + name + "\" >\"$" + FOLDER_VARIABLE + "/" + name + "\"")
            .collect(Collectors.joining("; "));
    String export =
        writing.isEmpty()
            ? ""
            : "eagleray_returns() { [ \"$1\" -ne 0 ] || { "
                + writing
                + "; }; return \"$1\"; }\n"
                + "trap 'eagleray_returns $?' EXIT\n";
    return GUARD + export + script + "\n";
  }

  /** No script can set a return of another name: it is missing at the end. */
  private static Stream<String> variables(Collection<Return> returns) {
    return returns.stream().map(Return::name).filter(ShellVariable::isName);
  }

  /**
   * What runs here.
   *
   * @param folder where values are handed over; made and removed by the script, mounted by {@code
   *     line}
   * @param line the command line of the container
   */
  public static String outer(String folder, List<String> line, Collection<Return> returns) {
    String input = ShellWord.of(folder + "/.input");
    String remove = "rm -rf " + ShellWord.of(folder) + "\n";
    String command = line.stream().map(ShellWord::of).collect(Collectors.joining(" "));
    String reading =
        variables(returns)
            .map(name -> reading(name, ShellWord.of(folder + "/" + name)))
            .collect(Collectors.joining());
    return "mkdir -p "
        + ShellWord.of(folder)
        + " && mkfifo "
        + input
        + " && exec 9<>"
        + input
        + " || exit 1\n"
        + "if "
        + command
        + " <"
        + input
        + " 9<&-\n"
        + "then exec 9<&-\n"
        + "else set -- $?; exec 9<&-; "
        + remove
        + "exit $1\n"
        + "fi\n"
        + reading
        + remove;
  }

  /** Exports what a file holds, with all line ends behind it. */
  private static String reading(String name, String file) {
    return "if [ -f "
        + file
        + " ]; then "
        + name
        + "=$(cat "
        + file
        + "; printf x); export "
        + name
        + "=\"${"
        + name
        + "%x}\"; fi\n";
  }
}
