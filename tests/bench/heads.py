"""Writes what the benchmark of all heads opens.

    heads.py pages BERTVIZ FOLDER TOKENS causal|bidirectional
        attention-lab.html and bertviz.html of the same random attention, each as its own project saves it; BERTVIZ is the
        folder of its source, '' for none
    heads.py npz FILE LAYERS HEADS TOKENS
        causal attention as float16, stored
"""

import sys
import types
from pathlib import Path

import numpy as np

LAYERS, HEADS = 12, 12


class Tensor(np.ndarray):
    """As much of PyTorch's tensor as bertviz' model view uses, beside what NumPy's arrays have."""

    def size(self, axis):
        return self.shape[axis]


class Shown:
    """What IPython shows: it holds its text."""

    def __init__(self, data):
        self.data = data


def random_attention(layers, heads, tokens, is_causal):
    """Gives float32 [L,H,T,T] from a seed: the softmax of normal scores."""
    weights = np.random.default_rng(7).standard_normal((layers, heads, tokens, tokens), dtype=np.float32)
    weights *= 2
    if is_causal:
        weights[..., ~np.tri(tokens, dtype=bool)] = -np.inf
    np.exp(weights, out=weights)
    weights /= weights.sum(-1, keepdims=True)
    return weights


def bertviz_page(source, attention, words):
    """Gives what the model view would save. It imports PyTorch and IPython for a few lines: these have stand-ins here that
    give the same text, so that gigabytes need not be installed."""
    torch, display = types.ModuleType('torch'), types.ModuleType('IPython.display')
    torch.stack = np.stack
    display.HTML = display.Javascript = Shown
    display.display = None
    sys.modules.update({'torch': torch, 'IPython': types.ModuleType('IPython'), 'IPython.display': display})
    sys.path.insert(0, source)
    from bertviz import model_view

    layers = [layer[np.newaxis].view(Tensor) for layer in attention]
    return model_view(layers, words, html_action='return').data


def write_pages(source, folder, tokens, kind):
    import attention_lab

    attention = random_attention(LAYERS, HEADS, int(tokens), kind == 'causal')
    words = [f'token{index}' for index in range(int(tokens))]
    attention_lab.save(Path(folder) / 'attention-lab.html', words, attention)
    if source:
        (Path(folder) / 'bertviz.html').write_text(bertviz_page(source, attention, words), encoding='utf-8')


def write_npz(file, layers, heads, tokens):
    # The same in every layer: what is large need not be slow to make.
    layer = random_attention(1, int(heads), int(tokens), True).astype(np.float16)
    np.savez(file, attentions=np.broadcast_to(layer, (int(layers), *layer.shape[1:])))


{'pages': write_pages, 'npz': write_npz}[sys.argv[1]](*sys.argv[2:])
