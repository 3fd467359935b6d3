/* SPDX-License-Identifier: Apache-2.0 */
#include "app/spill.h"

#include "app/people_fixture.h"
#include "base/hash.h"

/* Add so many items in a mixed order, and see that they come back in order. */
static void check_sorted(struct sl_store *store, size_t memory_bytes, unsigned count)
{
    struct sl_spill *spill = NULL;
    struct sl_random random;
    struct sl_spill_item item = { .first = 0 };
    struct sl_spill_item last = { .first = -1 };
    char text[64];
    char last_text[64];
    uint64_t sum = 0;
    bool has_item = true;

    sl_random_init(&random, sl_test_seed());
    SL_CHECK_OK(sl_spill_open(store, memory_bytes, &spill, NULL), NULL);
    for (unsigned i = 0; i < count; i++) {
        item.first = (int64_t)sl_random_below(&random, 50) << 50;
        item.second = (int64_t)sl_random_below(&random, 3);
        item.text.len =
            (size_t)snprintf(text, sizeof(text), "%u", (unsigned)sl_random_below(&random, 100));
        item.text.ptr = text;
        sum += sl_hash_str(item.text, (uint64_t)item.first);
        SL_CHECK_OK(sl_spill_add(spill, &item, NULL), NULL);
    }
    SL_CHECK_U64(sl_spill_count(spill), count);
    SL_CHECK_OK(sl_spill_sort(spill, NULL), NULL);
    for (unsigned i = 0; i < count; i++) {
        SL_CHECK_OK(sl_spill_next(spill, &item, &has_item, NULL), NULL);
        assert_true(has_item);
        const bool same_first = item.first == last.first;
        assert_true(item.first >= last.first);
        assert_true(!same_first || item.second >= last.second);
        assert_true(
            !same_first || item.second > last.second || sl_str_compare(item.text, last.text) >= 0
        );
        sum -= sl_hash_str(item.text, (uint64_t)item.first);
        last = item;
        memcpy(last_text, item.text.ptr, item.text.len);
        last.text.ptr = last_text;
    }
    SL_CHECK_OK(sl_spill_next(spill, &item, &has_item, NULL), NULL);
    assert_false(has_item);
    SL_CHECK_U64(sum, 0);
    sl_spill_close_ptr(&spill);
    assert_null(spill);
}

static void in_memory_and_in_a_file(void **state)
{
    const struct people_fixture *fixture = *state;

    check_sorted(fixture->store, 1 << 20, 0);
    check_sorted(fixture->store, 1 << 20, 1000);
    check_sorted(fixture->store, 100, 0);
    check_sorted(fixture->store, 100, 1);
    check_sorted(fixture->store, 1000, 1000);
    check_sorted(fixture->store, 100000, 50000);
}

/* A text that is longer than what is read at once. */
static void long_texts_are_whole(void **state)
{
    const struct people_fixture *fixture = *state;
    struct sl_spill *spill = NULL;
    struct sl_spill_item item = { .first = 0 };
    struct sl_buf text;
    bool has_item = false;

    sl_buf_init(&text, (size_t)2 << 20);
    for (unsigned i = 0; i < 100000; i++) {
        sl_buf_addf(&text, "%08u", i);
    }
    SL_CHECK_OK(sl_spill_open(fixture->store, 1000, &spill, NULL), NULL);
    item.text = sl_buf_str(&text);
    for (int i = 0; i < 3; i++) {
        item.first = 3 - i;
        SL_CHECK_OK(sl_spill_add(spill, &item, NULL), NULL);
    }
    SL_CHECK_OK(sl_spill_sort(spill, NULL), NULL);
    for (int i = 0; i < 3; i++) {
        SL_CHECK_OK(sl_spill_next(spill, &item, &has_item, NULL), NULL);
        assert_true(has_item);
        SL_CHECK_I64(item.first, i + 1);
        assert_true(sl_str_equal(item.text, sl_buf_str(&text)));
    }
    sl_spill_close(spill);
    sl_buf_finish(&text);
    item.text.len = SL_SPILL_TEXT_LIMIT_BYTES + 1;
    SL_CHECK_OK(sl_spill_open(fixture->store, 1000, &spill, NULL), NULL);
    SL_CHECK_STATUS(sl_spill_add(spill, &item, NULL), SL_LIMIT);
    sl_spill_close(spill);
}

static enum sl_status sort_some(void *context)
{
    const struct people_fixture *fixture = context;
    SL_CLEANUP(sl_spill_close_ptr) struct sl_spill *spill = NULL;
    struct sl_spill_item item = { .text = SL_STR("text") };
    bool has_item = true;

    SL_TRY(sl_spill_open(fixture->store, 100, &spill, NULL));
    for (int i = 0; i < 10; i++) {
        item.first = 10 - i;
        SL_TRY(sl_spill_add(spill, &item, NULL));
    }
    SL_TRY(sl_spill_sort(spill, NULL));
    while (has_item) {
        SL_TRY(sl_spill_next(spill, &item, &has_item, NULL));
    }
    return SL_OK;
}

static void memory_may_run_out(void **state)
{
    assert_true(sl_test_failing_allocations(sort_some, *state) > 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PEOPLE_TEST(in_memory_and_in_a_file),
        PEOPLE_TEST(long_texts_are_whole),
        PEOPLE_TEST(memory_may_run_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
