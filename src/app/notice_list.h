/* SPDX-License-Identifier: Apache-2.0 */
/*
 * notice_list.h - what is raised now and kept (notice_keep.h), as far as somebody may know of it.
 *
 * An indicator tells by its wording what the records say that raise it. So it is told to whom may
 * see the content of all of them, and either works for an agency that holds one of them, or has a
 * relationship to the child that counts for the purpose. For everybody else it is not there, and
 * not counted.
 *
 * A possible group is who is raised by an indicator that links people, and rests on a thing in
 * common with another one of them. It is a list of people and of the records that tie them, for
 * somebody to look at: a group is said by nobody but a person.
 */
#ifndef SL_APP_NOTICE_LIST_H
#define SL_APP_NOTICE_LIST_H

#include "app/access.h"
#include "app/notice_keep.h"
#include "notice/indicator.h"

/* Room for a list with all that it shows. */
#define SL_NOTICE_LIST_BYTES ((size_t)1 << 30)

/* What is asked for. Borrowed; an empty text asks for any. */
struct sl_notice_asked {
    const struct sl_indicators *indicators; /* by which wording, set and meaning are told */
    struct sl_str indicator;                /* its id */
    struct sl_str agency;                   /* that holds a record which raises it */
    struct sl_str district;                 /* of the child, as an agency writes it */
    enum sl_indicator_set set;              /* SL_INDICATOR_SET_COUNT: any */
    int64_t identity;                       /* a person; 0: any */
};

/* One indicator that is raised. */
struct sl_notice_line {
    struct sl_raised raised;              /* with its proofs */
    const struct sl_indicator *indicator; /* of those given */
    struct sl_str identity;               /* as it is printed; empty: about no person */
    struct sl_str district;               /* by the latest record that says one that may be told */
    struct sl_str *records;               /* what raises it, as agency/system/key, each once */
    size_t record_count;
    size_t group; /* its place among the groups and 1; 0: in none */
};

/* Lines that rest on things in common. */
struct sl_notice_group {
    const struct sl_indicator *indicator;
    const struct sl_notice_line **lines; /* two or more, by identity */
    size_t line_count;
    struct sl_str *reasons; /* the records on which more than one of them rests, each once */
    size_t reason_count;
};

/* By indicator in the order given, then by identity. It lives in the arena. */
struct sl_notice_list {
    struct sl_notice_kept kept;
    struct sl_notice_line *lines;
    size_t line_count;
    struct sl_notice_group *groups; /* over the lines that were asked for */
    size_t group_count;
};

/*
 * List what is raised. Permission: question, as for questions. The ledger has an entry that names
 * whom it is about, before this returns.
 *
 * Errors: SL_DENIED; SL_INVALID when nothing was ever evaluated, with a hint; SL_NOT_FOUND for an
 * indicator that is none; SL_LIMIT for more people than an entry can name (seen_list.h); those of
 * the door and the store. Time: some tens of microseconds for each proof of what is asked for.
 */
SL_NODISCARD enum sl_status sl_notice_list(
    struct sl_access *access,
    const struct sl_notice_asked *asked,
    struct sl_arena *arena,
    struct sl_notice_list *ret_list,
    struct sl_error *err
);

#endif
