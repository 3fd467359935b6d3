/* SPDX-License-Identifier: Apache-2.0 */
#include "link/train.h"

#include <math.h>
#include <string.h>

#include "base/hash.h"
#include "base/memory.h"
#include "base/sort.h"
#include "base/threads.h"
#include "link/calibrate.h"
#include "link/em.h"
#include "link/meet.h"
#include "link/vote.h"

#define SAMPLE_RECORDS 4000u
/* The first round starts from usual rates, and from so many of them. */
#define FIRST_RECORDS 1000u
#define OUTER_ROUNDS  4u
#define EM_ROUNDS     8u
/* Pairs less likely than this teach nothing. */
#define SAMPLE_LEAST_BITS (-4.0)
/*
 * The first two rounds search; later rounds and calibration look at the pairs of the second one
 * again. So it goes further down: as calibration does, and a little more for what weights still
 * move by.
 */
#define SEARCH_ROUNDS    2u
#define KNOWN_LEAST_BITS (SL_CALIBRATION_LOW - 1.0)
/* At most this share of the matches is taken to lie below SAMPLE_LEAST_BITS. */
#define MISSED_SHARE_LIMIT 0.1
#define MISSED_DRAWS       4u
/* How many values of the hash of an id are told apart when the sample is chosen; one task's ids. */
#define HASH_BITS    16u
#define IDS_PER_TASK 8192u
/* Pairs of one task when it is asked whether a value met its own person. */
#define PAIRS_PER_TASK 512u
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
    struct sl_sample sample; /* pairs that the records chosen make */
    double fallen_bits;      /* by which its least weight was lowered */
    uint32_t *records; /* those chosen, by the hash of their ids: the first few are a sample, too */
    size_t record_count;
    uint8_t *wanted[SL_FIELD_LIMIT]; /* by domain and code: does a row that searches hold it? */
    uint32_t *rows;                  /* theirs */
    uint32_t *made_up;               /* as many rows of nobody */
    uint32_t *donors;                /* by value of made_up: the record it is from */
};

/* Hashes of ids. */
struct hashing {
    const struct sl_table *table;
    uint64_t seed;
    uint64_t *hashes; /* by record */
    uint32_t count;
};

static enum sl_status hash_ids(void *context, size_t index, unsigned worker)
{
    (void)worker;
    const struct hashing *hashing = context;
    const uint32_t low = (uint32_t)index * IDS_PER_TASK;
    for (uint32_t at = low; at < low + IDS_PER_TASK && at < hashing->count; at++) {
        const bool first = sl_table_first(hashing->table, at);
        hashing->hashes[at] =
            first ? sl_hash_str(hashing->table->ids[at], hashing->seed) : UINT64_MAX;
    }
    return SL_OK;
}

/* The least number that at least `wanted` hashes do not exceed with their first HASH_BITS. */
static enum sl_status
find_limit(const struct hashing *hashing, uint32_t wanted, uint64_t *ret_limit, uint32_t *ret_count)
{
    uint32_t *tally SL_CLEANUP(sl_free_ptr) = sl_calloc((size_t)1 << HASH_BITS, sizeof(*tally));
    if (tally == NULL) {
        return SL_NO_MEMORY;
    }
    for (uint32_t at = 0; at < hashing->count; at++) {
        tally[hashing->hashes[at] >> (64 - HASH_BITS)]++;
    }
    uint64_t limit = 0;
    uint32_t count = tally[0];
    while (count < wanted) {
        count += tally[++limit];
    }
    *ret_limit = limit;
    *ret_count = count;
    return SL_OK;
}

/* Of the records that may be chosen, those with the lowest hashes, in their order. */
static enum sl_status
keep_lowest(struct training *training, const struct hashing *hashing, struct sl_error *err)
{
    uint64_t limit;
    uint32_t count;
    if (find_limit(hashing, (uint32_t)training->record_count, &limit, &count) != SL_OK) {
        return sl_fail_memory(err);
    }
    struct sl_keyed *keyed SL_CLEANUP(sl_free_ptr) = sl_alloc((size_t)count + 1, sizeof(*keyed));
    training->records = sl_alloc(training->record_count + 1, sizeof(uint32_t));
    if (keyed == NULL || training->records == NULL) {
        return sl_fail_memory(err);
    }
    size_t kept = 0;
    for (uint32_t record = 0; record < hashing->count; record++) {
        if (hashing->hashes[record] >> (64 - HASH_BITS) <= limit) {
            keyed[kept++] = (struct sl_keyed){ hashing->hashes[record], record };
        }
    }
    SL_TRY(sl_sort_keyed(keyed, kept, err));
    for (size_t at = 0; at < training->record_count; at++) {
        training->records[at] = (uint32_t)keyed[at].value;
    }
    return SL_OK;
}

/*
 * Choose the sample: the records with the lowest hashes of their ids; of each mention one row may
 * be chosen.
 */
static enum sl_status choose_records(struct training *training, struct sl_error *err)
{
    const struct sl_table *table = training->index->table;
    const uint32_t count =
        training->options->two_sources ? table->source_count[0] : table->record_count;
    uint64_t *hashes SL_CLEANUP(sl_free_ptr) = sl_alloc((size_t)count + 1, sizeof(*hashes));
    if (hashes == NULL) {
        return sl_fail_memory(err);
    }
    struct hashing hashing = { table, training->options->seed, hashes, count };
    const size_t tasks = (count + IDS_PER_TASK - 1) / IDS_PER_TASK;
    SL_TRY(sl_threads_run(training->options->thread_count, tasks, hash_ids, &hashing, err));
    const uint32_t choice = table->mentions == NULL ? count : table->mention_count;
    training->record_count = choice < SAMPLE_RECORDS ? choice : SAMPLE_RECORDS;
    return keep_lowest(training, &hashing, err);
}

static enum sl_status make_room(struct training *training, struct sl_error *err)
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
    }
    return SL_OK;
}

/* Only the values of these rows need lists of what they agree with. */
static void mark_wanted(struct training *training, const uint32_t *rows, size_t row_count)
{
    const struct sl_table *table = training->index->table;
    for (unsigned domain = 0; domain < table->schema->domain_count; domain++) {
        memset(training->wanted[domain], 0, (size_t)table->domains[domain].dictionary.count + 1);
    }
    for (size_t cell = 0; cell < row_count * table->field_count; cell++) {
        const unsigned domain = table->schema->fields[cell % table->field_count].domain;
        training->wanted[domain][rows[cell]] = 1;
    }
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

/* Let some rows, of records or of nobody, meet all records. */
static enum sl_status search(
    struct training *training,
    const uint32_t *rows,
    const uint32_t *records,
    size_t row_count,
    double least_bits,
    struct sl_sample *sample
)
{
    const unsigned threads = training->options->thread_count;
    struct sl_weights weights SL_CLEANUP(sl_weights_finish) = { 0 };
    mark_wanted(training, rows, row_count);
    SL_TRY(sl_weights_init(&weights, &training->scorer, training->wanted, threads, NULL));
    const struct sl_meeting meeting = {
        .weights = &weights,
        .index = training->index,
        .rows = rows,
        .records = records,
        .row_count = row_count,
        .partners = partners(training),
        .least_bits = least_bits,
        .thread_count = threads,
    };
    return sl_meet(&meeting, sample, NULL);
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

/* How much a sampled record counts; those that met nobody yet, in full. */
static double votes(const struct training *training, size_t at)
{
    const struct sl_sample *sample = &training->sample;
    return at < sample->record_count ? sl_sample_vote(sample, at).record : 1.0;
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
    double missed = 0.0;
    double all = 0.0;
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
        const double vote = votes(training, draw / MISSED_DRAWS);
        missed += sum < SAMPLE_LEAST_BITS + training->fallen_bits ? vote : 0.0;
        all += vote;
    }
    return fmin(missed / fmax(all, 1.0), MISSED_SHARE_LIMIT);
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
    for (size_t at = 0; at < training->sample.record_count; at++) {
        const uint32_t code = sl_table_row(table, training->records[at])[field];
        const double vote = votes(training, at);
        for (unsigned level = 0; level < SL_LEVEL_ELSE && code != SL_CODE_MISSING; level++) {
            const double all = (double)chance->counts[(size_t)code * SL_LEVEL_ELSE + level];
            const double known = (double)matched[at * SL_LEVEL_ELSE + level];
            const double people = (all - known) / together;
            seen[level][0] += people < 0.5 ? vote : 0.0;
            seen[level][1] += people >= 0.5 && people < 1.5 ? vote : 0.0;
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
static enum sl_status count_unseen(struct training *training, struct sl_error *err)
{
    const struct sl_sample *sample = &training->sample;
    const size_t cells = sample->record_count * SL_LEVEL_ELSE;
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

/* Let sampled records meet all others: in the first round some, whose weights will not last. */
static enum sl_status meet(struct training *training, bool first, struct sl_error *err)
{
    struct sl_sample *sample = &training->sample;
    const bool few = first && training->record_count > FIRST_RECORDS;
    const size_t count = few ? FIRST_RECORDS : training->record_count;
    const double fallen = sl_model_fallen_bits(training->model);
    training->fallen_bits = fallen;
    const double least_bits = fallen + (first ? SAMPLE_LEAST_BITS : KNOWN_LEAST_BITS);
    sl_sample_finish(sample);
    if (search(training, training->rows, training->records, count, least_bits, sample) != SL_OK) {
        return sl_fail_memory(err);
    }
    sample->least_bits += fallen + SAMPLE_LEAST_BITS - least_bits;
    return SL_OK;
}

static void meet_again(struct training *training)
{
    const double fallen = sl_model_fallen_bits(training->model);
    training->sample.least_bits += fallen - training->fallen_bits;
    training->fallen_bits = fallen;
    sl_meet_again(
        &training->sample, &training->scorer, training->rows, training->options->thread_count
    );
}

/* How much each of the sampled records may say, by whom it seems to meet. */
static enum sl_status count_votes(struct training *training, struct sl_error *err)
{
    sl_em_look(training->model, &training->sample, training->options->thread_count);
    return sl_votes_count(&training->sample, err);
}

static enum sl_status outer_round(struct training *training, unsigned round, struct sl_error *err)
{
    if (round < SEARCH_ROUNDS) {
        SL_TRY(meet(training, round == 0, err));
    } else {
        meet_again(training);
    }
    SL_TRY(count_votes(training, err));
    const struct sl_em_options options = {
        .rounds = EM_ROUNDS,
        .leave_one_out = true,
        .missed_share = missed_share(training),
        .thread_count = training->options->thread_count,
    };
    (void)sl_em_run(training->model, &training->sample, &options);
    SL_TRY(count_unseen(training, err));
    update_chances(training);
    return SL_OK;
}

/* Names that go together are drawn together: from records of the community of the one replaced. */
static bool
may_give(const struct training *training, uint32_t record, uint32_t donor, unsigned field)
{
    const struct sl_community *community = training->options->community;
    if (!sl_table_first(training->index->table, donor)) {
        return false;
    }
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
    }
    return SL_OK;
}

/* Which of the values of made-up rows meet the people that they are from. */
struct tracing {
    const struct training *training;
    struct sl_sample *made_up;
};

/* How likely is it that a made-up row agrees with a record because a value is that very person's?
 */
static double own_share(const struct tracing *tracing, size_t pair)
{
    const struct training *training = tracing->training;
    const struct sl_sample *made_up = tracing->made_up;
    const unsigned fields = made_up->field_count;
    double strangers = 1.0;
    for (unsigned field = 0; field < fields; field++) {
        const uint32_t donor = training->donors[made_up->owners[pair] * fields + field];
        if (made_up->levels[pair * fields + field] < SL_LEVEL_ELSE) {
            const uint32_t met = made_up->met[pair];
            const double own =
                donor == met ? 1.0 : sl_probability(sl_scorer_pair(&training->scorer, donor, met));
            strangers *= 1.0 - own;
        }
    }
    return 1.0 - strangers;
}

static enum sl_status trace_pairs(void *context, size_t index, unsigned worker)
{
    (void)worker;
    const struct tracing *tracing = context;
    const size_t first = index * PAIRS_PER_TASK;
    for (size_t pair = first; pair < first + PAIRS_PER_TASK; pair++) {
        if (pair < tracing->made_up->pair_count) {
            tracing->made_up->matches[pair] = (float)own_share(tracing, pair);
        }
    }
    return SL_OK;
}

static enum sl_status
find_own(const struct training *training, struct sl_sample *made_up, struct sl_error *err)
{
    struct tracing tracing = { training, made_up };
    const size_t tasks = (made_up->pair_count + PAIRS_PER_TASK - 1) / PAIRS_PER_TASK;
    return sl_threads_run(training->options->thread_count, tasks, trace_pairs, &tracing, err);
}

/* Let made-up rows meet all records. */
static enum sl_status
meet_nobody(struct training *training, struct sl_sample *made_up, struct sl_error *err)
{
    const size_t count = training->record_count;
    uint32_t *nobody SL_CLEANUP(sl_free_ptr) = sl_alloc(count + 1, sizeof(*nobody));
    if (nobody == NULL) {
        return sl_fail_memory(err);
    }
    memset(nobody, 0xff, count * sizeof(*nobody));
    const double least_bits = SL_CALIBRATION_LOW;
    return search(training, training->made_up, nobody, count, least_bits, made_up) == SL_OK
               ? SL_OK
               : sl_fail_memory(err);
}

/* Hold the weights against what real rows and made-up ones meet. */
static enum sl_status calibrate(struct training *training, struct sl_error *err)
{
    struct sl_sample made_up SL_CLEANUP(sl_sample_finish) = { 0 };
    SL_TRY(make_up_rows(training, err));
    SL_TRY(meet_nobody(training, &made_up, err));
    SL_TRY(find_own(training, &made_up, err));
    meet_again(training);
    SL_TRY(count_votes(training, err));
    sl_calibration_learn(
        &training->model->calibration, &training->scorer, &training->sample, &made_up
    );
    return SL_OK;
}

static enum sl_status run_rounds(struct training *training, struct sl_error *err)
{
    SL_TRY(choose_records(training, err));
    SL_TRY(make_room(training, err));
    update_chances(training);
    for (unsigned round = 0; round < OUTER_ROUNDS; round++) {
        SL_TRY(outer_round(training, round, err));
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
    sl_sample_finish(&training.sample);
    sl_free(training.records);
    sl_free(training.rows);
    sl_free(training.made_up);
    sl_free(training.donors);
    for (unsigned domain = 0; domain < SL_FIELD_LIMIT; domain++) {
        sl_free(training.wanted[domain]);
    }
    return status;
}
