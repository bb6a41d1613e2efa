"""A trained model as a folder that CTranslate2 reads: its own format, the sentencepiece models, and how to use both.

CTranslate2 (https://github.com/OpenNMT/CTranslate2) translates without PyTorch, on CPUs and GPUs, in float32 or int8.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nmt.decoding.translator import Translator
from nmt.errors import RunError
from nmt.export.ctranslate2_spec import build_spec
from nmt.export.folders import replaced_folder
from nmt.model.transformer import Transformer
from nmt.run import RunDirectory, read_json, write_json
from nmt.tokenizer import Tokenizer

# Of the folder; a run's own export is made again when it changes.
EXPORT_VERSION = 1
QUANTIZATIONS = ("float32", "float16", "int8")
NO_PENALTY = 1e-9  # for a length penalty of 0, at which CTranslate2 would end its search by another rule


@dataclass(frozen=True, slots=True)
class ReadableAttention:
    """Which cross-attention `return_attention` gives, and what was measured of it. All None where nothing was."""

    layer: int | None = None
    hits: float | None = None  # share of its weight on the linked source tokens of the validation pairs
    aer: float | None = None  # against gold links of `aer_split`
    aer_split: str | None = None


def import_ctranslate2() -> Any:
    """The `ctranslate2` module. Raises RunError if it is not installed; the message says how to."""
    try:
        import ctranslate2
    except ImportError as error:
        raise RunError(
            f"ctranslate2 is not installed, or cannot be loaded ({error}); "
            "install nmt[export] (pip install ctranslate2)"
        ) from None
    return ctranslate2


def fingerprint_run(run: RunDirectory, quantization: str) -> str:
    """SHA-256 of all that an export is made of.

    Raises:
        RunError: a file of the run cannot be read.
    """
    digest = hashlib.sha256(f"{EXPORT_VERSION} {quantization}".encode())
    try:
        for path in (run.config_path, run.weights_path, *sorted(run.tokenizer_dir.glob("*.model"))):
            digest.update(f"\0{path.name}\0".encode() + path.read_bytes())
    except OSError as error:
        raise RunError(f"{error.filename}: cannot be read: {error.strerror or error}") from error
    return digest.hexdigest()


def is_export_of(folder: Path, fingerprint: str) -> bool:
    """Whether the folder holds a whole export that was made of this."""
    try:
        return bool(read_json(folder / "export.json").get("fingerprint") == fingerprint)  # written last
    except RunError:
        return False


def describe_search(length_penalty: float, limit: int) -> dict[str, float]:
    """Options of `translate_batch` that make CTranslate2 search as we do; `beam_size` is spelled alike.

    Both divide by length ** penalty, the end mark counted, and both end with `beam_size` finished hypotheses. Without a
    penalty CTranslate2 ends when the best hypothesis is finished, and not before.

    Args:
        limit: how many tokens the translation may have, its end counted.
    """
    return {
        "length_penalty": length_penalty or NO_PENALTY,
        "max_decoding_length": limit,
        "min_decoding_length": 0,  # 1 by default: never an empty translation
    }


def export_model(
    translator: Translator, folder: Path, fingerprint: str, quantization: str, attention: ReadableAttention
) -> None:
    """Writes model, vocabularies, sentencepiece models, export.json and a README; an older export is replaced.

    Raises:
        RunError: CTranslate2 is not installed, the model is no transformer, the folder holds something else, or cannot
            be written to.
    """
    import_ctranslate2()
    model, tokenizers = translator.model, translator.tokenizers
    if not isinstance(model, Transformer):
        raise RunError(
            f"model.kind {model.config.kind}: CTranslate2 runs transformers only; translate with translate.py"
        )
    special = tokenizers.special_ids
    layer = -1 if attention.layer is None else attention.layer
    spec = build_spec(model, layer, forbidden=(special.pad_id, special.bos_id))
    spec.register_source_vocabulary(_pieces(tokenizers.src))
    spec.register_target_vocabulary(_pieces(tokenizers.tgt))
    for mark in ("unk", "bos", "eos"):
        setattr(spec.config, f"{mark}_token", tokenizers.tgt.name_piece(getattr(special, f"{mark}_id")))
    spec.config.decoder_start_token = spec.config.bos_token
    spec.validate()
    spec.optimize(quantization=quantization)
    with replaced_folder(folder, sign="export.json") as unfinished:
        spec.save(str(unfinished))
        tokenizers.save(unfinished)
        (unfinished / "README.md").write_text(_write_readme(translator, quantization, attention), encoding="utf-8")
        write_json(unfinished / "export.json", _notes(fingerprint, quantization, attention))


def _pieces(tokenizer: Tokenizer) -> list[str]:
    return [tokenizer.name_piece(id_) for id_ in range(tokenizer.vocab_size)]


def _notes(fingerprint: str, quantization: str, attention: ReadableAttention) -> Mapping[str, Any]:
    return {
        "version": EXPORT_VERSION,
        "fingerprint": fingerprint,
        "quantization": quantization,
        "attention": {"layer": attention.layer, "hits": attention.hits, "aer": attention.aer},
    }


def _write_readme(translator: Translator, quantization: str, attention: ReadableAttention) -> str:
    config, tokenizers = translator.config, translator.tokenizers
    src, tgt = ("joint.model", "joint.model") if tokenizers.joint else ("src.model", "tgt.model")
    limit = (
        f"min({translator.max_positions}, int({config.max_length_factor:g} * len(pieces) + {config.max_length_extra}))"
    )
    search = describe_search(config.length_penalty, limit=0)
    options = f"beam_size={config.beam_size}, length_penalty={search['length_penalty']:g}, min_decoding_length=0"
    return README.format(
        quantization=quantization,
        src=src,
        tgt=tgt,
        options=options,
        limit=limit,
        attention=explain_attention(attention),
    )


def explain_attention(attention: ReadableAttention) -> str:
    """What `return_attention` gives, for a reader."""
    if attention.layer is None:
        return (
            "the mean of the heads of the last layer's cross-attention. Nothing was measured of it: this model did "
            "not learn to align."
        )
    text = f"the mean of the heads of cross-attention layer {attention.layer} (from 0), "
    text += "the layer that measured best on the validation pairs"
    if attention.hits is not None:
        text += f": {100 * attention.hits:.0f} % of its weight falls on the source pieces that a word is linked to"
    if attention.aer is not None:
        text += f". Read as a word alignment it has an AER of {100 * attention.aer:.1f} % on {attention.aer_split}"
    return f"{text}. The alignment that this model has learned is better; scripts/align.py of nmt gives it."


README = """\
# A translation model for CTranslate2

Weights in {quantization}. Stand in this folder, with `pip install ctranslate2 sentencepiece`, and

```python
import ctranslate2, sentencepiece
model, src, tgt = ctranslate2.Translator("."), *map(sentencepiece.SentencePieceProcessor, ("{src}", "{tgt}"))
pieces = src.encode("Je suis étudiant.", out_type=str)
best = model.translate_batch([pieces], {options}, max_decoding_length={limit})[0].hypotheses[0]
print(tgt.decode(best))
```

With these options the text is that of nmt's own beam search; `beam_size=1` is its greedy search. The end mark of the
source is added by CTranslate2, padding and the begin mark cannot be chosen. A model in float32 can also be loaded with
`compute_type="int8"`.

`return_attention=True` gives {attention}
With a beam, ask for it one sentence at a time: CTranslate2 4.8 mixes up the first row of the sentences of a batch.
"""
