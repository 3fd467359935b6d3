#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# Print docs/benchmarks-partnership.md from what the step `partnership` of tools/bench left in
# build/bench/.
#
#   sh bench/partnership_page.sh 'SIZES'     SIZES: numbers of children, ascending
#
# Run at the root of the tree. What was not measured is shown as a dash.
# shellcheck disable=SC2016 # dollars are for awk, backquotes for the page
set -eu
. bench/sets.sh
. bench/page_parts.sh

sizes=$1

# value_of WHAT PATH, time_of WHAT PATH: of what was printed, and of its time and memory.
value_of() {
    json "$work/partnership-$size-$1.json" "$2"
}

time_of() {
    json "$work/partnership-$size-$1.time.json" "$2"
}

# row TEXT FORMAT COMMAND...: a row of a table with a column for each size.
row() {
    printf '| %s |' "$1"
    format=$2
    shift 2
    for size in $sizes; do
        printf ' %s |' "$(number "$("$@")" "$format")"
    done
    echo
}

head_row() {
    printf '| %s |' "$1"
    for size in $sizes; do
        printf ' %s |' "$(thousands "$size")"
    done
    printf '\n|---|'
    for size in $sizes; do
        printf -- '---|'
    done
    echo
}

taken() {
    calculate '$1 + $2' "$(value_of "$1" counts.accepted)" "$(value_of "$1" counts.unchanged)"
}
rate() {
    calculate '$1 / $2' "$(taken "$1")" "$(time_of "$1" wall_seconds)"
}
ratio() {
    calculate '$1 / $2' "$(time_of intake wall_seconds)" "$(time_of "$1" wall_seconds)"
}
mib() {
    calculate '$1 / 1048576' "$(time_of "$1" peak_bytes)"
}
store_mib() {
    calculate '$1 / 1048576' "$(cat "$work/partnership-$size.bytes" 2>/dev/null || true)"
}
milliseconds() {
    calculate '$1 / 1000' "$(value_of arrival "$1")"
}

tables() {
    head_row children
    row 'making it, s' %.1f time_of simulate wall_seconds
    row 'records' %.0f taken all
    row 'intake of all files, s' %.1f time_of all wall_seconds
    row 'persons mentioned' %.0f value_of identify mentions
    row 'identities' %.0f value_of identify identities
    row 'identify: index, s' %.1f value_of identify seconds.index
    row 'identify: learn, s' %.1f value_of identify seconds.learn
    row 'identify: read and link, s' %.1f link_seconds
    row 'identify: write, s' %.1f value_of identify seconds.write
    row 'identify: memory, MiB' %.0f mib identify
    row 'store in the end, MiB' %.0f store_mib
}
link_seconds() {
    calculate '$1 + $2' "$(value_of identify seconds.read)" "$(value_of identify seconds.link)"
}

quality_table() {
    head_row children
    row "children's mentions: precision of pairs (goal 0.999)" %.5f \
        value_of identify quality.child_precision
    row "children's mentions: recall of pairs (goal 0.98)" %.5f \
        value_of identify quality.child_recall
    row 'everybody: precision' %.5f value_of identify quality.precision
    row 'everybody: recall' %.5f value_of identify quality.recall
    row 'twin pairs' %.0f value_of identify quality.situations.twins.count
    row 'twin pairs joined (goal 0)' %.0f value_of identify \
        quality.situations.twins.persons_joined
}

intake_table() {
    head_row children
    row 'records of the police, `pole-jsonl`' %.0f taken intake
    row 'seconds' %.2f time_of intake wall_seconds
    row 'records a second (goal 100,000)' %.0f rate intake
    row 'memory, MiB' %.0f mib intake
    row 'time, `.import` of the sqlite3 shell into a plain table = 1 (goal: at most 3)' %.2f \
        ratio sqlite-plain
    row 'time, `.import` into a table with an index of its keys = 1' %.2f ratio sqlite-keyed
}

arrival_table() {
    head_row children
    row 'ready for the first, s' %.1f value_of arrival open_s
    row 'linked with everybody and written, p50 ms' %.2f milliseconds linked.p50_us
    row 'the same, p99 ms' %.2f milliseconds linked.p99_us
    row 'and durable, p50 ms' %.2f milliseconds durable.p50_us
    row 'and durable, p99 ms (goal 10 at a million identities)' %.2f milliseconds durable.p99_us
    row 'the same in time of the processor, p99 ms' %.2f milliseconds processor.p99_us
}

# What a program printed, for each size.
outputs() {
    for size in $sizes; do
        [ -s "$work/partnership-$size-$1.json" ] || continue
        printf '\n%s children:\n\n```\n' "$(thousands "$size")"
        cat "$work/partnership-$size-$1.json"
        echo '```'
    done
}

cat <<END
# A partnership, from files to pictures

Written by \`make bench\` (\`tools/bench partnership\`); do not edit. A synthetic partnership of ten councils, a
police force and four NHS trusts (docs/simulate.md, seed $seed) is taken in, identified and asked about. Wall-clock
time of whole commands, once each; memory is the peak resident memory. A million identities are some 600,000
children with the adults around them.

$(machine)

$(tables)

## Who is who, against the truth

$(quality_table)

## Taking files in

One file of one system; every batch synced. The shell of SQLite imports the same lines with their keys as CSV, in
one transaction that is synced once.

$(intake_table)

## One record more

One record, begun, kept, put into the index, compared with everybody, published and synced, in one transaction.
The time behind "linked" is that of the disk's sync.

$(arrival_table)

## Pictures

Load the records, make the picture, print it; of people evenly spread, and of those with most mentions.
The goal is a p99 of 20 ms at a million identities.
$(outputs picture)

## Searches

People drawn at random are searched by what somebody might know of them. "First": they are the first hit, or share
the first rank. The goal is a p99 of 20 ms at a million identities.
$(outputs search)
END
