"""Stand-ins for torch, transformers and safetensors, made with numpy, as far as
examples/hf_transformers.py uses them. Their model has eight words: after each the next one is the
likeliest, and after "six" the end."""

from pathlib import Path

WORDS = ["<end>", "one", "two", "three", "four", "five", "six", "<pad>"]

TORCH = '''
import contextlib
import numpy

class Tensor(numpy.ndarray):
    def cpu(self):
        return self
    def contiguous(self):
        return numpy.ascontiguousarray(self).view(Tensor)

def tensor(numbers, type="<i8"):
    return numpy.array(numbers, type).view(Tensor)

def stack(tensors):
    assert isinstance(tensors, tuple)
    return numpy.stack(tensors).view(Tensor)

inference_mode = contextlib.nullcontext
'''

SAFETENSORS = '''
import json
import struct

def save_file(tensors, filename, metadata=None):
    assert all(isinstance(text, str) for item in metadata.items() for text in item)
    header, data = {"__metadata__": metadata}, b""
    for name, tensor in tensors.items():
        begin, data = len(data), data + tensor.tobytes()
        header[name] = {"dtype": {"<f4": "F32", "<i8": "I64"}[tensor.dtype.str],
                        "shape": list(tensor.shape), "data_offsets": [begin, len(data)]}
    text = json.dumps(header).encode()
    with open(filename, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + data)
'''

TRANSFORMERS = f'''
import json
from types import SimpleNamespace
import numpy
import torch

WORDS = {WORDS!r}

class Output(dict):
    __getattr__ = dict.__getitem__

class Vocabulary:
    def save(self, path):
        with open(path, "w") as file:
            json.dump({{"model": {{"type": "WordLevel", "unk_token": "one",
                                   "vocab": {{w: i for i, w in enumerate(WORDS)}}}}}}, file)

class AutoTokenizer:
    is_fast, eos_token, pad_token, padding_side = True, "<end>", "<pad>", "right"
    backend_tokenizer = Vocabulary()

    @classmethod
    def from_pretrained(cls, name):
        tokenizer = cls()
        tokenizer.is_fast = name != "slow"
        return tokenizer

    def __call__(self, texts, return_tensors, padding=False):
        assert return_tensors == "pt" and isinstance(texts, list)
        ids = [[WORDS.index(word) for word in text.split()] for text in texts]
        longest = max(map(len, ids))
        assert padding or min(map(len, ids)) == longest
        pads = [longest - len(each) for each in ids]
        assert self.padding_side == "left" or not any(pads)
        mask = [[0] * pad + [1] * (longest - pad) for pad in pads]
        return {{"input_ids": torch.tensor([[7] * pad + each for pad, each in zip(pads, ids)]),
                "attention_mask": torch.tensor(mask)}}

def logits_after(ids):
    logits = numpy.zeros((*ids.shape, len(WORDS)), "<f4")
    numpy.put_along_axis(logits, ((ids + 1) % 7)[..., None], 5, -1)
    return logits.view(torch.Tensor)

class AutoModelForCausalLM:
    generation_config = SimpleNamespace(eos_token_id=[0, 99])

    @classmethod
    def from_pretrained(cls, name):
        return cls()

    def eval(self):
        return self

    def __call__(self, ids):
        return SimpleNamespace(logits=logits_after(ids))

    def generate(self, ids, attention_mask, max_new_tokens, do_sample, num_beams,
                 return_dict_in_generate, output_scores, output_logits):
        steps, ended = [], numpy.zeros(len(ids), bool)
        for _ in range(max_new_tokens):
            steps.append(logits_after(ids[:, -1]))
            drawn = numpy.where(ended, 7, steps[-1].argmax(-1))
            ids = numpy.concatenate([ids, drawn[:, None]], 1).view(torch.Tensor)
            ended |= drawn == 0
            if ended.all():
                break
        if output_scores:  # top-k of 1
            steps = [numpy.where(step == 5, step, -numpy.inf).astype("<f4") for step in steps]
        kept = {{"scores": tuple(steps)}} if output_scores else {{}}
        kept.update({{"logits": tuple(steps)}} if output_logits else {{}})
        return Output(sequences=ids, **kept)
'''


def write(folder, missing=None):
    """Writes the modules; importing the missing one fails."""
    folder = Path(folder)
    (folder / "safetensors").mkdir()
    files = {"torch": (folder / "torch.py", TORCH),
             "safetensors": (folder / "safetensors" / "__init__.py", ""),
             "safetensors.torch": (folder / "safetensors" / "torch.py", SAFETENSORS),
             "transformers": (folder / "transformers.py", TRANSFORMERS)}
    for name, (path, text) in files.items():
        if name == missing:
            text = f"raise ModuleNotFoundError('No module named {name}', name='{name}')"
        path.write_text(text, encoding="utf-8")
