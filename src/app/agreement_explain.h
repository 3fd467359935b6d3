/* SPDX-License-Identifier: Apache-2.0 */
/*
 * agreement_explain.h - what a user would be told of a child, by whom, and why.
 *
 * Users, relationships and records come from a scenario (sharing/scenario.h), so that agreements
 * can be tried before they are in force.
 */
#ifndef SL_APP_AGREEMENT_EXPLAIN_H
#define SL_APP_AGREEMENT_EXPLAIN_H

#include "base/buf.h"
#include "base/error.h"
#include "sharing/role.h"

/* What is explained. Borrowed. */
struct sl_agreement_explain_job {
    const char *folder;   /* of agreements */
    const char *scenario; /* file */
    const char *user;     /* id; NULL: the only one of the scenario */
    const char *child;    /* identity; NULL: the only one that has records in the scenario */
    enum sl_permission permission;
};

/*
 * Append the explanation: for each purpose of the user's roles, for each agency, the answers for
 * each group of records, with the reasons.
 *
 * Errors: those of agreement_files.h and of sl_scenario_parse; SL_NOT_FOUND when the scenario has
 * no such user or child; SL_USAGE when it has several and none is named; SL_LIMIT; SL_NO_MEMORY.
 */
SL_NODISCARD enum sl_status sl_agreement_explain(
    const struct sl_agreement_explain_job *job, struct sl_buf *text, struct sl_error *err
);

#endif
