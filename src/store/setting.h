/* SPDX-License-Identifier: Apache-2.0 */
/*
 * setting.h - what belongs to the store as a whole: where its ledger, the key and the agreements
 * are.
 */
#ifndef SL_STORE_SETTING_H
#define SL_STORE_SETTING_H

#include "base/arena.h"
#include "store/store.h"

/* Names that are known. The first three are paths as they were given to 'init', made absolute. */
#define SL_SETTING_LEDGER     "ledger"
#define SL_SETTING_LEDGER_KEY "ledger_key"
#define SL_SETTING_AGREEMENTS "agreements"
/* "one": one factor is enough to sign in. Anything else, and nothing: what roles need. */
#define SL_SETTING_FACTORS "factors"

/*
 * Put a setting, in the place of an earlier value. In a transaction.
 *
 *   value  not empty, UTF-8, at most 4096 bytes
 *
 * Errors: SL_INVALID, SL_LIMIT; those of the store.
 */
SL_NODISCARD enum sl_status sl_store_setting_put(
    struct sl_store *store, struct sl_str name, struct sl_str value, struct sl_error *err
);

/* A setting's value, in the arena, with a NUL behind it. Errors: SL_NOT_FOUND without a message. */
SL_NODISCARD enum sl_status sl_store_setting_find(
    struct sl_store *store,
    struct sl_str name,
    struct sl_arena *arena,
    struct sl_str *ret_value,
    struct sl_error *err
);

#endif
