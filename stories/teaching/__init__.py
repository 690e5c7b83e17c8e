"""Words to learn and questions made from a text alone, without a model: docs/teaching.md."""
