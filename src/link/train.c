/* SPDX-License-Identifier: Apache-2.0 */
#include "link/train.h"

#include <math.h>
#include <string.h>

#include "base/hash.h"
#include "base/memory.h"
#include "base/sort.h"
#include "link/calibrate.h"
#include "link/em.h"
#include "link/meet.h"

#define SAMPLE_RECORDS 4000u
#define OUTER_ROUNDS   4u
#define EM_ROUNDS      8u
/* Pairs less likely than this are not met. */
#define SAMPLE_LEAST_BITS (-4.0)
/* At most this share of the matches is taken to lie below SAMPLE_LEAST_BITS. */
#define MISSED_SHARE_LIMIT 0.1
#define MISSED_DRAWS       4u
/* How often a value is drawn until it is not a missing one. */
#define DRAW_LIMIT 50u
/* No value is taken to be rarer than this, in records. */
#define UNSEEN_LEAST 0.02

struct training {
    struct sl_model *model;
    struct sl_chance *chances;
    const struct sl_index *index;
    const struct sl_train_options *options;
    struct sl_scorer scorer;
    struct sl_weights weights;
    uint32_t *records; /* the sample, ascending */
    size_t record_count;
    uint8_t *wanted[SL_FIELD_LIMIT]; /* by domain and code: does a sampled record hold it? */
    uint32_t *rows;                  /* theirs */
    uint32_t *made_up;               /* as many rows of nobody */
    uint32_t *donors;                /* by value of made_up: the record it is from */
};

/* The records with the lowest hashes of their ids, ascending. */
static enum sl_status choose_records(struct training *training, struct sl_error *err)
{
    const struct sl_table *table = training->index->table;
    const uint32_t count =
        training->options->two_sources ? table->source_count[0] : table->record_count;
    struct sl_keyed *keyed SL_CLEANUP(sl_free_ptr) = sl_alloc((size_t)count + 1, sizeof(*keyed));
    if (keyed == NULL) {
        return sl_fail_memory(err);
    }
    for (uint32_t record = 0; record < count; record++) {
        keyed[record].key = sl_hash_str(table->ids[record], training->options->seed);
        keyed[record].value = record;
    }
    SL_TRY(sl_sort_keyed(keyed, count, err));
    training->record_count = count < SAMPLE_RECORDS ? count : SAMPLE_RECORDS;
    uint64_t *chosen SL_CLEANUP(sl_free_ptr) =
        sl_alloc(training->record_count + 1, sizeof(*chosen));
    training->records = sl_alloc(training->record_count + 1, sizeof(uint32_t));
    if (chosen == NULL || training->records == NULL) {
        return sl_fail_memory(err);
    }
    for (size_t at = 0; at < training->record_count; at++) {
        chosen[at] = keyed[at].value;
    }
    SL_TRY(sl_sort_u64(chosen, training->record_count, err));
    for (size_t at = 0; at < training->record_count; at++) {
        training->records[at] = (uint32_t)chosen[at];
    }
    return SL_OK;
}

static enum sl_status mark_wanted(struct training *training, struct sl_error *err)
{
    const struct sl_table *table = training->index->table;
    for (unsigned domain = 0; domain < table->schema->domain_count; domain++) {
        const size_t codes = (size_t)table->domains[domain].dictionary.count + 1;
        training->wanted[domain] = sl_calloc(codes, 1);
        if (training->wanted[domain] == NULL) {
            return sl_fail_memory(err);
        }
    }
    training->rows = sl_alloc(training->record_count * table->field_count + 1, sizeof(uint32_t));
    if (training->rows == NULL) {
        return sl_fail_memory(err);
    }
    for (size_t at = 0; at < training->record_count; at++) {
        const uint32_t *row = sl_table_row(table, training->records[at]);
        memcpy(training->rows + at * table->field_count, row, table->field_count * sizeof(*row));
        for (unsigned field = 0; field < table->field_count; field++) {
            training->wanted[table->schema->fields[field].domain][row[field]] = 1;
        }
    }
    return SL_OK;
}

/* All records that a sampled one is compared with, itself among them when there is one source. */
static struct sl_range partners(const struct training *training)
{
    const struct sl_table *table = training->index->table;
    return (struct sl_range){
        training->options->two_sources ? table->source_count[0] : 0,
        table->record_count,
    };
}

static struct sl_meeting meeting_of(const struct training *training)
{
    return (struct sl_meeting){
        .weights = &training->weights,
        .index = training->index,
        .rows = training->rows,
        .records = training->records,
        .row_count = training->record_count,
        .partners = partners(training),
        .least_bits = SAMPLE_LEAST_BITS,
        .thread_count = training->options->thread_count,
    };
}

/* A level at random, as one person's records agree. */
static unsigned draw_level(const double m[SL_LEVEL_COUNT], double unit)
{
    unsigned level = 0;
    while (level < SL_LEVEL_ELSE && unit >= m[level]) {
        unit -= m[level];
        level++;
    }
    return level;
}

/*
 * The share of one person's pairs that lie below SAMPLE_LEAST_BITS: records of the same person are
 * drawn for the sampled ones, with values missing and levels as the model says.
 */
static double missed_share(const struct training *training)
{
    const struct sl_table *table = training->index->table;
    struct sl_random random;
    sl_random_init(&random, training->options->seed);
    size_t missed = 0;
    const size_t draws = training->record_count * MISSED_DRAWS;
    for (size_t draw = 0; draw < draws; draw++) {
        const uint32_t *row = sl_table_row(table, training->records[draw / MISSED_DRAWS]);
        double sum = sl_scorer_prior(&training->scorer);
        for (unsigned field = 0; field < table->field_count; field++) {
            const struct sl_chance *chance = &training->chances[field];
            const double present = (double)chance->present_count / (double)chance->record_count;
            const double there = sl_random_unit(&random);
            const unsigned level = draw_level(training->model->m[field], sl_random_unit(&random));
            if (row[field] != SL_CODE_MISSING && there < present) {
                sum += training->scorer.m_bits[field][level];
                sum += level == SL_LEVEL_ELSE
                           ? chance->else_bits
                           : (double)sl_chance_bits(chance, row[field], row[field], level);
            }
        }
        missed += sum < SAMPLE_LEAST_BITS ? 1 : 0;
    }
    return fmin((double)missed / fmax((double)draws, 1.0), MISSED_SHARE_LIMIT);
}

static void update_chances(struct training *training)
{
    for (unsigned field = 0; field < training->index->table->field_count; field++) {
        sl_chance_update(
            &training->chances[field], training->model, field, training->options->thread_count
        );
    }
    sl_scorer_init(
        &training->scorer,
        training->index->table,
        training->model,
        training->chances,
        training->options->community,
        training->options->two_sources
    );
}

/* One record's field and level: how many strangers agree, once likely matches are taken out. */
static void count_strangers(
    const struct training *training, const float *matched, unsigned field, double seen[][2]
)
{
    const struct sl_table *table = training->index->table;
    const struct sl_chance *chance = &training->chances[field];
    const struct sl_model *model = training->model;
    const double share = (double)chance->present_count / (double)chance->record_count;
    const double together = 1.0 + model->match_rate * share * model->m[field][0];
    for (size_t at = 0; at < training->record_count; at++) {
        const uint32_t code = sl_table_row(table, training->records[at])[field];
        for (unsigned level = 0; level < SL_LEVEL_ELSE && code != SL_CODE_MISSING; level++) {
            const double all = (double)chance->counts[(size_t)code * SL_LEVEL_ELSE + level];
            const double known = (double)matched[at * SL_LEVEL_ELSE + level];
            const double people = (all - known) / together;
            seen[level][0] += people < 0.5 ? 1.0 : 0.0;
            seen[level][1] += people >= 0.5 && people < 1.5 ? 1.0 : 0.0;
        }
    }
    for (unsigned level = 0; level < SL_LEVEL_ELSE; level++) {
        const double people = (seen[level][1] + 0.5) / (seen[level][0] + 1.0);
        training->model->unseen[field][level] =
            fmin(fmax(people * together, UNSEEN_LEAST), level == 0 ? 0.7 : 1.5);
    }
}

/*
 * How many strangers share a value that seems unique? As many as there are records that share with
 * one stranger, for each that shares with none (Good 1953, after Turing).
 */
static enum sl_status
count_unseen(struct training *training, const struct sl_sample *sample, struct sl_error *err)
{
    const size_t cells = training->record_count * SL_LEVEL_ELSE;
    float *matched SL_CLEANUP(sl_free_ptr) = sl_alloc(cells + 1, sizeof(*matched));
    if (matched == NULL) {
        return sl_fail_memory(err);
    }
    for (unsigned field = 0; field < sample->field_count; field++) {
        memset(matched, 0, cells * sizeof(*matched));
        for (size_t pair = 0; pair < sample->pair_count; pair++) {
            const uint8_t level = sample->levels[pair * sample->field_count + field];
            if (level < SL_LEVEL_ELSE) {
                matched[sample->owners[pair] * SL_LEVEL_ELSE + level] += sample->matches[pair];
            }
        }
        double seen[SL_LEVEL_ELSE][2] = { 0 };
        count_strangers(training, matched, field, seen);
    }
    return SL_OK;
}

static enum sl_status outer_round(struct training *training, struct sl_error *err)
{
    const unsigned threads = training->options->thread_count;
    struct sl_sample sample = { 0 };
    SL_TRY(sl_weights_init(&training->weights, &training->scorer, training->wanted, threads, err));
    const struct sl_meeting meeting = meeting_of(training);
    enum sl_status status = sl_meet(&meeting, &sample, err);
    if (status == SL_OK) {
        const struct sl_em_options options = {
            .rounds = EM_ROUNDS,
            .leave_one_out = true,
            .missed_share = missed_share(training),
        };
        (void)sl_em_run(training->model, &sample, &options);
        status = count_unseen(training, &sample, err);
        update_chances(training);
    }
    sl_sample_finish(&sample);
    sl_weights_finish(&training->weights);
    return status;
}

/* Names that go together are drawn together: from records of the community of the one replaced. */
static bool
may_give(const struct training *training, uint32_t record, uint32_t donor, unsigned field)
{
    const struct sl_community *community = training->options->community;
    return community->class_count == 0 || community->lifts[field] == NULL ||
           community->classes[record] == community->classes[donor];
}

/*
 * Rows of people who do not exist: each value from another record, drawn by chance; missing what
 * the sampled rows miss.
 */
static enum sl_status make_up_rows(struct training *training, struct sl_error *err)
{
    const struct sl_table *table = training->index->table;
    const uint32_t count =
        training->options->two_sources ? table->source_count[0] : table->record_count;
    const size_t cells = training->record_count * table->field_count;
    training->made_up = sl_calloc(cells + 1, sizeof(uint32_t));
    training->donors = sl_calloc(cells + 1, sizeof(uint32_t));
    if (training->made_up == NULL || training->donors == NULL) {
        return sl_fail_memory(err);
    }
    struct sl_random random;
    sl_random_init(&random, training->options->seed + 1);
    for (size_t cell = 0; cell < cells; cell++) {
        const unsigned field = (unsigned)(cell % table->field_count);
        uint32_t code = SL_CODE_MISSING;
        for (unsigned draw = 0; training->rows[cell] != SL_CODE_MISSING && draw < DRAW_LIMIT &&
                                code == SL_CODE_MISSING;
             draw++) {
            const uint32_t donor = (uint32_t)sl_random_below(&random, count);
            if (may_give(training, training->records[cell / table->field_count], donor, field)) {
                training->donors[cell] = donor;
                code = sl_table_row(table, donor)[field];
            }
        }
        training->made_up[cell] = code;
        training->wanted[table->schema->fields[field].domain][code] = 1;
    }
    return SL_OK;
}

/* How likely is it that a made-up row agrees with a record because a value is that very person's?
 */
static void find_own(const struct training *training, struct sl_sample *made_up)
{
    const unsigned fields = made_up->field_count;
    for (size_t pair = 0; pair < made_up->pair_count; pair++) {
        double strangers = 1.0;
        for (unsigned field = 0; field < fields; field++) {
            const uint32_t donor = training->donors[made_up->owners[pair] * fields + field];
            const uint8_t level = made_up->levels[pair * fields + field];
            if (level < SL_LEVEL_ELSE) {
                const uint32_t met = made_up->met[pair];
                const double own =
                    donor == met ? 1.0
                                 : sl_probability(sl_scorer_pair(&training->scorer, donor, met));
                strangers *= 1.0 - own;
            }
        }
        made_up->matches[pair] = (float)(1.0 - strangers);
    }
}

/* Let real rows and made-up ones meet all records, and hold the weights against what is seen. */
static enum sl_status calibrate(struct training *training, struct sl_error *err)
{
    const unsigned threads = training->options->thread_count;
    SL_TRY(make_up_rows(training, err));
    uint32_t *nobody SL_CLEANUP(sl_free_ptr) =
        sl_alloc(training->record_count + 1, sizeof(*nobody));
    if (nobody == NULL) {
        return sl_fail_memory(err);
    }
    memset(nobody, 0xff, training->record_count * sizeof(*nobody));
    SL_TRY(sl_weights_init(&training->weights, &training->scorer, training->wanted, threads, err));
    struct sl_sample real SL_CLEANUP(sl_sample_finish) = { 0 };
    struct sl_sample made_up SL_CLEANUP(sl_sample_finish) = { 0 };
    struct sl_meeting meeting = meeting_of(training);
    meeting.least_bits = SL_CALIBRATION_LOW;
    enum sl_status status = sl_meet(&meeting, &real, err);
    meeting.rows = training->made_up;
    meeting.records = nobody;
    if (status == SL_OK) {
        status = sl_meet(&meeting, &made_up, err);
    }
    if (status == SL_OK) {
        find_own(training, &made_up);
        sl_calibration_learn(&training->model->calibration, &training->scorer, &real, &made_up);
    }
    sl_weights_finish(&training->weights);
    return status;
}

static enum sl_status run_rounds(struct training *training, struct sl_error *err)
{
    SL_TRY(choose_records(training, err));
    SL_TRY(mark_wanted(training, err));
    update_chances(training);
    for (unsigned round = 0; round < OUTER_ROUNDS; round++) {
        SL_TRY(outer_round(training, err));
        if (training->options->progress != NULL) {
            training->options->progress(
                training->options->context, SL_STAGE_TRAIN, round + 1, OUTER_ROUNDS
            );
        }
    }
    return calibrate(training, err);
}

enum sl_status sl_train(
    struct sl_model *model,
    struct sl_chance *chances,
    const struct sl_index *index,
    const struct sl_train_options *options,
    struct sl_error *err
)
{
    struct training training = {
        .model = model, .chances = chances, .index = index, .options = options
    };
    const enum sl_status status = run_rounds(&training, err);
    sl_free(training.records);
    sl_free(training.rows);
    sl_free(training.made_up);
    sl_free(training.donors);
    for (unsigned domain = 0; domain < SL_FIELD_LIMIT; domain++) {
        sl_free(training.wanted[domain]);
    }
    return status;
}
