/* SPDX-License-Identifier: Apache-2.0 */
#include "link/community.h"

#include <math.h>
#include <string.h>

#include "base/hash.h"
#include "base/memory.h"

/* Below this, values are too rare for classes to mean anything. */
#define RECORDS_LEAST 5000u
/* The classes are learned from about this many records. */
#define SAMPLE_RECORDS 100000u
#define ROUNDS         20u
/* How many records a value's usual shares count for against its own. */
#define USUAL_RECORDS 4.0

bool sl_community_uses(const struct sl_schema *schema, unsigned field)
{
    const enum sl_kind kind = schema->fields[field].kind;
    return kind == SL_KIND_GIVEN_NAME || kind == SL_KIND_SURNAME || kind == SL_KIND_TOWN ||
           kind == SL_KIND_CATEGORY;
}

void sl_community_finish(struct sl_community *community)
{
    for (unsigned field = 0; field < SL_FIELD_LIMIT; field++) {
        sl_free(community->lifts[field]);
    }
    sl_free(community->classes);
    *community = (struct sl_community){ 0 };
}

/* How likely each class is for a row, by its values. */
static void see_row(
    const struct sl_community *community,
    const uint32_t *row,
    unsigned field_count,
    double probs[SL_COMMUNITY_CLASSES]
)
{
    double sum = 0.0;
    for (unsigned class = 0; class < community->class_count; class ++) {
        probs[class] = community->shares[class];
    }
    for (unsigned field = 0; field < field_count; field++) {
        if (community->lifts[field] == NULL || row[field] == SL_CODE_MISSING) {
            continue;
        }
        const float *lifts = community->lifts[field] + (size_t)row[field] * community->class_count;
        for (unsigned class = 0; class < community->class_count; class ++) {
            probs[class] *= (double)lifts[class];
        }
    }
    for (unsigned class = 0; class < community->class_count; class ++) {
        sum += probs[class];
    }
    for (unsigned class = 0; class < community->class_count; class ++) {
        probs[class] /= sum;
    }
}

/* What a round counts: records by class, and by field, value and class. */
struct tally {
    double shares[SL_COMMUNITY_CLASSES];
    float *counts[SL_FIELD_LIMIT];
};

static void tally_finish(struct tally *tally)
{
    for (unsigned field = 0; field < SL_FIELD_LIMIT; field++) {
        sl_free(tally->counts[field]);
    }
}

static size_t cells_of(const struct sl_table *table, unsigned field)
{
    return ((size_t)sl_table_domain(table, field)->dictionary.count + 1) * SL_COMMUNITY_CLASSES;
}

static enum sl_status make_room(
    struct sl_community *community,
    struct tally *tally,
    const struct sl_table *table,
    struct sl_error *err
)
{
    for (unsigned field = 0; field < table->field_count; field++) {
        if (!sl_community_uses(table->schema, field)) {
            continue;
        }
        community->lifts[field] = sl_alloc(cells_of(table, field), sizeof(float));
        tally->counts[field] = sl_alloc(cells_of(table, field), sizeof(float));
        if (community->lifts[field] == NULL || tally->counts[field] == NULL) {
            return sl_fail_memory(err);
        }
    }
    community->classes = sl_calloc((size_t)table->record_count + 1, 1);
    return community->classes == NULL ? sl_fail_memory(err) : SL_OK;
}

static void clear_tally(struct tally *tally, const struct sl_table *table)
{
    memset(tally->shares, 0, sizeof(tally->shares));
    for (unsigned field = 0; field < table->field_count; field++) {
        if (tally->counts[field] != NULL) {
            memset(tally->counts[field], 0, cells_of(table, field) * sizeof(float));
        }
    }
}

static void
count_row(struct tally *tally, const uint32_t *row, unsigned field_count, const double *probs)
{
    for (unsigned class = 0; class < SL_COMMUNITY_CLASSES; class ++) {
        tally->shares[class] += probs[class];
    }
    for (unsigned field = 0; field < field_count; field++) {
        if (tally->counts[field] != NULL && row[field] != SL_CODE_MISSING) {
            float *counts = tally->counts[field] + (size_t)row[field] * SL_COMMUNITY_CLASSES;
            for (unsigned class = 0; class < SL_COMMUNITY_CLASSES; class ++) {
                counts[class] += (float)probs[class];
            }
        }
    }
}

/* Shares and lifts from what was counted. */
static void
take_over(struct sl_community *community, const struct tally *tally, const struct sl_table *table)
{
    double all = 0.0;
    for (unsigned class = 0; class < SL_COMMUNITY_CLASSES; class ++) {
        all += tally->shares[class] + 1.0;
    }
    for (unsigned class = 0; class < SL_COMMUNITY_CLASSES; class ++) {
        community->shares[class] = (tally->shares[class] + 1.0) / all;
    }
    for (unsigned field = 0; field < table->field_count; field++) {
        if (tally->counts[field] == NULL) {
            continue;
        }
        for (size_t at = 0; at < cells_of(table, field); at += SL_COMMUNITY_CLASSES) {
            double total = USUAL_RECORDS;
            for (unsigned class = 0; class < SL_COMMUNITY_CLASSES; class ++) {
                total += (double)tally->counts[field][at + class];
            }
            for (unsigned class = 0; class < SL_COMMUNITY_CLASSES; class ++) {
                const double share = community->shares[class];
                const double held = (double)tally->counts[field][at + class];
                community->lifts[field][at + class] =
                    (float)((held + USUAL_RECORDS * share) / (total * share));
            }
        }
    }
}

/* A first guess that breaks the symmetry: classes by a hash of the surname, or of the first field.
 */
static void
guess_row(const struct sl_table *table, const uint32_t *row, uint64_t seed, double *probs)
{
    uint64_t hash = seed;
    for (unsigned field = 0; field < table->field_count; field++) {
        const bool decides =
            field == table->schema->surname ||
            (table->schema->surname == SL_FIELD_NONE && sl_community_uses(table->schema, field));
        if (decides && row[field] != SL_CODE_MISSING) {
            hash = sl_hash_str(sl_domain_value(sl_table_domain(table, field), row[field]), seed);
            break;
        }
    }
    for (unsigned class = 0; class < SL_COMMUNITY_CLASSES; class ++) {
        probs[class] = 0.5 / SL_COMMUNITY_CLASSES;
    }
    probs[hash % SL_COMMUNITY_CLASSES] += 0.5;
}

/* One round over the sampled records; `guess` for the first. */
static void learn_round(
    struct sl_community *community,
    struct tally *tally,
    const struct sl_table *table,
    uint64_t seed,
    bool guess
)
{
    const uint64_t one_of = table->record_count / SAMPLE_RECORDS + 1;
    clear_tally(tally, table);
    for (uint32_t record = 0; record < table->record_count; record++) {
        double probs[SL_COMMUNITY_CLASSES] = { 0.0 };
        const uint32_t *row = sl_table_row(table, record);
        if (sl_hash_u64(record ^ seed) % one_of != 0) {
            continue;
        }
        if (guess) {
            guess_row(table, row, seed, probs);
        } else {
            see_row(community, row, table->field_count, probs);
        }
        count_row(tally, row, table->field_count, probs);
    }
    take_over(community, tally, table);
}

/* The last round looks at every record, and notes its likeliest class. */
static void
finish_classes(struct sl_community *community, struct tally *tally, const struct sl_table *table)
{
    clear_tally(tally, table);
    for (uint32_t record = 0; record < table->record_count; record++) {
        double probs[SL_COMMUNITY_CLASSES] = { 0.0 };
        const uint32_t *row = sl_table_row(table, record);
        see_row(community, row, table->field_count, probs);
        count_row(tally, row, table->field_count, probs);
        unsigned best = 0;
        for (unsigned class = 1; class < SL_COMMUNITY_CLASSES; class ++) {
            best = probs[class] > probs[best] ? class : best;
        }
        community->classes[record] = (uint8_t)best;
    }
    take_over(community, tally, table);
}

enum sl_status sl_community_learn(
    struct sl_community *community,
    const struct sl_table *table,
    uint64_t seed,
    struct sl_error *err
)
{
    *community = (struct sl_community){ 0 };
    unsigned used = 0;
    for (unsigned field = 0; field < table->field_count; field++) {
        used += sl_community_uses(table->schema, field) ? 1 : 0;
    }
    if (table->record_count < RECORDS_LEAST || used < 2) {
        return SL_OK;
    }
    struct tally tally SL_CLEANUP(tally_finish) = { 0 };
    const enum sl_status status = make_room(community, &tally, table, err);
    if (status != SL_OK) {
        sl_community_finish(community);
        return status;
    }
    community->class_count = SL_COMMUNITY_CLASSES;
    for (unsigned round = 0; round < ROUNDS; round++) {
        learn_round(community, &tally, table, seed, round == 0);
    }
    finish_classes(community, &tally, table);
    return SL_OK;
}

double sl_community_bits(
    const struct sl_community *community,
    const uint32_t *left,
    const uint32_t *right,
    uint32_t agreed
)
{
    if (community->class_count == 0) {
        return 0.0;
    }
    double probs[SL_COMMUNITY_CLASSES];
    for (unsigned class = 0; class < SL_COMMUNITY_CLASSES; class ++) {
        probs[class] = community->shares[class];
    }
    for (; agreed != 0; agreed &= agreed - 1) {
        const unsigned field = (unsigned)__builtin_ctz(agreed);
        if (community->lifts[field] == NULL) {
            continue;
        }
        const float *one = community->lifts[field] + (size_t)left[field] * SL_COMMUNITY_CLASSES;
        const float *two = community->lifts[field] + (size_t)right[field] * SL_COMMUNITY_CLASSES;
        for (unsigned class = 0; class < SL_COMMUNITY_CLASSES; class ++) {
            probs[class] *= 0.5 * ((double)one[class] + (double)two[class]);
        }
    }
    double sum = 0.0;
    for (unsigned class = 0; class < SL_COMMUNITY_CLASSES; class ++) {
        sum += probs[class];
    }
    return sum > 1.0 ? log2(sum) : 0.0;
}
