#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# The labelled sets, as people link them: the program finds with its index the pairs, weights and
# clusters that it finds by comparing all with all, and its people are as right as they are to be.
#
#   labelled.sh PROGRAM [SET...]
#
# The sets are read from SIGHTLINE_DATA (default ../shared/data); without them the test is skipped.
set -eu
program=$1
shift
. bench/sets.sh
[ "$#" -gt 0 ] || set -- $labelled
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
done_count=0

# linked SET NAME OPTION...: link it, into NAME.clusters and NAME.pairs.
linked() {
    set_name=$1
    out=$work/$2
    shift 2
    files=$(files_of "$set_name" | sed "s|[^ ]*|$data/&|g")
    verb=dedupe
    case $files in *' '*) verb=match ;; esac
    # shellcheck disable=SC2086 # two files are two words
    "$program" link $verb $files --id "$(id_of "$set_name")" --fields "$(fields_of "$set_name")" \
        --out "$out.clusters" --pairs "$out.pairs" "$@" >"$out.log" 2>&1 || {
        cat "$out.log" >&2
        exit 1
    }
}

# quality SET: F1 of pairs and of B-cubed of what `linked SET index` found.
quality() {
    truths=$(files_of "$1" | sed "s|[^ ]*|--truth $data/&|g")
    # shellcheck disable=SC2046,SC2086 # words
    "$program" link evaluate --clusters "$work/index.clusters" $truths --id "$(id_of "$1")" \
        $(truth_of "$1") --json >"$work/quality.json"
    echo "$(json "$work/quality.json" pairs.f1) $(json "$work/quality.json" bcubed.f1)"
}

# reaches SET REACHED GOALS: neither figure is below its goal.
reaches() {
    echo "$2 $3" | awk -v name="$1" '
        $1 < $3 || $2 < $4 { print name ": F1 " $1 " and " $2 ", to reach " $3 " and " $4; exit 1 }'
}

for set_name in "$@"; do
    if [ -n "$(absent "$set_name")" ]; then
        echo "SKIPPED $set_name: no $(absent "$set_name")in $data"
        continue
    fi
    linked "$set_name" index
    linked "$set_name" all --brute-force
    cmp "$work/index.clusters" "$work/all.clusters"
    cmp "$work/index.pairs" "$work/all.pairs"
    reached=$(quality "$set_name")
    reaches "$set_name" "$reached" "$(goals_of "$set_name")"
    echo "$set_name: complete, F1 $reached"
    done_count=$((done_count + 1))
done
[ "$done_count" -gt 0 ] || exit 77
