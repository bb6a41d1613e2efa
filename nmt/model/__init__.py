"""The encoder-decoder transformer. This room knows tensors only: no text, no files, no tokenizer."""
