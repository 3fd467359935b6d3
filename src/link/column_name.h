/* SPDX-License-Identifier: Apache-2.0 */
/*
 * column_name.h - what the name of a column says about what it holds.
 *
 * Names are compared by their letters alone, in lower case: "Date of birth", "date_of_birth" and
 * "DateOfBirth1" are one name. The table is ours: names seen in agencies' extracts, in the returns
 * that councils send to the department for education, and in public sets of test data.
 */
#ifndef SL_LINK_COLUMN_NAME_H
#define SL_LINK_COLUMN_NAME_H

#include "base/str.h"
#include "sightline/kind.h"

enum sl_name_sense {
    SL_SENSE_NONE,         /* nothing that we know */
    SL_SENSE_FIELD,        /* something about the person; see kind */
    SL_SENSE_RECORD_ID,    /* the number of the record */
    SL_SENSE_NUMBER,       /* some number or reference */
    SL_SENSE_ANSWER,       /* which records belong together: the truth of a test */
    SL_SENSE_OTHER_PERSON, /* about a parent, a carer, a worker */
    SL_SENSE_NOTE,         /* free writing */
    SL_SENSE_OTHER_DATE,   /* a date, but not of birth */
    SL_SENSE_SOURCE        /* the system or agency that the record comes from */
};

struct sl_name_meaning {
    enum sl_name_sense sense;
    enum sl_kind kind; /* for SL_SENSE_FIELD */
};

/* What a column's name says. Time: a walk through a table of some hundred rows. */
struct sl_name_meaning sl_column_name_meaning(struct sl_str name);

#endif
