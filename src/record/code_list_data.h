/* SPDX-License-Identifier: Apache-2.0 */
/*
 * code_list_data.h - the codes of the statutory returns.
 *
 * Source: code_list.h names it for each list; README.md says how the lists were checked. The plain
 *         words are ours, shorter than the guides'.
 */
#ifndef SL_RECORD_CODE_LIST_DATA_H
#define SL_RECORD_CODE_LIST_DATA_H

#include "record/code_list.h"

/* In the order of enum sl_code_list_id. */
extern const struct sl_code_list sl_code_lists[SL_CODE_LIST_COUNT];

#endif
