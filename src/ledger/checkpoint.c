/* SPDX-License-Identifier: Apache-2.0 */
#include "ledger/checkpoint.h"

#include <string.h>

#include "base/number.h"
#include "base/utf8.h"
#include "ledger/base64.h"
#include "ledger/number.h"

#define ID_BYTES      4u
#define SECONDS_BYTES 8u

/* The em dash and the blank that a line of a signature begins with. */
#define DASH "\xe2\x80\x94 "

/* What a witness signs stands behind this. */
#define WITNESS_WORDS "cosignature/v1\ntime "

/* Room for what a line is the base64 of. */
#define LINE_LIMIT_BYTES ((size_t)128)

/* Room for the words of a witness, the time, and a checkpoint's text. */
#define MESSAGE_LIMIT_BYTES (SL_CHECKPOINT_LIMIT_BYTES + 64)

void sl_checkpoint_print(struct sl_str origin, const struct sl_tree_head *head, struct sl_buf *buf)
{
    sl_buf_add(buf, origin);
    sl_buf_add_byte(buf, '\n');
    sl_buf_add_u64(buf, head->count);
    sl_buf_add_byte(buf, '\n');
    sl_base64_print(head->root.bytes, SL_DIGEST_BYTES, buf);
    sl_buf_add(buf, SL_STR("\n\n"));
}

/* The message that is signed: the text itself, or the text behind a witness's words. */
static void
add_message(enum sl_key_use use, uint64_t seconds, struct sl_str text, struct sl_buf *buf)
{
    if (use == SL_KEY_WITNESS) {
        sl_buf_add(buf, SL_STR(WITNESS_WORDS));
        sl_buf_add_u64(buf, seconds);
        sl_buf_add_byte(buf, '\n');
    }
    sl_buf_add(buf, text);
}

/* Give a buffer back; its failure becomes that of `buf`, as if it had been its own. */
static void hand_on(struct sl_buf *scratch, struct sl_buf *buf)
{
    if (scratch->status != SL_OK) {
        buf->status = scratch->status;
    }
    sl_buf_finish(scratch);
}

void sl_checkpoint_sign(const struct sl_signer *signer, uint64_t seconds, struct sl_buf *buf)
{
    const struct sl_verifier *verifier = &signer->verifier;
    const size_t text_len = sl_str_find(sl_buf_str(buf), SL_STR("\n\n")) + 1;
    const size_t time_len = verifier->use == SL_KEY_WITNESS ? SECONDS_BYTES : 0;
    uint8_t signature[SL_KEY_SIGNATURE_BYTES];
    struct sl_buf message;
    struct sl_buf bytes;

    sl_buf_init(&message, MESSAGE_LIMIT_BYTES);
    sl_buf_init(&bytes, LINE_LIMIT_BYTES);
    add_message(verifier->use, seconds, sl_str_part(sl_buf_str(buf), 0, text_len), &message);
    sl_signer_sign(signer, sl_buf_str(&message), signature);
    sl_number_add(&bytes, ID_BYTES, verifier->id);
    sl_number_add(&bytes, time_len, seconds);
    sl_buf_add(&bytes, (struct sl_str){ .ptr = (const char *)signature, .len = sizeof signature });
    sl_buf_addf(buf, DASH "%s ", verifier->name);
    sl_base64_print((const uint8_t *)bytes.ptr, bytes.len, buf);
    sl_buf_add_byte(buf, '\n');
    hand_on(&message, buf);
    hand_on(&bytes, buf);
}

/* Take a line off the text, which must end in a line feed. */
static bool take_line(struct sl_str *rest, struct sl_str *ret_line)
{
    const size_t len = sl_str_find(*rest, SL_STR("\n"));

    if (len == rest->len) {
        return false;
    }
    *ret_line = sl_str_part(*rest, 0, len);
    *rest = sl_str_part(*rest, len + 1, rest->len);
    return true;
}

static bool parse_count(struct sl_str text, uint64_t *ret_count)
{
    const bool is_padded = text.len > 1 && text.ptr[0] == '0';
    int64_t count = 0;

    if (text.len == 0 || text.ptr[0] < '0' || text.ptr[0] > '9' || is_padded ||
        sl_parse_i64(text, 0, INT64_MAX, &count, NULL) != SL_OK) {
        return false;
    }
    *ret_count = (uint64_t)count;
    return true;
}

static bool parse_root(struct sl_str text, struct sl_digest *ret_root)
{
    size_t len = 0;

    return sl_base64_parse(text, ret_root->bytes, SL_DIGEST_BYTES, &len) && len == SL_DIGEST_BYTES;
}

/* A signature of a kind that we know is kept; another is passed over. */
static bool parse_signature(struct sl_str line, struct sl_checkpoint *checkpoint)
{
    const size_t owner_len = ID_BYTES + SL_KEY_SIGNATURE_BYTES;
    uint8_t bytes[SL_BASE64_LIMIT_BYTES];
    struct sl_checkpoint_line *place = &checkpoint->lines[checkpoint->line_count];
    size_t len = 0;

    if (!sl_str_starts(line, SL_STR(DASH))) {
        return false;
    }
    line = sl_str_part(line, sizeof DASH - 1, line.len);
    const size_t name_len = sl_str_find(line, SL_STR(" "));
    place->name = sl_str_part(line, 0, name_len);
    const struct sl_str base64 = sl_str_part(line, name_len + 1, line.len);
    if (!sl_key_name_valid(place->name) || !sl_base64_parse(base64, bytes, sizeof bytes, &len) ||
        len <= ID_BYTES) {
        return false;
    }
    if (len == owner_len || len == owner_len + SECONDS_BYTES) {
        place->has_seconds = len > owner_len;
        place->key_id = (uint32_t)sl_number_read((const char *)bytes, ID_BYTES);
        place->seconds =
            place->has_seconds ? sl_number_read((const char *)bytes + ID_BYTES, SECONDS_BYTES) : 0;
        memcpy(place->signature, bytes + len - SL_KEY_SIGNATURE_BYTES, SL_KEY_SIGNATURE_BYTES);
        checkpoint->line_count++;
    }
    return true;
}

/* Text of which nothing can deceive a reader: UTF-8, and no control but the end of a line. */
static bool is_note(struct sl_str note)
{
    for (size_t i = 0; i < note.len; i++) {
        if ((unsigned char)note.ptr[i] < ' ' && note.ptr[i] != '\n') {
            return false;
        }
    }
    return note.len <= SL_CHECKPOINT_LIMIT_BYTES && sl_utf8_check(note) == note.len;
}

static bool parse_note(struct sl_str note, struct sl_checkpoint *checkpoint)
{
    struct sl_str rest = note;
    struct sl_str count = { .len = 0 };
    struct sl_str root = { .len = 0 };
    struct sl_str line = { .len = 1 };
    size_t lines = 0;

    if (!is_note(note) || !take_line(&rest, &checkpoint->origin) || !take_line(&rest, &count) ||
        !take_line(&rest, &root)) {
        return false;
    }
    checkpoint->text = sl_str_part(note, 0, note.len - rest.len);
    if (!sl_key_name_valid(checkpoint->origin) || !parse_count(count, &checkpoint->head.count) ||
        !parse_root(root, &checkpoint->head.root) || !take_line(&rest, &line) || line.len > 0) {
        return false;
    }
    for (; rest.len > 0; lines++) {
        if (lines == SL_CHECKPOINT_SIGNATURES || !take_line(&rest, &line) ||
            !parse_signature(line, checkpoint)) {
            return false;
        }
    }
    return lines > 0;
}

enum sl_status
sl_checkpoint_parse(struct sl_str note, struct sl_checkpoint *ret_checkpoint, struct sl_error *err)
{
    ret_checkpoint->line_count = 0;
    if (!parse_note(note, ret_checkpoint)) {
        return sl_fail(err, SL_INVALID, "this is not a checkpoint of a ledger");
    }
    return SL_OK;
}

/* Is this the signature of what the key says it signs? */
static enum sl_status check_line(
    const struct sl_checkpoint *checkpoint,
    const struct sl_checkpoint_line *line,
    const struct sl_verifier *verifier,
    struct sl_error *err
)
{
    struct sl_buf message;

    sl_buf_init(&message, MESSAGE_LIMIT_BYTES);
    add_message(verifier->use, line->seconds, checkpoint->text, &message);
    enum sl_status status = sl_buf_status(&message, err);
    if (status == SL_OK && !sl_verifier_check(verifier, sl_buf_str(&message), line->signature)) {
        status = sl_fail(err, SL_INVALID, "the signature of '%s' is wrong", verifier->name);
    }
    sl_buf_finish(&message);
    return status;
}

enum sl_status sl_checkpoint_check(
    const struct sl_checkpoint *checkpoint,
    const struct sl_verifier *verifier,
    uint64_t *ret_seconds,
    struct sl_error *err
)
{
    const bool is_witness = verifier->use == SL_KEY_WITNESS;

    for (size_t i = 0; i < checkpoint->line_count; i++) {
        const struct sl_checkpoint_line *line = &checkpoint->lines[i];
        if (line->key_id != verifier->id || line->has_seconds != is_witness ||
            !sl_str_equal(line->name, sl_str_from(verifier->name))) {
            continue;
        }
        SL_TRY(check_line(checkpoint, line, verifier, err));
        if (ret_seconds != NULL) {
            *ret_seconds = line->seconds;
        }
        return SL_OK;
    }
    return sl_fail(err, SL_NOT_FOUND, "the checkpoint is not signed by '%s'", verifier->name);
}
