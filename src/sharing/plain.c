/* SPDX-License-Identifier: Apache-2.0 */
#include "sharing/plain.h"

#include "base/date.h"
#include "base/utf8.h"

/* A paragraph before it is filled. */
#define TEXT_LIMIT_BYTES ((size_t)64 << 10)

void sl_plain_day(int32_t day, struct sl_buf *buf)
{
    static const char *const months[] = {
        "January", "February", "March",     "April",   "May",      "June",
        "July",    "August",   "September", "October", "November", "December",
    };
    const struct sl_date date = sl_date_from_days(day);

    sl_buf_addf(buf, "%u %s %d", (unsigned)date.day, months[date.month - 1], (int)date.year);
}

void sl_plain_purposes(uint8_t purposes, struct sl_buf *buf)
{
    const char *between = "";

    for (unsigned i = 0; i < SL_PURPOSE_COUNT; i++) {
        if ((purposes & (1u << i)) != 0) {
            sl_buf_addf(buf, "%s%.*s", between, SL_STR_ARG(sl_purpose_terms()[i].words));
            between = "; ";
        }
    }
}

void sl_plain_fill(struct sl_str label, struct sl_str text, struct sl_buf *buf)
{
    const size_t indent = sl_utf8_count(label);
    struct sl_str word = SL_STR("");
    size_t column = indent;
    bool fresh = true; /* nothing stands on the line behind the indent */

    sl_buf_add(buf, label);
    while (sl_str_split(&text, ' ', &word)) {
        const size_t len = sl_utf8_count(word);

        if (!fresh && column + 1 + len > SL_PLAIN_COLUMNS) {
            sl_buf_addf(buf, "\n%*s", (int)indent, "");
            column = indent;
            fresh = true;
        }
        if (!fresh) {
            sl_buf_add_byte(buf, ' ');
            column++;
        }
        sl_buf_add(buf, word);
        column += len;
        fresh = false;
    }
    sl_buf_add_byte(buf, '\n');
}

/* Bring a paragraph that was built to the page, and empty it. */
static void flush(const char *label, struct sl_buf *text, struct sl_buf *buf)
{
    if (text->status != SL_OK) {
        buf->status = text->status;
        return;
    }
    sl_plain_fill(sl_str_from(label), sl_buf_str(text), buf);
    sl_buf_clear(text);
}

/* The titles of parties: "A, B and C". */
static void add_parties(const struct sl_agreement *agreement, uint64_t set, struct sl_buf *text)
{
    for (size_t i = 0; i < agreement->party_count; i++) {
        if ((set & (UINT64_C(1) << i)) == 0) {
            continue;
        }
        set &= ~(UINT64_C(1) << i);
        sl_buf_add(text, agreement->parties[i].title);
        if (set != 0) {
            sl_buf_add(text, (set & (set - 1)) == 0 ? SL_STR(" and ") : SL_STR(", "));
        }
    }
}

static void add_direction(
    const struct sl_agreement *agreement, const struct sl_share *share, struct sl_buf *text
)
{
    if (share->of == share->to) {
        add_parties(agreement, share->of, text);
        sl_buf_add(text, SL_STR(" may see each other's records."));
        return;
    }
    add_parties(agreement, share->to, text);
    sl_buf_add(text, SL_STR(" may see records of "));
    add_parties(agreement, share->of, text);
    if (share->both_ways) {
        sl_buf_add(text, SL_STR(", and the other way round."));
    } else {
        sl_buf_add(text, SL_STR("; not the other way round."));
    }
}

static void add_level(const struct sl_share *share, enum sl_sight level, struct sl_buf *text)
{
    const uint64_t except = SL_SHARE_ALL_FIELDS & ~share->fields;

    if (level == SL_SIGHT_EXISTENCE) {
        sl_buf_add(
            text, SL_STR("that there are records, how many and of which kind; not what they say")
        );
        return;
    }
    sl_buf_add(text, SL_STR("what they say"));
    if (except == 0) {
        return;
    }
    /* Whichever list is the shorter one. */
    if (__builtin_popcountll(except) < __builtin_popcountll(share->fields)) {
        sl_buf_add(text, SL_STR(", but not "));
        sl_share_print_fields(except, true, text);
    } else {
        sl_buf_add(text, SL_STR(", of "));
        sl_share_print_fields(share->fields, true, text);
        sl_buf_add(text, SL_STR(" only"));
    }
}

static void add_share(
    const struct sl_agreement *agreement, size_t index, struct sl_buf *text, struct sl_buf *buf
)
{
    const struct sl_share *share = &agreement->shares[index];
    const char label[] = { (char)(index < 9 ? ' ' : '0' + (index + 1) / 10),
                           (char)('0' + (index + 1) % 10),
                           '.',
                           ' ',
                           '\0' };

    add_direction(agreement, share, text);
    flush(label, text, buf);
    sl_share_print_kinds(share->kinds, true, text);
    flush("    which records: ", text, buf);
    sl_plain_purposes(share->purposes, text);
    flush("    what for:      ", text, buf);
    add_level(share, share->level, text);
    flush("    how much:      ", text, buf);
    if (share->emergency != share->level) {
        add_level(share, share->emergency, text);
        flush("    in emergency:  ", text, buf);
    }
}

static void
plain_agreement(const struct sl_agreement *agreement, struct sl_buf *text, struct sl_buf *buf)
{
    sl_buf_addf(
        text,
        "%.*s (%.*s, version %d)",
        SL_STR_ARG(agreement->title),
        SL_STR_ARG(agreement->id),
        (int)agreement->version
    );
    flush("", text, buf);
    sl_buf_add(text, SL_STR("From "));
    sl_plain_day(agreement->valid.from, text);
    sl_buf_add(text, SL_STR(" to "));
    sl_plain_day(agreement->valid.until, text);
    sl_buf_add(text, SL_STR(", both days included:"));
    flush("", text, buf);
    for (size_t i = 0; i < agreement->share_count; i++) {
        add_share(agreement, i, text, buf);
    }
}

static void
plain_revocation(const struct sl_revocation *revocation, struct sl_buf *text, struct sl_buf *buf)
{
    sl_buf_addf(
        text,
        "Revocation of %.*s, version %d and all before it",
        SL_STR_ARG(revocation->agreement),
        (int)revocation->version
    );
    flush("", text, buf);
    sl_buf_add(text, SL_STR("From "));
    sl_plain_day(revocation->on, text);
    sl_buf_addf(
        text,
        " on nothing is shared by it. Revoked by %.*s: %.*s",
        SL_STR_ARG(revocation->by),
        SL_STR_ARG(revocation->reason)
    );
    flush("", text, buf);
}

void sl_agreement_plain(const struct sl_sharing_document *document, struct sl_buf *buf)
{
    struct sl_buf text;

    sl_buf_init(&text, TEXT_LIMIT_BYTES);
    if (document->revokes) {
        plain_revocation(&document->revocation, &text, buf);
    } else {
        plain_agreement(&document->agreement, &text, buf);
    }
    sl_buf_finish(&text);
}
