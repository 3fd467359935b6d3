/* SPDX-License-Identifier: Apache-2.0 */
/*
 * entry.h - one line of the ledger: who did what, to whom, by which right, and when.
 *
 * An entry is in two halves. The leaf is what the tree is made of and stays for ever: what was
 * done, by which agency, in which role, under which policy, and with what outcome. Two parts beside
 * it say who it was and about whom; the leaf holds only their salted hashes. A part can be erased,
 * alone or with the other, and what is left still proves that it was there. A part can be shown
 * alone, too: to a child, that an entry is about her, without the name of the colleague.
 *
 * Leaf (numbers big-endian):
 *
 *     0       1     version: 1
 *     1       8     when: microseconds since 1970-01-01 in UTC
 *     9       1     verb        10      1     outcome
 *     11      1+n   agency, on behalf of, role, purpose, kind, policy: six texts, each a byte of
 *                   length and as many bytes of UTF-8
 *     ...     32    hash of the part "who"
 *     ...     32    hash of the part "about"
 *
 * Part: 2 bytes of length n (at most SL_PART_LIMIT_BYTES), 16 of salt, n of content; its hash is
 * SHA-256 of the byte 'W' or 'A', the salt and the content. Who: the user. About: a byte of length,
 * the subject, and behind it the detail. Erased: 0xffff, and 8 bytes: the entry that orders it.
 */
#ifndef SL_LEDGER_ENTRY_H
#define SL_LEDGER_ENTRY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/error.h"
#include "base/str.h"
#include "ledger/sha256.h"

#define SL_ENTRY_TEXTS      6u
#define SL_ENTRY_TEXT_BYTES 255u /* the longest text of a leaf, user and subject */
#define SL_ENTRY_LEAF_BYTES ((size_t)11 + (size_t)SL_ENTRY_TEXTS * (1 + SL_ENTRY_TEXT_BYTES) + 64)
#define SL_PART_LIMIT_BYTES 4096u
#define SL_PART_SALT_BYTES  16u
#define SL_ENTRY_PART_BYTES ((size_t)2 + SL_PART_SALT_BYTES + SL_PART_LIMIT_BYTES)

/* What was done. Values are stable: they stand in ledgers. */
#define SL_VERB_TABLE(X)                                                                  \
    X(SL_VERB_READ, 1, "read")         /* looked at */                                    \
    X(SL_VERB_SEARCH, 2, "search")     /* asked for, by words or fields */                \
    X(SL_VERB_LIST, 3, "list")         /* seen among others, in a list or a count */      \
    X(SL_VERB_EXPORT, 4, "export")     /* taken out */                                    \
    X(SL_VERB_WRITE, 5, "write")       /* added or changed */                             \
    X(SL_VERB_DECIDE, 6, "decide")     /* judged: joined, held apart, closed, approved */ \
    X(SL_VERB_ASK, 7, "ask")           /* asked another agency for */                     \
    X(SL_VERB_ANSWER, 8, "answer")     /* answered another agency */                      \
    X(SL_VERB_OVERRIDE, 9, "override") /* opened by breaking the glass */                 \
    X(SL_VERB_SEAL, 10, "seal")        /* sealed or unsealed */                           \
    X(SL_VERB_ERASE, 11, "erase")      /* ordered to be erased, here or elsewhere */      \
    X(SL_VERB_SIGN_IN, 12, "sign-in")                                                     \
    X(SL_VERB_SIGN_OUT, 13, "sign-out")                                                   \
    X(SL_VERB_MANAGE, 14, "manage") /* changed users, roles, agreements, settings */

#define SL_DEED_OUTCOME_TABLE(X)        \
    X(SL_OUTCOME_ALLOWED, 1, "allowed") \
    X(SL_OUTCOME_REFUSED, 2, "refused") \
    X(SL_OUTCOME_FAILED, 3, "failed") /* allowed, but not done */

enum sl_verb {
#define SL_VERB_ENUM(name, value, word) name = (value),
    SL_VERB_TABLE(SL_VERB_ENUM)
#undef SL_VERB_ENUM
};

enum sl_deed_outcome {
#define SL_DEED_OUTCOME_ENUM(name, value, word) name = (value),
    SL_DEED_OUTCOME_TABLE(SL_DEED_OUTCOME_ENUM)
#undef SL_DEED_OUTCOME_ENUM
};

/* The texts of a leaf, in their order. */
enum sl_entry_text {
    SL_ENTRY_AGENCY,    /* of the user */
    SL_ENTRY_ON_BEHALF, /* the agency that it was done for */
    SL_ENTRY_ROLE,
    SL_ENTRY_PURPOSE,
    SL_ENTRY_KIND,   /* of thing: record, picture, list, user ... */
    SL_ENTRY_POLICY, /* the id of the policy that allowed or refused it */
};

/* What is told of one act. Texts are UTF-8, of SL_ENTRY_TEXT_BYTES at most, and may be empty. */
struct sl_deed {
    int64_t when_us; /* microseconds since 1970 in UTC; not negative */
    enum sl_verb verb;
    enum sl_deed_outcome outcome;
    struct sl_str texts[SL_ENTRY_TEXTS];
    struct sl_str user;    /* who */
    struct sl_str subject; /* about whom: an identity, a record */
    struct sl_str detail;  /* the reason in words, fields, a question: of 3840 bytes at most */
};

/* A part as it stands in a file: slices of it. */
struct sl_entry_part {
    bool is_erased;
    uint64_t erased_by;   /* the entry that orders it */
    struct sl_str secret; /* salt and content; empty when erased */
    struct sl_str content;
};

enum sl_part_index { SL_PART_WHO, SL_PART_ABOUT, SL_PART_COUNT };

/* A leaf taken apart. Texts are slices of it. */
struct sl_entry {
    int64_t when_us;
    enum sl_verb verb;
    enum sl_deed_outcome outcome;
    struct sl_str texts[SL_ENTRY_TEXTS];
    struct sl_digest parts[SL_PART_COUNT];
};

/* The word of a verb or outcome, as in the tables; NULL for a number that is none. Static. */
const char *sl_verb_word(unsigned verb);
const char *sl_outcome_word(unsigned outcome);
/* What a text of a leaf is called in JSON: "agency". Static. */
const char *sl_entry_text_word(enum sl_entry_text text);

/*
 * Write an entry.
 *
 *   salts    2 * SL_PART_SALT_BYTES bytes that nobody can guess, never used before
 *   leaf     the leaf is appended
 *   private  both parts are appended
 *
 * Errors: SL_INVALID (a text is too long or not UTF-8, a time before 1970); the buffers'.
 */
SL_NODISCARD enum sl_status sl_entry_print(
    const struct sl_deed *deed,
    const uint8_t *salts,
    struct sl_buf *leaf,
    struct sl_buf *parts,
    struct sl_error *err
);

/* Take a leaf apart: exactly what sl_entry_print writes. Errors: SL_INVALID, SL_UNSUPPORTED. */
SL_NODISCARD enum sl_status
sl_entry_parse(struct sl_str leaf, struct sl_entry *ret_entry, struct sl_error *err);

/* Take a part off *rest. False when there is none, or not all of it; *rest is then as before. */
bool sl_entry_part_take(struct sl_str *rest, struct sl_entry_part *ret_part);

/* Is this the part whose hash stands in the leaf? Always true for one that was erased. */
bool sl_entry_part_check(
    const struct sl_entry *entry, enum sl_part_index index, const struct sl_entry_part *part
);

/*
 * The subject and the detail in the content of a part "about". False when it is none; an erased
 * one has neither.
 */
bool sl_entry_about(
    const struct sl_entry_part *part, struct sl_str *ret_subject, struct sl_str *ret_detail
);

/* Append a part as it is, or as erased. */
void sl_entry_part_print(const struct sl_entry_part *part, struct sl_buf *buf);

/* Take what 2 bytes of length stand before off *rest: an entry of a bundle. False: cut off. */
bool sl_entry_take(struct sl_str *rest, struct sl_str *ret_leaf);

#endif
