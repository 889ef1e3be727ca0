package io.eagleray.search.sampler;

import io.eagleray.search.bayesian.TurboSampler;

class TurboSamplerContractTest extends SamplerContract {
  @Override
  Sampler sampler() {
    return new TurboSampler(6);
  }
}
