#!/usr/bin/env python3
"""Writes the raw logits of a model of Hugging Face transformers to a file that logprobs reads.

    hf_transformers.py generate MODEL PROMPT...    what the model answers to each prompt
    hf_transformers.py forward MODEL TEXT          how probable a given text is to the model

Prompts are taken as they are: for a chat model, write them with the template of its tokenizer
(apply_chat_template). Needs torch, transformers 4.38 or newer and safetensors. IT WAS NOT RUN WITH
THEM: there was no model where it was written, and its tests put stand-ins into their place.
Exit status: 0; 1 a library is missing, or the model's tokenizer has no tokenizer.json; 2 usage.
"""

import argparse
import shlex
import sys
from pathlib import Path

try:
    import torch
    from safetensors.torch import save_file
    from transformers import AutoModelForCausalLM, AutoTokenizer
    MISSING = None
except ImportError as error:
    MISSING = error.name or error


def generate(model, tokenizer, options):
    """Scores are a tuple of steps, each of shape [batch, vocabulary]; sequences have shape [batch,
    prompt + steps], with padding before short prompts and after short answers."""
    tokenizer.padding_side = "left"
    tokenizer.pad_token = tokenizer.pad_token or tokenizer.eos_token
    prompts = tokenizer(options.texts, return_tensors="pt", padding=len(options.texts) > 1)
    mask = prompts["attention_mask"]
    done = model.generate(prompts["input_ids"], attention_mask=mask, max_new_tokens=options.tokens,
                          do_sample=True, num_beams=1, return_dict_in_generate=True,
                          output_scores=options.scores, output_logits=not options.scores)
    kind = "scores" if options.scores else "logits"
    return {kind: torch.stack(done[kind]), "sequences": done.sequences, "attention_mask": mask}


def forward(model, tokenizer, options):
    """Logits have shape [1, length, vocabulary]: those at a token say what may follow it."""
    ids = tokenizer(options.texts, return_tensors="pt")["input_ids"]
    return {"logits": model(ids).logits, "input_ids": ids}


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    commands = parser.add_subparsers(dest="command", required=True)
    answers = commands.add_parser("generate", help="draw an answer to each prompt")
    answers.add_argument("model", metavar="MODEL", help="a name on the Hub, or a folder")
    answers.add_argument("texts", metavar="PROMPT", nargs="+")
    answers.add_argument("--tokens", metavar="N", type=int, default=50, help="at most (50)")
    answers.add_argument("--scores", action="store_true", help="what temperature, top-k and top-p "
                         "left of the logits (output_scores), not the model's own (output_logits)")
    text = commands.add_parser("forward", help="look at a text that is there")
    text.add_argument("model", metavar="MODEL")
    text.add_argument("texts", metavar="TEXT", nargs=1)
    for command, work in ((answers, generate), (text, forward)):
        command.add_argument("-o", "--output", metavar="FILE", type=Path,
                             default=Path("logits.safetensors"), help="(logits.safetensors)")
        command.set_defaults(work=work)
    return parser.parse_args()


def main():
    options = parse_arguments()
    if MISSING:
        return (f"hf_transformers.py: there is no {MISSING}; this needs torch, transformers and "
                "safetensors (pip install torch transformers safetensors)")
    tokenizer = AutoTokenizer.from_pretrained(options.model)
    if not tokenizer.is_fast:
        return f"hf_transformers.py: the tokenizer of {options.model} has no tokenizer.json"
    model = AutoModelForCausalLM.from_pretrained(options.model).eval()
    with torch.inference_mode():
        tensors = options.work(model, tokenizer, options)
    # All metadata are text. An end token, or a list of them, is where padding begins.
    metadata = {"model": options.model, "eos_token_id": str(model.generation_config.eos_token_id)}
    save_file({name: tensor.cpu().contiguous() for name, tensor in tensors.items()},
              options.output, metadata=metadata)
    texts = options.output.with_name("tokenizer.json")
    tokenizer.backend_tokenizer.save(str(texts))
    print(f"logprobs -r {shlex.quote(str(options.output))} --tokenizer {shlex.quote(str(texts))}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
