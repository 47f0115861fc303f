"""examples/slurm on a Slurm of one node, in a folder and on ports of its own: a job array, a shard
that fails and is run again, and the merge that waits for it. Needs root and Debian's slurmctld,
slurmd and munge; prints a line and passes if they cannot be had."""

import os
import shutil
import socket
import subprocess
import time
import unittest

import program
import test_merge

SCRIPTS = program.ROOT / "examples" / "slurm"
NEEDED = ("slurmctld", "slurmd", "munged", "sbatch", "scontrol")
PATIENCE = 90  # seconds

CONFIGURATION = """
ClusterName=logprobs
SlurmctldHost={host}(127.0.0.1)
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket={folder}/munge.socket
CredType=cred/munge
SlurmctldPort={control}
SlurmdPort={node}
StateSaveLocation={folder}/state
SlurmdSpoolDir={folder}/spool
SlurmctldPidFile={folder}/slurmctld.pid
SlurmdPidFile={folder}/slurmd.pid
SlurmctldLogFile={folder}/slurmctld.log
SlurmdLogFile={folder}/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
MpiDefault=none
SwitchType=switch/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
SchedulerType=sched/builtin
SchedulerParameters=sched_min_interval=1000
ReturnToService=2
NodeName={host} NodeAddr=127.0.0.1 CPUs={cpus} State=UNKNOWN
PartitionName=all Nodes={host} Default=YES MaxTime=INFINITE State=UP
"""


def free_port():
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        return bound.getsockname()[1]


class Slurm(program.ProgramTest):
    def setUp(self):
        super().setUp()
        missing = [name for name in NEEDED if not shutil.which(name)]
        if os.geteuid() != 0 or missing:
            self.skipTest(f"Slurm: needs root, and {', '.join(missing) or 'nothing else'}")
        os.chmod(self.folder, 0o755)
        self.begin_cluster()

    def begin_cluster(self):
        for name in ("state", "spool"):
            (self.folder / name).mkdir()
        key = self.folder / "munge.key"
        key.write_bytes(os.urandom(1024))
        key.chmod(0o400)
        self.configuration = self.file("slurm.conf", CONFIGURATION.format(
            host=socket.gethostname().split(".")[0], folder=self.folder, control=free_port(),
            node=free_port(), cpus=os.cpu_count()))
        self.daemon("munged", "-F", "--force", f"--key-file={key}", f"--socket={self.folder}/munge.socket",
                    f"--pid-file={self.folder}/munge.pid", f"--log-file={self.folder}/munge.log",
                    f"--seed-file={self.folder}/munge.seed")
        self.await_that(lambda: (self.folder / "munge.socket").exists(), "munged")
        self.daemon("slurmctld", "-D", "-c", "-f", self.configuration)
        self.daemon("slurmd", "-D", "-f", self.configuration)
        try:
            self.await_that(lambda: b"State=IDLE" in self.slurm("scontrol", "show", "nodes").stdout, "a node")
        except AssertionError:
            logs = "".join(path.read_text(errors="replace") for path in self.folder.glob("*.log"))
            self.skipTest(f"Slurm: no node came up here (cgroups?): {logs[-2000:]}")

    def daemon(self, *words):
        log = open(self.folder / f"{words[0]}.out", "wb")
        self.addCleanup(log.close)
        process = subprocess.Popen(words, env=self.variables(), stdout=log, stderr=log, stdin=subprocess.DEVNULL)
        self.addCleanup(self.end, process)

    @staticmethod
    def end(process):
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def variables(self):
        folder = os.path.dirname(program.path())
        return {"SLURM_CONF": self.configuration, "LC_ALL": "C.UTF-8",
                "PATH": f"{folder}:{os.environ['PATH']}:/usr/sbin:/usr/bin"}

    def slurm(self, *words):
        return subprocess.run(words, env=self.variables(), cwd=self.folder, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, timeout=PATIENCE)

    def await_that(self, condition, what):
        end = time.monotonic() + PATIENCE
        while not condition():
            self.assertLess(time.monotonic(), end, f"{what} did not come")
            time.sleep(0.2)

    def submit(self, *words):
        done = self.slurm("sbatch", "--parsable", *words)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout.decode().strip()

    def states(self, job):
        """What has become of all tasks of a job."""
        shown = self.slurm("scontrol", "show", "job", job).stdout.decode().split()
        return {word.partition("=")[2] for word in shown if word.startswith("JobState=")}

    def await_end(self, job):
        self.await_that(lambda: self.states(job).isdisjoint({"PENDING", "RUNNING", "COMPLETING", "CONFIGURING"}), job)
        return self.states(job)

    def test_a_shard_that_fails_is_run_again(self):
        files = [self.file("a.jsonl", "\n".join(test_merge.made_up(50))),
                 self.file("b.jsonl", "\n".join(test_merge.made_up(50, 2)))]
        parts = self.folder / "parts"
        (parts / "3.part").mkdir(parents=True)  # where the third writes, so that it fails
        shard, merge = str(SCRIPTS / "shard.sh"), str(SCRIPTS / "merge.sh")
        job = self.submit("--array=1-4", shard, "4", str(parts), *files)
        waiting = self.submit(f"--dependency=afterok:{job}", "--kill-on-invalid-dep=yes", merge,
                              str(parts), str(self.folder / "stats.json"))
        self.assertEqual(self.await_end(job), {"COMPLETED", "FAILED"})
        self.assertEqual(self.await_end(waiting), {"CANCELLED"})
        (parts / "3.part").rmdir()
        self.assertIn(b"1 of 4 shards is missing: 3/4",
                      subprocess.run([merge, parts, "out"], env=self.variables(), cwd=self.folder,
                                     stderr=subprocess.PIPE).stderr)
        again = self.submit("--array=3", shard, "4", str(parts), *files)
        merged = self.submit(f"--dependency=afterok:{again}", "--kill-on-invalid-dep=yes", merge,
                             str(parts), str(self.folder / "stats.json"))
        self.assertEqual(self.await_end(again), {"COMPLETED"})
        self.assertEqual(self.await_end(merged), {"FAILED"})  # for responses in the files did
        whole = program.run("-r", *files, "-f", "stats-json")
        self.assertEqual((self.folder / "stats.json").read_bytes(), whole.out)
        self.assertEqual(whole.code, program.UNUSABLE)


if __name__ == "__main__":
    unittest.main()
