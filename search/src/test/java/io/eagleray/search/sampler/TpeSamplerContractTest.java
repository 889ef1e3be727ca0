package io.eagleray.search.sampler;

import io.eagleray.search.tpe.TpeSampler;

class TpeSamplerContractTest extends SamplerContract {
  @Override
  Sampler sampler() {
    return new TpeSampler();
  }
}
