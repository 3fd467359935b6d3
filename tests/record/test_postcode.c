/* SPDX-License-Identifier: Apache-2.0 */
#include "record/postcode.h"

#include "normal_cases.h"

/* Codes of each shape that postcode.h names, and others. */
static void test_cases(void **state)
{
    static const struct normal_case cases[] = {
        {"M1 1AA",      "m11aa"  },
        { "M60 1NW",    "m601nw" },
        { "CR2 6XH",    "cr26xh" },
        { "DN55 1PT",   "dn551pt"},
        { "W1A 1HQ",    "w1a1hq" },
        { "EC1A 1BB",   "ec1a1bb"},
        { "GIR 0AA",    "gir0aa" },
        { " m13  9pl ", "m139pl" },
        { "M13-9PL",    "m139pl" },
        { "M13",        "m13"    },
        { "2250",       "2250"   },
        { "pl8 qln",    "pl8qln" },
        { "ZZ99 3VZ",   ""       },
        { "unknown",    ""       },
        { "",           ""       },
    };
    CHECK_CASES(*state, sl_postcode_normal, cases);
}

/* Look-alikes change places only where the shape leaves no choice. */
static void test_repair(void **state)
{
    static const struct normal_case cases[] = {
        {"OL1O 1AA",  "ol101aa"},
        { "0L10 1AA", "ol101aa"},
        { "OL10 IAA", "ol101aa"},
        { "OL10 OAA", "ol100aa"},
        { "S010 1AA", "so101aa"},
        { "S01 1AA",  "so11aa" },
        { "MI 1AA",   "m11aa"  },
        { "1S1 1AA",  "ls11aa" },
        { "1P1 1AA",  "ip11aa" },
        { "W1O 1AA",  "w101aa" },
        { "M01 1AA",  "m011aa" },
        { "B1L 1AA",  "b111aa" },
        { "M1 1A0",   "m11a0"  },
    };
    CHECK_CASES(*state, sl_postcode_normal, cases);
}

static void check_parents(const char *normal, size_t sector_len, size_t district_len)
{
    const struct sl_postcode_parents parents = sl_postcode_parents(sl_str_from(normal));
    SL_CHECK_U64(parents.sector_len, sector_len);
    SL_CHECK_U64(parents.district_len, district_len);
}

static void test_parents(void **state)
{
    (void)state;
    check_parents("m139pl", 4, 3);
    check_parents("m11aa", 3, 2);
    check_parents("ec1a1bb", 5, 4);
    check_parents("m139", 4, 3);
    check_parents("m13", 0, 3);
    check_parents("pl8qln", 4, 3);
    check_parents("2250", 3, 2);
    check_parents("10115", 4, 3);
    check_parents("225", 2, 0);
    check_parents("22", 0, 0);
    check_parents("", 0, 0);
    check_parents("k1a0b6", 4, 3);
}

/* Parents are proper prefixes, the district no longer than the sector. */
static void test_parents_of_anything(void **state)
{
    struct sl_random random;
    char text[10];
    (void)state;
    sl_random_init(&random, sl_test_seed());
    for (size_t i = 0; i < RANDOM_COUNT; i++) {
        const size_t len = (size_t)sl_random_below(&random, sizeof text);
        for (size_t k = 0; k < len; k++) {
            text[k] = "abm0159z"[sl_random_below(&random, 8)];
        }
        const struct sl_postcode_parents parents =
            sl_postcode_parents((struct sl_str){ .ptr = text, .len = len });
        assert_true(parents.sector_len <= len && parents.district_len <= len);
        assert_true(parents.sector_len == 0 || parents.district_len < parents.sector_len);
    }
}

static void test_random_values(void **state)
{
    static const char *const pieces[] = { "m", "1",  "0",   "o", "l",    "i",
                                          "s", "aa", "9pl", " ", "zz99", "gir" };
    CHECK_RANDOM(*state, sl_postcode_normal, pieces);
}

static void test_real_values(void **state)
{
    check_column(*state, sl_postcode_normal, "linkage/historical_50k.csv", "postcode_fake");
}

static void test_memory(void **state)
{
    check_failing_memory(*state, sl_postcode_normal, "OL1O 1AA");
    check_appends(*state, sl_postcode_normal, "OL1O 1AA");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cases),         cmocka_unit_test(test_repair),
        cmocka_unit_test(test_parents),       cmocka_unit_test(test_parents_of_anything),
        cmocka_unit_test(test_random_values), cmocka_unit_test(test_real_values),
        cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests_name("record/postcode", tests, group_open, group_close);
}
