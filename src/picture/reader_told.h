/* SPDX-License-Identifier: Apache-2.0 */
/*
 * reader_told.h - what a reader who may not see everything is told of each agency's records.
 */
#ifndef SL_PICTURE_READER_TOLD_H
#define SL_PICTURE_READER_TOLD_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

/*
 * What the reader is told of one agency and one group of kinds of record. It is decided by whoever
 * gives the records (src/sharing); here it is only shown. Words are of those who decided.
 */
struct sl_picture_answer {
    struct sl_str agency;
    struct sl_str kinds, kinds_words;   /* the group: its name, and in words */
    struct sl_str answer, answer_words; /* "records_held" */
    uint64_t count;                     /* of records that are held; 0 with any other answer */
    bool content;                       /* some of them can be read, not only counted */
    bool more;                          /* there may be more, which may not be told */
};

/* Fields of the child that an agency withholds from others, whether or not there are values. */
struct sl_picture_withheld {
    struct sl_str agency, fields, words;
};

#endif
