/* SPDX-License-Identifier: Apache-2.0 */
#include "simulate/partnership.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/csv.h"
#include "base/file.h"
#include "base/memory.h"
#include "base/number.h"
#include "simulate/plant.h"
#include "support/support.h"

enum { CHILDREN = 1500 };

/* Every file lies at most this deep; stdio joins the names. */
static void join(char path[512], struct sl_test_folder *folder, const char *out, const char *name)
{
    (void)snprintf(path, 512, "%s/%s", sl_test_folder_path(folder, out), name);
}

static struct sl_world_tally
make(struct sl_test_folder *folder, const char *out, uint64_t seed, unsigned threads)
{
    char path[512];
    (void)snprintf(path, sizeof(path), "%s", sl_test_folder_path(folder, out));
    const struct sl_partnership_options options = {
        .children = CHILDREN,
        .seed = seed,
        .error_percent = 100,
        .thread_count = threads,
        .out_path = path,
    };
    struct sl_world_tally tally = { .children = 0 };
    struct sl_error err = { .status = SL_OK };
    uint64_t bytes = 0;
    SL_CHECK_OK(sl_partnership_make(&options, &tally, &bytes, &err), &err);
    assert_true(bytes > 100000);
    return tally;
}

/* The path of a stream's file in a folder. */
static void stream_path(char path[512], struct sl_test_folder *folder, const char *out, unsigned i)
{
    const struct sl_stream stream = sl_stream_describe(i);
    char name[128];
    (void)snprintf(name, sizeof(name), "%s%s", stream.agency == NULL ? "truth/" : "", stream.path);
    join(path, folder, out, name);
}

static void read_stream(
    struct sl_test_folder *folder, const char *out, unsigned stream, struct sl_buf *ret_text
)
{
    char path[512];
    stream_path(path, folder, out, stream);
    sl_buf_init(ret_text, (size_t)16 << 20);
    sl_test_read(path, ret_text);
}

static void test_same_seed_same_bytes(void **state)
{
    (void)state;
    struct sl_test_folder folder;
    sl_test_folder_open(&folder);
    (void)make(&folder, "one", 8, 1);
    (void)make(&folder, "two", 8, 3);
    (void)make(&folder, "other", 9, 2);
    for (unsigned stream = 0; stream < SL_STREAM_COUNT; stream++) {
        struct sl_buf texts[3];
        read_stream(&folder, "one", stream, &texts[0]);
        read_stream(&folder, "two", stream, &texts[1]);
        read_stream(&folder, "other", stream, &texts[2]);
        SL_CHECK_BYTES(sl_buf_str(&texts[0]), sl_buf_str(&texts[1]));
        if (stream >= SL_STREAM_POLICE) {
            assert_false(sl_str_equal(sl_buf_str(&texts[0]), sl_buf_str(&texts[2])));
        }
        for (unsigned i = 0; i < 3; i++) {
            sl_buf_finish(&texts[i]);
        }
    }
    sl_test_folder_close(&folder);
}

static uint64_t count_of(struct sl_str text, struct sl_str needle)
{
    uint64_t count = 0;
    for (size_t at = sl_str_find(text, needle); at < text.len; at = sl_str_find(text, needle)) {
        text = sl_str_part(text, at + needle.len, text.len);
        count++;
    }
    return count;
}

/* Each line of the truth is about somebody in the truth; roles and numbers of people add up. */
static void test_truth(void **state)
{
    (void)state;
    struct sl_test_folder folder;
    char path[512];
    struct sl_csv_reader *reader = NULL;
    const struct sl_str *fields = NULL;
    bool more = true;
    uint64_t mentions = 0;
    uint64_t people = 0;
    uint64_t children = 0;
    sl_test_folder_open(&folder);
    const struct sl_world_tally tally = make(&folder, "out", 21, 2);
    SL_CHECK_U64(tally.children, CHILDREN);
    join(path, &folder, "out", "truth/people.csv");
    SL_CHECK_OK(sl_csv_open(path, &reader, NULL), NULL);
    for (;;) {
        SL_CHECK_OK(sl_csv_next(reader, &fields, &more, NULL), NULL);
        if (!more) {
            break;
        }
        int64_t number = 0;
        SL_CHECK_OK(sl_parse_i64(fields[0], 1, INT64_MAX, &number, NULL), NULL);
        SL_CHECK_I64(number, (int64_t)++people);
        children += sl_str_equal(fields[2], SL_STR("child"));
    }
    sl_csv_close(reader);
    SL_CHECK_U64(people, tally.persons);
    SL_CHECK_U64(children, CHILDREN);
    join(path, &folder, "out", "truth/mentions.csv");
    SL_CHECK_OK(sl_csv_open(path, &reader, NULL), NULL);
    for (;;) {
        SL_CHECK_OK(sl_csv_next(reader, &fields, &more, NULL), NULL);
        if (!more) {
            break;
        }
        int64_t number = 0;
        SL_CHECK_OK(sl_parse_i64(fields[3], 1, (int64_t)people, &number, NULL), NULL);
        mentions++;
    }
    sl_csv_close(reader);
    SL_CHECK_U64(mentions, tally.mentions);
    sl_test_folder_close(&folder);
}

/* Every mention of the police is one person of its file, and the other way round. */
static void test_mentions_are_in_the_files(void **state)
{
    (void)state;
    struct sl_test_folder folder;
    struct sl_buf records;
    struct sl_buf mentions;
    sl_test_folder_open(&folder);
    (void)make(&folder, "out", 22, 2);
    read_stream(&folder, "out", SL_STREAM_POLICE, &records);
    read_stream(&folder, "out", SL_STREAM_MENTIONS, &mentions);
    SL_CHECK_U64(
        count_of(sl_buf_str(&records), SL_STR("{\"type\":\"person\",")),
        count_of(sl_buf_str(&mentions), SL_STR("\npolice,"))
    );
    struct sl_str rest = sl_buf_str(&mentions);
    struct sl_str line;
    unsigned seen = 0;
    while (seen < 40 && sl_str_split(&rest, '\n', &line)) {
        if (sl_str_starts(line, SL_STR("police,records,"))) {
            struct sl_str key = sl_str_part(line, 15, line.len);
            key.len = sl_str_find(key, SL_STR(","));
            char quoted[64];
            (void)snprintf(quoted, sizeof(quoted), "\"id\":\"%.*s\"", SL_STR_ARG(key));
            const struct sl_str needle = sl_str_from(quoted);
            assert_true(sl_str_find(sl_buf_str(&records), needle) < records.len);
            seen++;
        }
    }
    SL_CHECK_U64(seen, 40);
    sl_buf_finish(&records);
    sl_buf_finish(&mentions);
    sl_test_folder_close(&folder);
}

/* Each kind is there, and the keys of planted ones are in a file. */
static void test_situations(void **state)
{
    (void)state;
    struct sl_test_folder folder;
    struct sl_buf situations;
    sl_test_folder_open(&folder);
    const struct sl_world_tally tally = make(&folder, "out", 23, 2);
    read_stream(&folder, "out", SL_STREAM_SITUATIONS, &situations);
    SL_CHECK_U64(count_of(sl_buf_str(&situations), SL_STR("\n")), tally.situations);
    for (unsigned kind = 0; kind < SL_SITUATION_COUNT; kind++) {
        char quoted[64];
        const char *name = sl_situation_name((enum sl_situation)kind);
        (void)snprintf(quoted, sizeof(quoted), "{\"kind\":\"%s\"", name);
        const uint64_t count = count_of(sl_buf_str(&situations), sl_str_from(quoted));
        if (count == 0) {
            fail_msg("no situation of the kind '%s'", name);
        }
    }
    sl_buf_finish(&situations);
    sl_test_folder_close(&folder);
}

/* A file that is closed is whole: the census ends its elements, the daily data its array. */
static void test_files_are_whole(void **state)
{
    (void)state;
    struct sl_test_folder folder;
    sl_test_folder_open(&folder);
    (void)make(&folder, "out", 24, 2);
    for (unsigned council = 0; council < SL_COUNCIL_COUNT; council++) {
        struct sl_buf census;
        struct sl_buf daily;
        const enum sl_council which = (enum sl_council)council;
        read_stream(&folder, "out", sl_stream_of_council(which, SL_FILE_CIN), &census);
        read_stream(&folder, "out", sl_stream_of_council(which, SL_FILE_CSC), &daily);
        const struct sl_str xml = sl_buf_str(&census);
        const struct sl_str json = sl_buf_str(&daily);
        assert_true(sl_str_ends(xml, SL_STR("\n</Children>\n</Message>\n")));
        SL_CHECK_U64(count_of(xml, SL_STR("<Child>")), count_of(xml, SL_STR("</Child>")));
        assert_true(sl_str_starts(json, SL_STR("[\n{\"la_child_id\":")));
        assert_true(sl_str_ends(json, SL_STR("}\n]\n")));
        SL_CHECK_U64(count_of(json, SL_STR("{")), count_of(json, SL_STR("}")));
        sl_buf_finish(&census);
        sl_buf_finish(&daily);
    }
    sl_test_folder_close(&folder);
}

static void test_refuses_a_folder_with_something_in_it(void **state)
{
    (void)state;
    struct sl_test_folder folder;
    sl_test_folder_open(&folder);
    const char *kept = sl_test_folder_write(&folder, "kept.txt", SL_STR("mine"));
    const struct sl_partnership_options options = {
        .children = 10,
        .thread_count = 1,
        .out_path = folder.path,
    };
    struct sl_world_tally tally;
    struct sl_error err = { .status = SL_OK };
    uint64_t bytes = 0;
    SL_CHECK_STATUS(sl_partnership_make(&options, &tally, &bytes, &err), SL_USAGE);
    assert_true(strlen(err.hint) > 0);
    struct stat seen;
    assert_int_equal(stat(kept, &seen), 0);
    sl_test_folder_close(&folder);
}

static void test_truth_may_lie_elsewhere(void **state)
{
    (void)state;
    struct sl_test_folder folder;
    char out[512];
    char truth[512];
    char path[512];
    struct stat seen;
    sl_test_folder_open(&folder);
    (void)snprintf(out, sizeof(out), "%s/", sl_test_folder_path(&folder, "out"));
    (void)snprintf(truth, sizeof(truth), "%s", sl_test_folder_path(&folder, "sealed"));
    const struct sl_partnership_options options = {
        .children = 30,
        .thread_count = 1,
        .out_path = out,
        .truth_path = truth,
    };
    struct sl_world_tally tally;
    struct sl_error err = { .status = SL_OK };
    uint64_t bytes = 0;
    SL_CHECK_OK(sl_partnership_make(&options, &tally, &bytes, &err), &err);
    SL_CHECK_U64(tally.children, 30);
    join(path, &folder, "out", "truth");
    assert_int_equal(stat(path, &seen), -1);
    join(path, &folder, "sealed", "people.csv");
    assert_int_equal(stat(path, &seen), 0);
    sl_test_folder_close(&folder);
}

/* A run that cannot finish leaves neither the folder nor the one that it worked in. */
static void test_failure_leaves_nothing(void **state)
{
    (void)state;
    struct sl_test_folder folder;
    sl_test_folder_open(&folder);
    char path[512];
    (void)snprintf(path, sizeof(path), "%s", sl_test_folder_path(&folder, "out"));
    const struct sl_partnership_options options = {
        .children = 5,
        .thread_count = 1,
        .out_path = path,
    };
    const size_t held = sl_memory_held_bytes();
    enum sl_status status = SL_NO_MEMORY;
    uint64_t allowed = 0;
    /* The number of allocations is in the hundreds: every one near the start, then some of them. */
    while (status == SL_NO_MEMORY) {
        struct sl_world_tally tally;
        uint64_t bytes = 0;
        sl_memory_fail_after(allowed);
        status = sl_partnership_make(&options, &tally, &bytes, NULL);
        sl_memory_fail_after(UINT64_MAX);
        SL_CHECK_U64(sl_memory_held_bytes(), held);
        if (status == SL_NO_MEMORY) {
            /* Empty: the folder can be removed, and made again. */
            assert_int_equal(remove(folder.path), 0);
            assert_int_equal(mkdir(folder.path, 0777), 0);
        }
        allowed += allowed < 12 ? 1 : 17;
    }
    SL_CHECK_STATUS(status, SL_OK);
    assert_true(allowed > 50);
    sl_test_folder_close(&folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_same_seed_same_bytes),
        cmocka_unit_test(test_truth),
        cmocka_unit_test(test_mentions_are_in_the_files),
        cmocka_unit_test(test_situations),
        cmocka_unit_test(test_files_are_whole),
        cmocka_unit_test(test_refuses_a_folder_with_something_in_it),
        cmocka_unit_test(test_truth_may_lie_elsewhere),
        cmocka_unit_test(test_failure_leaves_nothing),
    };
    return cmocka_run_group_tests_name("simulate/partnership", tests, NULL, NULL);
}
