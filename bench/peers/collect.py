# SPDX-License-Identifier: Apache-2.0
"""Put the measurements of tools/bench-peers together: peers.json for programs, peers.md for people.

    collect.py FOLDER

FOLDER holds, for each set, SET.run.json (what splink_link.py printed in the measured run),
SET.time.json (sightline-measure) and for each threshold P SET-P.check.json (check.py) and, when our
program is built, SET-P.quality.json (`sightline link evaluate`). The two must agree.
"""

import datetime
import glob
import json
import os
import sys

from splink_sets import SETS


def read(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def read_quality(check_path):
    """What our own evaluation says, held against the second one; the second alone when it must."""
    check = read(check_path)
    path = check_path.replace(".check.json", ".quality.json")
    if not os.path.exists(path):
        return check
    quality = read(path)
    for view in ("pairs", "bcubed"):
        for measure in ("precision", "recall", "f1"):
            if abs(quality[view][measure] - check[view][measure]) > 1e-6:
                raise SystemExit(f"{path}: {view}.{measure} differs from check.py")
    return quality


def collect(folder):
    runs = []
    for path in sorted(glob.glob(os.path.join(folder, "*.run.json"))):
        name = os.path.basename(path)[: -len(".run.json")]
        run = read(path)
        time = read(os.path.join(folder, f"{name}.time.json"))
        for check_path in sorted(glob.glob(os.path.join(folder, f"{name}-*.check.json"))):
            threshold = float(check_path[: -len(".check.json")].rsplit("-", 1)[1])
            runs.append(
                {
                    "name": name,
                    "set": run["set"],
                    "splink": run["splink"],
                    "duckdb": run["duckdb"],
                    "threads": run["threads"],
                    "threshold": threshold,
                    "demo": threshold == SETS[run["set"]]["demo_threshold"],
                    "seconds": time["wall_seconds"],
                    "peak_bytes": time["peak_bytes"],
                    "stage_seconds": run["seconds"],
                    "quality": read_quality(check_path),
                }
            )
    return runs


def table(runs):
    lines = [
        "| set | threshold | pairs P | pairs R | pairs F1 | B³ F1 | seconds | MiB |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for name in sorted({run["name"] for run in runs}):
        ours = [run for run in runs if run["name"] == name]
        best = max(ours, key=lambda run: run["quality"]["pairs"]["f1"])
        for run in ours:
            if not run["demo"] and run is not best:
                continue
            kind = "the demonstration's own" if run["demo"] else "best of those tried, by the truth"
            kind += ", and the best tried" if run["demo"] and run is best else ""
            pairs = run["quality"]["pairs"]
            lines.append(
                f"| {name} | {run['threshold']:g} ({kind}) | {pairs['precision']:.4f} "
                f"| {pairs['recall']:.4f} | {pairs['f1']:.4f} "
                f"| {run['quality']['bcubed']['f1']:.4f} | {run['seconds']:.2f} "
                f"| {run['peak_bytes'] / 1048576:.0f} |"
            )
    return lines


def main():
    folder = sys.argv[1]
    runs = collect(folder)
    if not runs:
        raise SystemExit("nothing was measured")
    with open(os.path.join(folder, "..", "peers.json"), "w", encoding="utf-8") as out:
        json.dump({"runs": runs}, out, indent=1)
        out.write("\n")
    first = runs[0]
    thresholds = sorted({run["threshold"] for run in runs})
    text = [
        f"Splink {first['splink']} on DuckDB {first['duckdb']}, {first['threads']} threads, the same "
        "files and the same evaluation; settings",
        "are those of its own demonstrations for each set (`bench/peers/splink_sets.py`), clusters by "
        "its connected components.",
        "Seconds are for the whole run at the demonstration's threshold: start of Python, reading, "
        "training, scoring, clusters.",
        f"Measured on {datetime.date.today().isoformat()}. Match probabilities tried: " + ", ".join(f"{value:g}" for value in thresholds) + ".",
        "",
        *table(runs),
        "",
        "For the synthetic people there is no demonstration: the settings of historical_50k were "
        "carried over to our columns.",
        "They are not what its authors would choose for families, and stand here for time and memory.",
    ]
    with open(os.path.join(folder, "..", "peers.md"), "w", encoding="utf-8") as out:
        out.write("\n".join(text) + "\n")
    print("\n".join(text))


if __name__ == "__main__":
    main()
