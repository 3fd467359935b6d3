/* SPDX-License-Identifier: Apache-2.0 */
/*
 * authenticator_fixture.h - an authenticator app: it takes a key, and makes codes.
 */
#ifndef SL_TESTS_APP_AUTHENTICATOR_FIXTURE_H
#define SL_TESTS_APP_AUTHENTICATOR_FIXTURE_H

#include <stdio.h>
#include <string.h>

#include "signin/authenticator.h"

static char authenticator_key[SL_AUTHENTICATOR_KEY_BYTES];

/* Take the key in an address that was printed: base32. */
static inline void authenticator_read(const char *text)
{
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    const char *at = strstr(text, "secret=") + strlen("secret=");
    uint32_t bits = 0;
    unsigned count = 0;

    for (size_t i = 0; i < sizeof authenticator_key; at++) {
        bits = bits << 5 | (uint32_t)(strchr(letters, *at) - letters);
        count += 5;
        if (count >= 8) {
            count -= 8;
            authenticator_key[i++] = (char)(bits >> count & 0xffu);
        }
    }
}

/* The code that it shows at a time; good until the next call. */
static inline const char *authenticator_code(int64_t now_us)
{
    static char code[16];
    const struct sl_str bytes = { .ptr = authenticator_key, .len = sizeof authenticator_key };

    (void)snprintf(
        code,
        sizeof code,
        "%06u",
        (unsigned)sl_authenticator_code(bytes, (uint64_t)(now_us / SL_AUTHENTICATOR_STEP_US))
    );
    return code;
}

#endif
