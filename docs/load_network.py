"""Loads a network that Scorefield has trained, with NumPy alone, and prints its score at points.

    python3 docs/load_network.py network.safetensors 0.2 < points.txt

reads the noise level from the command line and points, d numbers each, from the input; prints a score in each line.
"""

import json
import struct
import sys

import numpy as np


def load(path):
    """The arrays and the metadata of a safetensors file: a length, a JSON header, the numbers."""
    with open(path, "rb") as file:
        (length,) = struct.unpack("<Q", file.read(8))
        header = json.loads(file.read(length))
        body = file.read()
    metadata = header.pop("__metadata__")
    arrays = {}
    for name, entry in header.items():
        begin, end = entry["data_offsets"]
        arrays[name] = np.frombuffer(body[begin:end], "<f4").reshape(entry["shape"]).astype(float)
    return arrays, metadata


ACTIVATIONS = {
    "tanh": np.tanh,
    "softplus": lambda a: np.logaddexp(a, 0),
    "silu": lambda a: a / (1 + np.exp(-a)),
}


def score(arrays, metadata, x, sigma):
    """The score [n, d] at points [n, d] at noise level sigma."""
    if metadata["model"] == "linear":
        return -arrays["linear.a"] * (x - arrays["linear.b"])
    bend = ACTIVATIONS[metadata["activation"]]
    depth = len(arrays) // 2
    h = x
    if metadata["conditional"] == "true":
        h = np.hstack([x, np.full((len(x), 1), np.log(sigma))])
    for layer in range(depth):
        h = h @ arrays[f"layers.{layer}.weight"] + arrays[f"layers.{layer}.bias"]
        if layer < depth - 1:
            h = bend(h)
    # What comes out is the score itself, or the noise, or the place without noise.
    return {"score": h, "noise": -h / sigma, "denoiser": (h - x) / sigma**2}[metadata["parametrisation"]]


if __name__ == "__main__":
    tensors, told = load(sys.argv[1])
    dimension = len(tensors["linear.b"]) if told["model"] == "linear" else len(tensors[f"layers.{len(tensors) // 2 - 1}.bias"])
    places = np.array(sys.stdin.read().split(), dtype=float).reshape(-1, dimension)
    for row in score(tensors, told, places, float(sys.argv[2])):
        print(*(f"{value:.17g}" for value in row))
