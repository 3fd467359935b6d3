/* SPDX-License-Identifier: Apache-2.0 */
/*
 * identify_truth.h - how good the identities of a simulated partnership are: its truth is known.
 *
 * The truth is a folder as docs/simulate.md describes it. Pairs of mentions are counted: precision
 * is the share of pairs in one identity that are one person, recall the share of pairs of one
 * person that are in one identity.
 */
#ifndef SL_APP_IDENTIFY_TRUTH_H
#define SL_APP_IDENTIFY_TRUTH_H

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "store/store.h"

#define SL_TRUTH_KIND_LIMIT 32u
#define SL_TRUTH_NAME_BYTES 32u

/* What came of the situations of one kind. */
struct sl_truth_kind {
    char name[SL_TRUTH_NAME_BYTES];
    uint64_t situation_count;
    uint64_t true_pairs, found_pairs; /* of the mentions of each of its persons */
    uint64_t joined_persons;          /* pairs of its persons that share an identity */
};

/* Plain memory. Children are those under 18, the unborn, and the former selves of the adopted. */
struct sl_truth_quality {
    uint64_t mention_count; /* that the truth knows */
    uint64_t unnamed_count; /* of these, without an identity: only referred to, or not taken in */
    uint64_t child_true_pairs, child_found_pairs;
    uint64_t child_wrong_pairs;                    /* of two people, one of them a child at least */
    uint64_t true_pairs, found_pairs, wrong_pairs; /* of everybody */
    uint64_t twin_pairs, twin_pairs_joined;
    size_t kind_count;
    struct sl_truth_kind kinds[SL_TRUTH_KIND_LIMIT]; /* in the order of the file */
};

/* Right of all, from 0 to 1; 1 when there is none. */
double sl_truth_share(uint64_t right, uint64_t wrong);

/*
 * Compare the identities of a store with the truth.
 *
 *   store   open, with identities
 *   folder  has mentions.csv, people.csv, situations.jsonl
 *
 * Errors: SL_IO, SL_INVALID with file and line, SL_LIMIT, SL_NO_MEMORY; those of the store.
 */
SL_NODISCARD enum sl_status sl_identify_truth(
    struct sl_store *store,
    const char *folder,
    struct sl_truth_quality *ret_quality,
    struct sl_error *err
);

#endif
