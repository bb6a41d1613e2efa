"""What ails a model, in plain words: from its translations, its attention and its curves to the key to change.

Pure functions. Each rule has a threshold with the reason beside it: healthy runs stay well away from it. They are five
evaluations of the toy and of Multi30k (9,000 sentences), and the curves of 22 runs (docs/diagnosis.md).
"""
