/* SPDX-License-Identifier: Apache-2.0 */
#include "app/reject_file.h"

#include <string.h>

#include "app/intake_fixture.h"

#define READ_LIMIT_BYTES ((size_t)1 << 20)

/* Take bytes in with a format, and write what is rejected. */
static void take(
    struct intake_fixture *fixture,
    const char *format,
    struct sl_str bytes,
    struct sl_reject_files *files,
    struct sl_buf *rejects
)
{
    struct sl_store *store = NULL;
    struct sl_intake_job job = intake_job(fixture);
    char folder[600];
    struct sl_error err;

    (void)snprintf(folder, sizeof(folder), "%s", sl_test_folder_path(&fixture->folder, "rejects"));
    (void)sl_test_folder_write(&fixture->folder, "f.jsonl", bytes);
    job.format = sl_format_find(sl_str_from(format));
    SL_CHECK_OK(sl_store_open(fixture->store_path, SL_STORE_WRITE, &store, &err), &err);
    SL_CHECK_OK(sl_intake_file(store, &job, &fixture->result, &err), &err);
    const struct sl_reject_job reject_job = {
        .run = fixture->result.run, .format = job.format, .path = fixture->path, .folder = folder
    };
    SL_CHECK_OK(sl_reject_files_write(store, &reject_job, files, &err), &err);
    sl_store_close(store);
    sl_buf_init(rejects, READ_LIMIT_BYTES);
    sl_test_read(files->rejects_path, rejects);
}

static void lines_stay_as_they_were(void **state)
{
    struct intake_fixture *fixture = *state;
    struct sl_reject_files files;
    struct sl_buf text;

    take(
        fixture,
        "pole-jsonl",
        SL_STR("{\"type\":\"location\",\"id\":\"a\",\"kind\":\"place\"}\n\nno record\n{\"type\":\n"
        ),
        &files,
        &text
    );
    SL_CHECK_STR(sl_buf_str(&text), "no record\n{\"type\":\n");
    sl_buf_clear(&text);
    sl_test_read(files.reasons_path, &text);
    assert_true(sl_str_starts(sl_buf_str(&text), SL_STR("line,column,field,reason\n3,")));
    SL_CHECK_U64(files.count, 2);
    SL_CHECK_U64(files.cut_count, 0);
    assert_non_null(strstr(files.rejects_path, "/rejects/run-1-rejects.jsonl"));
    sl_buf_finish(&text);
}

/* Also when no row of the file was good. */
static void a_table_has_its_header(void **state)
{
    struct intake_fixture *fixture = *state;
    struct sl_reject_files files;
    struct sl_buf text;

    take(
        fixture,
        "ssda903-csv",
        SL_STR("CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n1,1,30/02/2010,WBRI,,,\n"),
        &files,
        &text
    );
    SL_CHECK_STR(
        sl_buf_str(&text), "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n1,1,30/02/2010,WBRI,,,\n"
    );
    sl_buf_finish(&text);
}

#define CHILD(id, born)                                                            \
    "<Child><ChildIdentifiers><LAchildID>" id "</LAchildID><PersonBirthDate>" born \
    "</PersonBirthDate><Sex>F</Sex></ChildIdentifiers></Child>"
#define HEADER                                                                 \
    "<Header><CollectionDetails><Collection>CIN</Collection><Year>2026</Year>" \
    "<ReferenceDate>2026-03-31</ReferenceDate></CollectionDetails></Header>"

/* What is mended and sent again is a file of the format. */
static void a_return_is_a_return(void **state)
{
    struct intake_fixture *fixture = *state;
    struct sl_reject_files files;
    struct sl_buf text;

    take(
        fixture,
        "cin-xml",
        SL_STR("<Message>" HEADER "<Children>" CHILD("A1", "2015-01-02")
                   CHILD("A2", "2015-02-30") "</Children></Message>"),
        &files,
        &text
    );
    SL_CHECK_STR(
        sl_buf_str(&text),
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Message>\n" HEADER
        "\n<Children>\n" CHILD("A2", "2015-02-30") "\n</Children>\n</Message>\n"
    );
    SL_CHECK_U64(fixture->result.counts.accepted, 1);
    sl_buf_finish(&text);
    /* The return of rejects alone: the header is that of the file. */
    take(
        fixture,
        "cin-xml",
        SL_STR("<Message>" HEADER "<Children>" CHILD("A2", "2015-02-28") "</Children></Message>"),
        &files,
        &text
    );
    SL_CHECK_U64(fixture->result.counts.accepted, 1);
    SL_CHECK_U64(files.count, 0);
    sl_buf_finish(&text);
}

/* A list stays a list: each of its files is one that a parser of JSON reads. */
static void a_list_is_a_list(void **state)
{
    struct intake_fixture *fixture = *state;
    struct sl_reject_files files;
    struct sl_buf text;

    take(
        fixture,
        "dfe-csc-json",
        SL_STR("[{\"la_child_id\":1},\n {\"la_child_id\":\"A2\"}, {\"x\":\n2}]"),
        &files,
        &text
    );
    SL_CHECK_U64(files.count, 2);
    SL_CHECK_STR(sl_buf_str(&text), "[\n{\"la_child_id\":1}\n,\n{\"x\": 2}\n]\n");
    sl_buf_finish(&text);
}

#define LOOKED_AFTER(id, born) "<CHILD><ID>" id "</ID><SEX>1</SEX><DOB>" born "</DOB></CHILD>"

static void looked_after_children_stay_in_their_element(void **state)
{
    struct intake_fixture *fixture = *state;
    struct sl_reject_files files;
    struct sl_buf text;

    take(
        fixture,
        "ssda903-xml",
        SL_STR("<EXPSSDA903>" LOOKED_AFTER("1", "30/02/2010") "</EXPSSDA903>"),
        &files,
        &text
    );
    SL_CHECK_STR(
        sl_buf_str(&text),
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<EXPSSDA903>\n" LOOKED_AFTER(
            "1", "30/02/2010"
        ) "\n</EXPSSDA903>\n"
    );
    sl_buf_finish(&text);
}

static void a_folder_that_cannot_be_made(void **state)
{
    struct intake_fixture *fixture = *state;
    struct sl_store *store = NULL;
    struct sl_reject_files files;
    struct sl_error err;
    struct sl_reject_job job = {
        .run = 1,
        .format = sl_format_find(SL_STR("pole-jsonl")),
        .path = fixture->path,
        .folder = "/absent/rejects",
    };

    SL_CHECK_OK(sl_store_open(fixture->store_path, SL_STORE_READ, &store, &err), &err);
    SL_CHECK_STATUS(sl_reject_files_write(store, &job, &files, &err), SL_IO);
    sl_store_close(store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        INTAKE_TEST(lines_stay_as_they_were),
        INTAKE_TEST(a_table_has_its_header),
        INTAKE_TEST(a_return_is_a_return),
        INTAKE_TEST(a_list_is_a_list),
        INTAKE_TEST(looked_after_children_stay_in_their_element),
        INTAKE_TEST(a_folder_that_cannot_be_made),
    };
    return cmocka_run_group_tests_name("app/reject_file", tests, NULL, NULL);
}
