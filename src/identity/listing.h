/* SPDX-License-Identifier: Apache-2.0 */
/*
 * listing.h - two of one list who may be twins are two.
 *
 * A school list or a trust's patients give each person a key. Where one list has two keys with one
 * date of birth and one surname or home, and not one given name, they are taken for two children
 * until a number says, or a person decides, that they are one. No comparison of names does that as
 * well: Harry is a form of Henry, Roya is one letter from Riya, and each pair has been named
 * together. It is also how a nameless line of a list is kept from the twin who stands beside it.
 *
 * Two NHS numbers in one list are two, whatever the names; two numbers of a council are, where the
 * surname differs, too: so an adopted child's two records stay two.
 *
 * A register, as a force's nominals are, has a person again whenever a name was heard in another
 * way, or not at all: there nobody is held apart, and whether a nameless one may be a twin is asked
 * of all who know the family (link/either.h). A trust, too, may have a baby again whom the
 * maternity ward wrote down without a name: the nameless and the named are left alone where it has
 * them under one phone number. Otherwise nothing tells the one from a twin who has no name yet.
 *
 * Of one list with each other only; what other agencies know of either joins whom it fits.
 *
 * One thing lists say of two who are one: a council's return of an unborn child may state the
 * council's number and nothing else. Nothing can be compared with it, and it is whoever has that
 * number in the council's other systems. It overrules no decision and nothing that holds apart.
 * Where those who have the number contradict each other, it was given to two by mistake, and the
 * bare number is nobody's: people are asked.
 */
#ifndef SL_IDENTITY_LISTING_H
#define SL_IDENTITY_LISTING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "identity/hold.h"
#include "record/mention_field.h"

#define SL_LISTED_KEYS 6u

/* What having two keys in a list says. */
enum sl_listing_kind {
    SL_LISTING_ONCE,     /* a child stands in it once: school lists, returns */
    SL_LISTING_PATIENTS, /* a newborn child may stand in it again, without a name */
    SL_LISTING_REGISTER, /* a person may stand in it again under any name */
};

/* A mention as it stands in its list: hashes, 0 where nothing is said. Plain memory. */
struct sl_listed {
    int64_t mention;
    uint64_t child_number; /* all of it, with the council */
    uint64_t house;        /* a surname at a postcode, and the numbers of house and flat there */
    uint32_t source;
    enum sl_listing_kind kind;
    uint32_t birth; /* yyyymmdd; 0 unless whole */
    uint32_t month; /* of birth, yyyymm; 0: not known */
    uint32_t given, surname, postcode, address, phone;
    uint32_t numbers[3]; /* NHS number, UPN, child id */
    uint32_t council;    /* that gave the child id */
    char sex;            /* m, f, or NUL */
    bool is_bare;        /* it says nothing but its council's number, and maybe a month of birth */
};

/* What a mention's first row says. */
struct sl_listed
sl_listed_of(int64_t source, enum sl_listing_kind kind, const struct sl_mention_row *row);

/* Are two held apart by what their list says? Symmetric; never two of different lists. */
bool sl_listed_are_two(const struct sl_listed *left, const struct sl_listed *right);

/*
 * Can two with one council's number not be one? Their NHS or pupil numbers differ, or the dates of
 * birth in more than a slip, or the given names where no other number is the same. Symmetric.
 */
bool sl_listed_contradict(const struct sl_listed *left, const struct sl_listed *right);

/* Everybody, found by what they could share. Free with sl_listing_finish; zeroed is empty. */
struct sl_listing {
    struct sl_listed *items; /* mention 0: removed */
    size_t count, capacity;
    uint32_t *links; /* by item and key: 1 + the next item with that hash, or 0 */
    size_t link_capacity;
    uint32_t *heads;
    size_t head_count; /* a power of two, or 0 */
};

/* So many mentions that have one number of a council are not one child's. */
#define SL_LISTED_NUMBER_LIMIT 32u

/* Add a mention that is not there. Errors: SL_NO_MEMORY, SL_LIMIT (2^30 mentions). */
SL_NODISCARD enum sl_status
sl_listing_add(struct sl_listing *listing, const struct sl_listed *listed, struct sl_error *err);

/* Add a hold apart from each that is two with the given one. Errors: SL_NO_MEMORY. */
SL_NODISCARD enum sl_status sl_listing_holds(
    const struct sl_listing *listing,
    const struct sl_listed *listed,
    struct sl_mention_holds *holds,
    struct sl_error *err
);

/*
 * Add what holds a mention together with others, when everybody is in the listing: it is known by
 * its council's number alone, or another with its number is, and nobody who has the number
 * contradicts another.
 *
 * Errors: SL_NO_MEMORY. Time: of the square of the mentions with the number, up to the limit.
 */
SL_NODISCARD enum sl_status sl_listing_number_holds(
    const struct sl_listing *listing,
    const struct sl_listed *listed,
    struct sl_mention_holds *holds,
    struct sl_error *err
);

/* The same of all mentions. */
SL_NODISCARD enum sl_status sl_listing_all_numbers(
    const struct sl_listing *listing, struct sl_mention_holds *holds, struct sl_error *err
);

/*
 * Those known by a council's number alone.
 *
 *   ret_mentions  room for SL_LISTED_NUMBER_LIMIT + 1
 */
size_t
sl_listing_bare(const struct sl_listing *listing, uint64_t child_number, int64_t *ret_mentions);

/*
 * The next of those with one surname at one house, from the last added on; NULL: no more.
 *
 *   at  0 before the first, and between two calls only read
 */
const struct sl_listed *
sl_listing_next_at_house(const struct sl_listing *listing, uint64_t house, uint32_t *at);

/* The entry of a mention; NULL when it is not there. Good until the next add. */
const struct sl_listed *sl_listing_find(const struct sl_listing *listing, int64_t mention);

/* Take a mention out, if it is there. */
void sl_listing_remove(struct sl_listing *listing, int64_t mention);

/* Free; zeroed is fine. */
void sl_listing_finish(struct sl_listing *listing);

#endif
