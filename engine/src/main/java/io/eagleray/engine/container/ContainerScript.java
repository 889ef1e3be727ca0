package io.eagleray.engine.container;

import io.eagleray.model.Return;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The shell script that runs a user's script in a container and exports what that has exported.
 *
 * <p>The container ends with this script, however that ends: its standard input is a pipe whose
 * other end only this script holds, and a guard inside kills the user's script at the pipe's end.
 */
public final class ContainerScript {
  /** In the container: the folder that takes the values of what is returned, a file for each. */
  public static final String FOLDER_VARIABLE = "EAGLERAY_RETURNS";

  private static final String GUARD =
      """
      exec 8<&0 </dev/null
      main=$$
      ( cat <&8 >/dev/null; kill -KILL $main ) >/dev/null 2>&1 &
      exec 8<&-
      """;

  private ContainerScript() {}

  /** What runs in the container, by {@code sh -c}. */
  public static String inner(String script, Collection<Return> returns) {
    String writing =
        returns.stream()
            .map(Return::name)
            .map(name -> "printf %s \"$" + name + "\" >\"$" + FOLDER_VARIABLE + "/" + name + "\"")
            .collect(Collectors.joining("; "));
    String export =
        returns.isEmpty()
            ? ""
            : "eagleray_returns() { [ \"$1\" -ne 0 ] || { "
                + writing
                + "; }; return \"$1\"; }\n"
                + "trap 'eagleray_returns $?' EXIT\n";
    return GUARD + export + script + "\n";
  }

  /**
   * What runs here.
   *
   * @param folder where values are handed over; made and removed by the script, mounted by {@code
   *     line}
   * @param line the command line of the container
   */
  public static String outer(String folder, List<String> line, Collection<Return> returns) {
    String reading =
        returns.stream()
            .map(Return::name)
            .map(name ->
                "if [ -f \"$folder/"
                    + name
                    + "\" ]; then "
                    + name
                    + "=$(cat \"$folder/"
                    + name
                    + "\"; printf x); export "
                    + name
                    + "=\"${"
                    + name
                    + "%x}\"; fi\n")
            .collect(Collectors.joining());
    return "folder="
        + quoted(folder)
        + "\n"
        + "mkdir -p \"$folder\" && mkfifo \"$folder/.input\" && exec 9<>\"$folder/.input\" || exit 1\n"
        + line.stream().map(ContainerScript::quoted).collect(Collectors.joining(" "))
        + " <\"$folder/.input\" 9<&-\n"
        + "status=$?\n"
        + "exec 9<&-\n"
        + "[ $status -eq 0 ] || { rm -rf \"$folder\"; exit $status; }\n"
        + reading
        + "rm -rf \"$folder\"\n";
  }

  private static String quoted(String word) {
    return word.matches("[A-Za-z0-9_./:=@%+,-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
