/* SPDX-License-Identifier: Apache-2.0 */
#include "link/calibrate.h"

#include <math.h>

#include "link/score.h"

/* How many pairs of a step the model's own view counts for. */
#define MODEL_PAIRS 5.0
/*
 * For each related pair that the model sees there is about one that it does not: relatives share
 * more than any relation of the model says.
 */
#define RELATED_FACTOR 2.0

/* Pairs seen at each step. */
struct steps {
    double seen[SL_CALIBRATION_STEPS];      /* among real rows */
    double strangers[SL_CALIBRATION_STEPS]; /* among made-up rows */
    double related[SL_CALIBRATION_STEPS];   /* of those seen, by the model */
};

static double middle_of(int step)
{
    return SL_CALIBRATION_LOW + step + 0.5;
}

/* The step of a weight, or -1 below all; the last one takes all above. */
static int step_of(double bits)
{
    const double place = floor(bits - SL_CALIBRATION_LOW);
    return place < 0.0 ? -1 : (int)fmin(place, SL_CALIBRATION_STEPS - 1.0);
}

/*
 * Pairs of real rows, or of made-up ones, as far as the real rows in their places count: some pairs
 * of somebody who is recorded very often look like those of strangers.
 */
static void count_pairs(
    struct steps *steps,
    const struct sl_scorer *scorer,
    const struct sl_sample *sample,
    const struct sl_sample *real
)
{
    for (size_t pair = 0; pair < sample->pair_count; pair++) {
        struct sl_pair_view view;
        sl_sample_view(sample, pair, scorer->model, &view);
        const double weight = log2(view.match / view.unlinked);
        const int step = step_of(weight);
        if (step < 0) {
            continue;
        }
        const struct sl_vote votes = sl_sample_vote(real, sample->owners[pair]);
        const double vote = fmin(votes.match, votes.relation);
        if (sample != real) {
            steps->strangers[step] += vote * (1.0 - (double)sample->matches[pair]);
            continue;
        }
        const double match = sl_probability(weight);
        steps->seen[step] += vote;
        steps->related[step] += vote * (1.0 - match) * (1.0 - scorer->others / view.unlinked);
    }
}

/* Corrected weights must rise with the weight: pool neighbours that do not. */
static void pool(double *bits, const double *pairs, int count)
{
    double value[SL_CALIBRATION_STEPS];
    double weight[SL_CALIBRATION_STEPS];
    int width[SL_CALIBRATION_STEPS];
    int blocks = 0;
    for (int step = 0; step < count; step++) {
        value[blocks] = bits[step];
        weight[blocks] = pairs[step];
        width[blocks++] = 1;
        while (blocks > 1 && value[blocks - 2] > value[blocks - 1]) {
            const double both = weight[blocks - 2] + weight[blocks - 1];
            value[blocks - 2] =
                (value[blocks - 2] * weight[blocks - 2] + value[blocks - 1] * weight[blocks - 1]) /
                both;
            weight[blocks - 2] = both;
            width[blocks - 2] += width[blocks - 1];
            blocks--;
        }
    }
    int step = 0;
    for (int block = 0; block < blocks; block++) {
        for (int at = 0; at < width[block]; at++) {
            bits[step++] = value[block];
        }
    }
}

void sl_calibration_learn(
    struct sl_calibration *calibration,
    const struct sl_scorer *scorer,
    const struct sl_sample *real,
    const struct sl_sample *made_up
)
{
    struct steps steps = { 0 };
    count_pairs(&steps, scorer, real, real);
    count_pairs(&steps, scorer, made_up, real);
    double bits[SL_CALIBRATION_STEPS];
    double pairs[SL_CALIBRATION_STEPS];
    for (int step = 0; step < SL_CALIBRATION_STEPS; step++) {
        const double model = sl_probability(middle_of(step));
        const double wrong =
            fmin(steps.strangers[step] + RELATED_FACTOR * steps.related[step], steps.seen[step]);
        const double right_pairs = steps.seen[step] - wrong + MODEL_PAIRS * model;
        const double wrong_pairs = wrong + MODEL_PAIRS * (1.0 - model);
        const double shift = log2(right_pairs / wrong_pairs) - middle_of(step);
        const double limit = SL_CALIBRATION_LIMIT_BITS;
        bits[step] = middle_of(step) + fmax(-limit, fmin(limit, shift));
        pairs[step] = steps.seen[step] + MODEL_PAIRS;
    }
    pool(bits, pairs, SL_CALIBRATION_STEPS);
    for (int step = 0; step < SL_CALIBRATION_STEPS; step++) {
        calibration->shift_bits[step] = bits[step] - middle_of(step);
    }
}
