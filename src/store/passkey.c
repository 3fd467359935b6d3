/* SPDX-License-Identifier: Apache-2.0 */
#include "store/passkey.h"

#include <string.h>

#include "store/stamp_impl.h"
#include "store/text.h"

#define NAME_LIMIT_BYTES ((size_t)200)

/* By enum sl_passkey_algorithm, and by enum sl_challenge_purpose, as the columns spell them. */
static const char *const algorithm_names[] = { "es256", "eddsa" };
static const char *const purpose_names[] = { "register", "sign_in" };

enum sl_status sl_store_passkey_add(
    struct sl_store *store,
    const struct sl_stored_passkey *passkey,
    int64_t *ret_id,
    struct sl_error *err
)
{
    const struct sl_passkey *key = &passkey->key;
    const struct sl_str handle = { .ptr = (const char *)key->handle, .len = key->handle_len };
    const struct sl_str public_key = { .ptr = (const char *)key->public_key,
                                       .len = key->public_key_len };
    struct sl_statement *statement = NULL;

    sl_store_assert_brief(store);
    SL_TRY(sl_text_check(passkey->name, "the passkey's name", NAME_LIMIT_BYTES, err));
    SL_TRY(sl_store_note(store, sl_db_use(store->db, SL_SQL_PASSKEY_ADD, &statement, err)));
    sl_bind_text(statement, 1, passkey->user);
    sl_bind_bytes(statement, 2, handle);
    sl_bind_text(statement, 3, sl_str_from(algorithm_names[key->algorithm]));
    sl_bind_bytes(statement, 4, public_key);
    sl_bind_text(statement, 5, passkey->name);
    sl_bind_i64(statement, 6, key->sign_count);
    sl_bind_i64(statement, 7, passkey->made_at);
    return sl_stamp_run(
        store, statement, ret_id, SL_INVALID, "this device has a passkey here already", err
    );
}

/* Copy bytes out of a column; false: there are more than there may be. */
static bool
take_bytes(struct sl_statement *row, int index, uint8_t *bytes, size_t room, size_t *ret_len)
{
    const struct sl_str column = sl_column_str(row, index);

    if (column.len == 0 || column.len > room) {
        return false;
    }
    memcpy(bytes, column.ptr, column.len);
    *ret_len = column.len;
    return true;
}

/* Step, and read a row: SL_NOT_FOUND when there is none. */
static enum sl_status read_one(
    struct sl_statement *row,
    struct sl_arena *arena,
    struct sl_stored_passkey *ret_passkey,
    struct sl_error *err
)
{
    struct sl_stored_passkey passkey = { .id = 0 };
    struct sl_passkey *key = &passkey.key;
    bool has_row = false;

    SL_TRY(sl_statement_step(row, &has_row, err));
    if (!has_row) {
        return SL_NOT_FOUND;
    }
    passkey.id = sl_column_i64(row, 0);
    key->algorithm = sl_str_equal(sl_column_str(row, 3), sl_str_from(algorithm_names[0]))
                         ? SL_PASSKEY_ES256
                         : SL_PASSKEY_EDDSA;
    const bool is_sound =
        take_bytes(row, 2, key->handle, sizeof key->handle, &key->handle_len) &&
        take_bytes(row, 4, key->public_key, sizeof key->public_key, &key->public_key_len);
    key->sign_count = (uint32_t)sl_column_i64(row, 6);
    passkey.made_at = sl_column_i64(row, 7);
    passkey.used_at = sl_column_i64(row, 8);
    enum sl_status status = sl_text_column(row, 1, arena, &passkey.user, err);
    if (status == SL_OK) {
        status = sl_text_column(row, 5, arena, &passkey.name, err);
    }
    sl_statement_reset(row);
    if (status == SL_OK && !is_sound) {
        status = sl_fail(err, SL_INVALID, "a stored passkey is damaged");
    }
    if (status == SL_OK) {
        *ret_passkey = passkey;
    }
    return status;
}

enum sl_status sl_store_passkey_find(
    struct sl_store *store,
    struct sl_str handle,
    struct sl_arena *arena,
    struct sl_stored_passkey *ret_passkey,
    struct sl_error *err
)
{
    struct sl_statement *row = NULL;

    SL_TRY(sl_db_use(store->db, SL_SQL_PASSKEY_FIND, &row, err));
    sl_bind_bytes(row, 1, handle);
    return read_one(row, arena, ret_passkey, err);
}

enum sl_status sl_store_passkey_next(
    struct sl_store *store,
    struct sl_str user,
    int64_t after,
    struct sl_arena *arena,
    struct sl_stored_passkey *ret_passkey,
    struct sl_error *err
)
{
    struct sl_statement *row = NULL;

    SL_TRY(sl_db_use(store->db, SL_SQL_PASSKEY_NEXT_OF, &row, err));
    sl_bind_i64(row, 1, after);
    sl_bind_text(row, 2, user);
    return read_one(row, arena, ret_passkey, err);
}

enum sl_status sl_store_passkey_use(
    struct sl_store *store, int64_t id, uint32_t sign_count, int64_t at, struct sl_error *err
)
{
    struct sl_statement *statement = NULL;
    int64_t changed = 0;

    sl_store_assert_brief(store);
    SL_TRY(sl_store_note(store, sl_db_use(store->db, SL_SQL_PASSKEY_USE, &statement, err)));
    sl_bind_i64(statement, 1, id);
    sl_bind_i64(statement, 2, sign_count);
    sl_bind_i64(statement, 3, at);
    return sl_stamp_run(store, statement, &changed, SL_NOT_FOUND, NULL, err);
}

enum sl_status sl_store_passkey_end(
    struct sl_store *store,
    struct sl_str user,
    int64_t id,
    const struct sl_stamp *stamp,
    struct sl_error *err
)
{
    struct sl_statement *statement = NULL;
    int64_t changed = 0;

    sl_store_assert_brief(store);
    SL_TRY(sl_store_note(store, sl_db_use(store->db, SL_SQL_PASSKEY_END, &statement, err)));
    sl_bind_i64(statement, 1, id);
    sl_bind_text(statement, 2, user);
    sl_stamp_bind(statement, 3, stamp);
    const enum sl_status status = sl_stamp_run(store, statement, &changed, SL_NOT_FOUND, NULL, err);
    if (status == SL_NOT_FOUND) {
        return sl_fail(err, SL_NOT_FOUND, "there is no passkey %lld", (long long)id);
    }
    return status;
}

enum sl_status sl_store_challenge_add(
    struct sl_store *store, const struct sl_challenge *challenge, int64_t now, struct sl_error *err
)
{
    struct sl_statement *statement = NULL;

    sl_store_assert_brief(store);
    SL_TRY(sl_store_note(store, sl_db_use(store->db, SL_SQL_CHALLENGE_DROP_OLD, &statement, err)));
    sl_bind_i64(statement, 1, now);
    SL_TRY(sl_store_note(store, sl_statement_run(statement, err)));
    SL_TRY(sl_store_note(store, sl_db_use(store->db, SL_SQL_CHALLENGE_ADD, &statement, err)));
    sl_bind_bytes(statement, 1, sl_digest_str(&challenge->digest));
    if (challenge->user.len == 0) {
        sl_bind_null(statement, 2);
    } else {
        sl_bind_text(statement, 2, challenge->user);
    }
    sl_bind_text(statement, 3, sl_str_from(purpose_names[challenge->purpose]));
    sl_bind_i64(statement, 4, challenge->expires_at);
    return sl_store_note(store, sl_statement_run(statement, err));
}

enum sl_status sl_store_challenge_take(
    struct sl_store *store,
    const struct sl_digest *digest,
    struct sl_arena *arena,
    struct sl_challenge *ret_challenge,
    struct sl_error *err
)
{
    struct sl_challenge challenge = { .digest = *digest };
    struct sl_statement *row = NULL;
    bool has_row = false;

    sl_store_assert_brief(store);
    SL_TRY(sl_store_note(store, sl_db_use(store->db, SL_SQL_CHALLENGE_TAKE, &row, err)));
    sl_bind_bytes(row, 1, sl_digest_str(digest));
    SL_TRY(sl_store_note(store, sl_statement_step(row, &has_row, err)));
    if (!has_row) {
        return SL_NOT_FOUND;
    }
    challenge.purpose = sl_str_equal(sl_column_str(row, 1), sl_str_from(purpose_names[0]))
                            ? SL_CHALLENGE_REGISTER
                            : SL_CHALLENGE_SIGN_IN;
    challenge.expires_at = sl_column_i64(row, 2);
    const enum sl_status status =
        sl_store_note(store, sl_text_column(row, 0, arena, &challenge.user, err));
    sl_statement_reset(row);
    if (status == SL_OK) {
        *ret_challenge = challenge;
    }
    return status;
}
