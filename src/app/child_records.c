/* SPDX-License-Identifier: Apache-2.0 */
#include "app/child_records.h"

#include <stdlib.h>

#include "app/mention_sight.h"
#include "app/search_hidden.h"
#include "base/array.h"
#include "store/entity_use.h"
#include "store/membership.h"

#define ARENA_LIMIT_BYTES ((size_t)256 << 20)

/* Going through the records of a child. */
struct tour {
    struct sl_access *access;
    struct sl_store *store;
    struct sl_arena arena, of_record;
    struct sl_mention_sight sight;
    struct sl_search_hidden hidden;
    int64_t *records;
    size_t record_count;
};

static void close_tour(struct tour *tour)
{
    sl_search_hidden_finish(&tour->hidden);
    sl_arena_finish(&tour->arena);
    sl_arena_finish(&tour->of_record);
    sl_store_rollback(tour->store);
}

/* The records that name a mention, unless they are sealed. */
static enum sl_status
add_mention(struct tour *tour, const struct sl_stored_mention *mention, struct sl_error *err)
{
    struct sl_entity_uses uses = { .count = 0 };

    do {
        SL_TRY(sl_store_entity_uses(
            tour->store, sl_entity_hash(mention->source, mention->key), &uses, err
        ));
        for (size_t i = 0; i < uses.count; i++) {
            if (sl_search_hides_record(&tour->hidden, uses.items[i].record)) {
                continue;
            }
            SL_TRY(sl_array_room(
                &tour->arena, &tour->records, tour->record_count, sizeof *tour->records, err
            ));
            tour->records[tour->record_count++] = uses.items[i].record;
        }
    } while (uses.count == SL_ENTITY_USES_AT_ONCE);
    return SL_OK;
}

static enum sl_status list_records(struct tour *tour, int64_t identity, struct sl_error *err)
{
    struct sl_membership member = { .mention = 0 };

    for (;;) {
        struct sl_stored_mention mention;
        const enum sl_status status =
            sl_store_membership_next(tour->store, identity, member.mention, &member, err);
        if (status == SL_NOT_FOUND) {
            return SL_OK;
        }
        SL_TRY(status);
        SL_TRY(sl_store_mention_get(tour->store, member.mention, &tour->arena, &mention, err));
        if (sl_mention_sight_shown(&tour->sight, &mention, identity).sight >= SL_SIGHT_EXISTENCE) {
            SL_TRY(add_mention(tour, &mention, err));
        }
    }
}

static int compare_numbers(const void *left, const void *right)
{
    const int64_t *a = left;
    const int64_t *b = right;
    return *a < *b ? -1 : *a > *b;
}

/* When the first version of a key came. */
static enum sl_status find_first(
    struct tour *tour,
    const struct sl_stored_record *record,
    int64_t *ret_received_us,
    struct sl_error *err
)
{
    SL_CLEANUP(sl_record_cursor_close_ptr) struct sl_record_cursor *cursor = NULL;
    const struct sl_record_key key = { record->source, record->key, SL_AS_OF_NOW };
    struct sl_stored_record first;
    struct sl_run run;
    bool has_one = false;

    SL_TRY(sl_store_versions_open(tour->store, &key, &cursor, err));
    SL_TRY(sl_record_cursor_next(cursor, &first, &has_one, err));
    SL_TRY(sl_store_run_get(
        tour->store, has_one ? first.run : record->run, &tour->of_record, &run, err
    ));
    *ret_received_us = run.ended_at;
    return SL_OK;
}

static enum sl_status tell_one(
    struct tour *tour, int64_t id, sl_child_record_fn *told, void *context, struct sl_error *err
)
{
    struct sl_child_record one = { .first_received_us = 0 };
    struct sl_stored_record record;
    struct sl_run run;

    sl_arena_reset(&tour->of_record);
    SL_TRY(sl_store_record_get(tour->store, id, &tour->of_record, &record, err));
    SL_TRY(sl_store_run_get(tour->store, record.run, &tour->of_record, &run, err));
    SL_TRY(find_first(tour, &record, &one.first_received_us, err));
    for (size_t i = 0; i < tour->sight.source_count; i++) {
        if (tour->sight.sources[i].id == record.source) {
            one.source = &tour->sight.sources[i];
            one.sight = (enum sl_sight)tour->sight.shown[i].sight;
        }
    }
    one.record = &record;
    one.run = &run;
    return one.source == NULL ? SL_OK : told(context, &one, err);
}

enum sl_status sl_child_records_tell(
    struct sl_access *access,
    int64_t identity,
    sl_child_record_fn *told,
    void *context,
    struct sl_error *err
)
{
    SL_CLEANUP(close_tour)
    struct tour tour = { .access = access, .store = sl_access_store(access) };

    sl_arena_init(&tour.arena, ARENA_LIMIT_BYTES);
    sl_arena_init(&tour.of_record, ARENA_LIMIT_BYTES);
    SL_TRY(sl_store_begin(tour.store, err));
    SL_TRY(sl_mention_sight_open(&tour.sight, access, &tour.arena, err));
    SL_TRY(sl_search_hidden_open(&tour.hidden, tour.store, sl_access_seals(access), err));
    SL_TRY(list_records(&tour, identity, err));
    if (tour.record_count > 1) {
        qsort(tour.records, tour.record_count, sizeof *tour.records, compare_numbers);
    }
    for (size_t i = 0; i < tour.record_count; i++) {
        if (i == 0 || tour.records[i] != tour.records[i - 1]) {
            SL_TRY(tell_one(&tour, tour.records[i], told, context, err));
        }
    }
    return SL_OK;
}
