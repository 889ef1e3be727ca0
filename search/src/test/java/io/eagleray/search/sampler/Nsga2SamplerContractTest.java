package io.eagleray.search.sampler;

class Nsga2SamplerContractTest extends SamplerContract {
  @Override
  Sampler sampler() {
    return new Nsga2Sampler().withPopulation(10);
  }
}
