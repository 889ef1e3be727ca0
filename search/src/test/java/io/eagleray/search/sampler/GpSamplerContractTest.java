package io.eagleray.search.sampler;

class GpSamplerContractTest extends SamplerContract {
  @Override
  Sampler sampler() {
    return new GpSampler(6);
  }
}
