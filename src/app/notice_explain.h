/* SPDX-License-Identifier: Apache-2.0 */
/*
 * notice_explain.h - how clocks stand for one child, which indicators hold, and why.
 *
 * Through the door, as a picture is: what somebody may not see changes nothing, and the ledger has
 * an entry of kind "notice" for the child, beside those of a picture.
 */
#ifndef SL_APP_NOTICE_EXPLAIN_H
#define SL_APP_NOTICE_EXPLAIN_H

#include "app/notice_history.h"
#include "app/notice_load.h"
#include "app/picture_door.h"

/* Room for the history of one child and all answers. */
#define SL_NOTICE_EXPLAIN_BYTES ((size_t)256 << 20)

/* What is asked. Borrowed for the call, but for the catalogues: as long as the answer. */
struct sl_notice_question {
    struct sl_str child; /* an id, an NHS number, or words that fit one person (picture_find.h) */
    const struct sl_notice_catalogues *catalogues;
    const char *const *rules; /* ids of clocks and indicators; none: all */
    size_t rule_count;
    int64_t as_of; /* an instant (notice/history.h) */
};

struct sl_notice_clock {
    const struct sl_clock *clock;
    struct sl_clock_runs runs;
};

struct sl_notice_indicator {
    const struct sl_indicator *indicator;
    bool is_around; /* it looks at people or things around: a run asks it of everybody together */
    struct sl_condition_finding finding; /* zero when only a person can say it, or a run asks it */
};

/* Numbers of records are those of sl_notice_proof. */
struct sl_notice_answer {
    const struct sl_picture *picture;
    struct sl_history history;
    int64_t as_of;
    size_t undated_count; /* events that are left out, as nobody says when they were */
    const struct sl_notice_clock *clocks;
    const struct sl_notice_indicator *indicators;
    size_t clock_count, indicator_count; /* in the order of the catalogues */
};

/*
 * Answer a question about a child.
 *
 *   loader      its picture is that of the answer
 *   arena       takes the answer
 *
 * Nothing may be shown before this returns. Errors: SL_USAGE when a rule is in no catalogue;
 * SL_NOT_FOUND also when it is not certain who is meant; those of sl_picture_find and
 * sl_picture_open; SL_NO_MEMORY.
 */
SL_NODISCARD enum sl_status sl_notice_explain(
    struct sl_access *access,
    struct sl_picture_loader *loader,
    const struct sl_notice_question *question,
    struct sl_arena *arena,
    struct sl_notice_answer *ret_answer,
    struct sl_error *err
);

/*
 * The same of a picture that the door has made already: nothing is written down anew.
 *
 *   question  its child is not read
 *   picture   borrowed as long as the answer
 *
 * Errors: SL_USAGE when a rule is in no catalogue; SL_NO_MEMORY.
 */
SL_NODISCARD enum sl_status sl_notice_ask(
    const struct sl_notice_question *question,
    const struct sl_picture *picture,
    struct sl_arena *arena,
    struct sl_notice_answer *ret_answer,
    struct sl_error *err
);

#endif
