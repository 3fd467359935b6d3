#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# Print docs/benchmarks-pages.md from what the step `pages` of tools/bench left in build/bench/.
# Run at the root of the tree. What was not measured is left out, and the page says so.
# shellcheck disable=SC2016 # backquotes are for the page
set -eu
. bench/sets.sh
. bench/page_parts.sh

# block NAME: what was printed.
block() {
    printf '\n```\n'
    cat "$work/pages-$1.txt" 2>/dev/null || echo '(not measured)'
    echo '```'
}

cat <<END
# Pages

Written by \`make bench\` (\`tools/bench pages\`); do not edit. A synthetic partnership of
$(cat "$work/pages.size") children (docs/simulate.md) with its agreements in force is served over loopback, to users
of the police who work with the children that are asked for. Clients, service and the ledger's disk are one machine;
"processor" is the time of processors for one page, the client's part with it. Load before the run: $(cat "$work/pages.load").

$(machine)

Each page is an entry of the ledger that is on the disk before it is sent: times by the clock have a sync of the disk in
them. Pages of children and searches are made anew for each request of these rounds; "again" are pages that were shown
within the minute, by the same session, while nothing was changed (src/web/again.h). The fixed page comes from the bare
HTTP library, without headers of ours and without a look at the request.

The goals: a child's page and a search with p50 below 5 ms and p99 below 20 ms, on a machine that does nothing else;
a child's page at a quarter of the fixed page's throughput; 500 users without a failure, and memory that stays.

## One at a time, and eight at once
$(block one)

## Sixty-four at once
$(block many)

## Users who click, read, and click again
$(block crowd)
END
