/* SPDX-License-Identifier: Apache-2.0 */
#include "api_site.h"

#define GOOD "{\"type\":\"person\",\"id\":\"x1\",\"given_name\":\"Zoe\",\"surname\":\"Lunt\"}\n"
#define BAD  "{\"type\":\"person\"}\n"

static void
send_file(struct child_site *site, const char *target, const char *text, struct site_reply *reply)
{
    api_send(site, SL_METHOD_POST, target, "application/octet-stream", sl_str_from(text), reply);
}

static int64_t number(const json_t *json, const char *list, const char *name)
{
    return json_integer_value(
        json_object_get(list == NULL ? json : json_object_get(json, list), name)
    );
}

/* Whole, with rejects kept; once more it changes nothing, and says so. */
static void a_file_is_taken_in_once(void **state)
{
    struct child_site *site = *state;
    struct site_reply reply;
    char run[60];

    api_site_let_go(site);
    send_file(site, "/api/intake/police/other/pole-jsonl", GOOD BAD, &reply);
    SL_CHECK_U64(reply.response.status, 201);
    (void)snprintf(run, sizeof run, "%s", site_header(&reply, "location"));
    json_t *json = api_json(&reply);
    assert_string_equal(json_string_value(json_object_get(json, "outcome")), "done");
    SL_CHECK_I64(number(json, "counts", "accepted"), 1);
    SL_CHECK_I64(number(json, "counts", "rejected"), 1);
    json_decref(json);
    site_reply_finish(&reply);
    send_file(site, "/api/intake/police/other/pole-jsonl", GOOD BAD, &reply);
    SL_CHECK_U64(reply.response.status, 200);
    assert_true(site_says(&reply, "\"outcome\":\"same\""));
    assert_string_equal(site_header(&reply, "location"), run);
    site_reply_finish(&reply);
    api_get(site, run, &reply);
    json = api_json(&reply);
    assert_string_equal(json_string_value(json_object_get(json, "state")), "finished");
    SL_CHECK_U64(json_array_size(json_object_get(json, "rejects")), 1);
    SL_CHECK_I64(number(json_array_get(json_object_get(json, "rejects"), 0), NULL, "line"), 2);
    json_decref(json);
    site_reply_finish(&reply);
    assert_true(child_entries(site->house, "all", SL_VERB_WRITE, SL_OUTCOME_ALLOWED) >= 2);
}

/* What is no file of the format leaves nothing, and does not say where it lay here. */
static void what_is_no_file_leaves_nothing(void **state)
{
    struct child_site *site = *state;
    struct site_reply reply;

    api_site_let_go(site);
    send_file(site, "/api/intake/police/other/cin-xml", "<not xml", &reply);
    api_check_problem(&reply, 400);
    assert_false(site_says(&reply, "/proc"));
    site_reply_finish(&reply);
    send_file(site, "/api/intake/police/other/nothing", GOOD, &reply);
    api_check_problem(&reply, 404);
    site_reply_finish(&reply);
}

/* For whom: the own agency, as the hub of others; with a token of a system, for that alone. */
static void files_are_of_who_may(void **state)
{
    struct child_site *site = *state;
    struct sl_store *store = site->house->people.store;
    struct site_reply reply;
    char bound[100];

    SL_CHECK_OK(sl_store_begin(store, NULL), NULL);
    access_add_user(store, "clerk", "oldham", UINT32_C(1) << SL_USER_STEWARD);
    SL_CHECK_OK(sl_store_commit(store, NULL), NULL);
    api_site_as_for(site, "clerk", "intake", "csc");
    (void)snprintf(bound, sizeof bound, "%s", api_header);
    api_site_as_for(site, "clerk", "intake", "");
    api_site_let_go(site);
    send_file(site, "/api/intake/police/other/pole-jsonl", GOOD, &reply);
    api_check_problem(&reply, 403);
    site_reply_finish(&reply);
    send_file(site, "/api/intake/oldham/other/pole-jsonl", GOOD, &reply);
    SL_CHECK_U64(reply.response.status, 201);
    site_reply_finish(&reply);
    (void)snprintf(api_header, sizeof api_header, "%s", bound);
    send_file(site, "/api/intake/oldham/other/pole-jsonl", GOOD, &reply);
    api_check_problem(&reply, 403);
    site_reply_finish(&reply);
    send_file(site, "/api/intake/oldham/csc/pole-jsonl", GOOD, &reply);
    SL_CHECK_U64(reply.response.status, 201);
    site_reply_finish(&reply);
    /* A run of another agency is as one that is not there. */
    api_fails(site, "/api/runs/1", 404);
}

/* While another file of the system is not finished, it has to wait. */
static void another_file_goes_first(void **state)
{
    struct child_site *site = *state;
    struct sl_store *store = site->house->people.store;
    struct sl_run_file file = { .format = SL_STR("pole-jsonl"),
                                .name = SL_STR("other"),
                                .bytes = 7 };
    struct site_reply reply;
    struct sl_error err;
    int64_t run = 0;
    bool is_resumed = false;

    SL_CHECK_OK(sl_store_begin(store, &err), &err);
    SL_CHECK_OK(
        sl_store_source_find(store, SL_STR("police"), SL_STR("records"), &file.source, &err), &err
    );
    SL_CHECK_OK(sl_store_run_begin(store, &file, ACCESS_NOW, &run, &is_resumed, &err), &err);
    SL_CHECK_OK(sl_store_commit(store, &err), &err);
    api_site_let_go(site);
    send_file(site, "/api/intake/police/records/pole-jsonl", GOOD, &reply);
    api_check_problem(&reply, 409);
    site_reply_finish(&reply);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        API_TEST(a_file_is_taken_in_once),
        API_TEST(what_is_no_file_leaves_nothing),
        API_TEST(files_are_of_who_may),
        API_TEST(another_file_goes_first),
    };
    return cmocka_run_group_tests_name("web/api_intake", tests, NULL, NULL);
}
