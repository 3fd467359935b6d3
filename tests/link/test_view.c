/* SPDX-License-Identifier: Apache-2.0 */
#include "link/view.h"

#include "link/engine.h"
#include "sightline/query.h"

/* A linkage whose searches for similar values are open, as a query finds it. */
static struct sl_linkage *opened(unsigned data, unsigned person_count)
{
    struct sl_linkage *linkage = engine_linked(data, person_count);
    struct sl_query *query = NULL;
    SL_CHECK_OK(sl_query_open(linkage, &query, NULL), NULL);
    sl_query_close(query);
    return linkage;
}

static void close_views(struct sl_view views[SL_FIELD_LIMIT])
{
    for (unsigned field = 0; field < SL_FIELD_LIMIT; field++) {
        sl_view_finish(&views[field]);
    }
}

/* See a record of the table as if it came from outside. */
static void view_record(struct sl_view *views, const struct sl_linkage *linkage, uint32_t record)
{
    const uint32_t *row = sl_table_row(&linkage->table, record);
    for (unsigned field = 0; field < linkage->schema.field_count; field++) {
        const struct sl_domain *domain = sl_table_domain(&linkage->table, field);
        const struct sl_str value = sl_domain_value(domain, row[field]);
        SL_CHECK_OK(sl_view_set(&views[field], linkage, field, value, NULL), NULL);
        SL_CHECK_U64(views[field].missing, row[field] == SL_CODE_MISSING);
        SL_CHECK_U64(views[field].code, row[field]);
    }
}

/* The agreement is that of the two records, bit for bit. */
static void check_like_the_pair(
    const struct sl_view *views, const struct sl_linkage *linkage, uint32_t left, uint32_t right
)
{
    const struct sl_table *table = &linkage->table;
    struct sl_agreement viewed;
    struct sl_agreement pair;
    sl_view_compare(views, linkage, right, &viewed);
    sl_scorer_compare(
        &linkage->scorer, sl_table_row(table, left), sl_table_row(table, right), &pair
    );
    engine_check_same(viewed.bits, pair.bits, table->field_count * sizeof(double), "bits");
    engine_check_same(viewed.level, pair.level, table->field_count, "levels");
    SL_CHECK_U64(viewed.swapped, pair.swapped);
    engine_check_exactly(viewed.community_bits, pair.community_bits, "community bits");
}

static void compare_all(const struct sl_linkage *linkage)
{
    struct sl_view views[SL_FIELD_LIMIT];
    memset(views, 0, sizeof(views));
    for (uint32_t left = 0; left < linkage->table.record_count; left++) {
        view_record(views, linkage, left);
        for (uint32_t right = 0; right < linkage->table.record_count; right++) {
            if (right != left) {
                check_like_the_pair(views, linkage, left, right);
            }
        }
    }
    close_views(views);
}

static void test_known_record_agrees_as_in_the_table(void **state)
{
    (void)state;
    for (unsigned data = 0; data < ENGINE_DATA_COUNT; data++) {
        struct sl_linkage *linkage = opened(data, 40);
        compare_all(linkage);
        engine_make_community(linkage);
        compare_all(linkage);
        sl_linkage_close(linkage);
    }
}

/* Put a slip of the pen into a value that leaves it in normal form; gives its new length. */
static size_t slip(enum sl_family family, char *text, size_t len, struct sl_random *random)
{
    const bool fixed = family == SL_FAMILY_DATE || family == SL_FAMILY_POSTCODE;
    size_t at = (size_t)sl_random_below(random, len);
    if (family == SL_FAMILY_DATE) {
        text[4] = '0';
        text[6] = '1';
        at = 5 + 2 * (size_t)sl_random_below(random, 2);
    } else if (family == SL_FAMILY_POSTCODE) {
        at = len - 1 - (size_t)sl_random_below(random, 3);
    } else if (len > 2 && sl_random_below(random, 3) == 0) {
        memmove(text + at, text + at + 1, len - at - 1);
        return len - 1;
    }
    const bool digit = text[at] >= '0' && text[at] <= '9';
    if (digit) {
        text[at] = (char)('1' + (int)sl_random_below(random, 9));
    } else if (text[at] != ' ' && text[at] != '@' && (fixed || len > 1)) {
        text[at] = (char)('a' + (int)sl_random_below(random, 26));
    }
    return len;
}

/*
 * What an unknown value of a field is worth at each level, in each field of its domain: as if this
 * record alone held it, by looking at every other value.
 */
static void check_chances(
    const struct sl_view *view, const struct sl_linkage *linkage, unsigned seen, struct sl_str value
)
{
    const struct sl_domain *domain = sl_table_domain(&linkage->table, seen);
    for (unsigned field = 0; field < linkage->schema.field_count; field++) {
        double counts[SL_LEVEL_COUNT] = { 0.0 };
        if (sl_table_domain(&linkage->table, field) != domain) {
            continue;
        }
        for (uint32_t code = 1; code <= domain->dictionary.count; code++) {
            const struct sl_str other = sl_domain_value(domain, code);
            const unsigned level = sl_compare(domain->family, &domain->context, value, other);
            counts[level] += (double)linkage->table.frequency[field][code];
        }
        for (unsigned level = 0; level < SL_LEVEL_ELSE; level++) {
            const float expected =
                sl_chance_bits_of(&linkage->chances[field], level, counts[level], 1.0);
            SL_CHECK_NEAR((double)view->bits[field][level], (double)expected, 1e-6);
        }
    }
}

/* The levels on which an unknown value agrees with those of all records. */
static void check_levels(
    const struct sl_view *views,
    const struct sl_linkage *linkage,
    unsigned seen,
    struct sl_str value
)
{
    const struct sl_domain *domain = sl_table_domain(&linkage->table, seen);
    for (uint32_t record = 0; record < linkage->table.record_count; record++) {
        struct sl_agreement agreement;
        const uint32_t code = sl_table_row(&linkage->table, record)[seen];
        sl_view_compare(views, linkage, record, &agreement);
        if (agreement.swapped || code == SL_CODE_MISSING) {
            continue;
        }
        const struct sl_str other = sl_domain_value(domain, code);
        const unsigned level = sl_compare(domain->family, &domain->context, value, other);
        SL_CHECK_U64(agreement.level[seen], level);
        assert_true(level != SL_LEVEL_ELSE || agreement.bits[seen] <= 0.0);
    }
}

/* One value of a record with a slip in it, seen alone. */
static bool check_slip(
    const struct sl_linkage *linkage, uint32_t record, unsigned field, struct sl_random *random
)
{
    const struct sl_domain *domain = sl_table_domain(&linkage->table, field);
    const uint32_t code = sl_table_row(&linkage->table, record)[field];
    struct sl_view views[SL_FIELD_LIMIT];
    char text[SL_VALUE_LIMIT_BYTES];
    struct sl_str value = sl_domain_value(domain, code);
    if (code == SL_CODE_MISSING) {
        return false;
    }
    memset(views, 0, sizeof(views));
    for (unsigned other = 0; other < linkage->schema.field_count; other++) {
        SL_CHECK_OK(sl_view_set(&views[other], linkage, other, SL_STR(""), NULL), NULL);
    }
    memcpy(text, value.ptr, value.len);
    value = (struct sl_str){ text, slip(domain->family, text, value.len, random) };
    SL_CHECK_OK(sl_view_set(&views[field], linkage, field, value, NULL), NULL);
    const bool unknown = views[field].code == SL_CODE_MISSING;
    if (unknown) {
        check_chances(&views[field], linkage, field, value);
        check_levels(views, linkage, field, value);
    }
    close_views(views);
    return unknown;
}

static void test_unknown_value_is_seen_against_all(void **state)
{
    struct sl_random random;
    unsigned unknown = 0;
    (void)state;
    sl_random_init(&random, sl_test_seed());
    for (unsigned data = 0; data < ENGINE_DATA_COUNT; data++) {
        struct sl_linkage *linkage = opened(data, 60);
        for (uint32_t record = 0; record < linkage->table.record_count; record += 2) {
            for (unsigned field = 0; field < linkage->schema.field_count; field++) {
                unknown += check_slip(linkage, record, field, &random) ? 1 : 0;
            }
        }
        sl_linkage_close(linkage);
    }
    assert_true(unknown > 300);
}

/* A view may be set again and again: nothing of the value before is left. */
static void test_view_forgets(void **state)
{
    struct sl_linkage *linkage = opened(0, 40);
    const unsigned field = engine_field(&linkage->schema, SL_KIND_POSTCODE);
    struct sl_view view = { .missing = false };
    struct sl_probe_field aimed;
    (void)state;
    const struct sl_str known = sl_domain_value(sl_table_domain(&linkage->table, field), 1);
    SL_CHECK_OK(sl_view_set(&view, linkage, field, SL_STR("zz99zz"), NULL), NULL);
    assert_false(view.missing);
    SL_CHECK_U64(view.code, SL_CODE_MISSING);
    sl_view_aim(&view, linkage, field, &aimed);
    SL_CHECK_U64(aimed.item_count, 0);
    SL_CHECK_U64(aimed.parent_count, 0);
    SL_CHECK_OK(sl_view_set(&view, linkage, field, known, NULL), NULL);
    SL_CHECK_U64(view.code, 1);
    sl_view_aim(&view, linkage, field, &aimed);
    assert_true(aimed.item_count > 0 && aimed.parent_count == 2);
    SL_CHECK_OK(sl_view_set(&view, linkage, field, SL_STR(""), NULL), NULL);
    assert_true(view.missing);
    sl_view_aim(&view, linkage, field, &aimed);
    assert_true(aimed.missing);
    SL_CHECK_U64(aimed.item_count, 0);
    SL_CHECK_U64(aimed.parent_count, 0);
    sl_view_finish(&view);
    sl_linkage_close(linkage);
}

static enum sl_status see_unknown(void *context)
{
    struct sl_linkage *linkage = context;
    const unsigned field = linkage->schema.surname;
    struct sl_view view = { .missing = false };
    const enum sl_status status = sl_view_set(&view, linkage, field, SL_STR("smithson"), NULL);
    sl_view_finish(&view);
    return status;
}

static void test_failing_allocations(void **state)
{
    struct sl_linkage *linkage = opened(0, 40);
    (void)state;
    assert_true(sl_test_failing_allocations(see_unknown, linkage) > 0);
    sl_linkage_close(linkage);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_known_record_agrees_as_in_the_table),
        cmocka_unit_test(test_unknown_value_is_seen_against_all),
        cmocka_unit_test(test_view_forgets),
        cmocka_unit_test(test_failing_allocations),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
