/* SPDX-License-Identifier: Apache-2.0 */
#include "app/notice_load.h"

#include "support/support.h"

#define CLOCKS     "catalogue/clocks.yaml"
#define INDICATORS "catalogue/indicators.yaml"
#define LANGUAGE   "catalogue/language.yaml"
#define LOCAL      "docs/formats/clocks/last-discussion.yaml"
#define OTHER      "docs/formats/agreement/night.yaml"

static enum sl_status load(
    const char *const *paths,
    size_t count,
    struct sl_notice_catalogues *ret_catalogues,
    struct sl_error *err
)
{
    struct sl_arena arena;
    sl_arena_init(&arena, SL_NOTICE_LOAD_BYTES);
    const enum sl_status status = sl_notice_load(paths, count, &arena, ret_catalogues, err);
    sl_arena_finish(&arena);
    return status;
}

static void test_load(void **state)
{
    static const char *const paths[] = { CLOCKS, INDICATORS, LOCAL, LANGUAGE };
    struct sl_notice_catalogues one, all;
    struct sl_error err = { .status = SL_OK };
    (void)state;
    SL_CHECK_OK(load(paths, 1, &one, &err), &err);
    SL_CHECK_U64(one.indicators.count, 0);
    SL_CHECK_OK(load(paths, 4, &all, &err), &err);
    SL_CHECK_U64(all.clocks.count, one.clocks.count + 1);
    assert_true(all.indicators.count > 0);
    SL_CHECK_U64(one.language.phrase_count, 0);
    assert_true(all.language.phrase_count > 0);
}

static void test_faults(void **state)
{
    static const char *const twice[] = { INDICATORS, INDICATORS };
    static const char *const phrases[] = { LANGUAGE, LANGUAGE };
    static const char *const other[] = { OTHER };
    static const char *const absent[] = { "/absent.yaml" };
    struct sl_notice_catalogues catalogues;
    struct sl_error err = { .status = SL_OK };
    (void)state;
    SL_CHECK_STATUS(load(twice, 2, &catalogues, &err), SL_INVALID);
    SL_CHECK_STR(sl_str_from(err.message), "this is a second catalogue of indicators");
    SL_CHECK_STR(sl_str_from(err.detail), INDICATORS);
    SL_CHECK_STATUS(load(phrases, 2, &catalogues, &err), SL_INVALID);
    SL_CHECK_STR(sl_str_from(err.message), "this is a second catalogue of phrases");
    SL_CHECK_STATUS(load(other, 1, &catalogues, &err), SL_INVALID);
    SL_CHECK_STR(sl_str_from(err.message), "this is no catalogue");
    SL_CHECK_STATUS(load(absent, 1, &catalogues, &err), SL_IO);
}

static enum sl_status load_all(void *context)
{
    static const char *const paths[] = { CLOCKS, INDICATORS, LOCAL };
    struct sl_notice_catalogues catalogues;
    (void)context;
    return load(paths, 3, &catalogues, NULL);
}

static void test_failing_allocations(void **state)
{
    (void)state;
    assert_true(sl_test_failing_allocations(load_all, NULL) > 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_load),
        cmocka_unit_test(test_faults),
        cmocka_unit_test(test_failing_allocations),
    };
    return cmocka_run_group_tests_name("app/notice_load", tests, NULL, NULL);
}
