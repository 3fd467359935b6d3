/* SPDX-License-Identifier: Apache-2.0 */
#include "bench/population.h"

#include "base/csv.h"
#include "base/file.h"
#include "base/number.h"
#include "support/support.h"

enum { RECORDS = 3000 };

static struct sl_population_tally make(const char *out_path, const char *people_path, uint64_t seed)
{
    const struct sl_population_options options = {
        .record_count = RECORDS,
        .seed = seed,
        .error_percent = 100,
        .has_truth = true,
        .has_community = true,
        .out_path = out_path,
        .people_path = people_path,
    };
    struct sl_population_tally tally = { .records = 0 };
    struct sl_error err = { .status = SL_OK };
    SL_CHECK_OK(sl_population_make(&options, &tally, &err), &err);
    return tally;
}

static void read_file(const char *path, struct sl_buf *buf)
{
    sl_buf_init(buf, (size_t)16 << 20);
    sl_test_read(path, buf);
}

static void test_same_seed_same_bytes(void **state)
{
    (void)state;
    struct sl_test_folder folder;
    struct sl_buf texts[3];
    sl_test_folder_open(&folder);
    for (unsigned i = 0; i < 3; i++) {
        (void)make(sl_test_folder_path(&folder, "out.csv"), NULL, i < 2 ? 8 : 9);
        read_file(sl_test_folder_path(&folder, "out.csv"), &texts[i]);
    }
    SL_CHECK_BYTES(sl_buf_str(&texts[0]), sl_buf_str(&texts[1]));
    assert_false(sl_str_equal(sl_buf_str(&texts[0]), sl_buf_str(&texts[2])));
    for (unsigned i = 0; i < 3; i++) {
        sl_buf_finish(&texts[i]);
    }
    sl_test_folder_close(&folder);
}

static uint64_t number_of(struct sl_str text)
{
    int64_t number = 0;
    SL_CHECK_OK(sl_parse_i64(text, 1, INT64_MAX, &number, NULL), NULL);
    return (uint64_t)number;
}

/* Count what the file holds with a reader that knows nothing of the generator. */
static void check_records(const char *path, const struct sl_population_tally *tally)
{
    static unsigned per_person[RECORDS + 1];
    struct sl_csv_reader *reader = NULL;
    const struct sl_str *fields = NULL;
    bool more = true;
    uint64_t pairs = 0;
    uint64_t persons = 0;
    uint64_t ids = 0;
    SL_CHECK_OK(sl_csv_open(path, &reader, NULL), NULL);
    SL_CHECK_U64(sl_csv_column_count(reader), 13);
    const size_t person_column = sl_csv_find(reader, SL_STR("person"));
    const size_t given_column = sl_csv_find(reader, SL_STR("given_name"));
    uint64_t missing = 0;
    for (;;) {
        SL_CHECK_OK(sl_csv_next(reader, &fields, &more, NULL), NULL);
        if (!more) {
            break;
        }
        SL_CHECK_U64(number_of(fields[0]), ++ids);
        unsigned *count = &per_person[number_of(fields[person_column])];
        pairs += *count;
        persons += *count == 0;
        (*count)++;
        missing += fields[given_column].len == 0;
    }
    sl_csv_close(reader);
    SL_CHECK_U64(ids, RECORDS);
    SL_CHECK_U64(pairs, tally->pairs);
    SL_CHECK_U64(persons, tally->persons);
    SL_CHECK_U64(missing, tally->missing[SL_FIELD_GIVEN]);
}

static void test_file_agrees_with_the_tally(void **state)
{
    (void)state;
    struct sl_test_folder folder;
    sl_test_folder_open(&folder);
    const struct sl_population_tally tally =
        make(sl_test_folder_path(&folder, "out.csv"), NULL, 21);
    SL_CHECK_U64(tally.records, RECORDS);
    check_records(sl_test_folder_path(&folder, "out.csv"), &tally);
    sl_test_folder_close(&folder);
}

/* The file of true people has each person once, twins by number. */
static void test_people_file(void **state)
{
    (void)state;
    struct sl_test_folder folder;
    sl_test_folder_open(&folder);
    const struct sl_population_tally tally =
        make(NULL, sl_test_folder_path(&folder, "people.csv"), 21);
    struct sl_csv_reader *reader = NULL;
    const struct sl_str *fields = NULL;
    bool more = true;
    uint64_t persons = 0;
    uint64_t twins = 0;
    SL_CHECK_OK(sl_csv_open(sl_test_folder_path(&folder, "people.csv"), &reader, NULL), NULL);
    const size_t twin_column = sl_csv_find(reader, SL_STR("twin"));
    for (;;) {
        SL_CHECK_OK(sl_csv_next(reader, &fields, &more, NULL), NULL);
        if (!more) {
            break;
        }
        persons++;
        twins += fields[twin_column].len > 0;
        SL_CHECK_U64(number_of(fields[0]), persons);
    }
    sl_csv_close(reader);
    SL_CHECK_U64(persons, tally.persons);
    SL_CHECK_U64(twins, tally.twins);
    sl_test_folder_close(&folder);
}

static void test_describe(void **state)
{
    (void)state;
    const struct sl_population_tally tally = make(NULL, NULL, 2);
    struct sl_buf text;
    sl_buf_init(&text, (size_t)1 << 16);
    sl_population_describe(&tally, &text);
    SL_CHECK_OK(sl_buf_status(&text, NULL), NULL);
    const struct sl_str all = sl_buf_str(&text);
    assert_true(sl_str_starts(all, SL_STR("records              3000\n")));
    assert_true(sl_str_find(all, SL_STR("given_name")) < all.len);
    assert_true(sl_str_find(all, SL_STR("bangladeshi")) < all.len);
    sl_buf_finish(&text);
}

static void test_no_folder(void **state)
{
    (void)state;
    const struct sl_population_options options = { .record_count = 10,
                                                   .seed = 1,
                                                   .out_path = "/nonexistent/folder/out.csv" };
    struct sl_population_tally tally;
    SL_CHECK_STATUS(sl_population_make(&options, &tally, NULL), SL_IO);
}

static enum sl_status make_little(void *context)
{
    const struct sl_population_options options = {
        .record_count = 20, .seed = 1, .error_percent = 100, .out_path = context
    };
    struct sl_population_tally tally;
    return sl_population_make(&options, &tally, NULL);
}

static void test_failing_allocations(void **state)
{
    (void)state;
    struct sl_test_folder folder;
    sl_test_folder_open(&folder);
    char path[512];
    struct sl_str name = sl_str_from(sl_test_folder_path(&folder, "out.csv"));
    for (size_t i = 0; i <= name.len; i++) {
        path[i] = name.ptr[i];
    }
    assert_true(sl_test_failing_allocations(make_little, path) > 5);
    sl_test_folder_close(&folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_same_seed_same_bytes),
        cmocka_unit_test(test_file_agrees_with_the_tally),
        cmocka_unit_test(test_people_file),
        cmocka_unit_test(test_describe),
        cmocka_unit_test(test_no_folder),
        cmocka_unit_test(test_failing_allocations),
    };
    return cmocka_run_group_tests_name("bench/population", tests, NULL, NULL);
}
