"""The page to play with: a local server that translates while one watches, and lets one overrule the model."""
