/* SPDX-License-Identifier: Apache-2.0 */
#include "link/em.h"

#include <math.h>
#include <string.h>

#include "base/array.h"
#include "base/memory.h"
#include "base/threads.h"

/* A pair counts for a field's m when the other fields give these odds against strangers. */
#define CERTAIN_ODDS 99.0
/* How many pairs what is usual counts for, against what is seen. */
#define USUAL_PAIRS 4.0
/* A relation met less often than this, in people a record meets, is dropped. */
#define RATE_LEAST 1e-7
/* Twins can be told from errors when this share of them should show a difference. */
#define SEEN_SHARE 0.1
/*
 * Where twins and errors explain the same pairs equally well, the rate of twins could be anything:
 * each round doubts a part of it, so that it dwindles unless pairs that only twins can explain
 * hold it up.
 */
#define TWIN_DOUBT 0.5
/* The share of one person's pairs with another given name that needs no explanation. */
#define WRONG_NAME_LEAST 0.01
/* Pairs are counted in so many blocks at most, none of them smaller than this. */
#define BLOCK_LIMIT 16u
#define BLOCK_PAIRS 2048u
/* A product of likelihoods is turned into bits before it grows beyond all doubles. */
#define PRODUCT_MOST 1e100

enum sl_status sl_sample_init(
    struct sl_sample *sample, unsigned field_count, size_t pair_count, struct sl_error *err
)
{
    const size_t cells = pair_count * field_count;
    *sample = (struct sl_sample){
        .field_count = field_count,
        .pair_capacity = pair_count,
        .owners = sl_alloc(pair_count + 1, sizeof(uint32_t)),
        .met = sl_alloc(pair_count + 1, sizeof(uint32_t)),
        .plain_bits = sl_alloc(pair_count + 1, sizeof(float)),
        .discounts = sl_alloc(pair_count + 1, sizeof(float)),
        .matches = sl_calloc(pair_count + 1, sizeof(float)),
        .related = sl_calloc(pair_count + 1, sizeof(float)),
        .levels = sl_alloc(cells + 1, 1),
        .rarities = sl_alloc(cells + 1, sizeof(float)),
    };
    if (sample->owners == NULL || sample->met == NULL || sample->matches == NULL ||
        sample->related == NULL || sample->plain_bits == NULL || sample->discounts == NULL ||
        sample->levels == NULL || sample->rarities == NULL) {
        sl_sample_finish(sample);
        return sl_fail_memory(err);
    }
    return SL_OK;
}

void sl_sample_finish(struct sl_sample *sample)
{
    sl_free(sample->owners);
    sl_free(sample->met);
    sl_free(sample->plain_bits);
    sl_free(sample->discounts);
    sl_free(sample->matches);
    sl_free(sample->related);
    sl_free(sample->levels);
    sl_free(sample->rarities);
    sl_free(sample->votes);
    *sample = (struct sl_sample){ 0 };
}

/* Room for one pair more in all arrays: they grow alike. */
static enum sl_status reserve_pair(struct sl_sample *sample, struct sl_error *err)
{
    const size_t row = sample->field_count;
    const struct {
        void *array; /* its address */
        size_t bytes;
    } arrays[] = {
        {&sample->levels,      row                },
        { &sample->rarities,   row * sizeof(float)},
        { &sample->owners,     sizeof(uint32_t)   },
        { &sample->met,        sizeof(uint32_t)   },
        { &sample->plain_bits, sizeof(float)      },
        { &sample->discounts,  sizeof(float)      },
    };
    size_t capacity = sample->pair_capacity;
    for (size_t at = 0; at < sizeof(arrays) / sizeof(arrays[0]); at++) {
        capacity = sample->pair_capacity;
        SL_TRY(sl_array_reserve(
            arrays[at].array, &capacity, sample->pair_count + 1, arrays[at].bytes, err
        ));
    }
    sample->pair_capacity = capacity;
    return SL_OK;
}

enum sl_status sl_sample_add(
    struct sl_sample *sample,
    const struct sl_scorer *scorer,
    uint32_t owner,
    uint32_t met,
    const struct sl_agreement *agreement,
    struct sl_error *err
)
{
    SL_TRY(reserve_pair(sample, err));
    sample->owners[sample->pair_count] = owner;
    sample->met[sample->pair_count] = met;
    sl_sample_set(sample, sample->pair_count, scorer, agreement);
    sample->pair_count++;
    return SL_OK;
}

void sl_sample_set(
    struct sl_sample *sample,
    size_t pair,
    const struct sl_scorer *scorer,
    const struct sl_agreement *agreement
)
{
    uint8_t *levels = sample->levels + pair * sample->field_count;
    float *rarities = sample->rarities + pair * sample->field_count;
    double plain_bits = sl_scorer_prior(scorer);
    sample->discounts[pair] = exp2f(-(float)agreement->community_bits);
    for (unsigned field = 0; field < sample->field_count; field++) {
        const bool fixed = (agreement->fixed >> field & 1U) != 0;
        const uint8_t level = fixed ? SL_LEVEL_MISSING : agreement->level[field];
        const double m_bits = level == SL_LEVEL_MISSING ? 0.0 : scorer->m_bits[field][level];
        levels[field] = level;
        rarities[field] = exp2f((float)(agreement->bits[field] - m_bits));
        plain_bits += agreement->bits[field];
    }
    sample->plain_bits[pair] = (float)plain_bits;
}

void sl_sample_view(
    const struct sl_sample *sample,
    size_t pair,
    const struct sl_model *model,
    struct sl_pair_view *ret_view
)
{
    const float *rarities = sample->rarities + pair * sample->field_count;
    const uint8_t *levels = sample->levels + pair * sample->field_count;
    ret_view->levels = levels;
    ret_view->match = model->match_rate * (double)sample->discounts[pair];
    ret_view->unlinked = sample->others;
    for (unsigned field = 0; field < sample->field_count; field++) {
        const bool there = levels[field] != SL_LEVEL_MISSING;
        const double m = there ? model->m[field][levels[field]] : 1.0;
        ret_view->ratios[field] = (m > SL_M_LEAST ? m : SL_M_LEAST) * (double)rarities[field];
        ret_view->match *= ret_view->ratios[field];
    }
    for (unsigned index = 0; index < model->relation_count; index++) {
        double shared = model->relations[index].rate;
        for (uint32_t left = model->relations[index].fields; left != 0; left &= left - 1) {
            shared *= ret_view->ratios[__builtin_ctz(left)];
        }
        ret_view->relations[index] = shared;
        ret_view->unlinked += shared;
    }
}

/* What one round counts. */
struct counts {
    double matches;
    double relations[SL_RELATION_LIMIT];
    double m[SL_FIELD_LIMIT][SL_LEVEL_COUNT];
    double likelihood; /* log2 */
    double product;    /* of likelihoods that are not in it yet */
    /* Of the pairs taken for twins: all, those that differ as twins do, and those that should. */
    double twins, twins_differing, twins_expected;
};

/* One round over the pairs of a sample, in blocks. */
struct expectation {
    const struct sl_model *model;
    struct sl_sample *sample;
    bool leave_one_out;
    uint32_t telling_fields; /* bit f: twins may differ in field f, and it is no given name */
    size_t block_pairs;
    struct counts blocks[BLOCK_LIMIT];
};

/* Do the pairs taken for twins differ in sex or identifier as often as twins do? */
static void count_twins(
    const struct expectation *expectation,
    struct counts *counts,
    const struct sl_pair_view *view,
    double part
)
{
    const struct sl_model *model = expectation->model;
    double alike = 1.0;
    bool differs = false;
    double twins = 0.0;
    for (uint32_t left = expectation->telling_fields; left != 0; left &= left - 1) {
        const unsigned field = (unsigned)__builtin_ctz(left);
        if (view->levels[field] != SL_LEVEL_MISSING) {
            alike *= 1.0 - model->twins_differ[field];
            differs = differs || view->levels[field] == SL_LEVEL_ELSE;
        }
    }
    for (unsigned index = 0; index < model->relation_count; index++) {
        const bool born = (model->relations[index].fields & model->birth_fields) != 0;
        twins += born ? view->relations[index] * part : 0.0;
    }
    counts->twins += twins;
    counts->twins_differing += differs ? twins : 0.0;
    counts->twins_expected += twins * (1.0 - alike);
}

/* How likely do the pair agree on a field as one person's values do, if only as relatives? */
static double
truly_shared(const struct sl_pair_view *view, const struct sl_model *model, unsigned field)
{
    double shared = view->match;
    for (unsigned index = 0; index < model->relation_count; index++) {
        const bool with = (model->relations[index].fields >> field & 1U) != 0;
        shared += with ? view->relations[index] : 0.0;
    }
    return shared / (view->match + view->unlinked);
}

/*
 * A field's m, from a pair of which all other fields make it nearly certain that they are not
 * strangers. Whether they are one person or two related ones is then left to the posterior of all
 * fields: often only the one left out could tell.
 */
static void count_certain(
    struct counts *counts,
    const struct sl_pair_view *view,
    const struct sl_sample *sample,
    double vote
)
{
    const double related = view->unlinked - sample->others;
    const double person = view->match / (view->match + related);
    for (unsigned field = 0; field < sample->field_count; field++) {
        const uint8_t level = view->levels[field];
        const double needed = CERTAIN_ODDS * sample->others * view->ratios[field];
        if (level != SL_LEVEL_MISSING && view->match >= needed) {
            counts->m[field][level] += vote * person;
        }
    }
}

static void count_pair(const struct expectation *expectation, struct counts *counts, size_t pair)
{
    const struct sl_model *model = expectation->model;
    struct sl_sample *sample = expectation->sample;
    const struct sl_vote vote = sl_sample_vote(sample, sample->owners[pair]);
    struct sl_pair_view view;
    if ((double)sample->plain_bits[pair] < sample->least_bits) {
        sample->matches[pair] = 0.0F;
        sample->related[pair] = 0.0F;
        return;
    }
    sl_sample_view(sample, pair, model, &view);
    const double all = view.match + view.unlinked;
    sample->matches[pair] = (float)(view.match / all);
    sample->related[pair] = (float)((view.unlinked - sample->others) / all);
    counts->matches += vote.match * view.match / all;
    counts->product *= all / sample->others;
    if (counts->product > PRODUCT_MOST) {
        counts->likelihood += log2(counts->product);
        counts->product = 1.0;
    }
    for (unsigned index = 0; index < model->relation_count; index++) {
        counts->relations[index] += vote.relation * view.relations[index] / all;
    }
    count_twins(expectation, counts, &view, vote.relation / all);
    if (expectation->leave_one_out) {
        count_certain(counts, &view, sample, vote.match);
        return;
    }
    for (unsigned field = 0; field < sample->field_count; field++) {
        if (view.levels[field] != SL_LEVEL_MISSING) {
            counts->m[field][view.levels[field]] += vote.match * truly_shared(&view, model, field);
        }
    }
}

static enum sl_status count_block(void *context, size_t index, unsigned worker)
{
    (void)worker;
    struct expectation *expectation = context;
    struct counts *counts = &expectation->blocks[index];
    const size_t first = index * expectation->block_pairs;
    *counts = (struct counts){ .product = 1.0 };
    for (size_t pair = first; pair < first + expectation->block_pairs; pair++) {
        if (pair < expectation->sample->pair_count) {
            count_pair(expectation, counts, pair);
        }
    }
    counts->likelihood += log2(counts->product);
    return SL_OK;
}

static void add_counts(struct counts *sum, const struct counts *part)
{
    sum->matches += part->matches;
    sum->likelihood += part->likelihood;
    sum->twins += part->twins;
    sum->twins_differing += part->twins_differing;
    sum->twins_expected += part->twins_expected;
    for (unsigned index = 0; index < SL_RELATION_LIMIT; index++) {
        sum->relations[index] += part->relations[index];
    }
    for (unsigned field = 0; field < SL_FIELD_LIMIT; field++) {
        for (unsigned level = 0; level < SL_LEVEL_COUNT; level++) {
            sum->m[field][level] += part->m[field][level];
        }
    }
}

/* Count all pairs of the sample as the model sees them. */
static struct counts expect(
    const struct sl_model *model,
    struct sl_sample *sample,
    bool leave_one_out,
    unsigned thread_count
)
{
    struct expectation expectation = {
        .model = model,
        .sample = sample,
        .leave_one_out = leave_one_out,
    };
    for (unsigned field = 0; field < model->field_count; field++) {
        expectation.telling_fields |= model->twins_differ[field] > 0.0 ? 1U << field : 0;
    }
    size_t blocks = sample->pair_count / BLOCK_PAIRS + 1;
    blocks = blocks < BLOCK_LIMIT ? blocks : BLOCK_LIMIT;
    expectation.block_pairs = (sample->pair_count + blocks - 1) / blocks;
    const enum sl_status status =
        sl_threads_run(thread_count, blocks, count_block, &expectation, NULL);
    SL_ASSERT(status == SL_OK);
    for (size_t block = 1; block < blocks; block++) {
        add_counts(&expectation.blocks[0], &expectation.blocks[block]);
    }
    return expectation.blocks[0];
}

/*
 * m of a field from what was counted, and some pairs of the usual kind: where few are seen, a level
 * that none of them has shown yet is still possible.
 */
static void set_m(
    double m[SL_LEVEL_COUNT],
    const double counted[SL_LEVEL_COUNT],
    const double usual[SL_LEVEL_COUNT],
    double usual_pairs
)
{
    double pairs = 0.0;
    for (unsigned level = 0; level < SL_LEVEL_COUNT; level++) {
        pairs += counted[level] + usual_pairs * usual[level];
    }
    double total = 0.0;
    for (unsigned level = 0; level < SL_LEVEL_COUNT; level++) {
        const double seen = counted[level] + usual_pairs * usual[level];
        m[level] = fmax(pairs > 0.0 ? seen / pairs : m[level], SL_M_LEAST);
        total += m[level];
    }
    for (unsigned level = 0; level < SL_LEVEL_COUNT; level++) {
        m[level] /= total;
    }
}

static void drop_rare_relations(struct sl_model *model)
{
    unsigned kept = 0;
    for (unsigned index = 0; index < model->relation_count; index++) {
        if (model->relations[index].rate >= RATE_LEAST) {
            model->relations[kept++] = model->relations[index];
        }
    }
    model->relation_count = kept;
}

/*
 * Other given names, in records: those that slips of the pen do not explain. Where people make few
 * of them, they do not take one name for another either; the rest must be twins.
 */
static double unexplained_names(const struct sl_model *model, const struct counts *counts)
{
    if (model->given == SL_FIELD_NONE) {
        return 0.0;
    }
    const double *seen = counts->m[model->given];
    double slips = 0.0;
    for (unsigned level = SL_LEVEL_EXACT + 1; level < SL_LEVEL_ELSE; level++) {
        slips += seen[level];
    }
    const double pairs = seen[SL_LEVEL_EXACT] + slips + seen[SL_LEVEL_ELSE];
    return fmax(seen[SL_LEVEL_ELSE] - slips - WRONG_NAME_LEAST * pairs, 0.0);
}

/*
 * A wrong given name and a twin look alike but for what else is personal: when that differs less,
 * or more, often than it does between twins, so many fewer, or more, of all such pairs are twins.
 */
static double twin_rate(const struct sl_model *model, const struct counts *counts, double rate)
{
    const double people = 1.0 + model->match_rate;
    if (counts->twins_expected < SEEN_SHARE * counts->twins) {
        return fmin(rate, SL_TWIN_SHARE_BLIND * people);
    }
    const double truth = counts->twins_differing / counts->twins_expected;
    return fmin(rate * truth * TWIN_DOUBT, SL_TWIN_SHARE * people);
}

/* The sampled records, each as far as it counts. */
static double count_records(const struct sl_sample *sample)
{
    double records = 0.0;
    for (size_t at = 0; at < sample->record_count; at++) {
        records += sl_sample_vote(sample, at).record;
    }
    return records;
}

static void maximise(
    struct sl_model *model,
    const struct counts *counts,
    const struct sl_sample *sample,
    const struct sl_em_options *options
)
{
    const double records = count_records(sample);
    model->match_rate = fmax(counts->matches / records / (1.0 - options->missed_share), 1e-6);
    for (unsigned index = 0; index < model->relation_count; index++) {
        const double rate = counts->relations[index] / records;
        const bool twins = (model->relations[index].fields & model->birth_fields) != 0;
        if (twins && options->leave_one_out) {
            const double more = rate + unexplained_names(model, counts) / records;
            const double most = SL_TWIN_SHARE * (1.0 + model->match_rate);
            const double names = more > rate ? fmin(more, most) : 0.0;
            model->relations[index].rate = fmax(twin_rate(model, counts, rate), names);
        } else {
            model->relations[index].rate = rate;
        }
    }
    for (unsigned field = 0; field < model->field_count; field++) {
        const double pairs = options->leave_one_out ? USUAL_PAIRS : 0.0;
        set_m(model->m[field], counts->m[field], model->usual[field], pairs);
    }
    if (options->leave_one_out) {
        drop_rare_relations(model);
    }
}

/*
 * What expecting matches and related people costs, in bits of likelihood: a model that expects more
 * of them than it sees is the less likely for it.
 */
static double expected_bits(const struct sl_model *model, const struct sl_sample *sample)
{
    double rates = model->match_rate;
    for (unsigned index = 0; index < model->relation_count; index++) {
        rates += model->relations[index].rate;
    }
    return rates * (double)sample->record_count / log(2.0);
}

void sl_em_look(const struct sl_model *model, struct sl_sample *sample, unsigned thread_count)
{
    (void)expect(model, sample, false, thread_count);
}

double
sl_em_run(struct sl_model *model, struct sl_sample *sample, const struct sl_em_options *options)
{
    double likelihood = 0.0;
    for (unsigned round = 0; round < options->rounds; round++) {
        const struct counts counts =
            expect(model, sample, options->leave_one_out, options->thread_count);
        likelihood = counts.likelihood - expected_bits(model, sample);
        maximise(model, &counts, sample, options);
    }
    return likelihood;
}
