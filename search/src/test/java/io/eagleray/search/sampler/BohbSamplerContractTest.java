package io.eagleray.search.sampler;

class BohbSamplerContractTest extends SamplerContract {
  @Override
  Sampler sampler() {
    return new BohbSampler();
  }
}
