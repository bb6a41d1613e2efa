"""A French and English small enough to learn in two seconds, for the tests of the scripts and of the build room."""

from __future__ import annotations

from pathlib import Path

SUBJECTS = {
    "Je suis": "I am",
    "Tu es": "You are",
    "Il est": "He is",
    "Elle est": "She is",
    "Nous sommes": "We are",
    "Ils sont": "They are",
}
WORDS = {
    "étudiant": "a student",
    "médecin": "a doctor",
    "grand": "tall",
    "petit": "small",
    "ici": "here",
    "content": "happy",
    "en retard": "late",
    "à Paris": "in Paris",
    "prêt": "ready",
    "fatigué": "tired",
}
PAIRS = [
    (f"{subject} {word}.", f"{verb} {rest}.") for subject, verb in SUBJECTS.items() for word, rest in WORDS.items()
]
HELD_OUT = PAIRS[3::8]

CONFIG = """\
data:
  root: {root}
  train:
    - {{kind: files, src: train.fr, tgt: train.en}}
  validation:
    - {{kind: files, src: held_out.fr, tgt: held_out.en}}
  test:
    test:
      - {{kind: files, src: held_out.fr, tgt: held_out.en}}
    again:
      - {{kind: files, src: held_out.fr, tgt: held_out.en}}
  cleaning: {{drop_overlap: false}} # learn them all by heart
tokenizer: {{vocab_size: 310}}
model: {{d_model: 32, n_heads: 2, d_ff: 64, n_encoder_layers: 1, n_decoder_layers: 1, dropout: 0.1}}
training:
  max_steps: 120
  max_tokens_per_batch: 500
  lr: 1.0e-2
  warmup_steps: 10
  ema_decay: 0.9
  validate_every_steps: 50
  early_stopping_metric: loss
  log_every_steps: 10
  tensorboard: false
  precision: fp32
  threads: 1
  device: cpu
"""


def write_project(folder: Path) -> Path:
    """Corpus files and a configuration; returns the configuration's path."""
    corpus = folder / "corpus"
    corpus.mkdir(parents=True)
    for name, pairs in (("train", PAIRS), ("held_out", HELD_OUT)):
        (corpus / f"{name}.fr").write_text("".join(f"{fr}\n" for fr, _ in pairs), encoding="utf-8")
        (corpus / f"{name}.en").write_text("".join(f"{en}\n" for _, en in pairs), encoding="utf-8")
    config = folder / "tiny.yaml"
    config.write_text(CONFIG.format(root=corpus), encoding="utf-8")
    return config
