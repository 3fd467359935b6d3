/* SPDX-License-Identifier: Apache-2.0 */
/*
 * xml_cut.h - cutting the elements of one name out of a stream of XML, byte by byte as they are.
 *
 * A parser would give what an element means, but not its bytes, and would stop at the first fault.
 * So markup is only looked at here as far as is needed to see where an element ends: tags with
 * their quotes, comments, CDATA sections and instructions (XML 1.0, fifth edition, 2.4 to 2.7,
 * 3.1). What was cut out is then parsed strictly, alone. A document type is refused: none of our
 * formats has one, and entities are a way to attack.
 */
#ifndef SL_INTAKE_XML_CUT_H
#define SL_INTAKE_XML_CUT_H

#include "base/buf.h"
#include "intake/format_impl.h"

/* A cutter at work. Zeroed but for the names: at the beginning. */
struct sl_xml_cut {
    struct sl_str name; /* of the elements that are cut out; they do not hold each other */
    size_t at;          /* in the window: behind the markup that was looked at */
    uint64_t line;      /* of the window's first byte, less 1 */
    bool is_inside;     /* the window begins with an element that is under way */
    bool is_too_long;   /* and what was read of it before had to be dropped */
};

enum sl_xml_piece {
    SL_XML_ELEMENT,
    SL_XML_BROKEN,   /* an element that has no end */
    SL_XML_TOO_LONG, /* its text is not given */
    SL_XML_NO_MORE,
};

/*
 * Find the next element.
 *
 *   ret_text  its bytes, good until the next call
 *   ret_line  on which it begins, from 1
 *
 * Errors: SL_INVALID (a document type), SL_IO, SL_NO_MEMORY.
 */
SL_NODISCARD enum sl_status sl_xml_cut_next(
    struct sl_xml_cut *cut,
    struct sl_stream *stream,
    enum sl_xml_piece *ret_piece,
    struct sl_str *ret_text,
    uint64_t *ret_line,
    struct sl_error *err
);

/*
 * Copy everything in front of the first element into `before`, which is what its records share.
 * At least one piece of markup must name `root`; otherwise this is another kind of file.
 * Errors: SL_INVALID, SL_LIMIT (longer than the buffer may be), SL_IO, SL_NO_MEMORY.
 */
SL_NODISCARD enum sl_status sl_xml_cut_open(
    struct sl_xml_cut *cut,
    struct sl_stream *stream,
    struct sl_str root,
    struct sl_buf *before,
    struct sl_error *err
);

/*
 * The next element as a step of a splitter: the record read, or a reject.
 *
 *   layout  of every record; borrowed until the next call
 *
 * Errors: SL_INVALID (a document type), SL_IO, SL_NO_MEMORY.
 */
SL_NODISCARD enum sl_status sl_xml_cut_split(
    struct sl_xml_cut *cut,
    struct sl_splitter *splitter,
    struct sl_str layout,
    struct sl_split *ret_split,
    struct sl_error *err
);

#endif
