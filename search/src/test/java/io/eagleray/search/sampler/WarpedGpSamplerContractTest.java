package io.eagleray.search.sampler;

import io.eagleray.search.bayesian.GpSampler;

class WarpedGpSamplerContractTest extends SamplerContract {
  @Override
  Sampler sampler() {
    return new GpSampler(6, true);
  }
}
