"""Sample apps have tests of their own, which run on the page of the app: test_samples.py does it."""

collect_ignore = ["apps"]
