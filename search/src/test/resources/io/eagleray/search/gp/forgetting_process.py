"""Writes forgetting_process.csv: what scikit-learn 1.9.1 makes of a few points with the kernel of Ray Tune's PB2 (Ray 2.60). Run by hand; the test reads the result.

    python forgetting_process.py forgetting_process.csv

Lines: kind, three coordinates of which the first is time, then for "data" the value; for "query" mean and standard deviation of the prediction; for "evidence" (no
coordinates that matter) the log marginal likelihood and its derivatives by the logarithms of variance, length and forgetting.
"""
import sys

import numpy as np
from ray.tune.schedulers.pb2_utils import TV_SquaredExp
from sklearn.gaussian_process import GaussianProcessRegressor

VARIANCE, LENGTH, FORGETTING, NOISE = 1.3, 0.4, 0.3, 0.02
random = np.random.default_rng(11)
points = random.random((14, 3))
values = np.sin(4 * points[:, 1]) * (1 - points[:, 0]) + points[:, 2] + 0.1 * random.standard_normal(14)
values = (values - values.mean()) / values.std()
process = GaussianProcessRegressor(TV_SquaredExp(VARIANCE, LENGTH, FORGETTING), alpha=NOISE, optimizer=None).fit(points, values)
queries = random.random((8, 3))
mean, deviation = process.predict(queries, return_std=True)
evidence, slopes = process.log_marginal_likelihood(process.kernel_.theta, eval_gradient=True)
with open(sys.argv[1], "w") as out:
    for x, y in zip(points, values):
        print("data", *x, y, sep=",", file=out)
    for x, m, s in zip(queries, mean, deviation):
        print("query", *x, m, s, sep=",", file=out)
    print("evidence", 0, 0, 0, evidence, *slopes, sep=",", file=out)
