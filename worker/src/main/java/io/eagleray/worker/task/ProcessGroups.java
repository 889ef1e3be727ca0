package io.eagleray.worker.task;

import java.io.File;
import java.util.List;

/** How a command is made the leader of a process group of its own. */
public final class ProcessGroups {
  /** Perl is where {@code setsid} is missing: on macOS. */
  private static final List<String> PERL =
      List.of("perl", "-e", "use POSIX; POSIX::setsid(); exec @ARGV or exit 127");

  private static final List<String> LEADER = isOnPath("setsid") ? List.of("setsid") : PERL;

  private ProcessGroups() {}

  /** What is put before the command. */
  public static List<String> leader() {
    return LEADER;
  }

  private static boolean isOnPath(String program) {
    String path = System.getenv("PATH");
    for (String folder : (path == null ? "/usr/bin:/bin" : path).split(":", -1)) {
      if (new File(folder, program).canExecute()) { // a path in another locale is no Path here
        return true;
      }
    }
    return false;
  }
}
