"""Which cases the tests leave out where they are thinned (LOGPROBS_STRIDE, see program.stride())."""

import program


def some_of(cases, share):
    """All of these cases or, where tests are thinned, every so many of them. Where `share` and the sizes
    of what the cases combine have no common divisor, all of that still comes up."""
    return list(cases)[::share if program.stride() > 1 else 1]
