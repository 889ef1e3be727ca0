package io.eagleray.search.sampler;

import io.eagleray.search.auto.AutoSampler;

class AutoSamplerContractTest extends SamplerContract {
  @Override
  Sampler sampler() {
    return new AutoSampler();
  }
}
