"""The functions of the pipelines beside this file; nothing here knows what runs them."""

import argparse
import os
import pathlib

from pydantic import BaseModel


def one():
    return 1


def two():
    return 2


def three():
    return 1, "two", [3]


def everything():
    return {"text": "a b", "number": 1.5, "truth": True, "nothing": None, "list": [1, [2]], "mapping": {"deep": {"er": 1}}}


def total(a, b, c):
    return f"{a} {b} {c}"


def both(left, right):
    return left + right


def double_a(a):
    return a * 2


def score():
    return 0.75


class Model:
    def __init__(self, factor):
        self.factor = factor


def model():
    return Model(3)


def model_and_size():
    return Model(3), 10


def predict(model):
    return model.factor * 7


class Setting(BaseModel):
    rate: float
    words: list[str]


def make_setting():
    return Setting(rate=0.5, words=["a", "b"])


def read_setting(setting: Setting):
    return setting.rate


def text_of_number():
    return "8"


def as_integer(number: int):
    return number // 2


def with_default(x=7):
    return x


def all_keywords(x, **others):
    return sorted(others)


def from_namespace(x, others: argparse.Namespace):
    return x + others.y


def add(x, y):
    return x + y


def depth(tree):
    return tree["branch"]["leaf"] + 1


def write():
    pathlib.Path("written.txt").write_text("what was written\n")


def write_again():
    pathlib.Path("written.txt").write_text("something else\n")


def read():
    return pathlib.Path("written.txt").read_text()


def write_many():
    pathlib.Path("parts").mkdir(exist_ok=True)
    for name in ("a", "b", "c"):
        pathlib.Path("parts", name + ".txt").write_text(name)


def length_of_secret():
    return len(os.environ["A_TOKEN"])


def explode():
    raise ValueError("it exploded")


def fails_once():
    mark = pathlib.Path("failed-once")
    if not mark.exists():
        mark.touch()
        raise ValueError("not yet")
    return 1


def make_items():
    return [2, 3, 4]


def square(item):
    return item * item


def half_of_square(squared):
    return squared / 2


def sum_of_squares(squared):
    return sum(squared)


def same_word(word):
    return word


def fails_at_two(item):
    if item == 2:
        raise ValueError("two")
    return item


def heads():
    return "heads"


def count_up(count):
    return count + 1, count + 1 >= 3


def turn():
    return os.environ.get("turn", "none"), False
