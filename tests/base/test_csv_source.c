/* SPDX-License-Identifier: Apache-2.0 */
#include <fcntl.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/csv_impl.h"
#include "base/memory.h"
#include "support/support.h"

static struct sl_test_folder folder;

static int set_up(void **state)
{
    (void)state;
    sl_test_folder_open(&folder);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    sl_test_folder_close(&folder);
    return 0;
}

static struct sl_str window(const struct sl_csv_source *source)
{
    return (struct sl_str){ source->data + source->begin, source->valid - source->begin };
}

static void check_guard(const struct sl_csv_source *source)
{
    const struct sl_str guard = { source->data + source->end, 8 };
    SL_CHECK_STR(guard, "\n\n\n\n\n\n\n\n");
    assert_true(source->begin <= source->valid && source->valid <= source->end);
    assert_true(source->end <= source->capacity);
}

static void test_reads_a_file(void **state)
{
    const char *path = sl_test_folder_write(&folder, "a", SL_STR("some text"));
    struct sl_csv_source source;
    struct sl_error err;
    (void)state;
    SL_CHECK_OK(sl_csv_source_open(&source, path, &err), &err);
    SL_CHECK_U64(source.bytes_total, 9);
    SL_CHECK_U64(source.bytes_read, 0);
    check_guard(&source);
    SL_CHECK_OK(sl_csv_source_fill(&source, &err), &err);
    SL_CHECK_STR(window(&source), "some text");
    assert_true(sl_csv_source_is_final(&source)); /* a small file is seen to end at once */
    SL_CHECK_U64(source.bytes_read, 9);
    check_guard(&source);
    sl_csv_source_finish(&source);
    sl_csv_source_finish(&source);
}

static void test_reads_bytes_in_steps(void **state)
{
    struct sl_csv_source source;
    struct sl_error err;
    (void)state;
    SL_CHECK_OK(sl_csv_source_open_bytes(&source, SL_STR("abcdefghijk"), "mem", &err), &err);
    source.capacity = 4;
    SL_CHECK_OK(sl_csv_source_fill(&source, &err), &err);
    SL_CHECK_STR(window(&source), "abcd");
    source.begin = 3; /* what comes before is done with */
    SL_CHECK_OK(sl_csv_source_fill(&source, &err), &err);
    SL_CHECK_STR(window(&source), "defg");
    SL_CHECK_OK(sl_csv_source_fill(&source, &err), &err); /* no room: it grows */
    SL_CHECK_STR(window(&source), "defghijk");
    assert_false(sl_csv_source_is_final(&source));
    source.begin = 4;
    SL_CHECK_OK(sl_csv_source_fill(&source, &err), &err);
    SL_CHECK_STR(window(&source), "hijk");
    assert_true(sl_csv_source_is_final(&source));
    SL_CHECK_U64(source.bytes_read, 11);
    check_guard(&source);
    sl_csv_source_finish(&source);
}

static void test_text_cut_by_the_buffer_waits(void **state)
{
    struct sl_csv_source source;
    struct sl_error err;
    (void)state;
    SL_CHECK_OK(sl_csv_source_open_bytes(&source, SL_STR("ab\xF0\xA3\x8E\xB4"), "mem", &err), &err);
    for (size_t capacity = 3; capacity < 6; capacity++) {
        source.capacity = capacity;
        SL_CHECK_OK(sl_csv_source_fill(&source, &err), &err);
        SL_CHECK_STR(window(&source), "ab");
        assert_false(sl_csv_source_is_final(&source));
    }
    source.capacity = 7;
    SL_CHECK_OK(sl_csv_source_fill(&source, &err), &err);
    SL_CHECK_STR(window(&source), "ab\xF0\xA3\x8E\xB4");
    assert_true(sl_csv_source_is_final(&source));
    sl_csv_source_finish(&source);
}

/* What stands before wrong bytes is still given; only going on fails. */
static void test_wrong_text_is_an_error_when_reached(void **state)
{
    static const struct {
        struct sl_str text;
        size_t valid;
        const char *message;
    } rows[] = {
        {{ "ab\0cd", 5 },        2, "a NUL byte"            },
        { { "ab\xFF", 3 },       2, "text that is not UTF-8"},
        { { "ab\xE2\x89", 4 },   2, "text that is not UTF-8"},
        { { "ab\xE2\x89\0", 5 }, 2, "text that is not UTF-8"},
 /* UTF-16 and Windows-1252, as some programs save text */
        { { "\xFF\xFEz\0", 4 },  0, "text that is not UTF-8"},
        { { "Zo\xEB,x", 5 },     2, "text that is not UTF-8"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct sl_csv_source source;
        struct sl_error err;
        SL_CHECK_OK(sl_csv_source_open_bytes(&source, rows[i].text, "mem", &err), &err);
        SL_CHECK_OK(sl_csv_source_fill(&source, &err), &err);
        SL_CHECK_U64(window(&source).len, rows[i].valid);
        assert_false(sl_csv_source_is_final(&source));
        SL_CHECK_STATUS(sl_csv_source_fill(&source, &err), SL_INVALID);
        assert_string_equal(err.message, rows[i].message);
        assert_true(strlen(err.hint) > 0);
        sl_csv_source_finish(&source);
    }
}

static void test_records_have_a_limit(void **state)
{
    const size_t len = SL_CSV_RECORD_LIMIT_BYTES + 10;
    char *bytes = sl_alloc(len, 1);
    struct sl_csv_source source;
    struct sl_error err;
    enum sl_status status = SL_OK;
    (void)state;
    memset(bytes, 'x', len);
    SL_CHECK_OK(
        sl_csv_source_open_bytes(&source, (struct sl_str){ bytes, len }, "mem", &err), &err
    );
    while (status == SL_OK) {
        assert_false(sl_csv_source_is_final(&source));
        status = sl_csv_source_fill(&source, &err);
    }
    SL_CHECK_STATUS(status, SL_LIMIT);
    assert_string_equal(err.message, "a record longer than 16777216 bytes");
    assert_string_equal(err.detail, "mem:1:1");
    assert_true(window(&source).len > SL_CSV_RECORD_LIMIT_BYTES + 1);
    sl_csv_source_finish(&source);

    /* A record as long as the limit, with its line end, still fits. */
    const struct sl_str longest = { bytes, SL_CSV_RECORD_LIMIT_BYTES + 2 };
    SL_CHECK_OK(sl_csv_source_open_bytes(&source, longest, "mem", &err), &err);
    while (!sl_csv_source_is_final(&source)) {
        SL_CHECK_OK(sl_csv_source_fill(&source, &err), &err);
    }
    SL_CHECK_U64(window(&source).len, longest.len);
    sl_csv_source_finish(&source);
    sl_free(bytes);
}

static void test_places_are_lines_and_columns(void **state)
{
    struct sl_csv_source source;
    struct sl_error err;
    (void)state;
    SL_CHECK_OK(
        sl_csv_source_open_bytes(&source, SL_STR("..x\n\xC3\xA9y\nz"), "a.csv", &err), &err
    );
    SL_CHECK_OK(sl_csv_source_fill(&source, &err), &err);
    source.begin = 2;
    source.line = 10;
    static const struct {
        size_t place;
        const char *detail;
    } rows[] = {
        {2,  "a.csv:10:1"},
        { 3, "a.csv:10:2"},
        { 4, "a.csv:11:1"},
        { 6, "a.csv:11:2"},
        { 8, "a.csv:12:1"},
        { 9, "a.csv:12:2"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const char *place = source.data + rows[i].place;
        SL_CHECK_STATUS(
            sl_csv_source_fail(&source, SL_LIMIT, place, &err, "%d things", 3), SL_LIMIT
        );
        SL_CHECK_STATUS(err.status, SL_LIMIT);
        assert_string_equal(err.message, "3 things");
        assert_string_equal(err.detail, rows[i].detail);
    }
    SL_CHECK_STATUS(sl_csv_source_fail(&source, SL_IO, source.data + 2, NULL, "x"), SL_IO);
    sl_csv_source_finish(&source);
}

static void test_what_cannot_be_opened_or_read(void **state)
{
    struct sl_csv_source source;
    struct sl_error err;
    (void)state;
    SL_CHECK_STATUS(sl_csv_source_open(&source, sl_test_folder_path(&folder, "no"), &err), SL_IO);
    assert_string_equal(err.detail, "No such file or directory");
    SL_CHECK_OK(sl_csv_source_open(&source, folder.path, &err), &err);
    SL_CHECK_STATUS(sl_csv_source_fill(&source, &err), SL_IO);
    assert_string_equal(err.detail, "Is a directory");
    sl_csv_source_finish(&source);
}

/* A pipe has no size and gives its bytes in pieces; the child writes them slowly. */
static void test_reads_standard_input(void **state)
{
    int ends[2];
    (void)state;
    assert_int_equal(pipe(ends), 0);
    const pid_t child = fork();
    if (child == 0) {
        for (int i = 0; i < 5; i++) {
            if (write(ends[1], "piece,", 6) != 6) {
                _exit(1);
            }
            (void)usleep(2000);
        }
        _exit(0);
    }
    (void)close(ends[1]);
    const int before = dup(STDIN_FILENO);
    assert_true(dup2(ends[0], STDIN_FILENO) == STDIN_FILENO);
    (void)close(ends[0]);
    struct sl_csv_source source;
    struct sl_error err;
    SL_CHECK_OK(sl_csv_source_open(&source, "-", &err), &err);
    SL_CHECK_U64(source.bytes_total, 0);
    SL_CHECK_OK(sl_csv_source_fill(&source, &err), &err);
    SL_CHECK_STR(window(&source), "piece,piece,piece,piece,piece,");
    assert_true(sl_csv_source_is_final(&source));
    sl_csv_source_finish(&source);
    assert_true(fcntl(STDIN_FILENO, F_GETFD) >= 0); /* it is not ours to close */
    assert_true(dup2(before, STDIN_FILENO) == STDIN_FILENO);
    (void)close(before);
    assert_int_equal(waitpid(child, NULL, 0), child);
}

/* More than a block: memory stays what it was. */
static void test_memory_does_not_grow_with_the_file(void **state)
{
    const size_t len = (size_t)8 << 20;
    char *bytes = sl_alloc(len, 1);
    struct sl_csv_source source;
    (void)state;
    memset(bytes, 'x', len);
    const char *path = sl_test_folder_write(&folder, "a", (struct sl_str){ bytes, len });
    sl_free(bytes);
    const size_t held = sl_memory_held_bytes();
    SL_CHECK_OK(sl_csv_source_open(&source, path, NULL), NULL);
    while (!sl_csv_source_is_final(&source)) {
        SL_CHECK_OK(sl_csv_source_fill(&source, NULL), NULL);
        source.begin = source.valid;
    }
    SL_CHECK_U64(source.bytes_read, len);
    assert_true(sl_memory_held_bytes() - held < ((size_t)2 << 20));
    sl_csv_source_finish(&source);
}

static enum sl_status open_and_grow(void *context)
{
    struct sl_csv_source source;
    struct sl_error err;
    (void)context;
    SL_TRY(sl_csv_source_open_bytes(&source, SL_STR("0123456789"), "mem", &err));
    source.capacity = 2;
    enum sl_status status = SL_OK;
    while (status == SL_OK && !sl_csv_source_is_final(&source)) {
        status = sl_csv_source_fill(&source, &err);
    }
    sl_csv_source_finish(&source);
    return status;
}

static void test_survives_failing_allocations(void **state)
{
    (void)state;
    SL_CHECK_U64(sl_test_failing_allocations(open_and_grow, NULL), 5);
}

#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_FOLDER(test_reads_a_file),
        cmocka_unit_test(test_reads_bytes_in_steps),
        cmocka_unit_test(test_text_cut_by_the_buffer_waits),
        cmocka_unit_test(test_wrong_text_is_an_error_when_reached),
        cmocka_unit_test(test_records_have_a_limit),
        cmocka_unit_test(test_places_are_lines_and_columns),
        IN_FOLDER(test_what_cannot_be_opened_or_read),
        cmocka_unit_test(test_reads_standard_input),
        IN_FOLDER(test_memory_does_not_grow_with_the_file),
        cmocka_unit_test(test_survives_failing_allocations),
    };
    return cmocka_run_group_tests_name("base/csv_source", tests, NULL, NULL);
}
