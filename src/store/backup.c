/* SPDX-License-Identifier: Apache-2.0 */
#include "store/backup.h"

#include "base/memory.h"
#include "store/derived_impl.h"
#include "store/migrate.h"
#include "store/place.h"
#include "store/store_impl.h"

/* A copy that is being made. */
struct copy {
    struct sl_db *source;
    const struct sl_check_options *options;
    struct sl_check_result *result;
};

static void tell_pages(void *context, uint64_t done, uint64_t total)
{
    const struct sl_check_options *options = context;

    if (options->progress != NULL) {
        options->progress(options->context, "pages", done, total);
    }
}

static enum sl_status copy_pages(const struct copy *copy, const char *path, struct sl_error *err)
{
    struct sl_check_options options = *copy->options;
    struct sl_db *target = NULL;

    SL_TRY(sl_db_open(path, SL_DB_BUILD, &target, err));
    enum sl_status status = sl_db_copy(copy->source, target, tell_pages, &options, err);
    if (status == SL_OK) {
        status = sl_migrate(target, sl_migrate_newest(), err);
    }
    sl_db_close(target);
    return status;
}

/* The copy as a store. A backup of an earlier version has no derived tables yet. */
static enum sl_status check_copy(const struct copy *copy, const char *path, struct sl_error *err)
{
    struct sl_store store = { .mode = SL_STORE_WRITE, .lock.fd = -1 };

    SL_TRY(sl_db_open(path, SL_DB_BUILD, &store.db, err));
    enum sl_status status = sl_derived_complete(&store, err);
    if (status == SL_OK) {
        status = sl_store_check(&store, copy->options, copy->result, err);
    }
    sl_key_index_finish(&store.keys);
    sl_db_close(store.db);
    if (status == SL_OK && copy->result->problem_count > 0) {
        status = sl_fail(
            err,
            SL_INVALID,
            "the check found %llu problems: no copy was made",
            (unsigned long long)copy->result->problem_count
        );
        sl_fail_hint(err, "Run 'sightline check' on the store that was to be copied.");
    }
    return status;
}

static enum sl_status make_copy(const struct copy *copy, const char *path, struct sl_error *err)
{
    struct sl_place place = { 0 };

    enum sl_status status = sl_place_begin(&place, path, err);
    if (status == SL_OK) {
        status = copy_pages(copy, place.temp_path.ptr, err);
    }
    if (status == SL_OK) {
        status = check_copy(copy, place.temp_path.ptr, err);
    }
    if (status == SL_OK) {
        status = sl_place_commit(&place, err);
    }
    sl_place_finish(&place);
    return status;
}

enum sl_status sl_store_backup(
    struct sl_store *store,
    const char *path,
    const struct sl_check_options *options,
    struct sl_check_result *result,
    struct sl_error *err
)
{
    const struct copy copy = { .source = store->db, .options = options, .result = result };

    SL_ASSERT(!store->has_begun);
    return make_copy(&copy, path, err);
}

enum sl_status sl_store_restore(
    const char *backup_path,
    const char *path,
    const struct sl_check_options *options,
    struct sl_check_result *result,
    struct sl_error *err
)
{
    struct copy copy = { .options = options, .result = result };
    int version = 0;

    SL_TRY(sl_db_open(backup_path, SL_DB_READ, &copy.source, err));
    enum sl_status status = sl_db_version(copy.source, &version, err);
    if (status == SL_OK && (version == 0 || version > sl_migrate_newest())) {
        status = sl_migrate_check(copy.source, err);
    }
    if (status == SL_OK) {
        status = make_copy(&copy, path, err);
    }
    sl_db_close(copy.source);
    return status;
}
