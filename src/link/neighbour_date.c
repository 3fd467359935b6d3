/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Dates: the few dates one slip away are looked up, and those that share two parts stand together.
 */
#include "base/hash.h"
#include "base/memory.h"
#include "base/threads.h"
#include "link/compare_impl.h"
#include "link/neighbour_impl.h"
#include "link/neighbour_keys.h"

#define DATE_LEN 8u

/* What is filed by hash: the date itself, and each two of its known parts. */
enum date_kind {
    DATE_WHOLE,
    DATE_MONTH, /* and year */
    DATE_DAY,   /* and year */
    DATE_BOTH   /* day and month */
};

struct date_index {
    struct sl_neighbour_source source;
    struct sl_keys keys;
};

static uint64_t date_hash(enum date_kind kind, unsigned high, unsigned low)
{
    return sl_hash_u64((uint64_t)kind << 60 | (uint64_t)high << 20 | low);
}

static uint64_t whole_hash(struct sl_date_parts date)
{
    return date_hash(DATE_WHOLE, date.year, date.month * 100 + date.day);
}

/* The hashes of each two known parts; gives how many. */
static size_t hash_pairs(struct sl_date_parts date, uint64_t hashes[3])
{
    size_t count = 0;
    if (date.year > 0 && date.month > 0) {
        hashes[count++] = date_hash(DATE_MONTH, date.year, date.month);
    }
    if (date.year > 0 && date.day > 0) {
        hashes[count++] = date_hash(DATE_DAY, date.year, date.day);
    }
    if (date.month > 0 && date.day > 0) {
        hashes[count++] = date_hash(DATE_BOTH, date.month, date.day);
    }
    return count;
}

static void generate_dates(void *context, struct sl_keys *keys)
{
    const struct date_index *index = context;
    for (size_t code = 0; code < index->source.count; code++) {
        struct sl_date_parts date;
        uint64_t hashes[3];
        if (!sl_date_parts_read(index->source.values[code], &date)) {
            continue;
        }
        sl_keys_add(keys, whole_hash(date), (uint32_t)code);
        const size_t count = hash_pairs(date, hashes);
        for (size_t i = 0; i < count; i++) {
            sl_keys_add(keys, hashes[i], (uint32_t)code);
        }
    }
}

/* A date whose similar dates are looked for; in a join those before `first` find it themselves. */
struct date_probe {
    const struct date_index *index;
    struct sl_str value;
    uint32_t left;
    uint32_t first;
    struct sl_pairs *pairs;
};

/* Compare with all that is filed under a hash. */
static void find_hash(const struct date_probe *probe, uint64_t hash)
{
    struct sl_keys_walk walk = sl_keys_find(&probe->index->keys, hash);
    uint32_t code;
    while (sl_keys_next(&walk, &code)) {
        const struct sl_str other = probe->index->source.values[code];
        if (code < probe->first || sl_str_equal(other, probe->value)) {
            continue;
        }
        const unsigned level = sl_compare_date(probe->value, other);
        if (level == SL_LEVEL_CLOSE || level == SL_LEVEL_NEAR) {
            sl_pairs_add(probe->pairs, probe->left, code, sl_grade_of(level));
        }
    }
}

static void find_digits(const struct date_probe *probe, const char digits[DATE_LEN])
{
    struct sl_date_parts date;
    if (sl_date_parts_read((struct sl_str){ digits, DATE_LEN }, &date)) {
        find_hash(probe, whole_hash(date));
    }
}

static void find_slips(const struct date_probe *probe)
{
    char digits[DATE_LEN];
    for (size_t i = 0; i < DATE_LEN; i++) {
        digits[i] = probe->value.ptr[i];
    }
    for (size_t i = 0; i < DATE_LEN; i++) {
        const char digit = digits[i];
        for (digits[i] = '0'; digits[i] <= '9'; digits[i]++) {
            if (digits[i] != digit) {
                find_digits(probe, digits);
            }
        }
        digits[i] = digit;
        if (i + 1 < DATE_LEN && digits[i + 1] != digit) {
            digits[i] = digits[i + 1];
            digits[i + 1] = digit;
            find_digits(probe, digits);
            digits[i + 1] = digits[i];
            digits[i] = digit;
        }
    }
}

static void find_dates(const struct date_probe *probe)
{
    struct sl_date_parts date;
    if (!sl_date_parts_read(probe->value, &date)) {
        return;
    }
    find_slips(probe);
    find_hash(
        probe,
        whole_hash((struct sl_date_parts){ .year = date.year, .month = date.day, .day = date.month }
        )
    );
    uint64_t hashes[3];
    const size_t count = hash_pairs(date, hashes);
    for (size_t i = 0; i < count; i++) {
        find_hash(probe, hashes[i]);
    }
}

struct date_join {
    const struct date_index *index;
    struct sl_pairs *pieces;
};

static enum sl_status date_task(void *context, size_t task, unsigned worker)
{
    (void)worker;
    const struct date_join *join = context;
    const struct sl_neighbour_source *source = &join->index->source;
    const size_t end = sl_join_task_end(source->count, task);
    for (size_t code = task * SL_JOIN_TASK_VALUES; code < end; code++) {
        const struct date_probe probe = {
            .index = join->index,
            .value = source->values[code],
            .left = (uint32_t)code,
            .first = (uint32_t)code + 1,
            .pairs = &join->pieces[task],
        };
        find_dates(&probe);
    }
    return SL_OK;
}

static enum sl_status date_join(
    const struct sl_neighbour_source *source,
    unsigned thread_count,
    struct sl_pair_pieces *pieces,
    struct sl_error *err
)
{
    struct date_index index = { .source = *source };
    const size_t task_count = sl_join_task_count(source->count);
    size_t first;
    SL_TRY(sl_pair_pieces_add(pieces, task_count, &first, err));
    SL_TRY(sl_keys_init(&index.keys, source->count * 4, generate_dates, &index, err));
    struct date_join join = { .index = &index, .pieces = pieces->pieces + first };
    const enum sl_status status = sl_threads_run(thread_count, task_count, date_task, &join, err);
    sl_keys_finish(&index.keys);
    return status;
}

static void date_close(void *state)
{
    struct date_index *index = state;
    if (index != NULL) {
        sl_keys_finish(&index->keys);
        sl_free(index);
    }
}

static enum sl_status
date_open(const struct sl_neighbour_source *source, void **ret_state, struct sl_error *err)
{
    struct date_index *index = sl_calloc(1, sizeof(*index));
    if (index == NULL) {
        return sl_fail_memory(err);
    }
    index->source = *source;
    const enum sl_status status =
        sl_keys_init(&index->keys, source->count * 4, generate_dates, index, err);
    if (status != SL_OK) {
        date_close(index);
        return status;
    }
    *ret_state = index;
    return SL_OK;
}

static void date_search(const void *state, struct sl_str value, struct sl_neighbour_list *list)
{
    const struct date_probe probe = {
        .index = state,
        .value = value,
        .pairs = &list->pairs,
    };
    find_dates(&probe);
}

const struct sl_neighbour_family sl_neighbour_date = {
    .join = date_join,
    .open = date_open,
    .close = date_close,
    .search = date_search,
};
