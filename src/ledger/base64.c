/* SPDX-License-Identifier: Apache-2.0 */
#include "ledger/base64.h"

#include <sodium/utils.h>
#include <string.h>

#define TEXT_BYTES sodium_base64_ENCODED_LEN(SL_BASE64_LIMIT_BYTES, sodium_base64_VARIANT_ORIGINAL)

void sl_base64_print(const uint8_t *bytes, size_t len, struct sl_buf *buf)
{
    char text[TEXT_BYTES];

    (void)sodium_bin2base64(text, sizeof text, bytes, len, sodium_base64_VARIANT_ORIGINAL);
    sl_buf_add(buf, sl_str_from(text));
}

bool sl_base64_parse(struct sl_str text, uint8_t *bytes, size_t room, size_t *ret_len)
{
    char again[TEXT_BYTES];
    size_t len = 0;

    if (text.len == 0) {
        *ret_len = 0;
        return true;
    }
    if (sodium_base642bin(
            bytes, room, text.ptr, text.len, NULL, &len, NULL, sodium_base64_VARIANT_ORIGINAL
        ) != 0) {
        return false;
    }
    /* libsodium takes some bytes above 0x7f for letters; one value has one text only. */
    (void)sodium_bin2base64(again, sizeof again, bytes, len, sodium_base64_VARIANT_ORIGINAL);
    if (!sl_str_equal(sl_str_from(again), text)) {
        return false;
    }
    *ret_len = len;
    return true;
}
