package io.eagleray.search.sampler;

import io.eagleray.search.cma.CmaEsSampler;

class CmaEsSamplerContractTest extends SamplerContract {
  @Override
  Sampler sampler() {
    return new CmaEsSampler().withPopulationSize(5);
  }
}
