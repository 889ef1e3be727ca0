package io.eagleray.search.sampler;

import io.eagleray.search.tpe.BohbSampler;

class BohbSamplerContractTest extends SamplerContract {
  @Override
  Sampler sampler() {
    return new BohbSampler();
  }
}
