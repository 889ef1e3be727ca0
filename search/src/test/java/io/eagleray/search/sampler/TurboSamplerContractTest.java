package io.eagleray.search.sampler;

class TurboSamplerContractTest extends SamplerContract {
  @Override
  Sampler sampler() {
    return new TurboSampler(6);
  }
}
