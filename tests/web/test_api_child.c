/* SPDX-License-Identifier: Apache-2.0 */
#include "api_site.h"
#include "app/picture_door.h"
#include "picture/picture_json.h"

/* The very bytes that the command prints for the same reader. */
static void the_picture_is_that_of_the_command(void **state)
{
    struct child_site *site = *state;
    const struct sl_picture_request request = { .identity = site->house->child,
                                                .today = ACCESS_DAY,
                                                .access = NULL };
    struct sl_picture_request wanted = request;
    const struct sl_picture *picture = NULL;
    struct sl_picture_loader *loader = NULL;
    struct site_reply reply;
    struct sl_buf json;
    struct sl_error err;

    api_get(site, "/api/child/{}", &reply);
    SL_CHECK_U64(reply.response.status, 200);
    assert_string_equal(site_header(&reply, "content-type"), "application/json");
    struct sl_access *access = access_open(site->house->people.store_path, "all");
    wanted.access = access;
    SL_CHECK_OK(sl_picture_loader_open(&loader, &err), &err);
    SL_CHECK_OK(sl_picture_open(loader, &wanted, &picture, &err), &err);
    sl_buf_init(&json, (size_t)1 << 20);
    sl_picture_json(picture, &json);
    sl_buf_add_byte(&json, '\n');
    assert_true(sl_str_equal(sl_response_text(&reply.response), sl_buf_str(&json)));
    sl_buf_finish(&json);
    sl_picture_loader_close(loader);
    sl_access_close(access);
    site_reply_finish(&reply);
}

/* Who holds records is said, and nothing of what they say. */
static void holders_are_told_without_contents(void **state)
{
    struct child_site *site = *state;
    struct site_reply reply;

    api_get(site, "/api/child/{}/holders", &reply);
    SL_CHECK_U64(reply.response.status, 200);
    json_t *json = api_json(&reply);
    assert_true(json_array_size(json_object_get(json, "answers")) > 3);
    assert_null(json_object_get(json, "events"));
    assert_true(site_says(&reply, "\"records_held\""));
    assert_true(site_says(&reply, "\"not_permitted_to_say\""));
    assert_false(site_says(&reply, "Aisha") || site_says(&reply, "AISHA"));
    json_decref(json);
    site_reply_finish(&reply);
}

/* Of nobody, of one who is sealed, and of what is no id: in the same words. */
static void who_may_not_be_told_is_not_there(void **state)
{
    static const char *const targets[] = {
        "/api/child/P00000001", "/api/child/P00000001/holders", "/api/child/9000057418",
        "/api/child/Brien",     "/api/child/Brien/holders",     "/api/child/x/questions",
    };
    struct child_site *site = *state;

    for (size_t i = 0; i < sizeof targets / sizeof targets[0]; i++) {
        api_fails(site, targets[i], 404);
    }
    child_seal(site->house, 1, "n1");
    child_seal(site->house, 2, "c1");
    api_fails(site, "/api/child/{}", 404);
    api_fails(site, "/api/child/{}/holders", 404);
}

static void questions_are_those_of_the_child(void **state)
{
    struct child_site *site = *state;
    struct site_reply reply;

    (void)question_missing(site->house, 0);
    api_get(site, "/api/child/{}/questions", &reply);
    SL_CHECK_U64(reply.response.status, 200);
    json_t *json = api_json(&reply);
    const json_t *question = json_array_get(json_object_get(json, "questions"), 0);
    SL_CHECK_U64(json_array_size(json_object_get(json, "questions")), 1);
    assert_string_equal(json_string_value(json_object_get(question, "indicator")), "missing");
    assert_string_equal(json_string_value(json_object_get(question, "asks")), "Why?");
    json_decref(json);
    site_reply_finish(&reply);
    /* Of somebody else, and of nobody, there is none. */
    api_get(site, "/api/child/P00000001/questions", &reply);
    assert_true(site_says(&reply, "{\"questions\":[]}"));
    site_reply_finish(&reply);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        API_TEST(the_picture_is_that_of_the_command),
        API_TEST(holders_are_told_without_contents),
        API_TEST(who_may_not_be_told_is_not_there),
        API_TEST(questions_are_those_of_the_child),
    };
    return cmocka_run_group_tests_name("web/api_child", tests, NULL, NULL);
}
