/* SPDX-License-Identifier: Apache-2.0 */
#include "sightline/query.h"

#include "link/engine.h"
#include "link/view.h"

/* Made-up people, their linkage, and what asks it. */
struct desk {
    struct fixture fixture;
    struct sl_linkage *linkage;
    struct sl_query *query;
};

static void open_desk(struct desk *desk, unsigned data, unsigned person_count)
{
    const struct fixture_people people = engine_people(data, person_count);
    struct sl_linkage_options options = fixture_options();
    options.two_sources = people.two_sources;
    fixture_make_people(&desk->fixture, &people);
    desk->linkage = fixture_linked(&desk->fixture, &options);
    SL_CHECK_OK(sl_query_open(desk->linkage, &desk->query, NULL), NULL);
}

static void close_desk(struct desk *desk)
{
    sl_query_close(desk->query);
    sl_linkage_close(desk->linkage);
    fixture_finish(&desk->fixture);
}

/* Best first, ties by record, each at or above the threshold and with its probability. */
static void check_order(const struct sl_query_match *matches, size_t count, double threshold)
{
    for (size_t at = 0; at < count; at++) {
        const struct sl_query_match *match = &matches[at];
        assert_true(match->weight_bits >= threshold);
        engine_check_exactly(match->probability, sl_probability(match->weight_bits), "probability");
        assert_true(
            at == 0 || match[-1].weight_bits > match->weight_bits ||
            (match[-1].record < match->record && !(match[-1].weight_bits < match->weight_bits))
        );
    }
}

/* A record of the table, asked about: every other one has the weight of the pair. */
static void check_known(const struct desk *desk, const struct fixture_row *row, double threshold)
{
    const struct sl_query_match *matches = NULL;
    size_t count = 0;
    size_t expected = 0;
    uint32_t record = 0;
    SL_CHECK_OK(sl_linkage_record_find(desk->linkage, row->source, row->id, &record, NULL), NULL);
    SL_CHECK_OK(sl_query_search(desk->query, row->values, threshold, &matches, &count, NULL), NULL);
    check_order(matches, count, threshold);
    for (size_t at = 0; at < count; at++) {
        const uint32_t other = matches[at].record;
        engine_check_exactly(
            matches[at].weight_bits, sl_scorer_pair(&desk->linkage->scorer, record, other), "weight"
        );
    }
    for (uint32_t other = 0; other < sl_linkage_record_count(desk->linkage); other++) {
        expected += sl_scorer_pair(&desk->linkage->scorer, record, other) >= threshold;
    }
    SL_CHECK_U64(count, expected);
}

static void test_known_record_finds_what_the_run_found(void **state)
{
    (void)state;
    for (unsigned data = 0; data < ENGINE_DATA_COUNT; data++) {
        struct desk desk;
        open_desk(&desk, data, 60);
        for (size_t at = 0; at < desk.fixture.count; at++) {
            const struct fixture_row *row = &desk.fixture.rows[at];
            check_known(&desk, row, -4.0 + (double)(at % 5) * 4.0);
            check_known(&desk, row, desk.linkage->summary.threshold_bits);
        }
        close_desk(&desk);
    }
}

/* The pairs of the run: each record finds its partner, at the weight that the run gave. */
static void test_pairs_of_the_run_are_found(void **state)
{
    struct desk desk;
    (void)state;
    open_desk(&desk, 0, 100);
    const double threshold = sl_linkage_summary(desk.linkage)->threshold_bits;
    for (size_t at = 0; at < desk.fixture.count; at++) {
        const struct fixture_row *row = &desk.fixture.rows[at];
        const struct sl_query_match *matches = NULL;
        size_t count = 0;
        uint32_t record = 0;
        SL_CHECK_OK(sl_linkage_record_find(desk.linkage, 0, row->id, &record, NULL), NULL);
        SL_CHECK_OK(
            sl_query_search(desk.query, row->values, threshold - 1e-4, &matches, &count, NULL), NULL
        );
        for (size_t pair = 0; pair < sl_linkage_pair_count(desk.linkage); pair++) {
            const struct sl_linkage_pair made = sl_linkage_pair_get(desk.linkage, pair);
            const uint32_t other = made.left == record ? made.right : made.left;
            if (made.left != record && made.right != record) {
                continue;
            }
            size_t found = 0;
            while (found < count && matches[found].record != other) {
                found++;
            }
            assert_true(found < count);
            engine_check_exactly(
                (double)(float)matches[found].weight_bits, made.weight_bits, "weight of the pair"
            );
        }
    }
    close_desk(&desk);
}

/* A letter or digit goes wrong somewhere in a value, or the value is left out. */
static struct sl_str spoil(struct sl_str value, char *text, struct sl_random *random)
{
    memcpy(text, value.ptr, value.len);
    if (value.len == 0 || sl_random_below(random, 6) == 0) {
        return SL_STR("");
    }
    const size_t at = (size_t)sl_random_below(random, value.len);
    if (sl_random_below(random, 2) == 0) {
        const bool digit = text[at] >= '0' && text[at] <= '9';
        text[at] = (char)((digit ? '0' : 'a') + (int)sl_random_below(random, 10));
    }
    return (struct sl_str){ text, value.len };
}

/* See raw values as a query does, by the same public means. */
static void
view_values(struct sl_view *views, const struct sl_linkage *linkage, const struct sl_str *values)
{
    struct sl_form form = { .schema = NULL };
    struct sl_buf text;
    sl_buf_init(&text, 1U << 16);
    SL_CHECK_OK(sl_form_open(&form, &linkage->schema, NULL), NULL);
    memcpy(form.date_order, linkage->table.date_order, sizeof(form.date_order));
    SL_CHECK_OK(sl_form_fill(&form, values, NULL), NULL);
    for (unsigned field = 0; field < linkage->schema.field_count; field++) {
        struct sl_str value = form.values[field];
        sl_buf_clear(&text);
        if (sl_form_is_late(&linkage->schema, field) && value.len > 0) {
            sl_form_normal(&form, field, value, &text);
            value = sl_buf_str(&text);
        }
        SL_CHECK_OK(sl_view_set(&views[field], linkage, field, value, NULL), NULL);
    }
    sl_form_close(&form);
    sl_buf_finish(&text);
}

/* The search finds exactly the records that comparing with every one of them gives. */
static unsigned check_search(const struct desk *desk, const struct sl_str *values, double threshold)
{
    struct sl_view views[SL_FIELD_LIMIT];
    const struct sl_query_match *matches = NULL;
    size_t count = 0;
    size_t expected = 0;
    unsigned unknown = 0;
    memset(views, 0, sizeof(views));
    view_values(views, desk->linkage, values);
    SL_CHECK_OK(sl_query_search(desk->query, values, threshold, &matches, &count, NULL), NULL);
    check_order(matches, count, threshold);
    for (uint32_t record = 0; record < desk->linkage->table.record_count; record++) {
        struct sl_agreement agreement;
        sl_view_compare(views, desk->linkage, record, &agreement);
        const double bits = sl_scorer_weight(&desk->linkage->scorer, &agreement);
        size_t at = 0;
        while (at < count && matches[at].record != record) {
            at++;
        }
        if (bits < threshold) {
            SL_CHECK_U64(at, count);
            continue;
        }
        expected++;
        assert_true(at < count);
        engine_check_exactly(matches[at].weight_bits, bits, "weight");
    }
    SL_CHECK_U64(count, expected);
    for (unsigned field = 0; field < SL_FIELD_LIMIT; field++) {
        unknown += !views[field].missing && views[field].code == SL_CODE_MISSING ? 1 : 0;
        sl_view_finish(&views[field]);
    }
    return unknown;
}

static void test_spoilt_record_finds_what_comparing_with_all_finds(void **state)
{
    struct sl_random random;
    unsigned unknown = 0;
    (void)state;
    sl_random_init(&random, sl_test_seed());
    for (unsigned data = 0; data < ENGINE_DATA_COUNT; data++) {
        struct desk desk;
        open_desk(&desk, data, 60);
        for (size_t at = 0; at < desk.fixture.count; at++) {
            char texts[FIXTURE_PEOPLE_COLUMNS][64];
            struct sl_str values[FIXTURE_PEOPLE_COLUMNS];
            for (unsigned column = 0; column < FIXTURE_PEOPLE_COLUMNS; column++) {
                const struct sl_str value = desk.fixture.rows[at].values[column];
                values[column] = spoil(value, texts[column], &random);
            }
            unknown += check_search(&desk, values, -8.0 + (double)(at % 5) * 4.0);
        }
        close_desk(&desk);
    }
    assert_true(unknown > 500);
}

/* Strings that no record of any field holds, and nothing at all. */
static void test_strange_values(void **state)
{
    /* clang-format off */
    static const char *const strange[][FIXTURE_PEOPLE_COLUMNS] = {
        { "", "", "", "", "", "", "", "" },
        { "Xquzt", "", "", "", "", "", "", "" },
        { "Khan", "Mohammed", "1.2.2004", "F", "M1", "Flat 3, 1 Mill Lane", "0", "a@b" },
        { "\xC3\x89tienne", "O'Brien-Smyth", "31/12/99", "x", "ZZ99 9ZZ", "?", "+44", "@" },
        { "J", "S", "2005", "M", "M1 1", "Mill", "07700 900000", "a1000@example.org" },
    };
    /* clang-format on */
    struct desk desk;
    (void)state;
    open_desk(&desk, 1, 100);
    for (size_t row = 0; row < sizeof(strange) / sizeof(strange[0]); row++) {
        struct sl_str values[FIXTURE_PEOPLE_COLUMNS];
        for (unsigned column = 0; column < FIXTURE_PEOPLE_COLUMNS; column++) {
            values[column] = sl_str_from(strange[row][column]);
        }
        for (int threshold = -12; threshold < 16; threshold += 4) {
            (void)check_search(&desk, values, threshold);
        }
    }
    close_desk(&desk);
}

/* What a search gives does not depend on what was asked before, or by whom. */
static void test_searches_do_not_disturb_each_other(void **state)
{
    struct desk desk;
    struct sl_query *other = NULL;
    (void)state;
    open_desk(&desk, 2, 40);
    SL_CHECK_OK(sl_query_open(desk.linkage, &other, NULL), NULL);
    for (size_t at = 0; at < desk.fixture.count; at++) {
        const struct sl_query_match *one = NULL;
        const struct sl_query_match *two = NULL;
        size_t counts[2] = { 0, 0 };
        const struct sl_str *values = desk.fixture.rows[at].values;
        SL_CHECK_OK(sl_query_search(desk.query, values, -2.0, &one, &counts[0], NULL), NULL);
        if (at % 2 == 0) {
            SL_CHECK_OK(sl_query_search(other, values, -6.0, &two, &counts[1], NULL), NULL);
        }
        SL_CHECK_OK(sl_query_search(other, values, -2.0, &two, &counts[1], NULL), NULL);
        SL_CHECK_U64(counts[1], counts[0]);
        for (size_t match = 0; match < counts[0]; match++) {
            SL_CHECK_U64(two[match].record, one[match].record);
            engine_check_exactly(two[match].weight_bits, one[match].weight_bits, "weight");
        }
    }
    sl_query_close(other);
    close_desk(&desk);
}

static enum sl_status ask(void *context)
{
    struct desk *desk = context;
    const struct sl_query_match *matches = NULL;
    struct sl_query *query = NULL;
    size_t count = 0;
    SL_TRY(sl_query_open(desk->linkage, &query, NULL));
    enum sl_status status = SL_OK;
    for (size_t at = 0; at < 6 && status == SL_OK; at++) {
        struct sl_str values[FIXTURE_PEOPLE_COLUMNS];
        memcpy(values, desk->fixture.rows[at].values, sizeof(values));
        values[FIXTURE_SURNAME] = at % 2 == 0 ? SL_STR("Smithson") : SL_STR("Kahn");
        status = sl_query_search(query, values, -4.0, &matches, &count, NULL);
    }
    sl_query_close(query);
    return status;
}

static void test_failing_allocations(void **state)
{
    struct desk desk;
    (void)state;
    open_desk(&desk, 0, 20);
    assert_true(sl_test_failing_allocations(ask, &desk) > 10);
    close_desk(&desk);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_known_record_finds_what_the_run_found),
        cmocka_unit_test(test_pairs_of_the_run_are_found),
        cmocka_unit_test(test_spoilt_record_finds_what_comparing_with_all_finds),
        cmocka_unit_test(test_strange_values),
        cmocka_unit_test(test_searches_do_not_disturb_each_other),
        cmocka_unit_test(test_failing_allocations),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
