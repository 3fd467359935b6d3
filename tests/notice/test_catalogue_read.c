/* SPDX-License-Identifier: Apache-2.0 */
#include "notice/catalogue_read.h"

#include <string.h>

#include "example.h"
#include "notice/clock.h"

static struct sl_yaml_node make_text(const char *text)
{
    return (struct sl_yaml_node
    ){ .kind = SL_YAML_TEXT, .line = 4, .column = 9, .text = sl_str_from(text) };
}

static void test_term(void **state)
{
    const struct sl_catalogue_names bases = { sl_clock_basis_terms(), SL_BASIS_COUNT, "basis" };
    const struct sl_catalogue_names kinds = { sl_event_kind_terms(),
                                              SL_EVENT_KIND_COUNT,
                                              "kind of event" };
    const struct sl_yaml_node good = make_text("local"), bad = make_text("Local");
    struct sl_error err = { .status = SL_OK };
    unsigned term = 0;
    (void)state;
    SL_CHECK_OK(sl_catalogue_term(&good, bases, &term, &err), &err);
    SL_CHECK_U64(term, SL_BASIS_LOCAL);
    SL_CHECK_STATUS(sl_catalogue_term(&bad, bases, &term, &err), SL_INVALID);
    SL_CHECK_STR(sl_str_from(err.message), "there is no basis 'Local'");
    SL_CHECK_STR(sl_str_from(err.detail), "line 4, column 9");
    SL_CHECK_STR(sl_str_from(err.hint), "It may be: statutory, local, to_check.");
    SL_CHECK_STATUS(sl_catalogue_term(&bad, kinds, &term, &err), SL_INVALID);
    assert_true(strlen(err.hint) > 100);
    SL_CHECK_U64(term, SL_BASIS_LOCAL);
}

static void test_line_and_id(void **state)
{
    static const char *const bad_ids[] = { "", "A", "a b", "a_b", "\xC3\xA4" };
    const struct sl_yaml_node line = make_text("A line"), blank = make_text(" a"),
                              id = make_text("a-1");
    struct sl_str text = SL_STR("");
    (void)state;
    SL_CHECK_OK(sl_catalogue_line(&line, &text, NULL), NULL);
    SL_CHECK_STR(text, "A line");
    SL_CHECK_STATUS(sl_catalogue_line(&blank, &text, NULL), SL_INVALID);
    SL_CHECK_OK(sl_catalogue_id(&id, &text, NULL), NULL);
    SL_CHECK_STR(text, "a-1");
    for (size_t i = 0; i < sizeof(bad_ids) / sizeof(bad_ids[0]); i++) {
        const struct sl_yaml_node node = make_text(bad_ids[i]);
        SL_CHECK_STATUS(sl_catalogue_id(&node, &text, NULL), SL_INVALID);
    }
}

static enum sl_status make_room(void *context)
{
    const struct sl_yaml_node node = { .kind = SL_YAML_LIST, .count = 3 };
    struct sl_arena arena;
    int64_t *items = NULL;
    (void)context;
    sl_arena_init(&arena, EXAMPLE_LIMIT_BYTES);
    const enum sl_status status = sl_catalogue_room(&node, 3, sizeof(*items), &arena, &items, NULL);
    if (status == SL_OK) {
        items[2] = 1;
    }
    sl_arena_finish(&arena);
    return status;
}

static void test_room(void **state)
{
    const struct sl_yaml_node empty = { .kind = SL_YAML_LIST, .name = SL_STR("stops") };
    const struct sl_yaml_node long_one = { .kind = SL_YAML_LIST, .count = 4 };
    struct sl_error err = { .status = SL_OK };
    struct sl_arena arena;
    int64_t *items = NULL;
    (void)state;
    sl_arena_init(&arena, EXAMPLE_LIMIT_BYTES);
    SL_CHECK_STATUS(sl_catalogue_room(&empty, 3, sizeof(*items), &arena, &items, &err), SL_INVALID);
    SL_CHECK_STR(sl_str_from(err.message), "'stops' has 1 to 3 items");
    SL_CHECK_STATUS(
        sl_catalogue_room(&long_one, 3, sizeof(*items), &arena, &items, &err), SL_INVALID
    );
    assert_null(items);
    sl_arena_finish(&arena);
    SL_CHECK_U64(sl_test_failing_allocations(make_room, NULL), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_term),
        cmocka_unit_test(test_line_and_id),
        cmocka_unit_test(test_room),
    };
    return cmocka_run_group_tests_name("notice/catalogue_read", tests, NULL, NULL);
}
