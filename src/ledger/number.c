/* SPDX-License-Identifier: Apache-2.0 */
#include "ledger/number.h"

void sl_number_add(struct sl_buf *buf, size_t len, uint64_t number)
{
    char bytes[8];

    for (size_t i = 0; i < len; i++) {
        bytes[len - 1 - i] = (char)(unsigned char)(number >> (8 * i));
    }
    sl_buf_add(buf, (struct sl_str){ .ptr = bytes, .len = len });
}

uint64_t sl_number_read(const char *bytes, size_t len)
{
    uint64_t number = 0;

    for (size_t i = 0; i < len; i++) {
        number = number << 8 | (unsigned char)bytes[i];
    }
    return number;
}
