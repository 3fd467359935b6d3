/* SPDX-License-Identifier: Apache-2.0 */
#include "app/ledger_about.h"

#include "app/child_house.h"
#include "store/identity_event.h"

/* An act a line: agency, user, kind, subject, detail. */
static enum sl_status note(void *context, const struct sl_ledger_act *act, struct sl_error *err)
{
    (void)err;
    sl_buf_addf(
        context,
        "%.*s %.*s %.*s %.*s '%.*s'%s\n",
        SL_STR_ARG(act->agency),
        SL_STR_ARG(act->user),
        SL_STR_ARG(act->kind),
        SL_STR_ARG(act->subject),
        SL_STR_ARG(act->detail),
        act->is_listed ? " listed" : ""
    );
    return SL_OK;
}

static void check(struct child_house *house, const char *user, int64_t until, const char *expected)
{
    struct sl_access *access = access_open(house->people.store_path, user);
    struct sl_ledger_about about;
    struct sl_buf told;
    struct sl_error err;

    sl_buf_init(&told, (size_t)1 << 16);
    SL_CHECK_OK(sl_ledger_about_find(&about, access, child_id(house->child), &err), &err);
    SL_CHECK_I64(about.identity, house->child);
    SL_CHECK_OK(sl_ledger_about_tell(&about, until, note, &told, &err), &err);
    SL_CHECK_STR(sl_buf_str(&told), expected);
    sl_buf_finish(&told);
    sl_access_close(access);
}

/* What the entries below are, but for whom they are about. */
static void look(
    struct child_house *house,
    const char *user,
    enum sl_verb verb,
    const char *subject,
    const char *detail
)
{
    const struct sl_access_deed deed = {
        .verb = verb,
        .kind = SL_STR("picture"),
        .subject = sl_str_from(subject),
        .detail = sl_str_from(detail),
    };
    child_looked(house, user, &deed);
}

/* A line about the child. */
static const char *line(struct child_house *house, char text[1000], const char *format)
{
    const struct sl_identity_id id = sl_identity_print(house->child);
    size_t len = 0;

    for (const char *at = format; *at != '\0' && len < 980; at++) {
        if (*at == '#') {
            len += (size_t)snprintf(text + len, 1000 - len, "%s", id.text);
        } else {
            text[len++] = *at;
        }
    }
    text[len] = '\0';
    return text;
}

/* Those of the own agency with their names and details; of others who they are for, alone. */
static void names(void **state)
{
    struct child_house *house = *state;
    const struct sl_identity_id id = sl_identity_print(house->child);
    char list[100];
    char text[1000];

    look(house, "practitioner", SL_VERB_READ, id.text, "of her case");
    look(house, "worker", SL_VERB_READ, id.text, "of our case");
    look(house, "worker", SL_VERB_READ, "P00000000", "somebody else");
    (void)snprintf(list, sizeof list, "P00000000 %s", id.text);
    look(house, "practitioner", SL_VERB_LIST, "", list);
    look(house, "practitioner", SL_VERB_LIST, "", "P00000000");
    look(house, "practitioner", SL_VERB_SEARCH, "", id.text); /* a question is not a look */
    check(
        house,
        "all",
        0,
        line(
            house,
            text,
            "police practitioner picture # 'of her case'\noldham  picture # ''\n"
            "police practitioner picture # '' listed\n"
        )
    );
    check(
        house,
        "worker",
        0,
        line(
            house,
            text,
            "police  picture # ''\noldham worker picture # 'of our case'\n"
            "police  picture # '' listed\n"
        )
    );
    check(house, "all", ACCESS_NOW, "");
    check(
        house,
        "worker",
        ACCESS_NOW + 1,
        line(
            house,
            text,
            "police  picture # ''\noldham worker picture # 'of our case'\n"
            "police  picture # '' listed\n"
        )
    );
}

/* That a seal kept something back is told to the agency whose record it is, and to no other. */
static void sealed(void **state)
{
    struct child_house *house = *state;
    const struct sl_identity_id id = sl_identity_print(house->child);
    const struct sl_access_deed deed = {
        .verb = SL_VERB_LIST,
        .kind = SL_STR("picture"),
        .subject = sl_str_from(id.text),
        .detail = SL_STR("oldham\n"), /* whose records a seal kept back */
    };
    char text[1000];

    child_looked(house, "practitioner", &deed);
    check(house, "all", 0, "");
    check(house, "worker", 0, line(house, text, "police  sealed record # '' listed\n"));
}

/* Ids that were joined into the child's, and into those, are the child's; one that left is not. */
static void joined(void **state)
{
    struct child_house *house = *state;
    const struct sl_identity_event events[] = {
        {.happened_at = 1,  .kind = SL_IDENTITY_JOINED, .identity = 900, .other_identity = 800},
        { .happened_at = 2,
         .kind = SL_IDENTITY_JOINED,
         .identity = 800,
         .other_identity = house->child                                                       },
        { .happened_at = 3,
         .kind = SL_IDENTITY_SPLIT,
         .identity = 700,
         .other_identity = house->child                                                       },
    };
    struct sl_store *store = house->people.store;
    char text[1000];
    struct sl_error err;

    SL_CHECK_OK(sl_store_begin(store, &err), &err);
    for (size_t i = 0; i < 3; i++) {
        int64_t id = 0;
        SL_CHECK_OK(sl_store_identity_event_add(store, &events[i], &id, &err), &err);
    }
    SL_CHECK_OK(sl_store_commit(store, &err), &err);
    look(house, "practitioner", SL_VERB_READ, sl_identity_print(900).text, "once");
    look(house, "practitioner", SL_VERB_READ, sl_identity_print(800).text, "twice");
    look(house, "practitioner", SL_VERB_READ, sl_identity_print(700).text, "not");
    check(
        house,
        "all",
        0,
        line(
            house,
            text,
            "police practitioner picture # 'once'\npolice practitioner picture # 'twice'\n"
        )
    );
}

/* Somebody who is nobody yet, and nobody at all. */
static void nobody(void **state)
{
    struct child_house *house = *state;
    struct sl_access *access = access_open(house->people.store_path, "all");
    struct sl_ledger_about about;
    struct sl_error err;

    SL_CHECK_STATUS(
        sl_ledger_about_find(&about, access, SL_STR("police/records/n2"), &err), SL_NOT_FOUND
    );
    SL_CHECK_STATUS(sl_ledger_about_find(&about, access, child_id(77), &err), SL_NOT_FOUND);
    SL_CHECK_OK(sl_ledger_about_find(&about, access, SL_STR("police/records/n1"), &err), &err);
    SL_CHECK_I64(about.identity, house->child);
    sl_access_close(access);
}

static enum sl_status tell_once(void *context)
{
    struct child_house *house = context;
    SL_CLEANUP(sl_access_close_ptr) struct sl_access *access = NULL;
    SL_CLEANUP(sl_buf_finish) struct sl_buf told;
    struct sl_ledger_about about;

    sl_buf_init(&told, (size_t)1 << 16);
    SL_TRY(access_try(house->people.store_path, "all", &access, NULL));
    SL_TRY(sl_ledger_about_find(&about, access, child_id(house->child), NULL));
    SL_TRY(sl_ledger_about_tell(&about, 0, note, &told, NULL));
    return sl_buf_status(&told, NULL);
}

static void no_memory(void **state)
{
    struct child_house *house = *state;

    look(house, "practitioner", SL_VERB_READ, sl_identity_print(house->child).text, "once");
    sl_store_close_ptr(&house->people.store);
    assert_true(child_failing_allocations(tell_once, house) > 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        CHILD_TEST(names),  CHILD_TEST(sealed),    CHILD_TEST(joined),
        CHILD_TEST(nobody), CHILD_TEST(no_memory),
    };
    return cmocka_run_group_tests_name("app/ledger_about", tests, NULL, NULL);
}
