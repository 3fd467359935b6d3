/* SPDX-License-Identifier: Apache-2.0 */
#include "link/vote.h"

#include <math.h>

#include "link/engine.h"

/* Add pairs of one record, all of one probability. */
static void meet(struct sl_sample *sample, uint32_t owner, unsigned count, float match, float kin)
{
    for (unsigned pair = 0; pair < count; pair++) {
        assert_true(sample->pair_count < sample->pair_capacity);
        sample->owners[sample->pair_count] = owner;
        sample->matches[sample->pair_count] = match;
        sample->related[sample->pair_count] = kin;
        sample->pair_count++;
    }
}

static void open_sample(struct sl_sample *sample, size_t records)
{
    SL_CHECK_OK(sl_sample_init(sample, 1, 100000, NULL), NULL);
    sample->record_count = records;
}

static void check_in_full(struct sl_vote vote)
{
    SL_CHECK_NEAR(vote.record, 1.0, 1e-12);
    SL_CHECK_NEAR(vote.match, 1.0, 1e-12);
    SL_CHECK_NEAR(vote.relation, 1.0, 1e-12);
}

/* What a record counts as, and its pairs, when many are counted together. */
struct counted {
    double records, matches, related;
};

static struct counted count(const struct sl_sample *sample)
{
    struct counted counted = { 0.0, 0.0, 0.0 };
    for (size_t at = 0; at < sample->record_count; at++) {
        counted.records += sl_sample_vote(sample, at).record;
    }
    for (size_t pair = 0; pair < sample->pair_count; pair++) {
        const struct sl_vote vote = sl_sample_vote(sample, sample->owners[pair]);
        counted.matches += vote.match * (double)sample->matches[pair];
        counted.related += vote.relation * (double)sample->related[pair];
    }
    return counted;
}

/* 200 people of three records; of the last `heavy` records all are one person's. */
static struct counted count_with(unsigned heavy)
{
    enum { USUAL = 600 };
    struct sl_sample sample;
    open_sample(&sample, USUAL + heavy);
    for (uint32_t record = 0; record < USUAL + heavy; record++) {
        meet(&sample, record, record < USUAL ? 2 : heavy - 1, 1.0F, 0.0F);
    }
    SL_CHECK_OK(sl_votes_count(&sample, NULL), NULL);
    check_in_full(sl_sample_vote(&sample, 0));
    check_in_full(sl_sample_vote(&sample, USUAL - 1));
    const struct counted counted = count(&sample);
    sl_sample_finish(&sample);
    return counted;
}

/* However often one person is recorded, he counts as a person of three records. */
static void test_one_person_is_one_person(void **state)
{
    static const unsigned heavy[] = { 4, 40, 300 };
    (void)state;
    for (size_t at = 0; at < sizeof(heavy) / sizeof(heavy[0]); at++) {
        const struct counted counted = count_with(heavy[at]);
        SL_CHECK_NEAR(counted.records, 603.0, 1e-3);
        SL_CHECK_NEAR(counted.matches, 1206.0, 1e-2);
    }
}

/* Nobody who is like many others is bounded: every person of five has four partners. */
static void test_many_are_no_exception(void **state)
{
    struct sl_sample sample;
    (void)state;
    open_sample(&sample, 600);
    for (uint32_t record = 0; record < 600; record++) {
        meet(&sample, record, record % 10 == 0 ? 4 : 1, 1.0F, 0.0F);
    }
    SL_CHECK_OK(sl_votes_count(&sample, NULL), NULL);
    for (size_t at = 0; at < 600; at++) {
        check_in_full(sl_sample_vote(&sample, at));
    }
    sl_sample_finish(&sample);
}

/* Where hardly anybody is met twice, those few who are count all the same. */
static void test_a_few_partners_are_kept(void **state)
{
    struct sl_sample sample;
    (void)state;
    open_sample(&sample, 1000);
    meet(&sample, 17, 1, 1.0F, 0.0F);
    meet(&sample, 18, 1, 0.9F, 0.05F);
    meet(&sample, 500, 1, 0.3F, 0.6F);
    SL_CHECK_OK(sl_votes_count(&sample, NULL), NULL);
    for (size_t at = 0; at < 1000; at++) {
        check_in_full(sl_sample_vote(&sample, at));
    }
    sl_sample_finish(&sample);
}

/* The few relatives of somebody who is recorded often meet him often; they have one such relative.
 */
static void test_relatives_of_one_person(void **state)
{
    struct sl_sample sample;
    (void)state;
    open_sample(&sample, 600);
    for (uint32_t record = 0; record < 600; record++) {
        const bool kin = record < 3;
        meet(&sample, record, 2, 1.0F, 0.0F);
        meet(&sample, record, kin ? 200 : 4, 0.0F, 0.5F);
    }
    SL_CHECK_OK(sl_votes_count(&sample, NULL), NULL);
    for (size_t at = 0; at < 600; at++) {
        const struct sl_vote vote = sl_sample_vote(&sample, at);
        SL_CHECK_NEAR(vote.record, 1.0, 1e-12);
        SL_CHECK_NEAR(vote.match, 1.0, 1e-12);
        SL_CHECK_NEAR(vote.relation, at < 3 ? 0.02 : 1.0, 1e-6);
    }
    SL_CHECK_NEAR(count(&sample).related, 1200.0, 1e-3);
    sl_sample_finish(&sample);
}

/* Nothing met, nobody there; and a few records of one person, who is all there is. */
static void test_next_to_nothing(void **state)
{
    struct sl_sample sample;
    (void)state;
    open_sample(&sample, 0);
    SL_CHECK_OK(sl_votes_count(&sample, NULL), NULL);
    sl_sample_finish(&sample);
    open_sample(&sample, 10);
    SL_CHECK_OK(sl_votes_count(&sample, NULL), NULL);
    check_in_full(sl_sample_vote(&sample, 9));
    for (uint32_t record = 0; record < 10; record++) {
        meet(&sample, record, 9, 1.0F, 0.0F);
    }
    SL_CHECK_OK(sl_votes_count(&sample, NULL), NULL);
    check_in_full(sl_sample_vote(&sample, 0));
    sl_sample_finish(&sample);
}

/* Votes are 0 .. 1, and a record with fewer partners has no smaller one. */
static void test_any_company(void **state)
{
    struct sl_random random;
    (void)state;
    sl_random_init(&random, sl_test_seed());
    for (unsigned round = 0; round < 30; round++) {
        struct sl_sample sample;
        unsigned partners[200];
        const uint32_t records = 1 + (uint32_t)sl_random_below(&random, 200);
        open_sample(&sample, records);
        for (uint32_t record = 0; record < records; record++) {
            partners[record] = (unsigned)sl_random_below(&random, 1 + record % 50);
            meet(&sample, record, partners[record], 0.75F, 0.25F);
        }
        SL_CHECK_OK(sl_votes_count(&sample, NULL), NULL);
        for (uint32_t record = 0; record < records; record++) {
            const struct sl_vote vote = sl_sample_vote(&sample, record);
            assert_true(vote.record > 0.0 && vote.record <= 1.0);
            assert_true(vote.match > 0.0 && vote.match <= vote.record);
            assert_true(vote.relation > 0.0 && vote.relation <= vote.record);
            const struct sl_vote first = sl_sample_vote(&sample, 0);
            assert_true(partners[record] < partners[0] || vote.match <= first.match + 1e-12);
        }
        sl_sample_finish(&sample);
    }
}

static enum sl_status count_anew(void *context)
{
    struct sl_sample *sample = context;
    const enum sl_status status = sl_votes_count(sample, NULL);
    sl_free(sample->votes);
    sample->votes = NULL;
    return status;
}

static void test_failing_allocations(void **state)
{
    struct sl_sample sample;
    (void)state;
    open_sample(&sample, 20);
    meet(&sample, 3, 7, 1.0F, 0.0F);
    assert_true(sl_test_failing_allocations(count_anew, &sample) > 3);
    sl_sample_finish(&sample);
}

/* Pairs of everybody but one person: joined rightly, joined at all, and there at all. */
struct quality {
    double right, joined, there;
};

/* The person of each record of a linkage; free them with sl_free. */
static uint32_t *people_of(const struct sl_linkage *linkage, const struct fixture *fixture)
{
    const uint32_t count = (uint32_t)sl_linkage_record_count(linkage);
    uint32_t *people = sl_alloc(count, sizeof(*people));
    assert_non_null(people);
    for (uint32_t record = 0; record < count; record++) {
        const struct sl_str id = linkage->table.ids[record];
        people[record] = UINT32_MAX;
        for (size_t at = 0; at < fixture->count && people[record] == UINT32_MAX; at++) {
            if (sl_str_equal(fixture->rows[at].id, id)) {
                people[record] = fixture->rows[at].person;
            }
        }
        assert_true(people[record] != UINT32_MAX);
    }
    return people;
}

static struct quality
measure(const struct sl_linkage *linkage, const struct fixture *fixture, uint32_t without)
{
    struct quality quality = { 0.0, 0.0, 0.0 };
    const uint32_t count = (uint32_t)sl_linkage_record_count(linkage);
    uint32_t *people = people_of(linkage, fixture);
    for (uint32_t one = 0; one < count; one++) {
        for (uint32_t two = 0; two < one; two++) {
            if (people[one] == without || people[two] == without) {
                continue;
            }
            const bool same = people[one] == people[two];
            const bool joined =
                sl_linkage_cluster(linkage, one) == sl_linkage_cluster(linkage, two);
            quality.there += same ? 1.0 : 0.0;
            quality.joined += joined ? 1.0 : 0.0;
            quality.right += same && joined ? 1.0 : 0.0;
        }
    }
    sl_free(people);
    return quality;
}

/* Add records of the first person: copies of the first record, some of them without a value. */
static uint32_t add_copies(struct fixture *fixture, unsigned copies, bool holes)
{
    const uint32_t person = fixture->rows[0].person;
    for (unsigned copy = 0; copy < copies; copy++) {
        const char *values[FIXTURE_COLUMN_LIMIT] = { NULL };
        char texts[FIXTURE_COLUMN_LIMIT][64];
        char id[16];
        for (size_t column = 0; column < fixture->column_count; column++) {
            const struct sl_str value = fixture->rows[0].values[column];
            const bool hole = value.len == 0 || (holes && (copy + column) % 5 == 0);
            (void)snprintf(texts[column], sizeof(texts[0]), "%.*s", (int)value.len, value.ptr);
            values[column] = hole ? NULL : texts[column];
        }
        (void)snprintf(id, sizeof(id), "copy%u", copy);
        fixture_add(fixture, 0, id, values);
        fixture->rows[fixture->count - 1].person = person;
    }
    return person;
}

/*
 * One person has a tenth of all records, or a third, without and with gaps in them: everybody else
 * is found as before, and next to nobody wrongly.
 */
static void test_everybody_else_is_found(void **state)
{
    (void)state;
    struct fixture_people people = engine_people(0, 300);
    people.seed = 5;
    for (unsigned holes = 0; holes < 2; holes++) {
        double rate = 0.0;
        for (unsigned copies = 0; copies <= 240; copies = copies == 0 ? 60 : copies * 4) {
            const struct sl_linkage_options options = fixture_options();
            struct fixture fixture;
            fixture_make_people(&fixture, &people);
            const uint32_t person = add_copies(&fixture, copies, holes == 1);
            struct sl_linkage *linkage = fixture_linked(&fixture, &options);
            const struct quality quality = measure(linkage, &fixture, person);
            const double wrong = (quality.joined - quality.right) / quality.there;
            rate = copies == 0 ? linkage->model.match_rate : rate;
            SL_CHECK_NEAR(linkage->model.match_rate, rate, 0.05 * rate);
            assert_true(quality.right >= 0.99 * quality.there);
            assert_true(wrong <= 0.01);
            sl_linkage_close(linkage);
            fixture_finish(&fixture);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_one_person_is_one_person),
        cmocka_unit_test(test_many_are_no_exception),
        cmocka_unit_test(test_a_few_partners_are_kept),
        cmocka_unit_test(test_relatives_of_one_person),
        cmocka_unit_test(test_next_to_nothing),
        cmocka_unit_test(test_any_company),
        cmocka_unit_test(test_failing_allocations),
        cmocka_unit_test(test_everybody_else_is_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
