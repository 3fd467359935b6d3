/* SPDX-License-Identifier: Apache-2.0 */
#include "link/probe_plan.h"

#include "link/engine.h"
#include "link/shop.h"

/* A plan for one record and one part of the index, and what it should rest on. */
struct trial {
    const struct shop *shop;
    struct sl_probe probe;
    struct sl_plan plan;
    struct sl_search search;
    uint32_t seen[SL_INDEX_PART_LIMIT]; /* bit f: some record of the part has field f */
    uint32_t held[SL_INDEX_PART_LIMIT]; /* bit f: all have */
    int32_t *worth[SL_FIELD_LIMIT];     /* by code, against the record */
    uint8_t *found;                     /* by place: a list taken holds it */
    unsigned part;
    /* What was tried. */
    size_t choices, refusals, takes;
    size_t narrowed[2], wide, by_missing, by_parent;
    size_t mated, split; /* steps narrowed by mate; of these, by place as well */
    size_t behind;       /* steps looked up whole behind a narrowed one of their field */
    size_t overflown;    /* more values of a sort field than there is room for */
};

static const struct sl_table *table_of(const struct trial *trial)
{
    return &trial->shop->made.table;
}

static const struct sl_index_part *part_of(const struct trial *trial)
{
    return &trial->shop->index.parts[trial->part];
}

static const uint32_t *row_at(const struct trial *trial, uint32_t place)
{
    return sl_table_row(table_of(trial), trial->shop->index.order[place]);
}

static uint32_t values_of(const struct trial *trial, unsigned field)
{
    return sl_table_domain(table_of(trial), field)->dictionary.count;
}

static void see_parts(struct trial *trial)
{
    for (trial->part = 0; trial->part < trial->shop->index.part_count; trial->part++) {
        uint32_t *held = &trial->held[trial->part];
        *held = UINT32_MAX;
        for (uint32_t place = part_of(trial)->first; place < part_of(trial)->end; place++) {
            uint32_t fields = 0;
            for (unsigned field = 0; field < table_of(trial)->field_count; field++) {
                fields |= row_at(trial, place)[field] == SL_CODE_MISSING ? 0 : 1U << field;
            }
            trial->seen[trial->part] |= fields;
            *held &= fields;
        }
    }
}

static struct trial *open_trial(const struct shop *shop)
{
    struct trial *trial = sl_calloc(1, sizeof(*trial));
    assert_non_null(trial);
    trial->shop = shop;
    SL_CHECK_OK(sl_probe_open(&trial->probe, &shop->weights, &shop->index, NULL), NULL);
    for (unsigned field = 0; field < table_of(trial)->field_count; field++) {
        trial->worth[field] = sl_alloc((size_t)values_of(trial, field) + 1, sizeof(int32_t));
        assert_non_null(trial->worth[field]);
    }
    trial->found = sl_alloc((size_t)table_of(trial)->record_count + 1, 1);
    assert_non_null(trial->found);
    see_parts(trial);
    return trial;
}

static void close_trial(struct trial *trial)
{
    sl_probe_close(&trial->probe);
    for (unsigned field = 0; field < SL_FIELD_LIMIT; field++) {
        sl_free(trial->worth[field]);
    }
    sl_free(trial->found);
    sl_free(trial);
}

/* Load a record, and write down what each code is worth: its own, else its narrowest parent's. */
static void set_record(struct trial *trial, uint32_t record)
{
    sl_probe_set_row(&trial->probe, sl_table_row(table_of(trial), record));
    for (unsigned field = 0; field < table_of(trial)->field_count; field++) {
        const struct sl_probe_field *in = &trial->probe.fields[field];
        const int32_t other = in->missing ? 0 : trial->shop->weights.else_ticks[field];
        int32_t *worth = trial->worth[field];
        for (uint32_t code = 0; code <= values_of(trial, field); code++) {
            worth[code] = code == SL_CODE_MISSING ? 0 : other;
        }
        for (unsigned which = in->parent_count; which-- > 0;) {
            for (uint32_t code = in->parents[which].low; code < in->parents[which].end; code++) {
                worth[code] = in->parent_ticks[which];
            }
        }
        for (size_t at = 0; at < in->item_count; at++) {
            worth[in->items[at].code] = in->items[at].ticks;
        }
    }
}

/* Does a field of the part say anything about the record? */
static bool counts(const struct trial *trial, unsigned field)
{
    return !trial->probe.fields[field].missing && (trial->seen[trial->part] >> field & 1U) != 0;
}

/* What a value that is not listed adds at most. */
static int32_t floor_of(const struct trial *trial, unsigned field)
{
    const bool held = (trial->held[trial->part] >> field & 1U) != 0;
    return held ? trial->shop->weights.else_ticks[field] : 0;
}

/* The most that a value beyond those taken can add. */
static int32_t bound(const struct trial *trial, unsigned field, const struct sl_plan_field *taken)
{
    const struct sl_probe_field *in = &trial->probe.fields[field];
    int32_t most = floor_of(trial, field);
    for (size_t at = taken->items; at < in->item_count; at++) {
        most = in->items[at].ticks > most ? in->items[at].ticks : most;
    }
    for (unsigned which = taken->parents; which < in->parent_count; which++) {
        most = in->parent_ticks[which] > most ? in->parent_ticks[which] : most;
    }
    return most;
}

static int32_t sum_of_bounds(const struct trial *trial, const struct sl_plan_field *taken)
{
    int32_t sum = trial->shop->weights.prior_ticks;
    for (unsigned field = 0; field < table_of(trial)->field_count; field++) {
        sum += counts(trial, field) ? bound(trial, field, &taken[field]) : 0;
    }
    return sum;
}

/* Is a code among the values between two points of a field? With `wide`: is it under a parent? */
static bool is_between(
    const struct sl_probe_field *in,
    const struct sl_plan_field *before,
    const struct sl_plan_field *after,
    uint32_t code,
    bool wide
)
{
    for (size_t at = before->items; at < after->items && !wide; at++) {
        if (in->items[at].code == code) {
            return true;
        }
    }
    for (unsigned which = before->parents; which < after->parents && wide; which++) {
        if (code >= in->parents[which].low && code < in->parents[which].end) {
            return true;
        }
    }
    return false;
}

/* Each step begins where the last of its field ended, and takes what it says off the excess. */
static void check_steps(struct trial *trial)
{
    const struct sl_plan *plan = &trial->plan;
    const int32_t least = trial->search.least_ticks;
    struct sl_plan_field taken[SL_FIELD_LIMIT] = { 0 };
    int32_t excess = sum_of_bounds(trial, taken) - least;
    for (size_t at = 0; at < plan->step_count; at++) {
        const struct sl_step *step = &plan->steps[at];
        struct sl_plan_field *field = &taken[step->field];
        const struct sl_probe_field *in = &trial->probe.fields[step->field];
        assert_true(excess >= 0);
        assert_true(counts(trial, step->field));
        SL_CHECK_U64(step->before.items, field->items);
        SL_CHECK_U64(step->before.parents, field->parents);
        assert_true(step->after.items >= field->items && step->after.items <= in->item_count);
        assert_true(step->after.parents >= field->parents);
        assert_true(step->after.parents <= in->parent_count);
        *field = step->after;
        const int32_t now = sum_of_bounds(trial, taken) - least;
        assert_true(step->gain > 0);
        SL_CHECK_I64(step->gain, excess - now);
        excess = now;
    }
    SL_CHECK_I64(plan->excess, excess);
    for (unsigned field = 0; field < table_of(trial)->field_count; field++) {
        SL_CHECK_U64(plan->fields[field].items, taken[field].items);
        SL_CHECK_U64(plan->fields[field].parents, taken[field].parents);
    }
}

/* Choose: false only where a record that agrees in nothing, as far as it has to, would reach. */
static bool check_choice(struct trial *trial)
{
    int32_t floor = trial->shop->weights.prior_ticks;
    sl_plan_init(&trial->plan, &trial->probe, part_of(trial), &trial->search);
    for (unsigned field = 0; field < table_of(trial)->field_count; field++) {
        SL_CHECK_U64(sl_plan_counts(&trial->plan, field), counts(trial, field));
        floor += counts(trial, field) ? floor_of(trial, field) : 0;
    }
    check_steps(trial);
    const bool chosen = sl_plan_choose(&trial->plan);
    check_steps(trial);
    SL_CHECK_U64(chosen, trial->plan.excess < 0);
    SL_CHECK_U64(chosen, floor < trial->search.least_ticks);
    trial->choices += chosen ? 1 : 0;
    trial->refusals += chosen ? 0 : 1;
    return chosen;
}

/* Do the spots that lists are narrowed to hold a code? */
static bool
is_in_spots(const struct trial *trial, const struct sl_narrowing *narrowing, uint32_t code)
{
    for (unsigned at = narrowing->first; at < narrowing->end; at++) {
        const struct sl_spot *spot = &trial->plan.spots[narrowing->field].items[at];
        const bool looked_at = spot->is_parent || (spot->parents & narrowing->parents) == 0;
        if (looked_at && code >= spot->codes.low && code < spot->codes.end) {
            return true;
        }
    }
    return false;
}

/* Does the part hold a record with a code, or one without a value? */
static bool is_somewhere(const struct trial *trial, unsigned field, uint32_t code)
{
    const uint32_t *starts = part_of(trial)->starts[field];
    return code == SL_CODE_MISSING ? (trial->held[trial->part] >> field & 1U) == 0
                                   : starts[code] < starts[code + 1];
}

/* By how much, at least, records fall short of the most that are in no spot of a narrowing. */
static int32_t
least_shortfall(struct trial *trial, const struct sl_narrowing *narrowing, int32_t most)
{
    const unsigned field = narrowing->field;
    int32_t least = INT32_MAX / 2;
    if (field == SL_FIELD_NONE || !counts(trial, field)) {
        return 0;
    }
    const struct sl_spots *spots = &trial->plan.spots[field];
    assert_true(narrowing->first <= narrowing->end && narrowing->end <= spots->count);
    trial->overflown += spots->count == SL_SPOT_LIMIT ? 1 : 0;
    for (unsigned at = narrowing->first; at < narrowing->end; at++) {
        trial->by_missing += spots->items[at].codes.low == SL_CODE_MISSING ? 1 : 0;
        trial->by_parent += spots->items[at].is_parent ? 1 : 0;
    }
    for (uint32_t code = 0; code <= values_of(trial, field); code++) {
        const int32_t worth = trial->worth[field][code];
        if (worth <= most && most - worth < least && is_somewhere(trial, field, code) &&
            !is_in_spots(trial, narrowing, code)) {
            least = most - worth;
        }
    }
    return least;
}

/*
 * What a list is narrowed to holds every record that what the other fields can add at most does not
 * rule out.
 *
 *   most    what values are worth that are open, by field
 *   excess  by how much a record that reaches may fall short of that in all
 */
static void
check_narrowed(struct trial *trial, const struct sl_step *step, const int32_t *most, int32_t excess)
{
    const struct sl_narrowing *place = &trial->plan.by_place;
    const struct sl_narrowing *mate = &trial->plan.by_mate;
    const unsigned which = step->field == trial->shop->index.sort_fields[0] ? 1 : 0;
    SL_CHECK_U64(place->field, trial->shop->index.sort_fields[which]);
    assert_true(step->field != place->field);
    int32_t shortfall = least_shortfall(trial, place, most[place->field]);
    trial->narrowed[which]++;
    if (mate->first < mate->end) {
        SL_CHECK_U64(mate->field, trial->shop->index.mates[step->field]);
        assert_true(mate->field != place->field);
        shortfall += least_shortfall(trial, mate, most[mate->field]);
        trial->split += place->first < place->end ? 1 : 0;
        trial->mated++;
    }
    assert_true(shortfall > excess);
}

/* Note which places a step looks at, lists narrowed where they may be. */
static void note_found(struct trial *trial, const struct sl_step *step, bool narrowed)
{
    const struct sl_narrowing *place_spots = &trial->plan.by_place;
    const struct sl_narrowing *mate_spots = &trial->plan.by_mate;
    const struct sl_probe_field *in = &trial->probe.fields[step->field];
    const bool wide_narrowed = narrowed && sl_plan_narrows_parents(&trial->plan, step->field);
    trial->wide += wide_narrowed && step->after.parents > step->before.parents ? 1 : 0;
    for (uint32_t place = part_of(trial)->first; place < part_of(trial)->end; place++) {
        const uint32_t *row = row_at(trial, place);
        const uint32_t code = row[step->field];
        const bool in_spots =
            !narrowed || is_in_spots(trial, place_spots, row[place_spots->field]) ||
            (mate_spots->end > 0 && is_in_spots(trial, mate_spots, row[mate_spots->field]));
        const bool looked_at =
            code != SL_CODE_MISSING &&
            ((is_between(in, &step->before, &step->after, code, false) && in_spots) ||
             (is_between(in, &step->before, &step->after, code, true) &&
              (in_spots || !wide_narrowed)));
        trial->found[place] |= looked_at ? 1 : 0;
    }
}

/* Every record of the part whose names, read straight, lift it to the threshold was found. */
static void check_found(const struct trial *trial)
{
    for (uint32_t place = part_of(trial)->first; place < part_of(trial)->end; place++) {
        const uint32_t *row = row_at(trial, place);
        int32_t sum = trial->shop->weights.prior_ticks;
        for (unsigned field = 0; field < table_of(trial)->field_count; field++) {
            sum += trial->worth[field][row[field]];
        }
        assert_true(sum < trial->search.least_ticks || trial->found[place] != 0);
    }
}

/* The most that all but the names can add, beyond what was looked up whole. */
static int32_t nameless_bound(const struct trial *trial, const struct sl_plan_field *whole)
{
    const struct sl_schema *schema = &trial->shop->made.schema;
    int32_t sum = trial->shop->weights.prior_ticks;
    for (unsigned field = 0; field < table_of(trial)->field_count; field++) {
        SL_CHECK_U64(trial->plan.whole[field].items, whole[field].items);
        SL_CHECK_U64(trial->plan.whole[field].parents, whole[field].parents);
        const bool name = field == schema->given || field == schema->surname;
        sum += counts(trial, field) && !name ? bound(trial, field, &whole[field]) : 0;
    }
    return sum;
}

/* A step that is taken is one of those chosen, and the next of its field. */
static void
check_is_next(struct sl_step *steps, size_t count, const struct sl_step *step, bool *taken)
{
    size_t at = 0;
    while (at < count && (taken[at] || steps[at].field != step->field)) {
        at++;
    }
    assert_true(at < count);
    taken[at] = true;
    SL_CHECK_U64(step->before.items, steps[at].before.items);
    SL_CHECK_U64(step->before.parents, steps[at].before.parents);
    SL_CHECK_U64(step->after.items, steps[at].after.items);
    SL_CHECK_U64(step->after.parents, steps[at].after.parents);
    SL_CHECK_I64(step->gain, steps[at].gain);
}

/* Carry the steps out: each once, in an order that leaves out no record that reaches. */
static void check_takes(struct trial *trial)
{
    struct sl_plan *plan = &trial->plan;
    struct sl_plan_field whole[SL_FIELD_LIMIT] = { 0 };
    struct sl_step steps[SL_STEP_LIMIT];
    bool taken[SL_STEP_LIMIT] = { false };
    const size_t count = plan->step_count;
    const int32_t last_excess = plan->excess;
    memcpy(steps, plan->steps, count * sizeof(*steps));
    memset(trial->found, 0, table_of(trial)->record_count);
    sl_plan_rewind(plan);
    SL_CHECK_I64(plan->excess, sum_of_bounds(trial, whole) - trial->search.least_ticks);
    for (size_t at = 0; at < count; at++) {
        struct sl_step step;
        struct sl_plan_field *field;
        bool narrowed = false;
        int32_t most[SL_FIELD_LIMIT] = { 0 };
        for (unsigned other = 0; other < table_of(trial)->field_count; other++) {
            most[other] = bound(trial, other, &plan->fields[other]);
        }
        const int32_t excess = plan->excess;
        assert_true(sl_plan_take(plan, &step, &narrowed));
        check_is_next(steps, count, &step, taken);
        SL_CHECK_I64(plan->excess, sum_of_bounds(trial, plan->fields) - trial->search.least_ticks);
        if (narrowed) {
            check_narrowed(trial, &step, most, excess);
        }
        note_found(trial, &step, narrowed);
        field = &whole[step.field];
        if (!narrowed && field->items == step.before.items &&
            field->parents == step.before.parents) {
            *field = step.after;
        } else {
            trial->behind += narrowed ? 0 : 1;
        }
    }
    struct sl_step none;
    bool narrowed = false;
    assert_false(sl_plan_take(plan, &none, &narrowed));
    SL_CHECK_I64(plan->excess, last_excess);
    SL_CHECK_I64(sl_plan_nameless_bound(plan), nameless_bound(trial, whole));
    check_found(trial);
    trial->takes += count;
}

/* The weight that a record like the probing one in all would have, as far as ticks tell. */
static int32_t own_ticks(const struct trial *trial)
{
    int32_t sum = trial->shop->weights.prior_ticks;
    for (unsigned field = 0; field < table_of(trial)->field_count; field++) {
        const struct sl_probe_field *in = &trial->probe.fields[field];
        sum += in->item_count > 0 ? in->items[0].ticks : 0;
    }
    return sum;
}

/* Every step-th record, at thresholds so many bits below its own weight, in every part. */
static void try_records(struct trial *trial, uint32_t step)
{
    static const int32_t bits_short[] = { -2, 1, 5, 8, 11, 14, 20, 30 };
    const uint32_t count = table_of(trial)->record_count;
    trial->search.records = (struct sl_range){ 0, count };
    for (uint32_t record = step / 2; record < count; record += step) {
        set_record(trial, record);
        for (size_t at = 0; at < sizeof(bits_short) / sizeof(bits_short[0]); at++) {
            trial->search.least_ticks = own_ticks(trial) - bits_short[at] * SL_TICKS_A_BIT;
            for (trial->part = 0; trial->part < trial->shop->index.part_count; trial->part++) {
                if (check_choice(trial)) {
                    check_takes(trial);
                }
            }
        }
    }
}

/* All that a plan can do was done. */
static void check_tried(const struct trial *trial)
{
    const bool dated = trial->shop->index.sort_fields[0] == CROWD_DOB;
    assert_true(trial->choices > 1000 && trial->takes > trial->choices);
    assert_true(trial->refusals > 0);
    assert_true(trial->narrowed[0] > 100 && trial->by_parent > 0);
    assert_true(!dated || (trial->narrowed[1] > 0 && trial->wide > 0));
    assert_true(trial->mated > 50 && trial->split > 3);
}

/* Sorted by date and postcode, and by postcode and given name. */
static const unsigned layouts[] = { 0, 1U << CROWD_DOB };

static void test_plans(void **state)
{
    size_t behind = 0;
    (void)state;
    for (unsigned layout = 0; layout < 2; layout++) {
        struct crowd crowd = shop_crowd(CROWD_RECORDS);
        struct shop shop;
        crowd.without = layouts[layout];
        shop_open_crowd(&shop, &crowd, false);
        struct trial *trial = open_trial(&shop);
        try_records(trial, 397 * SL_INDEX_PATTERN_LIMIT / 8);
        check_tried(trial);
        behind += trial->behind;
        close_trial(trial);
        shop_close(&shop);
    }
    assert_true(behind > 0);
}

/* A name of which one letter was changed: there are many, and all are alike. */
static void stock_alike(struct fixture *fixture, unsigned record_count)
{
    static const enum sl_kind kinds[] = { SL_KIND_GIVEN_NAME, SL_KIND_SURNAME, SL_KIND_SEX };
    struct sl_random random;
    fixture_init(fixture, kinds, 3);
    sl_random_init(&random, sl_test_seed());
    for (unsigned record = 0; record < record_count; record++) {
        char id[16];
        char given[] = "Marten";
        const char *const values[] = {
            given,
            sl_random_below(&random, 3) == 0 ? "Clegg" : "Okafor",
            sl_random_below(&random, 2) == 0 ? "F" : "M",
        };
        const uint64_t letter = sl_random_below(&random, 1 + sl_random_below(&random, 26));
        given[1 + sl_random_below(&random, 5)] = (char)('a' + (char)letter);
        (void)snprintf(id, sizeof(id), "%u", record);
        fixture_add(fixture, 0, id, values);
    }
}

/* More values than lists can be narrowed to: then those left out must not be needed. */
static void test_more_values_than_room(void **state)
{
    struct fixture fixture;
    struct shop shop;
    (void)state;
    stock_alike(&fixture, 12000);
    shop_open(&shop, &fixture, false);
    shop.scorer.m_bits[0][SL_LEVEL_ELSE] = -12.0;
    shop_weigh(&shop);
    struct trial *trial = open_trial(&shop);
    try_records(trial, 301);
    assert_true(trial->overflown > 50 && trial->narrowed[0] > 50);
    close_trial(trial);
    shop_close(&shop);
}

/* Weights that no learning would give. */
static void test_plans_of_strange_models(void **state)
{
    struct crowd crowd = shop_crowd(CROWD_RECORDS);
    struct shop shop;
    struct sl_random random;
    size_t narrowed = 0;
    (void)state;
    sl_random_init(&random, sl_test_seed());
    shop_open_crowd(&shop, &crowd, false);
    for (unsigned round = 0; round < 6; round++) {
        shop_change_model(&shop, &random, 3.0 + 2.0 * round);
        struct trial *trial = open_trial(&shop);
        try_records(trial, 2503);
        narrowed += trial->narrowed[0] + trial->narrowed[1];
        close_trial(trial);
    }
    assert_true(narrowed > 100);
    shop_close(&shop);
}

/* How long lists are, and where values of the first sort field stand. */
static void test_lengths_and_places(void **state)
{
    struct crowd crowd = shop_crowd(CROWD_RECORDS);
    struct shop shop;
    (void)state;
    shop_open_crowd(&shop, &crowd, false);
    struct trial *trial = open_trial(&shop);
    const unsigned sort = shop.index.sort_fields[0];
    SL_CHECK_U64(sort, CROWD_DOB);
    set_record(trial, 1);
    for (trial->part = 0; trial->part < shop.index.part_count; trial->part++) {
        if ((trial->seen[trial->part] >> sort & 1U) == 0) {
            continue;
        }
        sl_plan_init(&trial->plan, &trial->probe, part_of(trial), &trial->search);
        for (uint32_t low = 0; low < values_of(trial, sort); low += 37) {
            const struct sl_range codes = { low, low == 0 ? 1 : low + 1 + low % 5 };
            const struct sl_range places = sl_plan_places(&trial->plan, codes);
            uint32_t length = 0;
            for (uint32_t place = part_of(trial)->first; place < part_of(trial)->end; place++) {
                const uint32_t code = row_at(trial, place)[sort];
                const bool inside = code >= codes.low && code < codes.end;
                SL_CHECK_U64(place >= places.low && place < places.end, inside);
                length += inside ? 1 : 0;
            }
            if (low > 0) {
                SL_CHECK_U64(sl_plan_list_length(&trial->plan, sort, codes.low, codes.end), length);
            }
        }
    }
    close_trial(trial);
    shop_close(&shop);
}

/* So low a threshold that all reach it, so high a one that nothing does. */
static void test_thresholds_out_of_reach(void **state)
{
    struct crowd crowd = shop_crowd(300);
    struct shop shop;
    (void)state;
    shop_open_crowd(&shop, &crowd, false);
    struct trial *trial = open_trial(&shop);
    trial->part = 0;
    for (uint32_t record = 0; record < 300; record++) {
        set_record(trial, record);
        trial->search.least_ticks = -200 * SL_TICKS_A_BIT;
        assert_false(check_choice(trial));
        trial->search.least_ticks = own_ticks(trial) + 200 * SL_TICKS_A_BIT;
        assert_true(check_choice(trial));
        SL_CHECK_U64(trial->plan.step_count, 0);
        check_takes(trial);
    }
    close_trial(trial);
    shop_close(&shop);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_plans),
        cmocka_unit_test(test_more_values_than_room),
        cmocka_unit_test(test_plans_of_strange_models),
        cmocka_unit_test(test_lengths_and_places),
        cmocka_unit_test(test_thresholds_out_of_reach),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
