"""Pipelines in Python code. They are written as a pipeline's file, which the engine (a JVM) runs like any other."""
