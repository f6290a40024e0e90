"""Settings for all tests."""

from hypothesis import settings

# a busy machine is slow, not wrong; the same examples each time, so that a change that fails is the change that broke it
settings.register_profile("sayso", deadline=None, derandomize=True)
settings.load_profile("sayso")
