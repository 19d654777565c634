"""Each migration stands for itself and never changes once it was published."""
