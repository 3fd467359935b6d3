/* SPDX-License-Identifier: Apache-2.0 */
#include "app/ledger_answer.h"

#include "app/access_house.h"
#include "app/child_house.h"

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

static enum sl_status
add_known(void *context, const struct sl_known_source *known, struct sl_error *err)
{
    (void)err;
    *(uint64_t *)context += known->record_count;
    return SL_OK;
}

/* Asking is an entry, and so is a refusal. */
static void answers(void **state)
{
    struct house *house = *state;
    const struct sl_identity_id id = sl_identity_print(picture_fill(&house->people));
    const struct sl_access_deed deed = { .verb = SL_VERB_READ,
                                         .outcome = SL_OUTCOME_REFUSED,
                                         .kind = SL_STR("picture"),
                                         .subject = sl_str_from(id.text) };
    struct counted counted = { .all = 0 };
    uint64_t records = 0;
    struct sl_error err;

    say(house, "leader", deed);
    struct sl_access *access = access_open(house->people.store_path, "privacy_officer");
    SL_CHECK_OK(sl_ledger_who_saw(access, sl_str_from(id.text), 0, count, &counted, &err), &err);
    SL_CHECK_U64(counted.all, 2); /* the leader's, and this one */
    SL_CHECK_U64(counted.refused, 1);
    counted = (struct counted){ .all = 0 };
    SL_CHECK_OK(sl_ledger_what_saw(access, SL_STR("leader"), count, &counted, &err), &err);
    SL_CHECK_U64(counted.all, 1);
    SL_CHECK_STATUS(
        sl_ledger_what_saw(access, SL_STR("worker"), count, &counted, &err), SL_NOT_FOUND
    );
    SL_CHECK_OK(
        sl_ledger_known(access, sl_str_from(id.text), ACCESS_NOW, add_known, &records, &err), &err
    );
    SL_CHECK_U64(records, 3);
    sl_access_close(access);
    access = access_open(house->people.store_path, "leader");
    SL_CHECK_STATUS(
        sl_ledger_who_saw(access, sl_str_from(id.text), 0, count, &counted, &err), SL_DENIED
    );
    SL_CHECK_STATUS(sl_ledger_what_saw(access, SL_STR("leader"), count, &counted, &err), SL_DENIED);
    sl_access_close(access);
    SL_CHECK_U64(
        access_entries(house->access.ledger, "privacy_officer", SL_VERB_READ, SL_OUTCOME_ALLOWED), 3
    );
    SL_CHECK_U64(access_entries(house->access.ledger, "leader", SL_VERB_READ, 0), 3);
}

/* What had come by then: not what came later, is sealed, or is not shared for this purpose. */
static void known(void **state)
{
    struct child_house *house = *state;
    const struct {
        const char *user;
        int64_t until_us;
        uint64_t records;
    } cases[] = {
        {"all",     people_clock(),     0},
        { "all",    people_clock() + 1, 3},
        { "worker", people_clock() + 1, 0},
    };
    struct sl_error err;

    child_agree(house, ACCESS_AGREEMENT);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct sl_access *access = access_open(house->people.store_path, cases[i].user);
        uint64_t records = 0;
        const enum sl_status status = sl_ledger_known(
            access, child_id(house->child), cases[i].until_us, add_known, &records, &err
        );
        SL_CHECK_STATUS(status, i == 2 ? SL_DENIED : SL_OK);
        SL_CHECK_U64(records, cases[i].records);
        sl_access_close(access);
    }
    child_seal(house, 1, "m1");

    struct sl_access *access = access_open(house->people.store_path, "all");
    uint64_t records = 0;
    SL_CHECK_OK(
        sl_ledger_known(access, child_id(house->child), ACCESS_NOW, add_known, &records, &err), &err
    );
    SL_CHECK_U64(records, 2);
    sl_access_close(access);
}

static enum sl_status answer_once(void *context)
{
    struct child_house *house = context;
    SL_CLEANUP(sl_access_close_ptr) struct sl_access *access = NULL;
    struct counted counted = { .all = 0 };
    uint64_t records = 0;

    SL_TRY(access_try(house->people.store_path, "all", &access, NULL));
    SL_TRY(sl_ledger_who_saw(access, child_id(house->child), 0, count, &counted, NULL));
    SL_TRY(sl_ledger_what_saw(access, SL_STR("leader"), count, &counted, NULL));
    return sl_ledger_known(access, child_id(house->child), ACCESS_NOW, add_known, &records, NULL);
}

static void no_memory(void **state)
{
    struct child_house *house = *state;

    sl_store_close_ptr(&house->people.store);
    assert_true(child_failing_allocations(answer_once, house) > 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = { HOUSE_TEST(answers),
                                        CHILD_TEST(known),
                                        CHILD_TEST(no_memory) };
    return cmocka_run_group_tests_name("app/ledger_answer", tests, NULL, NULL);
}
