"""Writes gaussian_process.csv: what scikit-learn 1.9.1 makes of a few points. Run by hand; the test reads the result.

Lines: kind, three coordinates, then for "data" the value; for "query" mean and standard deviation of the prediction; for "evidence" (no coordinates that matter)
the log marginal likelihood and its derivatives by the logarithms of the three relevances, of the scale and of the noise.
"""
import sys

import numpy as np
from sklearn.gaussian_process import GaussianProcessRegressor
from sklearn.gaussian_process.kernels import ConstantKernel, Matern, WhiteKernel

RELEVANCES, SCALE, NOISE, LEVEL = np.array([0.5, 4.0, 20.0]), 1.5, 0.01, 1.0
random = np.random.default_rng(7)
points = random.random((12, 3))
values = np.sin(4 * points[:, 0]) + points[:, 1] * points[:, 2] + 0.1 * random.standard_normal(12)
values = (values - values.mean()) / values.std()
kernel = ConstantKernel(LEVEL, "fixed") + ConstantKernel(SCALE) * Matern(1 / np.sqrt(RELEVANCES), nu=2.5)
process = GaussianProcessRegressor(kernel, alpha=NOISE, optimizer=None).fit(points, values)
queries = random.random((8, 3))
mean, deviation = process.predict(queries, return_std=True)
noisy = GaussianProcessRegressor(kernel + WhiteKernel(NOISE), alpha=0, optimizer=None).fit(points, values)
evidence, slopes = noisy.log_marginal_likelihood(noisy.kernel_.theta, eval_gradient=True)
scale_slope, length_slopes, noise_slope = slopes[0], slopes[1:4], slopes[4]
out = open(sys.argv[1], "w")
for x, y in zip(points, values):
    print("data", *x, y, sep=",", file=out)
for x, m, s in zip(queries, mean, deviation):
    print("query", *x, m, s, sep=",", file=out)
# A relevance is the inverse square of a length: d ln relevance = -2 d ln length.
print("evidence", 0, 0, 0, evidence, *(-length_slopes / 2), scale_slope, noise_slope, sep=",", file=out)
