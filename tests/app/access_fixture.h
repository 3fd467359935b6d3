/* SPDX-License-Identifier: Apache-2.0 */
/*
 * access_fixture.h - what a store needs for a door: a ledger, agreements, and users.
 */
#ifndef SL_TESTS_APP_ACCESS_FIXTURE_H
#define SL_TESTS_APP_ACCESS_FIXTURE_H

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "app/access.h"
#include "app/ledger_show.h"
#include "app/policy_load.h"
#include "identity/identity_id.h"
#include "logbook/key_file.h"
#include "logbook/logbook.h"
#include "store/glass.h"
#include "store/seal.h"
#include "store/setting.h"
#include "store/user.h"
#include "store/withheld.h"
#include "support/support.h"

/* 2026-04-01 10:00:00 */
#define ACCESS_NOW INT64_C(1775037600000000)
#define ACCESS_DAY 20544

/*
 * For safeguarding and to join records: of oldham and the police, to each other, the details of
 * people but for addresses, and all events but intelligence, of which the existence is told;
 * nothing of the nhs. In an emergency intelligence, too.
 */
#define ACCESS_AGREEMENT                                                                    \
    "format: sightline-agreement-1\nid: both\nversion: 1\ntitle: Both\n"                    \
    "valid: {from: 2026-01-01, until: 2030-12-31}\n"                                        \
    "parties: {oldham: Oldham Council, police: Police, nhs: NHS}\n"                         \
    "shares:\n"                                                                             \
    "- {of: [oldham], to: [police], direction: both_ways, purposes: [safeguarding, "        \
    "data_quality], level: content, kinds: [details, child_protection, missing_episodes], " \
    "fields: [all], except: [address]}\n"                                                   \
    "- {of: [oldham], to: [police], direction: both_ways, purposes: [safeguarding], "       \
    "level: existence, in_emergency: content, kinds: [police_intelligence], fields: [all]}\n"

struct access_fixture {
    struct sl_test_folder folder;
    char store[512], ledger[512], key[512], agreements[512];
};

static inline void
access_add_user(struct sl_store *store, const char *id, const char *agency, uint32_t roles)
{
    const struct sl_stamp by = { .by = SL_STR("root"), .at = ACCESS_NOW };
    const struct sl_stamp nobody = { .at = ACCESS_NOW };
    const bool is_first = strcmp(id, "root") == 0;
    const struct sl_store_user user = { .id = sl_str_from(id),
                                        .name = sl_str_from(id),
                                        .agency = sl_str_from(agency),
                                        .added = is_first ? nobody : by };
    struct sl_error err;

    SL_CHECK_OK(sl_store_user_add(store, &user, &err), &err);
    for (unsigned role = 0; role < SL_USER_ROLE_COUNT; role++) {
        const struct sl_store_role held = {
            .user = user.id,
            .role = (enum sl_user_role)role,
            .held = {0, SL_SPAN_OPEN},
            .given = is_first ? nobody : by
        };
        int64_t number = 0;
        if ((roles & (UINT32_C(1) << role)) != 0) {
            SL_CHECK_OK(sl_store_role_add(store, &held, &number, &err), &err);
        }
    }
}

/* "practitioner", "investigator" ...: a user of the police for each role; and "all" with all. */
static inline void access_add_users(struct sl_store *store)
{
    access_add_user(store, "root", "hub", UINT32_C(1) << SL_USER_ADMINISTRATOR);
    for (unsigned role = 0; role < SL_USER_ROLE_COUNT; role++) {
        access_add_user(store, sl_user_role_terms()[role].name.ptr, "police", UINT32_C(1) << role);
    }
    access_add_user(store, "all", "police", (UINT32_C(1) << SL_USER_ROLE_COUNT) - 1);
    access_add_user(store, "worker", "oldham", UINT32_C(1) << SL_USER_PRACTITIONER);
}

static inline const char *
access_place(char place[512], struct sl_test_folder *folder, const char *name)
{
    (void)snprintf(place, 512, "%s", sl_test_folder_path(folder, name));
    return place;
}

/* A ledger and a folder of agreements in a test's folder, and users in its store, which is open for
 * writing and is in no transaction. */
static inline void
access_equip(struct access_fixture *fixture, struct sl_test_folder *folder, struct sl_store *store)
{
    struct sl_signer signer;
    struct sl_error err;

    (void)access_place(fixture->ledger, folder, "s.ledger");
    (void)access_place(fixture->key, folder, "s.key");
    (void)access_place(fixture->agreements, folder, "s.agreements");
    SL_CHECK_OK(
        sl_key_file_make(fixture->key, SL_KEY_LEDGER, SL_STR("test.example.org"), &signer, &err),
        &err
    );
    SL_CHECK_OK(sl_logbook_create(fixture->ledger, &signer, &err), &err);
    assert_int_equal(mkdir(fixture->agreements, 0700), 0);
    SL_CHECK_OK(sl_store_begin(store, &err), &err);
    const struct {
        const char *name, *value;
    } settings[] = {
        {SL_SETTING_LEDGER,      fixture->ledger    },
        { SL_SETTING_LEDGER_KEY, fixture->key       },
        { SL_SETTING_AGREEMENTS, fixture->agreements},
        { SL_SETTING_FACTORS,    "one"              },
        { SL_SETTING_HUB,        "police"           },
    };
    for (size_t i = 0; i < sizeof settings / sizeof settings[0]; i++) {
        SL_CHECK_OK(
            sl_store_setting_put(
                store, sl_str_from(settings[i].name), sl_str_from(settings[i].value), &err
            ),
            &err
        );
    }
    access_add_users(store);
    SL_CHECK_OK(sl_store_commit(store, &err), &err);
}

/* Confirm an agreement, as the partnership lead does; the store is open nowhere for writing. */
static inline void access_agree(struct access_fixture *fixture, const char *store, const char *text)
{
    const struct sl_access_opening opening = { .store = store,
                                               .mode = SL_STORE_BRIEF,
                                               .now_us = ACCESS_NOW };
    char path[600];
    struct sl_access *access = NULL;
    struct sl_policy_confirmed confirmed;
    struct sl_error err;

    (void)snprintf(path, sizeof path, "%s/both.yaml", fixture->agreements);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
    SL_CHECK_OK(sl_access_open_as(&opening, SL_STR("partnership_lead"), &access, &err), &err);
    SL_CHECK_OK(sl_policy_confirm(access, &confirmed, &err), &err);
    sl_access_close(access);
}

/* Open as a user, to read. */
static inline enum sl_status
access_try(const char *store, const char *user, struct sl_access **ret_access, struct sl_error *err)
{
    const struct sl_access_opening opening = { .store = store,
                                               .mode = SL_STORE_READ,
                                               .now_us = ACCESS_NOW };

    return sl_access_open_as(&opening, sl_str_from(user), ret_access, err);
}

static inline struct sl_access *access_open(const char *store, const char *user)
{
    struct sl_access *access = NULL;
    struct sl_error err;

    SL_CHECK_OK(access_try(store, user, &access, &err), &err);
    return access;
}

/* A user works with the child who is known by a key of a source. */
static inline void
access_tie(struct sl_store *store, const char *user, int64_t source, const char *key)
{
    const struct sl_store_tie tie = {
        .user = sl_str_from(user),
        .kind = SL_USER_TIE_ALLOCATED,
        .source = source,
        .key = sl_str_from(key),
        .held = {0,               SL_SPAN_OPEN},
        .given = { SL_STR("root"), ACCESS_NOW  }
    };
    int64_t id = 0;
    struct sl_error err;

    SL_CHECK_OK(sl_store_begin(store, &err), &err);
    SL_CHECK_OK(sl_store_tie_add(store, &tie, &id, &err), &err);
    SL_CHECK_OK(sl_store_commit(store, &err), &err);
}

/* How many entries the ledger has of a user (empty: anybody), verb and outcome; 0: any. */
struct access_count {
    struct sl_str user;
    enum sl_verb verb;
    enum sl_deed_outcome outcome;
    size_t count;
    char detail[4096]; /* of the last that was counted */
};

static inline enum sl_status
access_note(void *context, const struct sl_view_entry *entry, struct sl_error *err)
{
    struct access_count *count = context;
    struct sl_str subject;
    struct sl_str detail;

    (void)err;
    if ((count->verb != 0 && count->verb != entry->entry.verb) ||
        (count->outcome != 0 && count->outcome != entry->entry.outcome)) {
        return SL_OK;
    }
    count->count++;
    if (sl_entry_about(&entry->parts[SL_PART_ABOUT], &subject, &detail)) {
        (void)snprintf(count->detail, sizeof count->detail, "%.*s", SL_STR_ARG(detail));
    }
    return SL_OK;
}

static inline size_t access_entries(
    const char *ledger, const char *user, enum sl_verb verb, enum sl_deed_outcome outcome
)
{
    struct access_count count = { .verb = verb, .outcome = outcome };
    const struct sl_ledger_filter filter = { .user = sl_str_from(user) };
    struct sl_error err;

    SL_CHECK_OK(sl_ledger_show(ledger, &filter, access_note, &count, &err), &err);
    return count.count;
}

#endif
