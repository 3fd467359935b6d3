# SPDX-License-Identifier: Apache-2.0
#
# Flatten JSON into lines of path, a tab and value: {"pairs": {"f1": 0.9}, "a": [1, 2]} gives
#
#   pairs.f1   0.9
#   a.0   1
#   a.1   2
#
# Enough for what our own programs print; strings lose their quotes, and escapes stay as written.

{ text = text $0 "\n" }

function skip() {
    while (index(" \t\r\n", substr(text, at, 1)) > 0 && at <= length(text)) at++
}

function string(   from) {
    from = ++at
    while (substr(text, at, 1) != "\"" && at <= length(text)) {
        if (substr(text, at, 1) == "\\") at++
        at++
    }
    return substr(text, from, at++ - from)
}

function join(path, name) {
    return path == "" ? name : path "." name
}

function value(path,   first, name, count, from) {
    skip()
    first = substr(text, at, 1)
    if (first == "{" || first == "[") {
        at++
        for (count = 0; ; count++) {
            skip()
            if (index("}]", substr(text, at, 1)) > 0) { at++; return }
            if (substr(text, at, 1) == ",") { at++; skip() }
            name = count
            if (first == "{") { name = string(); skip(); at++ }
            value(join(path, name))
            if (at > length(text)) return
        }
    }
    if (first == "\"") { print path "\t" string(); return }
    from = at
    while (index(",}] \t\r\n", substr(text, at, 1)) == 0) at++
    print path "\t" substr(text, from, at - from)
}

END { at = 1; if (text ~ /[^ \t\r\n]/) value("") }
