/* SPDX-License-Identifier: Apache-2.0 */
#include "base/digest.h"

#include "support/support.h"

static void check_hex(struct sl_digest digest, const char *expected)
{
    struct sl_buf buf;

    sl_buf_init(&buf, 100);
    sl_digest_print(&digest, &buf);
    SL_CHECK_STR(sl_buf_str(&buf), expected);
    sl_buf_finish(&buf);
}

/* NIST, "Secure Hash Standard: example values", SHA-256, one and two blocks; and no bytes. */
static void published_values(void **state)
{
    (void)state;
    check_hex(
        sl_digest_of(SL_STR("abc")),
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    );
    check_hex(
        sl_digest_of(SL_STR("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")),
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    );
    check_hex(
        sl_digest_of(SL_STR("")), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    );
}

static void in_parts_is_the_same(void **state)
{
    struct sl_digest_state parts;
    (void)state;

    sl_digest_begin(&parts);
    sl_digest_add(&parts, SL_STR("a"));
    sl_digest_add(&parts, SL_STR(""));
    sl_digest_add(&parts, SL_STR("bc"));
    const struct sl_digest joined = sl_digest_end(&parts);
    const struct sl_digest whole = sl_digest_of(SL_STR("abc"));
    assert_true(sl_digest_equal(&joined, &whole));
    const struct sl_digest other = sl_digest_of(SL_STR("abd"));
    assert_false(sl_digest_equal(&joined, &other));
}

static void bytes_in_and_out(void **state)
{
    const struct sl_digest digest = sl_digest_of(SL_STR("abc"));
    const struct sl_digest again = sl_digest_from(sl_digest_str(&digest));
    (void)state;

    assert_true(sl_digest_equal(&digest, &again));
    const struct sl_digest none = sl_digest_from(SL_STR("short"));
    SL_CHECK_I64(none.bytes[0], 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(published_values),
        cmocka_unit_test(in_parts_is_the_same),
        cmocka_unit_test(bytes_in_and_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
