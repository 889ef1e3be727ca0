"""One driver at a time works on a step: a newer submission ends an older one's driver, and waits until it is silent."""

from __future__ import annotations

import os
import threading
import time
from typing import Any, Callable, List, Optional

from eagleray.cluster.spec import Run

LOOK_SECONDS = 0.5
SILENT_SECONDS = 3.0
LONGEST_WAIT_SECONDS = 20.0

FENCED = 75
"""The exit code of a driver that a newer submission has taken the step from, or that nobody waits for."""


class Fence:
    """The step's place in the cluster's key-value store: the newest submission's number, and its driver's heartbeat."""

    def __init__(self, run: Run, kv: Any, leave: Callable[[], None]):
        self._submission = run.submission
        self._key = f"eagleray:fence:{run.uuid}:{run.step}"
        self._beat = f"eagleray:heartbeat:{run.uuid}:{run.step}"
        self._kv = kv
        self._leave = leave
        self._count = 0
        self._over = False
        self._beating = threading.Lock()
        self._parents = _parents()

    def enter(self) -> None:
        """Takes the step over, or leaves where a newer submission has it. Then watches."""
        newest = self._newest()
        if newest > self._submission:
            self._leave()
        if newest < self._submission:
            self._kv.put(self._key, str(self._submission))
            self._await_silence()
        threading.Thread(target=self._watch, name="eagleray-fence", daemon=True).start()

    def _newest(self) -> int:
        return int(self._kv.get(self._key) or 0)

    def _await_silence(self) -> None:
        """Waits while an older driver's heart beats."""
        begin = time.monotonic()
        last, since = self._kv.get(self._beat), begin
        if last is None or last.endswith(" over"):
            return
        while time.monotonic() - since < SILENT_SECONDS and time.monotonic() - begin < LONGEST_WAIT_SECONDS:
            time.sleep(0.2)
            beat = self._kv.get(self._beat)
            if beat is not None and beat.endswith(" over"):
                return
            if beat != last:
                last, since = beat, time.monotonic()

    def _watch(self) -> None:
        while True:
            try:
                self._look()
            except Exception:  # the cluster's head does not answer; Ray itself gives up on it in time
                pass
            if self._parents and _parents() != self._parents:
                self._leave()
            time.sleep(LOOK_SECONDS)

    def _look(self) -> None:
        """Gives way to a newer submission; shows that this one is at work."""
        newest = self._newest()
        if newest > self._submission:
            self.close()
            self._leave()
        if newest < self._submission:  # an older driver that entered at the same moment has written over it
            self._kv.put(self._key, str(self._submission))
        with self._beating:
            if not self._over:
                self._count += 1
                self._kv.put(self._beat, f"{self._submission} {self._count}")

    def close(self) -> None:
        """Says that this driver does no more."""
        with self._beating:
            self._over = True
            try:
                self._kv.put(self._beat, f"{self._submission} {self._count} over")
            except Exception:
                pass


def leave_at_once() -> None:
    """Ends the process; its actors end with it."""
    os._exit(FENCED)


def _parents() -> List[int]:
    """The processes that this one must not outlive: its parent, and where that is only a shell, the shell's too."""
    parent = os.getppid()
    found = [parent]
    name, above = _stat(parent)
    if name in ("sh", "dash", "bash") and above is not None:
        found.append(above)
    return found


def _stat(pid: int) -> Any:
    """A process's name and parent."""
    try:
        with open(f"/proc/{pid}/stat", encoding="utf-8", errors="replace") as file:
            text = file.read()
    except OSError:
        return None, None
    name = text[text.index("(") + 1 : text.rindex(")")]
    fields = text[text.rindex(")") + 2 :].split()
    parent: Optional[int] = int(fields[1])
    return name, parent
