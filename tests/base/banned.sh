#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# Every function that src/base/banned.h declares must stop the compiler, with a word about what to
# use instead; other functions must not. Usage: banned.sh COMPILER
set -eu
compiler=$1

# Does a program that names this function compile? Its messages go to standard output.
compile() {
    printf '%s\n' '#include "base/str.h"' '#include <stdio.h>' '#include <stdlib.h>' \
        '#include <string.h>' '#include <time.h>' 'void *address(void);' \
        "void *address(void) { return (void *)$1; }" |
        "$compiler" -std=gnu17 -D_GNU_SOURCE -Isrc -Iinclude -fsyntax-only -x c - 2>&1
}

failures=0
names=$(sed -n 's/^[a-z_].*[ *]\([a-z_]*\)(.*/\1/p' src/base/banned.h)
for name in $names; do
    if messages=$(compile "$name"); then
        echo "$name is not banned"
        failures=$((failures + 1))
    elif ! echo "$messages" | grep -q 'banned: use sl_'; then
        echo "$name: no word about what to use instead: $messages"
        failures=$((failures + 1))
    fi
done
if ! compile memcpy; then
    echo "memcpy does not compile"
    failures=$((failures + 1))
fi
count=$(echo "$names" | wc -l)
echo "$count functions tried, $failures failures"
[ "$count" -ge 20 ] && [ "$failures" -eq 0 ]
