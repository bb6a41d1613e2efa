"""Which word comes from which: gold links and scores, a statistical aligner, baselines, formats of other tools."""
