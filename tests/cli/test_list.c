/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/list.h"

#include "cli/people_folder.h"
#include "cli/store_options.h"

enum { STORE, SESSION, PURPOSE, JSON, EMPTY, FAILS, OPTION_COUNT };

/* Three numbers, none, or a failure. */
static enum sl_status read_numbers(struct sl_cli_listing *listing, struct sl_error *err)
{
    static const int numbers[] = { 7, 11, 13 };

    assert_non_null(listing->access);
    if (listing->options[FAILS].count > 0) {
        return sl_fail(err, SL_LIMIT, "too many");
    }
    listing->rows = numbers;
    listing->count = listing->options[EMPTY].count > 0 ? 0 : 3;
    return SL_OK;
}

static void add_number(const struct sl_cli_listing *listing, const void *row, struct sl_buf *text)
{
    assert_int_equal(listing->count, 3);
    sl_buf_addf(text, "%d\n", *(const int *)row);
}

static json_t *number_json(const struct sl_cli_listing *listing, const void *row)
{
    assert_int_equal(listing->count, 3);
    return json_integer(*(const int *)row);
}

/* List them as whoever is signed in; gives what was printed. */
static enum sl_status
list(struct small_people *small, bool has_json, unsigned option, char printed[200])
{
    const struct sl_cli_list numbers = {
        .mode = SL_STORE_READ,
        .row_bytes = sizeof(int),
        .title = "numbers",
        .read = read_numbers,
        .add = add_number,
        .json = has_json ? number_json : NULL,
        .json_option = JSON,
    };
    struct sl_arguments arguments = { .operand_count = 0 };
    struct sl_cli cli = { .out = tmpfile(), .err = stderr };
    struct sl_error err;

    assert_non_null(cli.out);
    arguments.options[STORE] = (struct sl_option_value){ .count = 1, .texts = { small->path } };
    if (option < OPTION_COUNT) {
        arguments.options[option].count = 1;
    }
    const enum sl_status status = sl_cli_list_run(&numbers, &cli, &arguments, &err);
    rewind(cli.out);
    printed[fread(printed, 1, 199, cli.out)] = '\0';
    (void)fclose(cli.out);
    return status;
}

static void lines_or_json(void **state)
{
    struct small_people *small = *state;
    char printed[200];

    people_as(small, "all");
    SL_CHECK_OK(list(small, true, OPTION_COUNT, printed), NULL);
    assert_string_equal(printed, "numbers\n7\n11\n13\n");
    SL_CHECK_OK(list(small, true, EMPTY, printed), NULL);
    assert_string_equal(printed, "numbers\n");
    SL_CHECK_OK(list(small, true, JSON, printed), NULL);
    assert_string_equal(printed, "[\n  7,\n  11,\n  13\n]\n");
    SL_CHECK_OK(list(small, false, JSON, printed), NULL);
    assert_string_equal(printed, "numbers\n7\n11\n13\n");
}

/* Nothing is printed when it cannot be read, or nobody is signed in. */
static void all_or_nothing(void **state)
{
    struct small_people *small = *state;
    char printed[200];

    people_as(small, "all");
    SL_CHECK_STATUS(list(small, true, FAILS, printed), SL_LIMIT);
    assert_string_equal(printed, "");
    assert_int_equal(setenv("SIGHTLINE_SESSION", "/absent/session", 1), 0);
    SL_CHECK_STATUS(list(small, true, OPTION_COUNT, printed), SL_DENIED);
    assert_string_equal(printed, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SMALL_TEST(lines_or_json),
        SMALL_TEST(all_or_nothing),
    };
    return cmocka_run_group_tests_name("cli/list", tests, NULL, NULL);
}
