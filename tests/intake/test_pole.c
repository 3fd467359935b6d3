/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "shown.h"

static void check_lines(const char *lines, const char *expected)
{
    check_shown("pole-jsonl", sl_str_from(lines), expected);
}

static void test_persons(void **state)
{
    (void)state;
    check_lines(
        "{\"type\":\"person\",\"id\":\"n/1\",\"changed\":\"2024-05-03T10:11\",\"given_name\":"
        "\"Aisha\",\"surname\":[\"Malik\",{\"value\":\"Khan\",\"from\":\"2012\",\"until\":"
        "\"2019-06\"}],\"birth_date\":\"2009-11-23\",\"ethnicity\":{\"known\":\"refused\"},"
        "\"language\":null,\"email\":[],\"phone\":\" \",\"upn\":{\"known\":\"not_asked\"}}\n",
        "n/1 @1 changed 2024-05-03T10:11\n"
        "  person n/1\n"
        "    given_name Aisha\n"
        "    surname Malik\n"
        "    surname Khan 2012..2019-06\n"
        "    birth_date 2009-11-23\n"
        "    ethnicity  (refused)\n"
        "    language  (not recorded)\n"
        "    email  (not recorded)\n"
        "    phone  (not recorded)\n"
        "    upn  (not asked)\n"
    );
}

/* What is listed has the role, unless the role can only be read the other way. */
static void test_links(void **state)
{
    (void)state;
    check_lines(
        "{\"people\":[{\"id\":\"n/2\",\"role\":\"mother\"}],\"objects\":[{\"id\":\"v/1\",\"role\":"
        "\"owns\",\"start\":\"2020\"}],\"locations\":[{\"id\":\"l/1\",\"role\":\"lives_at\"}],"
        "\"id\":\"n/1\",\"type\":\"person\"}\n"
        "{\"type\":\"event\",\"id\":\"m/1\",\"kind\":\"missing\",\"start\":\"2024-05-02T21:40\","
        "\"end\":null,\"people\":[{\"id\":\"n/1\",\"role\":\"subject\"}],\"objects\":[{\"id\":"
        "\"v/1\",\"role\":\"involves\"}],\"locations\":[{\"id\":\"l/1\",\"role\":\"found_at\"}],"
        "\"follows\":[\"m/0\"]}\n"
        "{\"type\":\"link\",\"id\":\"k/1\",\"from\":\"n/1\",\"role\":\"uses\",\"to\":\"v/1\","
        "\"start\":\"2024-04-20\"}",
        "n/1 @1\n"
        "  person n/1\n"
        "  n/2 mother n/1\n"
        "  n/1 owns v/1 2020..\n"
        "  n/1 lives_at l/1\n"
        "m/1 @2\n"
        "  event missing m/1 2024-05-02T21:40..\n"
        "  n/1 subject m/1\n"
        "  m/1 involves v/1\n"
        "  m/1 found_at l/1\n"
        "  m/1 follows m/0\n"
        "k/1 @3\n"
        "  n/1 uses v/1 2024-04-20..\n"
    );
}

static void test_objects_and_locations(void **state)
{
    (void)state;
    check_lines(
        "{\"type\":\"object\",\"id\":\"a/3\",\"kind\":\"account\",\"platform\":\"snapchat\","
        "\"handle\":\"rico_ol\\u00e9\"}\r\n"
        "\r\n"
        "{\"type\":\"location\",\"id\":\"l/7\",\"kind\":\"address\",\"postcode\":\"OL1 1AA\"}\r\n",
        "a/3 @1\n"
        "  object account a/3\n"
        "    platform snapchat\n"
        "    handle rico_ol\xC3\xA9\n"
        "l/7 @3\n"
        "  location address l/7\n"
        "    postcode OL1 1AA\n"
    );
}

static void test_deleted(void **state)
{
    (void)state;
    check_lines(
        "{\"type\":\"event\",\"id\":\"m/1\",\"deleted\":true,\"changed\":\"2024\"}\n"
        "{\"type\":\"person\",\"id\":\"n/1\",\"deleted\":false,\"surname\":\"A\"}\n"
        "{\"type\":\"person\",\"id\":\"n/1\",\"deleted\":true,\"surname\":\"A\"}\n"
        "{\"type\":\"event\",\"id\":\"m/1\",\"deleted\":true,\"kind\":\"missing\"}\n"
        "{\"type\":\"link\",\"id\":\"k/1\",\"deleted\":true}\n"
        "{\"type\":\"link\",\"id\":\"k/1\",\"deleted\":1}\n",
        "m/1 @1 withdrawn changed 2024\n"
        "n/1 @2\n"
        "  person n/1\n"
        "    surname A\n"
        "reject 3:0 surname: the member stands in a deleted record\n"
        "reject 4:0 kind: the member stands in a deleted record\n"
        "k/1 @5 withdrawn\n"
        "reject 6:37 deleted: true or false is wanted, not a number\n"
    );
}

/* One line each, with apostrophes for quotes, and its reject without the line. */
static const struct {
    const char *line;
    const char *reject;
} reject_rows[] = {
  /* clang-format off */
    { "[]", "1 : the line is a list, not an object" },
    { "{'type':'person'", "17 : a comma or the end is missing" },
    { "{'type':'person'}", "0 id: the member is missing" },
    { "{'id':'n/1'}", "0 type: the member is missing" },
    { "{'type':'people','id':'n'}", "9 type: 'people' is not a word that is known here" },
    { "{'type':7,'id':'n'}", "9 type: a text is wanted, not a number" },
    { "{'type':'person','id':''}", "23 id: the text is empty" },
    { "{'type':'person','id':' n'}", "23 id: the text has a blank at one end" },
    { "{'type':'person','id':'a\\tb'}", "23 id: the text has a control character" },
    { "{'type':'person','id':'n','x':1}", "31 x: the member is not known" },
    { "{'type':'person','id':'n','id':'m'}", "32 id: the member stands twice" },
    { "{'type':'person','id':'n','sex':'1','sex':'2'}", "43 sex: the member stands twice" },
    { "{'type':'person','id':'n','sex':1}", "33 sex: a text is wanted, not a number" },
    { "{'type':'person','id':'n','sex':[null]}", "34 sex: a text is wanted, not null" },
    { "{'type':'person','id':'n','sex':{}}", "34 sex: one of 'value' and 'known' is wanted" },
    { "{'type':'person','id':'n','sex':{'value':'1','known':'refused'}}",
      "63 sex: one of 'value' and 'known' is wanted" },
    { "{'type':'person','id':'n','sex':{'known':'known'}}",
      "42 sex: what is known has a 'value'" },
    { "{'type':'person','id':'n','sex':{'value':'1','since':'2'}}",
      "54 sex: 'since' is not a member of a value" },
    { "{'type':'person','id':'n','sex':{'value':'1','value':'2'}}",
      "54 sex: 'value' stands twice" },
    { "{'type':'person','id':'n','kind':'missing'}",
      "0 kind: the member does not belong to a person" },
    { "{'type':'object','id':'n','kind':'missing'}",
      "0 kind: 'missing' is no kind of object" },
    { "{'type':'event','id':'n'}", "0 kind: the member is missing" },
    { "{'type':'event','id':'n','kind':'crime','people':{}}",
      "50 people: a list is wanted, not an object" },
    { "{'type':'event','id':'n','kind':'crime','people':['n/1']}",
      "51 people: an object with 'id' and 'role' is wanted, not a text" },
    { "{'type':'event','id':'n','kind':'crime','people':[{'id':'n/1'}]}",
      "62 people: an item has no 'role'" },
    { "{'type':'event','id':'n','kind':'crime','people':[{'id':'n/1','id':'n/2'}]}",
      "68 people: 'id' stands twice" },
    { "{'type':'event','id':'n','kind':'crime','people':[{'id':'n/1','name':'A'}]}",
      "70 people: 'name' is not a member of an item" },
    { "{'type':'event','id':'n','kind':'crime','people':[{'id':'n/1','role':'owns'}]}",
      "50 people: 'owns' does not join these" },
    { "{'type':'link','id':'n','from':'a','role':'uses'}", "0 to: the member is missing" },
    { "{'type':'link','id':'n','from':'a','role':'uses','to':'b','sex':'1'}",
      "0 sex: the member does not belong to a link" },
    { "{'type':'person','id':'n','birth_date':'2009-11-23T10:00'}",
      "40 birth_date: the date has a time of day" },
    { "{'type':'person','id':'n','sex':'\xFF'}", "34 : the text is not UTF-8" },
  /* clang-format on */
};

/* What is behind a reject is read all the same. */
static void test_rejects(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof reject_rows / sizeof reject_rows[0]; i++) {
        char lines[512];
        char expected[512];
        (void)snprintf(
            lines,
            sizeof lines,
            "{\"type\":\"person\",\"id\":\"n\"}\n%s\n%s",
            reject_rows[i].line,
            "{\"type\":\"person\",\"id\":\"n\"}"
        );
        (void)snprintf(
            expected,
            sizeof expected,
            "n @1\n  person n\nreject 2:%s\nn @3\n  person n\n",
            reject_rows[i].reject
        );
        for (char *at = strchr(lines, '\''); at != NULL; at = strchr(at, '\'')) {
            *at = '"';
        }
        check_lines(lines, expected);
    }
}

static void test_impossible_dates(void **state)
{
    struct sl_test_folder folder;
    struct shown_counts counts = { 0 };
    (void)state;
    sl_test_folder_open(&folder);
    show_file(
        "pole-jsonl",
        sl_test_folder_write(
            &folder,
            "in",
            SL_STR("{\"type\":\"person\",\"id\":\"n\",\"birth_date\":\"2023-02-29\"}\n"
                   "{\"type\":\"person\",\"id\":\"n\",\"changed\":\"yesterday\"}\n"
                   "{\"type\":\"event\",\"id\":\"n\",\"kind\":\"crime\",\"start\":\"03/04/2023\"}\n"
                   "{\"type\":\"person\",\"id\":\"n\",\"birth_date\":\"2024-02-29\"}\n")
        ),
        NULL,
        &counts
    );
    SL_CHECK_U64(counts.rejects, 3);
    SL_CHECK_U64(counts.records, 1);
    sl_test_folder_close(&folder);
}

static void test_no_such_file(void **state)
{
    struct sl_splitter *splitter = NULL;
    struct sl_error err;
    (void)state;
    SL_CHECK_STATUS(
        sl_splitter_open(sl_format_find(SL_STR("pole-jsonl")), "no/such/file", &splitter, &err),
        SL_IO
    );
    assert_null(splitter);
}

static void test_other_files(void **state)
{
    struct sl_test_folder folder;
    struct sl_splitter *splitter = NULL;
    struct sl_error err;
    (void)state;
    sl_test_folder_open(&folder);
    const char *path = sl_test_folder_write(&folder, "a.csv", SL_STR("id,name\n1,A\n"));
    SL_CHECK_STATUS(
        sl_splitter_open(sl_format_find(SL_STR("pole-jsonl")), path, &splitter, &err), SL_INVALID
    );
    assert_string_equal(err.detail, "its first line does not begin with {");
    sl_test_folder_close(&folder);
    check_lines("", "");
    check_lines("\n \n", "reject 2:2 : a value is missing\n");
    check_lines("\xEF\xBB\xBF{\"type\":\"person\",\"id\":\"n\"}", "n @1\n  person n\n");
}

/* More items than one record may have: refused before memory is. */
static void test_item_limit(void **state)
{
    struct sl_buf line;
    (void)state;
    sl_buf_init(&line, (size_t)4 << 20);
    sl_buf_add(&line, SL_STR("{\"type\":\"person\",\"id\":\"n\",\"phone\":[\"1\""));
    for (size_t i = 0; i < 100000; i++) {
        sl_buf_add(&line, SL_STR(",\"1\""));
    }
    sl_buf_add(&line, SL_STR("]}"));
    check_shown(
        "pole-jsonl",
        sl_buf_str(&line),
        "reject 1:400036 phone: there are more than 100000 values\n"
    );
    sl_buf_finish(&line);
}

static void test_failing_allocations(void **state)
{
    (void)state;
    check_failing_allocations(
        "pole-jsonl",
        SL_STR("{\"type\":\"person\",\"id\":\"n\",\"surname\":\"O\\u2019Neill\","
               "\"people\":[{\"id\":\"m\",\"role\":\"mother\"}]}\n{\n")
    );
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_persons),
        cmocka_unit_test(test_links),
        cmocka_unit_test(test_objects_and_locations),
        cmocka_unit_test(test_deleted),
        cmocka_unit_test(test_rejects),
        cmocka_unit_test(test_impossible_dates),
        cmocka_unit_test(test_no_such_file),
        cmocka_unit_test(test_other_files),
        cmocka_unit_test(test_item_limit),
        cmocka_unit_test(test_failing_allocations),
    };
    return cmocka_run_group_tests_name("pole", tests, NULL, NULL);
}
