/* SPDX-License-Identifier: Apache-2.0 */
#include "identity/hold_book.h"

#include "support/support.h"

/* Replace what holds mention 1 for a reason by being apart from `others` (0 ends them). */
static void replace(
    struct sl_hold_book *book,
    enum sl_hold_reason reason,
    const int64_t *others,
    struct sl_hold_changes *changes
)
{
    struct sl_mention_holds holds = { 0 };

    for (size_t i = 0; others[i] != 0; i++) {
        const struct sl_mention_hold hold = {
            .kind = SL_MENTION_APART, .reason = reason, .left = 1, .right = others[i]
        };
        SL_CHECK_OK(sl_mention_holds_add(&holds, &hold, NULL), NULL);
    }
    changes->begun.count = changes->over.count = 0;
    SL_CHECK_OK(sl_hold_book_replace(book, 1, reason, &holds, changes, NULL), NULL);
    sl_mention_holds_finish(&holds);
}

static void a_hold_lasts_as_long_as_a_reason(void **state)
{
    struct sl_hold_book book = { 0 };
    struct sl_hold_changes changes = { .begun = { 0 } };

    (void)state;
    replace(&book, SL_HELD_RELATED, (const int64_t[]){ 2, 3, 0 }, &changes);
    SL_CHECK_U64(changes.begun.count, 2);
    replace(&book, SL_HELD_LISTED, (const int64_t[]){ 3, 4, 0 }, &changes);
    SL_CHECK_U64(changes.begun.count, 1);
    SL_CHECK_I64(changes.begun.items[0].right, 4);
    replace(&book, SL_HELD_RELATED, (const int64_t[]){ 5, 2, 0 }, &changes);
    SL_CHECK_U64(changes.begun.count, 1);
    SL_CHECK_I64(changes.begun.items[0].right, 5);
    SL_CHECK_U64(changes.over.count, 0); /* 3 is still listed, and 2 is said again */
    replace(&book, SL_HELD_LISTED, (const int64_t[]){ 0 }, &changes);
    SL_CHECK_U64(changes.begun.count, 0);
    SL_CHECK_U64(changes.over.count, 2);
    sl_mention_holds_finish(&changes.begun);
    sl_mention_holds_finish(&changes.over);
    sl_hold_book_finish(&book);
}

static void many_are_found_again(void **state)
{
    enum { COUNT = 5000 };
    struct sl_hold_book book = { 0 };
    struct sl_hold_changes changes = { .begun = { 0 } };
    const struct sl_mention_holds none = { 0 };

    (void)state;
    for (int64_t i = 1; i <= COUNT; i++) {
        const struct sl_mention_hold hold = {
            .kind = SL_MENTION_PARENT, .reason = SL_HELD_RELATED, .left = i + 1, .right = i
        };
        SL_CHECK_OK(sl_hold_book_add(&book, &hold, NULL), NULL);
    }
    SL_CHECK_OK(
        sl_hold_book_replace(&book, COUNT / 2, SL_HELD_RELATED, &none, &changes, NULL), NULL
    );
    SL_CHECK_U64(changes.over.count, 2);
    SL_CHECK_U64(changes.over.items[0].kind, SL_MENTION_PARENT);
    sl_mention_holds_finish(&changes.over);
    sl_hold_book_finish(&book);
}

static enum sl_status add(void *context)
{
    const struct sl_mention_hold hold = { .kind = SL_MENTION_APART, .left = 1, .right = 2 };
    struct sl_hold_book book = { 0 };

    (void)context;
    const enum sl_status status = sl_hold_book_add(&book, &hold, NULL);
    sl_hold_book_finish(&book);
    return status;
}

static void failing_allocations(void **state)
{
    (void)state;
    assert_true(sl_test_failing_allocations(add, NULL) > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_hold_lasts_as_long_as_a_reason),
        cmocka_unit_test(many_are_found_again),
        cmocka_unit_test(failing_allocations),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
