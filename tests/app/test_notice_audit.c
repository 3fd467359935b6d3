/* SPDX-License-Identifier: Apache-2.0 */
#include "app/notice_audit.h"

#include <stdio.h>

#include "app/question_house.h"

#define CHILDREN 12u

/* Children of the police, k0 ..., girls and then boys, each with an event; they are identified. */
static void add_children(struct child_house *house)
{
    static char text[16384];
    size_t len = 0;
    char key[16];

    for (unsigned i = 0; i < CHILDREN; i++) {
        len += (size_t)snprintf(
            text + len,
            sizeof text - len,
            "{\"type\":\"person\",\"id\":\"k%u\",\"surname\":\"S%u\",\"birth_date\":\"2014-05-0%"
            "u\","
            "\"sex\":\"%s\"}\n"
            "{\"type\":\"event\",\"id\":\"e%u\",\"kind\":\"missing\",\"start\":\"2026-01-02\","
            "\"people\":[{\"id\":\"k%u\",\"role\":\"subject\"}]}\n",
            i,
            i,
            i % 9 + 1,
            i < 7 ? "F" : "M",
            i,
            i
        );
    }
    people_take(&house->people, "police", text);
    people_update(&house->people, false);
    for (unsigned i = 0; i < CHILDREN; i++) {
        (void)snprintf(key, sizeof key, "k%u", i);
        picture_is(&house->people, 1, key, picture_mention(&house->people, 1, key));
    }
}

/* Of the first children a question is asked. */
static void ask(struct child_house *house, unsigned count)
{
    char key[16];

    for (unsigned i = 0; i < count; i++) {
        (void)snprintf(key, sizeof key, "e%u", i);
        struct sl_raised_proof proof = question_proof(house, 1, key);
        (void)snprintf(key, sizeof key, "k%u", i);
        const struct sl_raised raised =
            question_raised("missing", picture_mention(&house->people, 1, key), &proof, 1);
        SL_CHECK_U64(question_run(house, &raised, 1, 0).opened, 1);
    }
}

static size_t audit(struct child_house *house, const char *user, struct sl_audit_table **ret_tables)
{
    struct sl_access *access = question_door(house, user, 0);
    struct sl_error err;
    size_t count = 0;

    SL_CHECK_OK(sl_notice_audit(access, &house->arena, ret_tables, &count, &err), &err);
    sl_access_close(access);
    return count;
}

static const struct sl_audit_group *group_of(const struct sl_audit_table *table, const char *name)
{
    for (size_t i = 0; i < table->group_count; i++) {
        if (sl_str_equal(table->groups[i].name, sl_str_from(name))) {
            return &table->groups[i];
        }
    }
    fail_msg("there is no group %s", name);
    return NULL;
}

static void counts_by_group(void **state)
{
    struct child_house *house = *state;
    const struct sl_question_doing answer = { .question = 1,
                                              .act = SL_ACT_ANSWERED,
                                              .words = SL_STR("because") };
    struct sl_audit_table *tables = NULL;
    struct sl_error err;

    add_children(house);
    ask(house, CHILDREN);
    SL_CHECK_OK(question_do(house, "manager", &answer, 0, &err), &err);
    SL_CHECK_U64(audit(house, "leader", &tables), SL_AUDIT_BY_COUNT);
    SL_CHECK_STR(tables[SL_AUDIT_SEX].indicator, "missing");
    const struct sl_audit_group *girls = group_of(&tables[SL_AUDIT_SEX], "f");
    SL_CHECK_U64(girls->raised, 7);
    SL_CHECK_U64(girls->children, 7);
    SL_CHECK_U64(girls->outcomes[SL_REPLY_DONE], 1);
    /* One answer is a small number: neither it nor those beside it are shown. */
    assert_true(girls->hides_outcome[SL_REPLY_DONE]);
    assert_true(girls->hides_outcome[SL_AUDIT_OUTCOMES - 1]);
    const struct sl_audit_group *boys = group_of(&tables[SL_AUDIT_SEX], "m");
    SL_CHECK_U64(boys->raised, 5);
    const struct sl_audit_group *all = group_of(&tables[SL_AUDIT_AGE], "all");
    SL_CHECK_U64(all->raised, CHILDREN);
    const struct sl_audit_group *police = group_of(&tables[SL_AUDIT_AGENCY], "police");
    SL_CHECK_U64(police->raised, CHILDREN);
    assert_false(police->hides_raised);
    (void)group_of(&tables[SL_AUDIT_DISTRICT], "not recorded");
    (void)group_of(&tables[SL_AUDIT_AGE], "10 to 15");
}

static void small_numbers_are_withheld(void **state)
{
    struct child_house *house = *state;
    struct sl_audit_table *tables = NULL;

    add_children(house);
    ask(house, 3);
    SL_CHECK_U64(audit(house, "inspector", &tables), SL_AUDIT_BY_COUNT);
    for (size_t i = 0; i < SL_AUDIT_BY_COUNT; i++) {
        for (size_t j = 0; j < tables[i].group_count; j++) {
            const struct sl_audit_group *group = &tables[i].groups[j];
            assert_true(group->raised == 0 || group->hides_raised);
        }
    }
}

static void what_is_sealed_is_not_counted(void **state)
{
    struct child_house *house = *state;
    struct sl_audit_table *tables = NULL;

    add_children(house);
    ask(house, CHILDREN);
    child_seal(house, 1, "e0");
    (void)audit(house, "leader", &tables);
    SL_CHECK_U64(group_of(&tables[SL_AUDIT_AGENCY], "police")->raised, CHILDREN - 1);
}

static void only_who_may(void **state)
{
    struct child_house *house = *state;
    struct sl_audit_table *tables = NULL;
    struct sl_error err;
    size_t count = 0;

    struct sl_access *access = question_door(house, "manager", 0);
    SL_CHECK_STATUS(sl_notice_audit(access, &house->arena, &tables, &count, &err), SL_DENIED);
    sl_access_close(access);
    SL_CHECK_U64(audit(house, "privacy_officer", &tables), 0);
    SL_CHECK_U64(access_entries(house->access.ledger, "privacy_officer", SL_VERB_LIST, 0), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        QUESTION_TEST(counts_by_group),
        QUESTION_TEST(small_numbers_are_withheld),
        QUESTION_TEST(what_is_sealed_is_not_counted),
        QUESTION_TEST(only_who_may),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
