/* SPDX-License-Identifier: Apache-2.0 */
/*
 * notice_audit.h - how often indicators ask about whom, and what people then decided: in numbers.
 *
 * For each indicator that has asked of a child, and each way to divide children into groups: how
 * many children there are, of how many it has asked, and what was answered last. Small numbers are
 * withheld (notice/fairness.h). What is sealed to who asks is not counted.
 */
#ifndef SL_APP_NOTICE_AUDIT_H
#define SL_APP_NOTICE_AUDIT_H

#include "app/question_sight.h"
#include "notice/fairness.h"

/* X(enumerator, name, words): how children are divided. */
#define SL_AUDIT_BY_TABLE(X)                           \
    X(SL_AUDIT_AGE, "age", "age")                      \
    X(SL_AUDIT_SEX, "sex", "sex")                      \
    X(SL_AUDIT_ETHNICITY, "ethnicity", "ethnicity")    \
    X(SL_AUDIT_DISABILITY, "disability", "disability") \
    X(SL_AUDIT_DISTRICT, "district", "district")       \
    X(SL_AUDIT_AGENCY, "agency", "agency that is asked")

#define SL_AUDIT_ENUM(enumerator, ...) enumerator,
enum sl_audit_by { SL_AUDIT_BY_TABLE(SL_AUDIT_ENUM) SL_AUDIT_BY_COUNT };
#undef SL_AUDIT_ENUM

/* The terms of the table, by enumerator; static. */
const struct sl_term *sl_audit_by_terms(void);

/* What became of the questions: each answer, and none yet. */
#define SL_AUDIT_OUTCOMES ((size_t)SL_QUESTION_REPLY_COUNT + 1)

/* A group; or all of them, the last one of a table. */
struct sl_audit_group {
    struct sl_str name;
    uint64_t children; /* 0 by agency: children are of several */
    uint64_t raised;   /* questions that it has asked: one of a child, mostly */
    uint64_t outcomes[SL_AUDIT_OUTCOMES];
    bool hides_children, hides_raised;
    bool hides_outcome[SL_AUDIT_OUTCOMES];
};

struct sl_audit_table {
    struct sl_str indicator, wording;
    enum sl_audit_by by;
    struct sl_audit_group *groups; /* by name; the last one is the total */
    size_t group_count;            /* at least 2 */
};

/* May the share of a group be shown? Not by agency, which has no children of its own. */
bool sl_audit_has_share(const struct sl_audit_group *group);

/* The words of an outcome by its place: an answer, or none. Static. */
struct sl_term sl_audit_outcome(size_t index);

/*
 * Make the tables, by indicator and then in the order of the ways to divide; in an arena.
 *
 * A group is what the latest record says: "not recorded" where none does. Children are those whose
 * date of birth makes them younger than 18, and those of whom was asked.
 *
 * Errors: SL_DENIED; those of sl_people_read, the door and the store. Time: some tens of
 * microseconds for each record that there is.
 */
SL_NODISCARD enum sl_status sl_notice_audit(
    struct sl_access *access,
    struct sl_arena *arena,
    struct sl_audit_table **ret_tables,
    size_t *ret_count,
    struct sl_error *err
);

#endif
