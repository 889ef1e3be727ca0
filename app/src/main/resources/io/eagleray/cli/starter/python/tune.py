"""Fits a line to noisy points by gradient descent. Nothing of Eagleray is imported here."""

import random


def prepare():
    """Points around y = 3x - 1."""
    generator = random.Random(1)
    xs = [generator.uniform(-2, 2) for _ in range(200)]
    return [[x, 3 * x - 1 + generator.gauss(0, 0.1)] for x in xs]


def train(points, learning_rate: float, momentum: float):
    """Reports its error after each pass, so that a search can stop what leads nowhere."""
    slope = offset = slope_speed = offset_speed = 0.0
    for _ in range(27):
        slope_gradient = offset_gradient = 0.0
        for x, y in points[:150]:
            off = slope * x + offset - y
            slope_gradient += 2 * off * x / 150
            offset_gradient += 2 * off / 150
        slope_speed = momentum * slope_speed - learning_rate * slope_gradient
        offset_speed = momentum * offset_speed - learning_rate * offset_gradient
        slope += slope_speed
        offset += offset_speed
        yield {"error": error(points[:150], slope, offset), "slope": slope, "offset": offset}


def evaluate(points, tune_results):
    """The error of the best line on points that the search never saw."""
    best = tune_results["best_trial"]
    return error(points[150:], best["slope"], best["offset"])


def error(points, slope, offset):
    total = sum((slope * x + offset - y) ** 2 for x, y in points)
    return min(1e6, (total / len(points)) ** 0.5)
