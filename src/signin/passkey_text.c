/* SPDX-License-Identifier: Apache-2.0 */
#include "signin/passkey_text.h"

#include <sodium/utils.h>
#include <stdbool.h>
#include <string.h>

#include "base/number.h"

/* RFC 1035, section 2.3.4. */
#define DOMAIN_BYTES 253u
#define LABEL_BYTES  63u
#define PORT_MOST    65535

/* The most bytes that are read or written at once: what a device says has below one thousand. */
#define BYTES_LIMIT ((size_t)8192)
#define TEXT_BYTES  sodium_base64_ENCODED_LEN(BYTES_LIMIT, sodium_base64_VARIANT_URLSAFE_NO_PADDING)

/* A part of a name between two full stops; all digits: it is one of a number. */
static bool is_label(struct sl_str label, bool *ret_is_number)
{
    bool is_number = true;

    if (label.len == 0 || label.len > LABEL_BYTES || label.ptr[0] == '-' ||
        label.ptr[label.len - 1] == '-') {
        return false;
    }
    for (size_t i = 0; i < label.len; i++) {
        const char byte = label.ptr[i];
        const bool is_digit = byte >= '0' && byte <= '9';
        if (!is_digit && byte != '-' && (byte < 'a' || byte > 'z')) {
            return false;
        }
        is_number = is_number && is_digit;
    }
    *ret_is_number = is_number;
    return true;
}

/* A name, and not an address of numbers: those end in a number. */
static bool is_domain(struct sl_str domain)
{
    struct sl_str rest = domain;
    struct sl_str label = SL_STR("");
    bool is_number = false;

    if (domain.len == 0 || domain.len > DOMAIN_BYTES || sl_str_ends(domain, SL_STR("."))) {
        return false;
    }
    while (sl_str_split(&rest, '.', &label)) {
        if (!is_label(label, &is_number)) {
            return false;
        }
    }
    return !is_number;
}

/* Written as browsers write it: without the port of the scheme, and without a zero before it. */
static bool is_port(struct sl_str text, struct sl_str usual)
{
    int64_t port = 0;

    return !sl_str_starts(text, SL_STR("0")) && !sl_str_equal(text, usual) &&
           sl_parse_i64(text, 1, PORT_MOST, &port, NULL) == SL_OK;
}

enum sl_status
sl_passkey_site_parse(struct sl_str origin, struct sl_passkey_site *ret_site, struct sl_error *err)
{
    const struct sl_str secure = SL_STR("https://");
    const struct sl_str plain = SL_STR("http://");
    const bool is_secure = sl_str_starts(origin, secure);
    const size_t scheme_len = is_secure                      ? secure.len
                              : sl_str_starts(origin, plain) ? plain.len
                                                             : origin.len;
    const struct sl_str host = sl_str_part(origin, scheme_len, origin.len);
    const size_t colon = sl_str_find(host, SL_STR(":"));
    const struct sl_str domain = sl_str_part(host, 0, colon);
    const struct sl_str port = sl_str_part(host, colon + 1, host.len);
    const bool is_here = sl_str_equal(domain, SL_STR("localhost"));

    if (!is_domain(domain) || (!is_secure && !is_here) ||
        (colon < host.len && !is_port(port, is_secure ? SL_STR("443") : SL_STR("80")))) {
        sl_fail(
            err, SL_USAGE, "'%.*s' is not where browsers reach this service", SL_STR_ARG(origin)
        );
        sl_fail_hint(
            err,
            "Write https:// and a name in lower case, such as https://sightline.example; on "
            "your own machine http://localhost:8080."
        );
        return SL_USAGE;
    }
    *ret_site = (struct sl_passkey_site){ .domain = domain, .origin = origin };
    return SL_OK;
}

enum sl_status sl_passkey_bytes_parse(
    struct sl_str text, struct sl_arena *arena, struct sl_str *ret_bytes, struct sl_error *err
)
{
    char again[TEXT_BYTES];
    unsigned char bytes[BYTES_LIMIT];
    size_t len = 0;

    if (sodium_base642bin(
            bytes,
            sizeof bytes,
            text.ptr,
            text.len,
            NULL,
            &len,
            NULL,
            sodium_base64_VARIANT_URLSAFE_NO_PADDING
        ) != 0) {
        return sl_fail(err, SL_INVALID, "what the passkey says cannot be read");
    }
    /* libsodium takes some bytes above 0x7f for letters; one value has one text only. */
    (void
    )sodium_bin2base64(again, sizeof again, bytes, len, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    if (!sl_str_equal(sl_str_from(again), text)) {
        return sl_fail(err, SL_INVALID, "what the passkey says cannot be read");
    }
    const struct sl_str kept =
        sl_arena_copy(arena, (struct sl_str){ .ptr = (const char *)bytes, .len = len });
    if (kept.ptr == NULL) {
        return sl_fail_memory(err);
    }
    *ret_bytes = kept;
    return SL_OK;
}

void sl_passkey_bytes_print(struct sl_str bytes, struct sl_buf *text)
{
    char encoded[TEXT_BYTES];

    SL_ASSERT(bytes.len <= BYTES_LIMIT);
    (void)sodium_bin2base64(
        encoded,
        sizeof encoded,
        (const unsigned char *)bytes.ptr,
        bytes.len,
        sodium_base64_VARIANT_URLSAFE_NO_PADDING
    );
    sl_buf_add(text, sl_str_from(encoded));
}
