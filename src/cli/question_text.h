/* SPDX-License-Identifier: Apache-2.0 */
/*
 * question_text.h - questions and better words, for people to read and as JSON.
 */
#ifndef SL_CLI_QUESTION_TEXT_H
#define SL_CLI_QUESTION_TEXT_H

#include <jansson.h>

#include "app/question_list.h"
#include "notice/language.h"

/* Append a question; with its records and all that was done with it, or in short. Errors stick to
 * the buffer. */
void sl_question_text(const struct sl_question_line *line, bool is_whole, struct sl_buf *buf);

/* The same with everything; NULL when memory is short. */
json_t *sl_question_json(const struct sl_question_line *line);

/* Append a note for each phrase that blames, with better words; the same as JSON. */
void sl_language_text(const struct sl_language_hit *hits, size_t count, struct sl_buf *buf);
json_t *sl_language_json(const struct sl_language_hit *hits, size_t count);

#endif
