# SPDX-License-Identifier: Apache-2.0
#
# Pick three pairs of records that are worth explaining.
#
#   awk -v id=COLUMN -v given=COLUMN -v surname=COLUMN -v dob=COLUMN -f bench/pick.awk RECORDS PAIRS
#
# RECORDS and PAIRS are CSV files without line ends inside fields; PAIRS is what
# `sightline link ... --pairs` writes. Prints lines of kind, id and id, divided by tabs:
#
#   sure    the pair of the highest weight
#   close   the pair of the lowest weight
#   name    the surest pair with the same surname and date, but another given name that begins alike
#   date    the surest pair with the same names, but another date of birth
#
# Two spellings of one value ("Anne-Marie" and "ANNE MARIE", "1/2/1990" and "1990-02-01") are the
# same here, as they are to the program; names with letters that this cannot fold are not picked.

# Divide a line into field[1], field[2], ...; gives how many.
function divide(line, field,   count, at, part) {
    count = 0
    line = line ","
    while (line != "") {
        if (substr(line, 1, 1) == "\"") {
            part = ""
            line = substr(line, 2)
            while ((at = index(line, "\"")) > 0) {
                part = part substr(line, 1, at - 1)
                line = substr(line, at + 1)
                if (substr(line, 1, 1) != "\"") break
                part = part "\""
                line = substr(line, 2)
            }
            if (at == 0) return 0
            line = substr(line, 2)
        } else {
            at = index(line, ",")
            part = substr(line, 1, at - 1)
            line = substr(line, at + 1)
        }
        gsub(/^[ \t]+|[ \t\r]+$/, "", part)
        field[++count] = part
    }
    return count
}

function column_of(name, field, count,   i) {
    for (i = 1; i <= count; i++) if (field[i] == name) return i
    return 0
}

# A name as bare letters; nothing when it has letters beyond the alphabet.
function bare(name) {
    name = tolower(name)
    if (name ~ /[^ -~]/) return ""
    gsub(/[^a-z]/, "", name)
    return name
}

# A date as its numbers, the year first.
function plain_date(text,   part, count, i) {
    count = split(text, part, /[^0-9]+/)
    if (count != 3) return text
    for (i = 1; i <= 3; i++) part[i] += 0
    if (part[1] > 31) return part[1] "-" part[2] "-" part[3]
    return part[3] "-" part[2] "-" part[1]
}

function keep(kind, weight, pair) {
    if (!(kind in best) || weight > best[kind]) { best[kind] = weight; chosen[kind] = pair }
}

NR == FNR && FNR == 1 {
    count = divide($0, head)
    columns["id"] = column_of(id, head, count)
    columns["given"] = column_of(given, head, count)
    columns["surname"] = column_of(surname, head, count)
    columns["dob"] = column_of(dob, head, count)
    next
}

NR == FNR {
    if (divide($0, cell) == 0) next
    record = cell[columns["id"]]
    given_of[record] = bare(cell[columns["given"]])
    surname_of[record] = bare(cell[columns["surname"]])
    dob_of[record] = plain_date(cell[columns["dob"]])
    next
}

FNR > 1 {
    if (divide($0, cell) < 3) next
    a = cell[1]
    b = cell[2]
    weight = cell[3] + 0
    pair = a "\t" b
    keep("sure", weight, pair)
    if (!("close" in best) || weight < best["close"]) { best["close"] = weight; chosen["close"] = pair }
    names = given_of[a] != "" && surname_of[a] != "" && given_of[b] != ""
    if (!names || dob_of[a] == "" || dob_of[b] == "") next
    same_given = given_of[a] == given_of[b]
    same_surname = surname_of[a] == surname_of[b]
    same_dob = dob_of[a] == dob_of[b]
    # A title ("Sir") in the place of a name is none, and seldom begins as the name does.
    alike = substr(given_of[a], 1, 1) == substr(given_of[b], 1, 1)
    alike = alike && length(given_of[a]) > 2 && length(given_of[b]) > 2
    if (!same_given && same_surname && same_dob && alike) keep("name", weight, pair)
    if (same_given && same_surname && !same_dob) keep("date", weight, pair)
}

END { for (kind in chosen) print kind "\t" chosen[kind] }
