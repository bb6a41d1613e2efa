"""Pictures of alignments. This room reads records of the alignment dump; it never sees a model."""
