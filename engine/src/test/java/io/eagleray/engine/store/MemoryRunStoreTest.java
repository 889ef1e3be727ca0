package io.eagleray.engine.store;

import io.eagleray.spi.RunStore;

class MemoryRunStoreTest extends RunStoreContract {
  @Override
  RunStore open() {
    return new MemoryRunStore();
  }
}
