"""What all tests share."""

from hypothesis import settings

# NOTE: An example takes as long as the computer is busy; a slow one is no wrong one.
settings.register_profile("nps", deadline=None)
settings.load_profile("nps")
