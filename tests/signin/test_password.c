/* SPDX-License-Identifier: Apache-2.0 */
#include "signin/password.h"

#include <sodium/core.h>
#include <sodium/crypto_pwhash.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "support/support.h"

#define CHEAP SL_PASSWORD_COST_FOR_TESTS

static const uint8_t salt[SL_PASSWORD_SALT_BYTES] = "0123456789abcdef";

static void hash_into(struct sl_buf *text, struct sl_str password, struct sl_password_cost cost)
{
    struct sl_error err;

    sl_buf_init(text, SL_PASSWORD_TEXT_BYTES);
    SL_CHECK_OK(sl_password_hash(password, salt, cost, text, &err), &err);
}

static bool matches(struct sl_str password, struct sl_str text)
{
    struct sl_error err;
    bool is_match = false;

    SL_CHECK_OK(sl_password_check(password, text, CHEAP, &is_match, NULL, &err), &err);
    return is_match;
}

static void a_password_is_found_by_its_hash(void **state)
{
    struct sl_buf text;

    (void)state;
    hash_into(&text, SL_STR("correct horse"), CHEAP);
    assert_true(sl_str_starts(
        sl_buf_str(&text), SL_STR("$argon2id$v=19$m=8,t=1,p=1$MDEyMzQ1Njc4OWFiY2RlZg$")
    ));
    assert_true(matches(SL_STR("correct horse"), sl_buf_str(&text)));
    assert_false(matches(SL_STR("correct horsE"), sl_buf_str(&text)));
    assert_false(matches(SL_STR("correct horse "), sl_buf_str(&text)));
    assert_false(matches(SL_STR("correct hors"), sl_buf_str(&text)));
    assert_false(matches(SL_STR(""), sl_buf_str(&text)));
    sl_buf_finish(&text);
}

/* Ours is the hash that everybody makes. */
static void libsodium_reads_it(void **state)
{
    struct sl_buf text;

    (void)state;
    hash_into(&text, SL_STR("correct horse"), CHEAP);
    assert_int_equal(crypto_pwhash_str_verify(text.ptr, "correct horse", 13), 0);
    assert_int_equal(crypto_pwhash_str_verify(text.ptr, "correct hors", 12), -1);
    sl_buf_finish(&text);
}

/* Made by libsodium's crypto_pwhash_str_alg itself. */
static void ours_reads_libsodiums(void **state)
{
    char text[crypto_pwhash_STRBYTES];

    (void)state;
    assert_true(sodium_init() >= 0);
    assert_int_equal(
        crypto_pwhash_str_alg(text, "swordfish", 9, 2, 16384, crypto_pwhash_ALG_ARGON2ID13), 0
    );
    assert_true(matches(SL_STR("swordfish"), sl_str_from(text)));
    assert_false(matches(SL_STR("Swordfish"), sl_str_from(text)));
}

static void nobodys_hash_has_no_password(void **state)
{
    struct sl_buf text;
    struct sl_buf same;
    uint8_t zero[SL_PASSWORD_SALT_BYTES] = { 0 };
    struct sl_error err;

    (void)state;
    sl_buf_init(&text, SL_PASSWORD_TEXT_BYTES);
    sl_buf_init(&same, SL_PASSWORD_TEXT_BYTES);
    sl_password_decoy(CHEAP, &text);
    assert_false(matches(SL_STR(""), sl_buf_str(&text)));
    assert_false(matches(SL_STR("correct horse"), sl_buf_str(&text)));
    /* Not even one that was put there. */
    SL_CHECK_OK(sl_password_hash(SL_STR("correct horse"), zero, CHEAP, &same, &err), &err);
    assert_false(matches(SL_STR("correct horse"), sl_buf_str(&same)));
    sl_buf_finish(&text);
    sl_buf_finish(&same);
}

static void a_cheaper_hash_is_outdated(void **state)
{
    static const struct {
        struct sl_password_cost cost;
        bool is_outdated;
    } cases[] = {
        {{ .memory_kib = 8, .passes = 1 },   false},
        { { .memory_kib = 16, .passes = 1 }, true },
        { { .memory_kib = 8, .passes = 2 },  true },
    };
    struct sl_buf text;
    struct sl_error err;

    (void)state;
    hash_into(&text, SL_STR("correct horse"), CHEAP);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        bool is_match = false;
        bool is_outdated = false;
        SL_CHECK_OK(
            sl_password_check(
                SL_STR("correct horse"),
                sl_buf_str(&text),
                cases[i].cost,
                &is_match,
                &is_outdated,
                &err
            ),
            &err
        );
        assert_true(is_match);
        assert_int_equal(is_outdated, cases[i].is_outdated);
        SL_CHECK_OK(
            sl_password_check(
                SL_STR("wrong"), sl_buf_str(&text), cases[i].cost, &is_match, &is_outdated, &err
            ),
            &err
        );
        assert_false(is_match);
        assert_false(is_outdated);
    }
    sl_buf_finish(&text);
}

static void a_damaged_hash_is_refused(void **state)
{
    static const char *const texts[] = {
        "",
        "$argon2i$v=19$m=8,t=1,p=1$MDEyMzQ1Njc4OWFiY2RlZg$AAAA",
        "$argon2id$v=19$m=",
        "$argon2id$v=19$m=7,t=1,p=1$MDEyMzQ1Njc4OWFiY2RlZg$"
        "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY",
        /* 8 TiB, and a thousand years */
        "$argon2id$v=19$m=4294967295,t=1,p=1$MDEyMzQ1Njc4OWFiY2RlZg$"
        "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY",
        "$argon2id$v=19$m=8,t=4294967295,p=1$MDEyMzQ1Njc4OWFiY2RlZg$"
        "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY",
        "$argon2id$v=19$m=8,t=1,p=2$MDEyMzQ1Njc4OWFiY2RlZg$"
        "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY",
        "$argon2id$v=19$m=8,t=1,p=1",
        "$argon2id$v=19$m=8,t=1,p=1$MDEyMzQ1Njc4OWFiY2RlZg",
        "$argon2id$v=19$m=8,t=1,p=1$MDEyMzQ1Njc4OWFiY2RlZ$"
        "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY",
        "$argon2id$v=19$m=8,t=1,p=1$MDEyMzQ1Njc4OWFiY2RlZg$"
        "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=",
        "$argon2id$v=19$m=8,t=1,p=1$MDEyMzQ1Njc4OWFiY2RlZg$"
        "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWYx",
    };

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        bool is_match = false;
        struct sl_error err;
        if (sl_password_check(SL_STR("x"), sl_str_from(texts[i]), CHEAP, &is_match, NULL, &err) !=
            SL_INVALID) {
            fail_msg("case %zu: %s", i, texts[i]);
        }
        assert_false(is_match);
    }
}

/* Each character changed: another password, another hash, or none; never a match. */
static void a_tampered_hash_never_matches(void **state)
{
    struct sl_buf text;

    (void)state;
    hash_into(&text, SL_STR("correct horse"), CHEAP);
    for (size_t i = 0; i < text.len; i++) {
        const char kept = text.ptr[i];
        bool is_match = false;
        text.ptr[i] = kept == '2' ? '3' : '2';
        const enum sl_status status = sl_password_check(
            SL_STR("correct horse"), sl_buf_str(&text), CHEAP, &is_match, NULL, NULL
        );
        assert_true(status == SL_OK || status == SL_INVALID);
        assert_false(is_match);
        text.ptr[i] = kept;
    }
    sl_buf_finish(&text);
}

static void too_long_is_refused_and_not_cut(void **state)
{
    static char letters[SL_PASSWORD_LIMIT_BYTES + 1];
    struct sl_str longest = { .ptr = letters, .len = SL_PASSWORD_LIMIT_BYTES };
    struct sl_buf text;

    (void)state;
    memset(letters, 'a', sizeof letters);
    hash_into(&text, longest, CHEAP);
    assert_true(matches(longest, sl_buf_str(&text)));
    longest.len--;
    assert_false(matches(longest, sl_buf_str(&text)));
    longest.len += 2;
    bool is_match = false;
    SL_CHECK_STATUS(
        sl_password_check(longest, sl_buf_str(&text), CHEAP, &is_match, NULL, NULL), SL_LIMIT
    );
    sl_buf_clear(&text);
    SL_CHECK_STATUS(sl_password_hash(longest, salt, CHEAP, &text, NULL), SL_LIMIT);
    sl_buf_finish(&text);
}

static double seconds_now(void)
{
    struct timespec now;

    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

/* What it really costs, said; and that it is not less than OWASP's least. */
static void the_cost_is_that_of_the_standards(void **state)
{
    struct sl_buf text;

    (void)state;
    assert_true(sodium_init() >= 0);
    assert_true(SL_PASSWORD_MEMORY_KIB >= 19456 && SL_PASSWORD_PASSES >= 2);
    const double begin = seconds_now();
    hash_into(&text, SL_STR("correct horse"), SL_PASSWORD_COST);
    (void)printf("one hash: %.3f s of processor time\n", seconds_now() - begin);
    assert_true(sl_str_starts(sl_buf_str(&text), SL_STR("$argon2id$v=19$m=65536,t=3,p=1$")));
    sl_buf_finish(&text);
}

static enum sl_status hash_once(void *context)
{
    struct sl_buf text;

    (void)context;
    sl_buf_init(&text, SL_PASSWORD_TEXT_BYTES);
    const enum sl_status status = sl_password_hash(SL_STR("x"), salt, CHEAP, &text, NULL);
    sl_buf_finish(&text);
    return status;
}

static void failing_allocations(void **state)
{
    (void)state;
    assert_true(sl_test_failing_allocations(hash_once, NULL) > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_password_is_found_by_its_hash),
        cmocka_unit_test(libsodium_reads_it),
        cmocka_unit_test(ours_reads_libsodiums),
        cmocka_unit_test(nobodys_hash_has_no_password),
        cmocka_unit_test(a_cheaper_hash_is_outdated),
        cmocka_unit_test(a_damaged_hash_is_refused),
        cmocka_unit_test(a_tampered_hash_never_matches),
        cmocka_unit_test(too_long_is_refused_and_not_cut),
        cmocka_unit_test(the_cost_is_that_of_the_standards),
        cmocka_unit_test(failing_allocations),
    };
    return cmocka_run_group_tests_name("signin/password", tests, NULL, NULL);
}
