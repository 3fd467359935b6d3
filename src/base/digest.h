/* SPDX-License-Identifier: Apache-2.0 */
/*
 * digest.h - what tells two texts apart, whoever wrote them: SHA-256.
 *
 * Source: NIST, FIPS 180-4, "Secure Hash Standard", 2015; computed by Nettle, which uses the
 *         processor's own instructions for it where there are any.
 *
 * What is hashed here is no secret of the program: time depends on lengths.
 */
#ifndef SL_BASE_DIGEST_H
#define SL_BASE_DIGEST_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/str.h"

#define SL_DIGEST_BYTES 32

struct sl_digest {
    uint8_t bytes[SL_DIGEST_BYTES];
};

/* The digest of bytes at once. */
struct sl_digest sl_digest_of(struct sl_str bytes);

/* Plain memory. */
struct sl_digest_state {
    _Alignas(16) uint8_t opaque[192];
};

/* The digest of bytes that come in parts. */
void sl_digest_begin(struct sl_digest_state *state);
void sl_digest_add(struct sl_digest_state *state, struct sl_str bytes);
struct sl_digest sl_digest_end(struct sl_digest_state *state);

/* The same digest? */
bool sl_digest_equal(const struct sl_digest *left, const struct sl_digest *right);

/* Its bytes as a slice, good as long as the digest is. */
struct sl_str sl_digest_str(const struct sl_digest *digest);

/* A digest out of 32 bytes; all zero when there are not 32. */
struct sl_digest sl_digest_from(struct sl_str bytes);

/* Append it as 64 hexadecimal digits, as sha256sum prints it. */
void sl_digest_print(const struct sl_digest *digest, struct sl_buf *buf);

/* Append bytes as two hexadecimal digits each, in lower case. */
void sl_digest_print_hex(const uint8_t *bytes, size_t count, struct sl_buf *buf);

#endif
