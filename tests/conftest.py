"""Set-up of every test: how many cases hypothesis draws."""

from hypothesis import settings

# the same cases each time, so that a test fails for a change and for nothing else
settings.register_profile("repeatable", max_examples=25, deadline=None, derandomize=True)
# new cases each time, for long campaigns: pytest --hypothesis-profile=evidence
settings.register_profile("evidence", max_examples=1000, deadline=None)
settings.load_profile("repeatable")
