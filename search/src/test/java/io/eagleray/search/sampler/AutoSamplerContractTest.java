package io.eagleray.search.sampler;

class AutoSamplerContractTest extends SamplerContract {
  @Override
  Sampler sampler() {
    return new AutoSampler();
  }
}
