/* SPDX-License-Identifier: Apache-2.0 */
#include "ledger/base64.h"

#include "support/support.h"

/* RFC 4648, section 10. */
static void published_values(void **state)
{
    static const struct {
        const char *bytes, *text;
    } rows[] = {
        {"",        ""        },
        { "f",      "Zg=="    },
        { "fo",     "Zm8="    },
        { "foo",    "Zm9v"    },
        { "foob",   "Zm9vYg=="},
        { "fooba",  "Zm9vYmE="},
        { "foobar", "Zm9vYmFy"},
    };
    struct sl_buf buf;
    uint8_t bytes[8];
    size_t len = 0;

    (void)state;
    sl_buf_init(&buf, 100);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct sl_str plain = sl_str_from(rows[i].bytes);
        sl_buf_clear(&buf);
        sl_base64_print((const uint8_t *)plain.ptr, plain.len, &buf);
        SL_CHECK_STR(sl_buf_str(&buf), rows[i].text);
        assert_true(sl_base64_parse(sl_str_from(rows[i].text), bytes, sizeof bytes, &len));
        SL_CHECK_BYTES(((struct sl_str){ .ptr = (char *)bytes, .len = len }), plain);
    }
    sl_buf_finish(&buf);
}

static void read_strictly(void **state)
{
    static const char *const bad[] = { "Zg",       "Zg=",    "Zh==", "Z g=",  "Zm8=\n",
                                       "Zg==Zg==", "Zm9vY-", "====", "Zm9v=", " Zg==" };
    uint8_t bytes[8];
    size_t len = 77;

    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        assert_false(sl_base64_parse(sl_str_from(bad[i]), bytes, sizeof bytes, &len));
    }
    assert_false(sl_base64_parse(SL_STR("Zm9vYmFy"), bytes, 5, &len)); /* no room */
    SL_CHECK_U64(len, 77);
}

/* One value has one text: of all bytes in each place, 64 are letters. */
static void letters(void **state)
{
    uint8_t bytes[8];
    size_t len = 0;

    (void)state;
    for (size_t place = 0; place < 4; place++) {
        unsigned count = 0;
        for (unsigned byte = 0; byte < 256; byte++) {
            char text[4] = { 'Z', 'm', '9', 'v' };
            text[place] = (char)(unsigned char)byte;
            const struct sl_str slice = { .ptr = text, .len = sizeof text };
            count += sl_base64_parse(slice, bytes, sizeof bytes, &len) ? 1 : 0;
        }
        SL_CHECK_U64(count, 64);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(published_values),
        cmocka_unit_test(read_strictly),
        cmocka_unit_test(letters),
    };
    return cmocka_run_group_tests_name("ledger/base64", tests, NULL, NULL);
}
