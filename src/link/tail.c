/* SPDX-License-Identifier: Apache-2.0 */
#include "link/tail.h"

#include <math.h>
#include <string.h>

#include "base/array.h"
#include "base/hash.h"
#include "base/memory.h"
#include "link/compare.h"
#include "link/weights.h"

/* A place may be set once for itself and once for each parent. */
#define SET_MOST    (1u + SL_PARENT_LIMIT)
#define PARENT_SEED UINT64_C(0x706172656e74)

enum sl_status sl_tail_open(struct sl_tail *tail, const struct sl_late *late, struct sl_error *err)
{
    *tail = (struct sl_tail){ .late = late };
    for (unsigned domain = 0; domain < late->linkage->schema.domain_count; domain++) {
        struct sl_tail_domain *values = &tail->domains[domain];
        values->count = 1;
        values->known = sl_calloc(sl_late_first(late, domain), sizeof(*values->known));
        if (values->known == NULL) {
            sl_tail_close(tail);
            return sl_fail_memory(err);
        }
    }
    return SL_OK;
}

static void finish_worths(struct sl_tail_worths *worths)
{
    sl_free(worths->ticks);
    sl_free(worths->set);
}

void sl_tail_close(struct sl_tail *tail)
{
    for (unsigned at = 0; at < SL_FIELD_LIMIT; at++) {
        sl_free(tail->domains[at].known);
        sl_free(tail->domains[at].late);
        sl_free(tail->domains[at].codes);
        sl_free(tail->domains[at].parents);
        finish_worths(&tail->worths[at]);
        finish_worths(&tail->crossed[at]);
    }
    sl_free(tail->codes);
    sl_free(tail->places);
    sl_free(tail->found);
    *tail = (struct sl_tail){ 0 };
}

/* Items of an array that grew are zero. */
static enum sl_status
reserve_zeros(void *ptr_to_ptr, size_t *capacity, size_t needed, size_t item_bytes)
{
    const size_t before = *capacity;
    SL_TRY(sl_array_reserve(ptr_to_ptr, capacity, needed, item_bytes, NULL));
    if (*capacity > before) {
        char *bytes = *(char **)ptr_to_ptr;
        memset(bytes + before * item_bytes, 0, (*capacity - before) * item_bytes);
    }
    return SL_OK;
}

/* Room for the worths of a field against so many places. */
static enum sl_status reserve_worths(struct sl_tail_worths *worths, size_t places, int32_t usual)
{
    const size_t before = worths->capacity;
    SL_TRY(sl_array_reserve(&worths->ticks, &worths->capacity, places, sizeof(*worths->ticks), NULL)
    );
    worths->usual = usual;
    for (size_t place = before; place < worths->capacity; place++) {
        worths->ticks[place] = place == 0 ? 0 : usual;
    }
    return sl_array_reserve(
        &worths->set, &worths->set_capacity, SET_MOST * worths->capacity, sizeof(*worths->set), NULL
    );
}

static bool is_name(const struct sl_schema *schema, unsigned field)
{
    return schema->given != SL_FIELD_NONE && schema->surname != SL_FIELD_NONE &&
           (field == schema->given || field == schema->surname);
}

static enum sl_status reserve_domain(struct sl_tail *tail, unsigned number, size_t more)
{
    const struct sl_linkage *linkage = tail->late->linkage;
    struct sl_tail_domain *domain = &tail->domains[number];
    const size_t places = (size_t)domain->count + more;
    const size_t late = (size_t)tail->late->domains[number].dictionary.count + 1;
    SL_TRY(reserve_zeros(&domain->late, &domain->late_capacity, late, sizeof(*domain->late)));
    SL_TRY(sl_array_reserve(
        &domain->codes, &domain->code_capacity, places, sizeof(*domain->codes), NULL
    ));
    SL_TRY(sl_array_reserve(
        &domain->parents, &domain->parent_capacity, places, sizeof(*domain->parents), NULL
    ));
    for (unsigned field = 0; field < linkage->schema.field_count; field++) {
        if (linkage->schema.fields[field].domain == number) {
            const int32_t usual = linkage->weights.else_ticks[field];
            SL_TRY(reserve_worths(&tail->worths[field], places, usual));
            SL_TRY(
                is_name(&linkage->schema, field)
                    ? reserve_worths(&tail->crossed[field], places, SL_TICKS_NEVER)
                    : SL_OK
            );
        }
    }
    return SL_OK;
}

static enum sl_status reserve(struct sl_tail *tail)
{
    const struct sl_schema *schema = &tail->late->linkage->schema;
    const size_t cells = ((size_t)tail->count + 1) * schema->field_count;
    for (unsigned domain = 0; domain < schema->domain_count; domain++) {
        SL_TRY(reserve_domain(tail, domain, tail->late->field_counts[domain]));
    }
    SL_TRY(sl_array_reserve(&tail->codes, &tail->code_capacity, cells, sizeof(*tail->codes), NULL));
    return sl_array_reserve(
        &tail->places, &tail->place_capacity, cells, sizeof(*tail->places), NULL
    );
}

enum sl_status sl_tail_reserve(struct sl_tail *tail, struct sl_error *err)
{
    return reserve(tail) == SL_OK ? SL_OK : sl_fail_memory(err);
}

static uint32_t *place_at(struct sl_tail *tail, unsigned number, uint32_t code)
{
    struct sl_tail_domain *domain = &tail->domains[number];
    const uint32_t first = sl_late_first(tail->late, number);
    return code < first ? &domain->known[code] : &domain->late[code - first];
}

static uint64_t hash_parent(enum sl_family family, struct sl_str value, unsigned level)
{
    const struct sl_str parent = sl_parent(family, value, level);
    return parent.len == 0 ? 0 : sl_hash_str(parent, PARENT_SEED);
}

/* The place of a value; it gets one when it has none. */
static uint32_t place_of(struct sl_tail *tail, unsigned number, uint32_t code)
{
    struct sl_tail_domain *domain = &tail->domains[number];
    uint32_t *place = place_at(tail, number, code);
    if (*place == 0) {
        const struct sl_domain *whole = &tail->late->linkage->table.domains[number];
        const struct sl_str value = sl_late_value_of(tail->late, number, code);
        *place = domain->count++;
        domain->codes[*place] = code;
        for (unsigned which = 0; which < SL_PARENT_LIMIT; which++) {
            domain->parents[*place][which] =
                which < whole->parent_count
                    ? hash_parent(whole->family, value, whole->parent_level[which])
                    : 0;
        }
    }
    return *place;
}

void sl_tail_add(struct sl_tail *tail, const uint32_t *codes)
{
    const struct sl_schema *schema = &tail->late->linkage->schema;
    const size_t cell = (size_t)tail->count * schema->field_count;
    memcpy(tail->codes + cell, codes, schema->field_count * sizeof(*codes));
    for (unsigned field = 0; field < schema->field_count; field++) {
        const bool missing = codes[field] == SL_CODE_MISSING;
        tail->places[cell + field] =
            missing ? 0 : place_of(tail, schema->fields[field].domain, codes[field]);
    }
    tail->count++;
}

/* A field of a new record being held against the places of a domain. */
struct setting {
    struct sl_tail *tail;
    unsigned field, number;
    uint32_t code;
    bool crossed;
    struct sl_tail_worths *worths;
};

/* At most what two values' agreement is worth: as score.h has it. */
static double worth_of(const struct setting *setting, uint32_t other, unsigned level)
{
    const struct sl_late *late = setting->tail->late;
    const struct sl_scorer *scorer = &late->linkage->scorer;
    const struct sl_schema *schema = &late->linkage->schema;
    const unsigned field = setting->field;
    const double chance = fmin(
        (double)sl_late_bits(late, field, setting->code)[level],
        (double)sl_late_bits(late, field, other)[level]
    );
    if (setting->crossed) {
        const unsigned second = field == schema->given ? schema->surname : schema->given;
        const double also = fmin(
            (double)sl_late_bits(late, second, setting->code)[level],
            (double)sl_late_bits(late, second, other)[level]
        );
        return scorer->m_bits[schema->given][level] + fmin(chance, also);
    }
    const bool initial = level == SL_LEVEL_LOOSE &&
                         schema->fields[field].family == SL_FAMILY_NAME &&
                         (sl_late_value_of(late, setting->number, setting->code).len == 1 ||
                          sl_late_value_of(late, setting->number, other).len == 1);
    return (initial ? log2(SL_INITIAL_M) : scorer->m_bits[field][level]) + chance;
}

static void set_worth(struct setting *setting, uint32_t place, uint32_t other, unsigned level)
{
    struct sl_tail_worths *worths = setting->worths;
    const int32_t ticks = sl_ticks(worth_of(setting, other, level));
    worths->ticks[place] = ticks;
    worths->set[worths->set_count++] = place;
}

static void see_similar(void *context, uint32_t code, unsigned level)
{
    struct setting *setting = context;
    const uint32_t place = *place_at(setting->tail, setting->number, code);
    if (place != 0 && (!setting->crossed || sl_level_crosses(level))) {
        set_worth(setting, place, code, level);
    }
}

/* Values of the same year, sector or district, unless they agree better. */
static void see_parents(struct setting *setting)
{
    const struct sl_late *late = setting->tail->late;
    const struct sl_domain *whole = &late->linkage->table.domains[setting->number];
    const struct sl_tail_domain *domain = &setting->tail->domains[setting->number];
    const struct sl_str value = sl_late_value_of(late, setting->number, setting->code);
    for (unsigned which = 0; which < whole->parent_count; which++) {
        const unsigned level = whole->parent_level[which];
        const uint64_t hash = hash_parent(whole->family, value, level);
        for (uint32_t place = 1; place < domain->count && hash != 0; place++) {
            if (domain->parents[place][which] == hash &&
                setting->worths->ticks[place] == setting->worths->usual) {
                set_worth(setting, place, domain->codes[place], level);
            }
        }
    }
}

static void set_field(struct sl_tail *tail, unsigned field, uint32_t code, bool crossed)
{
    struct setting setting = {
        .tail = tail,
        .field = field,
        .number = tail->late->linkage->schema.fields[field].domain,
        .code = code,
        .crossed = crossed,
        .worths = crossed ? &tail->crossed[field] : &tail->worths[field],
    };
    sl_late_each_known(tail->late, setting.number, code, see_similar, &setting);
    sl_late_each_late(tail->late, setting.number, code, see_similar, &setting);
    if (!crossed) {
        see_parents(&setting);
    }
}

static void reset(struct sl_tail_worths *worths)
{
    for (size_t at = 0; at < worths->set_count; at++) {
        worths->ticks[worths->set[at]] = worths->usual;
    }
    worths->set_count = 0;
}

/* Fields of the new record that have a value and are not names, and where their worths are. */
struct scan {
    unsigned count;
    unsigned fields[SL_FIELD_LIMIT];
    const int32_t *ticks[SL_FIELD_LIMIT];
    const int32_t *names[2], *crossed[2]; /* NULL: the new record has no such name */
    unsigned given, surname;              /* SL_FIELD_NONE when there are not both */
};

static int32_t worth_at(const int32_t *ticks, uint32_t place)
{
    return ticks == NULL ? 0 : ticks[place];
}

/* The two names of a record, in the better order. */
static int32_t worth_of_names(const struct scan *scan, const uint32_t *places)
{
    const uint32_t given = places[scan->given];
    const uint32_t surname = places[scan->surname];
    const int32_t straight = worth_at(scan->names[0], given) + worth_at(scan->names[1], surname);
    const int32_t crossed = worth_at(scan->crossed[0], surname) +
                            worth_at(scan->crossed[1], given) - sl_ticks(SL_SWAP_BITS);
    return straight > crossed ? straight : crossed;
}

static void begin_scan(struct sl_tail *tail, const uint32_t *codes, struct scan *scan)
{
    const struct sl_schema *schema = &tail->late->linkage->schema;
    const bool both = schema->given != SL_FIELD_NONE && schema->surname != SL_FIELD_NONE;
    *scan = (struct scan){
        .given = both ? schema->given : SL_FIELD_NONE,
        .surname = both ? schema->surname : SL_FIELD_NONE,
    };
    for (unsigned field = 0; field < schema->field_count; field++) {
        if (codes[field] == SL_CODE_MISSING) {
            continue;
        }
        set_field(tail, field, codes[field], false);
        if (is_name(schema, field)) {
            const unsigned which = field == schema->given ? 0 : 1;
            set_field(tail, field, codes[field], true);
            scan->names[which] = tail->worths[field].ticks;
            scan->crossed[which] = tail->crossed[field].ticks;
        } else {
            scan->fields[scan->count] = field;
            scan->ticks[scan->count++] = tail->worths[field].ticks;
        }
    }
}

static void end_scan(struct sl_tail *tail)
{
    for (unsigned field = 0; field < tail->late->linkage->schema.field_count; field++) {
        reset(&tail->worths[field]);
        reset(&tail->crossed[field]);
    }
}

enum sl_status
sl_tail_find(struct sl_tail *tail, const uint32_t *codes, double least_bits, struct sl_error *err)
{
    const struct sl_linkage *linkage = tail->late->linkage;
    const double plain = sl_calibration_floor(&linkage->model.calibration, least_bits);
    const int32_t least = sl_ticks(plain) - SL_TICK_SLACK - linkage->weights.prior_ticks;
    struct scan scan;
    tail->found_count = 0;
    SL_TRY(sl_array_reserve(
        &tail->found, &tail->found_capacity, (size_t)tail->count + 1, sizeof(*tail->found), err
    ));
    if (tail->count == 0) {
        return SL_OK;
    }
    SL_TRY(sl_tail_reserve(tail, err));
    begin_scan(tail, codes, &scan);
    for (uint32_t record = 0; record < tail->count; record++) {
        const uint32_t *places = tail->places + (size_t)record * linkage->schema.field_count;
        int32_t sum = scan.given != SL_FIELD_NONE ? worth_of_names(&scan, places) : 0;
        for (unsigned at = 0; at < scan.count; at++) {
            sum += scan.ticks[at][places[scan.fields[at]]];
        }
        tail->found[tail->found_count] = record;
        tail->found_count += sum >= least ? 1 : 0;
    }
    end_scan(tail);
    return SL_OK;
}
