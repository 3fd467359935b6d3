/* SPDX-License-Identifier: Apache-2.0 */
#include "app/link_output.h"

#include <stdbool.h>

#include "base/buf.h"
#include "support/support.h"

/* Three records about one person; one more, who is alone. */
static const struct {
    const char *id;
    const char *values[3];
} records[] = {
    {"=2",   { "Rosalind", "Whitworth", "2011-07-19" }},
    { "b,c", { "Rosalind", "Whitworth", "2011-07-19" }},
    { "a",   { "Rosalind", "Whitworth", "2011-07-19" }},
    { "z",   { "Kwame", "Okonkwo", "2014-12-01" }     },
};

static const enum sl_kind kinds[] = { SL_KIND_GIVEN_NAME, SL_KIND_SURNAME, SL_KIND_DOB };
static const char *const columns[] = { "forename", "surname", "born" };

static struct sl_linkage *link_records(bool two_files)
{
    const struct sl_linkage_options options = {
        .kinds = kinds,
        .columns = columns,
        .column_count = 3,
        .two_sources = two_files,
        .threshold_bits = -2.0,
        .thread_count = 1,
        .seed = 1,
    };
    struct sl_linkage *linkage = NULL;
    struct sl_error err;

    SL_CHECK_OK(sl_linkage_open(&options, &linkage, &err), &err);
    for (size_t i = 0; i < 4; i++) {
        struct sl_str values[3];
        for (size_t k = 0; k < 3; k++) {
            values[k] = sl_str_from(records[i].values[k]);
        }
        const unsigned source = two_files && i % 2 == 1 ? 1 : 0;
        SL_CHECK_OK(
            sl_linkage_add(linkage, source, sl_str_from(records[i].id), values, &err), &err
        );
    }
    SL_CHECK_OK(sl_linkage_run(linkage, &err), &err);
    return linkage;
}

static int set_up(void **state)
{
    static struct sl_test_folder folder;

    sl_test_folder_open(&folder);
    *state = &folder;
    return 0;
}

static int tear_down(void **state)
{
    sl_test_folder_close(*state);
    return 0;
}

/* What one of the three writers writes. */
static void write_all(struct sl_test_folder *folder, unsigned what, bool two, struct sl_buf *buf)
{
    const char *path = sl_test_folder_path(folder, "out.csv");
    struct sl_linkage *linkage = link_records(two);
    struct sl_file_writer *writer = NULL;
    struct sl_error err;

    SL_CHECK_OK(sl_file_create(path, &writer, &err), &err);
    if (what == 0) {
        SL_CHECK_OK(sl_link_write_clusters(linkage, two, writer, &err), &err);
    } else if (what == 1) {
        SL_CHECK_OK(sl_link_write_pairs(linkage, writer, &err), &err);
    } else {
        SL_CHECK_OK(sl_link_write_ties(linkage, two, writer, &err), &err);
    }
    SL_CHECK_OK(sl_file_commit(writer, &err), &err);
    sl_linkage_close(linkage);
    sl_buf_init(buf, 100000);
    sl_test_read(path, buf);
}

/* Every record once, by id in bytes; ids that a spreadsheet or CSV would misread are kept safe. */
static void test_clusters(void **state)
{
    struct sl_buf buf;
    struct sl_str rest;
    struct sl_str line;

    write_all(*state, 0, false, &buf);
    rest = sl_buf_str(&buf);
    static const char *const starts[] = { "id,cluster", "'=2,", "a,", "\"b,c\",", "z," };
    for (size_t i = 0; i < 5; i++) {
        assert_true(sl_str_split(&rest, '\n', &line));
        assert_true(sl_str_starts(line, sl_str_from(starts[i])));
    }
    SL_CHECK_U64(rest.len, 0);
    sl_buf_finish(&buf);
}

static void test_clusters_of_two_files(void **state)
{
    struct sl_buf buf;
    struct sl_str rest;
    struct sl_str line;

    write_all(*state, 0, true, &buf);
    rest = sl_buf_str(&buf);
    static const char *const starts[] = {
        "file,id,cluster", "a,'=2,a:=2", "a,a,", "b,\"b,c\",", "b,z,"
    };
    for (size_t i = 0; i < 5; i++) {
        assert_true(sl_str_split(&rest, '\n', &line));
        assert_true(sl_str_starts(line, sl_str_from(starts[i])));
    }
    SL_CHECK_U64(rest.len, 0);
    sl_buf_finish(&buf);
}

static void test_pairs_and_ties_have_their_headers(void **state)
{
    struct sl_buf buf;

    write_all(*state, 1, false, &buf);
    assert_true(
        sl_str_starts(sl_buf_str(&buf), SL_STR("id_a,id_b,match_weight,match_probability\n"))
    );
    sl_buf_finish(&buf);
    write_all(*state, 2, false, &buf);
    assert_true(sl_str_starts(sl_buf_str(&buf), SL_STR("cluster_a,cluster_b,tie,probability\n")));
    sl_buf_finish(&buf);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_clusters),
        cmocka_unit_test(test_clusters_of_two_files),
        cmocka_unit_test(test_pairs_and_ties_have_their_headers),
    };
    return cmocka_run_group_tests_name("app/link_output", tests, set_up, tear_down);
}
