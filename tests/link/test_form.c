/* SPDX-License-Identifier: Apache-2.0 */
#include "link/form.h"

#include <string.h>

#include "base/memory.h"
#include "support/support.h"

/* A form and its schema. */
struct desk {
    struct sl_schema schema;
    struct sl_form form;
};

static void open_desk(struct desk *desk, const enum sl_kind *kinds, size_t count)
{
    struct sl_error err = { .status = SL_OK };
    SL_CHECK_OK(sl_schema_init(&desk->schema, kinds, NULL, count, &err), &err);
    SL_CHECK_OK(sl_form_open(&desk->form, &desk->schema, &err), &err);
}

static void close_desk(struct desk *desk)
{
    sl_form_close(&desk->form);
    sl_schema_finish(&desk->schema);
}

/* Fill from one text a column. */
static void fill(struct desk *desk, const char *const *texts, size_t count)
{
    struct sl_str raw[SL_COLUMN_LIMIT] = {
        {NULL, 0}
    };
    SL_CHECK_U64(count, desk->schema.column_count);
    for (size_t column = 0; column < count; column++) {
        raw[column] = sl_str_from(texts[column]);
    }
    SL_CHECK_STATUS(sl_form_fill(&desk->form, raw, NULL), SL_OK);
}

static void test_plain_columns_are_late_and_only_trimmed(void **state)
{
    static const enum sl_kind kinds[] = {
        SL_KIND_GIVEN_NAME, SL_KIND_DOB, SL_KIND_PHONE, SL_KIND_CATEGORY
    };
    static const char *const texts[] = { " O'Brien\t", "02/03/2015 ", "", "  " };
    struct desk desk;
    (void)state;
    open_desk(&desk, kinds, 4);
    for (unsigned field = 0; field < 4; field++) {
        assert_true(sl_form_is_late(&desk.schema, field));
    }
    fill(&desk, texts, 4);
    SL_CHECK_STR(desk.form.values[0], "O'Brien");
    SL_CHECK_STR(desk.form.values[1], "02/03/2015");
    SL_CHECK_STR(desk.form.values[2], "");
    SL_CHECK_STR(desk.form.values[3], "");
    close_desk(&desk);
}

/* The normal forms themselves are the record floor's; here each kind must meet its own. */
static void test_each_kind_has_its_normal_form(void **state)
{
    static const struct {
        enum sl_kind kind;
        const char *raw, *normal;
    } rows[] = {
        {SL_KIND_GIVEN_NAME,  "Baby Boy",           ""                },
        { SL_KIND_GIVEN_NAME, "Zo\xc3\xab",         "zoe"             },
        { SL_KIND_SURNAME,    "O'Brien",            "obrien"          },
        { SL_KIND_SURNAME,    "Baby",               "baby"            },
        { SL_KIND_DOB,        "2nd March 2015",     "20150302"        },
        { SL_KIND_SEX,        "Female",             "f"               },
        { SL_KIND_POSTCODE,   "M13 9PL",            "m139pl"          },
        { SL_KIND_PHONE,      "+44 161 496 0000",   "01614960000"     },
        { SL_KIND_EMAIL,      "A.B@Example.org",    "a.b@example.org" },
        { SL_KIND_CATEGORY,   "White: British",     "white british"   },
        { SL_KIND_TEXT,       "Agricultural, lab.", "agricultural lab"},
        { SL_KIND_TEXT,       "not known",          ""                },
    };
    (void)state;
    struct sl_buf out;
    sl_buf_init(&out, 4096);
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct desk desk;
        open_desk(&desk, &rows[i].kind, 1);
        sl_buf_clear(&out);
        sl_buf_add(&out, SL_STR("kept "));
        sl_form_normal(&desk.form, 0, sl_str_from(rows[i].raw), &out);
        SL_CHECK_STR(sl_str_part(sl_buf_str(&out), 5, SIZE_MAX), rows[i].normal);
        close_desk(&desk);
    }
    sl_buf_finish(&out);
}

static void test_the_order_of_dates_is_that_of_the_column(void **state)
{
    static const enum sl_kind kind = SL_KIND_DOB;
    struct desk desk;
    struct sl_buf out;
    (void)state;
    open_desk(&desk, &kind, 1);
    sl_buf_init(&out, 4096);
    desk.form.date_order[0] = SL_DATE_MONTH_FIRST;
    sl_form_normal(&desk.form, 0, SL_STR("02/03/2015"), &out);
    SL_CHECK_STR(sl_buf_str(&out), "20150203");
    sl_buf_clear(&out);
    desk.form.date_order[0] = SL_DATE_DAY_FIRST;
    sl_form_normal(&desk.form, 0, SL_STR("02/03/2015"), &out);
    SL_CHECK_STR(sl_buf_str(&out), "20150302");
    sl_buf_finish(&out);
    close_desk(&desk);
}

static void test_a_long_value_is_cut_between_words(void **state)
{
    static const enum sl_kind kind = SL_KIND_TEXT;
    struct desk desk;
    struct sl_buf out;
    char text[400];
    (void)state;
    open_desk(&desk, &kind, 1);
    sl_buf_init(&out, 4096);
    for (size_t blank = SL_VALUE_LIMIT_BYTES - 2; blank <= SL_VALUE_LIMIT_BYTES + 1; blank++) {
        memset(text, 'b', sizeof(text));
        text[blank] = ' ';
        sl_buf_clear(&out);
        sl_form_normal(&desk.form, 0, (struct sl_str){ text, sizeof(text) }, &out);
        const size_t cut = blank == SL_VALUE_LIMIT_BYTES - 1 ? blank : SL_VALUE_LIMIT_BYTES;
        SL_CHECK_BYTES(sl_buf_str(&out), ((struct sl_str){ text, cut }));
    }
    sl_buf_finish(&out);
    close_desk(&desk);
}

static void test_three_columns_make_a_date(void **state)
{
    static const enum sl_kind kinds[] = { SL_KIND_MONTH, SL_KIND_YEAR, SL_KIND_DAY };
    static const struct {
        const char *texts[3];
        const char *date;
    } rows[] = {
        {{ "3", "2015", "2" },       "20150302"},
        { { "March", "2015", "02" }, "20150302"},
        { { "", "2015", "" },        "20150000"},
        { { "3", "2015", "" },       "20150300"},
        { { "", "", "" },            ""        },
    };
    struct desk desk;
    (void)state;
    open_desk(&desk, kinds, 3);
    assert_false(sl_form_is_late(&desk.schema, 0));
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        fill(&desk, rows[i].texts, 3);
        SL_CHECK_STR(desk.form.values[0], rows[i].date);
    }
    close_desk(&desk);
    open_desk(&desk, &kinds[1], 1); /* a year alone */
    fill(&desk, rows[0].texts + 1, 1);
    SL_CHECK_STR(desk.form.values[0], "20150000");
    close_desk(&desk);
}

struct name_case {
    const char *texts[3];
    const char *given, *surname, *rest;
};

static void check_names(struct desk *desk, const struct name_case *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        fill(desk, rows[i].texts, desk->schema.column_count);
        SL_CHECK_STR(desk->form.values[desk->schema.given], rows[i].given);
        SL_CHECK_STR(desk->form.values[desk->schema.surname], rows[i].surname);
        SL_CHECK_STR(desk->form.values[desk->schema.rest], rows[i].rest);
    }
}

static void test_a_full_name_alone_is_read_in_parts(void **state)
{
    static const enum sl_kind kind = SL_KIND_FULL_NAME;
    static const struct name_case rows[] = {
        {{ "John Smith" },              "john",  "smith",  ""           },
        { { "Smith, John" },            "john",  "smith",  ""           },
        { { " SMITH ,  John Paul " },   "john",  "smith",  "paul"       },
        { { "John Paul George Smith" }, "john",  "smith",  "paul george"},
        { { "Mr John Smith" },          "john",  "smith",  ""           },
        { { "John" },                   "john",  "",       ""           },
        { { "Smith," },                 "smith", "",       ""           },
        { { ", John" },                 "john",  "",       ""           },
        { { "" },                       "",      "",       ""           },
        { { " , " },                    "",      "",       ""           },
        { { "John O'Brien" },           "john",  "obrien", ""           },
        { { "John Smith Smith" },       "john",  "smith",  ""           },
    };
    struct desk desk;
    (void)state;
    open_desk(&desk, &kind, 1);
    for (unsigned field = 0; field < desk.schema.field_count; field++) {
        assert_false(sl_form_is_late(&desk.schema, field));
    }
    check_names(&desk, rows, sizeof(rows) / sizeof(rows[0]));
    close_desk(&desk);
}

static void test_a_full_name_beside_its_parts_never_counts_twice(void **state)
{
    static const enum sl_kind kinds[] = { SL_KIND_GIVEN_NAME, SL_KIND_SURNAME, SL_KIND_FULL_NAME };
    static const struct name_case rows[] = {
        {{ "John", "Smith", "John Smith" },            "john",      "smith", ""         },
        { { "John", "Smith", "John Paul Smith" },      "john",      "smith", "paul"     },
        { { "John", "Smith", "" },                     "john",      "smith", ""         },
        { { "", "Smith", "John Paul Smith" },          "john",      "smith", "paul"     },
        { { "John", "", "John Paul Smith" },           "john",      "smith", "paul"     },
        { { "", "", "John Paul Smith" },               "john",      "smith", "paul"     },
        { { "John", "Smith", "Smith John" },           "john",      "smith", ""         },
        { { "John", "Smith", "Jon Smyth" },            "john",      "smith", "jon smyth"},
        { { "John Paul", "Smith", "John Paul Smith" }, "john paul", "smith", ""         },
        { { "", "", "" },                              "",          "",      ""         },
    };
    struct desk desk;
    (void)state;
    open_desk(&desk, kinds, 3);
    check_names(&desk, rows, sizeof(rows) / sizeof(rows[0]));
    close_desk(&desk);
}

static void test_a_full_name_beside_one_part_gives_the_other(void **state)
{
    static const enum sl_kind kinds[] = { SL_KIND_SURNAME, SL_KIND_FULL_NAME };
    static const struct name_case rows[] = {
        {{ "Smith", "John Smith" },   "john", "smith", ""    },
        { { "Smith", "Smith, John" }, "john", "smith", ""    },
        { { "Smith", "Smith" },       "",     "smith", ""    },
        { { "", "John Paul Smith" },  "john", "smith", "paul"},
        { { "Smith", "" },            "",     "smith", ""    },
    };
    struct desk desk;
    (void)state;
    open_desk(&desk, kinds, 2);
    check_names(&desk, rows, sizeof(rows) / sizeof(rows[0]));
    close_desk(&desk);
}

/* A surname before a comma goes where another column says the same, and nowhere else. */
static void test_a_name_of_the_other_column_is_left_out(void **state)
{
    static const enum sl_kind kinds[] = { SL_KIND_GIVEN_NAME, SL_KIND_SURNAME };
    static const struct {
        const char *texts[2];
        const char *given, *surname;
    } rows[] = {
        {{ "Jones, John", "Jones" },        "John",        "Jones"      },
        { { "JONES ,John Paul", " jones" }, "John Paul",   "jones"      },
        { { "O'Brien, Ann", "OBrien" },     "Ann",         "OBrien"     },
        { { "John", "Jones, John" },        "John",        "Jones"      },
        { { "Jones, John", "" },            "Jones, John", ""           }, /* who knows? */
        { { "Mary, Jane", "Jones" },        "Mary, Jane",  "Jones"      },
        { { "Jones, John", "Jones, John" }, "Jones, John", "Jones, John"},
        { { "Jones,", "Jones" },            "Jones,",      "Jones"      },
        { { ", John", "Jones" },            ", John",      "Jones"      },
        { { "Jones, Ann, Bo", "Jones" },    "Ann, Bo",     "Jones"      },
        { { "Paul", "Jones, John" },        "Paul",        "Jones, John"},
        { { " , ", " , " },                 ",",           ","          },
    };
    struct desk desk;
    (void)state;
    open_desk(&desk, kinds, 2);
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        fill(&desk, rows[i].texts, 2);
        SL_CHECK_STR(desk.form.values[0], rows[i].given);
        SL_CHECK_STR(desk.form.values[1], rows[i].surname);
    }
    close_desk(&desk);
}

/* The same where a full name stands beside them, and where the surname has no column at all. */
static void test_it_is_left_out_beside_a_full_name(void **state)
{
    static const enum sl_kind kinds[] = { SL_KIND_GIVEN_NAME, SL_KIND_SURNAME, SL_KIND_FULL_NAME };
    static const struct name_case rows[] = {
        {{ "Jones, John", "Jones", "" },      "john", "jones", ""    },
        { { "Jones, John", "Jones", "Paul" }, "john", "jones", "paul"},
    };
    static const enum sl_kind alone[] = { SL_KIND_GIVEN_NAME, SL_KIND_FULL_NAME };
    static const struct name_case other = {
        {"Jones, John", "Jones"},
        "jones john", "", ""
    };
    struct desk desk;
    (void)state;
    open_desk(&desk, kinds, 3);
    check_names(&desk, rows, sizeof(rows) / sizeof(rows[0]));
    close_desk(&desk);
    open_desk(&desk, alone, 2);
    check_names(&desk, &other, 1);
    close_desk(&desk);
}

static void test_two_full_names_are_read_together(void **state)
{
    static const enum sl_kind kinds[] = { SL_KIND_FULL_NAME, SL_KIND_FULL_NAME };
    static const struct name_case rows[] = {
        {{ "Anna Nowak", "Anna Kowalska" }, "anna", "kowalska", "nowak"},
        { { "", "Kowalska, Anna" },         "anna", "kowalska", ""     },
        { { "Anna Kowalska", "" },          "anna", "kowalska", ""     },
    };
    struct desk desk;
    (void)state;
    open_desk(&desk, kinds, 2);
    check_names(&desk, rows, sizeof(rows) / sizeof(rows[0]));
    close_desk(&desk);
}

static enum sl_status fill_afresh(void *context)
{
    static const enum sl_kind kinds[] = {
        SL_KIND_FULL_NAME, SL_KIND_DAY, SL_KIND_MONTH, SL_KIND_YEAR
    };
    const struct sl_str raw[] = {
        SL_STR("Smith, John Paul"), SL_STR("2"), SL_STR("3"), SL_STR("2015")
    };
    struct sl_schema schema SL_CLEANUP(sl_schema_finish) = { 0 };
    struct sl_form form SL_CLEANUP(sl_form_close) = { 0 };
    (void)context;
    SL_TRY(sl_schema_init(&schema, kinds, NULL, 4, NULL));
    SL_TRY(sl_form_open(&form, &schema, NULL));
    SL_TRY(sl_form_fill(&form, raw, NULL));
    SL_CHECK_STR(form.values[schema.given], "john");
    SL_CHECK_STR(form.values[schema.surname], "smith");
    SL_CHECK_STR(form.values[schema.rest], "paul");
    return SL_OK;
}

static enum sl_status fill_repeated(void *context)
{
    static const enum sl_kind kinds[] = { SL_KIND_GIVEN_NAME, SL_KIND_SURNAME };
    const struct sl_str raw[] = { SL_STR("Jones, John"), SL_STR("Jones") };
    struct sl_schema schema SL_CLEANUP(sl_schema_finish) = { 0 };
    struct sl_form form SL_CLEANUP(sl_form_close) = { 0 };
    (void)context;
    SL_TRY(sl_schema_init(&schema, kinds, NULL, 2, NULL));
    SL_TRY(sl_form_open(&form, &schema, NULL));
    SL_TRY(sl_form_fill(&form, raw, NULL));
    SL_CHECK_STR(form.values[schema.given], "John");
    return SL_OK;
}

static void test_survives_failing_allocations(void **state)
{
    (void)state;
    assert_true(sl_test_failing_allocations(fill_afresh, NULL) > 0);
    assert_true(sl_test_failing_allocations(fill_repeated, NULL) > 0);
}

/* The means that are there from the first record must not hide that the second lacked room. */
static void test_a_second_record_fails_as_the_first(void **state)
{
    static const enum sl_kind kind = SL_KIND_FULL_NAME;
    static const char *const texts[] = { "John Paul George Ringo Smithson" };
    char text[900];
    struct desk desk;
    (void)state;
    open_desk(&desk, &kind, 1);
    fill(&desk, texts, 1);
    memset(text, '.', sizeof(text)); /* much to copy, little to keep */
    text[0] = 'a';
    text[100] = ',';
    text[899] = 'b';
    const struct sl_str raw = { text, sizeof(text) };
    enum sl_status status = SL_NO_MEMORY;
    for (uint64_t allowed = 0; status == SL_NO_MEMORY && allowed < 100; allowed++) {
        sl_memory_fail_after(allowed);
        status = sl_form_fill(&desk.form, &raw, NULL);
        sl_memory_fail_after(UINT64_MAX);
    }
    SL_CHECK_STATUS(status, SL_OK);
    SL_CHECK_STR(desk.form.values[desk.schema.given], "b");
    SL_CHECK_STR(desk.form.values[desk.schema.surname], "a");
    close_desk(&desk);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_plain_columns_are_late_and_only_trimmed),
        cmocka_unit_test(test_each_kind_has_its_normal_form),
        cmocka_unit_test(test_the_order_of_dates_is_that_of_the_column),
        cmocka_unit_test(test_a_long_value_is_cut_between_words),
        cmocka_unit_test(test_three_columns_make_a_date),
        cmocka_unit_test(test_a_full_name_alone_is_read_in_parts),
        cmocka_unit_test(test_a_full_name_beside_its_parts_never_counts_twice),
        cmocka_unit_test(test_a_full_name_beside_one_part_gives_the_other),
        cmocka_unit_test(test_a_name_of_the_other_column_is_left_out),
        cmocka_unit_test(test_it_is_left_out_beside_a_full_name),
        cmocka_unit_test(test_two_full_names_are_read_together),
        cmocka_unit_test(test_survives_failing_allocations),
        cmocka_unit_test(test_a_second_record_fails_as_the_first),
    };
    return cmocka_run_group_tests_name("link/form", tests, NULL, NULL);
}
