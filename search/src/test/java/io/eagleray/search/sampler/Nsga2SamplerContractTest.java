package io.eagleray.search.sampler;

import io.eagleray.search.nsga2.Nsga2Sampler;

class Nsga2SamplerContractTest extends SamplerContract {
  @Override
  Sampler sampler() {
    return new Nsga2Sampler().withPopulation(10);
  }
}
