package io.eagleray.search.sampler;

import io.eagleray.search.bayesian.GpSampler;

class GpSamplerContractTest extends SamplerContract {
  @Override
  Sampler sampler() {
    return new GpSampler(6);
  }
}
