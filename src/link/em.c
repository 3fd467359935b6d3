/* SPDX-License-Identifier: Apache-2.0 */
#include "link/em.h"

#include <math.h>
#include <string.h>

#include "base/array.h"
#include "base/memory.h"

/* A pair counts for a field's m when the other fields give these odds against strangers. */
#define CERTAIN_ODDS 99.0
/* How many pairs what is usual counts for, against what is seen. */
#define USUAL_PAIRS 4.0
/* A relation met less often than this, in people a record meets, is dropped. */
#define RATE_LEAST 1e-7
#define M_LEAST    1e-5
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
        .community_bits = sl_alloc(pair_count + 1, sizeof(float)),
        .matches = sl_calloc(pair_count + 1, sizeof(float)),
        .levels = sl_alloc(cells + 1, 1),
        .u_bits = sl_alloc(cells + 1, sizeof(float)),
    };
    if (sample->owners == NULL || sample->met == NULL || sample->matches == NULL ||
        sample->community_bits == NULL || sample->levels == NULL || sample->u_bits == NULL) {
        sl_sample_finish(sample);
        return sl_fail_memory(err);
    }
    return SL_OK;
}

void sl_sample_finish(struct sl_sample *sample)
{
    sl_free(sample->owners);
    sl_free(sample->met);
    sl_free(sample->community_bits);
    sl_free(sample->matches);
    sl_free(sample->levels);
    sl_free(sample->u_bits);
    *sample = (struct sl_sample){ 0 };
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
    const size_t row = sample->field_count;
    size_t capacity = sample->pair_capacity;
    const size_t needed = sample->pair_count + 1;
    SL_TRY(sl_array_reserve(&sample->levels, &capacity, needed, row, err));
    capacity = sample->pair_capacity;
    SL_TRY(sl_array_reserve(&sample->u_bits, &capacity, needed, row * sizeof(float), err));
    capacity = sample->pair_capacity;
    SL_TRY(sl_array_reserve(&sample->owners, &capacity, needed, sizeof(uint32_t), err));
    capacity = sample->pair_capacity;
    SL_TRY(sl_array_reserve(&sample->met, &capacity, needed, sizeof(uint32_t), err));
    capacity = sample->pair_capacity;
    SL_TRY(sl_array_reserve(&sample->community_bits, &capacity, needed, sizeof(float), err));
    sample->pair_capacity = capacity;
    sample->owners[sample->pair_count] = owner;
    sample->met[sample->pair_count] = met;
    sample->community_bits[sample->pair_count] = (float)agreement->community_bits;
    uint8_t *levels = sample->levels + sample->pair_count * row;
    float *u_bits = sample->u_bits + sample->pair_count * row;
    for (size_t field = 0; field < row; field++) {
        const bool fixed = (agreement->fixed >> field & 1U) != 0;
        const uint8_t level = fixed ? SL_LEVEL_MISSING : agreement->level[field];
        const double m_bits = level == SL_LEVEL_MISSING ? 0.0 : scorer->m_bits[field][level];
        levels[field] = level;
        u_bits[field] = (float)(agreement->bits[field] - m_bits);
    }
    sample->pair_count++;
    return SL_OK;
}

/* What one round counts. */
struct counts {
    double matches;
    double relations[SL_RELATION_LIMIT];
    double m[SL_FIELD_LIMIT][SL_LEVEL_COUNT];
    double likelihood;
    /* Of the pairs taken for twins: all, those that differ as twins do, and those that should. */
    double twins, twins_differing, twins_expected;
};

/* One pair's ratios m/u by field, and its classes' likelihoods over that of strangers. */
struct pair_view {
    const uint8_t *levels;
    double ratios[SL_FIELD_LIMIT];
    double match;
    double relations[SL_RELATION_LIMIT];
    double all;
};

static void view_pair(
    struct pair_view *view,
    const struct sl_model *model,
    const struct sl_sample *sample,
    size_t pair,
    double m_bits[SL_FIELD_LIMIT][SL_LEVEL_COUNT]
)
{
    const float *u_bits = sample->u_bits + pair * sample->field_count;
    view->levels = sample->levels + pair * sample->field_count;
    view->match = model->match_rate * exp2(-(double)sample->community_bits[pair]);
    for (unsigned field = 0; field < sample->field_count; field++) {
        const uint8_t level = view->levels[field];
        const double m = level == SL_LEVEL_MISSING ? 0.0 : m_bits[field][level];
        view->ratios[field] = exp2(m + (double)u_bits[field]);
        view->match *= view->ratios[field];
    }
    view->all = view->match + sample->others;
    for (unsigned index = 0; index < model->relation_count; index++) {
        double shared = model->relations[index].rate;
        for (uint32_t left = model->relations[index].fields; left != 0; left &= left - 1) {
            shared *= view->ratios[__builtin_ctz(left)];
        }
        view->relations[index] = shared;
        view->all += shared;
    }
}

/*
 * Do all fields but one make it nearly certain that the pair are not strangers? Whether they are
 * one person or two related ones is then left to the posterior of all fields: often only the one
 * left out could tell.
 */
static bool certain_without(const struct pair_view *view, double others, unsigned field)
{
    return view->match / view->ratios[field] >= CERTAIN_ODDS * others;
}

/* Do the pairs taken for twins differ in sex or identifier as often as twins do? */
static void count_twins(
    struct counts *counts,
    const struct pair_view *view,
    const struct sl_model *model,
    unsigned field_count
)
{
    double alike = 1.0;
    bool differs = false;
    double twins = 0.0;
    for (unsigned field = 0; field < field_count; field++) {
        const double share = model->twins_differ[field];
        if (share > 0.0 && view->levels[field] != SL_LEVEL_MISSING) {
            alike *= 1.0 - share;
            differs = differs || view->levels[field] == SL_LEVEL_ELSE;
        }
    }
    for (unsigned index = 0; index < model->relation_count; index++) {
        const bool born = (model->relations[index].fields & model->birth_fields) != 0;
        twins += born ? view->relations[index] / view->all : 0.0;
    }
    counts->twins += twins;
    counts->twins_differing += differs ? twins : 0.0;
    counts->twins_expected += twins * (1.0 - alike);
}

/* How likely do the pair agree on a field as one person's values do, if only as relatives? */
static double
truly_shared(const struct pair_view *view, const struct sl_model *model, unsigned field)
{
    double shared = view->match;
    for (unsigned index = 0; index < model->relation_count; index++) {
        const bool with = (model->relations[index].fields >> field & 1U) != 0;
        shared += with ? view->relations[index] : 0.0;
    }
    return shared / view->all;
}

static void count_pair(
    struct counts *counts,
    const struct pair_view *view,
    const struct sl_model *model,
    struct sl_sample *sample,
    size_t pair,
    bool leave_one_out
)
{
    const double match = view->match / view->all;
    sample->matches[pair] = (float)match;
    counts->matches += match;
    counts->likelihood += log2(view->all / sample->others);
    for (unsigned index = 0; index < model->relation_count; index++) {
        counts->relations[index] += view->relations[index] / view->all;
    }
    count_twins(counts, view, model, sample->field_count);
    for (unsigned field = 0; field < sample->field_count; field++) {
        const uint8_t level = view->levels[field];
        if (level == SL_LEVEL_MISSING) {
            continue;
        }
        if (!leave_one_out) {
            counts->m[field][level] += truly_shared(view, model, field);
        } else if (certain_without(view, sample->others, field)) {
            counts->m[field][level] += view->match / (view->all - sample->others);
        }
    }
}

/* m of a field from what was counted, and a little of what it was. */
static void
set_m(double m[SL_LEVEL_COUNT], const double counted[SL_LEVEL_COUNT], double usual_pairs)
{
    double total = 0.0;
    for (unsigned level = 0; level < SL_LEVEL_COUNT; level++) {
        m[level] = counted[level] + usual_pairs * m[level];
        m[level] = m[level] < M_LEAST ? M_LEAST : m[level];
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

static void maximise(
    struct sl_model *model,
    const struct counts *counts,
    const struct sl_sample *sample,
    const struct sl_em_options *options
)
{
    const double records = (double)sample->record_count;
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
        set_m(model->m[field], counts->m[field], options->leave_one_out ? USUAL_PAIRS : 0.0);
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

double
sl_em_run(struct sl_model *model, struct sl_sample *sample, const struct sl_em_options *options)
{
    double likelihood = 0.0;
    for (unsigned round = 0; round < options->rounds; round++) {
        double m_bits[SL_FIELD_LIMIT][SL_LEVEL_COUNT];
        for (unsigned field = 0; field < model->field_count; field++) {
            for (unsigned level = 0; level < SL_LEVEL_COUNT; level++) {
                m_bits[field][level] = log2(fmax(model->m[field][level], M_LEAST));
            }
        }
        struct counts counts;
        memset(&counts, 0, sizeof(counts));
        struct pair_view view;
        for (size_t pair = 0; pair < sample->pair_count; pair++) {
            view_pair(&view, model, sample, pair, m_bits);
            count_pair(&counts, &view, model, sample, pair, options->leave_one_out);
        }
        likelihood = counts.likelihood - expected_bits(model, sample);
        maximise(model, &counts, sample, options);
    }
    return likelihood;
}
