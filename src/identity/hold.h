/* SPDX-License-Identifier: Apache-2.0 */
/*
 * hold.h - what is known of two mentions before anything is compared.
 *
 * A source that names two persons as mother and child says that they are two. A person may have
 * decided about them. All of it becomes holds, of which the linkage breaks none.
 */
#ifndef SL_IDENTITY_HOLD_H
#define SL_IDENTITY_HOLD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "record/term.h"

/* Ascending: what says most first. */
enum sl_mention_hold_kind {
    SL_MENTION_PARENT,   /* left is a parent, or a parent's parent, of right: two people */
    SL_MENTION_APART,    /* two people */
    SL_MENTION_TOGETHER, /* one */
    SL_MENTION_BEFORE,   /* were one when that was last published */
};

/* Who says so. */
enum sl_hold_reason { SL_HELD_LISTED, SL_HELD_RELATED, SL_HELD_DECIDED, SL_HELD_BOUND };

/* Plain memory. Of all but PARENT left < right. */
struct sl_mention_hold {
    enum sl_mention_hold_kind kind;
    enum sl_hold_reason reason;
    int64_t left, right;
    int64_t decision; /* 0: none; a source says so, or an earlier answer */
};

/* Free with sl_mention_holds_finish; zeroed is none. */
struct sl_mention_holds {
    struct sl_mention_hold *items;
    size_t count, capacity;
};

/*
 * Does a stated role say that the two are different people? All between persons do, but one: a
 * force links the nominals of one person as associates, too.
 */
bool sl_hold_of_role(enum sl_role role, enum sl_mention_hold_kind *ret_kind);

/* Add a hold of two different mentions; of equals nothing is added. Errors: SL_NO_MEMORY. */
SL_NODISCARD enum sl_status sl_mention_holds_add(
    struct sl_mention_holds *holds, const struct sl_mention_hold *hold, struct sl_error *err
);

/* A mention that a decision is about, and its side. */
struct sl_decided_mention {
    int64_t mention;
    unsigned side; /* 0 or 1 */
};

/*
 * Add what a decision that is in force comes to: a join holds each two of its mentions together,
 * the other two hold each of side 0 apart from each of side 1.
 *
 *   is_join  else it is a split or a hold-apart
 *
 * Errors: SL_NO_MEMORY. Time: as many holds as there are pairs.
 */
SL_NODISCARD enum sl_status sl_mention_holds_decide(
    struct sl_mention_holds *holds,
    int64_t decision,
    bool is_join,
    const struct sl_decided_mention *mentions,
    size_t count,
    struct sl_error *err
);

/*
 * Bring holds into the order in which the linkage is to be told of them, each once: decisions in
 * their order, so that of a contradiction the latest is left out; then by kind, left, right. What
 * sources have together gives way to all decisions: it comes last.
 */
void sl_mention_holds_settle(struct sl_mention_holds *holds);

/* Free; zeroed is fine. */
void sl_mention_holds_finish(struct sl_mention_holds *holds);

#endif
