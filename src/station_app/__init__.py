"""社工站工作台: the desktop program of a township social-work station."""

__version__ = "0.1.0"
