/* SPDX-License-Identifier: Apache-2.0 */
#include "ledger/entry.h"

#include <string.h>

#include "base/utf8.h"
#include "ledger/number.h"

#define VERSION 1u

#define WHEN_BYTES 8u
#define HEAD_BYTES ((size_t)11)
#define LEN_BYTES  ((size_t)2)

/* What the length of a part says when it was erased. */
#define ERASED       0xffffu
#define INDEX_BYTES  ((size_t)8)
#define DETAIL_BYTES ((size_t)3840)

/* What the hash of a part begins with, so that one part is never taken for the other. */
static const uint8_t part_bytes[SL_PART_COUNT] = { [SL_PART_WHO] = 'W', [SL_PART_ABOUT] = 'A' };

static const char *const verb_words[] = {
#define VERB_WORD(name, value, word) [value] = (word),
    SL_VERB_TABLE(VERB_WORD)
#undef VERB_WORD
};

static const char *const outcome_words[] = {
#define OUTCOME_WORD(name, value, word) [value] = (word),
    SL_DEED_OUTCOME_TABLE(OUTCOME_WORD)
#undef OUTCOME_WORD
};

static const char *const text_words[SL_ENTRY_TEXTS] = {
    [SL_ENTRY_AGENCY] = "agency", [SL_ENTRY_ON_BEHALF] = "on_behalf",
    [SL_ENTRY_ROLE] = "role",     [SL_ENTRY_PURPOSE] = "purpose",
    [SL_ENTRY_KIND] = "kind",     [SL_ENTRY_POLICY] = "policy",
};

const char *sl_verb_word(unsigned verb)
{
    return verb < sizeof verb_words / sizeof verb_words[0] ? verb_words[verb] : NULL;
}

const char *sl_outcome_word(unsigned outcome)
{
    return outcome < sizeof outcome_words / sizeof outcome_words[0] ? outcome_words[outcome] : NULL;
}

const char *sl_entry_text_word(enum sl_entry_text text)
{
    return text_words[text];
}

static enum sl_status check_text(struct sl_str text, size_t max, struct sl_error *err)
{
    if (text.len > max || sl_utf8_check(text) < text.len) {
        return sl_fail(
            err, SL_INVALID, "a text of a ledger's entry is longer than %zu bytes or not UTF-8", max
        );
    }
    return SL_OK;
}

static enum sl_status check_deed(const struct sl_deed *deed, struct sl_error *err)
{
    if (deed->when_us < 0 || sl_verb_word(deed->verb) == NULL ||
        sl_outcome_word(deed->outcome) == NULL) {
        return sl_fail(err, SL_INVALID, "a ledger's entry needs a time, a verb and an outcome");
    }
    for (size_t i = 0; i < SL_ENTRY_TEXTS; i++) {
        SL_TRY(check_text(deed->texts[i], SL_ENTRY_TEXT_BYTES, err));
    }
    SL_TRY(check_text(deed->user, SL_ENTRY_TEXT_BYTES, err));
    SL_TRY(check_text(deed->subject, SL_ENTRY_TEXT_BYTES, err));
    return check_text(deed->detail, DETAIL_BYTES, err);
}

/* A text with a byte of length before it. */
static void add_short(struct sl_buf *buf, struct sl_str text)
{
    sl_buf_add_byte(buf, (char)(unsigned char)text.len);
    sl_buf_add(buf, text);
}

static struct sl_str salt_at(const uint8_t *salts, enum sl_part_index index)
{
    return (struct sl_str){
        .ptr = (const char *)salts + (size_t)index * SL_PART_SALT_BYTES,
        .len = SL_PART_SALT_BYTES,
    };
}

/* Append both parts; places[i] is where the salt of part i begins. */
static void
add_parts(const struct sl_deed *deed, const uint8_t *salts, struct sl_buf *parts, size_t *places)
{
    sl_number_add(parts, LEN_BYTES, deed->user.len);
    places[SL_PART_WHO] = parts->len;
    sl_buf_add(parts, salt_at(salts, SL_PART_WHO));
    sl_buf_add(parts, deed->user);
    sl_number_add(parts, LEN_BYTES, 1 + deed->subject.len + deed->detail.len);
    places[SL_PART_ABOUT] = parts->len;
    sl_buf_add(parts, salt_at(salts, SL_PART_ABOUT));
    add_short(parts, deed->subject);
    sl_buf_add(parts, deed->detail);
}

static void hash_part(enum sl_part_index index, struct sl_str secret, struct sl_digest *ret_hash)
{
    sl_sha256_of(part_bytes[index], secret, ret_hash);
}

/* Append the hash of what stands in the buffer from `first` to before `last`. */
static void add_hash(struct sl_buf *leaf, enum sl_part_index index, const char *first, size_t len)
{
    struct sl_digest hash;

    hash_part(index, (struct sl_str){ .ptr = first, .len = len }, &hash);
    sl_buf_add(leaf, (struct sl_str){ .ptr = (const char *)hash.bytes, .len = SL_DIGEST_BYTES });
}

enum sl_status sl_entry_print(
    const struct sl_deed *deed,
    const uint8_t *salts,
    struct sl_buf *leaf,
    struct sl_buf *parts,
    struct sl_error *err
)
{
    size_t places[SL_PART_COUNT];

    SL_TRY(check_deed(deed, err));
    add_parts(deed, salts, parts, places);
    SL_TRY(sl_buf_status(parts, err));
    sl_number_add(leaf, 1, VERSION);
    sl_number_add(leaf, WHEN_BYTES, (uint64_t)deed->when_us);
    sl_number_add(leaf, 1, (uint64_t)deed->verb);
    sl_number_add(leaf, 1, (uint64_t)deed->outcome);
    for (size_t i = 0; i < SL_ENTRY_TEXTS; i++) {
        add_short(leaf, deed->texts[i]);
    }
    add_hash(
        leaf, SL_PART_WHO, parts->ptr + places[SL_PART_WHO], SL_PART_SALT_BYTES + deed->user.len
    );
    add_hash(
        leaf, SL_PART_ABOUT, parts->ptr + places[SL_PART_ABOUT], parts->len - places[SL_PART_ABOUT]
    );
    return sl_buf_status(leaf, err);
}

static struct sl_str take(struct sl_str *rest, size_t len)
{
    const struct sl_str taken = { .ptr = rest->ptr, .len = len };

    rest->ptr += len;
    rest->len -= len;
    return taken;
}

/* Read the six texts. */
static bool take_texts(struct sl_str *rest, struct sl_str *texts)
{
    for (size_t i = 0; i < SL_ENTRY_TEXTS; i++) {
        const size_t len = rest->len == 0 ? SL_ENTRY_TEXT_BYTES : (unsigned char)rest->ptr[0];
        if (rest->len <= len) {
            return false;
        }
        texts[i] = sl_str_part(take(rest, 1 + len), 1, len);
        if (sl_utf8_check(texts[i]) < len) {
            return false;
        }
    }
    return true;
}

static bool parse_entry(struct sl_str leaf, struct sl_entry *entry)
{
    struct sl_str rest = leaf;

    if (rest.len < HEAD_BYTES) {
        return false;
    }
    const struct sl_str head = take(&rest, HEAD_BYTES);
    const uint64_t when = sl_number_read(head.ptr + 1, WHEN_BYTES);
    const unsigned verb = (unsigned char)head.ptr[1 + WHEN_BYTES];
    const unsigned outcome = (unsigned char)head.ptr[2 + WHEN_BYTES];
    if (when > INT64_MAX || sl_verb_word(verb) == NULL || sl_outcome_word(outcome) == NULL ||
        !take_texts(&rest, entry->texts) || rest.len != sizeof entry->parts) {
        return false;
    }
    entry->when_us = (int64_t)when;
    entry->verb = (enum sl_verb)verb;
    entry->outcome = (enum sl_deed_outcome)outcome;
    memcpy(entry->parts, rest.ptr, sizeof entry->parts);
    return true;
}

enum sl_status sl_entry_parse(struct sl_str leaf, struct sl_entry *ret_entry, struct sl_error *err)
{
    struct sl_entry entry;

    if (leaf.len > 0 && (unsigned char)leaf.ptr[0] != VERSION) {
        return sl_fail(
            err,
            SL_UNSUPPORTED,
            "version %u of a ledger's entry is not known here",
            (unsigned)(unsigned char)leaf.ptr[0]
        );
    }
    if (!parse_entry(leaf, &entry)) {
        return sl_fail(err, SL_INVALID, "this is not an entry of a ledger");
    }
    *ret_entry = entry;
    return SL_OK;
}

bool sl_entry_part_take(struct sl_str *rest, struct sl_entry_part *ret_part)
{
    if (rest->len < LEN_BYTES) {
        return false;
    }
    const uint64_t len = sl_number_read(rest->ptr, LEN_BYTES);
    const bool is_erased = len == ERASED;
    const size_t behind = is_erased ? INDEX_BYTES : SL_PART_SALT_BYTES + (size_t)len;
    if ((!is_erased && len > SL_PART_LIMIT_BYTES) || rest->len - LEN_BYTES < behind) {
        return false;
    }
    const struct sl_str bytes = sl_str_part(take(rest, LEN_BYTES + behind), LEN_BYTES, behind);
    const struct sl_str none = { .len = 0 };
    ret_part->is_erased = is_erased;
    ret_part->erased_by = is_erased ? sl_number_read(bytes.ptr, INDEX_BYTES) : 0;
    ret_part->secret = is_erased ? none : bytes;
    ret_part->content = is_erased ? none : sl_str_part(bytes, SL_PART_SALT_BYTES, (size_t)len);
    return true;
}

bool sl_entry_part_check(
    const struct sl_entry *entry, enum sl_part_index index, const struct sl_entry_part *part
)
{
    struct sl_digest hash;

    if (part->is_erased) {
        return true;
    }
    hash_part(index, part->secret, &hash);
    return sl_digest_equal(&hash, &entry->parts[index]);
}

bool sl_entry_about(
    const struct sl_entry_part *part, struct sl_str *ret_subject, struct sl_str *ret_detail
)
{
    const struct sl_str content = part->content;
    const struct sl_str none = { .len = 0 };

    if (part->is_erased) {
        *ret_subject = none;
        *ret_detail = none;
        return true;
    }
    if (content.len == 0 || content.len <= (unsigned char)content.ptr[0]) {
        return false;
    }
    const size_t len = (unsigned char)content.ptr[0];
    *ret_subject = sl_str_part(content, 1, len);
    *ret_detail = sl_str_part(content, 1 + len, content.len);
    return true;
}

void sl_entry_part_print(const struct sl_entry_part *part, struct sl_buf *buf)
{
    if (part->is_erased) {
        sl_number_add(buf, LEN_BYTES, ERASED);
        sl_number_add(buf, INDEX_BYTES, part->erased_by);
    } else {
        sl_number_add(buf, LEN_BYTES, part->content.len);
        sl_buf_add(buf, part->secret);
    }
}

bool sl_entry_take(struct sl_str *rest, struct sl_str *ret_leaf)
{
    if (rest->len < LEN_BYTES) {
        return false;
    }
    const size_t len = (size_t)sl_number_read(rest->ptr, LEN_BYTES);
    if (rest->len - LEN_BYTES < len) {
        return false;
    }
    *ret_leaf = sl_str_part(take(rest, LEN_BYTES + len), LEN_BYTES, len);
    return true;
}
