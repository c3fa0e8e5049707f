"""Shows the attention of a whole model in a notebook or on a page.

    import attention_lab
    attention_lab.show(tokens, model(**inputs, output_attentions=True))     # in a notebook
    attention_lab.save('heads.html', tokens, outputs)                       # a page of its own
    attention_lab.figure(['I', 'like', 'tea'], weights, caption='One head') # a single matrix

It needs NumPy alone. Tensors of PyTorch, TensorFlow and JAX are taken as they come. The pictures are drawn by the custom
elements <attention-heads> and <attention-figure>, whose scripts lie beside this file; see README.md.

In shapes, L is layers, B batch, H heads, Tq queries and Tk keys: row i of a matrix [Tq,Tk] is what query i attends to.
"""

from __future__ import annotations

import base64
import gzip
import html
import json
import os
import re
import warnings
from pathlib import Path
from typing import Any, Dict, List, Mapping, NoReturn, Optional, Sequence, Tuple, Type, Union

import numpy as np

__all__ = ['Display', 'figure', 'save', 'show']

PathLike = Union[str, 'os.PathLike[str]']

# The argument for each kind of attention, as the outputs of Hugging Face's models name them too.
_ARGUMENTS = {
    'self': 'attentions', 'encoder': 'encoder_attentions', 'decoder': 'decoder_attentions', 'cross': 'cross_attentions'}

_VIEWS = ('grid', 'head', 'links', 'token')
_THEMES = ('light', 'dark')
_DTYPES = {'float16': '<f2', 'float32': '<f4'}
# What one layer may be, by rank.
_LAYER_SHAPES = {4: '[B,H,Tq,Tk]', 3: '[H,Tq,Tk]', 2: '[Tq,Tk]'}

# The sum of a row in bfloat16 differs from 1 by less than this.
_SUM_TOLERANCE = 0.02

_FIGURE_ATTRIBUTES = frozenset((
    'view', 'shows', 'tokens', 'query-tokens', 'queries', 'keys', 'values', 'weights', 'score', 'normalizer', 'temperature',
    'scale', 'softcap', 'local-focus', 'sinks', 'causal', 'window', 'mask', 'compare', 'head', 'cell', 'domain', 'caption',
    'label', 'controls', 'theme', 'link-base', 'lang', 'dir'))

# What a reader is told in an old browser, and where a frame is removed; in English and in Chinese.
_NEEDS = ('This figure needs JavaScript and a browser of 2023 or later.', '这张图需要 JavaScript 和 2023 年以后的浏览器。')
_TRUST = ('Trust this notebook, or run this cell, to see the figure.', '请信任这个笔记本，或者运行这个单元格，就能看到这张图。')

# The page has all that it shows, and may ask for nothing else.
_POLICY = (
    "default-src 'none'; script-src 'unsafe-inline' 'wasm-unsafe-eval'; style-src 'unsafe-inline'; img-src data: blob:; "
    "font-src data:; connect-src data: blob:; worker-src blob:; form-action 'none'; base-uri 'none'"
)

_STYLE = 'body { margin: 1rem } attention-heads, attention-figure { margin: 0 }'

# In a frame the page takes after what is around it: a notebook's theme is its own, whatever the system's is. Where the
# schemes are the same, a frame is transparent.
_LOADER = """
const frame = window.frameElement;
if (frame) {
  const { color, colorScheme } = getComputedStyle(frame);
  const isDark = color.match(/[\\d.]+/g).slice(0, 3).reduce((sum, part) => sum + Number(part), 0) > 382;
  const element = document.querySelector('attention-heads, attention-figure');
  if (!element.hasAttribute('theme')) element.setAttribute('theme', isDark ? 'dark' : 'light');
  document.documentElement.style.colorScheme = colorScheme;
  document.body.style.margin = 0;
}
async function unpacked(text) {
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))).text();
}
const needs = document.getElementById('needs');
needs.hidden = 'DecompressionStream' in window;
if (needs.hidden) {
  unpacked(document.getElementById('packed').textContent).then((text) => {
    document.head.append(Object.assign(document.createElement('script'), { textContent: text }));
  });
}
"""

# The frame becomes as high as its content.
_FITTING = """
if (frame) {
  const page = document.documentElement;
  new ResizeObserver(() => { frame.style.height = `${Math.ceil(page.getBoundingClientRect().height)}px`; }).observe(page);
}
"""


def show(
    tokens: Optional[Sequence[str]], attentions: Any = None, *, cross_attentions: Any = None, encoder_attentions: Any = None,
    decoder_attentions: Any = None, keys: Optional[Sequence[str]] = None, batch: Optional[int] = None,
    caption: Optional[str] = None, lang: Optional[str] = None, theme: Optional[str] = None, view: Optional[str] = None,
    layer: Optional[int] = None, head: Optional[int] = None, dtype: str = 'float16', height: Optional[int] = None,
    script: Optional[PathLike] = None,
) -> Display:
    """Shows all layers and heads. In a notebook, this as the last line of a cell is the picture.

    tokens: one for each query, or None: those of a file, or numbers. With an encoder, these are the decoder's.
    attentions: what a model gives, in any of these forms:
        outputs of a Hugging Face model, or of `generate` (then leave the last token out: nothing was computed from it)
        a tuple or list with an array for each layer: [B,H,Tq,Tk], [H,Tq,Tk] or [Tq,Tk]
        a tuple with a tuple of layers for each step of `generate`: [B,H,T,T] first, then [B,H,1,T+1], [B,H,1,T+2] ...
        one array: [L,B,H,Tq,Tk], [L,H,Tq,Tk] (with `batch`: one layer [B,H,Tq,Tk]), [H,Tq,Tk] or [Tq,Tk]
        TransformerLens' cache, or any mapping with names such as 'blocks.0.attn.hook_pattern'
        the path of an .npz file with such arrays, as `npx attention-lab model` writes it: its tokens are taken too
    cross_attentions, encoder_attentions, decoder_attentions: the same for the parts of an encoder-decoder. Whole outputs
        have them in.
    keys: the tokens of the keys, where they are not those of the queries: with an encoder, the encoder's.
    batch: which sequence of a batch, from 0. It may be left out where there is one only.
    view: 'grid' (all heads), 'head', 'links' or 'token'; layer, head: the chosen one, from 0.
    caption: a line below. lang: 'en' or 'zh'. theme: 'light' or 'dark'; None: as the notebook is.
    dtype: 'float16' rounds weights to 11 bits (below 6e-5, to steps of 6e-8); 'float32' keeps them, at twice the size.
    height: of the output, in pixels; None: as high as the content.
    script: attention-heads.iife.js or its folder; None: the variable ATTENTION_LAB_SCRIPT, or the folder of this file.

    Raises ValueError or TypeError with the argument, what was expected and what came; FileNotFoundError without the script.
    Warns of rows that do not sum to 1 and of NaN and infinity, which are shown as they are.
    """
    if dtype not in tuple(_DTYPES):
        _refuse('dtype', 'float16 or float32', dtype)
    if isinstance(attentions, (str, os.PathLike)):
        attentions, words = _from_file(attentions)
        tokens = words['tokens'] if tokens is None else tokens
        keys = words['keys'] if keys is None else keys
    given = _by_kind(
        {'self': attentions, 'encoder': encoder_attentions, 'decoder': decoder_attentions, 'cross': cross_attentions})
    arrays = {kind: _layers(_ARGUMENTS[kind], value, batch) for kind, value in given.items()}
    labels = _labels(arrays, {'tokens': _words('tokens', tokens), 'keys': _words('keys', keys)})
    for kind, array in arrays.items():
        _warn_of_odd_rows(_ARGUMENTS[kind], array)
    sets: List[Dict[str, Any]] = [
        {'kind': kind, **labels[kind], **_packed_array(kind, array, dtype)} for kind, array in arrays.items()]
    data = {'format': 'attention-heads', 'version': 1, 'attentions': sets}
    attributes = {
        'view': _one_of('view', view, _VIEWS),
        'layer': _index('layer', layer, min(array.shape[0] for array in arrays.values())),
        'head': _index('head', head, min(array.shape[1] for array in arrays.values())),
        'lang': _one_of('lang', lang, ('en', 'zh')),
        'theme': _one_of('theme', theme, _THEMES),
        'caption': _text('caption', caption),
    }
    # No text in the data can end the script that it stands in.
    content = json.dumps(data, separators=(',', ':')).replace('<', '\\u003c')
    summary = '; '.join(f'{kind} attention {_shape(array)}' for kind, array in arrays.items())
    return Display(
        'attention-heads', attributes, f'<script type="application/json">{content}</script>', summary, height, script)


def save(path: PathLike, tokens: Optional[Sequence[str]], attentions: Any = None, **options: Any) -> Path:
    """Writes one self-contained page. Takes what `show` takes, raises what it raises, and gives the path."""
    return show(tokens, attentions, **options).save(path)


def figure(
    tokens: Union[str, Sequence[str], None] = None, weights: Any = None, *, height: Optional[int] = None,
    script: Optional[PathLike] = None, **attributes: Any,
) -> Display:
    """Shows a single <attention-figure>. `figure(...).tag` is its tag, for a page that has the script.

    tokens: one for each key, or a sentence.
    weights: [Tq,Tk], [H,Tq,Tk] or [Tk]. Without them, give queries and keys, [T,D] or [H,T,D]; values too, if you like.
    attributes: those of the element, with _ for -: query_tokens=..., score='cosine', causal=True. Arrays become text with
        seven digits. None: left out.
    height, script: as for `show`; the script is attention-figure.iife.js.

    Raises TypeError for an attribute that the element does not have, and for a value that cannot be written. Other faults
    are told by the figure itself.
    """
    given: Dict[str, Any] = {'tokens': tokens, 'weights': weights}
    given.update((name.replace('_', '-'), value) for name, value in attributes.items())
    for name in given:
        if name not in _FIGURE_ATTRIBUTES:
            _refuse(name, f'an attribute of the figure ({", ".join(sorted(_FIGURE_ATTRIBUTES))})', name, TypeError)
    texts = {name: _attribute_text(name, value) for name, value in given.items() if value is not None}
    return Display('attention-figure', texts, '', 'attention-figure', height, script)


class Display:
    """A picture that a notebook shows. `tag` is the element alone, `page()` a whole page with all that it needs."""

    def __init__(
        self, element: str, attributes: Mapping[str, Any], content: str, summary: str,
        height: Optional[int], script: Optional[PathLike],
    ) -> None:
        """Takes the element's name, its attributes (None: left out), the HTML in it, and a line that stands for it in text."""
        if height is not None and (not _is_integer(height) or height < 1):
            _refuse('height', 'a whole number of pixels above 0', height)
        given = ''.join(f' {name}="{html.escape(str(value))}"' for name, value in attributes.items() if value is not None)
        self.tag = f'<{element}{given}>{content}</{element}>'
        self._title = html.escape(attributes.get('caption') or 'Attention')
        self._theme = attributes.get('theme')
        self._is_chinese = (attributes.get('lang') or '').lower().startswith('zh')
        self._summary = summary
        self._height = height
        self._script = _packed_script(element, script)

    def page(self) -> str:
        """Gives the page as HTML. Its own policy forbids every request."""
        language = 'zh-CN' if self._is_chinese else 'en'
        schemes = self._theme if self._theme in _THEMES else 'light dark'
        return '\n'.join([
            f'<!doctype html><html lang="{language}"><meta charset="utf-8"><title>{self._title}</title>',
            f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
            f'<meta name="viewport" content="width=device-width"><meta name="color-scheme" content="{schemes}">',
            f'<style>{_STYLE}</style><body>',
            self.tag,
            f'<p id="needs">{_NEEDS[self._is_chinese]}</p>',
            f'<script type="application/gzip" id="packed">{self._script}</script>',
            f'<script>{_LOADER}{"" if self._height else _FITTING}</script>',
        ])

    def save(self, path: PathLike) -> Path:
        """Writes the page to a file, and gives its path."""
        file = Path(path)
        file.write_text(self.page(), encoding='utf-8')
        return file

    def _repr_html_(self) -> str:
        # A page in a frame: it needs nothing of the notebook, meets nothing of other outputs, and its scripts run where those
        # of an output's own HTML would not. What removes frames from a notebook that is not trusted leaves their text.
        style = f'width:100%;height:{self._height or 420}px;border:0'
        words = _TRUST[self._is_chinese]
        return f'<iframe srcdoc="{html.escape(self.page())}" title="{self._title}" style="{style}">{words}</iframe>'

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> Dict[str, str]:
        return {'text/html': self._repr_html_(), 'text/plain': repr(self)}

    def __repr__(self) -> str:
        return f'<{self._summary}, {len(self.page()) / 1000:.0f} kB>'


def _by_kind(given: Dict[str, Any]) -> Dict[str, Any]:
    """Takes apart whole outputs and caches. Gives what is there: at least one kind."""
    whole = given['self']
    found = {} if whole is None or _is_sequence(whole) or hasattr(whole, 'shape') else _taken_apart(whole)
    if found:
        for kind in found:
            if kind != 'self' and given[kind] is not None:
                _refuse(_ARGUMENTS[kind], 'None, since attentions has them', 'another')
        given = {**given, 'self': None, **found}
    present = {kind: value for kind, value in given.items() if value is not None}
    if not present:
        _refuse('attentions', 'an array, a list of them, or the outputs of a model', None, TypeError)
    return present


def _from_file(path: PathLike) -> Tuple[Dict[str, Any], Dict[str, Optional[List[str]]]]:
    """Gives the attentions of an .npz file by their names, and the tokens of queries and keys where it has them."""
    if Path(path).suffix != '.npz':
        _refuse('attentions', 'the path of an .npz file', path)
    with np.load(path) as file:
        arrays = {name: file[name] for name in file.files}

    def words(*names: str) -> Optional[List[str]]:
        return next((arrays[name].tolist() for name in names if name in arrays), None)

    if _ARGUMENTS['cross'] in arrays:
        return arrays, {'tokens': words('decoder_tokens', 'tokens'), 'keys': words('encoder_tokens', 'keys')}
    return arrays, {'tokens': words('tokens', 'encoder_tokens', 'decoder_tokens'), 'keys': words('keys')}


def _taken_apart(whole: Any) -> Dict[str, Any]:
    """Gives the attentions of a model's outputs, or of a mapping with one array for each layer, by kind."""
    read = whole.get if isinstance(whole, Mapping) else lambda name: getattr(whole, name, None)
    found = {kind: read(name) for kind, name in _ARGUMENTS.items()}
    found = {kind: value for kind, value in found.items() if value is not None and not (_is_sequence(value) and not value)}
    names = [name for name in whole.keys() if isinstance(name, str)] if hasattr(whole, 'keys') else []
    found = found or _patterns({name: whole[name] for name in names if name.endswith('pattern')})
    if not found:
        _refuse(
            'attentions', "outputs with attentions (load the model with attn_implementation='eager', and call it with "
            "output_attentions=True), or a cache with names such as 'blocks.0.attn.hook_pattern'",
            f'{type(whole).__name__} with {", ".join(names[:8]) or "no such name"}', TypeError)
    return found


def _patterns(cache: Dict[str, Any]) -> Dict[str, Any]:
    """Gives the layers of a cache in order, by kind. Names have the number of the layer."""
    found: Dict[str, Dict[int, Any]] = {}
    for name, value in cache.items():
        numbers = re.findall(r'\d+', name)
        if len(numbers) != 1:
            _refuse('attentions', 'names with the number of a layer, such as blocks.0.attn.hook_pattern', name)
        kind = 'cross' if 'cross' in name else name.split('.')[0]
        layers = found.setdefault(kind if kind in _ARGUMENTS else 'self', {})
        if int(numbers[0]) in layers:
            _refuse('attentions', f'one name for layer {numbers[0]}', f'{name} besides another')
        layers[int(numbers[0])] = value
    for layers in found.values():
        if sorted(layers) != list(range(len(layers))):
            _refuse('attentions', f'all layers from 0 to {max(layers)}', f'layers {", ".join(map(str, sorted(layers)))}')
    return {kind: [layers[number] for number in sorted(layers)] for kind, layers in found.items()}


def _layers(name: str, value: Any, batch: Optional[int]) -> np.ndarray:
    """Gives float32 [L,H,Tq,Tk] from any form that `show` describes."""
    if _is_sequence(value) and not _holds_numbers(value):
        if len(value) > 0 and _is_sequence(value[0]) and not _holds_numbers(value[0]):
            array = _joined_steps(name, value, batch)
        else:
            array = _stacked(name, [_matrices(f'{name}[{place}]', layer, batch) for place, layer in enumerate(value)])
    else:
        array = _array(name, value)
        if array.ndim == 5:
            array = _stacked(name, [_matrices(name, layer, batch) for layer in array])
        elif array.ndim != 4 or batch is not None:
            array = _matrices(name, array, batch)[np.newaxis]
    if array.size == 0:
        _refuse(name, 'at least one layer, head, query and key', _shape(array))
    return array


def _joined_steps(name: str, steps: Sequence[Any], batch: Optional[int]) -> np.ndarray:
    """Joins what `generate` gives for each step: [L,H,Tq,Tk] whose rows are those of all steps, in order.

    Each step sees the keys of the one before and its own: earlier rows end with zeros. Keys of an encoder stay the same.
    """
    parts: List[np.ndarray] = []
    for number, step in enumerate(steps):
        place = f'{name}[{number}]'
        if not _is_sequence(step):
            _refuse(place, 'a tuple of layers, as the steps before', step, TypeError)
        part = _stacked(place, [_matrices(f'{place}[{layer}]', value, batch, (4,)) for layer, value in enumerate(step)])
        if parts:
            before = parts[-1].shape
            keys = before[3] + (0 if name == _ARGUMENTS['cross'] else part.shape[2])
            if part.shape[:2] != before[:2] or part.shape[3] != keys:
                _refuse(place, f'layers, heads and keys {before[0]}, {before[1]}, {keys} after the step before', _shape(part))
        parts.append(part)
    keys = parts[-1].shape[3]
    return np.concatenate([np.pad(part, ((0, 0), (0, 0), (0, 0), (0, keys - part.shape[3]))) for part in parts], axis=2)


def _stacked(name: str, parts: Sequence[np.ndarray]) -> np.ndarray:
    if not parts:
        _refuse(name, 'at least one layer', 'none')
    for place, part in enumerate(parts):
        if part.shape != parts[0].shape:
            _refuse(f'{name}[{place}]', f'heads, queries and keys {_shape(parts[0])}, as {name}[0] has', _shape(part))
    return np.stack(parts)


def _matrices(name: str, value: Any, batch: Optional[int], ranks: Sequence[int] = tuple(_LAYER_SHAPES)) -> np.ndarray:
    """Gives one layer as [H,Tq,Tk], from [B,H,Tq,Tk], [H,Tq,Tk] or [Tq,Tk]."""
    array = _array(name, value)
    if array.ndim not in ranks:
        _refuse(name, ' or '.join(_LAYER_SHAPES[rank] for rank in ranks), _shape(array))
    if array.ndim == 4:
        if batch is None and array.shape[0] != 1:
            _refuse('batch', f'0 to {array.shape[0] - 1}, one of the sequences of {name} {_shape(array)}', None)
        return array[_index('batch', batch, array.shape[0]) or 0]
    if batch is not None:
        _refuse('batch', f'None, since {name} {_shape(array)} has no batch', batch)
    return array if array.ndim == 3 else array[np.newaxis]


def _array(name: str, value: Any) -> np.ndarray:
    """Gives a tensor of any library, or nested lists of numbers, as float32."""
    if value is None:
        _refuse(
            name, "an array (a model gives None where its attention is computed without weights: load it with "
            "attn_implementation='eager')", None, TypeError)
    try:
        array = _numpy(value)
        if array.dtype.kind in 'cOSUmM':  # V is not among them: the bfloat16 of JAX and TensorFlow is of that kind.
            raise TypeError
        with np.errstate(over='ignore'):
            return array.astype(np.float32)
    except (TypeError, ValueError):
        _refuse(name, 'an array of numbers', value, TypeError)


def _numpy(value: Any) -> np.ndarray:
    # A tensor of PyTorch must leave the graph and the device; NumPy does not know its bfloat16. Others lack such methods.
    for step in ('detach', 'float', 'cpu', 'numpy'):
        method = getattr(value, step, None)
        if callable(method):
            value = method()
    return np.asarray(value)


def _labels(arrays: Dict[str, np.ndarray], words: Dict[str, Optional[List[str]]]) -> Dict[str, Dict[str, List[str]]]:
    """Gives the words of the queries and keys of each kind; none where none are given at all."""
    has_keys, has_encoder = words['keys'] is not None, 'encoder' in arrays or 'cross' in arrays
    # Which of the arguments has the words. With an encoder, its words are in keys.
    own = ('tokens', 'keys' if has_keys and not has_encoder else 'tokens')
    encoder = ('keys', 'keys') if has_keys or len(arrays) > 1 else ('tokens', 'tokens')
    sources = {'self': own, 'decoder': own, 'encoder': encoder, 'cross': ('tokens', 'keys')}
    labels: Dict[str, Dict[str, List[str]]] = {}
    for kind, array in arrays.items():
        labels[kind] = {}
        if words['tokens'] is None and not has_keys:
            continue
        for side, source, count in reversed(list(zip(('queries', 'keys'), sources[kind], array.shape[2:]))):
            found = words[source]
            if found is None or len(found) != count:
                got = None if found is None else str(len(found))
                if source == 'tokens' and got == str(count + 1):
                    got += '; of a text that generate wrote, leave out the last: tokens[:-1]'
                _refuse(source, f'{count} for the {count} {side} of {_ARGUMENTS[kind]} {_shape(array)}', got)
            labels[kind][side] = found
    return labels


def _packed_array(kind: str, array: np.ndarray, dtype: str) -> Dict[str, Any]:
    """Gives [L,H,Tq,Tk] as the element reads it."""
    with np.errstate(over='ignore'):
        numbers = array.astype(_DTYPES[dtype])
    if np.isinf(numbers).sum() > np.isinf(array).sum():
        _refuse('dtype', f'float32, since {_ARGUMENTS[kind]} has numbers beyond the 65504 of float16', dtype)
    return {'shape': list(array.shape), 'dtype': dtype, 'encoding': 'gzip', 'data': _packed(numbers.tobytes())}


def _packed(data: bytes) -> str:
    return base64.b64encode(gzip.compress(data, 9, mtime=0)).decode('ascii')


def _packed_script(element: str, script: Optional[PathLike]) -> str:
    name = f'{element}.iife.js'
    place = Path(script or os.environ.get('ATTENTION_LAB_SCRIPT') or Path(__file__).resolve().parent)
    file = place / name if place.is_dir() else place
    if not file.is_file():
        raise FileNotFoundError(
            f'script: expected {name} beside attention_lab.py, or named by script= or ATTENTION_LAB_SCRIPT, got no {file}')
    text = file.read_bytes()
    if element.encode() not in text:
        _refuse('script', f'a file that defines <{element}>', str(file))
    return _packed(text)


def _warn_of_odd_rows(name: str, array: np.ndarray) -> None:
    """Warns of what attention does not have. It is shown all the same: to see it is why one looks."""
    bad = int(np.count_nonzero(~np.isfinite(array)))
    if bad > 0:
        warnings.warn(f'{name}: {bad} of {array.size} weights are NaN or infinite, and are shown as they are', stacklevel=3)
    with np.errstate(invalid='ignore'):
        sums = array.sum(axis=-1, dtype=np.float64)
        odd = np.abs(sums - 1) > _SUM_TOLERANCE
    if odd.any():
        layer, head, row = np.argwhere(odd)[0]
        warnings.warn(
            f'{name}: {np.count_nonzero(odd)} of {odd.size} rows do not sum to 1, and are shown as they are; the first: '
            f'{sums[layer, head, row]:.4g} in layer {layer}, head {head}, query {row}', stacklevel=3)


def _words(name: str, words: Optional[Sequence[str]]) -> Optional[List[str]]:
    if words is None:
        return None
    if isinstance(words, str) or not hasattr(words, '__iter__'):
        _refuse(name, 'a list of strings', words, TypeError)
    listed = list(words)
    for place, word in enumerate(listed):
        if not isinstance(word, str):
            _refuse(f'{name}[{place}]', 'a string (tokenizer.convert_ids_to_tokens makes them)', word, TypeError)
    return [str(word) for word in listed]


def _attribute_text(name: str, value: Any) -> str:
    def plain(part: Any) -> Any:
        array = _numpy(part)
        is_float = array.dtype.kind not in 'biuUO'
        return np.char.mod('%.7g', _array(name, array)).astype(float).tolist() if is_float else array.tolist()

    try:
        return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=plain)
    except (TypeError, ValueError):
        _refuse(name, 'text, numbers or arrays of them', value, TypeError)


def _index(name: str, value: Optional[int], count: int) -> Optional[int]:
    if value is not None and (not _is_integer(value) or not 0 <= value < count):
        _refuse(name, f'a whole number from 0 to {count - 1}', value)
    return value


def _one_of(name: str, value: Optional[str], names: Sequence[str]) -> Optional[str]:
    if value is not None and value not in names:
        _refuse(name, ' or '.join(names), value)
    return value


def _text(name: str, value: Optional[str]) -> Optional[str]:
    if value is not None and not isinstance(value, str):
        _refuse(name, 'a string', value, TypeError)
    return value


def _is_integer(value: Any) -> bool:
    return isinstance(value, (int, np.integer)) and not isinstance(value, bool)


def _is_sequence(value: Any) -> bool:
    return isinstance(value, (list, tuple))


def _holds_numbers(value: Any) -> bool:
    while _is_sequence(value) and len(value) > 0:
        value = value[0]
    return isinstance(value, (int, float, np.number))


def _shape(array: Any) -> str:
    return f'[{",".join(map(str, array.shape))}]'


def _refuse(name: str, expected: str, got: Any, error: Type[Exception] = ValueError) -> NoReturn:
    """Raises an error. `got` is a value, or words where a value says too little."""
    if hasattr(got, 'shape'):
        got = f'{type(got).__name__} {_shape(got)}'
    elif not isinstance(got, (str, int, float, type(None))):
        got = type(got).__name__
    raise error(f'{name}: expected {expected}, got {got}') from None
