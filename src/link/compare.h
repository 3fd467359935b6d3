/* SPDX-License-Identifier: Apache-2.0 */
/*
 * compare.h - how far two values of one kind agree, as one of six levels.
 *
 * Values are in their normal forms: lower-case ASCII letters and digits with single blanks between
 * words; dates eight digits yyyymmdd with zeros for parts not known; postcodes without blanks.
 * sl_compare is the definition of similarity: the join of neighbour.h finds exactly the pairs that
 * sl_compare puts on a level between exact and else, without looking at all pairs. What cannot be
 * told from two values alone is learned (variant.h): further variants of names and texts.
 *
 * When several levels hold, the first in the order exact, close, variant, near, loose wins: a known
 * variant (Muhammad, Mohammed) says more than the two or three letters by which it differs.
 * OSA below is the optimal string alignment distance (osa.h), JW the Jaro-Winkler similarity
 * (jaro.h); JW counts only for words with the same first two letters. "Longer" is the longer of
 * the two. Words are compared without regard to their order.
 * Limits keep every rule searchable: letters of words over 64 letters are not compared, nor two
 * slips in words over 24 (domains: 40); values of more than 32 words take part in no rule about
 * words, and those of more than 8 contain no other; names over 96 bytes have no core and no key.
 *
 * NAME      close    the same letters or OSA 1 (longer >= 4) once blanks are dropped; JW >= .95;
 *                    the same words; the same core (sl_name_core)
 *           variant  nicknames of each other, or the same key (sl_name_key); the same words but for
 *                    one that is such a variant; first words nicknames and the remaining words of
 *                    one among those of the other
 *           near     OSA 2 (single words, longer >= 6); JW >= .90; all words of one among those of
 *                    the other, one of them with >= 3 letters
 *           loose    JW >= .82; one begins with the other (>= 3 letters); the first word of one is
 *                    the initial of the other's, the remaining words the same
 *           A pair of names of several words that differ in one takes that word's level when it
 *           is close, variant or near.
 * TEXT      close    the same letters once blanks are dropped; the same words; JW >= .95; the same
 *                    words but for one with OSA 1 (longer >= 4, no digits)
 *           near     the same but OSA 2 (longer >= 6); all words of one among those of the other
 *                    (two words, or one that is not generic); at least two thirds of all words in
 *                    common
 *           loose    at least half of all words in common; JW >= .85; the same words but for one
 *                    number (>= 2 digits) with OSA 1
 *           Words in common count only when one of them is no number and not generic, and when the
 *           numbers of one value are all among those of the other (next door is not here).
 * DATE      close    one digit differs, two adjacent digits are swapped, or day and month are;
 *                    both dates complete
 *           near     two of year, month and day known in both and equal
 *           loose    the same known year                                              (a parent)
 * POSTCODE  close    OSA 1 (longer >= 5)
 *           near     the same sector                                                  (a parent)
 *           loose    the same district                                                (a parent)
 * CODE      close    OSA 1 (longer >= 3); the same digits, one followed by letters (12, 12a)
 *           near     OSA 2 (longer >= 7)
 * EMAIL     close    the same domain and a local part with OSA 1 (longer >= 4) or 2 (>= 8); the
 *                    same local part and a domain with OSA 1 (>= 4) or 2 (>= 8)
 *           near     the same local part (>= 4 letters, not generic)
 *           loose    a local part with OSA 1 (longer >= 6, neither generic), any domain
 * CATEGORY  exact or else
 *
 * A parent level is not listed by the join: see sl_parent below.
 */
#ifndef SL_LINK_COMPARE_H
#define SL_LINK_COMPARE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/str.h"

/* The kinds of value that are compared in the same way. */
enum sl_family {
    SL_FAMILY_NAME,
    SL_FAMILY_TEXT, /* addresses, towns, occupations: what is compared by words */
    SL_FAMILY_DATE,
    SL_FAMILY_POSTCODE,
    SL_FAMILY_CODE, /* identifiers, telephone and house numbers */
    SL_FAMILY_EMAIL,
    SL_FAMILY_CATEGORY,
    SL_FAMILY_COUNT
};

/* Levels of agreement; the numbers are stored in models and do not change. */
enum sl_level {
    SL_LEVEL_EXACT = 0,
    SL_LEVEL_CLOSE = 1,
    SL_LEVEL_NEAR = 2,
    SL_LEVEL_LOOSE = 3,
    SL_LEVEL_VARIANT = 4,
    SL_LEVEL_ELSE = 5,
    SL_LEVEL_COUNT = 6
};

/*
 * What comparing needs to know of the dictionary at hand: which words (for e-mail: local parts)
 * are generic, that is, stand in so many values that sharing one says nothing ("street", "flat").
 * Invariant: generic ascends by bytes and lives in bytes. Zeroed: nothing is generic.
 */
struct sl_compare_context {
    struct sl_arena bytes;
    struct sl_str *generic;
    size_t generic_count;
};

/*
 * Find the generic words of a dictionary: those that stand in more than one value of 200, but in
 * more than 20 in any case, or in more than 1,000. Families other than TEXT and EMAIL have none;
 * EMAIL has "admin", "contact", "enquiries", "info", "mail", "office" and the like always.
 *
 *   values  count distinct values, borrowed for the call only; their order does not matter
 *
 * Errors: SL_NO_MEMORY. Free with sl_compare_context_finish.
 */
SL_NODISCARD enum sl_status sl_compare_context_init(
    struct sl_compare_context *context,
    enum sl_family family,
    const struct sl_str *values,
    size_t count,
    struct sl_error *err
);

/* The same from a list of generic words kept with a model; any order, copied. */
SL_NODISCARD enum sl_status sl_compare_context_restore(
    struct sl_compare_context *context,
    const struct sl_str *generic,
    size_t count,
    struct sl_error *err
);

/* Free; zeroed is fine. */
void sl_compare_context_finish(struct sl_compare_context *context);

/* Whether a word is generic; context may be NULL (then nothing is). */
bool sl_compare_generic(const struct sl_compare_context *context, struct sl_str word);

/*
 * Give the level (enum sl_level) on which two values agree. Symmetric.
 *
 *   context  of the dictionary the values come from; NULL: nothing is generic
 *
 * Memory: allocates nothing.
 * Time:   some microseconds; the join never calls it for each pair.
 */
unsigned sl_compare(
    enum sl_family family,
    const struct sl_compare_context *context,
    struct sl_str left,
    struct sl_str right
);

/* What a level of a family means, for explanations: "one letter different". Static, not NULL. */
const char *sl_level_text(enum sl_family family, unsigned level);

/* Whether the family has this level at all (TEXT has variants when they are learned), and whether
 * it is a parent level. */
bool sl_level_used(enum sl_family family, unsigned level);
bool sl_level_is_parent(enum sl_family family, unsigned level);

/*
 * Parents. Whole years of dates and districts of postcodes are similar to each other: listing them
 * pair by pair would be quadratic. Two values agree on a parent level when they are not on a better
 * one (see the order above) and have the same parent.
 *
 * sl_parent gives the part of value that names its parent on this level, or the empty slice when it
 * has none (year not known, no such level): the year of a date (loose); sector (near) and district
 * (loose) of a postcode. It borrows from value.
 */
struct sl_str sl_parent(enum sl_family family, struct sl_str value, unsigned level);

/*
 * An order in which the values of each parent stand side by side, and whose sub-parents do too:
 * negative, 0 or positive. Byte order for all families but POSTCODE, where bytes alone would mix
 * M1 0AA ("m10aa") into district M10; there it is district, then the remaining bytes.
 */
int sl_parent_order(enum sl_family family, struct sl_str left, struct sl_str right);

#endif
