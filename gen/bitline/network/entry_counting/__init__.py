"""Convolutional networks of few levels as data, and their way onto the entry-counting macro."""
