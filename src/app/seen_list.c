/* SPDX-License-Identifier: Apache-2.0 */
#include "app/seen_list.h"

#define DEED_LIMIT 32u
#define TEXT_LIMIT ((size_t)SL_SEEN_LIST_NAMES * SL_SEEN_LIST_ENTRIES * 16)

void sl_seen_list_init(struct sl_seen_list *seen, struct sl_str kind)
{
    seen->kind = kind;
    seen->count = 0;
    sl_buf_init(&seen->text, TEXT_LIMIT);
}

void sl_seen_list_finish(struct sl_seen_list *seen)
{
    sl_buf_finish(&seen->text);
}

void sl_seen_list_add(struct sl_seen_list *seen, struct sl_str identity)
{
    const size_t entry = seen->count / SL_SEEN_LIST_NAMES;
    if (identity.len == 0) {
        return;
    }
    sl_buf_add(&seen->text, identity);
    sl_buf_add_byte(&seen->text, ' ');
    if (entry < SL_SEEN_LIST_ENTRIES) {
        seen->ends[entry] = seen->text.len;
    }
    seen->count++;
}

enum sl_status sl_seen_list_say(
    struct sl_seen_list *seen,
    struct sl_access *access,
    const struct sl_access_deed *deeds,
    size_t deed_count,
    struct sl_error *err
)
{
    struct sl_access_deed all[DEED_LIMIT + SL_SEEN_LIST_ENTRIES];
    const size_t entries = (seen->count + SL_SEEN_LIST_NAMES - 1) / SL_SEEN_LIST_NAMES;
    size_t first = 0;

    SL_ASSERT(deed_count <= DEED_LIMIT);
    SL_TRY(sl_buf_status(&seen->text, err));
    if (entries > SL_SEEN_LIST_ENTRIES) {
        return sl_fail(err, SL_LIMIT, "more people than the ledger can name at once");
    }
    for (size_t i = 0; i < deed_count; i++) {
        all[i] = deeds[i];
    }
    for (size_t i = 0; i < entries; i++) {
        all[deed_count + i] = (struct sl_access_deed){
            .verb = SL_VERB_LIST,
            .kind = seen->kind,
            .detail =
                sl_str_trim(sl_str_part(sl_buf_str(&seen->text), first, seen->ends[i] - first)),
        };
        first = seen->ends[i];
    }
    return sl_access_say(access, all, deed_count + entries, err);
}

bool sl_seen_list_names(struct sl_str detail, struct sl_str identity)
{
    struct sl_str part;
    while (sl_str_split(&detail, ' ', &part)) {
        if (identity.len > 0 && sl_str_equal(part, identity)) {
            return true;
        }
    }
    return false;
}
