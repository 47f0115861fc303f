#!/bin/sh
#SBATCH --job-name=logprobs-merge
#SBATCH --ntasks=1
# Joins what shard.sh wrote to FOLDER into OUTPUT: stats as JSON, the same bytes as of one run over
# all. A shard that is missing, or damaged, is named. How to call it is in shard.sh. Exit status: that
# of one run over all, or 2 if the shards are not one whole.
set -eu

if [ $# -ne 2 ]; then
  echo "usage: merge.sh FOLDER OUTPUT" >&2
  exit 2
fi
exec logprobs --merge "$1"/*.part -f stats-json -o "$2"
