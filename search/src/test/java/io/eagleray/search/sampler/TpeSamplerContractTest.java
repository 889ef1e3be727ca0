package io.eagleray.search.sampler;

class TpeSamplerContractTest extends SamplerContract {
  @Override
  Sampler sampler() {
    return new TpeSampler();
  }
}
