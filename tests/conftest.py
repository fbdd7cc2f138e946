"""Settings of Hypothesis for all tests: no test is judged by the time it takes."""

from hypothesis import settings

settings.register_profile("house", deadline=None)
settings.load_profile("house")
