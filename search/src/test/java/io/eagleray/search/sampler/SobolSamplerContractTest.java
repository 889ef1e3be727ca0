package io.eagleray.search.sampler;

class SobolSamplerContractTest extends SamplerContract {
  @Override
  Sampler sampler() {
    return new SobolSampler();
  }
}
