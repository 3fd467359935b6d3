/* SPDX-License-Identifier: Apache-2.0 */
/*
 * work.h - what waits for somebody, as a row: the same on the home page and in its own list.
 */
#ifndef SL_WEB_WORK_H
#define SL_WEB_WORK_H

#include "app/glass_manage.h"
#include "app/request_manage.h"
#include "web/rows.h"
#include "web/visit.h"

/* A request between agencies: who asks whom for how much, how its clock stands, and where it is
 * decided. */
struct sl_row sl_work_request(struct sl_visit *visit, const struct sl_request_line *line);

/* A tag. */
struct sl_work_tag {
    struct sl_str text;
    enum sl_tag colour;
};

/* The clock of a request, or what came of it. */
struct sl_work_tag
sl_work_request_tag(struct sl_visit *visit, const struct sl_request_status *status);

/* Access that was claimed in an emergency: who, whose records, why, and whether it was judged. */
struct sl_row sl_work_glass(struct sl_visit *visit, const struct sl_store_glass *stored);
struct sl_work_tag sl_work_glass_tag(struct sl_visit *visit, const struct sl_store_glass *glass);

#endif
