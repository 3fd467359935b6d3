/* SPDX-License-Identifier: Apache-2.0 */
#include "api_site.h"

static const char *body(struct child_site *site, const char *records)
{
    static char text[500];

    (void)snprintf(
        text,
        sizeof text,
        "{\"child\":\"%.*s\",\"holder\":\"oldham\",\"records\":%s,\"reason\":\"Meeting\","
        "\"urgent\":true}",
        SL_STR_ARG(child_id(site->house->child)),
        records
    );
    return text;
}

static void a_request_is_asked_and_listed(void **state)
{
    struct child_site *site = *state;
    struct site_reply reply;

    api_post(site, "/api/requests", body(site, "[\"oldham/records/p1\"]"), &reply);
    SL_CHECK_U64(reply.response.status, 201);
    assert_true(site_says(&reply, "{\"request\":1}"));
    site_reply_finish(&reply);
    api_get(site, "/api/requests", &reply);
    json_t *json = api_json(&reply);
    const json_t *one = json_array_get(json_object_get(json, "requests"), 0);
    assert_string_equal(json_string_value(json_object_get(one, "state")), "asked");
    assert_string_equal(json_string_value(json_object_get(one, "holder")), "oldham");
    assert_string_equal(json_string_value(json_object_get(one, "asked_by")), "all");
    const json_t *record = json_array_get(json_object_get(one, "records"), 0);
    assert_string_equal(json_string_value(json_object_get(record, "record")), "oldham/records/p1");
    assert_string_equal(json_string_value(json_object_get(record, "answer")), "none");
    json_decref(json);
    site_reply_finish(&reply);
    assert_true(child_entries(site->house, "all", SL_VERB_ASK, SL_OUTCOME_ALLOWED) > 0);
}

static void what_makes_no_sense_is_refused(void **state)
{
    struct child_site *site = *state;

    api_post_fails(site, "/api/requests", body(site, "[]"), 400);
    api_post_fails(site, "/api/requests", body(site, "[\"\"]"), 400);
    api_post_fails(site, "/api/requests", body(site, "\"oldham/records/p1\""), 400);
    api_post_fails(
        site,
        "/api/requests",
        "{\"child\":\"P00000001\",\"holder\":\"oldham\",\"records\":[\"x\"],\"reason\":\"r\"}",
        404
    );
    SL_CHECK_U64(child_entries(site->house, "all", SL_VERB_ASK, SL_OUTCOME_ALLOWED), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        API_TEST(a_request_is_asked_and_listed),
        API_TEST(what_makes_no_sense_is_refused),
    };
    return cmocka_run_group_tests_name("web/api_request", tests, NULL, NULL);
}
