/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/profile_text.h"

#include <string.h>

#include "support/support.h"

static const struct sl_csv_short whole = { .count = 0 };

/* Three records: an id, a surname once unknown, and a column that nobody knows. */
static struct sl_profile *profile_three(void)
{
    const struct sl_str columns[] = { SL_STR("id"), SL_STR("surname"), SL_STR("it's") };
    const struct sl_str rows[3][3] = {
        {SL_STR("1"),  SL_STR("Khan"),    SL_STR("")},
        { SL_STR("2"), SL_STR("Ward"),    SL_STR("")},
        { SL_STR("3"), SL_STR("unknown"), SL_STR("")},
    };
    struct sl_profile *profile = NULL;

    SL_CHECK_STATUS(sl_profile_open(columns, 3, &profile, NULL), SL_OK);
    for (size_t i = 0; i < 3; i++) {
        SL_CHECK_STATUS(sl_profile_add(profile, rows[i], NULL), SL_OK);
    }
    SL_CHECK_STATUS(sl_profile_finish(profile, NULL), SL_OK);
    return profile;
}

static void test_tables_and_a_line(void **state)
{
    struct sl_profile *profile = profile_three();
    struct sl_buf buf;

    (void)state;
    sl_buf_init(&buf, 10000);
    sl_profile_text(profile, "my people.csv", &whole, &buf);
    SL_CHECK_STR(
        sl_buf_str(&buf),
        "3 records, 3 columns\n"
        "\n"
        "column   filled   distinct  proposal      why\n"
        "id       100.0%          3  --id          the column's name says so, and every record has "
        "its own\n"
        "surname   66.7%          2  surname       the column's name says so (1 not known)\n"
        "it's       0.0%          0  -             it is empty\n"
        "\n"
        "id       values 1 (1), 2 (1), 3 (1)\n"
        "         shapes 9 (3)\n"
        "surname  values Khan (1), Ward (1)\n"
        "         shapes Aa+ (2)\n"
        "\n"
        "sightline link dedupe 'my people.csv' --id id --fields surname=surname"
        " --out clusters.csv\n"
    );
    sl_buf_finish(&buf);
    sl_profile_close(profile);
}

/* Ids and sources are not compared; they have options of their own. */
static void test_sources_have_an_option(void **state)
{
    const struct sl_str columns[] = { SL_STR("agency"), SL_STR("surname") };
    struct sl_profile *profile = NULL;
    struct sl_buf buf;

    (void)state;
    SL_CHECK_STATUS(sl_profile_open(columns, 2, &profile, NULL), SL_OK);
    for (unsigned i = 0; i < 20; i++) {
        const struct sl_str row[] = { i % 2 == 0 ? SL_STR("gmp") : SL_STR("nhs"),
                                      i % 3 == 0 ? SL_STR("Khan") : SL_STR("Ward") };
        SL_CHECK_STATUS(sl_profile_add(profile, row, NULL), SL_OK);
    }
    SL_CHECK_STATUS(sl_profile_finish(profile, NULL), SL_OK);
    sl_buf_init(&buf, 10000);
    sl_profile_text(profile, "f.csv", &whole, &buf);
    assert_non_null(strstr(buf.ptr, "\nagency   100.0%          2  --source      its name says"));
    assert_non_null(strstr(buf.ptr, " --number-rows --source agency --fields surname=surname "));
    sl_buf_finish(&buf);
    json_t *json = sl_profile_json(profile, &whole);
    SL_CHECK_STR(sl_str_from(json_string_value(json_object_get(json, "source"))), "agency");
    assert_true(json_is_null(json_object_get(json, "id")));
    json_decref(json);
    sl_profile_close(profile);
}

static void test_short_rows_are_told_first(void **state)
{
    const struct sl_csv_short one = { .count = 1, .first_line = 902 };
    const struct sl_csv_short many = { .count = 1234, .first_line = 7 };
    struct sl_profile *profile = profile_three();
    struct sl_buf buf;

    (void)state;
    sl_buf_init(&buf, 10000);
    sl_profile_text(profile, "f.csv", &one, &buf);
    assert_non_null(strstr(buf.ptr, "\n1 row has fewer fields than the header, in line 902.\n"));
    assert_true(sl_str_ends(
        sl_buf_str(&buf), SL_STR("--fields surname=surname --fill-short-rows --out clusters.csv\n")
    ));
    sl_buf_clear(&buf);
    sl_profile_text(profile, "f.csv", &many, &buf);
    assert_non_null(strstr(
        buf.ptr,
        "\n1,234 rows have fewer fields than the header, the first in "
        "line 7.\n"
    ));
    sl_buf_finish(&buf);
    json_t *json = sl_profile_json(profile, &many);
    SL_CHECK_I64(json_integer_value(json_object_get(json, "short_rows")), 1234);
    json_decref(json);
    sl_profile_close(profile);
}

static void test_json_has_every_column(void **state)
{
    struct sl_profile *profile = profile_three();
    json_t *json = sl_profile_json(profile, &whole);
    const json_t *columns = json_object_get(json, "columns");

    (void)state;
    SL_CHECK_U64(json_array_size(columns), 3);
    SL_CHECK_STR(
        sl_str_from(json_string_value(json_object_get(json, "fields"))), "surname=surname"
    );
    SL_CHECK_STR(sl_str_from(json_string_value(json_object_get(json, "id"))), "id");
    const json_t *surname = json_array_get(columns, 1);
    SL_CHECK_I64(json_integer_value(json_object_get(surname, "placeholders")), 1);
    SL_CHECK_STR(sl_str_from(json_string_value(json_object_get(surname, "use"))), "field");
    assert_true(json_is_null(json_object_get(json_array_get(columns, 2), "kind")));
    json_decref(json);
    sl_profile_close(profile);
}

static void test_says_when_nothing_can_be_proposed(void **state)
{
    const struct sl_str column = SL_STR("x");
    struct sl_profile *profile = NULL;
    struct sl_buf buf;

    (void)state;
    sl_buf_init(&buf, 10000);
    SL_CHECK_STATUS(sl_profile_open(&column, 1, &profile, NULL), SL_OK);
    SL_CHECK_STATUS(sl_profile_finish(profile, NULL), SL_OK);
    sl_profile_text(profile, "f", &whole, &buf);
    assert_non_null(strstr(buf.ptr, "No column could be proposed"));
    sl_profile_close(profile);
    sl_buf_finish(&buf);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_tables_and_a_line),
        cmocka_unit_test(test_sources_have_an_option),
        cmocka_unit_test(test_short_rows_are_told_first),
        cmocka_unit_test(test_json_has_every_column),
        cmocka_unit_test(test_says_when_nothing_can_be_proposed),
    };
    return cmocka_run_group_tests_name("cli/profile_text", tests, NULL, NULL);
}
