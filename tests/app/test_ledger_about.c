/* SPDX-License-Identifier: Apache-2.0 */
#include "app/ledger_about.h"

#include "app/access_house.h"
#include "app/picture_fixture.h"
#include "store/identity_event.h"

struct counted {
    size_t all, named, refused;
};

static enum sl_status count(void *context, const struct sl_ledger_act *act, struct sl_error *err)
{
    struct counted *counted = context;

    (void)err;
    counted->all++;
    counted->named += act->user.len > 0;
    counted->refused += act->outcome[0] == 'r';
    return SL_OK;
}

/* Entries about somebody, by a user. */
static void say(struct house *house, const char *user, struct sl_access_deed deed)
{
    struct sl_access *access = access_open(house->people.store_path, user);
    struct sl_error err;

    SL_CHECK_OK(sl_access_say(access, &deed, 1, &err), &err);
    sl_access_close(access);
}

/* By the id of today, by one that was joined into it, alone and among others; not by another's. */
static void by_all_ids(void **state)
{
    struct house *house = *state;
    struct sl_store *store = house->people.store;
    const int64_t child = picture_fill(&house->people);
    const struct sl_identity_id id = sl_identity_print(child);
    const struct sl_identity_id before = sl_identity_print(child + 500000);
    const struct sl_identity_event event = {
        .happened_at = 1,
        .kind = SL_IDENTITY_JOINED,
        .identity = child + 500000,
        .other_identity = child,
    };
    struct sl_access_deed deed = { .verb = SL_VERB_READ, .kind = SL_STR("picture") };
    struct counted counted = { .all = 0 };
    struct sl_ledger_about about;
    int64_t number = 0;
    char detail[64];
    struct sl_error err;

    SL_CHECK_OK(sl_store_begin(store, &err), &err);
    SL_CHECK_OK(sl_store_identity_event_add(store, &event, &number, &err), &err);
    SL_CHECK_OK(sl_store_commit(store, &err), &err);
    deed.subject = sl_str_from(before.text);
    say(house, "practitioner", deed);
    deed.subject = SL_STR("P00000007");
    say(house, "practitioner", deed);
    deed.verb = SL_VERB_LIST;
    deed.subject = SL_STR("");
    (void)snprintf(detail, sizeof detail, "P00000007 %s", id.text);
    deed.detail = sl_str_from(detail);
    say(house, "worker", deed);
    struct sl_access *access = access_open(house->people.store_path, "privacy_officer");
    SL_CHECK_OK(sl_ledger_about_find(&about, access, sl_str_from(id.text), &err), &err);
    SL_CHECK_U64(about.name_count, 2);
    SL_CHECK_OK(sl_ledger_about_tell(&about, 0, count, &counted, &err), &err);
    SL_CHECK_U64(counted.all, 2);
    SL_CHECK_U64(counted.named, 1); /* the worker is of another agency */
    counted = (struct counted){ .all = 0 };
    SL_CHECK_OK(sl_ledger_about_tell(&about, ACCESS_NOW, count, &counted, &err), &err);
    SL_CHECK_U64(counted.all, 0);
    sl_access_close(access);
}

int main(void)
{
    const struct CMUnitTest tests[] = { HOUSE_TEST(by_all_ids) };
    return cmocka_run_group_tests_name("app/ledger_about", tests, NULL, NULL);
}
