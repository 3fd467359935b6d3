# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=sh
#
# What the pages of measurements have in common: numbers as they are shown, and the machine. Read by
# bench/page.sh and bench/partnership_page.sh behind bench/sets.sh.
#
# shellcheck disable=SC2016,SC2154 # dollars are for awk; bin and work are those of sets.sh

# number VALUE FORMAT: formatted, or a dash when there is none.
number() {
    if [ -n "$1" ] && [ "$1" != null ]; then
        awk -v v="$1" -v f="$2" 'BEGIN { printf f, v }'
    else
        printf '–'
    fi
}

# thousands N: 1000000 as 1,000,000.
thousands() {
    awk -v n="$1" 'BEGIN {
        for (text = ""; length(n) > 3; n = substr(n, 1, length(n) - 3))
            text = "," substr(n, length(n) - 2) text
        print n text
    }'
}

# calculate EXPRESSION VALUE...: $1, $2 ... are the values; nothing when one of them is missing.
calculate() {
    expression=$1
    shift
    for value in "$@"; do
        [ -n "$value" ] && [ "$value" != null ] || return 0
    done
    echo "$@" | awk "{ printf \"%.9g\", $expression }"
}

# goal VALUE OPERATOR LIMIT TEXT: the goal's text, marked when it is reached and when it is not.
goal() {
    if [ -z "$1" ]; then
        printf %s "$4"
    elif awk -v v="$1" -v l="$3" "BEGIN { exit !(v $2 l) }"; then
        printf '%s ✓' "$4"
    else
        printf '%s ✗' "$4"
    fi
}

machine() {
    model=$(awk -F ': *' '/^model name/ { print $2; exit }' /proc/cpuinfo 2>/dev/null || true)
    memory=$(awk '/^MemTotal/ { printf "%.0f GiB", $2 / 1048576 }' /proc/meminfo 2>/dev/null || true)
    compiler=$(cat "$bin"/CMakeFiles/*/CMakeCCompiler.cmake 2>/dev/null | awk -F '"' '
        /CMAKE_C_COMPILER_ID "/ { family = $2 == "GNU" ? "gcc" : tolower($2) }
        /CMAKE_C_COMPILER_VERSION "/ { version = $2 }
        END { print family, version }' || true)
    load=$(cat "$work/load.txt" 2>/dev/null || true)
    version=$(cat "$work/version.txt" 2>/dev/null || true)
    echo '| | |'
    echo '|---|---|'
    echo "| date | $(date -u +%Y-%m-%d) |"
    echo "| version | ${version:-unknown} |"
    echo "| processor | ${model:-unknown} |"
    echo "| cores in use | $(nproc) |"
    echo "| memory | ${memory:-unknown} |"
    echo "| system | $(uname -s) $(uname -r | cut -d. -f1,2), $(uname -m) |"
    echo "| compiler | ${compiler:-unknown}, release preset |"
    echo "| load before the first run | ${load:-unknown} |"
}
