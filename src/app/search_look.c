/* SPDX-License-Identifier: Apache-2.0 */
#include "app/search_look.h"

#include "app/search_hidden.h"
#include "store/mention.h"

static struct sl_str agency_of(const struct sl_search *search, int64_t source)
{
    for (size_t i = 0; i < search->source_count; i++) {
        if (search->sources[i].id == source) {
            return search->sources[i].agency;
        }
    }
    return SL_STR("");
}

/* Does it matter what a mention is called in its system? */
static bool must_read_key(const struct sl_search_looking *looking)
{
    const struct sl_search *search = looking->search;
    if (looking->telling != NULL || search->wanted->see != NULL) {
        return true;
    }
    for (size_t i = 0; i < search->query.part_count; i++) {
        if (sl_search_part_find(&search->query.parts[i], SL_SEARCH_READS_IDENTIFIER) != NULL) {
            return true;
        }
    }
    return false;
}

/* What of a mention may be seen: everything when nobody is asked. */
static enum sl_status look(
    const struct sl_search *search,
    const struct sl_stored_mention *mention,
    struct sl_search_sight *ret_sight,
    struct sl_error *err
)
{
    const struct sl_search_request *wanted = search->wanted;
    const struct sl_search_seen_mention seen = { mention->id, mention->source, mention->key };

    *ret_sight = (struct sl_search_sight
    ){ .is_seen = true, .matched = UINT32_MAX, .told = UINT32_MAX, .is_led = true };
    return wanted->see == NULL ? SL_OK : wanted->see(wanted->context, &seen, ret_sight, err);
}

/* The rows of a mention, as far as records are open. Gives false when there is no such mention. */
static enum sl_status read_rows(
    struct sl_search *search,
    int64_t mention,
    struct sl_mention_row *rows,
    size_t *ret_count,
    bool *ret_is_there,
    struct sl_error *err
)
{
    const enum sl_hidden_rest rest =
        sl_search_hidden_rest(search->wanted->hidden, mention, rows, ret_count);

    *ret_is_there = rest != SL_HIDDEN_ALL_OF;
    return rest == SL_HIDDEN_NOTHING_OF
               ? sl_store_mention_rows(
                     search->store, mention, &search->request, rows, ret_count, err
                 )
               : SL_OK;
}

/* Leave in rows the fields of a set. */
static void blank_rows(struct sl_mention_row *rows, size_t count, uint32_t fields)
{
    for (size_t i = 0; i < count && fields != UINT32_MAX; i++) {
        for (unsigned field = 0; field < SL_MENTION_FIELD_COUNT; field++) {
            if ((fields & (UINT32_C(1) << field)) == 0) {
                rows[i].values[field] = SL_STR("");
            }
        }
    }
}

/* Of what was seen last, forget how agencies wrote what may not be told. */
static void blank_raw(struct sl_search_person *person, size_t names, size_t seen, uint32_t told)
{
    for (size_t i = names; i < person->name_count; i++) {
        if ((told & (UINT32_C(1) << person->names[i].field)) == 0) {
            person->names[i].raw = SL_STR("");
        }
    }
    for (size_t i = seen; i < person->seen_count; i++) {
        if ((told & (UINT32_C(1) << person->seen[i].field)) == 0) {
            person->seen[i].raw = SL_STR("");
        }
    }
}

/* "M13" of a postcode. */
static struct sl_str district_of(struct sl_str postcode)
{
    const struct sl_str text = sl_str_trim(postcode);
    return text.len > 3 ? sl_str_trim(sl_str_part(text, 0, text.len - 3)) : SL_STR("");
}

/* Tell who somebody is, as far as it may be told; who holds records is always told. */
static enum sl_status tell(
    struct sl_search_looking *looking,
    const struct sl_stored_mention *mention,
    struct sl_mention_row *rows,
    size_t count,
    const struct sl_search_sight *sight,
    struct sl_error *err
)
{
    struct sl_search *search = looking->search;
    const bool is_district =
        sight->is_district && (sight->told & (UINT32_C(1) << SL_MENTION_POSTCODE)) == 0;
    struct sl_str districts[SL_MENTION_ROW_LIMIT];

    for (size_t i = 0; i < count; i++) {
        districts[i] = district_of(rows[i].values[SL_MENTION_POSTCODE]);
    }
    blank_rows(rows, count, sight->told);
    for (size_t i = 0; is_district && i < count; i++) {
        rows[i].values[SL_MENTION_POSTCODE] = districts[i];
    }
    looking->is_told = looking->is_told || sight->told != 0;
    return sl_search_tell(
        looking->telling,
        &search->request,
        agency_of(search, mention->source),
        rows,
        sight->told == 0 ? 0 : count,
        err
    );
}

enum sl_status sl_search_look(
    struct sl_search_looking *looking, int64_t id, bool *ret_is_seen, struct sl_error *err
)
{
    struct sl_search *search = looking->search;
    struct sl_search_person *person = looking->person;
    struct sl_mention_row rows[SL_MENTION_ROW_LIMIT];
    struct sl_stored_mention mention = { .id = id };
    struct sl_search_sight sight;
    size_t count = 0;

    SL_TRY(read_rows(search, id, rows, &count, ret_is_seen, err));
    if (!*ret_is_seen) {
        return SL_OK;
    }
    if (must_read_key(looking)) {
        const enum sl_status status =
            sl_store_mention_get(search->store, id, &search->request, &mention, err);
        *ret_is_seen = status == SL_OK;
        if (status != SL_OK) {
            return status == SL_NOT_FOUND ? SL_OK : status;
        }
    }
    SL_TRY(look(search, &mention, &sight, err));
    *ret_is_seen = sight.is_seen;
    looking->is_led = sight.is_led;
    if (!sight.is_seen) {
        return SL_OK;
    }
    const struct sl_search_maker maker = { .fold = search->fold,
                                           .arena = &search->request,
                                           .scratch = &search->scratch };
    const size_t names = person->name_count;
    const size_t seen = person->seen_count;
    blank_rows(rows, count, sight.matched);
    SL_TRY(sl_search_person_add(person, &maker, mention.key, rows, count, err));
    blank_raw(person, names, seen, sight.told);
    return looking->telling == NULL ? SL_OK : tell(looking, &mention, rows, count, &sight, err);
}
