/* SPDX-License-Identifier: Apache-2.0 */
/*
 * question_row.h - a question as a line of a list, and what pages say of one.
 */
#ifndef SL_WEB_QUESTION_ROW_H
#define SL_WEB_QUESTION_ROW_H

#include "app/question_list.h"
#include "web/rows.h"
#include "web/visit.h"
#include "web/work.h"

/* What is asked, about whom, why, of whom; how its clock stands. */
struct sl_row sl_question_row(struct sl_visit *visit, const struct sl_question_line *line);

/* How it stands, as a tag. */
struct sl_work_tag sl_question_tag(struct sl_visit *visit, const struct sl_question_status *status);

/* Whom it is about: a name, else an id or what it is about; never empty. */
struct sl_str sl_question_who(struct sl_visit *visit, const struct sl_question_line *line);

/* The same with how old they are: "Leila Khan, 14 years old, born 3 May 2012". */
struct sl_str sl_question_about(struct sl_visit *visit, const struct sl_question_line *line);

/* Who is asked: "police: the team", "police: ann". */
struct sl_str sl_question_asked_of(struct sl_visit *visit, const struct sl_question_line *line);

/* Something that was done with it: what, by whom, when, and why. */
struct sl_row sl_question_deed_row(struct sl_visit *visit, const struct sl_question_deed *deed);

/* A record that raised it: what it tells of, when, and where it is. */
struct sl_row sl_question_record_row(struct sl_visit *visit, const struct sl_question_told *told);

#endif
