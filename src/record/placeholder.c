/* SPDX-License-Identifier: Apache-2.0 */
#include "record/placeholder.h"

#include "base/error.h"
#include "record/words.h"

/*
 * "nan" is not here, although programs write it: it is a short form of Ann. "test" is not here:
 * a record with it is a record of something.
 */
/* clang-format off */
static const struct sl_word_row rows[] = {
    { "anonymous", "" },
    { "awaiting", "" },
    { "awaiting confirmation", "" },
    { "declined", "" },
    { "declined to say", "" },
    { "did not say", "" },
    { "do not know", "" },
    { "dont know", "" },
    { "info not given", "" },
    { "information not given", "" },
    { "information not obtained", "" },
    { "information not yet obtained", "" },
    { "left blank", "" },
    { "missing", "" },
    { "n a", "" },
    { "n k", "" },
    { "n s", "" },
    { "na", "" },
    { "nil", "" },
    { "nil known", "" },
    { "nk", "" },
    { "no data", "" },
    { "no information", "" },
    { "no known", "" },
    { "no name", "" },
    { "no name given", "" },
    { "no record", "" },
    { "no value", "" },
    { "none", "" },
    { "none given", "" },
    { "none known", "" },
    { "none provided", "" },
    { "none recorded", "" },
    { "none stated", "" },
    { "not answered", "" },
    { "not applicable", "" },
    { "not available", "" },
    { "not collected", "" },
    { "not confirmed", "" },
    { "not disclosed", "" },
    { "not entered", "" },
    { "not given", "" },
    { "not held", "" },
    { "not known", "" },
    { "not known yet", "" },
    { "not obtained", "" },
    { "not on file", "" },
    { "not provided", "" },
    { "not recorded", "" },
    { "not set", "" },
    { "not specified", "" },
    { "not stated", "" },
    { "not supplied", "" },
    { "not yet known", "" },
    { "null", "" },
    { "prefer not to say", "" },
    { "refused", "" },
    { "tba", "" },
    { "tbc", "" },
    { "tbd", "" },
    { "to be advised", "" },
    { "to be confirmed", "" },
    { "undefined", "" },
    { "undisclosed", "" },
    { "unk", "" },
    { "unknown", "" },
    { "unknown at present", "" },
    { "unknown unknown", "" },
    { "unkown", "" },
    { "unobtainable", "" },
    { "unrecorded", "" },
    { "unspecified", "" },
    { "unstated", "" },
    { "withheld", "" },
};
/* clang-format on */

static const struct sl_word_table table = SL_WORD_TABLE(rows);

/*
 * One character typed to fill a field: two or more x, or four or more of 0 or 9 (as a house has
 * number 99, shorter ones may be meant).
 */
static bool is_filler(struct sl_str folded)
{
    const char first = folded.ptr[0];
    size_t count = 0;
    for (size_t i = 0; i < folded.len; i++) {
        if (folded.ptr[i] == first) {
            count++;
        } else if (folded.ptr[i] != ' ') {
            return false;
        }
    }
    return first == 'x' ? count >= 2 : (first == '0' || first == '9') && count >= 4;
}

bool sl_placeholder(struct sl_str folded)
{
    if (folded.len == 0) {
        return true;
    }
    return is_filler(folded) || sl_word_find(&table, folded) != NULL;
}

size_t sl_placeholder_count(void)
{
    return table.count;
}

struct sl_str sl_placeholder_get(size_t index)
{
    SL_ASSERT(index < table.count);
    return sl_str_from(table.rows[index].word);
}
