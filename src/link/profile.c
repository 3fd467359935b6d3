/* SPDX-License-Identifier: Apache-2.0 */
#include "link/profile.h"

#include <string.h>

#include "base/arena.h"
#include "base/array.h"
#include "base/memory.h"
#include "link/dictionary.h"

/* The longest shape, in bytes; what is longer ends in "~". */
#define SHAPE_LIMIT_BYTES 24u

/* Room for the names of columns. */
#define NAME_LIMIT_BYTES ((size_t)32 << 20)

/* How often each of up to `limit` texts was met. */
struct tally {
    struct sl_dictionary texts;
    uint64_t *counts;
    size_t capacity;
    uint32_t limit;
    bool full;
};

struct column {
    struct tally values;
    struct tally shapes;
    struct tally placeholders;
    struct sl_evidence evidence;
    struct sl_profile_column result;
};

struct sl_profile {
    struct sl_arena names;
    struct column *columns;
    size_t column_count;
    uint64_t record_count;
    size_t given, surname; /* columns by name, or SIZE_MAX */
};

static void tally_finish(struct tally *tally)
{
    sl_dictionary_finish(&tally->texts);
    sl_free(tally->counts);
}

/* Count one text. A text that comes when the tally is full, and is new, is passed over. */
static enum sl_status tally_add(struct tally *tally, struct sl_str text, struct sl_error *err)
{
    uint32_t number = sl_dictionary_find(&tally->texts, text);

    if (number == SL_DICTIONARY_NONE) {
        if (tally->texts.count == tally->limit) {
            tally->full = true;
            return SL_OK;
        }
        SL_TRY(sl_array_reserve(
            &tally->counts,
            &tally->capacity,
            (size_t)tally->texts.count + 1,
            sizeof(*tally->counts),
            err
        ));
        SL_TRY(sl_dictionary_add(&tally->texts, text, &number, err));
        tally->counts[number] = 0;
    }
    tally->counts[number]++;
    return SL_OK;
}

/* The most frequent texts, most frequent first and then by bytes. Returns how many there are. */
static size_t tally_top(const struct tally *tally, struct sl_profile_count *ret_top, size_t limit)
{
    size_t count = 0;

    for (uint32_t i = 0; i < tally->texts.count; i++) {
        const struct sl_profile_count item = { .text = tally->texts.values[i],
                                               .count = tally->counts[i] };
        size_t at = count;
        while (at > 0 && (ret_top[at - 1].count < item.count ||
                          (ret_top[at - 1].count == item.count &&
                           sl_str_compare(item.text, ret_top[at - 1].text) < 0))) {
            at--;
        }
        if (at == limit) {
            continue;
        }
        count = count < limit ? count + 1 : limit;
        memmove(&ret_top[at + 1], &ret_top[at], (count - at - 1) * sizeof(*ret_top));
        ret_top[at] = item;
    }
    return count;
}

/* What stands for a byte in a shape; 0 for the later bytes of a code point. */
static char shape_of(char byte)
{
    const unsigned char code = (unsigned char)byte;

    if (code >= '0' && code <= '9') {
        return '9';
    }
    if (code >= 'A' && code <= 'Z') {
        return 'A';
    }
    if ((code >= 'a' && code <= 'z') || code >= 0xC0) {
        return 'a';
    }
    return code >= 0x80 ? '\0' : byte;
}

/* Write the shape of a value into `shape`, which has room for SHAPE_LIMIT_BYTES. */
static struct sl_str shape_value(struct sl_str value, char *shape)
{
    size_t len = 0;
    size_t run = 0;
    char last = '\0';

    for (size_t i = 0; i < value.len; i++) {
        char mark = shape_of(value.ptr[i]);
        if (mark == '\0') {
            continue;
        }
        run = mark == last ? run + 1 : 1;
        last = mark;
        if ((mark == 'A' || mark == 'a') && run > 3) {
            continue;
        }
        if (len == SHAPE_LIMIT_BYTES - 1) {
            shape[len++] = '~';
            break;
        }
        if ((mark == 'A' || mark == 'a') && run == 3) {
            len--;
            mark = '+';
        }
        shape[len++] = mark;
    }
    return (struct sl_str){ .ptr = shape, .len = len };
}

static enum sl_status
add_value(struct column *column, struct sl_str value, unsigned traits, struct sl_error *err)
{
    char shape[SHAPE_LIMIT_BYTES];

    column->evidence.filled_count++;
    for (unsigned trait = 0; trait < SL_TRAIT_COUNT; trait++) {
        column->evidence.trait_counts[trait] += traits >> trait & 1u;
    }
    SL_TRY(tally_add(&column->values, value, err));
    column->evidence.told_apart_count += column->values.full ? 0 : 1;
    return tally_add(&column->shapes, shape_value(value, shape), err);
}

/* Is `value` the given name, a blank and the surname? */
static bool repeats_names(struct sl_str value, struct sl_str given, struct sl_str surname)
{
    return value.len == given.len + 1 + surname.len && value.ptr[given.len] == ' ' &&
           sl_str_starts(value, given) && sl_str_ends(value, surname);
}

static void count_repeats(struct sl_profile *profile, const struct sl_str *values)
{
    if (profile->given == SIZE_MAX || profile->surname == SIZE_MAX) {
        return;
    }
    const struct sl_str given = sl_str_trim(values[profile->given]);
    const struct sl_str surname = sl_str_trim(values[profile->surname]);
    if (given.len == 0 || surname.len == 0) {
        return;
    }
    for (size_t i = 0; i < profile->column_count; i++) {
        const struct sl_str value = sl_str_trim(values[i]);
        struct sl_evidence *evidence = &profile->columns[i].evidence;
        evidence->joined_count += value.len > 0 ? 1 : 0;
        evidence->repeat_count += repeats_names(value, given, surname) ? 1 : 0;
    }
}

enum sl_status sl_profile_open(
    const struct sl_str *columns,
    size_t column_count,
    struct sl_profile **ret_profile,
    struct sl_error *err
)
{
    SL_CLEANUP(sl_profile_close_ptr) struct sl_profile *profile = sl_calloc(1, sizeof(*profile));

    if (profile == NULL) {
        return sl_fail_memory(err);
    }
    sl_arena_init(&profile->names, NAME_LIMIT_BYTES);
    profile->columns = sl_calloc(column_count, sizeof(*profile->columns));
    if (profile->columns == NULL) {
        return sl_fail_memory(err);
    }
    profile->column_count = column_count;
    for (size_t i = 0; i < column_count; i++) {
        struct column *column = &profile->columns[i];
        sl_dictionary_init(&column->values.texts);
        sl_dictionary_init(&column->shapes.texts);
        sl_dictionary_init(&column->placeholders.texts);
        column->values.limit = SL_PROFILE_DISTINCT_LIMIT;
        column->shapes.limit = SL_PROFILE_SHAPE_LIMIT;
        column->placeholders.limit = SL_PROFILE_SHAPE_LIMIT;
        column->evidence.name = sl_arena_copy(&profile->names, columns[i]);
        if (column->evidence.name.ptr == NULL) {
            return sl_fail_memory(err);
        }
    }
    profile->given = sl_propose_find(columns, column_count, SL_KIND_GIVEN_NAME);
    profile->surname = sl_propose_find(columns, column_count, SL_KIND_SURNAME);
    *ret_profile = profile;
    profile = NULL;
    return SL_OK;
}

void sl_profile_close(struct sl_profile *profile)
{
    if (profile == NULL) {
        return;
    }
    for (size_t i = 0; i < profile->column_count; i++) {
        tally_finish(&profile->columns[i].values);
        tally_finish(&profile->columns[i].shapes);
        tally_finish(&profile->columns[i].placeholders);
    }
    sl_free(profile->columns);
    sl_arena_finish(&profile->names);
    sl_free(profile);
}

void sl_profile_close_ptr(struct sl_profile **profile)
{
    sl_profile_close(*profile);
    *profile = NULL;
}

enum sl_status
sl_profile_add(struct sl_profile *profile, const struct sl_str *values, struct sl_error *err)
{
    for (size_t i = 0; i < profile->column_count; i++) {
        struct column *column = &profile->columns[i];
        const struct sl_str value = sl_str_trim(values[i]);
        const unsigned traits = sl_trait_set(value);
        if ((traits >> SL_TRAIT_PLACEHOLDER & 1u) != 0) {
            column->evidence.placeholder_count++;
            SL_TRY(tally_add(&column->placeholders, value, err));
        } else if (value.len > 0) {
            SL_TRY(add_value(column, value, traits, err));
        }
    }
    count_repeats(profile, values);
    profile->record_count++;
    return SL_OK;
}

enum sl_status sl_profile_finish(struct sl_profile *profile, struct sl_error *err)
{
    const size_t count = profile->column_count;
    SL_CLEANUP(sl_free_ptr) struct sl_evidence *evidence = sl_alloc(count, sizeof(*evidence));
    SL_CLEANUP(sl_free_ptr) struct sl_proposal *proposals = sl_alloc(count, sizeof(*proposals));

    if (evidence == NULL || proposals == NULL) {
        return sl_fail_memory(err);
    }
    for (size_t i = 0; i < count; i++) {
        profile->columns[i].evidence.record_count = profile->record_count;
        struct column *column = &profile->columns[i];
        column->evidence.distinct_count = column->values.texts.count;
        column->evidence.distinct_placeholder_count = column->placeholders.texts.count;
        evidence[i] = column->evidence;
    }
    sl_propose(evidence, count, proposals);
    for (size_t i = 0; i < count; i++) {
        struct column *column = &profile->columns[i];
        struct sl_profile_column *result = &column->result;
        *result = (struct sl_profile_column){
            .name = column->evidence.name,
            .filled_count = column->evidence.filled_count,
            .placeholder_count = column->evidence.placeholder_count,
            .distinct_count = column->evidence.distinct_count,
            .distinct_is_minimum = column->values.full,
            .proposal = proposals[i],
        };
        result->value_count = tally_top(&column->values, result->values, SL_PROFILE_VALUES);
        result->shape_count = tally_top(&column->shapes, result->shapes, SL_PROFILE_SHAPES);
    }
    return SL_OK;
}

uint64_t sl_profile_record_count(const struct sl_profile *profile)
{
    return profile->record_count;
}

size_t sl_profile_column_count(const struct sl_profile *profile)
{
    return profile->column_count;
}

const struct sl_profile_column *sl_profile_column(const struct sl_profile *profile, size_t index)
{
    SL_ASSERT(index < profile->column_count);
    return &profile->columns[index].result;
}

/* The first column of this use, or SIZE_MAX. */
static size_t find_use(const struct sl_profile *profile, enum sl_use use)
{
    for (size_t i = 0; i < profile->column_count; i++) {
        if (profile->columns[i].result.proposal.use == use) {
            return i;
        }
    }
    return SIZE_MAX;
}

size_t sl_profile_id(const struct sl_profile *profile)
{
    return find_use(profile, SL_USE_ID);
}

size_t sl_profile_source(const struct sl_profile *profile)
{
    return find_use(profile, SL_USE_SOURCE);
}

void sl_profile_spec(const struct sl_profile *profile, struct sl_spec *ret_spec)
{
    ret_spec->count = 0;
    for (size_t i = 0; i < profile->column_count; i++) {
        const struct sl_profile_column *column = &profile->columns[i].result;
        if (column->proposal.use == SL_USE_FIELD) {
            SL_ASSERT(ret_spec->count < SL_COLUMN_LIMIT);
            ret_spec->fields[ret_spec->count++] =
                (struct sl_spec_field){ .column = column->name, .kind = column->proposal.kind };
        }
    }
}
