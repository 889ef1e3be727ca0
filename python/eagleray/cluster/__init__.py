"""The driver of a Ray node: what runs as the job on a Ray cluster, and the actors that it starts there.

The contract with the client that submits it is ``docs/design/ray-bridge.md``. It is started with::

    python -m eagleray.cluster execute-ray-node --run-id R --step-name S ...

inside a Ray job whose ``py_modules`` hold this package and ``eagleray_job`` (the specification, classes, objects). Standard library and
``ray`` (2.9 to 2.60) only; whatever differs between versions of Ray is in ``compat``.

Modules, from the bottom: ``spec`` and ``history`` (what is to be done, and was), ``lines`` and ``events`` (what is told), ``metric``, ``failures``,
``locate`` (where things are on a node), ``objects``, ``secrets``, ``output``, ``task_worker`` (the process that runs user code), ``fence``;
``spaces``, ``algorithms``, ``searcher``, ``ledger``, ``trainable``, ``callback`` and ``search_ray`` (a search by Ray Tune); ``actors``, ``study`` and
``search_native`` (a search by the study process); ``call`` (no search); ``namespace``, ``script`` and ``job`` (one command); ``driver`` and ``__main__``.
"""
