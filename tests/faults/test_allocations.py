"""Any allocation may fail: the program says so and ends, and leaves no half file.

Each command of the table is run once to count its allocations, and then again and again while one
of them fails, alone or with all after it. Where memory is missing for something the program can do
without, it must end as if nothing had been.
"""

import unittest

from commands import Attack

import program

SPARSE, DENSE = 97, 7  # every how many of the first allocations, and of the last, fails
LAST = 300  # the first two thousand are of the command line


class Allocations(Attack):
    source = "allocations"
    counts = "COUNT_ALLOCATIONS"

    def faults_of(self, numbers, _):
        """(number, whether all after it fail too)"""
        count = int(numbers)
        thin = program.stride() > 1
        first = max(count - LAST, 0)
        for failing in (*range(1, first, SPARSE if thin else 1),
                        *range(first + 1, count + 1, DENSE if thin else 1)):
            yield failing, False
            yield failing, True

    def environment_of(self, fault):
        failing, more = fault
        return {"FAIL_ALLOCATION": str(failing), **({"FAIL_MORE": "1"} if more else {})}

    def wrong_end(self, _, code, err):
        said = "".join(err.decode(errors="replace").splitlines()[-1:])
        # The loader does not always say why; and libcurl takes a resolver without memory for one
        # that knows no such host.
        known = ((code == 1 and ("memory" in said or "cannot be loaded" in said)) or
                 (code == 5 and "resolve" in said))
        return [] if known else ["its end"]

    def test_each_fails(self):
        verdicts = self.attack_all()
        self.assertGreater(verdicts["refused"], 500)
        print(f"result: allocations: {verdicts['refused']} failed and were said, "
              f"{verdicts['survived']} were done without")


if __name__ == "__main__":
    unittest.main()
