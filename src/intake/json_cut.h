/* SPDX-License-Identifier: Apache-2.0 */
/*
 * json_cut.h - cutting the objects that are records out of a stream of JSON, byte by byte.
 *
 * A file of JSON is one value, however long, so it cannot be parsed whole in bounded memory. Here
 * brackets, quotes and the names of a few members are looked at, as far as is needed to see where
 * a record begins and ends; what was cut out is then parsed strictly, alone (RFC 8259 is the
 * grammar). What stands between records is not checked.
 *
 * Records are the objects of the outermost list, or objects that follow one another. An outermost
 * object that is a Bundle of FHIR is no record, but those that its entries have as `resource` are
 * (HL7 FHIR R4, 2.36): it is one as soon as its member resourceType says so, or when it has a list
 * `entry` in front of that member.
 */
#ifndef SL_INTAKE_JSON_CUT_H
#define SL_INTAKE_JSON_CUT_H

#include "intake/format_impl.h"

/* Names that are looked for. */
enum sl_json_cut_name {
    SL_JSON_CUT_OTHER,
    SL_JSON_CUT_TYPE, /* resourceType */
    SL_JSON_CUT_ENTRY,
    SL_JSON_CUT_RESOURCE,
    SL_JSON_CUT_BUNDLE, /* as a value */
};

/* Room for the longest of these names and one byte more. */
#define SL_JSON_CUT_NAME_BYTES 13u

/* A cutter at work. Zeroed but for has_bundles: at the beginning. */
struct sl_json_cut {
    bool has_bundles; /* an outermost object may be a Bundle */

    size_t at;                         /* in the window: behind what was looked at */
    uint64_t line;                     /* of the window's first byte, less 1 */
    uint64_t first_line;               /* on which the record that is under way begins */
    unsigned depth;                    /* how many brackets are open */
    unsigned base;                     /* of a record or Bundle: how many were open around it */
    bool is_list;                      /* the outermost value is a list */
    bool is_inside;                    /* the window begins with a record that is under way */
    bool is_too_long;                  /* and what was read of it before had to be dropped */
    bool is_typed;                     /* the record is no Bundle */
    bool is_bundle;                    /* a Bundle is open; base is its own */
    bool is_text, is_slash;            /* in a text; behind a backslash in it */
    bool is_ended;                     /* that the file ends in a Bundle or list has been said */
    char name[SL_JSON_CUT_NAME_BYTES]; /* of the text that is under way, or was last */
    unsigned name_len;
    enum sl_json_cut_name member[4]; /* the last name, by depth behind base */
};

enum sl_json_piece {
    SL_JSON_RECORD,
    SL_JSON_BROKEN,   /* an object that has no end, or what is no object */
    SL_JSON_TOO_LONG, /* its text is not given */
    SL_JSON_CUT_OFF,  /* the file ends inside of a list or Bundle; has no text */
    SL_JSON_NO_MORE,
};

/*
 * Find the next record.
 *
 *   ret_text  its bytes, good until the next call
 *   ret_line  on which it begins, from 1
 *
 * Errors: SL_IO, SL_NO_MEMORY.
 */
SL_NODISCARD enum sl_status sl_json_cut_next(
    struct sl_json_cut *cut,
    struct sl_stream *stream,
    enum sl_json_piece *ret_piece,
    struct sl_str *ret_text,
    uint64_t *ret_line,
    struct sl_error *err
);

/*
 * The same as a step of a splitter: the record read, or a reject.
 * Errors: SL_IO, SL_NO_MEMORY.
 */
SL_NODISCARD enum sl_status sl_json_cut_split(
    struct sl_json_cut *cut,
    struct sl_splitter *splitter,
    struct sl_split *ret_split,
    struct sl_error *err
);

#endif
