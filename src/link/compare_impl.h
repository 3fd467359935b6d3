/* SPDX-License-Identifier: Apache-2.0 */
/*
 * compare_impl.h - what the comparison of each family is made of; for compare*.c and neighbour*.c.
 *
 * The join must agree with sl_compare to the letter, so both take lengths, thresholds and the
 * evidence of two words from here.
 */
#ifndef SL_LINK_COMPARE_IMPL_H
#define SL_LINK_COMPARE_IMPL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"
#include "link/compare.h"
#include "link/token.h"

/* Words longer than this, in letters, are never compared letter by letter. */
#define SL_WORD_LIMIT 64u

/* Names longer than this, in bytes, have no core and no key. */
#define SL_NAME_LIMIT_BYTES 96u

/* Values of more words than this contain no other in the sense of "all words among those of". */
#define SL_SUBSET_LIMIT 8u

/* What the letters of two different words say, the stronger first. */
enum sl_evidence {
    SL_EVIDENCE_ONE,     /* OSA 1 */
    SL_EVIDENCE_LIKE,    /* Jaro-Winkler at least the close threshold */
    SL_EVIDENCE_VARIANT, /* nicknames, or the same key; not from letters */
    SL_EVIDENCE_TWO,     /* OSA 2 */
    SL_EVIDENCE_ALIKE,   /* Jaro-Winkler at least the near threshold */
    SL_EVIDENCE_VAGUE,   /* Jaro-Winkler at least the loose threshold */
    SL_EVIDENCE_NUMBER,  /* two numbers with OSA 1 */
    SL_EVIDENCE_NONE
};

/* From which lengths (of the longer word) and similarities on letters count. 0: never. */
struct sl_word_rules {
    unsigned one_len;            /* OSA 1 from this length to SL_WORD_LIMIT */
    unsigned two_len, two_limit; /* OSA 2 from this length to that */
    unsigned like, alike, vague; /* Jaro-Winkler in thousandths, the same first two letters */
    bool plain; /* words with digits are left out, but numbers of >= 2 digits have OSA 1 */
};

extern const struct sl_word_rules sl_word_rules_name;
extern const struct sl_word_rules sl_word_rules_text;
extern const struct sl_word_rules sl_word_rules_slips; /* of texts, as far as it carries over */
extern const struct sl_word_rules sl_word_rules_code;
extern const struct sl_word_rules sl_word_rules_postcode;
extern const struct sl_word_rules sl_word_rules_local;
extern const struct sl_word_rules sl_word_rules_domain;

/* What a Jaro-Winkler similarity, in thousandths, says under rules that have one. */
enum sl_evidence sl_jaro_evidence(const struct sl_word_rules *rules, unsigned permille);

/* What the letters of two different words say under these rules. Symmetric. */
enum sl_evidence
sl_word_evidence(const struct sl_word_rules *rules, struct sl_str left, struct sl_str right);

/* The level that evidence puts two single words on. */
unsigned sl_evidence_level(enum sl_evidence evidence);

/*
 * Whether evidence about one word carries over to two values of several words, all the others
 * being the same. Jaro-Winkler says too little there, save for names' higher thresholds.
 */
bool sl_evidence_carries(enum sl_family family, enum sl_evidence evidence);

/* What two different words of names say: by letters, nickname or key. */
enum sl_evidence sl_name_word_evidence(struct sl_str left, struct sl_str right);

/* What two different words say as far as it carries over, in values of a family of words. */
enum sl_evidence
sl_carried_evidence(enum sl_family family, struct sl_str left, struct sl_str right);

/* A form of a name in room of its own; len 0 when it has none. */
struct sl_name_form {
    size_t len;
    char bytes[4 * SL_NAME_LIMIT_BYTES + 8];
};

/* The core of a name, read as a given name (0) or as a surname (1); and its key. */
void sl_name_form_core(struct sl_str name, unsigned part, struct sl_name_form *ret_form);
void sl_name_form_key(struct sl_str name, struct sl_name_form *ret_form);

/* The bytes of a form, good as long as the form. */
struct sl_str sl_name_form_str(const struct sl_name_form *form);

/* A birth date of eight digits as numbers; 0 is a part that is not known. */
struct sl_date_parts {
    unsigned year, month, day;
};

/* False when the value is not eight digits. */
bool sl_date_parts_read(struct sl_str value, struct sl_date_parts *ret_parts);

/* The local part and the domain of an address; without @ all is local. */
struct sl_email_parts {
    struct sl_str local, domain;
};

/* Take an address apart at its last @; the parts borrow from it. */
struct sl_email_parts sl_email_parts_read(struct sl_str value);

/* Whether a local part names no person: one of a fixed list, or generic in the dictionary. */
bool sl_email_generic(const struct sl_compare_context *context, struct sl_str local);

/* The shortest local part whose owner it names. */
#define SL_EMAIL_LOCAL_LEN 4u
/* The shortest longer local part that may differ by a letter under different domains. */
#define SL_EMAIL_LOOSE_LEN 6u

/*
 * How much the words that two TEXT values have in common are worth: near, loose or else.
 * `total` counts the words of both, those in common once.
 */
unsigned sl_text_overlap_level(size_t common, size_t total);

/* sl_compare for each family, for two different values. */
unsigned sl_compare_name(struct sl_str left, struct sl_str right);
unsigned
sl_compare_text(const struct sl_compare_context *context, struct sl_str left, struct sl_str right);
unsigned sl_compare_date(struct sl_str left, struct sl_str right);
unsigned sl_compare_postcode(struct sl_str left, struct sl_str right);
unsigned sl_compare_code(struct sl_str left, struct sl_str right);
unsigned
sl_compare_email(const struct sl_compare_context *context, struct sl_str left, struct sl_str right);

/* Whether the longer value is the shorter, all digits, followed by letters only (12, 12a). */
bool sl_code_has_suffix(struct sl_str left, struct sl_str right);

#endif
