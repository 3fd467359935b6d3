#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# Print docs/benchmarks.md from what tools/bench and tools/bench-peers left in build/bench/.
#
#   BENCH_RUNS=3 sh bench/page.sh 'SIZES'     SIZES: of the synthetic people, ascending
#
# Run at the root of the tree. What was not measured is shown as a dash, or said to be missing.
# shellcheck disable=SC2016 # dollars are for awk, backquotes for the page
set -eu
. bench/sets.sh
. bench/page_parts.sh

sizes=$1

seconds_of() {
    json "$work/$1.time.json" wall_seconds
}

mib_of() {
    calculate '$1 / 1048576' "$(json "$work/$1.time.json" peak_bytes)"
}

# quality NAME: precision, recall and F1 of pairs, then of B-cubed, as cells.
quality() {
    for path in pairs.precision pairs.recall pairs.f1 bcubed.precision bcubed.recall bcubed.f1; do
        printf ' %s |' "$(number "$(json "$work/$1.quality.json" $path)" %.4f)"
    done
}

# row SET RECORDS PAIRS
row() {
    goals=$(goals_of "$1")
    pairs=$(json "$work/$1.quality.json" pairs.f1)
    bcubed=$(json "$work/$1.quality.json" bcubed.f1)
    printf '| %s | %s | %s |' "$1" "$2" "$3"
    quality "$1"
    if [ -n "$goals" ]; then
        printf ' %s, %s |' "$(goal "$pairs" '>=' "${goals% *}" "${goals% *}")" \
            "$(goal "$bcubed" '>=' "${goals#* }" "${goals#* }")"
    else
        printf ' – |'
    fi
    printf ' %s |' "$(number "$(json "$work/$1.run.json" expected.f1)" %.3f)"
    printf ' %s |' "$(number "$(seconds_of "$1")" %.2f)"
    printf ' %s |\n' "$(number "$(mib_of "$1")" %.0f)"
}

accuracy_table() {
    printf '| set | records | true pairs | pairs P | R | F1 | B³ P | R | F1 | goals: pairs F1, B³ F1 |'
    echo ' F1 by the model | seconds | MiB |'
    echo '|---|---|---|---|---|---|---|---|---|---|---|---|---|'
    row febrl1 1,000 500
    row febrl2 5,000 1,934
    row febrl3 5,000 6,538
    row febrl4 '2 × 5,000' 5,000
    row fake_1000 1,000 2,031
    row historical_50k 50,578 303,961
    echo
    echo "historical_50k has a goal for time and memory, too: $(
        goal "$(seconds_of historical_50k)" '<' 4 'under 4 s'
    ), $(goal "$(mib_of historical_50k)" '<=' 256 '256 MiB')."
    for set_name in $labelled; do
        [ -s "$work/$set_name.quality.json" ] || echo "**Not measured: $set_name.**"
    done
}

# The figures of tools/bench-peers beside ours, set by set.
measured_peers() {
    if [ ! -s "$work/peers.tsv" ]; then
        echo '**Not measured.** `make bench-peers` does it (it needs Python 3 and PyPI).'
        return 0
    fi
    sed -n 's/^# //p' "$work/peers.tsv"
    echo
    echo '| set | program | pairs P | R | F1 | B³ P | R | F1 | seconds | MiB |'
    echo '|---|---|---|---|---|---|---|---|---|---|'
    sed '/^#/d' "$work/peers.tsv" | cut -f 1 | uniq | while read -r name; do
        if [ -s "$work/$name.quality.json" ]; then
            printf '| %s | **Sightline** |' "$name"
            quality "$name"
            printf ' %s |' "$(number "$(seconds_of "$name")" %.2f)"
            printf ' %s |\n' "$(number "$(mib_of "$name")" %.0f)"
        fi
        awk -F '\t' -v name="$name" '$1 == name {
            printf "| %s | %s |", $1, $2
            for (i = 3; i <= 8; i++) printf " %.4f |", $i
            printf " %.2f | %.0f |\n", $9, $10
        }' "$work/peers.tsv"
    done
}

# limits_of SIZE: seconds and MiB.
limits_of() {
    case $1 in
    1000000) echo 20 1024 ;;
    10000000) echo 300 5120 ;;
    esac
}

growth_table() {
    printf '| records | seconds | MiB | goal | bytes a record | pairs looked at, a record |'
    echo ' all pairs decided, a second | pairs P | R | F1 | B³ P | R | F1 |'
    echo '|---|---|---|---|---|---|---|---|---|---|---|---|---|'
    for size in $sizes; do
        name=synthetic-$size
        seconds=$(seconds_of "$name")
        mib=$(mib_of "$name")
        printf '| %s |' "$(thousands "$size")"
        printf ' %s | %s |' "$(number "$seconds" %.2f)" "$(number "$mib" %.0f)"
        # shellcheck disable=SC2046 # two numbers
        set -- $(limits_of "$size")
        if [ $# -eq 2 ]; then
            printf ' %s, %s |' "$(goal "$seconds" '<' "$1" "$1 s")" \
                "$(goal "$mib" '<=' "$2" "$2 MiB")"
        else
            printf ' |'
        fi
        printf ' %s |' "$(number "$(calculate '$1 * 1048576 / $2' "$mib" "$size")" %.0f)"
        looked_at=$(json "$work/$name.run.json" pairs.scored)
        printf ' %s |' "$(number "$(calculate '$1 / $2' "$looked_at" "$size")" %.0f)"
        possible=$(json "$work/$name.run.json" pairs.possible)
        printf ' %s |' "$(number "$(calculate '$1 / $2' "$possible" "$seconds")" %.2g)"
        quality "$name"
        echo
    done
}

# What was left out for its size, with its goals.
large_line() {
    case " $sizes " in *" 10000000 "*) return 0 ;; esac
    # shellcheck disable=SC2046 # two numbers
    set -- $(limits_of 10000000)
    echo "10,000,000 records (goals: $1 s, $2 MiB) were not linked for this page; \`BENCH_LARGE=1\`"
    echo 'makes `make bench` do it.'
}

# exponent PATH OF THE VALUE: for each size and the one before, p in "grows as n^p"; of the value in
# NAME.run.json, or of the wall-clock time when the path is "wall".
exponents() {
    before=
    for size in $sizes; do
        if [ "$1" = wall ]; then
            value=$(seconds_of "synthetic-$size")
        else
            value=$(json "$work/synthetic-$size.run.json" "$1")
        fi
        power=
        [ -z "$before" ] || power=$(calculate 'log($2 / $1) / log($4 / $3)' "$before" "$value" \
            "$before_size" "$size" 2>/dev/null || true)
        printf ' %s |' "$(number "$power" %.2f)"
        before=$value
        before_size=$size
    done
}

stages='read similar train index score cluster write'

stage_table() {
    printf '| records |'
    for size in $sizes; do
        printf ' %s |' "$(thousands "$size")"
    done
    echo
    printf '|---|'
    for size in $sizes; do
        printf -- '---|'
    done
    echo
    for stage in $stages; do
        case $stage in
        read) text='reading records' ;;
        similar) text='finding similar values' ;;
        train) text='learning the model' ;;
        index) text='building the index' ;;
        score) text='scoring pairs' ;;
        cluster) text='joining records' ;;
        write) text='writing results' ;;
        esac
        printf '| %s, s |' "$text"
        for size in $sizes; do
            printf ' %s |' "$(number "$(json "$work/synthetic-$size.run.json" "seconds.$stage")" %.2f)"
        done
        echo
    done
    printf '| whole command, grows as n^ |'
    exponents wall
    printf '\n| scoring pairs, grows as n^ |'
    exponents seconds.score
    printf '\n| pairs looked at, grows as n^ |'
    exponents pairs.scored
    echo
}

community_table() {
    if [ ! -s "$work/communities.txt" ]; then
        echo '**Not measured.**'
        return 0
    fi
    echo "Pairs within one community, by whose names people bear, of" \
        "$(thousands "$(cat "$work/communities.size")") records:"
    echo
    echo '| names of community | records | pairs P | R | F1 | B³ P | R | F1 |'
    echo '|---|---|---|---|---|---|---|---|'
    while read -r community; do
        name=community-$community
        records=$(json "$work/$name.quality.json" records)
        printf '| %s | %s |' "$community" "${records:+$(thousands "$records")}"
        quality "$name"
        echo
    done <"$work/communities.txt"
}

# query_row SIZE KIND GOAL
query_row() {
    file=$work/query-$1.json
    printf '| %s | %s |' "$(thousands "$1")" "$2"
    for path in mean_us p50_us p90_us p99_us p999_us max_us; do
        printf ' %s |' "$(number "$(json "$file" "$2.$path")" %.0f)"
    done
    if [ "$1" = 1000000 ]; then
        printf ' %s |' "$(goal "$(json "$file" "$2.p99_us")" '<' "$3" "under $3")"
    else
        printf ' |'
    fi
    count=$(json "$file" "$2.queries")
    printf ' %s |' "$(number "$(calculate '100 * $1 / $2' "$(json "$file" "$2.found")" "$count")" %.2f)"
    printf ' %s |\n' \
        "$(number "$(calculate '100 * $1 / $2' "$(json "$file" "$2.best_right")" "$count")" %.2f)"
}

query_table() {
    any=
    for size in $sizes; do
        [ ! -s "$work/query-$size.json" ] || any=1
    done
    if [ -z "$any" ]; then
        echo '**Not measured.**'
        return 0
    fi
    printf '| records | values | mean µs | p50 | p90 | p99 | p99.9 | longest | goal for p99 |'
    echo ' record found, % | best match right, % |'
    echo '|---|---|---|---|---|---|---|---|---|---|---|'
    for size in $sizes; do
        if [ -s "$work/query-$size.json" ]; then
            query_row "$size" known 100
            query_row "$size" unseen 500
        fi
    done
}

limits_table() {
    file=$work/limits.json
    if [ ! -s "$file" ]; then
        echo '**Not measured.**'
        return 0
    fi
    size=
    for one in $sizes; do
        if [ "$one" -le 1000000 ] && [ -s "$work/synthetic-$one.run.json" ]; then
            size=$one
        fi
    done
    name=synthetic-${size:-none}
    threads=$(json "$file" threads)
    bytes=
    [ ! -s "$work/people-$size.csv" ] || bytes=$(wc -c <"$work/people-$size.csv")
    read_rate=$(calculate '$1 / 1e6 / $2' "$bytes" "$(json "$work/$name.run.json" seconds.read)")
    pair_rate=$(calculate '$1 / 1e6 / $2 / $3' "$(json "$work/$name.run.json" pairs.scored)" \
        "$(json "$work/$name.run.json" seconds.score)" "$threads")
    loads=$(json "$file" loads_m_s)
    csv=$(json "$file" csv_mb_s)
    echo "| | this machine, at most | reached, $(thousands "${size:-0}") records |"
    echo '|---|---|---|'
    echo "| memory read in order, one thread | $(number "$(json "$file" stream_gb_s)" %.1f) GB/s | |"
    echo "| the same, $threads threads | $(number "$(json "$file" stream_all_gb_s)" %.1f) GB/s | |"
    echo "| random load that waits for the one before | $(number "$(json "$file" step_ns)" %.0f) ns | |"
    printf '| random loads of one thread, a second | %s million |' "$(number "$loads" %.0f)"
    printf ' %s million pairs looked at, a thread and second (%s of the loads) |\n' \
        "$(number "$pair_rate" %.1f)" \
        "$(number "$(calculate '100 * $1 / $2' "$pair_rate" "$loads")" '%.0f %%')"
    printf '| a file from the cache of the system | %s MB/s |' "$(number "$(json "$file" file_mb_s)" %.0f)"
    printf ' CSV reader alone %s MB/s, %s million records a second |\n' "$(number "$csv" %.0f)" \
        "$(number "$(json "$file" csv_records_m_s)" %.1f)"
    printf '| the CSV reader alone | %s MB/s |' "$(number "$csv" %.0f)"
    printf ' reading and numbering values %s MB/s, %s threads (%s) |\n' "$(number "$read_rate" %.0f)" \
        "$threads" "$(number "$(calculate '100 * $1 / $2' "$read_rate" "$csv")" '%.0f %%')"
}

# Over all sizes that were measured: p in "grows as n^p", of the whole command.
overall_line() {
    first=
    for size in $sizes; do
        seconds=$(seconds_of "synthetic-$size")
        [ -n "$seconds" ] || continue
        if [ -z "$first" ]; then
            first=$size
            first_seconds=$seconds
        fi
        last=$size
        last_seconds=$seconds
    done
    [ -n "$first" ] && [ "$first" != "$last" ] || return 0
    power=$(calculate 'log($2 / $1) / log($4 / $3)' "$first_seconds" "$last_seconds" "$first" \
        "$last")
    echo "From $(thousands "$first") to $(thousands "$last") records the time grows as" \
        "n^$(number "$power" %.2f) on average."
}

generator_line() {
    last=
    for size in $sizes; do
        seconds=$(seconds_of "people-$size")
        [ -z "$seconds" ] || last="$(thousands "$size") records take $(
            number "$seconds" %.1f
        ) s and $(number "$(mib_of "people-$size")" %.0f) MiB"
    done
    [ -z "$last" ] || echo "Making $last."
}

cat <<END
# Benchmarks

Written by \`make bench\` (\`tools/bench\`); do not edit. Unsupervised throughout: default settings,
threshold \`auto\`, nothing tuned for a set, the truth read only by \`sightline link evaluate\` afterwards.
Seconds are wall-clock time of the whole command, reading and writing included: the median where a set is
run more than once (up to 300,000 records, ${BENCH_RUNS:-3} runs; one above). MiB is the peak resident memory that the kernel counted. ✓ and ✗
say whether a goal was reached; nothing else hangs on it.

$(machine)

## Labelled sets

P, R and F1 are precision, recall and their harmonic mean: of pairs of records, and B³ (A. Bagga and
B. Baldwin 1998, every record of equal weight). "F1 by the model" is what the program itself expected,
without the truth.

$(accuracy_table)

### Peers, measured here

$(measured_peers)

### Peers, as published

Other machines and evaluators: for orientation. For febrl1, febrl2 and fake_1000 we know of none.

| set | system | pairs P | R | F1 | B³ F1 | source |
|---|---|---|---|---|---|---|
| febrl3 | GoldenMatch, Fellegi-Sunter | – | – | 0.996 | 0.995 | benseverndev-oss/goldenmatch, docs/benchmarks, August 2026 (its own report) |
| febrl3 | Splink, as GoldenMatch set it up | 0.998 | 0.935 | 0.965 | 0.980 | the same |
| febrl3 | Splink, GoldenMatch's older table | 1.000 | 0.995 | 0.998 | – | the same |
| febrl3 | dedupe | 1.000 | 0.865 | 0.928 | – | the same |
| febrl3 | recordlinkage | 0.999 | 0.733 | 0.845 | – | the same |
| febrl4 | GoldenMatch, on encoded records | – | – | 0.924 | – | the same |
| historical_50k | GoldenMatch, Fellegi-Sunter | – | – | 0.827 | 0.862 | the same, August 2026 (14.5 s on 16 cores) |
| historical_50k | GoldenMatch, Fellegi-Sunter | 0.812 | 0.747 | 0.778 | 0.844 | the same, June 2026 (60.8 s) |
| historical_50k | Splink, as GoldenMatch set it up | 0.966 | 0.623 | 0.757 | 0.789 | the same (3.2 s, 1.05 GB) |
| febrl3, febrl4 | the trial of this design | – | – | 1.000 | 1.000 | own measurement, before this code |
| fake_1000 | the trial of this design | – | – | 0.949 to 0.974 | 0.962 to 0.985 | the same |
| historical_50k | the trial of this design | – | – | 0.965 to 0.973 | 0.970 to 0.977 | the same |

## Growth

Synthetic people: families, twins, movers, eleven communities of names, 2.65 records a person from police,
councils and the NHS; what goes wrong how often is the table in \`bench/records.h\`. Six fields are
compared: given name, surname, date of birth, sex, postcode, telephone. The errors are our own invention,
so these figures say how time and memory grow and which names fare worse; they do not say how good linkage
of real records would be. $(generator_line)

$(growth_table)

$(large_line)

Where the time goes, and how it grows from one size to the next:

$(stage_table)

$(overall_line)

For comparison, published: Splink 3.9.11 on DuckDB, 7 million records, a thousand million pairs, 8 virtual
cores: 975 s to score, 334 s to estimate u, 200 s to cluster (robinlinacre.com/fast_deduplication, January
2024).

### By community

$(community_table)

## One record against an index

Single searches on one thread, each from the raw values of a record to its weighted matches. *Known*:
records of the file. *Unseen*: such with a typing slip in one or two values, so that no record holds them.
"Record found": the one that was asked about, or from which the slip was made, is among the matches; "best
match right": the first match is about the same person.

$(query_table)

## Against the machine

Scoring waits for memory, not for arithmetic; so the fair measure is how many random loads the machine can
do.

$(limits_table)

On another machine (2 cores, AVX-512, 2.7 GHz; own micro-benchmarks before this code) one core scored 2,450
million pairs a second inside blocks that fit the cache, 37 to 42 million along a list of random pairs, and
DuckDB 0.5 million with comparisons like Splink's. The first is the limit of arithmetic, the second that of
memory.

## How each figure was taken

\`make bench\` does all of it; these are the commands. \`D\` is the folder of the labelled sets.

\`\`\`sh
sightline-measure --runs ${BENCH_RUNS:-3} \\
    sightline link dedupe \$D/febrl_dataset3.csv --id rec_id --threshold auto --out clusters.csv \\
    --fields $(fields_of febrl3)
sightline link evaluate --clusters clusters.csv --truth \$D/febrl_dataset3.csv --id rec_id \\
    --truth-from-id 'rec-([0-9]+)-'

sightline link match \$D/febrl_dataset4a.csv \$D/febrl_dataset4b.csv --id rec_id --threshold auto \\
    --out clusters.csv --fields ...             # the same fields
sightline link evaluate --clusters clusters.csv --truth \$D/febrl_dataset4a.csv \\
    --truth \$D/febrl_dataset4b.csv --id rec_id --truth-from-id 'rec-([0-9]+)-'

sightline link dedupe \$D/fake_1000.csv --id unique_id --threshold auto --out clusters.csv \\
    --fields $(fields_of fake_1000)
sightline link evaluate --clusters clusters.csv --truth \$D/fake_1000.csv --id unique_id \\
    --truth-column cluster

sightline link dedupe \$D/historical_50k.csv --id unique_id --threshold auto --out clusters.csv \\
    --fields $(fields_of historical_50k)
sightline link evaluate --clusters clusters.csv --truth \$D/historical_50k.csv --id unique_id \\
    --truth-column cluster

sightline-generate --records 1000000 --seed $seed --people-truth --communities --out people.csv
sightline link dedupe people.csv --id $synthetic_id --threshold auto --out clusters.csv \\
    --save-model model.json \\
    --fields $synthetic_fields
sightline link evaluate --clusters clusters.csv --truth people.csv --id id --truth-column person
sightline-bench-query people.csv --id id --model model.json --truth-column person --fields ...
sightline-limits --csv people.csv
\`\`\`
END
