/* SPDX-License-Identifier: Apache-2.0 */
#include "identity/expected.h"

/* More who could be one child than any family has: of so many nobody knows who is meant. */
#define MAY_BE_LIMIT 32u

bool sl_expected_is(const struct sl_listed *listed)
{
    return listed->month != 0 && listed->birth == 0 && listed->given == 0 && listed->house != 0;
}

/* Months since the year 0, of a month as yyyymm. */
static int64_t months_of(uint32_t month)
{
    return (int64_t)(month / 100) * 12 + (int64_t)(month % 100);
}

bool sl_expected_may_be(const struct sl_listed *expected, const struct sl_listed *other)
{
    const int64_t late = months_of(other->month) - months_of(expected->month);
    const bool is_born = !sl_expected_is(other);
    const int64_t early_months = is_born ? SL_EXPECTED_EARLY_MONTHS : SL_EXPECTED_LATE_MONTHS;

    return sl_expected_is(expected) && other->mention != expected->mention &&
           other->house == expected->house && other->month != 0 && late >= -early_months &&
           late <= SL_EXPECTED_LATE_MONTHS &&
           (expected->sex == '\0' || other->sex == '\0' || expected->sex == other->sex);
}

/* Of a pair, may the one be the other? */
static bool is_pair(const struct sl_listed *left, const struct sl_listed *right)
{
    return sl_expected_may_be(left, right) || sl_expected_may_be(right, left);
}

/* Are two who could be one expected child two children, for all that is known? */
static bool are_two(const struct sl_listed *left, const struct sl_listed *right)
{
    const bool is_one_list = left->source == right->source && left->kind != SL_LISTING_REGISTER &&
                             sl_expected_is(left) && sl_expected_is(right);
    const bool is_numbered_apart = left->council != 0 && left->council == right->council &&
                                   left->child_number != right->child_number;

    return is_one_list || is_numbered_apart || sl_listed_contradict(left, right) ||
           sl_listed_are_two(left, right);
}

/* A child that is expected, and who may be it. */
struct likely {
    const struct sl_listed *items[MAY_BE_LIMIT];
    size_t count;
};

/* False: there are too many. */
static bool find_likely(
    const struct sl_listing *listing, const struct sl_listed *expected, struct likely *likely
)
{
    const struct sl_listed *other = NULL;
    uint32_t at = 0;

    likely->items[0] = expected;
    likely->count = 1;
    while ((other = sl_listing_next_at_house(listing, expected->house, &at)) != NULL) {
        if (!sl_expected_may_be(expected, other)) {
            continue;
        }
        if (likely->count == MAY_BE_LIMIT) {
            return false;
        }
        likely->items[likely->count++] = other;
    }
    return true;
}

/* Can all of them be one child? */
static bool may_be_one(const struct likely *likely)
{
    for (size_t i = 0; i < likely->count; i++) {
        for (size_t j = 0; j < i; j++) {
            if (are_two(likely->items[i], likely->items[j])) {
                return false;
            }
        }
    }
    return true;
}

static enum sl_status add_pair(
    const struct sl_listed *left,
    const struct sl_listed *right,
    struct sl_mention_holds *holds,
    struct sl_error *err
)
{
    const struct sl_mention_hold hold = {
        .kind = SL_MENTION_TOGETHER,
        .reason = SL_HELD_LISTED,
        .left = left->mention,
        .right = right->mention,
    };

    return sl_mention_holds_add(holds, &hold, err);
}

enum sl_status sl_expected_pairs(
    const struct sl_listing *listing,
    const struct sl_listed *listed,
    struct sl_mention_holds *pairs,
    struct sl_error *err
)
{
    const struct sl_listed *other = NULL;
    uint32_t at = 0;

    while ((other = sl_listing_next_at_house(listing, listed->house, &at)) != NULL) {
        if (is_pair(listed, other)) {
            SL_TRY(add_pair(listed, other, pairs, err));
        }
    }
    return SL_OK;
}

/* What holds a child that is expected. */
static enum sl_status hold_expected(
    const struct sl_listing *listing,
    const struct sl_listed *expected,
    struct sl_mention_holds *holds,
    struct sl_error *err
)
{
    struct likely likely;

    if (!find_likely(listing, expected, &likely) || !may_be_one(&likely)) {
        return SL_OK;
    }
    for (size_t i = 1; i < likely.count; i++) {
        SL_TRY(add_pair(expected, likely.items[i], holds, err));
    }
    return SL_OK;
}

enum sl_status sl_expected_holds(
    const struct sl_listing *listing,
    const struct sl_listed *listed,
    struct sl_mention_holds *holds,
    struct sl_error *err
)
{
    const struct sl_listed *other = NULL;
    uint32_t at = 0;

    if (sl_expected_is(listed)) {
        SL_TRY(hold_expected(listing, listed, holds, err));
    }
    while ((other = sl_listing_next_at_house(listing, listed->house, &at)) != NULL) {
        struct likely likely;
        if (sl_expected_may_be(other, listed) && find_likely(listing, other, &likely) &&
            may_be_one(&likely)) {
            SL_TRY(add_pair(other, listed, holds, err));
        }
    }
    return SL_OK;
}

enum sl_status sl_expected_all_holds(
    const struct sl_listing *listing, struct sl_mention_holds *holds, struct sl_error *err
)
{
    for (size_t i = 0; i < listing->count; i++) {
        const struct sl_listed *item = &listing->items[i];
        if (item->mention != 0 && sl_expected_is(item)) {
            SL_TRY(hold_expected(listing, item, holds, err));
        }
    }
    return SL_OK;
}

enum sl_status sl_expected_all_pairs(
    const struct sl_listing *listing, struct sl_mention_holds *pairs, struct sl_error *err
)
{
    for (size_t i = 0; i < listing->count; i++) {
        const struct sl_listed *item = &listing->items[i];
        if (item->mention != 0 && sl_expected_is(item)) {
            SL_TRY(sl_expected_pairs(listing, item, pairs, err));
        }
    }
    return SL_OK;
}
