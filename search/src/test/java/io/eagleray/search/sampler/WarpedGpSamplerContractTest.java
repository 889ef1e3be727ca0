package io.eagleray.search.sampler;

class WarpedGpSamplerContractTest extends SamplerContract {
  @Override
  Sampler sampler() {
    return new GpSampler(6, true);
  }
}
