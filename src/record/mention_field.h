/* SPDX-License-Identifier: Apache-2.0 */
/*
 * mention_field.h - what a mention of a person is compared by.
 *
 * A mention is a person's key within a source, described by one or more of its records. For the
 * linkage it becomes a few rows of these fields: the first has the main name and the latest
 * address, each further one another name, address or phone. Rows of a mention are one person.
 */
#ifndef SL_RECORD_MENTION_FIELD_H
#define SL_RECORD_MENTION_FIELD_H

#include <stdint.h>

#include "base/str.h"

/* Rows of one mention at most. */
#define SL_MENTION_ROW_LIMIT 6u
/* Persons in one record at most: a mention's id is made of a record's id and a place in it. */
#define SL_MENTION_PER_RECORD 1024
/* What ids of rows are made of: mention * SL_MENTION_ROW_STEP + ordinal. */
#define SL_MENTION_ROW_STEP 8

/* X(enumerator, name): names are those of the columns of the derived table mention_row. */
#define SL_MENTION_FIELD_TABLE(X)          \
    X(SL_MENTION_GIVEN_NAME, "given_name") \
    X(SL_MENTION_SURNAME, "surname")       \
    X(SL_MENTION_BIRTH_DATE, "birth_date") \
    X(SL_MENTION_SEX, "sex")               \
    X(SL_MENTION_POSTCODE, "postcode")     \
    X(SL_MENTION_ADDRESS, "address")       \
    X(SL_MENTION_PHONE, "phone")           \
    X(SL_MENTION_NHS_NUMBER, "nhs_number") \
    X(SL_MENTION_UPN, "upn")               \
    X(SL_MENTION_CHILD_ID, "child_id")

enum sl_mention_field {
#define SL_MENTION_FIELD_ENUM(enumerator, name) enumerator,
    SL_MENTION_FIELD_TABLE(SL_MENTION_FIELD_ENUM)
#undef SL_MENTION_FIELD_ENUM
        SL_MENTION_FIELD_COUNT
};

/*
 * One row. Values are as the agency wrote them, but for two: a birth date is yyyymmdd with zeros
 * for what is not known, and a child id is "agency/id", as one number serves all of a council's
 * systems. What is not known is empty.
 */
struct sl_mention_row {
    int64_t mention;
    unsigned ordinal; /* 0 .. SL_MENTION_ROW_LIMIT-1, without a gap */
    struct sl_str values[SL_MENTION_FIELD_COUNT];
};

/* What is known of a mention beside its rows; several may hold. */
enum sl_mention_flag {
    SL_MENTION_NAMED = 1,     /* a latest record names it; else it is only remembered */
    SL_MENTION_DESCRIBED = 2, /* it has rows: it is told who it is, not only referred to */
    SL_MENTION_ADOPTED = 4,   /* a latest record says that its care ceased by adoption: sealed */
};

/* The name of a field: static. */
struct sl_str sl_mention_field_name(enum sl_mention_field field);

#endif
