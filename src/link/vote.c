/* SPDX-License-Identifier: Apache-2.0 */
#include "link/vote.h"

#include <math.h>

#include "base/memory.h"
#include "base/sort.h"
#include "link/joins.h"

/* The share of the people met who are moved to the bound. */
#define MOVED_SHARE 0.01
/* Where a hundredth is less than one person, the heaviest one is: he and no half of the others. */
#define MOVED_LEAST 1.5
/* Nobody is bounded to fewer than this: one partner is no crowd. */
#define BOUND_LEAST 1.0

/* What the sampled records meet, in records. */
struct company {
    size_t count;
    double *matches; /* by sampled record */
    double *related;
};

static void add_up(const struct sl_sample *sample, struct company *company)
{
    for (size_t pair = 0; pair < sample->pair_count; pair++) {
        company->matches[sample->owners[pair]] += (double)sample->matches[pair];
        company->related[sample->owners[pair]] += (double)sample->related[pair];
    }
}

/* How much of a person is a record, when people who meet nobody are left out. */
static double person_share(const struct company *company, const double *met, size_t at)
{
    return fmin(met[at], 1.0) / (1.0 + company->matches[at]);
}

/* What all but a hundredth of the people who meet anybody do not exceed. */
static enum sl_status find_bound(
    const struct company *company, const double *met, double *ret_bound, struct sl_error *err
)
{
    struct sl_keyed *sorted SL_CLEANUP(sl_free_ptr) = sl_alloc(company->count + 1, sizeof(*sorted));
    double people = 0.0;
    if (sorted == NULL) {
        return sl_fail_memory(err);
    }
    for (size_t at = 0; at < company->count; at++) {
        sorted[at] = (struct sl_keyed){ sl_best_first((float)met[at]), at };
        people += person_share(company, met, at);
    }
    SL_TRY(sl_sort_keyed(sorted, company->count, err));
    const double moved = fmax(MOVED_SHARE * people, fmin(MOVED_LEAST, people / 2.0));
    double heavier = 0.0;
    double bound = 0.0;
    for (size_t at = 0; at < company->count && heavier <= moved; at++) {
        bound = met[sorted[at].value];
        heavier += person_share(company, met, sorted[at].value);
    }
    *ret_bound = fmax(bound, BOUND_LEAST);
    return SL_OK;
}

static enum sl_status
weigh_votes(const struct company *company, struct sl_vote *votes, struct sl_error *err)
{
    double partners;
    double relatives;
    SL_TRY(find_bound(company, company->matches, &partners, err));
    SL_TRY(find_bound(company, company->related, &relatives, err));
    for (size_t at = 0; at < company->count; at++) {
        const double matches = fmax(company->matches[at], partners);
        const double record = (partners + 1.0) / (matches + 1.0);
        votes[at] = (struct sl_vote){
            .record = record,
            .match = record * partners / matches,
            .relation = record * relatives / fmax(company->related[at], relatives),
        };
    }
    return SL_OK;
}

enum sl_status sl_votes_count(struct sl_sample *sample, struct sl_error *err)
{
    const size_t count = sample->record_count;
    double *sums SL_CLEANUP(sl_free_ptr) = sl_calloc(2 * count + 1, sizeof(*sums));
    struct sl_vote *votes = sl_alloc(count + 1, sizeof(*votes));
    if (sums == NULL || votes == NULL) {
        sl_free(votes);
        return sl_fail_memory(err);
    }
    struct company company = { count, sums, sums + count };
    add_up(sample, &company);
    const enum sl_status status = weigh_votes(&company, votes, err);
    if (status != SL_OK) {
        sl_free(votes);
        return status;
    }
    sl_free(sample->votes);
    sample->votes = votes;
    return SL_OK;
}
