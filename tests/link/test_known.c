/* SPDX-License-Identifier: Apache-2.0 */
#include "link/known.h"

#include <math.h>

#include "link/engine.h"

static const enum sl_kind kinds[] = {
    SL_KIND_GIVEN_NAME, SL_KIND_SURNAME, SL_KIND_DOB, SL_KIND_POSTCODE
};
#define COLUMNS (sizeof(kinds) / sizeof(kinds[0]))

static void add(struct fixture *fixture, const char *id, const char *given, const char *dob)
{
    const char *const values[] = { given, "Abernathy", dob, "M60 1AA" };
    fixture_add(fixture, 0, id, values);
}

/* One letter a record: all alike, so that without holds they are one person at a low threshold. */
static void make_alike(struct fixture *fixture, unsigned count)
{
    fixture_init(fixture, kinds, COLUMNS);
    for (unsigned at = 0; at < count; at++) {
        const char id[2] = { (char)('a' + at), '\0' };
        add(fixture, id, "Ann", "2012-04-03");
    }
}

struct hold {
    enum sl_hold hold;
    char pair[3];
};

static enum sl_status run_held(
    const struct fixture *fixture,
    const struct sl_linkage_options *options,
    const struct hold *holds,
    size_t count,
    struct sl_linkage **ret_linkage
)
{
    struct sl_linkage *linkage = NULL;
    SL_TRY(fixture_open(fixture, options, &linkage, NULL));
    enum sl_status status = SL_OK;
    for (size_t at = 0; at < count && status == SL_OK; at++) {
        const struct sl_str left = { &holds[at].pair[0], 1 };
        const struct sl_str right = { &holds[at].pair[1], 1 };
        status = sl_linkage_hold(linkage, holds[at].hold, left, right, NULL);
    }
    if (status == SL_OK) {
        status = sl_linkage_run(linkage, NULL);
    }
    if (status != SL_OK) {
        sl_linkage_close(linkage);
        return status;
    }
    *ret_linkage = linkage;
    return SL_OK;
}

static struct sl_linkage_options options_at(double threshold_bits)
{
    struct sl_linkage_options options = fixture_options();
    options.threshold_auto = false;
    options.threshold_bits = threshold_bits;
    options.stay_bits = threshold_bits;
    return options;
}

/* Who is one person with whom, as letters: "aab" says that the first two are. */
static void check_clusters(const struct sl_linkage *linkage, const char *expected)
{
    char actual[27] = { 0 };
    for (uint32_t at = 0; at < sl_linkage_record_count(linkage); at++) {
        actual[at] = (char)('a' + (char)sl_linkage_cluster(linkage, at));
    }
    assert_string_equal(actual, expected);
}

#define RUN(fixture, options, holds, ret) \
    SL_CHECK_OK(run_held(fixture, options, holds, sizeof(holds) / sizeof((holds)[0]), ret), NULL)

/* Whatever the weight; and what is held apart stays apart through a third and a group. */
static void test_together_and_apart(void **state)
{
    struct fixture fixture;
    struct sl_linkage *linkage = NULL;
    const struct sl_linkage_options never = options_at(900.0);
    const struct sl_linkage_options always = options_at(-60.0);
    const struct hold together[] = {
        {SL_HOLD_TOGETHER,  "ac"},
        { SL_HOLD_TOGETHER, "ce"}
    };
    const struct hold apart[] = {
        {SL_HOLD_APART, "ab"}
    };
    const struct hold both[] = {
        {SL_HOLD_APART,     "ab"},
        { SL_HOLD_TOGETHER, "bc"},
        { SL_HOLD_TOGETHER, "de"}
    };
    (void)state;
    make_alike(&fixture, 5);
    RUN(&fixture, &never, together, &linkage);
    check_clusters(linkage, "abada");
    SL_CHECK_U64(sl_linkage_conflict_count(linkage), 0);
    sl_linkage_close(linkage);
    RUN(&fixture, &always, apart, &linkage);
    assert_true(sl_linkage_cluster(linkage, 0) != sl_linkage_cluster(linkage, 1));
    SL_CHECK_U64(sl_linkage_summary(linkage)->cluster_count, 2);
    SL_CHECK_U64(sl_linkage_summary(linkage)->kept_apart[SL_RULE_HELD], 1);
    sl_linkage_close(linkage);
    RUN(&fixture, &always, both, &linkage);
    assert_true(sl_linkage_cluster(linkage, 0) != sl_linkage_cluster(linkage, 1));
    SL_CHECK_U64(sl_linkage_cluster(linkage, 1), sl_linkage_cluster(linkage, 2));
    SL_CHECK_U64(sl_linkage_cluster(linkage, 3), sl_linkage_cluster(linkage, 4));
    SL_CHECK_U64(sl_linkage_summary(linkage)->cluster_count, 2);
    sl_linkage_close(linkage);
    fixture_finish(&fixture);
}

/* a-b, b-c and c-d against a|d: the last is left out, and reported with what it ran against. */
static void test_apart_wins(void **state)
{
    struct fixture fixture;
    struct sl_linkage *linkage = NULL;
    const struct sl_linkage_options never = options_at(900.0);
    const struct hold chain[] = {
        {SL_HOLD_TOGETHER,  "cd"},
        { SL_HOLD_APART,    "da"},
        { SL_HOLD_TOGETHER, "ab"},
        { SL_HOLD_TOGETHER, "bc"},
        { SL_HOLD_MENTION,  "ef"},
        { SL_HOLD_APART,    "ef"}
    };
    (void)state;
    make_alike(&fixture, 6);
    RUN(&fixture, &never, chain, &linkage);
    check_clusters(linkage, "aaccee");
    SL_CHECK_U64(sl_linkage_conflict_count(linkage), 2);
    const struct sl_linkage_conflict rows = sl_linkage_conflict_get(linkage, 0);
    assert_true(rows.hold == SL_HOLD_APART && rows.left == 4 && rows.right == 5);
    const struct sl_linkage_conflict last = sl_linkage_conflict_get(linkage, 1);
    assert_true(last.hold == SL_HOLD_TOGETHER && last.left == 1 && last.right == 2);
    SL_CHECK_U64(last.apart_left + last.apart_right, 3);
    sl_linkage_close(linkage);
    fixture_finish(&fixture);
}

/* A mention of many rows counts once: frequencies and what is learned are as with one row. */
static void test_mentions_count_once(void **state)
{
    struct fixture fixture;
    struct sl_linkage *one = NULL;
    struct sl_linkage *many = NULL;
    const struct sl_linkage_options options = options_at(0.0);
    const struct fixture_people people = engine_people(0, 200);
    (void)state;
    fixture_make_people(&fixture, &people);
    SL_CHECK_OK(fixture_run(&fixture, &options, &one, NULL), NULL);
    SL_CHECK_OK(fixture_open(&fixture, &options, &many, NULL), NULL);
    for (size_t at = 0; at < fixture.count; at += 2) {
        char id[40];
        (void)snprintf(id, sizeof(id), "%.*s/2", SL_STR_ARG(fixture.rows[at].id));
        SL_CHECK_OK(sl_linkage_add(many, 0, sl_str_from(id), fixture.rows[at].values, NULL), NULL);
        SL_CHECK_OK(
            sl_linkage_hold(many, SL_HOLD_MENTION, sl_str_from(id), fixture.rows[at].id, NULL), NULL
        );
    }
    SL_CHECK_OK(sl_linkage_run(many, NULL), NULL);
    for (unsigned field = 0; field < one->schema.field_count; field++) {
        const uint32_t values = sl_table_domain(&one->table, field)->dictionary.count;
        for (uint32_t code = 1; code <= values; code++) {
            SL_CHECK_U64(many->table.frequency[field][code], one->table.frequency[field][code]);
        }
    }
    assert_true(fabs(many->model.match_rate / one->model.match_rate - 1.0) < 0.01);
    SL_CHECK_U64(sl_table_mention_count(&many->table), one->table.record_count);
    SL_CHECK_U64(sl_linkage_summary(many)->cluster_count, sl_linkage_summary(one)->cluster_count);
    for (size_t at = 0; at < sl_linkage_pair_count(many); at++) {
        const struct sl_linkage_pair pair = sl_linkage_pair_get(many, at);
        assert_false(sl_table_one_mention(&many->table, pair.left, pair.right));
    }
    sl_linkage_close(one);
    sl_linkage_close(many);
    fixture_finish(&fixture);
}

/* Between the two thresholds nobody is joined, but those who were together stay so. */
static void test_stay(void **state)
{
    struct fixture fixture;
    struct sl_linkage *linkage = NULL;
    const struct hold before[] = {
        {SL_HOLD_BEFORE, "ac"}
    };
    struct sl_linkage_options options = options_at(20.0);
    (void)state;
    make_alike(&fixture, 4);
    RUN(&fixture, &options, before, &linkage);
    check_clusters(linkage, "abcd");
    sl_linkage_close(linkage);
    options.stay_bits = -60.0;
    RUN(&fixture, &options, before, &linkage);
    check_clusters(linkage, "abad");
    sl_linkage_close(linkage);
    options.stay_bits = 21.0;
    SL_CHECK_STATUS(run_held(&fixture, &options, before, 1, &linkage), SL_INVALID);
    fixture_finish(&fixture);
}

/* A parent without a date of birth is not the child's brother, who has the parent's name. */
static void test_parents(void **state)
{
    struct fixture fixture;
    struct sl_linkage *linkage = NULL;
    const struct hold parent[] = {
        {SL_HOLD_PARENT, "ab"}
    };
    struct sl_linkage_options options = options_at(-60.0);
    (void)state;
    fixture_init(&fixture, kinds, COLUMNS);
    add(&fixture, "a", "Ann", "");
    add(&fixture, "b", "Mia", "2012-04-03");
    add(&fixture, "c", "Ann", "2010-01-01");
    add(&fixture, "d", "Ann", "1985-01-01");
    options.apart_birth_years = 12;
    RUN(&fixture, &options, parent, &linkage);
    assert_true(sl_linkage_cluster(linkage, 0) != sl_linkage_cluster(linkage, 1));
    assert_true(sl_linkage_cluster(linkage, 0) != sl_linkage_cluster(linkage, 2));
    SL_CHECK_U64(sl_linkage_cluster(linkage, 3), 0);
    sl_linkage_close(linkage);
    fixture_finish(&fixture);
}

/* Any order of records, any number of threads: the same. */
static void test_order_and_threads_do_not_matter(void **state)
{
    struct fixture fixture;
    const struct fixture_people people = engine_people(2, 100);
    struct sl_linkage *runs[2] = { NULL, NULL };
    (void)state;
    fixture_make_people(&fixture, &people);
    for (unsigned run = 0; run < 2; run++) {
        struct sl_linkage_options options = options_at(2.0);
        options.thread_count = 1 + 2 * run;
        options.strict_twins = true;
        options.stay_bits = -2.0;
        SL_CHECK_OK(fixture_open(&fixture, &options, &runs[run], NULL), NULL);
        for (unsigned at = 0; at + 1 < fixture.count; at++) {
            char left[16];
            char right[16];
            (void)snprintf(left, sizeof(left), "r%u", at);
            (void)snprintf(right, sizeof(right), "r%u", (at * 7 + 3) % (unsigned)fixture.count);
            const enum sl_hold hold = (enum sl_hold)(at % 4);
            const struct sl_str one = sl_str_from(left);
            const struct sl_str two = sl_str_from(right);
            if (at % 5 == 0 && !sl_str_equal(one, two)) {
                SL_CHECK_OK(sl_linkage_hold(runs[run], hold, one, two, NULL), NULL);
            }
        }
        SL_CHECK_OK(sl_linkage_run(runs[run], NULL), NULL);
        fixture_shuffle(&fixture, 5);
    }
    const size_t count = sl_linkage_record_count(runs[0]);
    engine_check_same(runs[1]->clusters, runs[0]->clusters, count * sizeof(uint32_t), "clusters");
    for (size_t at = 0; at < runs[0]->known.apart_count; at++) {
        const struct sl_known_apart apart = runs[0]->known.aparts[at];
        assert_true(runs[0]->clusters[apart.group] != runs[0]->clusters[apart.other]);
    }
    assert_true(runs[0]->known.apart_count > 10);
    sl_linkage_close(runs[0]);
    sl_linkage_close(runs[1]);
    fixture_finish(&fixture);
}

static void test_what_is_refused(void **state)
{
    struct fixture fixture;
    struct sl_linkage *linkage = NULL;
    struct sl_linkage_options options = options_at(0.0);
    const struct hold unknown[] = {
        {SL_HOLD_APART, "az"}
    };
    (void)state;
    make_alike(&fixture, 3);
    SL_CHECK_STATUS(run_held(&fixture, &options, unknown, 1, &linkage), SL_NOT_FOUND);
    options.two_sources = true;
    SL_CHECK_STATUS(run_held(&fixture, &options, unknown, 1, &linkage), SL_INVALID);
    fixture_finish(&fixture);
}

static enum sl_status hold_and_forget(void *context)
{
    const struct hold holds[] = {
        {SL_HOLD_MENTION,   "ab"},
        { SL_HOLD_TOGETHER, "bc"},
        { SL_HOLD_APART,    "ad"},
        { SL_HOLD_TOGETHER, "cd"},
        { SL_HOLD_BEFORE,   "de"},
        { SL_HOLD_PARENT,   "fa"}
    };
    const struct sl_linkage_options options = options_at(-10.0);
    struct sl_linkage *linkage = NULL;
    SL_TRY(run_held(context, &options, holds, 6, &linkage));
    sl_linkage_close(linkage);
    return SL_OK;
}

static void test_failing_allocations(void **state)
{
    struct fixture fixture;
    (void)state;
    make_alike(&fixture, 7);
    assert_true(sl_test_failing_allocations(hold_and_forget, &fixture) > 20);
    fixture_finish(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_together_and_apart),
        cmocka_unit_test(test_apart_wins),
        cmocka_unit_test(test_mentions_count_once),
        cmocka_unit_test(test_stay),
        cmocka_unit_test(test_parents),
        cmocka_unit_test(test_order_and_threads_do_not_matter),
        cmocka_unit_test(test_what_is_refused),
        cmocka_unit_test(test_failing_allocations),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
