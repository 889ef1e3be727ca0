"""Starts a worker. See the package's docstring for the command line."""

# Guarded, because a user's multiprocessing children (spawn) run the main module again under another name.
if __name__ == "__main__":
    import os
    import sys

    def _register_package(folder):
        """Makes ``eagleray`` importable from its folder without putting anything on ``sys.path``."""
        from importlib.util import module_from_spec, spec_from_file_location

        spec = spec_from_file_location(
            "eagleray", os.path.join(folder, "__init__.py"), submodule_search_locations=[folder]
        )
        module = module_from_spec(spec)
        sys.modules["eagleray"] = module
        spec.loader.exec_module(module)

    if not __package__:
        here = os.path.dirname(os.path.abspath(__file__))
        if sys.path and os.path.abspath(sys.path[0] or ".") == here:
            del sys.path[0]
        _register_package(os.path.dirname(here))
    elif sys.path and sys.path[0] in ("", os.getcwd()) and not getattr(sys.flags, "safe_path", False):
        del sys.path[0]  # "python -m" puts the working directory first; a task says itself what is on its path

    from eagleray.worker import watcher
    from eagleray.worker.channel import Channel

    channel = Channel.taken_from_standard_streams()
    lifeline = watcher.start(channel.source)  # while the process is small

    from eagleray.worker.loop import serve

    serve(channel, lifeline)
