/* SPDX-License-Identifier: Apache-2.0 */
#include "link/domain.h"

#include <stdio.h>
#include <string.h>

#include "base/hash.h"
#include "base/memory.h"
#include "support/support.h"

#define VALUES 160u

/* A value of a family in normal form, from a small space, so that many are alike. */
static struct sl_str make_value(enum sl_family family, struct sl_random *random, char text[64])
{
    static const char *const names[] = { "john",     "jon",        "smith", "smyth", "muhammad",
                                         "mohammed", "anne marie", "ann",   "khan" };
    static const char *const words[] = {
        "mill lane", "mill lanes", "flat", "high street", "mill road"
    };
    static const char *const suffixes[] = { "", "n", "son", " lee", "ston" };
    const unsigned one = (unsigned)sl_random_below(random, 90);
    const unsigned two = (unsigned)sl_random_below(random, 10);
    switch (family) {
    case SL_FAMILY_NAME:
        (void)snprintf(text, 64, "%s%s", names[one % 9], suffixes[two % 5]);
        break;
    case SL_FAMILY_TEXT:
        (void)snprintf(text, 64, "%u %s", one, words[two % 5]);
        break;
    case SL_FAMILY_DATE:
        (void)snprintf(text, 64, "%u%02u%02u", two < 1 ? 0 : 2000 + two % 4, two, one % 31);
        break;
    case SL_FAMILY_POSTCODE:
        (void)snprintf(text, 64, "m%u%ua%c", 1 + one % 19, two, "abd"[sl_random_below(random, 3)]);
        break;
    case SL_FAMILY_EMAIL:
        (void)snprintf(text, 64, "%s%u@example.%s", names[one % 9], two, one < 45 ? "org" : "com");
        break;
    case SL_FAMILY_CODE:
    case SL_FAMILY_CATEGORY:
    case SL_FAMILY_COUNT:
        (void)snprintf(text, 64, "%u%u", 1000 + one, two);
        break;
    }
    return sl_str_from(text);
}

/* Values as they come, ranks unused. */
static void fill(struct sl_domain *domain, enum sl_family family, struct sl_random *random)
{
    char text[64];
    sl_domain_init(domain, family);
    for (unsigned at = 0; at < VALUES; at++) {
        uint32_t number = 0;
        const struct sl_str value = make_value(family, random, text);
        SL_CHECK_STATUS(sl_dictionary_add(&domain->dictionary, value, &number, NULL), SL_OK);
    }
}

static void sort(struct sl_domain *domain)
{
    uint32_t *rank = NULL;
    SL_CHECK_STATUS(sl_domain_sort(domain, &rank, NULL), SL_OK);
    sl_free(rank);
}

static void prepare(struct sl_domain *domain)
{
    struct sl_error err = { .status = SL_OK };
    sort(domain);
    SL_CHECK_OK(sl_domain_prepare(domain, 1, &err), &err);
}

static void test_the_level_of_any_two_values_is_that_of_the_comparison(void **state)
{
    struct sl_random random;
    (void)state;
    sl_random_init(&random, sl_test_seed());
    for (unsigned family = 0; family < SL_FAMILY_COUNT; family++) {
        struct sl_domain domain;
        unsigned levels[SL_LEVEL_COUNT] = { 0 };
        fill(&domain, (enum sl_family)family, &random);
        prepare(&domain);
        for (uint32_t left = 1; left <= domain.dictionary.count; left++) {
            for (uint32_t right = 1; right <= domain.dictionary.count; right++) {
                const unsigned level = sl_domain_level(&domain, left, right);
                SL_CHECK_U64(
                    level,
                    sl_compare(
                        domain.family,
                        &domain.context,
                        sl_domain_value(&domain, left),
                        sl_domain_value(&domain, right)
                    )
                );
                levels[level]++;
            }
        }
        /* The values made up are alike and unlike. */
        const bool close = sl_level_used(domain.family, SL_LEVEL_CLOSE);
        assert_true(levels[SL_LEVEL_ELSE] > 0 && (levels[SL_LEVEL_CLOSE] > 0 || !close));
        sl_domain_finish(&domain);
    }
}

static bool in_range(struct sl_range range, uint32_t code)
{
    return code >= range.low && code < range.end;
}

static void test_a_parent_is_one_run_of_codes(void **state)
{
    static const enum sl_family families[] = { SL_FAMILY_DATE, SL_FAMILY_POSTCODE };
    struct sl_random random;
    (void)state;
    sl_random_init(&random, sl_test_seed());
    for (size_t which = 0; which < 2; which++) {
        struct sl_domain domain;
        fill(&domain, families[which], &random);
        prepare(&domain);
        SL_CHECK_U64(domain.parent_count, families[which] == SL_FAMILY_DATE ? 1 : 2);
        for (unsigned parent = 0; parent < domain.parent_count; parent++) {
            const unsigned level = domain.parent_level[parent];
            assert_true(sl_level_is_parent(domain.family, level));
            for (uint32_t left = 1; left <= domain.dictionary.count; left++) {
                const struct sl_str one =
                    sl_parent(domain.family, sl_domain_value(&domain, left), level);
                for (uint32_t right = 1; right <= domain.dictionary.count; right++) {
                    const struct sl_str two =
                        sl_parent(domain.family, sl_domain_value(&domain, right), level);
                    const bool same = one.len > 0 && sl_str_equal(one, two);
                    assert_true(same == in_range(domain.parents[parent][left - 1], right));
                }
            }
        }
        sl_domain_finish(&domain);
    }
}

/* In bytes "m10aa" (M1 0AA) would stand between "m100aa" and "m101aa" of district M10. */
static void test_postcodes_go_by_district(void **state)
{
    static const char *const values[] = { "m100aa", "m10aa", "m101aa", "m19zz", "m1", "m11aa" };
    static const char *const sorted[] = { "m1", "m10aa", "m11aa", "m19zz", "m100aa", "m101aa" };
    struct sl_domain domain;
    (void)state;
    sl_domain_init(&domain, SL_FAMILY_POSTCODE);
    for (size_t at = 0; at < 6; at++) {
        uint32_t number = 0;
        SL_CHECK_STATUS(
            sl_dictionary_add(&domain.dictionary, sl_str_from(values[at]), &number, NULL), SL_OK
        );
    }
    prepare(&domain);
    for (uint32_t code = 1; code <= 6; code++) {
        SL_CHECK_STR(sl_domain_value(&domain, code), sorted[code - 1]);
    }
    SL_CHECK_U64(sl_domain_level(&domain, 2, 4), SL_LEVEL_LOOSE); /* one district */
    SL_CHECK_U64(sl_domain_level(&domain, 2, 6), SL_LEVEL_CLOSE); /* M1 0AA, M10 1AA: a slip */
    SL_CHECK_U64(sl_domain_level(&domain, 4, 6), SL_LEVEL_ELSE);  /* M1 9ZZ, M10 1AA */
    sl_domain_finish(&domain);
}

static void test_values_go_by_the_order_of_parents(void **state)
{
    struct sl_random random;
    (void)state;
    sl_random_init(&random, sl_test_seed());
    for (unsigned family = 0; family < SL_FAMILY_COUNT; family++) {
        struct sl_domain domain;
        fill(&domain, (enum sl_family)family, &random);
        sort(&domain);
        for (uint32_t code = 2; code <= domain.dictionary.count; code++) {
            const struct sl_str one = sl_domain_value(&domain, code - 1);
            const struct sl_str two = sl_domain_value(&domain, code);
            assert_true(sl_parent_order(domain.family, one, two) < 0);
            SL_CHECK_U64(sl_dictionary_find(&domain.dictionary, two), code - 1);
        }
        sl_domain_finish(&domain);
    }
}

static void test_a_rank_leads_from_old_to_new_numbers(void **state)
{
    struct sl_random random;
    struct sl_domain domain;
    struct sl_str before[VALUES];
    uint32_t *rank = NULL;
    (void)state;
    sl_random_init(&random, sl_test_seed());
    fill(&domain, SL_FAMILY_POSTCODE, &random);
    memcpy(before, domain.dictionary.values, domain.dictionary.count * sizeof(*before));
    SL_CHECK_STATUS(sl_domain_sort(&domain, &rank, NULL), SL_OK);
    for (uint32_t number = 0; number < domain.dictionary.count; number++) {
        SL_CHECK_BYTES(domain.dictionary.values[rank[number]], before[number]);
    }
    sl_free(rank);
    sl_domain_finish(&domain);
}

static void test_a_missing_value_is_empty(void **state)
{
    struct sl_domain domain;
    (void)state;
    sl_domain_init(&domain, SL_FAMILY_NAME);
    SL_CHECK_STR(sl_domain_value(&domain, SL_CODE_MISSING), "");
    prepare(&domain); /* no values at all */
    sl_domain_finish(&domain);
    sl_domain_finish(&domain);
}

static void test_threads_change_nothing(void **state)
{
    struct sl_domain domains[2];
    (void)state;
    for (unsigned which = 0; which < 2; which++) {
        struct sl_random random;
        struct sl_error err = { .status = SL_OK };
        sl_random_init(&random, 5);
        fill(&domains[which], SL_FAMILY_NAME, &random);
        sort(&domains[which]);
        SL_CHECK_OK(sl_domain_prepare(&domains[which], 1 + 3 * which, &err), &err);
    }
    const uint32_t count = domains[0].dictionary.count;
    SL_CHECK_U64(domains[1].dictionary.count, count);
    for (uint32_t left = 1; left <= count; left++) {
        for (uint32_t right = 1; right <= count; right++) {
            SL_CHECK_U64(
                sl_domain_level(&domains[0], left, right), sl_domain_level(&domains[1], left, right)
            );
        }
    }
    sl_domain_finish(&domains[0]);
    sl_domain_finish(&domains[1]);
}

static enum sl_status prepare_afresh(void *context)
{
    const enum sl_family *family = context;
    struct sl_domain domain SL_CLEANUP(sl_domain_finish) = { 0 };
    uint32_t *rank SL_CLEANUP(sl_free_ptr) = NULL;
    struct sl_random random;
    char text[64];
    sl_random_init(&random, 9);
    sl_domain_init(&domain, *family);
    for (unsigned at = 0; at < 20; at++) {
        uint32_t number = 0;
        const struct sl_str value = make_value(*family, &random, text);
        SL_TRY(sl_dictionary_add(&domain.dictionary, value, &number, NULL));
    }
    SL_TRY(sl_domain_sort(&domain, &rank, NULL));
    return sl_domain_prepare(&domain, 1, NULL);
}

static void test_survives_failing_allocations(void **state)
{
    (void)state;
    for (unsigned at = 0; at < SL_FAMILY_COUNT; at++) {
        enum sl_family family = (enum sl_family)at;
        assert_true(sl_test_failing_allocations(prepare_afresh, &family) > 3);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_level_of_any_two_values_is_that_of_the_comparison),
        cmocka_unit_test(test_a_parent_is_one_run_of_codes),
        cmocka_unit_test(test_postcodes_go_by_district),
        cmocka_unit_test(test_values_go_by_the_order_of_parents),
        cmocka_unit_test(test_a_rank_leads_from_old_to_new_numbers),
        cmocka_unit_test(test_a_missing_value_is_empty),
        cmocka_unit_test(test_threads_change_nothing),
        cmocka_unit_test(test_survives_failing_allocations),
    };
    return cmocka_run_group_tests_name("link/domain", tests, NULL, NULL);
}
