/* SPDX-License-Identifier: Apache-2.0 */
/*
 * All routes, walked: without a session, with each role, as a stranger, and as one who may. A route
 * that is not in the table below fails. Those of programs are walked by test_api.c.
 */
#include "child_site.h"
#include "web/route.h"

/* How a route is asked, and what it takes. `{}` stands for the child. */
struct way {
    const char *name;
    const char *get; /* an address with its query; NULL: it has no page */
    const char *post, *fields;
    uint32_t permissions; /* of the page and the form: one of them is needed; 0: anybody's */
    bool is_public;       /* another one is a decision, and is added here */
    bool tells;           /* something of the child is told to one who may */
    bool is_part;         /* of a page: a drawing, or what changes while one types */
};

/* clang-format off */
static const struct way ways[] = {
    { "home", "/", NULL, "", 0, false, true, false },
    { "search", "/search?q=Brien", NULL, "", SL_MAY(SEARCH), false, true, false },
    { "search", "/search?q=07700900123", NULL, "", SL_MAY(SEARCH), false, true, false },
    { "child", "/child/{}", NULL, "", SL_MAY(PICTURE) | SL_MAY(AUDIT), false, true, false },
    { "child", "/child/{}?order=oldest&agency=oldham", NULL, "",
      SL_MAY(PICTURE) | SL_MAY(AUDIT), false, true, false },
    { "search-hits", "/search/hits?q=Brien", NULL, "", SL_MAY(SEARCH), false, true, true },
    { "child-family", "/child/{}/family.svg", NULL, "", SL_MAY(PICTURE) | SL_MAY(AUDIT), false,
      true, true },
    { "child-glass", "/child/{}/glass", "/child/{}/glass", "reason=missing_child&words=Gone",
      SL_MAY(BREAK_GLASS), false, false, false },
    { "child-ask", "/child/{}/ask", "/child/{}/ask", "of=nhs&reason=Meeting",
      SL_MAY(ASK) | SL_MAY(ANSWER), false, false, false },
    { "child-seen", "/child/{}/seen", NULL, "", SL_MAY(LEDGER_READ), false, false, false },
    { "child-record", "/child/{}/record", "/child/{}/record", "words=Seen", SL_MAY(CONTACT), false,
      true, false },
    { "child-note", "/child/{}/note/n-0", NULL, "", SL_MAY(CONTACT), false, false, false },
    { "child-note-change", "/child/{}/note/n-0/change", NULL, "", SL_MAY(CONTACT), false, false,
      false },
    { "child-note-change", NULL, "/child/{}/note/n-0/change", "words=Seen", SL_MAY(CONTACT), false,
      true, false },
    { "child-note-withdraw", NULL, "/child/{}/note/n-0/withdraw", "why=Wrong", SL_MAY(CONTACT),
      false, false, false },
    { "draft-drop", NULL, "/draft/n-0/drop", "", SL_MAY(CONTACT), false, false, false },
    { "subject-access", "/subject-access", "/subject-access", "child={}",
      SL_MAY(SUBJECT_ACCESS), false, false, false },
    { "child-access", "/child/{}/access", NULL, "", SL_MAY(SUBJECT_ACCESS), false, true, false },
    { "child-access-file", "/child/{}/access/records.csv", NULL, "", SL_MAY(SUBJECT_ACCESS), false,
      true, true },
    { "child-raise", NULL, "/child/{}/raise", "rule=none", SL_MAY(QUESTION), false, false, false },
    { "questions", "/questions", NULL, "", SL_MAY(QUESTION), false, false, false },
    { "question", "/question/99", NULL, "", SL_MAY(QUESTION), false, false, false },
    { "question-do", "/question/99/answer", "/question/99/answer", "reply=done&words=Met",
      SL_MAY(QUESTION), false, false, false },
    { "patterns", "/patterns", NULL, "", SL_MAY(QUESTION), false, false, false },
    { "pattern", "/pattern/pattern-group/{}", "/pattern/pattern-group/{}",
      "judged=unrelated&words=No", SL_MAY(QUESTION), false, false, false },
    { "catalogue", "/catalogue", NULL, "", 0, false, false, false },
    { "catalogue-one", "/catalogue/pattern-group", NULL, "", 0, false, false, false },
    { "audit", "/audit", NULL, "", SL_MAY(FAIRNESS), false, false, false },
    { "wording", NULL, "/wording", "text=He+is+streetwise", 0, false, false, true },
    { "intake", "/intake", NULL, "", SL_MAY(INTAKE) | SL_MAY(REJECTS), false, false, false },
    { "run", "/intake/1", NULL, "", SL_MAY(INTAKE) | SL_MAY(REJECTS), false, false, false },
    { "findings", "/findings", NULL, "", SL_MAY(REJECTS), false, false, false },
    { "matches", "/matches", NULL, "", SL_MAY(IDENTITY), false, false, false },
    { "match", "/match/{}/P00000001", "/match/{}/P00000001", "", SL_MAY(IDENTITY), false, false,
      false },
    { "identity", "/identity/{}", NULL, "", SL_MAY(IDENTITY), false, true, false },
    { "identity", NULL, "/identity/{}", "", SL_MAY(IDENTITY), false, false, false },
    { "proposals", "/proposals", NULL, "", SL_MAY(USERS) | SL_MAY(ERASE_CONFIRM), false, false,
      false },
    { "proposal", "/proposal/99", "/proposal/99", "", SL_MAY(USERS) | SL_MAY(ERASE_CONFIRM), false,
      false, false },
    { "proposal-refuse", NULL, "/proposal/99/refuse", "", SL_MAY(USERS) | SL_MAY(ERASE_CONFIRM),
      false, false, false },
    { "users", "/users", NULL, "", SL_MAY(USERS), false, false, false },
    { "user-add", "/users/add", "/users/add", "", SL_MAY(USERS), false, false, false },
    { "user", "/user/nobody", NULL, "", SL_MAY(USERS), false, false, false },
    { "user-give", "/user/nobody/role", "/user/nobody/role", "", SL_MAY(USERS), false, false,
      false },
    { "user-take", NULL, "/user/nobody/role/leader/end", "", SL_MAY(USERS), false, false, false },
    { "user-end", "/user/nobody/end", "/user/nobody/end", "", SL_MAY(USERS), false, false, false },
    { "user-invite", "/user/nobody/invite", "/user/nobody/invite", "", SL_MAY(USERS), false, false,
      false },
    { "looked", "/looked", NULL, "", SL_MAY(LEDGER_READ), false, false, false },
    { "ledger", "/ledger", NULL, "", SL_MAY(LEDGER_VERIFY), false, false, false },
    { "requests", "/requests", NULL, "", SL_MAY(ASK) | SL_MAY(ANSWER), false, false, false },
    { "request", "/request/99", "/request/99", "", SL_MAY(ASK) | SL_MAY(ANSWER), false, false,
      false },
    { "request-take-back", NULL, "/request/99/take-back", "", SL_MAY(ASK), false, false, false },
    { "emergencies", "/emergency", NULL, "", SL_MAY(BREAK_GLASS) | SL_MAY(GLASS_REVIEW), false,
      false, false },
    { "emergency", "/emergency/99", "/emergency/99", "",
      SL_MAY(BREAK_GLASS) | SL_MAY(GLASS_REVIEW), false, false, false },
    { "sign-in-code", "/sign-in/code", "/sign-in/code", "", 0, true, false, false },
    { "sign-in-passkey", "/sign-in/passkey", "/sign-in/passkey", "", 0, true, false, false },
    { "sign-in-answer", "/sign-in/passkey/answer", "/sign-in/passkey/answer", "", 0, true, false,
      false },
    { "passkeys", "/account/passkeys", NULL, "", 0, false, false, false },
    { "passkey-add", "/account/passkeys/add", "/account/passkeys/add", "", 0, false, false,
      false },
    { "passkey-keep", "/account/passkeys/keep", "/account/passkeys/keep", "", 0, false, false,
      false },
    { "passkey-end", "/account/passkey/99/end", "/account/passkey/99/end", "", 0, false, false,
      false },
    { "invitation", "/invitation", "/invitation", "", 0, true, false, false },
    { "password", "/account/password", "/account/password", "", 0, false, false, false },
    { "authenticator", "/account/authenticator", "/account/authenticator", "", 0, false, false,
      false },
    { "authenticator-confirm", "/account/authenticator/confirm", "/account/authenticator/confirm",
      "", 0, false, false, false },
    { "authenticator-end", "/account/authenticator/end", "/account/authenticator/end", "", 0,
      false, false, false },
    { "sign-in", "/sign-in", "/sign-in", "user=practitioner&password=x", 0, true, false, false },
    { "sign-out", NULL, "/sign-out", "", 0, false, false, false },
    { "account", "/account", NULL, "", 0, false, false, false },
    { "account-end", NULL, "/account/end/999999", "", SL_MAY(USERS), false, false, false },
    { "health", "/health", NULL, "", 0, true, false, false },
    { "asset", "/assets/absent.css", NULL, "", 0, true, false, false },
};
/* clang-format on */
#define WAY_COUNT (sizeof ways / sizeof ways[0])

/* What is known of the child and the people around alone, is typed by nobody, and is too long to
 * stand in a token by chance. */
static const char *const canaries[] = {
    "Aisha",       "AISHA", "Siobhan", "Yusuf",    "Dale",
    "I was bored", "Rico",  "900999",  "Feb 2011", "Bus station"
};

static const struct sl_route *route_of(const char *name)
{
    size_t count = 0;
    const struct sl_route *routes = sl_routes(&count);

    for (size_t i = 0; i < count; i++) {
        if (strcmp(routes[i].name, name) == 0) {
            return &routes[i];
        }
    }
    return NULL;
}

static bool takes_forms(const char *name)
{
    const struct sl_route *route = route_of(name);

    return route != NULL && route->post != NULL;
}

static void every_route_is_walked(void **state)
{
    size_t count = 0;
    const struct sl_route *routes = sl_routes(&count);

    (void)state;
    for (size_t i = 0; i < count; i++) {
        bool gets = routes[i].get == NULL || routes[i].is_api;
        bool posts = routes[i].post == NULL || routes[i].is_api;
        for (size_t j = 0; j < WAY_COUNT; j++) {
            const bool is_it = route_of(ways[j].name) == &routes[i];
            gets = gets || (is_it && ways[j].get != NULL);
            posts = posts || (is_it && ways[j].post != NULL);
        }
        if (!gets || !posts) {
            fail_msg("%s is not walked whole by this test", routes[i].pattern);
        }
    }
    for (size_t i = 0; i < WAY_COUNT; i++) {
        const struct sl_route *route = route_of(ways[i].name);
        if (route == NULL) {
            fail_msg("%s is no route", ways[i].name);
            return;
        }
        SL_CHECK_I64(route->is_public, ways[i].is_public);
        assert_true(route->get != NULL || ways[i].get == NULL);
    }
}

/* The address with the child in it; good until the next call. */
static const char *address(const struct child_site *site, const char *pattern)
{
    static char path[300];
    const char *open = pattern == NULL ? NULL : strstr(pattern, "{}");

    if (open == NULL) {
        return pattern;
    }
    (void)snprintf(
        path,
        sizeof path,
        "%.*s%s%s",
        (int)(open - pattern),
        pattern,
        child_id(site->house->child).ptr,
        open + 2
    );
    return path;
}

/* The page or the form of a way, as whoever is signed in. */
static void
ask(struct child_site *site, const struct way *way, bool posts, struct site_reply *reply)
{
    if (posts) {
        site_post(&site->world, address(site, way->post), way->fields, reply);
    } else {
        site_get(&site->world, address(site, way->get), reply);
    }
}

static bool has(const struct way *way, unsigned posts)
{
    return posts == 0 ? way->get != NULL : way->post != NULL;
}

static const char *canary_of(const struct site_reply *reply)
{
    for (size_t i = 0; i < sizeof canaries / sizeof canaries[0]; i++) {
        if (site_says(reply, canaries[i])) {
            return canaries[i];
        }
    }
    return NULL;
}

static bool leads_to_signing_in(const struct site_reply *reply)
{
    const char *location = site_header(reply, "location");

    return reply->response.status == 303 && location != NULL &&
           strstr(location, "/sign-in") != NULL;
}

/* Without a session every page leads to signing in, and no form is taken. */
static void nobody_is_let_in(void **state)
{
    struct child_site *site = *state;
    struct site_reply reply;

    (void)snprintf(site->world.token, sizeof site->world.token, "%s", "");
    for (size_t i = 0; i < WAY_COUNT; i++) {
        if (ways[i].get != NULL && !ways[i].is_public) {
            ask(site, &ways[i], false, &reply);
            assert_true(leads_to_signing_in(&reply));
            assert_non_null(strstr(site_header(&reply, "location"), "?to=%2F"));
            SL_CHECK_STR(sl_response_text(&reply.response), "");
            site_reply_finish(&reply);
        }
        const char *form = ways[i].post == NULL ? ways[i].get : ways[i].post;
        site_post(&site->world, address(site, form), "", &reply);
        SL_CHECK_U64(reply.response.status, takes_forms(ways[i].name) ? 403 : 405);
        assert_null(canary_of(&reply));
        site_reply_finish(&reply);
    }
}

/* With each role a page is shown exactly when the table of permissions says so. */
static void roles_are_let_in_by_the_table(void **state)
{
    struct child_site *site = *state;
    struct site_reply reply;

    child_agree(site->house, ACCESS_AGREEMENT);
    for (unsigned role = 0; role < SL_USER_ROLE_COUNT; role++) {
        const uint32_t held = sl_user_role_get((enum sl_user_role)role)->permissions;
        const char *name = sl_user_role_terms()[role].name.ptr;
        for (size_t i = 0; i < 2 * WAY_COUNT; i++) {
            const struct way *way = &ways[i / 2];
            if (!has(way, i % 2) || way->is_public) {
                continue;
            }
            child_site_as(site, name);
            ask(site, way, i % 2 == 1, &reply);
            const unsigned status = reply.response.status;
            const bool may = way->permissions == 0 || (held & way->permissions) != 0;
            /* The house has its store open to write: who needs it alone waits in vain (503). */
            const bool is_right = status == 503 || (status == 403) != may;
            if (!is_right || (status != 200 && canary_of(&reply) != NULL)) {
                fail_msg("%s: %s gave %u", name, way->name, status);
            }
            site_reply_finish(&reply);
        }
    }
}

/* Walk all as somebody. What is told to one who may is an entry; a stranger is told nothing. */
static void walk_as(struct child_site *site, const char *user, bool is_stranger)
{
    struct site_reply reply;

    for (size_t i = 0; i < 2 * WAY_COUNT; i++) {
        const struct way *way = &ways[i / 2];
        if (!has(way, i % 2)) {
            continue;
        }
        child_site_as(site, user);
        const size_t before = child_entries(site->house, user, 0, SL_OUTCOME_ALLOWED);
        ask(site, way, i % 2 == 1, &reply);
        const size_t now = child_entries(site->house, user, 0, SL_OUTCOME_ALLOWED);
        const char *canary = canary_of(&reply);
        if ((canary != NULL) != (way->tells && !is_stranger)) {
            fail_msg("%s: %s tells %s", user, way->name, canary == NULL ? "nothing" : canary);
        }
        assert_true(canary == NULL || now > before);
        site_reply_finish(&reply);
    }
}

/* Whoever is signed in can sign out from wherever they are. */
static void every_page_signs_out(void **state)
{
    struct child_site *site = *state;
    struct site_reply reply;

    child_agree(site->house, ACCESS_AGREEMENT);
    child_tie(site->house, "all", 1, "n1");
    for (size_t i = 0; i < WAY_COUNT; i++) {
        if (ways[i].get == NULL || ways[i].is_public || ways[i].is_part) {
            continue;
        }
        child_site_as(site, "all");
        ask(site, &ways[i], false, &reply);
        assert_true(site_says(&reply, "<form method=\"post\" action=\"/sign-out\""));
        site_reply_finish(&reply);
    }
}

/* Who holds every role, in an agency with which nobody agrees on anything. */
static void strangers_are_told_nothing(void **state)
{
    struct child_site *site = *state;
    struct sl_store *store = site->house->people.store;

    SL_CHECK_OK(sl_store_begin(store, NULL), NULL);
    access_add_user(store, "stranger", "bolton", (UINT32_C(1) << SL_USER_ROLE_COUNT) - 1);
    SL_CHECK_OK(sl_store_commit(store, NULL), NULL);
    child_agree(site->house, ACCESS_AGREEMENT);
    walk_as(site, "stranger", true);
}

static void what_is_told_is_in_the_ledger(void **state)
{
    struct child_site *site = *state;

    child_agree(site->house, ACCESS_AGREEMENT);
    child_tie(site->house, "all", 1, "n1");
    walk_as(site, "all", false);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_route_is_walked),
        CHILD_SITE_TEST(nobody_is_let_in),
        CHILD_SITE_TEST(roles_are_let_in_by_the_table),
        CHILD_SITE_TEST(every_page_signs_out),
        CHILD_SITE_TEST(strangers_are_told_nothing),
        CHILD_SITE_TEST(what_is_told_is_in_the_ledger),
    };
    return cmocka_run_group_tests_name("web/routes", tests, NULL, NULL);
}
