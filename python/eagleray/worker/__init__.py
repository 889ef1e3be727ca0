"""The Python task worker: runs user functions in a process of their own, one task at a time.

The contract is ``docs/design/worker-protocol.md``. The engine starts a worker with this command line::

    setsid PYTHON /path/to/eagleray/worker/__main__.py

- ``setsid`` may be left out: a worker that does not lead its process group makes a session of its own. ``python -m eagleray.worker`` is the
  same, where the package is installed.
- No flag is needed. ``-I`` and ``-s`` would hide the user's ``PYTHONPATH`` and user site; ``-P`` exists only since 3.11, so the worker itself takes
  its folder off ``sys.path`` before it imports anything. The package is registered as ``eagleray`` without being on ``sys.path``, so none of its
  files can stand in the way of a user's module.
- ``-u`` is not needed: standard output is line-buffered by the worker (one write a line instead of two), and flushed after each task.
- ``-B`` would make every worker compile the packages of environments that were installed without bytecode, seconds for each start.

Standard library only. Modules: ``channel`` (descriptors, messages), ``watcher`` (ends the group with the engine), ``loop`` (the messages, one after
the other), ``surroundings`` (what a task changes and what is put back), ``modules`` (user code, found and imported), ``signatures`` and ``convert``
(arguments), ``encode``, ``decode`` and ``objects`` (values), ``run`` and ``trial`` (a call), ``failures`` (what went wrong, and where), ``syntax``
(user code looked at without running it).
"""
