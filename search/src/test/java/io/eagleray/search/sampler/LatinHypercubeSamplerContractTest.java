package io.eagleray.search.sampler;

class LatinHypercubeSamplerContractTest extends SamplerContract {
  @Override
  Sampler sampler() {
    return new LatinHypercubeSampler();
  }
}
