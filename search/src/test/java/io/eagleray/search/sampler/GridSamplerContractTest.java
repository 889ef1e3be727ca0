package io.eagleray.search.sampler;

class GridSamplerContractTest extends SamplerContract {
  @Override
  Sampler sampler() {
    return new GridSampler();
  }
}
