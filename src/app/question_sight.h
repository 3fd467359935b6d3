/* SPDX-License-Identifier: Apache-2.0 */
/*
 * question_sight.h - what of a question somebody may know.
 *
 * A question tells by its wording what the records say that raised it. So it is told to whom may
 * see the content of all records by which it was opened, and new evidence to whom may see all of
 * that. For everybody else the deed is not there: not in a list, not in a count, not in how the
 * question stands. Records are read again as they were when they raised it, so that evidence which
 * was taken back since hides nothing.
 *
 * May see: the team of the agency that is asked; and of other agencies those who have a
 * relationship to the person that counts for their purpose.
 */
#ifndef SL_APP_QUESTION_SIGHT_H
#define SL_APP_QUESTION_SIGHT_H

#include "app/access.h"
#include "app/people_read.h"
#include "store/question.h"

/* What is open while questions are judged. Fields are its own; opened and finished here. */
struct sl_question_sight {
    struct sl_access *access;
    struct sl_arena sources_arena, record_arena;
    struct sl_store_source *sources;
    size_t source_count;
    struct sl_people_names names;
    struct sl_people_reader reader;
};

/*
 * Open, for the permission that was asked for last whenever something is judged. Finish it in any
 * case. Errors: SL_NO_MEMORY; SL_UNSUPPORTED (record/fold.h); those of the store. Time: some ms.
 */
SL_NODISCARD enum sl_status sl_question_sight_open(
    struct sl_question_sight *sight, struct sl_access *access, struct sl_error *err
);
void sl_question_sight_finish(struct sl_question_sight *sight);

/* A record that raised a question, read as it was then. Good until the next one is read. */
struct sl_question_record {
    const struct sl_store_source *source;
    struct sl_str key;
    const struct sl_facts *facts;
};

/* Read one. Errors: SL_NOT_FOUND; those of sl_people_read_facts and of the store. */
SL_NODISCARD enum sl_status sl_question_sight_read(
    struct sl_question_sight *sight,
    int64_t record,
    struct sl_question_record *ret_record,
    struct sl_error *err
);

/*
 * Name a record as agency/system/key behind those that are named, unless it was.
 *
 *   arena            takes names
 *   names, ret_count the names so far: NULL and 0 at first; both are changed
 *
 * Errors: as reading it; SL_NO_MEMORY.
 */
SL_NODISCARD enum sl_status sl_question_sight_name(
    struct sl_question_sight *sight,
    int64_t record,
    struct sl_arena *arena,
    struct sl_str **names,
    size_t *ret_count,
    struct sl_error *err
);

/*
 * May somebody know what is raised (app/notice_list.h): all that proves it, and does their agency
 * hold some of it, or do they work with the person? Errors: as judging a question.
 */
SL_NODISCARD enum sl_status sl_question_sight_raised(
    struct sl_question_sight *sight,
    const struct sl_raised *raised,
    bool *ret_is_seen,
    struct sl_error *err
);

/* Does an agency hold a record that proves what is raised? Errors: of the store. Time: some
 * microseconds for each proof. */
SL_NODISCARD enum sl_status sl_question_sight_holds(
    struct sl_question_sight *sight,
    const struct sl_raised *raised,
    struct sl_str agency,
    bool *ret_holds,
    struct sl_error *err
);

/* Who the person of a question is today; 0: nobody, or it is about none. Errors: of the store. */
SL_NODISCARD enum sl_status sl_question_sight_identity(
    struct sl_question_sight *sight,
    const struct sl_store_question *question,
    int64_t *ret_identity,
    struct sl_error *err
);

/* Is a record that raised a question sealed to the reader, in any way? Errors: as reading one. */
SL_NODISCARD enum sl_status sl_question_sight_sealed(
    struct sl_question_sight *sight,
    const struct sl_store_question *question,
    int64_t identity,
    bool *ret_is_sealed,
    struct sl_error *err
);

/* A question as somebody may know it. */
struct sl_question_seen {
    int64_t identity;            /* 0: nobody */
    struct sl_question question; /* with the deeds that they may know of */
    bool is_seen;                /* else there is no such question for them */
    bool is_all;                 /* they may know of all deeds */
    bool *hides;                 /* of each deed of the stored one: may they not know of it? */
};

/*
 * Judge one.
 *
 *   arena  takes what is left of it
 *
 * Errors: those of sl_question_sight_read. Time: some tens of microseconds for each proof.
 */
SL_NODISCARD enum sl_status sl_question_sight_judge(
    struct sl_question_sight *sight,
    const struct sl_store_question *question,
    struct sl_arena *arena,
    struct sl_question_seen *ret_seen,
    struct sl_error *err
);

#endif
