/* SPDX-License-Identifier: Apache-2.0 */
/*
 * plain.h - catalogues in plain English, to be read before they are used.
 */
#ifndef SL_NOTICE_PLAIN_H
#define SL_NOTICE_PLAIN_H

#include "notice/clock.h"
#include "notice/indicator.h"
#include "notice/language.h"

/* Append which events a pattern speaks of: "end of missing with the child as subject". */
void sl_pattern_plain(const struct sl_pattern *pattern, struct sl_buf *buf);

/* Append what a test of a condition asks: "at least 3 days with missing in 90 days". */
void sl_test_plain(const struct sl_test *test, struct sl_buf *buf);

/* Append a catalogue, a paragraph for each of its clocks, indicators or phrases. */
void sl_clocks_plain(const struct sl_clocks *clocks, struct sl_buf *buf);
void sl_indicators_plain(const struct sl_indicators *indicators, struct sl_buf *buf);
void sl_language_plain(const struct sl_language *language, struct sl_buf *buf);

#endif
