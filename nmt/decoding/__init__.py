"""From token probabilities to text: greedy search, beam search, sampling, and the translator above them."""
