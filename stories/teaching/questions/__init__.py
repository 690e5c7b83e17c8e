"""Kinds of questions, each with what makes its right answer right and its wrong ones wrong."""
