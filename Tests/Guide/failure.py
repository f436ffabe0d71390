"""What a step of the run has to find."""


class Failure(Exception):
    """Something is other than it has to be."""


def require(condition, text):
    if not condition:
        raise Failure(text)
