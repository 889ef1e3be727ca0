"""Of two drivers of a step one leaves."""

import pytest
from cluster_specs import Store, await_that
from eagleray.cluster import fence, spec


class LateStore:
    """Somebody's view of a store who read before the others wrote, and writes after them."""

    def __init__(self, store):
        self.store = store
        self.missed = False

    def get(self, key):
        missed, self.missed = self.missed, True
        return self.store.get(key) if missed else None

    def put(self, key, value):
        self.store.put(key, value)


@pytest.fixture
def fences(monkeypatch):
    for name in ("LOOK_SECONDS", "SILENT_SECONDS", "LONGEST_WAIT_SECONDS"):
        monkeypatch.setattr(fence, name, 0.01)
    store, left = Store(), []

    def enter(submission, view=store):
        entered = fence.Fence(spec.Run("r", "u", "tune", 1, submission), view, lambda: left.append(submission))
        entered.enter()
        return entered

    return store, left, enter


def test_of_two_drivers_that_enter_at_once_the_older_one_leaves(fences):
    store, left, enter = fences
    enter(2)
    enter(1, LateStore(store))
    await_that(lambda: left)
    assert set(left) == {1} and store["eagleray:fence:u:tune"] == "2"


def test_a_driver_that_is_over_is_not_waited_for(fences):
    store, left, enter = fences
    enter(1).close()
    store.await_looks(3)
    assert store["eagleray:heartbeat:u:tune"].endswith(" over") and not left
