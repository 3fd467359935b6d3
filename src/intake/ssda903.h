/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ssda903.h - the return on looked-after children, whether its rows come as CSV or as XML.
 */
#ifndef SL_INTAKE_SSDA903_H
#define SL_INTAKE_SSDA903_H

#include "intake/row.h"
#include "intake/table.h"

/* The kind of file whose keys begin with this name ("reviews"); NULL when there is none. */
const struct sl_file_kind *sl_ssda903_kind(struct sl_str name);

/*
 * What a table of columns cannot say, after rows were read: away without leave is another kind of
 * event than missing, and a legal status holds as long as its episode.
 */
void sl_ssda903_settle(struct sl_facts *facts);

#endif
