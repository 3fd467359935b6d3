/* SPDX-License-Identifier: Apache-2.0 */
/*
 * question_list.h - the questions that somebody may know of, in the order in which they ask for
 * attention.
 *
 * Nothing is stored of an order or of a state: both are computed for whoever looks. The order is
 * that of sl_question_compare: no weights, and no score.
 */
#ifndef SL_APP_QUESTION_LIST_H
#define SL_APP_QUESTION_LIST_H

#include "app/child_glance.h"
#include "app/notice_load.h"
#include "app/question_sight.h"

/* Room for a list with all that it shows. */
#define SL_QUESTION_LIST_BYTES ((size_t)256 << 20)

/* X(enumerator, words): whose questions. */
enum sl_question_whose {
    SL_QUESTIONS_ANY,  /* the team's, and those about children with whom the user works */
    SL_QUESTIONS_TEAM, /* that the user's agency is asked */
    SL_QUESTIONS_MINE, /* allocated to the user; and not allocated, about a child who is */
};

/* What is asked for. Borrowed. */
struct sl_question_asked {
    enum sl_question_whose whose;
    bool all;                       /* those that wait for nothing, too */
    int64_t identity;               /* only those about this person; 0: whoever they are about */
    const struct sl_clocks *clocks; /* by which overdue limits are counted; NULL: none are */
    int64_t as_of;                  /* for these: an instant (notice/history.h) */
};

/* A record that raised a question, and what of it did. */
struct sl_question_told {
    struct sl_str name;          /* agency/system/key */
    struct sl_str what;          /* a kind of event, in words; empty: no event */
    struct sl_moment start, end; /* of the event */
};

/* One, as far as the user may know of it. */
struct sl_question_line {
    struct sl_store_question stored; /* but for its deeds and proofs: see `seen` */
    struct sl_question_seen seen;
    struct sl_question_status status;
    struct sl_str identity;           /* as it is printed; empty: nobody */
    struct sl_str name, life;         /* of whom it is about, when clocks are given; may be empty */
    size_t over_count;                /* statutory time limits of the child that are over */
    struct sl_question_told *records; /* what raised it; sl_question_show only */
    size_t record_count;
};

/*
 * List them, in an arena.
 *
 * The ledger has an entry that names whom they are about, before this returns. None when a person
 * is asked for (identity) about whom nothing is asked: then nobody was told of. Errors: SL_DENIED;
 * those of pictures (picture_load.h) when clocks are given; those of the door and the store. Time:
 * some milliseconds for each child when clocks are given.
 */
SL_NODISCARD enum sl_status sl_question_list(
    struct sl_access *access,
    const struct sl_question_asked *asked,
    struct sl_arena *arena,
    struct sl_question_line **ret_lines,
    size_t *ret_count,
    struct sl_error *err
);

/* One by its number, with the records that raised it. Errors: SL_NOT_FOUND in the same words when
 * there is none and when it is not theirs to know of; as above. */
SL_NODISCARD enum sl_status sl_question_show(
    struct sl_access *access,
    int64_t number,
    const struct sl_question_asked *asked,
    struct sl_arena *arena,
    struct sl_question_line *ret_line,
    struct sl_error *err
);

#endif
