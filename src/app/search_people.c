/* SPDX-License-Identifier: Apache-2.0 */
#include "app/search_people.h"

#include <math.h>
#include <stdlib.h>

#include "app/search_look.h"
#include "app/search_who.h"
#include "search/search_person.h"
#include "store/membership.h"
#include "store/mention.h"

/* Mentions of one person that are read. */
#define MENTION_LIMIT 256
/* A part that so few mentions have brings all their people, whatever else they are said to fit. */
#define FEW_LIMIT 128
/* Whoever is so many bits less likely than the best is not shown when somebody fits all. */
#define SHOWN_BITS 10.0

/* Whose mentions are read. */
struct person {
    int64_t identity; /* 0: nobody has said; the mention alone is the person */
    int64_t mention;
    bool fits;                     /* the best mention alone fits all of it */
    double weight_bits;            /* by the best mention, or by what lists say of them together */
    struct sl_search_entry claims; /* what lists say of those mentions that were looked at */
};

/* The best weights so far, falling. */
#define BEST_LIMIT (2 * SL_SEARCH_HIT_LIMIT)
struct best {
    size_t count, limit;
    double bits[BEST_LIMIT];
};

/* People on their way to be hits. */
struct crowd {
    struct sl_search *search;
    struct sl_search_ranked *ranked; /* by lists, then judged one by one */
    size_t ranked_count, judged_count;
    size_t fitting_mentions; /* of which lists say that they fit all of it */
    struct person people[SL_SEARCH_PEOPLE_LIMIT];
    size_t people_count, whole_count; /* the first are judged whole */
    struct sl_search_looking looking; /* what is recorded of the one at hand */
};

/* Parts that a list can speak of: all that are looked for but initials. */
static uint32_t listed_parts(const struct sl_search *search)
{
    uint32_t parts = 0;
    for (size_t i = 0; i < search->query.part_count; i++) {
        const struct sl_search_part *part = &search->query.parts[i];
        if (part->reading_count > 0 && part->readings[0].reads != SL_SEARCH_READS_INITIAL) {
            parts |= UINT32_C(1) << i;
        }
    }
    return parts;
}

/* Add what leads to the mention that was looked at last: an identity always may, a thing when it is
 * no secret whose it is. */
static void add_linked(const struct crowd *crowd, int64_t mention, struct sl_search_linked *linked)
{
    const struct sl_search *search = crowd->search;

    for (size_t i = 0; i < search->led_count; i++) {
        const struct sl_search_led *led = &search->led[i];
        if (led->mention == mention &&
            (crowd->looking.is_led || led->reads == SL_SEARCH_READS_IDENTITY)) {
            linked->reads[led->part] |= (uint16_t)(1u << led->reads);
        }
    }
}

static bool agrees(const struct sl_search_agrees *part)
{
    return part->agreement < SL_SEARCH_NOT_RECORDED && part->agreement != SL_SEARCH_NEAR;
}

/* Which parts agree, and are not only near. */
static uint32_t agreeing_parts(const struct sl_search *search, const struct sl_search_match *match)
{
    uint32_t parts = 0;
    for (size_t i = 0; i < search->query.part_count; i++) {
        parts |= (uint32_t)agrees(&match->parts[i]) << i;
    }
    return parts;
}

/* What an agreement that lists know of may turn out to be: they know sounds and years. */
static double
gain_bits(const struct sl_search *search, size_t part, const struct sl_search_claim *claim)
{
    const struct sl_search_part *typed = &search->query.parts[part];
    enum sl_search_reads reads = SL_SEARCH_READS_NAME;
    enum sl_search_agreement best = SL_SEARCH_SAME;
    const bool is_birth = sl_search_part_find(typed, SL_SEARCH_READS_BIRTH) != NULL;

    if (claim->agreement == SL_SEARCH_NEAR && is_birth) {
        reads = SL_SEARCH_READS_BIRTH;
        best = SL_SEARCH_SLIP;
    } else if (claim->agreement != SL_SEARCH_SOUND) {
        return 0;
    }
    return sl_search_weight_bits(&search->scale, part, reads, best) - claim->weight_bits;
}

/* What a mention weighs at most once it is read. */
static double most_bits(const struct sl_search *search, const struct sl_search_ranked *ranked)
{
    const struct sl_search_entry *entry = sl_search_tally_find(&search->tally, ranked->mention);
    double bits = ranked->weight_bits;

    for (size_t i = 0; i < search->query.part_count; i++) {
        if (entry->claims[i] != 0) {
            bits += gain_bits(search, i, &search->tally.claims[entry->claims[i]]);
        }
    }
    return bits;
}

/* Keep a weight among the best. */
static void keep_best(struct best *best, double bits)
{
    size_t at = best->count < best->limit ? best->count++ : best->limit - 1;
    if (best->count == best->limit && at == best->limit - 1 && best->bits[at] >= bits &&
        best->bits[at] > -HUGE_VAL) {
        return;
    }
    while (at > 0 && best->bits[at - 1] < bits) {
        best->bits[at] = best->bits[at - 1];
        at--;
    }
    best->bits[at] = bits;
}

/* Nobody who weighs less than this need be read. */
static double least_bits(const struct best *best, double shown_from)
{
    return best->count < best->limit ? shown_from : fmax(shown_from, best->bits[best->limit - 1]);
}

/* Read a mention and judge it; false when it may not be seen. */
static enum sl_status judge_mention(
    struct crowd *crowd, struct sl_search_ranked *ranked, bool *ret_is_seen, struct sl_error *err
)
{
    struct sl_search *search = crowd->search;
    struct sl_search_match match;

    crowd->looking.person->name_count = crowd->looking.person->seen_count = 0;
    SL_TRY(sl_search_look(&crowd->looking, ranked->mention, ret_is_seen, err));
    if (*ret_is_seen) {
        struct sl_search_linked linked = { .reads = { 0 } };
        add_linked(crowd, ranked->mention, &linked);
        sl_search_judge(&search->scale, crowd->looking.person, &linked, &match);
        ranked->weight_bits = match.weight_bits;
        ranked->agrees = agreeing_parts(search, &match);
    }
    return SL_OK;
}

/*
 * The best mentions by lists, judged by what they say; what may not be seen is dropped. Who cannot
 * come among the hits is not read; if lists say that they fit, they are counted.
 */
static enum sl_status judge_mentions(struct crowd *crowd, struct sl_error *err)
{
    struct sl_search *search = crowd->search;
    struct best best = { .limit = 2 * search->wanted->limit };
    double shown_from = -HUGE_VAL;

    for (size_t i = 0; i < crowd->ranked_count && i < SL_SEARCH_JUDGED_LIMIT; i++) {
        struct sl_search_ranked one = crowd->ranked[i];
        const bool fits = (one.agrees & search->looked_for) == search->looked_for;
        bool is_seen = true;
        if (most_bits(search, &one) >= least_bits(&best, shown_from)) {
            SL_TRY(judge_mention(crowd, &one, &is_seen, err));
            keep_best(&best, is_seen ? one.weight_bits : -HUGE_VAL);
        } else if (!fits || search->wanted->see != NULL) {
            continue;
        }
        if (is_seen) {
            crowd->ranked[crowd->judged_count++] = one;
        }
        if (is_seen && (one.agrees & search->looked_for) == search->looked_for) {
            shown_from = fmax(shown_from, one.weight_bits - SHOWN_BITS);
        }
    }
    sl_search_ranked_sort(crowd->ranked, crowd->judged_count);
    return SL_OK;
}

/* The person of a mention among those taken, or a new one; NULL when there is no room. */
static struct person *take_person(struct crowd *crowd, int64_t identity, int64_t mention)
{
    for (size_t i = 0; i < crowd->people_count; i++) {
        struct person *other = &crowd->people[i];
        if (identity != 0 ? other->identity == identity : other->mention == mention) {
            return other;
        }
    }
    if (crowd->people_count == SL_SEARCH_PEOPLE_LIMIT) {
        return NULL;
    }
    struct person *person = &crowd->people[crowd->people_count++];
    *person = (struct person){ .identity = identity, .mention = mention, .weight_bits = -HUGE_VAL };
    return person;
}

/* Take the person of a mention: by how much it weighs, and by what lists say of it. */
static enum sl_status
add_person(struct crowd *crowd, const struct sl_search_ranked *one, bool fits, struct sl_error *err)
{
    const struct sl_search_tally *tally = &crowd->search->tally;
    const struct sl_search_entry *entry = sl_search_tally_find(tally, one->mention);
    struct sl_membership member = { .identity = 0 };
    const enum sl_status status =
        sl_store_membership_get(crowd->search->store, one->mention, &member, err);

    if (status != SL_OK && status != SL_NOT_FOUND) {
        return status;
    }
    struct person *person = take_person(crowd, status == SL_OK ? member.identity : 0, one->mention);
    if (person == NULL) {
        return SL_OK;
    }
    person->fits = person->fits || fits;
    for (size_t i = 0; i < SL_SEARCH_PART_LIMIT; i++) {
        const uint8_t claim = entry->claims[i];
        const uint8_t other = person->claims.claims[i];
        if (claim != 0 &&
            (other == 0 || tally->claims[other].weight_bits < tally->claims[claim].weight_bits)) {
            person->claims.claims[i] = claim;
        }
    }
    const struct sl_search_ranked together =
        sl_search_tally_weigh(tally, &person->claims, crowd->search->missing);
    person->weight_bits = fmax(person->weight_bits, fmax(one->weight_bits, together.weight_bits));
    return SL_OK;
}

/* The people of all mentions that have a part which few have: the rest may stand elsewhere. */
static enum sl_status add_people_of_few(struct crowd *crowd, struct sl_error *err)
{
    const struct sl_search_tally *tally = &crowd->search->tally;
    size_t counts[SL_SEARCH_PART_LIMIT] = { 0 };
    uint32_t few = 0;

    for (size_t i = 0; i < tally->entry_count; i++) {
        for (size_t part = 0; part < SL_SEARCH_PART_LIMIT; part++) {
            counts[part] += tally->entries[i].claims[part] != 0;
        }
    }
    for (size_t part = 0; part < SL_SEARCH_PART_LIMIT; part++) {
        few |= (uint32_t)(counts[part] > 0 && counts[part] <= FEW_LIMIT) << part;
    }
    for (size_t i = 0; i < tally->entry_count && few != 0; i++) {
        const struct sl_search_ranked one =
            sl_search_tally_weigh(tally, &tally->entries[i], crowd->search->missing);
        if ((one.agrees & few) != 0) {
            SL_TRY(add_person(crowd, &one, false, err));
        }
    }
    return SL_OK;
}

static int compare_persons(const void *left, const void *right)
{
    const struct person *left_one = left;
    const struct person *right_one = right;
    if (left_one->weight_bits > right_one->weight_bits) {
        return -1;
    }
    if (left_one->weight_bits < right_one->weight_bits) {
        return 1;
    }
    return (left_one->mention > right_one->mention) - (left_one->mention < right_one->mention);
}

/* Choose the people that are judged whole: the best, and those who may be better than they look. */
static enum sl_status choose_people(struct crowd *crowd, struct sl_error *err)
{
    const uint32_t looked_for = crowd->search->looked_for;
    bool is_any_fit = false;

    for (size_t i = 0; i < crowd->judged_count; i++) {
        const struct sl_search_ranked one = crowd->ranked[i];
        const bool fits = (one.agrees & looked_for) == looked_for;
        SL_TRY(add_person(crowd, &one, fits, err));
        is_any_fit = is_any_fit || fits;
    }
    if (!is_any_fit) {
        SL_TRY(add_people_of_few(crowd, err));
    }
    if (crowd->people_count > 1) {
        qsort(crowd->people, crowd->people_count, sizeof *crowd->people, compare_persons);
    }
    crowd->whole_count = 2 * crowd->search->wanted->limit;
    if (crowd->whole_count > crowd->people_count) {
        crowd->whole_count = crowd->people_count;
    }
    return SL_OK;
}

/* Read all mentions of a person and judge the whole. */
static enum sl_status judge_person(
    struct crowd *crowd,
    const struct person *person,
    struct sl_search_hit *hit,
    struct sl_error *err
)
{
    struct sl_search *search = crowd->search;
    struct sl_membership member = { .mention = 0 };
    struct sl_search_linked linked = { .reads = { 0 } };
    bool is_any_seen = false;

    crowd->looking.person->name_count = crowd->looking.person->seen_count = 0;
    *crowd->looking.telling = (struct sl_search_telling){ .mention_count = 0 };
    crowd->looking.is_told = false;
    *hit = (struct sl_search_hit){ .identity = person->identity, .mention = 0 };
    for (size_t i = 0; i < MENTION_LIMIT; i++) {
        bool is_seen = false;
        if (person->identity != 0) {
            const enum sl_status status = sl_store_membership_next(
                search->store, person->identity, member.mention, &member, err
            );
            if (status == SL_NOT_FOUND) {
                break;
            }
            SL_TRY(status);
        } else if (i > 0) {
            break;
        } else {
            member.mention = person->mention;
        }
        SL_TRY(sl_search_look(&crowd->looking, member.mention, &is_seen, err));
        if (is_seen) {
            hit->mention = is_any_seen ? hit->mention : member.mention;
            add_linked(crowd, member.mention, &linked);
            is_any_seen = true;
        }
    }
    if (!is_any_seen) {
        return SL_NOT_FOUND;
    }
    sl_search_judge(&search->scale, crowd->looking.person, &linked, &hit->match);
    const uint32_t agreeing = agreeing_parts(search, &hit->match);
    hit->fits_all = (agreeing & search->looked_for) == search->looked_for;
    sl_search_told(crowd->looking.telling, &hit->who);
    hit->is_told = crowd->looking.is_told;
    return agreeing == 0 ? SL_NOT_FOUND : SL_OK;
}

static int compare_hits(const void *left, const void *right)
{
    const struct sl_search_hit *left_hit = left;
    const struct sl_search_hit *right_hit = right;
    if (left_hit->match.weight_bits > right_hit->match.weight_bits) {
        return -1;
    }
    if (left_hit->match.weight_bits < right_hit->match.weight_bits) {
        return 1;
    }
    return (left_hit->mention > right_hit->mention) - (left_hit->mention < right_hit->mention);
}

/* How many people, or mentions of them, fit all of it. */
static void count_fitting(struct crowd *crowd, size_t hit_count)
{
    struct sl_search *search = crowd->search;
    struct sl_search_result *result = &search->result;

    for (size_t i = 0; i < hit_count; i++) {
        result->fitting_count += search->hits[i].fits_all;
    }
    for (size_t i = crowd->whole_count; i < crowd->people_count; i++) {
        result->fitting_count += crowd->people[i].fits;
    }
    result->is_at_least = search->is_cut && !search->is_complete;
    if (crowd->fitting_mentions <= SL_SEARCH_JUDGED_LIMIT) {
        return;
    }
    /* Beyond those judged, what lists say of mentions is all that is known; */
    if (search->wanted->see == NULL) {
        result->fitting_count = crowd->fitting_mentions;
        result->is_of_mentions = true;
    } else {
        result->is_at_least = true; /* but lists know nothing of who may be seen. */
    }
}

static void rank_hits(struct sl_search *search, size_t hit_count)
{
    struct sl_search_result *result = &search->result;
    const double best = hit_count > 0 ? search->hits[0].match.weight_bits : 0;

    for (size_t i = 0; i < hit_count && i < search->wanted->limit; i++) {
        struct sl_search_hit *hit = &search->hits[i];
        if (result->fitting_count > 0 && !hit->fits_all &&
            hit->match.weight_bits < best - SHOWN_BITS) {
            break;
        }
        const bool is_alike =
            i > 0 && hit->match.weight_bits >= search->hits[i - 1].match.weight_bits;
        hit->rank = is_alike ? search->hits[i - 1].rank : (unsigned)i + 1;
        result->hit_count = i + 1;
    }
    result->hits = search->hits;
    if (hit_count == 0) {
        result->outcome = SL_SEARCH_NOBODY;
    } else if (result->fitting_count == 0) {
        result->outcome = SL_SEARCH_IN_PART;
    } else if (result->fitting_count > search->wanted->limit || result->is_at_least) {
        result->outcome = SL_SEARCH_TOO_MANY;
    } else {
        result->outcome = result->fitting_count == 1 ? SL_SEARCH_ONE : SL_SEARCH_SEVERAL;
    }
}

static enum sl_status begin_crowd(struct crowd *crowd, struct sl_error *err)
{
    struct sl_search *search = crowd->search;
    const uint32_t listed = listed_parts(search);

    crowd->ranked_count = search->tally.entry_count;
    crowd->ranked = sl_arena_alloc(&search->request, crowd->ranked_count, sizeof *crowd->ranked);
    crowd->looking.person = sl_arena_alloc(&search->request, 1, sizeof *crowd->looking.person);
    if (crowd->ranked == NULL || crowd->looking.person == NULL) {
        return sl_fail_memory(err);
    }
    sl_search_tally_rank(&search->tally, search->missing, crowd->ranked);
    for (size_t i = 0; i < crowd->ranked_count; i++) {
        crowd->fitting_mentions += listed != 0 && (crowd->ranked[i].agrees & listed) == listed;
    }
    return SL_OK;
}

enum sl_status sl_search_judge_people(struct sl_search *search, struct sl_error *err)
{
    struct crowd *crowd = sl_arena_alloc(&search->request, 1, sizeof *crowd);
    size_t hit_count = 0;

    if (crowd == NULL) {
        return sl_fail_memory(err);
    }
    *crowd = (struct crowd){ .search = search, .looking = { .search = search } };
    SL_TRY(begin_crowd(crowd, err));
    SL_TRY(judge_mentions(crowd, err));
    SL_TRY(choose_people(crowd, err));
    crowd->looking.telling = sl_arena_alloc(&search->request, 1, sizeof *crowd->looking.telling);
    search->hits = sl_arena_alloc(&search->request, crowd->whole_count, sizeof *search->hits);
    if (crowd->looking.telling == NULL || search->hits == NULL) {
        return sl_fail_memory(err);
    }
    for (size_t i = 0; i < crowd->whole_count; i++) {
        const enum sl_status status =
            judge_person(crowd, &crowd->people[i], &search->hits[hit_count], err);
        if (status != SL_OK && status != SL_NOT_FOUND) {
            return status;
        }
        hit_count += status == SL_OK;
    }
    if (hit_count > 1) {
        qsort(search->hits, hit_count, sizeof *search->hits, compare_hits);
    }
    count_fitting(crowd, hit_count);
    rank_hits(search, hit_count);
    return SL_OK;
}
