/* SPDX-License-Identifier: Apache-2.0 */
#include "simulate/names.h"

#include <string.h>

#include "base/memory.h"
#include "base/utf8.h"
#include "support/support.h"

static struct sl_names *open_names(void)
{
    struct sl_names *names = NULL;
    SL_CHECK_OK(sl_names_open(&names, NULL), NULL);
    return names;
}

/* Every list is there once, names no name twice, and every community has all uses. */
static void test_tables_are_complete(void **state)
{
    (void)state;
    unsigned lists[SL_COMMUNITY_COUNT][SL_NAME_USE_COUNT];
    memset(lists, 0, sizeof(lists));
    for (size_t i = 0; i < SL_NAME_LIST_COUNT; i++) {
        lists[SL_NAME_LISTS[i].community][SL_NAME_LISTS[i].use]++;
    }
    for (unsigned i = 0; i < SL_COMMUNITY_COUNT; i++) {
        SL_CHECK_U64((uint64_t)SL_SYLLABLES[i].community, i);
        for (unsigned use = 0; use < SL_NAME_USE_COUNT; use++) {
            SL_CHECK_U64(lists[i][use], 1);
        }
    }
}

static void test_same_random_same_names(void **state)
{
    (void)state;
    struct sl_names *names = open_names();
    struct sl_random left;
    struct sl_random right;
    sl_random_init(&left, 5);
    sl_random_init(&right, 5);
    for (unsigned i = 0; i < 2000; i++) {
        const enum sl_name_community community = (enum sl_name_community)(i % SL_COMMUNITY_COUNT);
        const enum sl_name_use use = (enum sl_name_use)(i / 7 % SL_NAME_USE_COUNT);
        struct sl_text first;
        struct sl_text second;
        sl_names_draw(names, &left, community, use, &first);
        sl_names_draw(names, &right, community, use, &second);
        SL_CHECK_BYTES(sl_text_str(&first), sl_text_str(&second));
        assert_true(first.len >= 2);
        SL_CHECK_U64(sl_utf8_check(sl_text_str(&first)), first.len);
    }
    sl_names_close(names);
}

/* How many different surnames among so many draws, counted by a table of hashes. */
static size_t count_distinct(const struct sl_names *names, size_t draws)
{
    enum { BUCKETS = 1 << 17 };
    unsigned char *seen = sl_calloc(BUCKETS, 1);
    assert_non_null(seen);
    struct sl_random random;
    sl_random_init(&random, 11);
    size_t distinct = 0;
    for (size_t i = 0; i < draws; i++) {
        struct sl_text name;
        sl_names_draw(names, &random, SL_BRITISH, SL_NAME_SURNAME, &name);
        unsigned char *place = &seen[sl_hash_str(sl_text_str(&name), 0) % BUCKETS];
        distinct += *place == 0;
        *place = 1;
    }
    sl_free(seen);
    return distinct;
}

/* As in life: a few names are common, and new ones keep turning up. */
static void test_distinct_names_keep_growing(void **state)
{
    (void)state;
    struct sl_names *names = open_names();
    const size_t few = count_distinct(names, 2000);
    const size_t many = count_distinct(names, 20000);
    assert_in_range(few, 300, 1500);
    assert_in_range(many, few * 3, few * 9);
    sl_names_close(names);
}

static void test_inflect(void **state)
{
    (void)state;
    struct sl_text name = { .len = 0 };
    sl_text_set(&name, SL_STR("Wiśniewski"));
    sl_names_inflect(&name, 'M');
    SL_CHECK_STR(sl_text_str(&name), "Wiśniewski");
    sl_names_inflect(&name, 'F');
    SL_CHECK_STR(sl_text_str(&name), "Wiśniewska");
    sl_names_inflect(&name, 'M');
    SL_CHECK_STR(sl_text_str(&name), "Wiśniewski");
    sl_text_set(&name, SL_STR("Nowak"));
    sl_names_inflect(&name, 'F');
    SL_CHECK_STR(sl_text_str(&name), "Nowak");
}

static enum sl_status open_and_close(void *context)
{
    (void)context;
    struct sl_names *names = NULL;
    SL_TRY(sl_names_open(&names, NULL));
    sl_names_close(names);
    return SL_OK;
}

static void test_failing_allocations(void **state)
{
    (void)state;
    assert_true(sl_test_failing_allocations(open_and_close, NULL) > 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_tables_are_complete),
        cmocka_unit_test(test_same_random_same_names),
        cmocka_unit_test(test_distinct_names_keep_growing),
        cmocka_unit_test(test_inflect),
        cmocka_unit_test(test_failing_allocations),
    };
    return cmocka_run_group_tests_name("simulate/names", tests, NULL, NULL);
}
