/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ledger_fixture.h - a ledger with some entries, and keys, in a folder of its own.
 */
#ifndef SL_TESTS_APP_LEDGER_FIXTURE_H
#define SL_TESTS_APP_LEDGER_FIXTURE_H

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "logbook/key_file.h"
#include "logbook/logbook.h"
#include "support/support.h"

struct ledger_fixture {
    struct sl_test_folder folder;
    char path[600], owner[600], witness[600], state[600], note[600];
    struct sl_signer signer;
};

static inline void ledger_path(struct ledger_fixture *fixture, const char *name, char place[600])
{
    (void)snprintf(place, 600, "%s", sl_test_folder_path(&fixture->folder, name));
}

/* Add entries: user u0, u1, u0 ...; subject child/0, child/1, child/2, child/0 ... */
static inline void ledger_add(const char *path, const struct sl_signer *signer, unsigned count)
{
    struct sl_logbook *book = NULL;
    struct sl_error err;

    SL_CHECK_OK(sl_logbook_open(path, signer, &book, &err), &err);
    for (unsigned i = 0; i < count; i++) {
        const uint64_t number = sl_logbook_count(book);
        char user[16];
        char subject[16];
        (void)snprintf(user, sizeof user, "u%u", (unsigned)(number % 2));
        (void)snprintf(subject, sizeof subject, "child/%u", (unsigned)(number % 3));
        const struct sl_deed deed = {
            .when_us = INT64_C(1700000000000000) + (int64_t)number,
            .verb = SL_VERB_READ,
            .outcome = SL_OUTCOME_ALLOWED,
            .texts = { [SL_ENTRY_AGENCY] = SL_STR("police") },
            .user = sl_str_from(user),
            .subject = sl_str_from(subject),
        };
        SL_CHECK_OK(sl_logbook_add(book, &deed, NULL, &err), &err);
    }
    SL_CHECK_OK(sl_logbook_publish(book, &err), &err);
    sl_logbook_close(book);
}

static inline int ledger_set_up(void **state)
{
    static struct ledger_fixture fixture;
    struct sl_signer witness;
    struct sl_error err;

    sl_test_folder_open(&fixture.folder);
    ledger_path(&fixture, "ledger", fixture.path);
    ledger_path(&fixture, "owner.key", fixture.owner);
    ledger_path(&fixture, "witness.key", fixture.witness);
    ledger_path(&fixture, "state", fixture.state);
    ledger_path(&fixture, "note", fixture.note);
    SL_CHECK_OK(
        sl_key_file_make(fixture.owner, SL_KEY_LEDGER, SL_STR("owner"), &fixture.signer, &err), &err
    );
    SL_CHECK_OK(
        sl_key_file_make(fixture.witness, SL_KEY_WITNESS, SL_STR("witness"), &witness, &err), &err
    );
    SL_CHECK_OK(sl_logbook_create(fixture.path, &fixture.signer, &err), &err);
    ledger_add(fixture.path, &fixture.signer, 9);
    *state = &fixture;
    return 0;
}

static inline int ledger_tear_down(void **state)
{
    struct ledger_fixture *fixture = *state;

    sl_test_folder_close(&fixture->folder);
    return 0;
}

#define LEDGER_TEST(test) cmocka_unit_test_setup_teardown(test, ledger_set_up, ledger_tear_down)

#endif
