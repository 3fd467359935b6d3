/* SPDX-License-Identifier: Apache-2.0 */
#include "base/digest.h"

#include <nettle/sha2.h>
#include <string.h>

_Static_assert(SL_DIGEST_BYTES == SHA256_DIGEST_SIZE, "SHA-256 has 32 bytes");
_Static_assert(
    sizeof(struct sha256_ctx) <= sizeof(((struct sl_digest_state *)0)->opaque), "the state has room"
);

static struct sha256_ctx *context_of(struct sl_digest_state *state)
{
    return (struct sha256_ctx *)(void *)state->opaque;
}

void sl_digest_begin(struct sl_digest_state *state)
{
    sha256_init(context_of(state));
}

void sl_digest_add(struct sl_digest_state *state, struct sl_str bytes)
{
    if (bytes.len != 0) {
        sha256_update(context_of(state), bytes.len, (const uint8_t *)bytes.ptr);
    }
}

struct sl_digest sl_digest_end(struct sl_digest_state *state)
{
    struct sl_digest digest;

    sha256_digest(context_of(state), SL_DIGEST_BYTES, digest.bytes);
    return digest;
}

struct sl_digest sl_digest_of(struct sl_str bytes)
{
    struct sl_digest_state state = { { 0 } };

    sl_digest_begin(&state);
    sl_digest_add(&state, bytes);
    return sl_digest_end(&state);
}

bool sl_digest_equal(const struct sl_digest *left, const struct sl_digest *right)
{
    return memcmp(left->bytes, right->bytes, SL_DIGEST_BYTES) == 0;
}

struct sl_str sl_digest_str(const struct sl_digest *digest)
{
    return (struct sl_str){ .ptr = (const char *)digest->bytes, .len = SL_DIGEST_BYTES };
}

struct sl_digest sl_digest_from(struct sl_str bytes)
{
    struct sl_digest digest = { { 0 } };

    if (bytes.len == SL_DIGEST_BYTES) {
        memcpy(digest.bytes, bytes.ptr, SL_DIGEST_BYTES);
    }
    return digest;
}

void sl_digest_print(const struct sl_digest *digest, struct sl_buf *buf)
{
    sl_digest_print_hex(digest->bytes, SL_DIGEST_BYTES, buf);
}

void sl_digest_print_hex(const uint8_t *bytes, size_t count, struct sl_buf *buf)
{
    static const char digits[] = "0123456789abcdef";

    for (size_t i = 0; i < count; i++) {
        const char pair[] = { digits[bytes[i] >> 4], digits[bytes[i] & 15] };
        sl_buf_add(buf, (struct sl_str){ .ptr = pair, .len = sizeof pair });
    }
}
