/* SPDX-License-Identifier: Apache-2.0 */
/*
 * notice_json.h - catalogues of clocks, indicators and phrases, and answers about a child, as JSON.
 */
#ifndef SL_CLI_NOTICE_JSON_H
#define SL_CLI_NOTICE_JSON_H

#include <jansson.h>

#include "app/notice_door.h"
#include "app/notice_explain.h"

/* All clocks, indicators and phrases; NULL when memory is short. */
json_t *sl_notice_catalogues_json(const struct sl_notice_catalogues *catalogues);

/*
 * Every clock and indicator that was asked about, with the records; NULL when memory is short.
 * A deadline that nobody knows is null, and so is whether an indicator holds that only a person
 * can say.
 */
json_t *sl_notice_answer_json(const struct sl_notice_answer *answer);

/* What a run found, by indicator; NULL when memory is short. What was not asked for is null. */
json_t *sl_notice_run_json(
    const struct sl_indicators *indicators,
    const struct sl_notice_run_result *result,
    const struct sl_notice_run_options *asked
);

#endif
