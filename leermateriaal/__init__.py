"""The catalogue of learning materials, and what works for whom."""
