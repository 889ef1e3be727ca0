"""Run once after each build, so that later starts find what a run needs loaded and linked."""


def prepare():
    return 3


def evaluate(rows: int):
    assert rows == 3


def square(item: int):
    return item * item
