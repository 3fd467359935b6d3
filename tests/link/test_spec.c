/* SPDX-License-Identifier: Apache-2.0 */
#include "link/spec.h"

#include <string.h>

#include "base/arena.h"
#include "base/hash.h"
#include "support/support.h"

#define ARENA_LIMIT_BYTES ((size_t)1 << 20)

static int set_up(void **state)
{
    static struct sl_arena arena;
    sl_arena_init(&arena, ARENA_LIMIT_BYTES);
    *state = &arena;
    return 0;
}

static int tear_down(void **state)
{
    sl_arena_finish(*state);
    return 0;
}

static void test_reads_columns_and_kinds(void **state)
{
    struct sl_spec spec;
    struct sl_error err;

    SL_CHECK_OK(
        sl_spec_parse(
            SL_STR(" first name = given_name ,a=b=surname,\"x, \"\"y\"\"\" = dob"),
            *state,
            &spec,
            &err
        ),
        &err
    );
    SL_CHECK_U64(spec.count, 3);
    SL_CHECK_STR(spec.fields[0].column, "first name");
    SL_CHECK_STR(spec.fields[1].column, "a=b");
    SL_CHECK_STR(spec.fields[2].column, "x, \"y\"");
    SL_CHECK_U64(spec.fields[0].kind, SL_KIND_GIVEN_NAME);
    SL_CHECK_U64(spec.fields[1].kind, SL_KIND_SURNAME);
    SL_CHECK_U64(spec.fields[2].kind, SL_KIND_DOB);
    assert_int_equal(spec.fields[1].column.ptr[3], '\0');
}

static void test_refuses_what_is_no_specification(void **state)
{
    static const struct {
        const char *text;
        const char *message;
    } rows[] = {
        {"",                            "no column is named to compare"              },
        { "   ",                        "no column is named to compare"              },
        { "a=dob,",                     "a column=kind pair is empty"                },
        { ",a=dob",                     "a column=kind pair is empty"                },
        { "a",                          "a column has no kind"                       },
        { "\"a\"",                      "a column has no kind"                       },
        { "\"a\"b=dob",                 "a column has no kind"                       },
        { "=dob",                       "a kind has no column"                       },
        { "\"\"=dob",                   "a kind has no column"                       },
        { "a=dob,a=town",               "the column 'a' is named twice"              },
        { "\"a=dob",                    "a quote is not closed in '\"a=dob'"         },
        { "a=day,b=month",              "day, month and year must be one column each"},
        { "a=year",                     "day, month and year must be one column each"},
        { "a=day,b=day,c=month,d=year", "day, month and year must be one column each"},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct sl_spec spec = { .count = 77 };
        struct sl_error err = { .status = SL_OK };
        SL_CHECK_STATUS(sl_spec_parse(sl_str_from(rows[i].text), *state, &spec, &err), SL_INVALID);
        SL_CHECK_STR(sl_str_from(err.message), rows[i].message);
        SL_CHECK_U64(err.status, SL_INVALID);
        SL_CHECK_U64(spec.count, 77);
    }
}

static void test_names_an_unknown_kind_and_the_known_ones(void **state)
{
    struct sl_spec spec;
    struct sl_error err;

    SL_CHECK_STATUS(sl_spec_parse(SL_STR("a=dob,b=name"), *state, &spec, &err), SL_INVALID);
    SL_CHECK_U64(err.status, SL_INVALID);
    assert_non_null(strstr(err.message, "name"));
    SL_CHECK_STR(sl_str_from(err.detail), "for the column 'b'");
    assert_non_null(strstr(err.hint, "given_name"));
}

static void test_has_a_limit(void **state)
{
    struct sl_buf text;
    struct sl_spec spec;

    sl_buf_init(&text, ARENA_LIMIT_BYTES);
    for (unsigned i = 0; i < SL_COLUMN_LIMIT; i++) {
        sl_buf_addf(&text, "%sc%u=text", i == 0 ? "" : ",", i);
    }
    SL_CHECK_STATUS(sl_spec_parse(sl_buf_str(&text), *state, &spec, NULL), SL_OK);
    sl_buf_addf(&text, ",more=text");
    SL_CHECK_STATUS(sl_spec_parse(sl_buf_str(&text), *state, &spec, NULL), SL_LIMIT);
    sl_buf_finish(&text);
}

static void test_print_and_parse_are_inverse(void **state)
{
    static const char letters[] = "ab=,\" .";
    struct sl_random random;
    struct sl_buf text;

    sl_random_init(&random, sl_test_seed());
    sl_buf_init(&text, ARENA_LIMIT_BYTES);
    for (unsigned round = 0; round < 2000; round++) {
        char names[4][8];
        struct sl_spec spec = { .count = 1 + sl_random_below(&random, 4) };
        struct sl_spec again;
        for (size_t i = 0; i < spec.count; i++) {
            const size_t len = 1 + sl_random_below(&random, 6);
            names[i][0] = (char)('p' + (char)i); /* so that no two are the same */
            for (size_t k = 1; k < len; k++) {
                names[i][k] = letters[sl_random_below(&random, sizeof(letters) - 1)];
            }
            spec.fields[i].column = (struct sl_str){ .ptr = names[i], .len = len };
            spec.fields[i].kind = SL_KIND_DOB;
        }
        sl_buf_clear(&text);
        sl_spec_print(&spec, &text);
        SL_CHECK_STATUS(sl_spec_parse(sl_buf_str(&text), *state, &again, NULL), SL_OK);
        SL_CHECK_U64(again.count, spec.count);
        for (size_t i = 0; i < spec.count; i++) {
            SL_CHECK_BYTES(again.fields[i].column, spec.fields[i].column);
        }
        sl_arena_reset(*state);
    }
    sl_buf_finish(&text);
}

static void test_finds_columns_or_lists_them(void **state)
{
    const struct sl_str columns[] = { SL_STR("id"), SL_STR("born"), SL_STR("name") };
    struct sl_spec spec;
    struct sl_error err;
    size_t indexes[SL_COLUMN_LIMIT];

    SL_CHECK_STATUS(sl_spec_parse(SL_STR("name=surname,born=dob"), *state, &spec, NULL), SL_OK);
    SL_CHECK_OK(sl_spec_resolve(&spec, columns, 3, indexes, &err), &err);
    SL_CHECK_U64(indexes[0], 2);
    SL_CHECK_U64(indexes[1], 1);
    SL_CHECK_STATUS(sl_spec_resolve(&spec, columns, 2, indexes, &err), SL_INVALID);
    SL_CHECK_STR(sl_str_from(err.message), "the file has no column 'name'");
    SL_CHECK_STR(sl_str_from(err.hint), "Its columns are: id, born.");
}

/* A slip of the pen, or other capitals; not another word. */
static void test_names_the_nearest(void **state)
{
    static const struct sl_str names[] = {
        {"surname",        7 },
        { "forename",      8 },
        { "id",            2 },
        { "Date of Birth", 13}
    };
    static const char *const rows[][2] = {
        {"surnme",         "surname"      },
        { "SURNAME",       "surname"      },
        { "srnmae",        "surname"      },
        { "date of birth", "Date of Birth"},
        { "dob",           ""             },
        { "ip",            ""             }, /* half of it is another */
        { "",              ""             },
    };
    struct sl_error err;
    size_t index = 0;

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        SL_CHECK_STR(sl_spec_near(sl_str_from(rows[i][0]), names, 4), rows[i][1]);
    }
    SL_CHECK_STATUS(sl_spec_find(SL_STR("surnme"), names, 4, &index, &err), SL_INVALID);
    SL_CHECK_STR(
        sl_str_from(err.hint),
        "Did you mean 'surname'? Its columns are: surname, forename, id, Date of Birth."
    );
}

static void test_sees_other_separators(void **state)
{
    const struct sl_str semicolons = SL_STR("id;born;name");
    const struct sl_str two[] = { SL_STR("a|b"), SL_STR("c") };
    struct sl_error err;
    size_t index = 0;

    (void)state;
    SL_CHECK_STR(sl_str_from(sl_spec_separator(&semicolons, 1)), "semicolons");
    SL_CHECK_STR(sl_str_from(sl_spec_separator(two, 1)), "vertical bars");
    assert_null(sl_spec_separator(two, 2));
    assert_null(sl_spec_separator(&two[1], 1));
    SL_CHECK_STATUS(sl_spec_find(SL_STR("id"), &semicolons, 1, &index, &err), SL_INVALID);
    SL_CHECK_STR(sl_str_from(err.hint), "Its header has semicolons where commas should be.");
}

static void test_lists_as_many_columns_as_fit(void **state)
{
    struct sl_str columns[60];
    struct sl_error err;
    size_t index = 0;

    (void)state;
    for (size_t i = 0; i < 60; i++) {
        columns[i] = SL_STR("a rather long name");
    }
    SL_CHECK_STATUS(sl_spec_find(SL_STR("id"), columns, 60, &index, &err), SL_INVALID);
    assert_non_null(strstr(err.hint, " ... and others."));
}

static void test_aligns_kinds_in_order(void **state)
{
    struct sl_spec first;
    struct sl_spec second;
    struct sl_error err;
    size_t order[SL_COLUMN_LIMIT];

    SL_CHECK_STATUS(
        sl_spec_parse(SL_STR("a=surname,b=address,c=address"), *state, &first, NULL), SL_OK
    );
    SL_CHECK_STATUS(
        sl_spec_parse(SL_STR("x=address,y=surname,z=address"), *state, &second, NULL), SL_OK
    );
    SL_CHECK_OK(sl_spec_align(&first, &second, order, &err), &err);
    SL_CHECK_U64(order[0], 1);
    SL_CHECK_U64(order[1], 0);
    SL_CHECK_U64(order[2], 2);

    SL_CHECK_STATUS(sl_spec_parse(SL_STR("x=address,y=surname"), *state, &second, NULL), SL_OK);
    SL_CHECK_STATUS(sl_spec_align(&first, &second, order, &err), SL_INVALID);
    SL_CHECK_STR(sl_str_from(err.detail), "of the kind address the first has 2, the second 1");
}

static void test_takes_items_of_a_list(void **state)
{
    struct sl_str rest = SL_STR(" a b ,\"c,\"\"d\",");
    struct sl_str item;

    SL_CHECK_STATUS(sl_spec_take(&rest, *state, &item, NULL), SL_OK);
    SL_CHECK_STR(item, "a b");
    SL_CHECK_STATUS(sl_spec_take(&rest, *state, &item, NULL), SL_OK);
    SL_CHECK_STR(item, "c,\"d");
    assert_non_null(rest.ptr);
    SL_CHECK_STATUS(sl_spec_take(&rest, *state, &item, NULL), SL_OK);
    SL_CHECK_STR(item, "");
    assert_null(rest.ptr);

    rest = SL_STR("\"a\" b,c");
    SL_CHECK_STATUS(sl_spec_take(&rest, *state, &item, NULL), SL_INVALID);
}

static enum sl_status parse_afresh(void *context)
{
    struct sl_spec spec;
    struct sl_arena arena;

    (void)context;
    sl_arena_init(&arena, ARENA_LIMIT_BYTES);
    const enum sl_status status = sl_spec_parse(SL_STR("a=dob,\"b\"=surname"), &arena, &spec, NULL);
    sl_arena_finish(&arena);
    return status;
}

static void test_survives_failing_allocations(void **state)
{
    (void)state;
    assert_true(sl_test_failing_allocations(parse_afresh, NULL) > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_reads_columns_and_kinds),
        cmocka_unit_test(test_refuses_what_is_no_specification),
        cmocka_unit_test(test_names_an_unknown_kind_and_the_known_ones),
        cmocka_unit_test(test_has_a_limit),
        cmocka_unit_test(test_print_and_parse_are_inverse),
        cmocka_unit_test(test_finds_columns_or_lists_them),
        cmocka_unit_test(test_names_the_nearest),
        cmocka_unit_test(test_sees_other_separators),
        cmocka_unit_test(test_lists_as_many_columns_as_fit),
        cmocka_unit_test(test_aligns_kinds_in_order),
        cmocka_unit_test(test_takes_items_of_a_list),
        cmocka_unit_test(test_survives_failing_allocations),
    };
    /* Set-up and tear-down for the whole group: tests share one arena. */
    return cmocka_run_group_tests_name("link/spec", tests, set_up, tear_down);
}
