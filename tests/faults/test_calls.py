"""Any system call may fail: the program says so and ends, or goes on as if nothing had been.

Each command of the table is run once to count its calls, and then once for each of them and each
errno that it may have. Nothing may be lost without a word, and no half file may stay.
"""

import errno
import unittest

from commands import Attack

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
# What must be said: bytes, a name or a place on the disk are lost.
LOST = (errno.EIO, errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
SAID = {"read": (errno.EIO,), "write": LOST, "fsync": LOST, "rename": CALLS["rename"][0]}


class Calls(Attack):
    source = "calls"
    counts = "COUNT_CALLS"

    def faults_of(self, numbers, usual):
        """(call, number, times in a row, errno) for each call that a command makes."""
        for call, count in (line.split() for line in numbers.splitlines()):
            for number in range(1, int(count) + 1):
                for error in CALLS[call][0]:
                    if error != errno.EPIPE or not usual[1]:  # no file says so
                        yield call, number, 1, error
            for error in CALLS[call][1]:
                yield call, 1, 1000, error

    def environment_of(self, fault):
        call, number, times, error = fault
        return {"FAIL_CALL": call, "FAIL_NUMBER": str(number), "FAIL_TIMES": str(times),
                "FAIL_ERRNO": str(error)}

    def may_survive(self, fault):
        call, _, _, error = fault
        return error not in SAID.get(call, ())

    def wrong_end(self, fault, code, err):
        call, _, _, error = fault
        wrong = ["it should go on"] if error in CALLS[call][1] else []
        # Who reads no more is not told that there is more.
        quiet = call == "write" and error == errno.EPIPE and code == 0
        if not quiet and (code not in (1, 2, 5, 6) or not err.startswith(b"logprobs: ")):
            wrong.append("its end")
        return wrong

    def test_each_fails(self):
        verdicts = self.attack_all()
        self.assertGreater(verdicts["refused"], 100)
        print(f"result: system calls: {verdicts['refused']} failed and were said, "
              f"{verdicts['survived']} changed nothing")


if __name__ == "__main__":
    unittest.main()
