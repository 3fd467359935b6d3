# SPDX-License-Identifier: Apache-2.0
"""Put the measurements of tools/bench-peers together: all in peers.json, the main ones in peers.tsv.

    collect.py FOLDER

FOLDER holds, for each set, SET.run.json (what splink_link.py printed in the measured run),
SET.time.json (sightline-measure) and for each threshold P SET-P.quality.json (`sightline link
evaluate`) and SET-P.check.json (check.py). The two must agree.

Lines of peers.tsv: the set, what ran, precision, recall and F1 of pairs and of B-cubed, seconds, MiB;
lines that begin with "# " say how it was measured, for the page.
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


def read_quality(path):
    """What our own evaluation says, held against the second one."""
    quality = read(path)
    check = read(path.replace(".quality.json", ".check.json"))
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
        for quality_path in sorted(glob.glob(os.path.join(folder, f"{name}-*.quality.json"))):
            threshold = float(quality_path[: -len(".quality.json")].rsplit("-", 1)[1])
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
                    "quality": read_quality(quality_path),
                }
            )
    return runs


def read_load(folder):
    """What the machine was doing before the first run."""
    try:
        with open(os.path.join(folder, "load.txt"), encoding="utf-8") as file:
            return file.read().split()[0]
    except (OSError, IndexError):
        return "unknown"


def rows(runs):
    """For each set the demonstration's own threshold, and the best of those tried."""
    for name in sorted({run["name"] for run in runs}):
        ours = [run for run in runs if run["name"] == name]
        best = max(ours, key=lambda run: run["quality"]["pairs"]["f1"])
        for run in ours:
            if not run["demo"] and run is not best:
                continue
            kind = "the demonstration's" if run["demo"] else "the best tried, by the truth"
            kind += ", and the best tried" if run["demo"] and run is best else ""
            scores = [
                f"{run['quality'][view][measure]:.6f}"
                for view in ("pairs", "bcubed")
                for measure in ("precision", "recall", "f1")
            ]
            cost = [f"{run['seconds']:.3f}", f"{run['peak_bytes'] / 1048576:.1f}"]
            yield [name, f"Splink, threshold {run['threshold']:g}: {kind}", *scores, *cost]


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
        f"# Splink {first['splink']} on DuckDB {first['duckdb']}, {first['threads']} threads, on the "
        "same files, judged by `sightline link evaluate`,",
        "# which a second program confirmed. Its settings are those of its own demonstrations for each "
        "set (`bench/peers/splink_sets.py`), its",
        "# clusters connected components. Seconds are for the whole run at the demonstration's "
        "threshold: start of Python, reading, training,",
        "# scoring, clusters; one run. Match probabilities tried: "
        + ", ".join(f"{value:g}" for value in thresholds)
        + f". Measured on {datetime.date.today().isoformat()},",
        f"# when the machine's load was {read_load(folder)}.",
        "# For the synthetic people there is no demonstration: the settings of historical_50k were "
        "carried over to our columns. They are not",
        "# what its authors would choose for families, and stand here for time and memory.",
    ]
    text += ["\t".join(row) for row in rows(runs)]
    with open(os.path.join(folder, "..", "peers.tsv"), "w", encoding="utf-8") as out:
        out.write("\n".join(text) + "\n")
    print("\n".join(text))


if __name__ == "__main__":
    main()
