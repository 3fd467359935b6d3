/* SPDX-License-Identifier: Apache-2.0 */
/*
 * key_file.h - keys in files, a line each, and new ones.
 */
#ifndef SL_LOGBOOK_KEY_FILE_H
#define SL_LOGBOOK_KEY_FILE_H

#include "base/error.h"
#include "ledger/key.h"

/*
 * Make a new key and write it to a file that only its owner can read.
 *
 *   path  where there must be nothing yet
 *
 * Errors: SL_INVALID (the name; there is a file), SL_IO.
 */
SL_NODISCARD enum sl_status sl_key_file_make(
    const char *path,
    enum sl_key_use use,
    struct sl_str name,
    struct sl_signer *ret_signer,
    struct sl_error *err
);

/*
 * Read the signer's key in a file.
 * Errors: SL_IO; SL_INVALID (it is none, or its group or others may do anything with the file);
 * SL_NO_MEMORY.
 */
SL_NODISCARD enum sl_status
sl_key_file_read(const char *path, struct sl_signer *ret_signer, struct sl_error *err);

/*
 * A verifier's key: the text itself, or the file that holds it.
 * Errors: SL_IO, SL_INVALID, SL_NO_MEMORY.
 */
SL_NODISCARD enum sl_status
sl_key_find(const char *text_or_path, struct sl_verifier *ret_verifier, struct sl_error *err);

#endif
