/* SPDX-License-Identifier: Apache-2.0 */
#include "query_sample.h"

#include <string.h>

#include "app/record_file.h"
#include "base/memory.h"
#include "base/sort.h"
#include "link/linkage_impl.h"
#include "simulate/damage.h"
#include "simulate/text.h"

#define TEXT_LIMIT_BYTES ((size_t)1 << 30)
#define TRUTH_SEED       UINT64_C(0x7472757468)
/* Slips that are tried on a value until one of them gives a new value. */
#define SLIP_TRIES 32u

/* A record number in the file, and the sample that wants it, ascending. */
static enum sl_status
choose_rows(size_t count, uint32_t rows, struct sl_random *random, struct sl_keyed **ret_chosen)
{
    struct sl_keyed *chosen = sl_alloc(count, sizeof(*chosen));
    if (chosen == NULL) {
        return SL_NO_MEMORY;
    }
    for (size_t i = 0; i < count; i++) {
        chosen[i] = (struct sl_keyed){ .key = sl_random_below(random, rows), .value = i };
    }
    if (sl_sort_keyed(chosen, count, NULL) != SL_OK) {
        sl_free(chosen);
        return SL_NO_MEMORY;
    }
    *ret_chosen = chosen;
    return SL_OK;
}

static enum sl_status keep(
    struct sl_samples *samples,
    size_t place,
    uint32_t record,
    const struct sl_str *values,
    struct sl_error *err
)
{
    struct sl_str *copies = sl_arena_alloc(&samples->arena, samples->column_count, sizeof(*copies));
    if (copies == NULL) {
        return sl_fail_memory(err);
    }
    for (size_t column = 0; column < samples->column_count; column++) {
        copies[column] = sl_arena_copy(&samples->arena, values[column]);
        if (copies[column].ptr == NULL) {
            return sl_fail_memory(err);
        }
    }
    samples->items[place] = (struct sl_sample){ .record = record, .values = copies };
    return SL_OK;
}

/* Read the whole file: every record's truth, and the values of those chosen. */
static enum sl_status read_rows(
    struct sl_samples *samples,
    struct sl_record_file *file,
    const struct sl_linkage *linkage,
    const struct sl_keyed *chosen,
    struct sl_error *err
)
{
    const struct sl_str *values = NULL;
    struct sl_str id;
    bool more = true;
    size_t at = 0;
    for (uint64_t row = 0;; row++) {
        SL_TRY(sl_record_file_next(file, &id, &values, &more, err));
        if (!more || (at == samples->count && samples->truths == NULL)) {
            return SL_OK;
        }
        const bool wanted = at < samples->count && chosen[at].key == row;
        if (!wanted && samples->truths == NULL) {
            continue;
        }
        uint32_t record = 0;
        SL_TRY(sl_linkage_record_find(linkage, 0, id, &record, err));
        if (samples->truths != NULL) {
            samples->truths[record] = sl_hash_str(values[samples->column_count], TRUTH_SEED);
        }
        for (; at < samples->count && chosen[at].key == row; at++) {
            SL_TRY(keep(samples, (size_t)chosen[at].value, record, values, err));
        }
    }
}

/* The columns of the specification, and behind them that of the truth. */
static enum sl_status parse_columns(
    struct sl_samples *samples,
    const struct sl_sample_source *source,
    struct sl_spec *ret_spec,
    struct sl_error *err
)
{
    SL_TRY(sl_spec_parse(sl_str_from(source->fields), &samples->arena, ret_spec, err));
    samples->column_count = ret_spec->count;
    if (source->truth_column == NULL) {
        return SL_OK;
    }
    if (ret_spec->count == SL_COLUMN_LIMIT) {
        return sl_fail(err, SL_LIMIT, "too many columns");
    }
    ret_spec->fields[ret_spec->count++] =
        (struct sl_spec_field){ .column = sl_str_from(source->truth_column), .kind = SL_KIND_TEXT };
    return SL_OK;
}

static enum sl_status read_file(
    struct sl_samples *samples,
    const struct sl_sample_source *source,
    const struct sl_linkage *linkage,
    const struct sl_keyed *chosen,
    struct sl_error *err
)
{
    SL_CLEANUP(sl_record_file_close_ptr) struct sl_record_file *file = NULL;
    struct sl_spec spec;
    SL_TRY(parse_columns(samples, source, &spec, err));
    SL_TRY(sl_record_file_open(source->path, source->id_column, &spec, &file, err));
    return read_rows(samples, file, linkage, chosen, err);
}

enum sl_status sl_samples_read(
    struct sl_samples *samples,
    const struct sl_sample_source *source,
    const struct sl_linkage *linkage,
    size_t count,
    struct sl_random *random,
    struct sl_error *err
)
{
    const uint32_t records = linkage->table.record_count;
    SL_ASSERT(records > 0 && linkage->table.source_count[1] == 0);
    *samples = (struct sl_samples){ .count = count };
    sl_arena_init(&samples->arena, TEXT_LIMIT_BYTES);
    samples->items = sl_calloc(count, sizeof(*samples->items));
    if (source->truth_column != NULL) {
        samples->truths = sl_calloc(records, sizeof(*samples->truths));
    }
    struct sl_keyed *chosen = NULL;
    enum sl_status status = SL_OK;
    if (samples->items == NULL || (source->truth_column != NULL && samples->truths == NULL) ||
        choose_rows(count, records, random, &chosen) != SL_OK) {
        status = sl_fail_memory(err);
    }
    if (status == SL_OK) {
        status = read_file(samples, source, linkage, chosen, err);
    }
    sl_free(chosen);
    if (status != SL_OK) {
        sl_samples_finish(samples);
    }
    return status;
}

void sl_samples_finish(struct sl_samples *samples)
{
    sl_arena_finish(&samples->arena);
    sl_free(samples->items);
    sl_free(samples->truths);
    *samples = (struct sl_samples){ 0 };
}

/* What damaging needs: the way from raw values to normal forms. */
struct damage {
    const struct sl_linkage *linkage;
    struct sl_random *random;
    struct sl_form form;
    struct sl_buf normal;
};

/* How many fields have a value that no record holds. */
static enum sl_status count_unseen(
    struct damage *damage, const struct sl_str *values, unsigned *ret_count, struct sl_error *err
)
{
    const struct sl_linkage *linkage = damage->linkage;
    unsigned count = 0;
    SL_TRY(sl_form_fill(&damage->form, values, err));
    for (unsigned field = 0; field < linkage->schema.field_count; field++) {
        struct sl_str value = damage->form.values[field];
        sl_buf_clear(&damage->normal);
        if (sl_form_is_late(&linkage->schema, field) && value.len > 0) {
            sl_form_normal(&damage->form, field, value, &damage->normal);
            SL_TRY(sl_buf_status(&damage->normal, err));
            value = sl_buf_str(&damage->normal);
        }
        const struct sl_dictionary *known = &sl_table_domain(&linkage->table, field)->dictionary;
        count += value.len > 0 && sl_dictionary_find(known, value) == SL_DICTIONARY_NONE;
    }
    *ret_count = count;
    return SL_OK;
}

/* Can a slip in such a column give a value that nobody has? */
static bool may_be_new(enum sl_kind kind)
{
    switch (kind) {
    case SL_KIND_GIVEN_NAME:
    case SL_KIND_SURNAME:
    case SL_KIND_FULL_NAME:
    case SL_KIND_POSTCODE:
    case SL_KIND_ADDRESS:
    case SL_KIND_TOWN:
    case SL_KIND_PHONE:
    case SL_KIND_EMAIL:
    case SL_KIND_IDENTIFIER:
    case SL_KIND_NHS_NUMBER:
    case SL_KIND_TEXT:
        return true;
    case SL_KIND_DOB:
    case SL_KIND_DAY:
    case SL_KIND_MONTH:
    case SL_KIND_YEAR:
    case SL_KIND_SEX:
    case SL_KIND_HOUSE_NUMBER:
    case SL_KIND_CATEGORY:
    case SL_KIND_COUNT:
        break;
    }
    return false;
}

static bool is_number(struct sl_str value)
{
    for (size_t i = 0; i < value.len; i++) {
        if (value.ptr[i] < '0' || value.ptr[i] > '9') {
            return false;
        }
    }
    return value.len > 0;
}

/* Try slips on one column until a field more is new; the column is as before when none is. */
static enum sl_status damage_column(
    struct damage *damage,
    struct sl_sample *sample,
    size_t column,
    struct sl_arena *arena,
    struct sl_error *err
)
{
    const struct sl_str before = sample->values[column];
    if (before.len == 0 || before.len >= SL_TEXT_LIMIT_BYTES) {
        return SL_OK;
    }
    for (unsigned tried = 0; tried < SLIP_TRIES; tried++) {
        struct sl_text text = { .len = 0 };
        sl_text_set(&text, before);
        sl_text_unmark(&text);
        const bool slipped = is_number(before) ? sl_damage_digits(&text, damage->random)
                                               : sl_damage_typo(&text, damage->random);
        unsigned unseen = 0;
        sample->values[column] = sl_text_str(&text);
        const enum sl_status status = count_unseen(damage, sample->values, &unseen, err);
        sample->values[column] = before;
        SL_TRY(status);
        if (slipped && unseen > sample->unseen_count) {
            const struct sl_str copy = sl_arena_copy(arena, sl_text_str(&text));
            if (copy.ptr == NULL) {
                return sl_fail_memory(err);
            }
            sample->values[column] = copy;
            sample->unseen_count = unseen;
            return SL_OK;
        }
    }
    return SL_OK;
}

/* Damage columns of a record from a random one on, until one or two fields are new. */
static enum sl_status
damage_sample(struct damage *damage, struct sl_samples *samples, size_t place, struct sl_error *err)
{
    struct sl_sample *sample = &samples->items[place];
    const enum sl_kind *kinds = damage->linkage->schema.kinds;
    const unsigned wanted = 1 + (unsigned)sl_random_below(damage->random, 2);
    const size_t start = (size_t)sl_random_below(damage->random, samples->column_count);
    for (size_t i = 0; i < samples->column_count && sample->unseen_count < wanted; i++) {
        const size_t column = (start + i) % samples->column_count;
        if (may_be_new(kinds[column])) {
            SL_TRY(damage_column(damage, sample, column, &samples->arena, err));
        }
    }
    return SL_OK;
}

static enum sl_status damage_all(
    struct damage *damage, struct sl_samples *samples, size_t *ret_count, struct sl_error *err
)
{
    size_t count = 0;
    for (size_t place = 1; place < samples->count; place += 2) {
        SL_TRY(damage_sample(damage, samples, place, err));
        count += samples->items[place].unseen_count > 0;
    }
    *ret_count = count;
    return SL_OK;
}

enum sl_status sl_samples_damage(
    struct sl_samples *samples,
    const struct sl_linkage *linkage,
    struct sl_random *random,
    size_t *ret_count,
    struct sl_error *err
)
{
    struct damage damage = { .linkage = linkage, .random = random };
    SL_TRY(sl_form_open(&damage.form, &linkage->schema, err));
    memcpy(damage.form.date_order, linkage->table.date_order, sizeof(damage.form.date_order));
    sl_buf_init(&damage.normal, (size_t)1 << 20);
    const enum sl_status status = damage_all(&damage, samples, ret_count, err);
    sl_buf_finish(&damage.normal);
    sl_form_close(&damage.form);
    return status;
}
