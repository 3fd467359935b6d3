/* SPDX-License-Identifier: Apache-2.0 */
#include "record/mention_field.h"

struct sl_str sl_mention_field_name(enum sl_mention_field field)
{
    static const char *const names[] = {
#define SL_MENTION_FIELD_TEXT(enumerator, name) name,
        SL_MENTION_FIELD_TABLE(SL_MENTION_FIELD_TEXT)
#undef SL_MENTION_FIELD_TEXT
    };
    return sl_str_from(names[field]);
}
