"""The screens of training: the list of classes and the page of one class."""
