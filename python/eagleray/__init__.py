"""The Python side of Eagleray.

``eagleray.worker`` is the task worker: the process in which the engine runs Python steps and trials. User code never needs to import this
package; a worker provides it even where it is not installed, in the version of the engine that started the worker.
"""

__version__ = "0.1.0"
