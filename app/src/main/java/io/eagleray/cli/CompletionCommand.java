package io.eagleray.cli;

import io.eagleray.cli.console.ExitCode;
import io.eagleray.cli.console.Root;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code completion}: a script with which a shell completes commands and options. */
@Command(
    name = "completion",
    description = "Prints a completion script for bash or zsh.",
    footer = {
      "",
      "bash:  source <(eagleray completion bash)",
      "zsh:   autoload -U +X bashcompinit && bashcompinit; source <(eagleray completion zsh)"
    })
final class CompletionCommand implements Callable<Integer> {
  /** The shells that there is a script for; one script serves both. */
  enum ShellName {
    BASH,
    ZSH
  }

  private final Root root;

  @Parameters(paramLabel = "SHELL", arity = "0..1", description = "bash (default) or zsh")
  private ShellName shell = ShellName.BASH;

  @Spec private CommandSpec spec = CommandSpec.create();

  CompletionCommand(Root root) {
    this.root = root;
  }

  @Override
  public Integer call() {
    if (shell == ShellName.ZSH) {
      root.console().out().println("autoload -U +X bashcompinit && bashcompinit");
    }
    root.console().out().print(AutoComplete.bash("eagleray", spec.root().commandLine()));
    root.console().out().flush();
    return ExitCode.DONE;
  }
}
