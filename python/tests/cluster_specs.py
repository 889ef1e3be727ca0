"""Specifications of jobs, and a cluster's store, as tests need them."""

import time

from eagleray.cluster import spec


def settled(**fields):
    raw = {"metric": "score", "mode": "max", **fields}
    return spec.parse(a_spec(settled=raw)).settled


def a_spec(**fields):
    return {
        "format": 1,
        "run": {"id": "r", "uuid": "u", "step": "tune"},
        "nonce": "n",
        "mode": "search",
        "task": {"kind": "python", "command": "a.b"},
        "settled": {"metric": "score", "mode": "max"},
        **fields,
    }


class Store(dict):
    """A key-value store as the cluster's, which counts its looks."""

    looks = 0

    def get(self, key, default=None):
        self.looks += 1
        return super().get(key, default)

    def put(self, key, value):
        self[key] = value

    def await_looks(self, count):
        wanted = self.looks + count
        await_that(lambda: self.looks >= wanted)


def await_that(condition):
    limit = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < limit
        time.sleep(0.01)
