/* SPDX-License-Identifier: Apache-2.0 */
#include "app/store_init.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/ledger_note.h"
#include "app/one_time_code.h"
#include "logbook/key_file.h"
#include "logbook/logbook.h"
#include "store/credential.h"
#include "store/setting.h"

#define PATH_LIMIT_BYTES ((size_t)4096)
#define FOLDER_MODE      0700

/* The four places, absolute, and which of them were made by us. */
struct places {
    struct sl_buf store, ledger, key, agreements;
    bool made_store, made_key, made_agreements;
};

/* A path as it is from anywhere. */
static void add_absolute(struct sl_buf *path, const char *given)
{
    char here[PATH_LIMIT_BYTES];

    if (given[0] != '/' && getcwd(here, sizeof here) != NULL) {
        sl_buf_addf(path, "%s/", here);
    }
    sl_buf_addf(path, "%s", given);
}

/* The place that is given, or the store's name with another end. */
static void
add_place(struct sl_buf *path, const char *given, const struct sl_buf *store, const char *end)
{
    struct sl_str stem = sl_buf_str(store);

    if (given != NULL) {
        add_absolute(path, given);
        return;
    }
    if (sl_str_ends(stem, SL_STR(".db")) && stem.len > 3) {
        stem.len -= 3;
    }
    sl_buf_add(path, stem);
    sl_buf_addf(path, "%s", end);
}

static enum sl_status
places_init(struct places *places, const struct sl_init_job *job, struct sl_error *err)
{
    *places = (struct places){ .made_store = false };
    sl_buf_init(&places->store, PATH_LIMIT_BYTES);
    sl_buf_init(&places->ledger, PATH_LIMIT_BYTES);
    sl_buf_init(&places->key, PATH_LIMIT_BYTES);
    sl_buf_init(&places->agreements, PATH_LIMIT_BYTES);
    add_absolute(&places->store, job->store);
    add_place(&places->ledger, job->ledger, &places->store, ".ledger");
    add_place(&places->key, job->ledger_key, &places->store, ".key");
    add_place(&places->agreements, job->agreements, &places->store, ".agreements");
    SL_TRY(sl_buf_status(&places->store, err));
    SL_TRY(sl_buf_status(&places->ledger, err));
    SL_TRY(sl_buf_status(&places->key, err));
    return sl_buf_status(&places->agreements, err);
}

static void places_finish(struct places *places)
{
    sl_buf_finish(&places->store);
    sl_buf_finish(&places->ledger);
    sl_buf_finish(&places->key);
    sl_buf_finish(&places->agreements);
}

/* Take back what was made, after a failure. The ledger comes last and is whole or not there. */
static void undo(const struct places *places)
{
    static const char *const ends[] = { "-wal", "-shm", "-lock" };
    char beside[PATH_LIMIT_BYTES + 8];

    if (places->made_agreements) {
        (void)rmdir(places->agreements.ptr);
    }
    if (places->made_key) {
        (void)unlink(places->key.ptr);
    }
    if (!places->made_store) {
        return;
    }
    (void)unlink(places->store.ptr);
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
        (void)snprintf(beside, sizeof beside, "%s%s", places->store.ptr, ends[i]);
        (void)unlink(beside);
    }
}

/* The ledger's name: that of the store's file, in letters that a name may have. */
static void add_ledger_name(struct sl_buf *name, const struct sl_buf *store)
{
    const struct sl_str path = sl_buf_str(store);
    size_t first = path.len;
    size_t end = path.len;

    if (sl_str_ends(path, SL_STR(".db"))) {
        end -= 3;
    }
    while (first > 0 && path.ptr[first - 1] != '/') {
        first--;
    }
    sl_buf_add(name, SL_STR("sightline/"));
    for (size_t i = first; i < end; i++) {
        const unsigned char letter = (unsigned char)path.ptr[i];
        sl_buf_add_byte(name, letter > ' ' && letter < 0x7f && letter != '+' ? (char)letter : '-');
    }
}

static enum sl_status
make_key(struct places *places, struct sl_signer *ret_signer, struct sl_error *err)
{
    struct sl_buf name;

    sl_buf_init(&name, SL_KEY_NAME_BYTES);
    add_ledger_name(&name, &places->store);
    enum sl_status status = sl_buf_status(&name, err);
    if (status == SL_OK) {
        status =
            sl_key_file_make(places->key.ptr, SL_KEY_LEDGER, sl_buf_str(&name), ret_signer, err);
        places->made_key = status == SL_OK;
    }
    sl_buf_finish(&name);
    return status;
}

static enum sl_status make_agreements(struct places *places, struct sl_error *err)
{
    places->made_agreements = mkdir(places->agreements.ptr, FOLDER_MODE) == 0;
    if (!places->made_agreements && errno != EEXIST) {
        return sl_fail_io(err, "make the folder", places->agreements.ptr, errno);
    }
    return SL_OK;
}

/* Where everything is, and the code of the first administrator. */
static enum sl_status fill_store(
    struct sl_store *store,
    const struct places *places,
    const struct sl_init_job *job,
    struct sl_buf *code,
    struct sl_error *err
)
{
    const struct sl_credential first = {
        .kind = SL_CREDENTIAL_ONE_TIME,
        .made = { .at = job->now_us },
        .expires_at = job->now_us + SL_INIT_CODE_US,
    };

    SL_TRY(sl_store_setting_put(store, SL_STR(SL_SETTING_LEDGER), sl_buf_str(&places->ledger), err)
    );
    SL_TRY(sl_store_setting_put(store, SL_STR(SL_SETTING_LEDGER_KEY), sl_buf_str(&places->key), err)
    );
    SL_TRY(sl_store_setting_put(
        store, SL_STR(SL_SETTING_AGREEMENTS), sl_buf_str(&places->agreements), err
    ));
    if (job->single_factor) {
        SL_TRY(sl_store_setting_put(store, SL_STR(SL_SETTING_FACTORS), SL_STR("one"), err));
    }
    return sl_one_time_code_add(store, &first, code, err);
}

static enum sl_status make_store(
    struct places *places, const struct sl_init_job *job, struct sl_buf *code, struct sl_error *err
)
{
    SL_CLEANUP(sl_store_close_ptr) struct sl_store *store = NULL;

    SL_TRY(sl_store_create(job->store, err));
    places->made_store = true;
    SL_TRY(sl_store_open(job->store, SL_STORE_WRITE, &store, err));
    SL_TRY(sl_store_begin(store, err));
    const enum sl_status status = fill_store(store, places, job, code, err);
    if (status != SL_OK) {
        sl_store_rollback(store);
        return status;
    }
    return sl_store_commit(store, err);
}

/* The first entry: from here on everything is written down. */
static enum sl_status
note_begin(const struct places *places, const struct sl_init_job *job, struct sl_error *err)
{
    SL_CLEANUP(sl_store_close_ptr) struct sl_store *store = NULL;
    const struct sl_deed deed = {
        .when_us = job->now_us,
        .verb = SL_VERB_MANAGE,
        .outcome = SL_OUTCOME_ALLOWED,
        .texts = { [SL_ENTRY_KIND] = SL_STR("store") },
        .detail = job->single_factor ? SL_STR("the store was made; one factor is enough to sign in")
                                     : SL_STR("the store was made"),
    };

    SL_TRY(sl_store_open(places->store.ptr, SL_STORE_BRIEF, &store, err));
    return sl_ledger_note(store, &deed, err);
}

static enum sl_status make_all(
    struct places *places, const struct sl_init_job *job, struct sl_buf *code, struct sl_error *err
)
{
    struct sl_signer signer;

    SL_TRY(make_store(places, job, code, err));
    SL_TRY(make_agreements(places, err));
    SL_TRY(make_key(places, &signer, err));
    const enum sl_status status = sl_logbook_create(places->ledger.ptr, &signer, err);
    sl_signer_wipe(&signer);
    return status;
}

enum sl_status
sl_store_init(const struct sl_init_job *job, struct sl_buf *code, struct sl_error *err)
{
    struct places places;

    enum sl_status status = places_init(&places, job, err);
    if (status == SL_OK) {
        status = make_all(&places, job, code, err);
        if (status != SL_OK) {
            undo(&places);
        }
    }
    if (status == SL_OK) {
        status = note_begin(&places, job, err);
    }
    places_finish(&places);
    return status;
}
