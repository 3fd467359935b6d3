/* SPDX-License-Identifier: Apache-2.0 */
/*
 * child_form.h - what forms about a child have in common.
 */
#ifndef SL_WEB_CHILD_FORM_H
#define SL_WEB_CHILD_FORM_H

#include "web/visit.h"

/* What is wrong with a field, as people are told it. Borrowed. */
struct sl_child_problem {
    struct sl_str field, text;
};

/* An item of radios or of a select: { value, text }. */
struct sl_value sl_child_option(struct sl_page *page, struct sl_str value, struct sl_str text);

/*
 * Problems as { list, of }: `list` for an error summary, each with the address of its field; `of` a
 * map from the field to { text } for its error message. Undefined when there is none.
 */
struct sl_value
sl_child_problems(struct sl_page *page, const struct sl_child_problem *problems, size_t count);

/* Lead to the page of the child of this address, and what stands behind it: "/ask". */
SL_NODISCARD enum sl_status
sl_child_go(struct sl_visit *visit, const char *behind, struct sl_error *err);

#endif
