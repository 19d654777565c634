"""Training and measuring of the classifiers. The chain never imports this package: it loads the model file."""
