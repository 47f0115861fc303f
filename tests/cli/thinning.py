"""Which cases the tests leave out where they are thinned (LOGPROBS_STRIDE, see program.stride())."""

import program


def some_of(cases, share):
    """All of these cases or, where tests are thinned, every so many of them. Of a product, each part still
    comes up if `share` has no common divisor with its size, and all others together have `share` or more."""
    return list(cases)[::share if program.stride() > 1 else 1]
