/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The document of the interface, held against the server: each path, method and status of it is
 * asked for, each body that is sent and each answer has the form that it says, each of its members
 * is in some answer, and each address of the server is in it.
 */
#include "api_site.h"
#include "app/request_manage.h"
#include "schema.h"
#include "web/limit.h"

/* Who asks, by the token that they send. */
enum who { WHO_ALL, WHO_NOBODY, WHO_NARROW, WHO_BUSY, WHO_CLERK, WHO_COUNT };

/* An operation that is asked for, and the status that is to come of it. */
struct way {
    const char *path, *method; /* as the document has them */
    const char *target, *body; /* a body of NULL: none; "large": one that is too large */
    unsigned status;           /* 0: something happens between two requests */
    enum who who;
};

#define CHILD_BODY \
    "{\"child\":\"9000057418\",\"holder\":\"nhs\",\"records\":[\"a\"],\"reason\":\"r\"}"
#define INTAKE "/intake/{agency}/{system}/{format}"
#define RETURN "/children_social_care_data/{la_code}/children"
#define PERSON "{\"type\":\"person\",\"id\":\"x1\",\"given_name\":\"Zoe\"}\n{}\n"

/* clang-format off */
static const struct way ways[] = {
    { "/health", "get", "/api/health", NULL, 200, WHO_NOBODY },
    { "/openapi.json", "get", "/api/openapi.json", NULL, 200, WHO_NOBODY },
    { "/search", "post", "/api/search", "{\"words\":\"Brien\",\"limit\":3}", 200, WHO_ALL },
    { "/search", "post", "/api/search", "{\"words\":\"zzz 14\"}", 200, WHO_ALL },
    { "/search", "post", "/api/search", "{\"words\":7}", 400, WHO_ALL },
    { "/search", "post", "/api/search", "{\"words\":\"x\"}", 401, WHO_NOBODY },
    { "/search", "post", "/api/search", "{\"words\":\"x\"}", 403, WHO_NARROW },
    { "/search", "post", "/api/search", "large", 413, WHO_ALL },
    { "/search", "post", "/api/search", NULL, 415, WHO_ALL },
    { "/search", "post", "/api/search", "{\"words\":\"x\"}", 429, WHO_BUSY },
    { "/child/{child}", "get", "/api/child/{}", NULL, 200, WHO_ALL },
    { "/child/{child}", "get", "/api/child/{}", NULL, 401, WHO_NOBODY },
    { "/child/{child}", "get", "/api/child/{}", NULL, 403, WHO_NARROW },
    { "/child/{child}", "get", "/api/child/P00000001", NULL, 404, WHO_ALL },
    { "/child/{child}", "get", "/api/child/{}", NULL, 429, WHO_BUSY },
    { "/child/{child}/holders", "get", "/api/child/{}/holders", NULL, 200, WHO_ALL },
    { "/child/{child}/holders", "get", "/api/child/{}/holders", NULL, 401, WHO_NOBODY },
    { "/child/{child}/holders", "get", "/api/child/{}/holders", NULL, 403, WHO_NARROW },
    { "/child/{child}/holders", "get", "/api/child/P00000001/holders", NULL, 404, WHO_ALL },
    { "/child/{child}/holders", "get", "/api/child/{}/holders", NULL, 429, WHO_BUSY },
    { "/child/{child}/questions", "get", "/api/child/{}/questions", NULL, 200, WHO_ALL },
    { "/child/{child}/questions", "get", "/api/child/{}/questions", NULL, 401, WHO_NOBODY },
    { "/child/{child}/questions", "get", "/api/child/{}/questions", NULL, 403, WHO_NARROW },
    { "/child/{child}/questions", "get", "/api/child/x/questions", NULL, 404, WHO_ALL },
    { "/child/{child}/questions", "get", "/api/child/{}/questions", NULL, 429, WHO_BUSY },
    { "/requests", "get", "/api/requests", NULL, 200, WHO_ALL },
    { "/requests", "get", "/api/requests", NULL, 401, WHO_NOBODY },
    { "/requests", "get", "/api/requests", NULL, 403, WHO_NARROW },
    { "/requests", "get", "/api/requests", NULL, 429, WHO_BUSY },
    { "/requests", "post", "/api/requests", "{\"child\":\"{}\",\"holder\":\"oldham\","
      "\"records\":[\"oldham/records/p1\"],\"reason\":\"r\",\"urgent\":false}", 201, WHO_ALL },
    { "/requests", "get", "answer", NULL, 0, WHO_ALL }, /* oldham does */
    { "/requests", "get", "/api/requests", NULL, 200, WHO_ALL },
    { "/requests", "post", "/api/requests", "{\"child\":\"x\"}", 400, WHO_ALL },
    { "/requests", "post", "/api/requests", CHILD_BODY, 401, WHO_NOBODY },
    { "/requests", "post", "/api/requests", CHILD_BODY, 403, WHO_NARROW },
    { "/requests", "post", "/api/requests", CHILD_BODY, 404, WHO_ALL },
    { "/requests", "post", "/api/requests", "large", 413, WHO_ALL },
    { "/requests", "post", "/api/requests", NULL, 415, WHO_ALL },
    { "/requests", "post", "/api/requests", CHILD_BODY, 429, WHO_BUSY },
    { INTAKE, "post", "/api/intake/police/other/pole-jsonl", PERSON, 503, WHO_ALL },
    { INTAKE, "post", "let go", NULL, 0, WHO_ALL }, /* from here on the house holds no store */
    { INTAKE, "post", "/api/intake/police/other/pole-jsonl", PERSON, 201, WHO_ALL },
    { INTAKE, "post", "/api/intake/police/other/pole-jsonl", PERSON, 200, WHO_ALL },
    { INTAKE, "post", "/api/intake/police/other/cin-xml", "<x", 400, WHO_ALL },
    { INTAKE, "post", "/api/intake/police/other/pole-jsonl", PERSON, 401, WHO_NOBODY },
    { INTAKE, "post", "/api/intake/police/other/pole-jsonl", PERSON, 403, WHO_CLERK },
    { INTAKE, "post", "/api/intake/police/other/nothing", PERSON, 404, WHO_ALL },
    { INTAKE, "post", "/api/intake/police/records/pole-jsonl", PERSON, 409, WHO_ALL },
    { INTAKE, "post", "/api/intake/police/other/pole-jsonl", "large", 413, WHO_ALL },
    { INTAKE, "post", "/api/intake/police/other/pole-jsonl", PERSON, 429, WHO_BUSY },
    { "/runs/{run}", "get", "/api/runs/1", NULL, 200, WHO_ALL },
    { "/runs/{run}", "get", "/api/runs/8", NULL, 200, WHO_ALL },
    { "/runs/{run}", "get", "/api/runs/1", NULL, 401, WHO_NOBODY },
    { "/runs/{run}", "get", "/api/runs/1", NULL, 403, WHO_NARROW },
    { "/runs/{run}", "get", "/api/runs/99", NULL, 404, WHO_ALL },
    { "/runs/{run}", "get", "/api/runs/1", NULL, 429, WHO_BUSY },
    { RETURN, "post", "/api/children_social_care_data/353/children",
      "[{\"la_child_id\":\"C1\"}]", 200, WHO_CLERK },
    { RETURN, "post", "/api/children_social_care_data/353/children", "[]", 204, WHO_CLERK },
    { RETURN, "post", "/api/children_social_care_data/353/children", "{}", 400, WHO_CLERK },
    { RETURN, "post", "/api/children_social_care_data/353/children", "[{}]", 401, WHO_NOBODY },
    { RETURN, "post", "/api/children_social_care_data/350/children", "[{}]", 403, WHO_CLERK },
    { RETURN, "post", "/api/children_social_care_data/353/children", "large", 413, WHO_CLERK },
    { RETURN, "post", "/api/children_social_care_data/353/children", "[{}]", 429, WHO_BUSY },
    { RETURN, "post", "/api/children_social_care_data/353/children", "[{\"la_child_id\":\"C2\"}]",
      503, WHO_COUNT }, /* while somebody else holds the store */
};
/* clang-format on */
#define WAY_COUNT (sizeof ways / sizeof ways[0])

/*
 * More of the child than the house has, so that each member of a picture is there: a value of a
 * time, one that two records say, codes, a parent with all that can be said of one, ties that began
 * and ended, an event that two agencies tell, and one that nobody has sent.
 */
#define MORE_POLICE                                                                             \
    "{\"type\":\"person\",\"id\":\"n1\",\"changed\":\"2026-03-01\",\"given_name\":\"AISHA\","   \
    "\"surname\":{\"value\":\"BRIEN\",\"from\":\"2012\",\"until\":\"2030\"},\"sex\":\"F\","     \
    "\"birth_date\":\"2011-02-03\",\"phone\":\"07700 900123\","                                 \
    "\"objects\":[{\"id\":\"phone/1\",\"role\":\"uses\"}]}\n"                                   \
    "{\"type\":\"person\",\"id\":\"n5\",\"given_name\":\"AISHA\",\"surname\":\"BRIEN\","        \
    "\"sex\":\"F\",\"birth_date\":\"2011-02-03\"}\n"                                            \
    "{\"type\":\"person\",\"id\":\"n6\",\"full_name\":\"Pat Brien\",\"sex\":\"M\","             \
    "\"gender\":\"1\",\"birth_date\":\"1980\",\"expected_birth_date\":\"1980-02\","             \
    "\"death_date\":\"2025-05-05\"}\n"                                                          \
    "{\"type\":\"link\",\"id\":\"l6\",\"from\":\"n6\",\"role\":\"father\",\"to\":\"n1\","       \
    "\"start\":\"2011\",\"end\":\"2025\"}\n"                                                    \
    "{\"type\":\"event\",\"id\":\"i1\",\"kind\":\"return_interview\",\"start\":\"2026-01-04\"," \
    "\"child_words\":\"I was bored.\",\"people\":[{\"id\":\"n1\",\"role\":\"subject\"}],"       \
    "\"follows\":[\"m1\"]}\n"                                                                   \
    "{\"type\":\"event\",\"id\":\"i2\",\"kind\":\"return_interview\",\"start\":\"2026-01-04\"," \
    "\"child_words\":\"I was bored.\",\"people\":[{\"id\":\"n1\",\"role\":\"subject\"}],"       \
    "\"grade\":{\"value\":\"low\",\"from\":\"2026-01-04\",\"until\":\"2026-01-05\"},"           \
    "\"follows\":[\"m1\"]}\n"                                                                   \
    "{\"type\":\"event\",\"id\":\"child/C1/referral/"                                           \
    "E1\",\"kind\":\"referral\",\"start\":\"2026-01-05\","                                      \
    "\"people\":[{\"id\":\"n1\",\"role\":\"subject\"}]}\n"                                      \
    "{\"type\":\"link\",\"id\":\"l9\",\"from\":\"n1\",\"role\":\"subject\",\"to\":\"x9\"}\n"    \
    "{\"type\":\"event\",\"id\":\"m7\",\"kind\":\"missing\",\"start\":\"2025-06-02\","          \
    "\"end\":\"2025-06-03\",\"people\":[{\"id\":\"n1\",\"role\":\"subject\"}]}\n"
/* The same event in the words of another format of the same system. */
#define MORE_DAILY                                                                           \
    "[{\"la_child_id\":\"C1\",\"social_care_episodes\":[{\"social_care_episode_id\":\"E1\"," \
    "\"referral_date\":\"2026-01-05\"}]}]"
#define MORE_OLDHAM                                                                    \
    "{\"type\":\"event\",\"id\":\"m8\",\"kind\":\"missing\",\"start\":\"2025-06-02\"," \
    "\"end\":\"2025-06-03\",\"people\":[{\"id\":\"c1\",\"role\":\"subject\"}]}\n"

/* Tokens of all who ask. */
static char headers[WHO_COUNT][100];

static void keep_token(enum who who)
{
    (void)snprintf(headers[who], sizeof headers[who], "%s", api_header);
}

/* What the house does not have of the child. */
static void tell_more(struct child_house *house)
{
    const struct sl_question_doing allocate = { .question = 1,
                                                .act = SL_ACT_ALLOCATED,
                                                .user = SL_STR("all") };
    const struct sl_question_doing answer = {
        .question = 1,
        .act = SL_ACT_ANSWERED,
        .reply = SL_REPLY_PLANNED,
        .until = ACCESS_DAY + 7,
        .words = SL_STR("We see her on Friday"),
    };
    struct sl_error err;

    people_take(&house->people, "police", MORE_POLICE);
    people_take(&house->people, "oldham", MORE_OLDHAM);
    people_take_as(&house->people, "police", "dfe-csc-json", MORE_DAILY);
    people_update(&house->people, false);
    picture_is(&house->people, 1, "n5", house->child);
    picture_is(&house->people, 1, "child/C1", house->child);
    picture_is(&house->people, 1, "n6", picture_mention(&house->people, 1, "n6"));
    picture_identified(&house->people);
    child_withhold(house, 2, "c1", SL_SHARE_BIT(SL_ATTRIBUTE_PHONE));
    (void)question_missing(house, 0);
    SL_CHECK_OK(question_do(house, "all", &allocate, 0, &err), &err);
    SL_CHECK_OK(question_do(house, "all", &answer, 0, &err), &err);
}

/* Oldham answers what was asked: a part of it. */
static void answer_request(struct child_site *site)
{
    const struct sl_request_reply reply = {
        .request = 1,
        .record = SL_STR("oldham/records/p1"),
        .outcome = SL_OUTCOME_REDACTED,
        .reason = SL_WITHHELD_OTHERS,
        .words = SL_STR("Her brother is in it"),
    };
    struct sl_access *access = question_door(site->house, "boss", 0);
    struct sl_error err;

    SL_CHECK_OK(sl_request_reply_make(access, &reply, &err), &err);
    sl_access_close(access);
}

/* One run that is not finished, and a token for each who asks. */
static void prepare(struct child_site *site)
{
    struct sl_store *store = site->house->people.store;
    struct sl_run_file file = { .format = SL_STR("x"), .name = SL_STR("other"), .bytes = 7 };
    struct sl_error err;
    int64_t run = 0;
    bool is_resumed = false;

    tell_more(site->house);
    SL_CHECK_OK(sl_store_begin(store, &err), &err);
    SL_CHECK_OK(
        sl_store_source_find(store, SL_STR("police"), SL_STR("records"), &file.source, &err), &err
    );
    SL_CHECK_OK(sl_store_run_begin(store, &file, ACCESS_NOW, &run, &is_resumed, &err), &err);
    access_add_user(store, "boss", "oldham", UINT32_C(1) << SL_USER_MANAGER);
    access_add_user(store, "clerk", "oldham", UINT32_C(1) << SL_USER_STEWARD);
    SL_CHECK_OK(sl_store_commit(store, &err), &err);
    keep_token(WHO_ALL);
    api_site_as(site, "all");
    keep_token(WHO_BUSY);
    api_site_as(site, "leader");
    keep_token(WHO_NARROW);
    api_site_as_for(site, "clerk", "intake", "csc");
    keep_token(WHO_CLERK);
    headers[WHO_NOBODY][0] = '\0';
}

/* One token asks until it must wait. */
static void be_busy(struct child_site *site)
{
    struct site_reply reply;

    (void)snprintf(api_header, sizeof api_header, "%s", headers[WHO_BUSY]);
    for (unsigned i = 0; i < SL_WEB_TOKEN_MINUTE; i++) {
        api_get(site, "/api/runs/0", &reply);
        site_reply_finish(&reply);
    }
}

static json_t *operation_of(const struct schema *schema, const struct way *way)
{
    json_t *path = json_object_get(json_object_get(schema->document, "paths"), way->path);
    json_t *operation = json_object_get(path, way->method);

    if (operation == NULL) {
        fail_msg("the document has no %s %s", way->method, way->path);
    }
    return operation;
}

static json_t *response_of(const struct schema *schema, const struct way *way)
{
    char status[20];
    json_t *responses = json_object_get(operation_of(schema, way), "responses");

    (void)snprintf(status, sizeof status, "%u", way->status);
    json_t *response = json_object_get(responses, status);
    if (response == NULL) {
        fail_msg("the document has no %u for %s %s", way->status, way->method, way->path);
    }
    return schema_of(schema, response);
}

/* The headers that the document promises are there, and the body is of its form. */
static void
check_reply(const struct schema *schema, const struct way *way, const struct site_reply *reply)
{
    json_t *response = response_of(schema, way);
    json_t *promised = json_object_get(response, "headers");
    const char *type = site_header(reply, "content-type");
    const char *name = NULL;
    json_t *member = NULL;
    char lower[60];

    json_object_foreach(promised, name, member)
    {
        size_t len = 0;
        for (; name[len] != '\0' && len + 1 < sizeof lower; len++) {
            lower[len] = (char)(name[len] | ' ');
        }
        lower[len] = '\0';
        if (site_header(reply, lower) == NULL) {
            fail_msg("%s %s: %u has no %s", way->method, way->path, way->status, name);
        }
    }
    if (json_object_get(response, "content") == NULL) {
        assert_null(type);
        return;
    }
    json_t *content = json_object_get(json_object_get(response, "content"), type);
    if (content == NULL) {
        fail_msg("%s %s: %u is no %s", way->method, way->path, way->status, type);
    }
    json_t *json = api_json(reply);
    schema_check(schema, json_object_get(content, "schema"), json, way->path);
    json_decref(json);
}

/* A body that is taken has the form that the document says; one that is refused may have any. */
static void check_body(const struct schema *schema, const struct way *way)
{
    json_t *content =
        json_object_get(json_object_get(operation_of(schema, way), "requestBody"), "content");
    json_t *of = json_object_get(json_object_get(content, "application/json"), "schema");

    if (of != NULL && way->status < 300) {
        json_t *body = json_loads(way->body, 0, NULL);
        assert_non_null(body);
        schema_check(schema, of, body, way->path);
        json_decref(body);
    }
}

static void walk(struct child_site *site, const struct schema *schema, const struct way *way)
{
    static char large[SL_WEB_BODY_BYTES + 1];
    char filled[300];
    struct site_reply reply;
    struct sl_str body = sl_str_from(way->body == NULL ? "" : way->body);
    const bool is_large = sl_str_equal(body, SL_STR("large"));
    const char *type = way->body == NULL ? NULL : "application/json";

    if (is_large) {
        memset(large, ' ', sizeof large);
        body = (struct sl_str){ .ptr = large, .len = sizeof large };
    } else if (way->body != NULL && strstr(way->body, "{}\"") != NULL) {
        (void)snprintf(filled, sizeof filled, "%s", api_address(site, way->body));
        body = sl_str_from(filled);
    }
    const bool is_held = way->who == WHO_COUNT;
    struct sl_store *held = NULL;
    if (is_held) {
        held = NULL;
        SL_CHECK_OK(
            sl_store_open(site->house->people.store_path, SL_STORE_WRITE, &held, NULL), NULL
        );
    }
    (void)snprintf(api_header, sizeof api_header, "%s", headers[is_held ? WHO_CLERK : way->who]);
    api_send(
        site,
        strcmp(way->method, "get") == 0 ? SL_METHOD_GET : SL_METHOD_POST,
        way->target,
        type,
        body,
        &reply
    );
    sl_store_close(held);
    if (reply.response.status != way->status) {
        fail_msg(
            "%s %s gave %u, not %u: %.*s",
            way->method,
            way->target,
            reply.response.status,
            way->status,
            SL_STR_ARG(sl_response_text(&reply.response))
        );
    }
    check_body(schema, way);
    check_reply(schema, way, &reply);
    site_reply_finish(&reply);
}

static bool is_status(unsigned number, const char *text)
{
    char status[20];

    (void)snprintf(status, sizeof status, "%u", number);
    return strcmp(status, text) == 0;
}

/* Each operation and status of the document is one of the ways. */
static void check_all_walked(const struct schema *schema)
{
    const char *path = NULL;
    const char *method = NULL;
    const char *status = NULL;
    json_t *operations = NULL;
    json_t *operation = NULL;
    json_t *response = NULL;

    json_object_foreach(json_object_get(schema->document, "paths"), path, operations)
    {
        json_object_foreach(operations, method, operation)
        {
            json_object_foreach(json_object_get(operation, "responses"), status, response)
            {
                size_t i = 0;
                while (i < WAY_COUNT &&
                       (strcmp(ways[i].path, path) != 0 || strcmp(ways[i].method, method) != 0 ||
                        !is_status(ways[i].status, status))) {
                    i++;
                }
                if (i == WAY_COUNT) {
                    fail_msg("%s %s: nothing asks for %s", method, path, status);
                }
            }
        }
    }
}

static json_t *read_document(struct child_site *site)
{
    struct site_reply reply;

    api_get(site, "/api/openapi.json", &reply);
    json_t *document = api_json(&reply);
    site_reply_finish(&reply);
    return document;
}

static void the_server_is_as_the_document_says(void **state)
{
    struct child_site *site = *state;
    struct schema schema = { .document = read_document(site), .seen = json_object() };
    size_t unseen = 0;
    const char *name = NULL;
    json_t *node = NULL;

    check_all_walked(&schema);
    prepare(site);
    be_busy(site);
    for (size_t i = 0; i < WAY_COUNT; i++) {
        if (ways[i].status != 0) {
            walk(site, &schema, &ways[i]);
        } else if (strcmp(ways[i].target, "answer") == 0) {
            answer_request(site);
        } else {
            api_site_let_go(site);
        }
    }
    json_object_foreach(
        json_object_get(json_object_get(schema.document, "components"), "schemas"), name, node
    )
    {
        unseen += schema_unseen(&schema, node, name);
    }
    SL_CHECK_U64(unseen, 0);
    json_decref(schema.seen);
    json_decref(schema.document);
}

/* Does a path of the document fit the pattern of a route? */
static bool fits(const char *pattern, const char *path)
{
    pattern += strlen(SL_API_FOLDER) - 1;
    while (*pattern != '\0' && *path != '\0') {
        if (*pattern == '{') {
            pattern += strcspn(pattern, "/");
            path += strcspn(path, "/");
        } else if (*pattern++ != *path++) {
            return false;
        }
    }
    return *pattern == *path;
}

/* And the reverse: each address and method of the server is in it, with its scope and parameters.
 */
static void the_document_has_every_route(void **state)
{
    struct child_site *site = *state;
    json_t *document = read_document(site);
    json_t *paths = json_object_get(document, "paths");
    size_t count = 0;
    size_t found = 0;
    const struct sl_route *routes = sl_routes(&count);

    for (size_t i = 0; i < count; i++) {
        const char *path = NULL;
        json_t *operations = NULL;
        const size_t before = found;
        json_object_foreach(paths, path, operations)
        {
            if (!routes[i].is_api || !fits(routes[i].pattern, path)) {
                continue;
            }
            found++;
            json_t *get = json_object_get(operations, "get");
            json_t *post = json_object_get(operations, "post");
            assert_true((get != NULL) == (routes[i].get != NULL));
            assert_true((post != NULL) == (routes[i].post != NULL));
            const char *scope =
                json_string_value(json_object_get(get == NULL ? post : get, "x-scope"));
            assert_true((scope == NULL) == routes[i].is_public);
            assert_true(
                scope == NULL || strcmp(scope, sl_scope_terms()[routes[i].scope].name.ptr) == 0
            );
            size_t open = 0;
            for (const char *at = path; (at = strchr(at, '{')) != NULL; at++) {
                open++;
            }
            SL_CHECK_U64(json_array_size(json_object_get(operations, "parameters")), open);
        }
        if (routes[i].is_api && found == before) {
            fail_msg("%s is not in the document", routes[i].pattern);
        }
    }
    SL_CHECK_U64(found, json_object_size(paths));
    json_decref(document);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        API_TEST(the_document_has_every_route),
        API_TEST(the_server_is_as_the_document_says),
    };
    return cmocka_run_group_tests_name("web/api_about", tests, NULL, NULL);
}
