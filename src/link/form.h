/* SPDX-License-Identifier: Apache-2.0 */
/*
 * form.h - from the raw values of one record to the values of its fields.
 *
 * Most fields are one column in its normal form. Dates of three columns and names that stand in a
 * full name are put together here. Normal forms are those of the record floor.
 */
#ifndef SL_LINK_FORM_H
#define SL_LINK_FORM_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/error.h"
#include "base/str.h"
#include "link/schema.h"
#include "record/birth_date.h"
#include "record/fold.h"

/* The longest value that is compared, in bytes of its normal form; a longer one is cut. */
#define SL_VALUE_LIMIT_BYTES 240u

/* One thread's means to form records. Zeroed is closed. */
struct sl_form {
    const struct sl_schema *schema;
    struct sl_fold *fold;
    struct sl_buf date;                            /* the date of three columns */
    struct sl_buf given, surname, rest;            /* names that a full name feeds */
    struct sl_buf words, scratch;                  /* all words of the full names; one of them */
    enum sl_date_order date_order[SL_FIELD_LIMIT]; /* of each date field */
    struct sl_str values[SL_FIELD_LIMIT];          /* what the last fill gave */
};

/* Errors: SL_UNSUPPORTED (no ICU), SL_NO_MEMORY. Close with sl_form_close. */
SL_NODISCARD enum sl_status
sl_form_open(struct sl_form *form, const struct sl_schema *schema, struct sl_error *err);
void sl_form_close(struct sl_form *form);

/*
 * Is the field one column that can be brought into normal form later, value by value? Then
 * sl_form_fill gives its raw value (trimmed), and sl_form_normal does the rest.
 */
bool sl_form_is_late(const struct sl_schema *schema, unsigned field);

/*
 * Set form->values from the raw values of one record (one for each column). Values are good until
 * the next fill, those of late fields as long as the raw values. Errors: SL_NO_MEMORY.
 */
SL_NODISCARD enum sl_status
sl_form_fill(struct sl_form *form, const struct sl_str *raw, struct sl_error *err);

/* Append the normal form of a late field's raw value; nothing for a missing one. */
void sl_form_normal(struct sl_form *form, unsigned field, struct sl_str raw, struct sl_buf *out);

#endif
