/* SPDX-License-Identifier: Apache-2.0 */
#include "app/ledger_erase.h"

#include "app/erase_fixture.h"
#include "app/proposal.h"

#define WHY "asked by the person, case 12"

/* Ask as a user; gives the number of the proposal. */
static enum sl_status
ask(struct small_people *small,
    const char *user,
    const char *value,
    int64_t *ret_number,
    struct sl_error *err)
{
    const struct sl_proposal_asked asked = { .act = SL_PROPOSAL_ERASE,
                                             .value = sl_str_from(value) };
    struct sl_access *access = small_open(small, user);
    const enum sl_status status = sl_proposal_ask(access, &asked, NULL, ret_number, err);

    sl_access_close(access);
    return status;
}

static enum sl_status
confirm(struct small_people *small, const char *user, int64_t number, struct sl_error *err)
{
    struct sl_access *access = small_open(small, user);
    struct sl_store_proposal done;
    const enum sl_status status =
        sl_proposal_confirm(access, number, &small->arena, NULL, &done, err);

    sl_access_close(access);
    return status;
}

/* A privacy officer asks, a leader confirms; the proof stays, and the order says who and why. */
static void two_of_an_agency_erase(void **state)
{
    struct small_people *small = *state;
    struct sl_error err;
    int64_t number = 0;

    erase_fill(small);
    SL_CHECK_OK(ask(small, "privacy_officer", "about 0,4 " WHY, &number, &err), &err);
    assert_true(number > 0);
    struct erase_told told = erase_look(small);
    SL_CHECK_U64(told.order_count, 0);
    assert_null(strchr(told.parts, '.'));
    SL_CHECK_STATUS(confirm(small, "privacy_officer", number, &err), SL_DENIED);
    SL_CHECK_STATUS(confirm(small, "manager", number, &err), SL_DENIED);
    SL_CHECK_STATUS(confirm(small, "administrator", number, &err), SL_DENIED);
    SL_CHECK_STATUS(confirm(small, "root", number, &err), SL_NOT_FOUND);
    told = erase_look(small);
    assert_null(strchr(told.parts, '.'));
    SL_CHECK_OK(confirm(small, "leader", number, &err), &err);
    told = erase_look(small);
    SL_CHECK_U64(told.order_count, 1);
    assert_string_equal(told.orders[0], "about 0,4");
    assert_true(strncmp(told.parts, "w.wawawaw.wa", 12) == 0);
    SL_CHECK_U64(small_entries(small, "leader", SL_VERB_ERASE, SL_OUTCOME_ALLOWED), 1);
    SL_CHECK_STATUS(confirm(small, "leader", number, &err), SL_NOT_FOUND);
}

static void who_may_not_ask(void **state)
{
    static const char *const users[] = { "leader", "administrator", "practitioner", "manager" };
    struct small_people *small = *state;
    struct sl_error err;
    int64_t number = 0;

    erase_fill(small);
    for (size_t i = 0; i < sizeof users / sizeof users[0]; i++) {
        SL_CHECK_STATUS(ask(small, users[i], "about 0 " WHY, &number, &err), SL_DENIED);
        SL_CHECK_U64(small_entries(small, users[i], SL_VERB_MANAGE, SL_OUTCOME_REFUSED), 1);
    }
}

static void what_can_never_be_erased(void **state)
{
    static const struct {
        const char *value;
        enum sl_status status;
        const char *message;
    } rows[] = {
        {"about 2 " WHY,                     SL_DENIED,    "entry 2 is another agency's"    },
        { "who 3 " WHY,                      SL_DENIED,    "entry 3 is your own"            },
        { "both 0-4 " WHY,                   SL_DENIED,    "entry 2 is another agency's"    },
        { "about 900 " WHY,                  SL_NOT_FOUND, "there is no entry 900"          },
        { "about 18446744073709551615 " WHY, SL_NOT_FOUND, "there is no entry 1844674407370"},
        { "about 0-90000 " WHY,              SL_LIMIT,     "more than 10000 entries"        },
        { "all 0 " WHY,                      SL_INVALID,   "'all 0' is no order to erase"   },
        { "about 4,0 " WHY,                  SL_INVALID,   "is no order to erase"           },
        { "about 0 why",                     SL_INVALID,   "the reason is too short"        },
        { "about 0",                         SL_INVALID,   "the reason is too short"        },
        { "about",                           SL_INVALID,   "the reason is too short"        },
    };
    struct small_people *small = *state;
    struct sl_error err;
    int64_t number = 0;

    erase_fill(small);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        SL_CHECK_STATUS(
            ask(small, "privacy_officer", rows[i].value, &number, &err), rows[i].status
        );
        assert_non_null(strstr(err.message, rows[i].message));
    }
    SL_CHECK_U64(
        small_entries(small, "privacy_officer", SL_VERB_MANAGE, SL_OUTCOME_FAILED),
        sizeof rows / sizeof rows[0]
    );
}

/* Who confirms looks again: neither their own name goes, nor an order. */
static void who_confirms_is_checked_too(void **state)
{
    struct small_people *small = *state;
    struct sl_error err;
    int64_t number = 0;

    erase_fill(small);
    erase_act(small, "all", small_id(1024)); /* entry 5 */
    SL_CHECK_OK(ask(small, "privacy_officer", "who 0,5 " WHY, &number, &err), &err);
    SL_CHECK_STATUS(confirm(small, "all", number, &err), SL_DENIED);
    assert_non_null(strstr(err.message, "entry 5 is your own"));
    assert_null(strchr(erase_look(small).parts, '.'));
    SL_CHECK_OK(confirm(small, "leader", number, &err), &err); /* it is open still */
    const struct erase_told told = erase_look(small);
    assert_string_equal(told.orders[0], "who 0,5");
    assert_int_equal(told.parts[0], '.');
    assert_int_equal(told.parts[10], '.');
    /* The order is the last entry but what was said of this one. */
    const uint64_t order = told.count / 2 - 1;
    char value[100];
    (void)snprintf(value, sizeof value, "both %llu " WHY, (unsigned long long)order);
    SL_CHECK_STATUS(ask(small, "privacy_officer", value, &number, &err), SL_DENIED);
    assert_non_null(strstr(err.message, "an order to erase"));
}

/* A long list makes one value, and is read as the same list. */
static void printed_and_read(void **state)
{
    uint64_t indexes[400];
    const struct sl_erase_order what = {
        .parts = {true, false},
          .indexes = indexes, .count = 400
    };
    struct sl_buf text;
    struct sl_error err;

    (void)state;
    for (size_t i = 0; i < 400; i++) {
        indexes[i] = 100000 + 3 * i;
    }
    sl_buf_init(&text, (size_t)1 << 16);
    SL_CHECK_OK(sl_ledger_erase_print(&what, SL_STR(WHY), &text, &err), &err);
    const struct sl_str value = sl_buf_str(&text);
    uint64_t back[400];
    struct sl_erase_order read;
    SL_CHECK_OK(
        sl_erase_order_parse(
            sl_str_part(value, 0, value.len - strlen(WHY) - 1), back, 400, &read, &err
        ),
        &err
    );
    SL_CHECK_U64(read.count, 400);
    assert_memory_equal(back, indexes, sizeof back);
    sl_buf_finish(&text);
}

static void too_much_for_one(void **state)
{
    struct small_people *small = *state;
    uint64_t indexes[800];
    const struct sl_erase_order what = {
        .parts = {true, false},
          .indexes = indexes, .count = 800
    };
    char why[SL_LEDGER_ERASE_WHY_MAX + 9 + 1] = "about 0 ";
    struct sl_buf text;
    struct sl_error err;
    int64_t number = 0;

    for (size_t i = 0; i < 800; i++) {
        indexes[i] = 100000 + 3 * i;
    }
    sl_buf_init(&text, (size_t)1 << 16);
    SL_CHECK_OK(sl_ledger_erase_print(&what, SL_STR(WHY), &text, &err), &err);
    sl_buf_add_byte(&text, '\0');
    SL_CHECK_STATUS(ask(small, "privacy_officer", text.ptr, &number, &err), SL_LIMIT);
    assert_non_null(strstr(err.hint, "--before"));
    sl_buf_finish(&text);
    memset(why + 8, 'x', SL_LEDGER_ERASE_WHY_MAX + 1);
    SL_CHECK_STATUS(ask(small, "privacy_officer", why, &number, &err), SL_INVALID);
    assert_non_null(strstr(err.message, "too long"));
}

/* Entries about a child, of the own agency, before a day. */
static void found_by_child(void **state)
{
    struct small_people *small = *state;
    struct sl_access *access = NULL;
    struct sl_ledger_erase_found found;
    struct sl_error err;

    erase_fill(small);
    access_agree(&small->access, small->path, ACCESS_AGREEMENT);
    access = small_open(small, "privacy_officer");
    SL_CHECK_OK(
        sl_ledger_erase_find(
            access, sl_str_from(small_id(1024)), ACCESS_NOW + 1, &small->arena, &found, &err
        ),
        &err
    );
    /* 0, 3 and 4, and the search itself, which is of this moment. */
    assert_true(found.count >= 3);
    SL_CHECK_U64(found.indexes[0], 0);
    SL_CHECK_U64(found.indexes[1], 3);
    SL_CHECK_U64(found.indexes[2], 4);
    SL_CHECK_OK(
        sl_ledger_erase_find(
            access, sl_str_from(small_id(1024)), ACCESS_NOW, &small->arena, &found, &err
        ),
        &err
    );
    SL_CHECK_U64(found.count, 0);
    sl_access_close(access);
    access = small_open(small, "practitioner");
    SL_CHECK_STATUS(
        sl_ledger_erase_find(
            access, sl_str_from(small_id(1024)), ACCESS_NOW, &small->arena, &found, &err
        ),
        SL_DENIED
    );
    sl_access_close(access);
}

/* Only those who may confirm it see that it waits. */
static void listed_to_who_confirms(void **state)
{
    static const struct {
        const char *user;
        size_t count;
    } rows[] = {
        {"privacy_officer", 1},
        { "leader",         1},
        { "all",            1},
        { "administrator",  0},
        { "root",           0}
    };
    struct small_people *small = *state;
    struct sl_error err;
    int64_t number = 0;

    erase_fill(small);
    SL_CHECK_OK(ask(small, "privacy_officer", "about 0 " WHY, &number, &err), &err);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct sl_access *access = small_open(small, rows[i].user);
        struct sl_store_proposal *proposals = NULL;
        size_t count = 0;
        SL_CHECK_OK(sl_proposal_list(access, &small->arena, &proposals, &count, &err), &err);
        SL_CHECK_U64(count, rows[i].count);
        sl_access_close(access);
    }
    struct sl_access *access = small_open(small, "privacy_officer");
    SL_CHECK_OK(sl_proposal_refuse(access, number, &err), &err); /* taken back */
    sl_access_close(access);
    SL_CHECK_STATUS(confirm(small, "leader", number, &err), SL_NOT_FOUND);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SMALL_TEST(two_of_an_agency_erase),   SMALL_TEST(who_may_not_ask),
        SMALL_TEST(what_can_never_be_erased), SMALL_TEST(who_confirms_is_checked_too),
        SMALL_TEST(printed_and_read),         SMALL_TEST(too_much_for_one),
        SMALL_TEST(found_by_child),           SMALL_TEST(listed_to_who_confirms),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
