package io.eagleray.search.sampler;

class RandomSamplerContractTest extends SamplerContract {
  @Override
  Sampler sampler() {
    return new RandomSampler();
  }
}
