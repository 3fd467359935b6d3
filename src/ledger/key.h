/* SPDX-License-Identifier: Apache-2.0 */
/*
 * key.h - who signs: named Ed25519 keys.
 *
 * Source: C2SP, "signed-note" (c2sp.org/signed-note): names, key ids, and the text of a verifier's
 *         key, NAME+ID+KEY; S. Josefsson, I. Liusvaara, RFC 8032, 2017: Ed25519, computed by
 *         libsodium. The text of a signer's key, PRIVATE+KEY+NAME+ID+SEED, is the one of the Go
 *         project's package golang.org/x/mod/sumdb/note.
 */
#ifndef SL_LEDGER_KEY_H
#define SL_LEDGER_KEY_H

#include <stdint.h>

#include "base/buf.h"
#include "base/error.h"
#include "base/str.h"

#define SL_KEY_NAME_BYTES      128u /* the longest name */
#define SL_KEY_BYTES           32u  /* a public key, and the seed of a secret one */
#define SL_KEY_SIGNATURE_BYTES 64u

/* What a key signs: the first byte of its text. */
enum sl_key_use {
    SL_KEY_LEDGER = 0x01,  /* the checkpoints of its own ledger */
    SL_KEY_WITNESS = 0x04, /* checkpoints of others, with the time */
};

/* Plain memory. name: of SL_KEY_NAME_BYTES at most, with a NUL behind it. */
struct sl_verifier {
    enum sl_key_use use;
    char name[SL_KEY_NAME_BYTES + 1];
    uint32_t id;
    uint8_t public_key[SL_KEY_BYTES];
};

/* Plain memory that holds a secret: sl_signer_wipe it. */
struct sl_signer {
    struct sl_verifier verifier;
    uint8_t secret[SL_KEY_BYTES + SL_KEY_BYTES]; /* the seed and the public key */
};

/* May a key, and a ledger, have this name: UTF-8 without blanks, controls and '+'? */
bool sl_key_name_valid(struct sl_str name);

/*
 * Make the key of a seed.
 *
 *   seed  SL_KEY_BYTES bytes that nobody can guess
 *
 * Errors: SL_INVALID for a name that may not be.
 */
SL_NODISCARD enum sl_status sl_signer_init(
    struct sl_signer *signer,
    enum sl_key_use use,
    struct sl_str name,
    const uint8_t *seed,
    struct sl_error *err
);

/* Forget the secret. */
void sl_signer_wipe(struct sl_signer *signer);

/* Append the text of a key, and parse what stands for one. Errors: SL_INVALID. */
void sl_verifier_print(const struct sl_verifier *verifier, struct sl_buf *buf);
SL_NODISCARD enum sl_status
sl_verifier_parse(struct sl_str text, struct sl_verifier *ret_verifier, struct sl_error *err);
void sl_signer_print(const struct sl_signer *signer, struct sl_buf *buf);
SL_NODISCARD enum sl_status
sl_signer_parse(struct sl_str text, struct sl_signer *ret_signer, struct sl_error *err);

/* The signature of a text: SL_KEY_SIGNATURE_BYTES bytes. */
void sl_signer_sign(const struct sl_signer *signer, struct sl_str text, uint8_t *ret_signature);

/* Is this its signature? */
bool sl_verifier_check(
    const struct sl_verifier *verifier, struct sl_str text, const uint8_t *signature
);

#endif
