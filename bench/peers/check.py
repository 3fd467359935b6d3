# SPDX-License-Identifier: Apache-2.0
"""A second opinion on clusters: pairwise and B-cubed quality, written apart from our own.

    check.py --clusters CLUSTERS.csv --truth TRUTH.csv [--truth TRUTH2.csv] --id COLUMN
             (--truth-column COLUMN | --truth-from-id REGEX)

`sightline link evaluate`, with the same options, is what the benchmark reports; this says whether
it can be believed. Prints JSON of the same form.
"""

import argparse
import collections
import csv
import json
import re


def read_truth(path, options):
    with open(path, newline="", encoding="utf-8-sig") as file:
        for row in csv.DictReader(file):
            row = {key.strip(): value for key, value in row.items()}
            identifier = row[options.id].strip()
            if options.truth_from_id:
                yield identifier, re.search(options.truth_from_id, identifier).group(1)
            else:
                yield identifier, row[options.truth_column]


def pairs_of(count):
    return count * (count - 1) // 2


def quality(precision, recall):
    both = precision + recall
    return {"precision": precision, "recall": recall, "f1": 2 * precision * recall / both if both else 0}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--clusters", required=True)
    parser.add_argument("--truth", action="append", required=True)
    parser.add_argument("--id", required=True)
    parser.add_argument("--truth-column")
    parser.add_argument("--truth-from-id")
    options = parser.parse_args()
    truth = {}
    for letter, path in zip("ab", options.truth):
        for identifier, person in read_truth(path, options):
            truth[(letter if len(options.truth) > 1 else "", identifier)] = person
    joint = collections.Counter()
    with open(options.clusters, newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            joint[(row["cluster"], truth.pop((row.get("file", ""), row["id"].strip())))] += 1
    if truth:
        raise SystemExit(f"{len(truth)} records are in no cluster")
    clusters = collections.Counter()
    people = collections.Counter()
    for (cluster, person), count in joint.items():
        clusters[cluster] += count
        people[person] += count
    records = sum(joint.values())
    right = sum(pairs_of(count) for count in joint.values())
    made = sum(pairs_of(count) for count in clusters.values())
    true = sum(pairs_of(count) for count in people.values())
    precision = sum(count * count / clusters[key[0]] for key, count in joint.items()) / records
    recall = sum(count * count / people[key[1]] for key, count in joint.items()) / records
    print(
        json.dumps(
            {
                "records": records,
                "clusters": len(clusters),
                "pairs": quality(right / made if made else 1, right / true if true else 1),
                "bcubed": quality(precision, recall),
            }
        )
    )


if __name__ == "__main__":
    main()
