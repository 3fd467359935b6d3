/* SPDX-License-Identifier: Apache-2.0 */
#include "web/again.h"

#include <stdatomic.h>
#include <time.h>

#include "child_site.h"
#include "web/site_impl.h"

#define TEXT_BYTES ((size_t)4 << 20)
#define MINUTE     INT64_C(60000000)

/* An agreement of the same id, by which the police are told nothing of protection plans. */
#define NARROWER                                                                     \
    "format: sightline-agreement-1\nid: both\nversion: 2\ntitle: Both\n"             \
    "valid: {from: 2026-01-01, until: 2030-12-31}\n"                                 \
    "parties: {oldham: Oldham Council, police: Police, nhs: NHS}\n"                  \
    "shares:\n"                                                                      \
    "- {of: [oldham], to: [police], direction: both_ways, purposes: [safeguarding, " \
    "data_quality], level: content, kinds: [details], fields: [all], except: [address]}\n"

static uint64_t found(const struct child_site *site)
{
    return sl_keep_counts(site->world.site->pages).found;
}

static uint64_t kept(const struct child_site *site)
{
    return sl_keep_counts(site->world.site->pages).count;
}

/* The child's page, as it is now. Returns the status. */
static unsigned ask(struct child_site *site, const char *behind, struct sl_buf *page)
{
    struct site_reply reply;
    char target[200];

    (void)snprintf(target, sizeof target, "/child/%s%s", child_id(site->house->child).ptr, behind);
    site_get(&site->world, target, &reply);
    const unsigned status = reply.response.status;
    sl_buf_clear(page);
    sl_buf_add(page, sl_response_text(&reply.response));
    site_reply_finish(&reply);
    return status;
}

static bool says(const struct sl_buf *page, const char *text)
{
    return sl_str_find(sl_buf_str(page), sl_str_from(text)) < page->len;
}

static void open_up(struct child_site *site)
{
    child_agree(site->house, ACCESS_AGREEMENT);
    child_tie(site->house, "practitioner", 1, "n1");
}

static size_t looks(struct child_site *site)
{
    return child_entries(site->house, "practitioner", SL_VERB_READ, SL_OUTCOME_ALLOWED);
}

/* The same bytes again, and as many entries as of the first look. */
static void the_same_again(void **state)
{
    struct child_site *site = *state;
    struct sl_buf first;
    struct sl_buf again;

    sl_buf_init(&first, TEXT_BYTES);
    sl_buf_init(&again, TEXT_BYTES);
    open_up(site);
    SL_CHECK_U64(ask(site, "", &first), 200);
    SL_CHECK_U64(found(site), 0);
    const size_t lists = child_entries(site->house, "practitioner", SL_VERB_LIST, 0);
    SL_CHECK_U64(looks(site), 1);
    assert_true(lists > 0);
    for (size_t i = 1; i <= 3; i++) {
        SL_CHECK_U64(ask(site, "", &again), 200);
        SL_CHECK_U64(found(site), i);
        SL_CHECK_STR(sl_buf_str(&again), first.ptr);
        SL_CHECK_U64(looks(site), 1 + i);
        SL_CHECK_U64(child_entries(site->house, "practitioner", SL_VERB_LIST, 0), lists * (1 + i));
    }
    /* A drawing has another type of content, and has it again. */
    for (int i = 0; i < 2; i++) {
        struct site_reply reply;
        char target[200];
        (void
        )snprintf(target, sizeof target, "/child/%s/family.svg", child_id(site->house->child).ptr);
        site_get(&site->world, target, &reply);
        assert_string_equal(site_header(&reply, "content-type"), "image/svg+xml");
        assert_true(site_says(&reply, "<svg"));
        site_reply_finish(&reply);
    }
    SL_CHECK_U64(found(site), 4);
    sl_buf_finish(&first);
    sl_buf_finish(&again);
}

/* Another question, minute, session or user has a page of its own. */
static void what_is_not_the_same(void **state)
{
    struct child_site *site = *state;
    struct sl_buf page;

    sl_buf_init(&page, TEXT_BYTES);
    open_up(site);
    SL_CHECK_U64(ask(site, "", &page), 200);
    SL_CHECK_U64(ask(site, "?order=oldest", &page), 200);
    sign_in_world.now_us += MINUTE;
    SL_CHECK_U64(ask(site, "", &page), 200);
    child_site_as(site, "practitioner");
    SL_CHECK_U64(ask(site, "", &page), 200);
    child_tie(site->house, "investigator", 1, "n1");
    child_site_as(site, "investigator");
    SL_CHECK_U64(ask(site, "", &page), 200);
    SL_CHECK_U64(found(site), 0);
    SL_CHECK_U64(kept(site), 3); /* those of the minute before are forgotten */
    SL_CHECK_U64(ask(site, "", &page), 200);
    SL_CHECK_U64(found(site), 1);
    sl_buf_finish(&page);
}

static void a_tie_that_ends(struct child_site *site)
{
    const struct sl_stamp stamp = { .by = SL_STR("root"), .at = ACCESS_NOW };
    struct sl_store *store = site->house->people.store;
    struct sl_store_tie tie;
    struct sl_error err;

    SL_CHECK_OK(
        sl_store_tie_next(store, SL_STR("practitioner"), 0, &site->house->arena, &tie, &err), &err
    );
    SL_CHECK_OK(sl_store_begin(store, &err), &err);
    SL_CHECK_OK(sl_store_tie_end(store, tie.id, &stamp, &err), &err);
    SL_CHECK_OK(sl_store_commit(store, &err), &err);
}

static void a_role_that_ends(struct child_site *site)
{
    const struct sl_stamp stamp = { .by = SL_STR("root"), .at = ACCESS_NOW };
    struct sl_store *store = site->house->people.store;
    struct sl_store_role role;
    struct sl_error err;

    SL_CHECK_OK(
        sl_store_role_next(store, SL_STR("practitioner"), 0, &site->house->arena, &role, &err), &err
    );
    SL_CHECK_OK(sl_store_begin(store, &err), &err);
    SL_CHECK_OK(sl_store_role_end(store, role.id, &stamp, &err), &err);
    SL_CHECK_OK(sl_store_commit(store, &err), &err);
}

static void a_session_that_ends(struct child_site *site)
{
    const struct sl_session_end end = { .why = SL_SESSION_ENDED_BY,
                                        .by = SL_STR("root"),
                                        .at = ACCESS_NOW };
    struct sl_store *store = site->house->people.store;
    struct sl_error err;
    uint64_t count = 0;

    SL_CHECK_OK(sl_store_begin(store, &err), &err);
    SL_CHECK_OK(
        sl_store_session_end_user(store, SL_STR("practitioner"), 0, &end, &count, &err), &err
    );
    SL_CHECK_U64(count, 1);
    SL_CHECK_OK(sl_store_commit(store, &err), &err);
}

static void a_seal(struct child_site *site)
{
    child_seal(site->house, 2, "c1");
}

static void a_field_withheld(struct child_site *site)
{
    child_withhold(site->house, 2, "c1", SL_SHARE_ALL_FIELDS);
}

static void an_agreement_that_gives_less(struct child_site *site)
{
    child_agree(site->house, NARROWER);
}

/* The file goes; nobody has confirmed what is left, so nothing of others is open. */
static void an_agreement_that_is_gone(struct child_site *site)
{
    char path[600];

    (void)snprintf(path, sizeof path, "%s/both.yaml", site->house->access.agreements);
    assert_int_equal(remove(path), 0);
}

static void a_record_that_comes(struct child_site *site)
{
    people_take(
        &site->house->people,
        "police",
        "{\"type\":\"person\",\"id\":\"n1\",\"given_name\":\"Aisling\",\"surname\":\"Brien\"}\n"
    );
    people_update(&site->house->people, false);
    picture_identified(&site->house->people);
}

static void people_who_are_parted(struct child_site *site)
{
    picture_is(&site->house->people, 2, "c1", picture_mention(&site->house->people, 2, "c1"));
    picture_identified(&site->house->people);
}

/* What may change between two requests, and what the second one is answered with. */
static const struct {
    const char *name;
    void (*happens)(struct child_site *site);
    unsigned status;
    const char *gone, *come; /* said before, and after; NULL: nothing in particular */
} changes[] = {
  /* clang-format off */
    { "a tie that ends", a_tie_that_ends, 200, "protection plan", NULL },
    { "a role that ends", a_role_that_ends, 403, "Aisha", NULL },
    { "a session that ends", a_session_that_ends, 303, "Aisha", NULL },
    { "a seal", a_seal, 200, NULL, NULL },
    { "a field that is withheld", a_field_withheld, 200, NULL, NULL },
    { "an agreement that gives less", an_agreement_that_gives_less, 200, "protection plan", NULL },
    { "an agreement that is gone", an_agreement_that_is_gone, 200, "protection plan", NULL },
    { "a record that comes", a_record_that_comes, 200, NULL, "Aisling" },
    { "people who are parted", people_who_are_parted, 200, NULL, NULL },
  /* clang-format on */
};

/* What is shown after each change is what a site that keeps nothing shows. */
static void every_change_holds_at_once(void **state)
{
    struct sl_buf before;
    struct sl_buf after;
    struct sl_buf fresh;

    sl_buf_init(&before, TEXT_BYTES);
    sl_buf_init(&after, TEXT_BYTES);
    sl_buf_init(&fresh, TEXT_BYTES);
    for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++) {
        (void)child_site_set_up(state);
        struct child_site *site = *state;
        open_up(site);
        SL_CHECK_U64(ask(site, "", &before), 200);
        SL_CHECK_U64(ask(site, "", &before), 200);
        SL_CHECK_U64(found(site), 1);
        changes[i].happens(site);
        const unsigned status = ask(site, "", &after);
        if (status != changes[i].status || found(site) != 1) {
            fail_msg("%s: %u, found %u", changes[i].name, status, (unsigned)found(site));
        }
        if ((changes[i].gone != NULL &&
             (!says(&before, changes[i].gone) || says(&after, changes[i].gone))) ||
            (changes[i].come != NULL && !says(&after, changes[i].come)) ||
            sl_str_equal(sl_buf_str(&after), sl_buf_str(&before))) {
            fail_msg("%s: nothing has changed", changes[i].name);
        }
        sl_keep_clear(site->world.site->pages);
        SL_CHECK_U64(ask(site, "", &fresh), status);
        SL_CHECK_STR(sl_buf_str(&fresh), after.ptr);
        (void)child_site_tear_down(state);
    }
    sl_buf_finish(&before);
    sl_buf_finish(&after);
    sl_buf_finish(&fresh);
}

/* Who has broken the glass reads for how long it is: nothing of theirs is kept. */
static void a_broken_glass(void **state)
{
    struct child_site *site = *state;
    struct sl_store *store = site->house->people.store;
    struct sl_error err;
    struct sl_buf page;
    int64_t id = 0;
    const struct sl_glass glass = {
        .user = SL_STR("practitioner"),
        .identity = child_id(site->house->child),
        .reason = SL_GLASS_MISSING,
        .words = SL_STR("She has been missing since last night."),
        .from = ACCESS_NOW - MINUTE,
        .until = ACCESS_NOW + 5 * MINUTE,
    };

    sl_buf_init(&page, TEXT_BYTES);
    open_up(site);
    SL_CHECK_OK(sl_store_begin(store, &err), &err);
    SL_CHECK_OK(sl_store_glass_add(store, &glass, &id, &err), &err);
    SL_CHECK_OK(sl_store_commit(store, &err), &err);
    SL_CHECK_U64(ask(site, "", &page), 200);
    assert_true(says(&page, "broken the glass"));
    SL_CHECK_U64(ask(site, "", &page), 200);
    SL_CHECK_U64(kept(site), 0);
    SL_CHECK_U64(found(site), 0);
    sl_buf_finish(&page);
}

/* What cannot be written down is not shown, though it is at hand. */
static void no_ledger(void **state)
{
    struct child_site *site = *state;
    struct sl_buf page;
    char aside[600];

    sl_buf_init(&page, TEXT_BYTES);
    open_up(site);
    SL_CHECK_U64(ask(site, "", &page), 200);
    sl_scribe_rest(sl_hall_scribe(site->world.site->hall));
    (void)snprintf(aside, sizeof aside, "%s.aside", site->house->access.ledger);
    assert_int_equal(rename(site->house->access.ledger, aside), 0);
    const unsigned status = ask(site, "", &page);
    SL_CHECK_U64(found(site), 1);
    assert_true(status >= 400);
    assert_false(says(&page, "Aisha"));
    assert_int_equal(rename(aside, site->house->access.ledger), 0);
    SL_CHECK_U64(ask(site, "", &page), 200);
    assert_true(says(&page, "Aisha"));
    SL_CHECK_U64(looks(site), 2);
    sl_buf_finish(&page);
}

/* Whoever asks and does not wait: how often they were told to, and that it is ready. */
struct patient {
    atomic_int waits, ready;
};

static void begin_waiting(void *context)
{
    struct patient *patient = context;

    atomic_fetch_add(&patient->waits, 1);
}

static void be_ready(void *context)
{
    struct patient *patient = context;

    atomic_fetch_add(&patient->ready, 1);
}

/* Ask with patience; when the answer has to wait, wait for it. Returns the status. */
static unsigned ask_patiently(struct child_site *site, struct patient *patient, struct sl_buf *page)
{
    const struct timespec pause = { .tv_nsec = 1000000 };
    const struct sl_patience patience = { begin_waiting, be_ready, patient };
    struct site_reply reply;
    char target[200];
    char cookie[200];

    (void)snprintf(target, sizeof target, "/child/%s", child_id(site->house->child).ptr);
    struct sl_request request = site_request(&site->world, SL_METHOD_GET, target, cookie);
    request.patience = &patience;
    const int ready = atomic_load(&patient->ready);
    site_send(&site->world, &request, &reply);
    if (reply.response.pending != NULL) {
        while (atomic_load(&patient->ready) == ready) {
            (void)nanosleep(&pause, NULL);
        }
        sl_site_end(&reply.response);
    }
    assert_null(reply.response.pending);
    sl_buf_clear(page);
    sl_buf_add(page, sl_response_text(&reply.response));
    const unsigned status = reply.response.status;
    site_reply_finish(&reply);
    return status;
}

/* Who has patience is told when the entries are on the disk; then the page is the same, or says
 * that it cannot be shown. */
static void with_patience(void **state)
{
    struct child_site *site = *state;
    struct patient patient = { 0 };
    struct sl_buf first;
    struct sl_buf again;
    char aside[600];

    sl_buf_init(&first, TEXT_BYTES);
    sl_buf_init(&again, TEXT_BYTES);
    open_up(site);
    SL_CHECK_U64(ask_patiently(site, &patient, &first), 200); /* is made: nothing to wait for */
    assert_int_equal(patient.waits, 0);
    for (int i = 1; i <= 3; i++) {
        SL_CHECK_U64(ask_patiently(site, &patient, &again), 200);
        SL_CHECK_STR(sl_buf_str(&again), first.ptr);
        assert_int_equal(patient.waits, i);
        assert_int_equal(patient.ready, i);
        SL_CHECK_U64(looks(site), 1 + (size_t)i);
    }
    sl_scribe_rest(sl_hall_scribe(site->world.site->hall));
    (void)snprintf(aside, sizeof aside, "%s.aside", site->house->access.ledger);
    assert_int_equal(rename(site->house->access.ledger, aside), 0);
    assert_true(ask_patiently(site, &patient, &again) >= 400);
    assert_int_equal(patient.ready, 4);
    assert_false(says(&again, "Aisha"));
    assert_int_equal(rename(aside, site->house->access.ledger), 0);
    sl_buf_finish(&first);
    sl_buf_finish(&again);
}

/* Nobody with this id, and whom nobody may see: a page that is no page is never kept. */
static void what_is_no_page(void **state)
{
    struct child_site *site = *state;
    struct site_reply reply;

    open_up(site);
    for (int i = 0; i < 2; i++) {
        site_get(&site->world, "/child/P00000000", &reply);
        SL_CHECK_U64(reply.response.status, 404);
        site_reply_finish(&reply);
        site_get(&site->world, "/", &reply);
        SL_CHECK_U64(reply.response.status, 200);
        site_reply_finish(&reply);
    }
    SL_CHECK_U64(kept(site), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        CHILD_SITE_TEST(the_same_again),
        CHILD_SITE_TEST(what_is_not_the_same),
        cmocka_unit_test(every_change_holds_at_once),
        CHILD_SITE_TEST(a_broken_glass),
        CHILD_SITE_TEST(no_ledger),
        CHILD_SITE_TEST(with_patience),
        CHILD_SITE_TEST(what_is_no_page),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
