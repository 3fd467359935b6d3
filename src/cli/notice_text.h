/* SPDX-License-Identifier: Apache-2.0 */
/*
 * notice_text.h - how clocks stand for a child and which indicators hold, for people to read.
 */
#ifndef SL_CLI_NOTICE_TEXT_H
#define SL_CLI_NOTICE_TEXT_H

#include "app/notice_explain.h"

/*
 * Append an answer. Errors stick to the buffer.
 *
 *   is_all  every rule that was asked about has a paragraph, also a clock that nothing started and
 *           an indicator that does not hold; else these are counted
 */
void sl_notice_text(const struct sl_notice_answer *answer, bool is_all, struct sl_buf *buf);

#endif
