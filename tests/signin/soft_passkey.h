/* SPDX-License-Identifier: Apache-2.0 */
/*
 * soft_passkey.h - a device that keeps passkeys, and the browser in front of it, in software.
 */
#ifndef SL_TESTS_SIGNIN_SOFT_PASSKEY_H
#define SL_TESTS_SIGNIN_SOFT_PASSKEY_H

#include <openssl/ec.h>
#include <openssl/evp.h>
#include <sodium/crypto_sign.h>
#include <sodium/utils.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/digest.h"
#include "signin/passkey.h"
#include "support/support.h"

#define SOFT_DOMAIN "sightline.example"
#define SOFT_ORIGIN "https://sightline.example"
#define SOFT_HANDLE "a handle of the device"
/* The user was there, and has proven who they are. */
#define SOFT_FLAGS 0x05

struct soft_passkey {
    enum sl_passkey_algorithm algorithm;
    EVP_PKEY *p256;
    uint8_t ed25519_public[crypto_sign_PUBLICKEYBYTES];
    uint8_t ed25519_secret[crypto_sign_SECRETKEYBYTES];
    uint32_t count;
    uint8_t flags;
    const char *domain, *origin, *type; /* type: NULL for the right one */
    bool is_cross;
    char client_data[1024];
    uint8_t data[1024];
    size_t data_len;
    uint8_t signature[128];
    size_t signature_len;
};

static inline void soft_passkey_open(struct soft_passkey *key, enum sl_passkey_algorithm algorithm)
{
    *key = (struct soft_passkey
    ){ .algorithm = algorithm, .flags = SOFT_FLAGS, .domain = SOFT_DOMAIN, .origin = SOFT_ORIGIN };
    if (algorithm == SL_PASSKEY_ES256) {
        key->p256 = EVP_EC_gen("P-256");
        assert_non_null(key->p256);
    } else {
        assert_int_equal(crypto_sign_keypair(key->ed25519_public, key->ed25519_secret), 0);
    }
}

static inline void soft_passkey_close(struct soft_passkey *key)
{
    EVP_PKEY_free(key->p256);
}

static inline void soft_add(struct soft_passkey *key, const void *bytes, size_t len)
{
    assert_true(key->data_len + len <= sizeof key->data);
    memcpy(key->data + key->data_len, bytes, len);
    key->data_len += len;
}

/* What the browser says. */
static inline void
soft_client_data(struct soft_passkey *key, const char *type, const uint8_t *challenge)
{
    char text[64];

    (void)sodium_bin2base64(
        text, sizeof text, challenge, SL_CHALLENGE_BYTES, sodium_base64_VARIANT_URLSAFE_NO_PADDING
    );
    (void)snprintf(
        key->client_data,
        sizeof key->client_data,
        "{\"type\":\"%s\",\"challenge\":\"%s\",\"origin\":\"%s\",\"crossOrigin\":%s,"
        "\"other\":{\"x\":[1,2]}}",
        key->type == NULL ? type : key->type,
        text,
        key->origin,
        key->is_cross ? "true" : "false"
    );
}

/* The first 37 bytes of what the device says. */
static inline void soft_head(struct soft_passkey *key, uint8_t more_flags)
{
    const struct sl_digest domain = sl_digest_of(sl_str_from(key->domain));
    const uint8_t tail[5] = { (uint8_t)(key->flags | more_flags),
                              (uint8_t)(key->count >> 24),
                              (uint8_t)(key->count >> 16),
                              (uint8_t)(key->count >> 8),
                              (uint8_t)key->count };

    key->data_len = 0;
    soft_add(key, domain.bytes, sizeof domain.bytes);
    soft_add(key, tail, sizeof tail);
}

/* The public key as COSE has it. */
static inline void soft_public(struct soft_passkey *key)
{
    if (key->algorithm == SL_PASSKEY_EDDSA) {
        soft_add(key, "\xa4\x01\x01\x03\x27\x20\x06\x21\x58\x20", 10);
        soft_add(key, key->ed25519_public, sizeof key->ed25519_public);
        return;
    }
    unsigned char *point = NULL;
    assert_int_equal(EVP_PKEY_get1_encoded_public_key(key->p256, &point), 65);
    soft_add(key, "\xa5\x01\x02\x03\x26\x20\x01\x21\x58\x20", 10);
    soft_add(key, point + 1, 32);
    soft_add(key, "\x22\x58\x20", 3);
    soft_add(key, point + 33, 32);
    OPENSSL_free(point);
}

static inline struct sl_passkey_answer soft_answer(const struct soft_passkey *key)
{
    return (struct sl_passkey_answer){
        .client_data = sl_str_from(key->client_data),
        .authenticator_data = {.ptr = (const char *)key->data,       .len = key->data_len     },
        .signature = { .ptr = (const char *)key->signature, .len = key->signature_len},
    };
}

/* Make a passkey, as the browser is asked to with this challenge. */
static inline struct sl_passkey_answer
soft_register(struct soft_passkey *key, const uint8_t *challenge)
{
    static const uint8_t model[16];
    const uint8_t handle_len[2] = { 0, sizeof SOFT_HANDLE - 1 };

    soft_client_data(key, "webauthn.create", challenge);
    soft_head(key, 0x40); /* with a credential */
    soft_add(key, model, sizeof model);
    soft_add(key, handle_len, sizeof handle_len);
    soft_add(key, SOFT_HANDLE, sizeof SOFT_HANDLE - 1);
    soft_public(key);
    key->signature_len = 0;
    return soft_answer(key);
}

/* Sign in with it. The device counts first. */
static inline struct sl_passkey_answer soft_sign(struct soft_passkey *key, const uint8_t *challenge)
{
    soft_client_data(key, "webauthn.get", challenge);
    soft_head(key, 0);
    const struct sl_digest hash = sl_digest_of(sl_str_from(key->client_data));
    uint8_t message[256];
    memcpy(message, key->data, key->data_len);
    memcpy(message + key->data_len, hash.bytes, sizeof hash.bytes);
    const size_t len = key->data_len + sizeof hash.bytes;
    if (key->algorithm == SL_PASSKEY_EDDSA) {
        unsigned long long signature_len = 0;
        assert_int_equal(
            crypto_sign_detached(key->signature, &signature_len, message, len, key->ed25519_secret),
            0
        );
        key->signature_len = (size_t)signature_len;
        return soft_answer(key);
    }
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    key->signature_len = sizeof key->signature;
    assert_int_equal(EVP_DigestSignInit(context, NULL, EVP_sha256(), NULL, key->p256), 1);
    assert_int_equal(EVP_DigestSign(context, key->signature, &key->signature_len, message, len), 1);
    EVP_MD_CTX_free(context);
    return soft_answer(key);
}

#endif
