"""Any system call may fail: the program says so and ends, or goes on as if nothing had been.

Each command of the table is run once to count its calls, and then once for each of them and each
errno that it may have. Nothing may be lost without a word, and no half file may stay.
"""

import errno
import unittest
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

from commands import COMMANDS, Attack

import program
import scripted
from test_ask import STREAM, variables

SHORT = 0  # one byte alone is read or written
# call: (what may happen to it, what of that must change nothing)
CALLS = {
    "read": ((SHORT, errno.EINTR, errno.EAGAIN, errno.EIO, errno.EISDIR), (SHORT, errno.EINTR)),
    "write": ((SHORT, errno.EINTR, errno.EAGAIN, errno.EIO, errno.ENOSPC, errno.EDQUOT,
               errno.EFBIG, errno.EPIPE), (SHORT, errno.EINTR)),
    "open": ((errno.EACCES, errno.EMFILE, errno.ENFILE, errno.ENOENT, errno.EROFS, errno.ENOSPC,
              errno.ELOOP), ()),
    "rename": ((errno.EACCES, errno.EXDEV, errno.ENOSPC, errno.EROFS, errno.EBUSY), ()),
    "close": ((errno.EIO, errno.EDQUOT, errno.EINTR), (errno.EINTR,)),
    "fsync": ((errno.EIO, errno.ENOSPC, errno.EDQUOT, errno.EINVAL, errno.EROFS), ()),
    "fchmod": ((errno.EPERM, errno.EROFS), ()),
}


class Calls(Attack):
    shim = "calls"

    def verdict(self, fault, command, env, usual):
        call, number, times, error = fault
        given = {"FAIL_CALL": call, "FAIL_NUMBER": str(number), "FAIL_TIMES": str(times),
                 "FAIL_ERRNO": str(error), **env}
        result = self.attack(command, given)
        (code, out, err), files = result
        if (code, out, files) == (usual[0].code, usual[0].out, usual[1]):
            return "survived"
        wrong = self.faults(result, usual)
        if error in CALLS[call][1]:
            wrong.append("it should go on")
        # Who reads no more is not told that there is more.
        quiet = call == "write" and error == errno.EPIPE and code == 0
        if not quiet and (code not in (1, 2, 5, 6) or not err.startswith(b"logprobs: ")):
            wrong.append("its end")
        return f"{', '.join(wrong)}: {code} {err[-200:]} {sorted(files)}" if wrong else "refused"

    def faults_of(self, counts, to_file):
        """(call, number, times in a row, errno) for each call that a command makes."""
        for call, count in counts.items():
            for number in range(1, count + 1):
                for error in CALLS[call][0]:
                    if error != errno.EPIPE or not to_file:  # no file says so
                        yield call, number, 1, error
            for error in CALLS[call][1]:
                yield call, 1, 1000, error

    def test_each_fails(self):
        verdicts = Counter()
        with scripted.Server(STREAM) as server, ThreadPoolExecutor(2) as pool:
            for name, command in COMMANDS.items():
                env = variables(server) if "hello" in command[0] else {}
                numbers = self.folder / "counts"
                usual = self.attack(command, {"COUNT_CALLS": str(numbers), **env})
                self.assertEqual(usual[0].code, program.OK, usual[0].err)
                lines = (line.split() for line in numbers.read_text().splitlines())
                counts = {call: int(count) for call, count in lines}
                faults = list(self.faults_of(counts, bool(usual[1])))
                for fault, verdict in zip(faults, pool.map(
                        lambda each: self.verdict(each, command, env, usual), faults)):
                    verdicts[verdict] += 1
                    with self.subTest(name, fault=fault):
                        self.assertIn(verdict, ("survived", "refused"))
        self.assertGreater(verdicts["refused"], 100)
        print(f"result: system calls: {verdicts['refused']} failed and were said, "
              f"{verdicts['survived']} changed nothing")


if __name__ == "__main__":
    unittest.main()
