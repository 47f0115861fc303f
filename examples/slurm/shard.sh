#!/bin/sh
#SBATCH --job-name=logprobs-shard
#SBATCH --ntasks=1
# One of COUNT shards of all FILEs together, as a task of a job array: counts what it has read, and
# writes that to FOLDER. No shard reads what another reads, and none needs more than 64 MB.
#
#   job=$(sbatch --parsable --array=1-8 shard.sh 8 parts data/*.jsonl)
#   sbatch --dependency="afterok:$job" --kill-on-invalid-dep=yes merge.sh parts stats.json
#
# If shard 3 failed, run it again, and then the merge; a shard writes its file whole or not at all:
#
#   job=$(sbatch --parsable --array=3 shard.sh 8 parts data/*.jsonl)
#
# With GNU parallel on one machine, or on several with its --sshlogin:
#
#   seq 8 | parallel SLURM_ARRAY_TASK_ID={} ./shard.sh 8 parts data/*.jsonl && ./merge.sh parts stats.json
#
# Untried: with Spark, save each line of
#   sc.parallelize(range(1, 9), 8).pipe("xargs -I@ logprobs -r a.jsonl --shard @/8 --partial")
# as a file for the merge; with Ray, call subprocess.run(["./shard.sh", ...]) in a ray.remote function.
#
# Exit status: 0, whatever the answers say: that is the exit status of the merge; 1 or 2, and no file,
# if not all could be read.
set -eu

if [ $# -lt 3 ]; then
  echo "usage: shard.sh COUNT FOLDER FILE..." >&2
  exit 2
fi
count=$1 folder=$2
shift 2
mkdir -p "$folder"
shard=${SLURM_ARRAY_TASK_ID:?is the number of the shard}
exec logprobs -r "$@" -f stats --shard "$shard/$count" --partial -o "$folder/$shard.part"
