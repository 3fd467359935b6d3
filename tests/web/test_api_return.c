/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the department's document says of its address, on ours: the same statuses for the same
 * bodies. Values: Department for Education, "DfE CSC API" 1.0.1.
 */
#include "api_site.h"
#include "web/limit.h"

#define TARGET "/api/children_social_care_data/353/children"

/* Children of made-up people, by number. */
static void add_children(struct sl_buf *body, unsigned count)
{
    sl_buf_add_byte(body, '[');
    for (unsigned i = 0; i < count; i++) {
        sl_buf_addf(
            body,
            "%s{\"la_child_id\":\"C%u\",\"child_details\":{\"first_name\":\"Zoe\","
            "\"surname\":\"Lunt\",\"date_of_birth\":\"2014-03-0%u\"},"
            "\"social_care_episodes\":[{\"social_care_episode_id\":\"E%u\","
            "\"referral_date\":\"2026-01-05\"}]}",
            i == 0 ? "" : ",",
            i,
            i % 9 + 1,
            i
        );
    }
    sl_buf_add_byte(body, ']');
}

static int bound_set_up(void **state)
{
    (void)api_site_set_up(state);
    struct child_site *site = *state;
    struct sl_store *store = site->house->people.store;
    SL_CHECK_OK(sl_store_begin(store, NULL), NULL);
    access_add_user(store, "nightly", "oldham", UINT32_C(1) << SL_USER_STEWARD);
    SL_CHECK_OK(sl_store_commit(store, NULL), NULL);
    api_site_as_for(site, "nightly", "intake", "csc");
    return 0;
}

#define RETURN_TEST(test) cmocka_unit_test_setup_teardown(test, bound_set_up, child_site_tear_down)

/* "8-4-4-4-12", of version 8 and the variant of RFC 9562. */
static void check_uuid(const char *text)
{
    SL_CHECK_U64(strlen(text), 36);
    for (size_t i = 0; i < 36; i++) {
        const bool is_dash = i == 8 || i == 13 || i == 18 || i == 23;
        assert_true(is_dash ? text[i] == '-' : strchr("0123456789abcdef", text[i]) != NULL);
    }
    assert_true(text[14] == '8' && strchr("89ab", text[19]) != NULL);
}

static void send(struct child_site *site, struct sl_str body, char receipt[40])
{
    struct site_reply reply;

    api_send(site, SL_METHOD_POST, TARGET, "application/json", body, &reply);
    SL_CHECK_U64(reply.response.status, 200);
    assert_non_null(strstr(site_header(&reply, "link"), "rel=\"describedby\""));
    json_t *json = api_json(&reply);
    (void)snprintf(receipt, 40, "%s", json_string_value(json));
    json_decref(json);
    check_uuid(receipt);
    site_reply_finish(&reply);
}

/* The whole of a piece is in the store, under the agency and system of the token; the same again
 * gives the same receipt and changes nothing. */
static void a_piece_is_received(void **state)
{
    struct child_site *site = *state;
    struct sl_buf body;
    struct site_reply reply;
    char first[40];
    char again[40];

    sl_buf_init(&body, (size_t)1 << 20);
    add_children(&body, SL_WEB_RETURN_CHILDREN);
    api_site_let_go(site);
    send(site, sl_buf_str(&body), first);
    send(site, sl_buf_str(&body), again);
    assert_string_equal(first, again);
    sl_buf_clear(&body);
    add_children(&body, 1);
    send(site, sl_buf_str(&body), again);
    assert_string_not_equal(first, again);
    api_get(site, "/api/runs/4", &reply);
    json_t *json = api_json(&reply);
    assert_string_equal(json_string_value(json_object_get(json, "agency")), "oldham");
    assert_string_equal(json_string_value(json_object_get(json, "system")), "csc");
    assert_string_equal(json_string_value(json_object_get(json, "format")), "dfe-csc-json");
    SL_CHECK_I64(
        json_integer_value(json_object_get(json_object_get(json, "counts"), "accepted")),
        SL_WEB_RETURN_CHILDREN
    );
    json_decref(json);
    site_reply_finish(&reply);
    sl_buf_finish(&body);
}

/* One that cannot be taken is rejected and kept; the others are taken. */
static void rejects_are_kept(void **state)
{
    struct child_site *site = *state;
    struct site_reply reply;
    char receipt[40];

    api_site_let_go(site);
    send(site, SL_STR("[{\"la_child_id\":\"C1\"},{\"la_child_id\":\"no such\"}]"), receipt);
    api_get(site, "/api/runs/4", &reply);
    assert_true(site_says(&reply, "\"accepted\":1"));
    assert_true(site_says(&reply, "\"rejected\":1"));
    assert_true(site_says(&reply, "\"field\":\"la_child_id\""));
    site_reply_finish(&reply);
}

static void statuses_are_those_of_the_document(void **state)
{
    static const struct {
        const char *target, *body;
        unsigned status;
    } tries[] = {
        {TARGET,                                          "",                         400},
        { TARGET,                                         "{}",                       400},
        { TARGET,                                         "[",                        400},
        { TARGET,                                         "[1]",                      400},
        { TARGET,                                         "[{}] x",                   400},
        { TARGET,                                         "[{\"la_child_id\":\"C1\"", 400},
        { "/api/children_social_care_data/x/children",    "[{}]",                     400},
        { "/api/children_social_care_data/1000/children", "[{}]",                     400},
        { "/api/children_social_care_data/350/children",  "[{}]",                     403},
    };
    struct child_site *site = *state;
    struct site_reply reply;
    struct sl_buf body;
    char bound[100];

    (void)snprintf(bound, sizeof bound, "%s", api_header);
    api_site_as_for(site, "nightly", "intake", "");
    char open[100];
    (void)snprintf(open, sizeof open, "%s", api_header);
    api_site_let_go(site);
    (void)snprintf(api_header, sizeof api_header, "%s", bound);
    for (size_t i = 0; i < sizeof tries / sizeof tries[0]; i++) {
        api_post_fails(site, tries[i].target, tries[i].body, tries[i].status);
    }
    api_post(site, TARGET, " [ ] ", &reply);
    SL_CHECK_U64(reply.response.status, 204);
    SL_CHECK_STR(sl_response_text(&reply.response), "");
    site_reply_finish(&reply);
    sl_buf_init(&body, (size_t)1 << 20);
    add_children(&body, SL_WEB_RETURN_CHILDREN + 1);
    api_send(site, SL_METHOD_POST, TARGET, "application/json", sl_buf_str(&body), &reply);
    api_check_problem(&reply, 413);
    site_reply_finish(&reply);
    sl_buf_finish(&body);
    /* A token that is of no authority speaks for none. */
    (void)snprintf(api_header, sizeof api_header, "%s", open);
    api_post_fails(site, "/api/children_social_care_data/0/children", "[{}]", 403);
    api_post_fails(site, TARGET, "[{}]", 403);
    api_header[0] = '\0';
    api_post_fails(site, TARGET, "[{}]", 401);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RETURN_TEST(a_piece_is_received),
        RETURN_TEST(rejects_are_kept),
        RETURN_TEST(statuses_are_those_of_the_document),
    };
    return cmocka_run_group_tests_name("web/api_return", tests, NULL, NULL);
}
