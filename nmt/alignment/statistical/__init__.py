"""A statistical word aligner of our own: it learns from sentence pairs alone which words translate which."""

from nmt.alignment.statistical.aligner import StatisticalAligner

__all__ = ["StatisticalAligner"]
