#!/usr/bin/env python3
"""Logistic regression on points of two classes; needs nothing but Python. Knows nothing of Eagleray:
it takes flags, and prints one JSON line after each epoch."""

import argparse
import json
import math
import random

parser = argparse.ArgumentParser()
parser.add_argument("--rate", type=float, default=0.1)
parser.add_argument("--optimizer", choices=["sgd", "momentum"], default="sgd")
parser.add_argument("--momentum", type=float, default=0.0)
parser.add_argument("--decay", type=float, default=0.0)
parser.add_argument("--batch", type=int, default=16)
parser.add_argument("--epochs", type=int, default=9)
given = parser.parse_args()


def points(count, draw):
    """Two clouds that overlap, told apart by a slanted line."""
    for _ in range(count):
        label = draw.random() < 0.5
        shift = 0.8 if label else -0.8
        yield [draw.gauss(shift, 1), draw.gauss(-0.5 * shift, 1.5), draw.gauss(0, 1), 1.0], label


def probability(weights, row):
    score = sum(w * x for w, x in zip(weights, row))
    return 1 / (1 + math.exp(-max(-30, min(30, score))))


def loss(weights, data):
    total = 0.0
    for row, label in data:
        p = min(1 - 1e-9, max(1e-9, probability(weights, row)))
        total -= math.log(p if label else 1 - p)
    return total / len(data)


draw = random.Random(1)
train, test = list(points(300, draw)), list(points(200, draw))
weights, speed = [0.0] * 4, [0.0] * 4
for epoch in range(given.epochs):
    draw.shuffle(train)
    for at in range(0, len(train), given.batch):
        batch = train[at : at + given.batch]
        for d in range(4):
            slope = sum((probability(weights, row) - label) * row[d] for row, label in batch) / len(batch)
            speed[d] = given.momentum * speed[d] - given.rate * (slope + given.decay * weights[d])
        weights = [w + v for w, v in zip(weights, speed)]
    print(json.dumps({"loss": loss(weights, test), "epoch": epoch + 1}))
