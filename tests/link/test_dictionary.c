/* SPDX-License-Identifier: Apache-2.0 */
#include "link/dictionary.h"

#include <stdio.h>

#include "base/hash.h"
#include "base/memory.h"
#include "support/support.h"

/* Add a value that must fit. */
static uint32_t add(struct sl_dictionary *dictionary, struct sl_str value)
{
    uint32_t number = SL_DICTIONARY_NONE;
    SL_CHECK_STATUS(sl_dictionary_add(dictionary, value, &number, NULL), SL_OK);
    return number;
}

/* A text for a number, different for each, of some bytes. */
static struct sl_str text_of(uint64_t number, char text[24])
{
    const int len = snprintf(text, 24, "%llx", (unsigned long long)sl_hash_u64(number));
    return (struct sl_str){ text, (size_t)len };
}

static void test_numbers_go_by_first_appearance(void **state)
{
    struct sl_dictionary dictionary;
    char text[] = "khan";
    (void)state;
    sl_dictionary_init(&dictionary);
    SL_CHECK_U64(add(&dictionary, sl_str_from(text)), 0);
    SL_CHECK_U64(add(&dictionary, SL_STR("ali")), 1);
    text[0] = 'x'; /* it was copied */
    SL_CHECK_U64(add(&dictionary, SL_STR("khan")), 0);
    SL_CHECK_U64(add(&dictionary, SL_STR("")), 2);
    SL_CHECK_U64(add(&dictionary, SL_STR("khan\0")), 3); /* bytes, not a C string */
    SL_CHECK_U64(dictionary.count, 4);
    SL_CHECK_STR(dictionary.values[1], "ali");
    SL_CHECK_U64(sl_dictionary_find(&dictionary, SL_STR("khan")), 0);
    SL_CHECK_U64(sl_dictionary_find(&dictionary, SL_STR("xhan")), SL_DICTIONARY_NONE);
    sl_dictionary_finish(&dictionary);
}

static void test_nothing_is_found_in_an_empty_one(void **state)
{
    struct sl_dictionary dictionary = { 0 };
    (void)state;
    SL_CHECK_U64(sl_dictionary_find(&dictionary, SL_STR("")), SL_DICTIONARY_NONE);
    sl_dictionary_finish(&dictionary);
    sl_dictionary_init(&dictionary);
    SL_CHECK_U64(sl_dictionary_find(&dictionary, SL_STR("a")), SL_DICTIONARY_NONE);
    uint32_t *rank = NULL;
    SL_CHECK_STATUS(sl_dictionary_sort(&dictionary, NULL, &rank, NULL), SL_OK);
    SL_CHECK_U64(add(&dictionary, SL_STR("a")), 0);
    sl_free(rank);
    sl_dictionary_finish(&dictionary);
}

static void test_many_values_are_all_found_again(void **state)
{
    struct sl_dictionary dictionary;
    char text[24];
    (void)state;
    sl_dictionary_init(&dictionary);
    for (uint32_t number = 0; number < 20000; number++) {
        SL_CHECK_U64(add(&dictionary, text_of(number, text)), number);
        const uint32_t other = number / 2;
        SL_CHECK_U64(add(&dictionary, text_of(other, text)), other);
    }
    SL_CHECK_U64(dictionary.count, 20000);
    for (uint32_t number = 0; number < 20000; number++) {
        SL_CHECK_U64(sl_dictionary_find(&dictionary, text_of(number, text)), number);
        SL_CHECK_BYTES(dictionary.values[number], text_of(number, text));
    }
    for (uint32_t number = 20000; number < 22000; number++) {
        SL_CHECK_U64(sl_dictionary_find(&dictionary, text_of(number, text)), SL_DICTIONARY_NONE);
    }
    sl_dictionary_finish(&dictionary);
}

/* Old and new values, repeated within a batch and across batches, beside adding one by one. */
static void test_adding_all_is_adding_one_by_one(void **state)
{
    enum { COUNT = 5000 };
    static struct sl_str values[COUNT];
    static char texts[COUNT][24];
    static uint32_t numbers[COUNT];
    struct sl_dictionary single;
    struct sl_dictionary many;
    struct sl_random random;
    (void)state;
    sl_random_init(&random, sl_test_seed());
    sl_dictionary_init(&single);
    sl_dictionary_init(&many);
    for (uint32_t round = 1; round <= COUNT; round *= 5) {
        for (uint32_t at = 0; at < round; at++) {
            values[at] = text_of(sl_random_below(&random, 3 * (uint64_t)round), texts[at]);
            values[at].len = at % 10 == 3 ? 0 : values[at].len;
        }
        SL_CHECK_STATUS(sl_dictionary_add_all(&many, values, round, numbers, NULL), SL_OK);
        for (uint32_t at = 0; at < round; at++) {
            SL_CHECK_U64(
                numbers[at], values[at].len == 0 ? SL_DICTIONARY_NONE : add(&single, values[at])
            );
        }
    }
    SL_CHECK_U64(many.count, single.count);
    for (uint32_t number = 0; number < many.count; number++) {
        SL_CHECK_BYTES(many.values[number], single.values[number]);
        SL_CHECK_U64(sl_dictionary_find(&many, single.values[number]), number);
    }
    SL_CHECK_STATUS(sl_dictionary_add_all(&many, values, 0, numbers, NULL), SL_OK);
    sl_dictionary_finish(&single);
    sl_dictionary_finish(&many);
}

static void test_sorting_numbers_values_in_byte_order(void **state)
{
    struct sl_dictionary dictionary;
    uint32_t *rank = NULL;
    char text[24];
    (void)state;
    sl_dictionary_init(&dictionary);
    for (uint32_t number = 0; number < 3000; number++) {
        (void)add(&dictionary, text_of(number, text));
    }
    SL_CHECK_STATUS(sl_dictionary_sort(&dictionary, NULL, &rank, NULL), SL_OK);
    for (uint32_t number = 0; number < 3000; number++) {
        SL_CHECK_U64(sl_dictionary_find(&dictionary, text_of(number, text)), rank[number]);
        SL_CHECK_BYTES(dictionary.values[rank[number]], text_of(number, text));
    }
    for (uint32_t number = 1; number < 3000; number++) {
        assert_true(sl_str_compare(dictionary.values[number - 1], dictionary.values[number]) < 0);
    }
    /* It can still grow. */
    SL_CHECK_U64(add(&dictionary, SL_STR("~")), 3000);
    SL_CHECK_U64(add(&dictionary, text_of(7, text)), rank[7]);
    SL_CHECK_U64(sl_dictionary_find(&dictionary, SL_STR("~")), 3000);
    sl_free(rank);
    sl_dictionary_finish(&dictionary);
}

static void test_sorting_may_go_by_other_keys(void **state)
{
    static const char *const values[] = { "c", "a", "d", "b" };
    const struct sl_str keys[] = { SL_STR("2"), SL_STR("3"), SL_STR("1"), SL_STR("11") };
    struct sl_dictionary dictionary;
    uint32_t *rank = NULL;
    (void)state;
    sl_dictionary_init(&dictionary);
    for (size_t at = 0; at < 4; at++) {
        (void)add(&dictionary, sl_str_from(values[at]));
    }
    SL_CHECK_STATUS(sl_dictionary_sort(&dictionary, keys, &rank, NULL), SL_OK);
    SL_CHECK_STR(dictionary.values[0], "d");
    SL_CHECK_STR(dictionary.values[1], "b");
    SL_CHECK_STR(dictionary.values[2], "c");
    SL_CHECK_STR(dictionary.values[3], "a");
    SL_CHECK_U64(rank[0], 2);
    SL_CHECK_U64(rank[1], 3);
    SL_CHECK_U64(rank[2], 0);
    SL_CHECK_U64(rank[3], 1);
    SL_CHECK_U64(sl_dictionary_find(&dictionary, SL_STR("b")), 1);
    sl_free(rank);
    sl_dictionary_finish(&dictionary);
}

static enum sl_status fill_afresh(void *context)
{
    struct sl_dictionary dictionary SL_CLEANUP(sl_dictionary_finish) = { 0 };
    uint32_t *rank SL_CLEANUP(sl_free_ptr) = NULL;
    char text[24];
    (void)context;
    sl_dictionary_init(&dictionary);
    for (uint32_t number = 0; number < 1500; number++) {
        uint32_t added = 0;
        SL_TRY(sl_dictionary_add(&dictionary, text_of(number, text), &added, NULL));
    }
    return sl_dictionary_sort(&dictionary, NULL, &rank, NULL);
}

static enum sl_status fill_all_afresh(void *context)
{
    struct sl_dictionary dictionary SL_CLEANUP(sl_dictionary_finish) = { 0 };
    static char texts[1500][24];
    static struct sl_str values[1500];
    static uint32_t numbers[1500];
    (void)context;
    sl_dictionary_init(&dictionary);
    for (uint32_t number = 0; number < 1500; number++) {
        values[number] = text_of(number, texts[number]);
    }
    return sl_dictionary_add_all(&dictionary, values, 1500, numbers, NULL);
}

static void test_survives_failing_allocations(void **state)
{
    (void)state;
    assert_true(sl_test_failing_allocations(fill_afresh, NULL) > 3);
    assert_true(sl_test_failing_allocations(fill_all_afresh, NULL) > 3);
}

static void test_a_failure_leaves_it_usable(void **state)
{
    struct sl_dictionary dictionary;
    struct sl_error err = { .status = SL_OK };
    char text[24];
    (void)state;
    sl_dictionary_init(&dictionary);
    uint32_t fails = 0;
    for (uint32_t number = 0; number < 3000; number++) {
        uint32_t added = 0;
        sl_memory_fail_after(0);
        const enum sl_status status =
            sl_dictionary_add(&dictionary, text_of(number, text), &added, &err);
        sl_memory_fail_after(UINT64_MAX);
        if (status != SL_OK) {
            SL_CHECK_STATUS(status, SL_NO_MEMORY);
            SL_CHECK_STATUS(err.status, SL_NO_MEMORY);
            SL_CHECK_U64(dictionary.count, number);
            SL_CHECK_U64(
                sl_dictionary_find(&dictionary, text_of(number, text)), SL_DICTIONARY_NONE
            );
            fails++;
        }
        SL_CHECK_U64(add(&dictionary, text_of(number, text)), number);
    }
    assert_true(fails > 3);
    uint32_t *rank = NULL;
    sl_memory_fail_after(1);
    const enum sl_status status = sl_dictionary_sort(&dictionary, NULL, &rank, NULL);
    sl_memory_fail_after(UINT64_MAX);
    SL_CHECK_STATUS(status, SL_NO_MEMORY);
    for (uint32_t number = 0; number < 3000; number++) {
        SL_CHECK_U64(sl_dictionary_find(&dictionary, text_of(number, text)), number);
    }
    sl_dictionary_finish(&dictionary);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_numbers_go_by_first_appearance),
        cmocka_unit_test(test_nothing_is_found_in_an_empty_one),
        cmocka_unit_test(test_many_values_are_all_found_again),
        cmocka_unit_test(test_adding_all_is_adding_one_by_one),
        cmocka_unit_test(test_sorting_numbers_values_in_byte_order),
        cmocka_unit_test(test_sorting_may_go_by_other_keys),
        cmocka_unit_test(test_survives_failing_allocations),
        cmocka_unit_test(test_a_failure_leaves_it_usable),
    };
    return cmocka_run_group_tests_name("link/dictionary", tests, NULL, NULL);
}
