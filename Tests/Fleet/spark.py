"""Pipes setups through `repllint check --stream` on a local Spark cluster: spark.py PROGRAM COUNT PARTITIONS WORKERS

Each verdict is compared with the one that the setup was made for.
"""

import json
import sys
import time

import setups
from pyspark.sql import SparkSession

program, count, partitions, workers = sys.argv[1], *map(int, sys.argv[2:5])
session = SparkSession.builder.master(f"local[{workers}]").config("spark.ui.enabled", "false").getOrCreate()
session.sparkContext.setLogLevel("ERROR")
lines = session.sparkContext.parallelize(range(count), partitions).map(setups.line)


def outcome(answer):
    answer = json.loads(answer)
    return answer["verdict"], answer["verdict"] == setups.verdict(answer["id"])


started = time.monotonic()
# `|| test $? = 1`: a finding is no failure of the task; 2 is.
command = f"sh -c '\"$0\" check --stream --brief --jobs 1 || test $? = 1' {program}"
counts = lines.pipe(command, checkCode=True).map(outcome).countByValue()
seconds = time.monotonic() - started
session.stop()

for (verdict, right), number in sorted(counts.items()):
    print(f"{verdict}: {number}" + ("" if right else ", WRONG"))
print(f"{count} setups, {partitions} partitions, {workers} workers: {seconds:.0f} s, {count / seconds:.0f} a second")
if sum(counts.values()) != count or not all(right for _, right in counts):
    sys.exit("spark: not every setup got its verdict")
