/* SPDX-License-Identifier: Apache-2.0 */
#include "record/code_list.h"

#include "base/error.h"
#include "record/code_list_data.h"

/* Codes that say why there is no answer. */
struct unknown_code {
    const char *code;
    enum sl_code_list_id id;
    enum sl_known known;
};

static const struct unknown_code unknown_codes[] = {
    {"REFU",  SL_CODES_ETHNICITY,       SL_REFUSED     },
    { "NOBT", SL_CODES_ETHNICITY,       SL_NOT_ASKED   },
    { "N0",   SL_CODES_NEED,            SL_NOT_RECORDED},
    { "10",   SL_CODES_REFERRAL_SOURCE, SL_NOT_RECORDED},
};

const struct sl_code_list *sl_code_list_get(enum sl_code_list_id id)
{
    SL_ASSERT(id < SL_CODE_LIST_COUNT);
    return &sl_code_lists[id];
}

const struct sl_code_list *sl_code_list_find(struct sl_str name)
{
    for (size_t i = 0; i < SL_CODE_LIST_COUNT; i++) {
        if (sl_str_equal(sl_code_lists[i].name, name)) {
            return &sl_code_lists[i];
        }
    }
    return NULL;
}

const char *sl_code_words(enum sl_code_list_id id, struct sl_str code)
{
    return sl_word_find(&sl_code_list_get(id)->codes, code);
}

enum sl_known sl_code_known(enum sl_code_list_id id, struct sl_str code)
{
    if (code.len == 0) {
        return SL_NOT_RECORDED;
    }
    for (size_t i = 0; i < sizeof unknown_codes / sizeof unknown_codes[0]; i++) {
        const struct unknown_code *row = &unknown_codes[i];
        if (row->id == id && sl_str_equal(code, sl_str_from(row->code))) {
            return row->known;
        }
    }
    return SL_KNOWN;
}
