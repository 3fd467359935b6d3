/* SPDX-License-Identifier: Apache-2.0 */
#include "record/fold.h"

#include <stdbool.h>
#include <stdint.h>
#include <unicode/utrans.h>

#include "base/memory.h"
#include "base/utf8.h"
#include "record/fold_data.h"

/* The most code points of another script handed to ICU at once; longer runs go in pieces. */
#define RUN_LIMIT 48
/* Room for what ICU makes of them, in UTF-16 units: one ligature can become twenty letters. */
#define RUN_UNITS 2048
/* Bytes gathered before they go to the buffer. */
#define CHUNK_BYTES 96

/* What ICU is asked to do with a run of another script. */
static const UChar transform[] = u"Any-Latin; Latin-ASCII; Lower";

struct sl_fold {
    UTransliterator *transliterator;
};

/* What becomes of a code point. */
enum letter_kind {
    LETTER_SILENT, /* dropped: the letters around it stay together */
    LETTER_BLANK,  /* parts words */
    LETTER_TABLE,  /* found in sl_fold_ranges */
    LETTER_SCRIPT  /* for ICU */
};

/* Text on its way into a buffer, with single blanks between words and none at the ends. */
struct writer {
    struct sl_buf *out;
    bool begun; /* a letter was written: a blank may follow */
    bool blank; /* a blank is due before the next letter */
    size_t used;
    char chunk[CHUNK_BYTES];
};

enum sl_status sl_fold_open(struct sl_fold **ret_fold, struct sl_error *err)
{
    struct sl_fold *fold = sl_calloc(1, sizeof *fold);
    if (fold == NULL) {
        return sl_fail_memory(err);
    }
    UErrorCode code = U_ZERO_ERROR;
    UParseError where;
    fold->transliterator = utrans_openU(transform, -1, UTRANS_FORWARD, NULL, 0, &where, &code);
    if (U_FAILURE(code)) {
        sl_fold_close(fold);
        (void)sl_fail(err, SL_UNSUPPORTED, "the tables for foreign scripts could not be loaded");
        sl_fail_detail(err, "ICU: %s", u_errorName(code));
        sl_fail_hint(err, "Install the ICU library together with its data.");
        return SL_UNSUPPORTED;
    }
    *ret_fold = fold;
    return SL_OK;
}

void sl_fold_close(struct sl_fold *fold)
{
    if (fold == NULL) {
        return;
    }
    if (fold->transliterator != NULL) {
        utrans_close(fold->transliterator);
    }
    sl_free(fold);
}

void sl_fold_close_ptr(struct sl_fold **fold)
{
    sl_fold_close(*fold);
}

static void flush(struct writer *writer)
{
    sl_buf_add(writer->out, (struct sl_str){ .ptr = writer->chunk, .len = writer->used });
    writer->used = 0;
}

static void write_letter(struct writer *writer, char letter)
{
    if (writer->used + 2 > CHUNK_BYTES) {
        flush(writer);
    }
    if (writer->blank && writer->begun) {
        writer->chunk[writer->used++] = ' ';
    }
    writer->chunk[writer->used++] = letter;
    writer->begun = true;
    writer->blank = false;
}

/* One ASCII byte: a letter or digit, a silent apostrophe, or something that parts words. */
static void write_ascii(struct writer *writer, unsigned byte)
{
    if ((byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9')) {
        write_letter(writer, (char)byte);
    } else if (byte >= 'A' && byte <= 'Z') {
        write_letter(writer, (char)(byte - 'A' + 'a'));
    } else if (byte != '\'' && byte != '`') {
        writer->blank = true;
    }
}

static bool within(uint32_t code_point, uint32_t first, uint32_t last)
{
    return code_point >= first && code_point <= last;
}

/* Apostrophes, modifiers, combining marks and signs that only steer the layout. */
static bool is_silent(uint32_t code_point)
{
    return code_point == 0x00AD || code_point == 0x00B4 || code_point == 0x00B8 ||
           within(code_point, 0x02B0, 0x036F) || code_point == 0x0640 ||
           within(code_point, 0x200B, 0x200F) || within(code_point, 0x2018, 0x201B) ||
           within(code_point, 0x202A, 0x202E) || within(code_point, 0x2032, 0x2037) ||
           within(code_point, 0x2060, 0x206F) || within(code_point, 0xFE00, 0xFE0F) ||
           code_point == 0xFEFF || code_point == 0xFF07;
}

/* Punctuation, symbols, private and invalid characters; ª and º are letters. */
static bool is_blank(uint32_t code_point)
{
    if (code_point <= 0x00BF) {
        return code_point != 0x00AA && code_point != 0x00BA;
    }
    return code_point == 0x00D7 || code_point == 0x00F7 || within(code_point, 0x2000, 0x2BFF) ||
           within(code_point, 0x3000, 0x3004) || within(code_point, 0x3008, 0x3020) ||
           within(code_point, 0xE000, 0xF8FF) || within(code_point, 0xFFF0, 0xFFFF) ||
           within(code_point, 0x1F000, 0x1FAFF) || code_point > 0x10FFFF;
}

/* The text of a code point in the tables, of *ret_width bytes, or NULL. */
static const char *find_letter(uint32_t code_point, size_t *ret_width)
{
    for (size_t i = 0; i < SL_FOLD_RANGE_COUNT; i++) {
        const struct sl_fold_range *range = &sl_fold_ranges[i];
        if (within(code_point, range->first, range->last)) {
            const char *text = range->text + (code_point - range->first) * range->width;
            *ret_width = range->width;
            return text[0] == '?' ? NULL : text;
        }
    }
    return NULL;
}

static enum letter_kind kind_of(uint32_t code_point)
{
    size_t width = 0;
    if (is_silent(code_point)) {
        return LETTER_SILENT;
    }
    if (is_blank(code_point)) {
        return LETTER_BLANK;
    }
    return find_letter(code_point, &width) != NULL ? LETTER_TABLE : LETTER_SCRIPT;
}

static void write_table_letter(struct writer *writer, uint32_t code_point)
{
    size_t width = 0;
    const char *text = find_letter(code_point, &width);
    for (size_t i = 0; i < width && text[i] != ' '; i++) {
        write_letter(writer, text[i]);
    }
}

static int32_t add_utf16(UChar *units, int32_t count, uint32_t code_point)
{
    if (code_point < 0x10000) {
        units[count] = (UChar)code_point;
        return count + 1;
    }
    units[count] = (UChar)(0xD7C0 + (code_point >> 10));
    units[count + 1] = (UChar)(0xDC00 | (code_point & 0x3FF));
    return count + 2;
}

/*
 * Does a word that ends with this letter end in a vowel that is written but not spoken? In
 * Devanagari, Bengali, Gurmukhi and Gujarati a bare consonant carries an "a", which these
 * languages drop at the end: "begama" is spoken, and in Britain written, "begam".
 */
static bool ends_in_silent_a(uint32_t last)
{
    static const uint32_t blocks[] = { 0x0900, 0x0980, 0x0A00, 0x0A80 };
    for (size_t i = 0; i < sizeof blocks / sizeof blocks[0]; i++) {
        if (within(last, blocks[i] + 0x15, blocks[i] + 0x39)) {
            return true;
        }
    }
    return false;
}

/* Hand a run to ICU and write what comes back; what it cannot turn into ASCII parts words. */
static void write_run(
    const struct sl_fold *fold, struct writer *writer, UChar *units, int32_t count, uint32_t last
)
{
    UErrorCode code = U_ZERO_ERROR;
    int32_t limit = count;
    utrans_transUChars(fold->transliterator, units, &count, RUN_UNITS, 0, &limit, &code);
    if (U_FAILURE(code)) {
        writer->blank = true;
        return;
    }
    if (count > 3 && units[count - 1] == 'a' && ends_in_silent_a(last)) {
        count--;
    }
    for (int32_t i = 0; i < count; i++) {
        if (units[i] < 0x80) {
            write_ascii(writer, units[i]);
        } else if (!is_silent(units[i])) {
            writer->blank = true;
        }
    }
}

/* Take the run of another script that *text begins with, and write it. */
static void take_run(const struct sl_fold *fold, struct sl_str *text, struct writer *writer)
{
    UChar units[RUN_UNITS];
    int32_t count = 0;
    uint32_t last = 0;
    for (size_t taken = 0; taken < RUN_LIMIT && text->len > 0; taken++) {
        struct sl_str rest = *text;
        const uint32_t code_point = sl_utf8_take(&rest);
        const enum letter_kind kind = code_point < 0x80 ? LETTER_BLANK : kind_of(code_point);
        if (kind == LETTER_SCRIPT) {
            count = add_utf16(units, count, code_point);
            last = code_point;
        } else if (kind != LETTER_SILENT) {
            break;
        }
        *text = rest;
    }
    write_run(fold, writer, units, count, last);
}

/* Take one code point, or a run of another script, off *text, and write it. */
static void take_foreign(const struct sl_fold *fold, struct sl_str *text, struct writer *writer)
{
    struct sl_str rest = *text;
    const uint32_t code_point = sl_utf8_take(&rest);
    switch (kind_of(code_point)) {
    case LETTER_SCRIPT:
        take_run(fold, text, writer);
        return;
    case LETTER_TABLE:
        write_table_letter(writer, code_point);
        break;
    case LETTER_BLANK:
        writer->blank = true;
        break;
    case LETTER_SILENT:
        break;
    }
    *text = rest;
}

void sl_fold_text(struct sl_fold *fold, struct sl_str raw, struct sl_buf *out)
{
    struct writer writer = { .out = out };
    while (raw.len > 0) {
        const unsigned byte = (unsigned char)raw.ptr[0];
        if (byte < 0x80) {
            write_ascii(&writer, byte);
            raw.ptr++;
            raw.len--;
        } else {
            take_foreign(fold, &raw, &writer);
        }
    }
    flush(&writer);
}
