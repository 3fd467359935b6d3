/* SPDX-License-Identifier: Apache-2.0 */
/*
 * agreement.h - a sharing agreement, and its revocation, as documents that people sign.
 *
 * The format is docs/formats/agreement.md. A document is read strictly: a member that is not known,
 * of another type or given twice, and a name that nobody has heard of, are errors with line and
 * column. Nothing is guessed, because what is guessed is shared.
 *
 * Source: sharing agreements as versioned documents that are compiled and enforced are an idea of
 *         the department's single unique identifier designs (architecture decision 0005, a draft of
 *         2026). The format is ours.
 */
#ifndef SL_SHARING_AGREEMENT_H
#define SL_SHARING_AGREEMENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/error.h"
#include "base/str.h"
#include "base/yaml.h"
#include "sharing/role.h"
#include "sharing/span.h"

/* Parties of one agreement: a set of them is 64 bits. */
#define SL_PARTY_LIMIT 64u
/* Shares of one agreement. */
#define SL_SHARE_LIMIT 64u
/* The longest name of an agency, id, and line of text, in bytes. */
#define SL_AGENCY_NAME_BYTES      128u
#define SL_AGREEMENT_ID_BYTES     64u
#define SL_AGREEMENT_TEXT_BYTES   500u
#define SL_AGREEMENT_VERSION_LAST 1000000

struct sl_party {
    struct sl_str name; /* as `sightline intake --agency` has it */
    struct sl_str title;
};

/*
 * What some parties let others see.
 * Invariants: level and emergency are EXISTENCE or CONTENT, and emergency is no less than level;
 * fields are not empty when either is CONTENT, else empty; kinds and purposes are not empty.
 */
struct sl_share {
    uint64_t of, to;         /* bits of parties: whose records, and who sees them */
    bool both_ways;          /* the parties of `of` see those of `to` as well */
    uint8_t purposes;        /* bits of enum sl_purpose */
    enum sl_sight level;     /* always */
    enum sl_sight emergency; /* when the glass is broken */
    uint64_t kinds, fields;  /* sets, share_kind.h */
};

struct sl_agreement {
    struct sl_str id;
    int32_t version; /* from 1; the highest one counts, the others are history */
    struct sl_str title;
    struct sl_span valid;
    const struct sl_party *parties;
    size_t party_count;
    const struct sl_share *shares;
    size_t share_count;
};

/* Takes an agreement out of force, up to and with a version, from a day on. */
struct sl_revocation {
    struct sl_str agreement;
    int32_t version;
    int32_t on;
    struct sl_str by; /* a party of it; one is enough */
    struct sl_str reason;
};

struct sl_sharing_document {
    bool revokes;                    /* which of the two it is */
    struct sl_agreement agreement;   /* else zero */
    struct sl_revocation revocation; /* else zero */
};

/*
 * Read a document.
 *
 *   text   the whole of it; not kept
 *   arena  takes everything that *ret_document points to
 *
 * Errors: SL_INVALID with line and column in the detail; SL_LIMIT; SL_NO_MEMORY.
 */
SL_NODISCARD enum sl_status sl_agreement_parse(
    struct sl_str text,
    struct sl_arena *arena,
    struct sl_sharing_document *ret_document,
    struct sl_error *err
);

/*
 * Append a document in its canonical form: the same meaning gives the same bytes, however it was
 * written. It is of the format, too, and parses to the same document. Errors stick to buf.
 */
void sl_agreement_print(const struct sl_sharing_document *document, struct sl_buf *buf);

/* A table, and what it is called. */
struct sl_sharing_names {
    const struct sl_term *terms;
    unsigned count;
    const char *what;
};

/*
 * What scenario.c reads in the same way. Each checks one node, of which it needs to be sure that it
 * is a text. Errors: SL_INVALID with line and column.
 *
 *   date    YYYY-MM-DD, as days since 1970-01-01
 *   agency  a line of 1 to SL_AGENCY_NAME_BYTES without control characters; not "all"
 *   line    the same, up to SL_AGREEMENT_TEXT_BYTES
 *   term    a name of a table; `what` says of which, in words
 */
SL_NODISCARD enum sl_status
sl_sharing_read_date(const struct sl_yaml_node *node, int32_t *ret_day, struct sl_error *err);
SL_NODISCARD enum sl_status sl_sharing_read_agency(
    const struct sl_yaml_node *node, struct sl_str *ret_name, struct sl_error *err
);
SL_NODISCARD enum sl_status sl_sharing_read_line(
    const struct sl_yaml_node *node, struct sl_str *ret_line, struct sl_error *err
);
SL_NODISCARD enum sl_status sl_sharing_read_term(
    const struct sl_yaml_node *node,
    struct sl_sharing_names names,
    unsigned *ret_term,
    struct sl_error *err
);

#endif
