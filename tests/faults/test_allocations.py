"""Any allocation may fail: the program says so and ends, and leaves no half file.

Each command of the table is run once to count its allocations, and then again and again while one
of them fails, alone or with all after it. Where memory is missing for something the program can do
without, it must end as if nothing had been.
"""

import unittest
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

from commands import COMMANDS, Attack

import program
import scripted
from test_ask import STREAM, variables

SPARSE, DENSE = 97, 7  # every how many of the first allocations, and of the last, fails
LAST = 300  # the first two thousand are of the command line


class Allocations(Attack):
    shim = "allocations"

    def verdict(self, failing, more, command, env, usual):
        given = {"FAIL_ALLOCATION": str(failing), **({"FAIL_MORE": "1"} if more else {}), **env}
        result = self.attack(command, given)
        (code, out, err), files = result
        if (code, out, files) == (usual[0].code, usual[0].out, usual[1]):
            return "survived"
        said = "".join(err.decode(errors="replace").splitlines()[-1:])
        # The loader does not always say why; and libcurl takes a resolver without memory for one
        # that knows no such host.
        known = ((code == 1 and ("memory" in said or "cannot be loaded" in said)) or
                 (code == 5 and "resolve" in said))
        wrong = self.faults(result, usual) + ([] if known else ["its end"])
        return f"{', '.join(wrong)}: {code} {said} {sorted(files)}" if wrong else "refused"

    def test_each_fails(self):
        counts = Counter()
        with scripted.Server(STREAM) as server, ThreadPoolExecutor(2) as pool:
            for name, command in COMMANDS.items():
                env = variables(server) if "hello" in command[0] else {}
                number = self.folder / "count"
                usual = self.attack(command, {"COUNT_ALLOCATIONS": str(number), **env})
                self.assertEqual(usual[0].code, program.OK, usual[0].err)
                count = int(number.read_text())
                thin = program.stride() > 1
                first = max(count - LAST, 0)
                chosen = [*range(1, first, SPARSE if thin else 1),
                          *range(first + 1, count + 1, DENSE if thin else 1)]
                runs = [(failing, more) for failing in chosen for more in (False, True)]
                verdicts = pool.map(lambda run: self.verdict(*run, command, env, usual), runs)
                for (failing, more), verdict in zip(runs, verdicts):
                    counts[verdict] += 1
                    with self.subTest(name, failing=failing, more=more):
                        self.assertIn(verdict, ("survived", "refused"))
        self.assertGreater(counts["refused"], 500)
        print(f"result: allocations: {counts['refused']} failed and were said, "
              f"{counts['survived']} were done without")


if __name__ == "__main__":
    unittest.main()
