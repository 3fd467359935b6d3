/* SPDX-License-Identifier: Apache-2.0 */
#include "ledger/erase_order.h"

#include "ledger/deeds.h"
#include "support/support.h"

static struct sl_entry order_of(const char *kind)
{
    return (struct sl_entry){
        .verb = SL_VERB_ERASE,
        .outcome = SL_OUTCOME_ALLOWED,
        .texts = { [SL_ENTRY_KIND] = sl_str_from(kind) },
    };
}

static void one_text_for_one_order(void **state)
{
    static const uint64_t indexes[] = { 0, 3, 7, 8, 9, 11, UINT64_MAX - 1, UINT64_MAX };
    static const struct {
        bool parts[SL_PART_COUNT];
        size_t first, count;
        const char *text;
    } rows[] = {
        {{ true, false },  0, 1, "who 0"                                                    },
        { { false, true }, 1, 4, "about 3,7-9"                                              },
        { { true, true },  0, 8, "both 0,3,7-9,11,18446744073709551614-18446744073709551615"},
        { { true, true },  2, 2, "both 7-8"                                                 },
    };
    struct sl_buf kind;

    (void)state;
    sl_buf_init(&kind, SL_ERASE_ORDER_ROOM_BYTES);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct sl_erase_order order = {
            .parts = {rows[i].parts[0], rows[i].parts[1]},
            .indexes = indexes + rows[i].first,
            .count = rows[i].count,
        };
        SL_CHECK_U64(sl_erase_order_print(&order, &kind), rows[i].count);
        SL_CHECK_STR(sl_buf_str(&kind), rows[i].text);
        uint64_t back[8];
        struct sl_erase_order read;
        SL_CHECK_OK(sl_erase_order_parse(sl_buf_str(&kind), back, 8, &read, NULL), NULL);
        SL_CHECK_U64(read.count, order.count);
        assert_memory_equal(read.parts, order.parts, sizeof read.parts);
        assert_memory_equal(back, order.indexes, order.count * sizeof back[0]);
        const struct sl_entry entry = order_of(kind.ptr);
        for (uint64_t index = 0; index < 14; index++) {
            bool is_in = false;
            for (size_t j = 0; j < order.count; j++) {
                is_in = is_in || order.indexes[j] == index;
            }
            for (enum sl_part_index part = SL_PART_WHO; part < SL_PART_COUNT; part++) {
                assert_int_equal(
                    sl_erase_order_covers(&entry, index, part), is_in && order.parts[part]
                );
            }
        }
    }
    sl_buf_finish(&kind);
}

/* What does not fit is left for the next order, and never half a span is written. */
static void as_much_as_fits(void **state)
{
    uint64_t indexes[300];
    struct sl_buf kind;
    size_t done = 0;
    size_t orders = 0;

    (void)state;
    sl_buf_init(&kind, SL_ERASE_ORDER_ROOM_BYTES);
    for (size_t i = 0; i < 300; i++) {
        indexes[i] = 1000 + 2 * i - i % 2;
    }
    for (; done < 300; orders++) {
        const struct sl_erase_order order = { .parts = { true },
                                              .indexes = indexes + done,
                                              .count = 300 - done };
        const size_t taken = sl_erase_order_print(&order, &kind);
        assert_true(taken > 0 && kind.len <= SL_ENTRY_TEXT_BYTES);
        const struct sl_entry entry = order_of(kind.ptr);
        for (size_t i = 0; i < 300; i++) {
            assert_int_equal(
                sl_erase_order_covers(&entry, indexes[i], SL_PART_WHO),
                i >= done && i < done + taken
            );
        }
        done += taken;
    }
    assert_true(orders > 3);
    sl_buf_finish(&kind);
}

static void what_is_no_order(void **state)
{
    static const char *const kinds[] = {
        "",          "who",
        "who ",      "all 5",
        "who5",      "who  5",
        "who 05",    "who 5 ",
        "who 5,",    "who ,5",
        "who 5-",    "who 5-5",
        "who 6-5",   "who -5",
        "who +5",    "who 4,5",
        "who 5,5",   "who 6,5",
        "who 5,6",   "Who 5",
        "who 5-6,7", "who 5;7",
        "who 5.0",   "both 5-x",
        "who 3-7,5", "who 5,18446744073709551616",
        "who 00",    "who 5,99999999999999999999",
    };

    (void)state;
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        const struct sl_entry entry = order_of(kinds[i]);
        if (sl_erase_order_covers(&entry, 5, SL_PART_WHO) ||
            sl_erase_order_covers(&entry, 0, SL_PART_WHO)) {
            fail_msg("'%s' is taken for an order", kinds[i]);
        }
        uint64_t indexes[8];
        struct sl_erase_order order;
        SL_CHECK_STATUS(
            sl_erase_order_parse(sl_str_from(kinds[i]), indexes, 8, &order, NULL), SL_INVALID
        );
    }
}

static void as_many_as_there_is_room_for(void **state)
{
    static const struct {
        const char *text;
        enum sl_status status;
    } rows[] = {
        {"who 1-3",                     SL_OK   },
        { "who 1-4",                    SL_LIMIT},
        { "who 1,3-4",                  SL_OK   },
        { "who 1,3-4,6",                SL_LIMIT},
        { "who 1,3-5",                  SL_LIMIT},
        { "who 0-18446744073709551615", SL_LIMIT},
    };
    uint64_t indexes[3];
    struct sl_erase_order order;

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        SL_CHECK_STATUS(
            sl_erase_order_parse(sl_str_from(rows[i].text), indexes, 3, &order, NULL),
            rows[i].status
        );
    }
}

static void only_an_order_that_was_allowed(void **state)
{
    struct sl_entry entry = order_of("both 5");

    (void)state;
    assert_true(sl_erase_order_covers(&entry, 5, SL_PART_ABOUT));
    entry.outcome = SL_OUTCOME_REFUSED;
    assert_false(sl_erase_order_covers(&entry, 5, SL_PART_ABOUT));
    entry.outcome = SL_OUTCOME_ALLOWED;
    entry.verb = SL_VERB_READ;
    assert_false(sl_erase_order_covers(&entry, 5, SL_PART_ABOUT));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_text_for_one_order),
        cmocka_unit_test(as_much_as_fits),
        cmocka_unit_test(what_is_no_order),
        cmocka_unit_test(as_many_as_there_is_room_for),
        cmocka_unit_test(only_an_order_that_was_allowed),
    };
    return cmocka_run_group_tests_name("ledger/erase_order", tests, NULL, NULL);
}
