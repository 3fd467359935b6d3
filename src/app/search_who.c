/* SPDX-License-Identifier: Apache-2.0 */
#include "app/search_who.h"

#include <stdbool.h>
#include <string.h>

static char small(char byte)
{
    return byte >= 'A' && byte <= 'Z' ? (char)(byte - 'A' + 'a') : byte;
}

/* The same but for capitals and blanks? */
static bool is_alike(struct sl_str left, struct sl_str right)
{
    size_t at = 0;
    for (size_t i = 0; i < left.len; i++) {
        if (left.ptr[i] == ' ') {
            continue;
        }
        while (at < right.len && right.ptr[at] == ' ') {
            at++;
        }
        if (at == right.len || small(left.ptr[i]) != small(right.ptr[at])) {
            return false;
        }
        at++;
    }
    while (at < right.len && right.ptr[at] == ' ') {
        at++;
    }
    return at == right.len;
}

/* Count a value; the way in which it was written first is kept. */
static void count_text(struct sl_search_counts *counts, struct sl_str text)
{
    if (text.len == 0) {
        return;
    }
    for (size_t i = 0; i < counts->count; i++) {
        if (is_alike(counts->items[i].text, text)) {
            counts->items[i].count++;
            return;
        }
    }
    if (counts->count < SL_SEARCH_WHO_VALUES) {
        counts->items[counts->count++] = (struct sl_search_count){ .text = text, .count = 1 };
    }
}

/* Given name and surname, as they are written. */
static enum sl_status full_name(
    const struct sl_mention_row *row,
    struct sl_arena *arena,
    struct sl_str *ret_name,
    struct sl_error *err
)
{
    const struct sl_str given = row->values[SL_MENTION_GIVEN_NAME];
    const struct sl_str surname = row->values[SL_MENTION_SURNAME];

    if (given.len == 0 || surname.len == 0) {
        *ret_name = given.len == 0 ? surname : given;
        return SL_OK;
    }
    char *text = sl_arena_alloc(arena, given.len + 1 + surname.len, 1);
    if (text == NULL) {
        return sl_fail_memory(err);
    }
    memcpy(text, given.ptr, given.len);
    text[given.len] = ' ';
    memcpy(text + given.len + 1, surname.ptr, surname.len);
    *ret_name = (struct sl_str){ .ptr = text, .len = given.len + 1 + surname.len };
    return SL_OK;
}

enum sl_status sl_search_tell(
    struct sl_search_telling *telling,
    struct sl_arena *arena,
    struct sl_str agency,
    const struct sl_mention_row *rows,
    size_t row_count,
    struct sl_error *err
)
{
    count_text(&telling->agencies, agency);
    telling->mention_count++;
    for (size_t i = 0; i < row_count; i++) {
        struct sl_str name;
        SL_TRY(full_name(&rows[i], arena, &name, err));
        count_text(&telling->names, name);
        count_text(&telling->birth_dates, rows[i].values[SL_MENTION_BIRTH_DATE]);
        count_text(&telling->places, rows[i].values[SL_MENTION_POSTCODE]);
    }
    return SL_OK;
}

/* Take the commonest out, one by one. */
static size_t
take_commonest(struct sl_search_counts *counts, struct sl_str ret_texts[SL_SEARCH_SHOWN_LIMIT])
{
    for (size_t shown = 0; shown < SL_SEARCH_SHOWN_LIMIT && shown < counts->count; shown++) {
        size_t best = 0;
        for (size_t i = 1; i < counts->count; i++) {
            if (counts->items[i].count > counts->items[best].count) {
                best = i;
            }
        }
        ret_texts[shown] = counts->items[best].text;
        counts->items[best].count = 0;
    }
    return counts->count;
}

void sl_search_told(struct sl_search_telling *telling, struct sl_search_who *ret_who)
{
    *ret_who = (struct sl_search_who){ .mention_count = telling->mention_count };
    ret_who->name_count = take_commonest(&telling->names, ret_who->names);
    ret_who->birth_date_count = take_commonest(&telling->birth_dates, ret_who->birth_dates);
    ret_who->place_count = take_commonest(&telling->places, ret_who->places);
    ret_who->agency_count = take_commonest(&telling->agencies, ret_who->agencies);
}
