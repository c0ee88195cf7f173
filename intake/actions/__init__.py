"""Everything that changes a learner's file: atomic, logged, safe to press twice. One module per part of the work."""
