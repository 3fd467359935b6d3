/* SPDX-License-Identifier: Apache-2.0 */
/*
 * search_query.h - what somebody typed into the one box, taken apart.
 *
 * One text holds everything that is known: "khan mohamed 14.2.13 M13 07700 900123". It becomes
 * parts, each a thing that is said of the person, and each part has readings: "AB12 CDE" is the
 * mark of a vehicle, ten digits may be an NHS number, a phone or a number of some system's own. No
 * reading is chosen here; what people have decides. Words that are neither are parts without a
 * reading, so that nobody is told that something was looked for when it was not.
 *
 *   reading       text                               sound        first .. last
 *   NAME          a word of a name                   its sound
 *   INITIAL       one letter
 *   BIRTH         as typed                                        yyyymmdd, both included
 *   POSTCODE      unit, sector or district                        length of the district; which
 *   PHONE         normal form
 *   IDENTIFIER    normal form
 *   VEHICLE       normal form
 *   HANDLE        handle, "platform " before it if said
 *   EMAIL         normal form
 *   IDENTITY      as typed: "P7Q2M4XKD"
 *
 * A word that only says what follows it ("dob", "tel", "nhs number", "aged") is left out.
 */
#ifndef SL_SEARCH_SEARCH_QUERY_H
#define SL_SEARCH_SEARCH_QUERY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/str.h"
#include "record/fold.h"

/* X(enumerator, name) */
#define SL_SEARCH_READING_TABLE(X)              \
    X(SL_SEARCH_READS_NAME, "name")             \
    X(SL_SEARCH_READS_INITIAL, "initial")       \
    X(SL_SEARCH_READS_BIRTH, "date_of_birth")   \
    X(SL_SEARCH_READS_POSTCODE, "postcode")     \
    X(SL_SEARCH_READS_PHONE, "phone")           \
    X(SL_SEARCH_READS_IDENTIFIER, "identifier") \
    X(SL_SEARCH_READS_VEHICLE, "vehicle")       \
    X(SL_SEARCH_READS_HANDLE, "online_name")    \
    X(SL_SEARCH_READS_EMAIL, "email")           \
    X(SL_SEARCH_READS_IDENTITY, "identity")

enum sl_search_reads {
#define SL_SEARCH_READING_ENUM(enumerator, name) enumerator,
    SL_SEARCH_READING_TABLE(SL_SEARCH_READING_ENUM)
#undef SL_SEARCH_READING_ENUM
        SL_SEARCH_READING_COUNT
};

/* What a postcode is: how much of it was typed. */
enum sl_search_area { SL_SEARCH_AREA_DISTRICT, SL_SEARCH_AREA_SECTOR, SL_SEARCH_AREA_UNIT };

/* The longest text, in bytes, and the most parts and readings of a part. */
#define SL_SEARCH_TEXT_LIMIT    1024
#define SL_SEARCH_PART_LIMIT    12
#define SL_SEARCH_PART_READINGS 5

struct sl_search_reading {
    enum sl_search_reads reads;
    struct sl_str text, sound;
    int32_t first, last;
};

struct sl_search_part {
    struct sl_str typed; /* as it stands in the text; of a name, the word */
    size_t reading_count;
    struct sl_search_reading readings[SL_SEARCH_PART_READINGS];
    bool may_go_on; /* a name that stands at the very end, or before a star: more may be meant */
};

/* Invariant: part_count <= SL_SEARCH_PART_LIMIT. Texts live in the arena it was made in. */
struct sl_search_query {
    size_t part_count;
    struct sl_search_part parts[SL_SEARCH_PART_LIMIT];
};

/*
 * Take a text apart.
 *
 *   text       UTF-8; invalid bytes part words
 *   today      days since 1970-01-01, by which ages become years of birth
 *   arena      of the request
 *   ret_query  some 4 KiB
 *
 * Errors: SL_LIMIT when the text is too long or has too many parts; SL_INVALID when it is blank;
 * SL_NO_MEMORY.
 */
SL_NODISCARD enum sl_status sl_search_query_parse(
    struct sl_fold *fold,
    struct sl_str text,
    int32_t today,
    struct sl_arena *arena,
    struct sl_search_query *ret_query,
    struct sl_error *err
);

/* The name of a reading in JSON: static. */
struct sl_str sl_search_reading_name(enum sl_search_reads reads);

/* The reading of a part of one kind; NULL when it has none. */
const struct sl_search_reading *
sl_search_part_find(const struct sl_search_part *part, enum sl_search_reads reads);

#endif
