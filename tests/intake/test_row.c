/* SPDX-License-Identifier: Apache-2.0 */
#include "intake/row.h"

#include "base/buf.h"
#include "support/support.h"

static enum sl_status show(const char *line, struct sl_buf *out, size_t *ret_column)
{
    struct sl_arena arena;
    struct sl_row row;
    sl_arena_init(&arena, 65536);
    const enum sl_status status = sl_row_parse(sl_str_from(line), &arena, &row, ret_column, NULL);
    for (size_t i = 0; status == SL_OK && i < row.count; i++) {
        sl_buf_addf(out, "[%.*s]", SL_STR_ARG(row.fields[i]));
    }
    sl_arena_finish(&arena);
    return status;
}

static void test_rows(void **state)
{
    static const struct {
        const char *line, *shown;
    } rows[] = {
        {"a,b",                     "[a][b]"          },
        { "",                       "[]"              },
        { ",",                      "[][]"            },
        { " a ,\"b,c\",\"\"",       "[ a ][b,c][]"    },
        { "\"he said \"\"no\"\"\"", "[he said \"no\"]"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct sl_buf out;
        size_t column = 0;
        sl_buf_init(&out, 1024);
        SL_CHECK_STATUS(show(rows[i].line, &out, &column), SL_OK);
        SL_CHECK_STR(sl_buf_str(&out), rows[i].shown);
        sl_buf_finish(&out);
    }
}

static void test_faults(void **state)
{
    static const struct {
        const char *line;
        size_t column;
    } rows[] = {
        {"a,\"b",     3},
        { "a,\"b\"c", 6},
        { "a\"b",     2},
        { "a,\xFF",   3},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct sl_buf out;
        size_t column = 0;
        sl_buf_init(&out, 1024);
        SL_CHECK_STATUS(show(rows[i].line, &out, &column), SL_INVALID);
        SL_CHECK_U64(column, rows[i].column);
        sl_buf_finish(&out);
    }
}

static void test_too_many_fields(void **state)
{
    struct sl_buf line;
    struct sl_buf out;
    size_t column = 0;
    (void)state;
    sl_buf_init(&line, 4096);
    sl_buf_init(&out, 4096);
    for (unsigned i = 1; i < SL_ROW_FIELD_LIMIT; i++) {
        sl_buf_add_byte(&line, ',');
    }
    SL_CHECK_STATUS(show(line.ptr, &out, &column), SL_OK);
    sl_buf_add_byte(&line, ',');
    SL_CHECK_STATUS(show(line.ptr, &out, &column), SL_INVALID);
    sl_buf_finish(&line);
    sl_buf_finish(&out);
}

static void test_dates(void **state)
{
    static const struct {
        const char *text, *iso;
    } rows[] = {
        {"29/02/2024",   "2024-02-29"},
        { "1/2/2024",    "2024-02-01"},
        { "zz/06/2015",  "2015-06"   },
        { "zz/zz/2015",  "2015"      },
        { "29/02/2023",  NULL        },
        { "31/04/2023",  NULL        },
        { "0/1/2023",    NULL        },
        { "1/13/2023",   NULL        },
        { "1/7/80",      NULL        },
        { "01/zz/2015",  NULL        },
        { "2015-01-02",  NULL        },
        { "01/02/2015/", NULL        },
        { "+1/02/2015",  NULL        },
        { "",            NULL        },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct sl_moment moment;
        struct sl_buf iso;
        sl_buf_init(&iso, 64);
        SL_CHECK_STATUS(
            sl_row_date(sl_str_from(rows[i].text), &moment, NULL),
            rows[i].iso == NULL ? SL_INVALID : SL_OK
        );
        if (rows[i].iso != NULL) {
            sl_moment_print(moment, &iso);
            SL_CHECK_STR(sl_buf_str(&iso), rows[i].iso);
        }
        sl_buf_finish(&iso);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows),
        cmocka_unit_test(test_faults),
        cmocka_unit_test(test_too_many_fields),
        cmocka_unit_test(test_dates),
    };
    return cmocka_run_group_tests_name("row", tests, NULL, NULL);
}
