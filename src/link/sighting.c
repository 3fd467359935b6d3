/* SPDX-License-Identifier: Apache-2.0 */
#include "link/sighting.h"

#include <math.h>
#include <stdlib.h>

#include "base/array.h"
#include "base/memory.h"
#include "base/sort.h"
#include "link/tie.h"

/* See sighting.h. */
#define PEOPLE_LEAST 3.0
#define SHARE_LEAST  0.1
#define LIFT_LEAST   4.0
/* One in a million, as log2. */
#define CHANCE_MOST_BITS (-20.0)
/* Of so many people it is asked whether they are related; more are not all of a few families. */
#define KIN_LOOK 16u

void sl_sightings_finish(struct sl_sightings *sightings)
{
    sl_free(sightings->items);
    sl_free(sightings->holders);
    *sightings = (struct sl_sightings){ 0 };
}

enum sl_status sl_sightings_hold(
    struct sl_sightings *sightings,
    uint32_t record,
    uint32_t code,
    uint32_t other_code,
    struct sl_error *err
)
{
    SL_TRY(sl_array_reserve(
        &sightings->holders,
        &sightings->holder_capacity,
        sightings->holder_count + 2,
        sizeof(*sightings->holders),
        err
    ));
    sightings->holders[sightings->holder_count++] = (uint64_t)code << 32 | record;
    if (other_code != code) {
        sightings->holders[sightings->holder_count++] = (uint64_t)other_code << 32 | record;
    }
    return SL_OK;
}

enum sl_status
sl_sightings_add(struct sl_sightings *sightings, struct sl_sighting sighting, struct sl_error *err)
{
    SL_ASSERT(sighting.left < sighting.right);
    SL_TRY(sl_array_reserve(
        &sightings->items, &sightings->capacity, sightings->count + 1, sizeof(sighting), err
    ));
    sighting.person = sighting.record;
    sightings->items[sightings->count++] = sighting;
    return SL_OK;
}

enum sl_status sl_sightings_append(
    struct sl_sightings *sightings, const struct sl_sightings *others, struct sl_error *err
)
{
    const size_t count = sightings->count + others->count;
    const size_t holders = sightings->holder_count + others->holder_count;
    SL_TRY(sl_array_reserve(
        &sightings->items, &sightings->capacity, count, sizeof(*sightings->items), err
    ));
    SL_TRY(sl_array_reserve(
        &sightings->holders, &sightings->holder_capacity, holders, sizeof(uint64_t), err
    ));
    for (size_t at = 0; at < others->count; at++) {
        sightings->items[sightings->count++] = others->items[at];
    }
    for (size_t at = 0; at < others->holder_count; at++) {
        sightings->holders[sightings->holder_count++] = others->holders[at];
    }
    return SL_OK;
}

/* By values, then by person. */
static int by_values(const void *left, const void *right)
{
    const struct sl_sighting *one = left;
    const struct sl_sighting *two = right;
    const uint32_t ones[] = { one->left, one->right, one->person, one->record, one->other };
    const uint32_t twos[] = { two->left, two->right, two->person, two->record, two->other };
    for (size_t at = 0; at < sizeof(ones) / sizeof(ones[0]); at++) {
        if (ones[at] != twos[at]) {
            return ones[at] < twos[at] ? -1 : 1;
        }
    }
    return 0;
}

static bool same_values(const struct sl_sighting *one, const struct sl_sighting *two)
{
    return one->left == two->left && one->right == two->right;
}

enum sl_status
sl_sightings_settle(struct sl_sightings *sightings, struct sl_union *people, struct sl_error *err)
{
    struct sl_sighting *items = sightings->items;
    uint64_t *holders = sightings->holders;
    for (size_t at = 0; people != NULL && at < sightings->count; at++) {
        items[at].person = sl_union_find(people, items[at].record);
    }
    for (size_t at = 0; people != NULL && at < sightings->holder_count; at++) {
        const uint32_t person = sl_union_find(people, (uint32_t)holders[at]);
        holders[at] = holders[at] >> 32 << 32 | person;
    }
    if (sightings->count > 0) { /* items may be NULL, which qsort does not take */
        qsort(items, sightings->count, sizeof(*items), by_values);
    }
    SL_TRY(sl_sort_u64(holders, sightings->holder_count, err));
    size_t kept = 0;
    for (size_t at = 0; at < sightings->count; at++) {
        if (kept == 0 || !same_values(&items[kept - 1], &items[at]) ||
            items[kept - 1].person != items[at].person) {
            items[kept++] = items[at];
        }
    }
    sightings->count = kept;
    kept = 0;
    for (size_t at = 0; at < sightings->holder_count; at++) {
        if (kept == 0 || holders[kept - 1] != holders[at]) {
            holders[kept++] = holders[at];
        }
    }
    sightings->holder_count = kept;
    return SL_OK;
}

/* What is counted before anything is judged. */
struct judging {
    const struct sl_sightings *sightings;
    const struct sl_scorer *scorer;
    unsigned class_count;                /* of communities; at least 1 */
    double totals[SL_COMMUNITY_CLASSES]; /* sightings, by class */
    uint32_t *seen;                      /* sightings, by code * class_count + class */
    uint32_t *holders;                   /* people, by code */
};

static unsigned class_of(const struct judging *judging, const struct sl_sighting *sighting)
{
    const struct sl_community *community = judging->scorer->community;
    return community->class_count == 0 ? 0 : community->classes[sighting->person];
}

static enum sl_status
count_sightings(struct judging *judging, uint32_t value_count, struct sl_error *err)
{
    const struct sl_sightings *sightings = judging->sightings;
    const unsigned classes = judging->class_count;
    judging->seen = sl_calloc(((size_t)value_count + 1) * classes, sizeof(*judging->seen));
    judging->holders = sl_calloc((size_t)value_count + 1, sizeof(*judging->holders));
    if (judging->seen == NULL || judging->holders == NULL) {
        return sl_fail_memory(err);
    }
    for (size_t at = 0; at < sightings->count; at++) {
        const struct sl_sighting *sighting = &sightings->items[at];
        const unsigned class = class_of(judging, sighting);
        judging->totals[class] += 1.0;
        judging->seen[(size_t)sighting->left * classes + class]++;
        judging->seen[(size_t)sighting->right * classes + class]++;
    }
    for (size_t at = 0; at < sightings->holder_count; at++) {
        judging->holders[sightings->holders[at] >> 32]++;
    }
    return SL_OK;
}

/*
 * How many people chance would show with both values of a run, going by the other sightings of
 * each: within communities, but no fewer than among all, where one more of each is assumed for what
 * has not been seen yet.
 */
static double expect(const struct judging *judging, const struct sl_sighting *run, size_t count)
{
    double own[SL_COMMUNITY_CLASSES] = { 0.0 };
    double within = 0.0;
    double lefts = 1.0;
    double rights = 1.0;
    double others = 1.0;
    for (size_t at = 0; at < count; at++) {
        own[class_of(judging, &run[at])] += 1.0;
    }
    for (unsigned class = 0; class < judging->class_count; class ++) {
        const size_t left = (size_t)run->left * judging->class_count + class;
        const size_t right = (size_t)run->right * judging->class_count + class;
        const double class_lefts = (double)judging->seen[left] - own[class];
        const double class_rights = (double)judging->seen[right] - own[class];
        const double class_others = judging->totals[class] - own[class];
        within += class_lefts * class_rights / (2.0 * fmax(class_others, 1.0));
        lefts += class_lefts;
        rights += class_rights;
        others += class_others;
    }
    return fmax(within, lefts * rights / (2.0 * others));
}

/* log2 of the probability of `count` or more where `expected` are expected, after Poisson. */
static double tail_bits(double count, double expected)
{
    const double first = (count * log(expected) - expected - lgamma(count + 1.0)) / log(2.0);
    return first - log2(1.0 - expected / (count + 1.0));
}

/* Are the people of a run enough, if they are so many? */
static bool is_enough(
    const struct judging *judging, const struct sl_sighting *run, double people, double expected
)
{
    const uint32_t lefts = judging->holders[run->left];
    const uint32_t rights = judging->holders[run->right];
    const double rarer = (double)(lefts < rights ? lefts : rights);
    return people >= PEOPLE_LEAST && people >= SHARE_LEAST * rarer &&
           people >= LIFT_LEAST * expected && tail_bits(people, expected) <= CHANCE_MOST_BITS;
}

/* Does anything say that two records are of relatives, or of one person after all? */
static bool is_kin(const struct sl_scorer *scorer, uint32_t left, uint32_t right)
{
    struct sl_agreement agreement;
    enum sl_tie_kind kind;
    double probability;
    const struct sl_table *table = scorer->table;
    sl_scorer_compare(scorer, sl_table_row(table, left), sl_table_row(table, right), &agreement);
    const struct sl_odds odds = sl_scorer_odds(scorer, &agreement);
    return sl_tie_see(scorer, &odds, &kind, &probability) ||
           sl_scorer_weight(scorer, &agreement) >= 0.0;
}

static bool are_related(
    const struct sl_scorer *scorer, const struct sl_sighting *one, const struct sl_sighting *two
)
{
    return is_kin(scorer, one->record, two->record) || is_kin(scorer, one->record, two->other) ||
           is_kin(scorer, one->other, two->record) || is_kin(scorer, one->other, two->other);
}

/* How many of the people of a run are not related to one before. */
static size_t
count_families(const struct judging *judging, const struct sl_sighting *run, size_t count)
{
    size_t heads[KIN_LOOK];
    size_t families = 0;
    for (size_t at = 0; at < count && at < KIN_LOOK; at++) {
        bool related = false;
        for (size_t head = 0; head < families && !related; head++) {
            related = are_related(judging->scorer, &run[heads[head]], &run[at]);
        }
        if (!related) {
            heads[families++] = at;
        }
    }
    return families;
}

static bool is_variant(const struct judging *judging, const struct sl_sighting *run, size_t count)
{
    const double expected = expect(judging, run, count);
    if (!is_enough(judging, run, (double)count, expected)) {
        return false;
    }
    const size_t families = count_families(judging, run, count);
    return is_enough(judging, run, (double)(count > KIN_LOOK ? count : families), expected) &&
           (double)families >= PEOPLE_LEAST;
}

/* Go through the runs of the same two values. */
static enum sl_status judge_runs(
    const struct judging *judging, uint64_t **ret_pairs, size_t *ret_count, struct sl_error *err
)
{
    const struct sl_sightings *sightings = judging->sightings;
    size_t capacity = 0;
    for (size_t at = 0; at < sightings->count;) {
        const struct sl_sighting *run = &sightings->items[at];
        size_t end = at + 1;
        while (end < sightings->count && same_values(run, &sightings->items[end])) {
            end++;
        }
        if (is_variant(judging, run, end - at)) {
            SL_TRY(sl_array_reserve(ret_pairs, &capacity, *ret_count + 1, sizeof(**ret_pairs), err)
            );
            (*ret_pairs)[(*ret_count)++] = (uint64_t)run->left << 32 | run->right;
        }
        at = end;
    }
    return SL_OK;
}

enum sl_status sl_sightings_judge(
    const struct sl_sightings *sightings,
    uint32_t value_count,
    const struct sl_scorer *scorer,
    uint64_t **ret_pairs,
    size_t *ret_count,
    struct sl_error *err
)
{
    const unsigned classes = scorer->community->class_count;
    struct judging judging = { .sightings = sightings,
                               .scorer = scorer,
                               .class_count = classes == 0 ? 1 : classes };
    *ret_pairs = NULL;
    *ret_count = 0;
    enum sl_status status = count_sightings(&judging, value_count, err);
    if (status == SL_OK) {
        status = judge_runs(&judging, ret_pairs, ret_count, err);
    }
    sl_free(judging.seen);
    sl_free(judging.holders);
    if (status != SL_OK) {
        sl_free(*ret_pairs);
        *ret_pairs = NULL;
    }
    return status;
}
