/* SPDX-License-Identifier: Apache-2.0 */
/*
 * picture_json.h - the whole of a picture as JSON, with the source of every value.
 *
 * An object with `child`, `today`, `notes`, `words`, `fields`, `events`, `persons`, `relations`,
 * `ties`, `gaps`, `holders` and `records`. Wherever something is said, `record` is the id of a
 * record in the last of these; where several records of a source say it word for word, `records`
 * has all of them. A code stands in `text` as the agency wrote it, and what it means in `words`.
 * `event`, `same_as`, `person` and `via` count from 0 in `events` and `persons`. What does not
 * apply is not there.
 */
#ifndef SL_PICTURE_PICTURE_JSON_H
#define SL_PICTURE_PICTURE_JSON_H

#include "base/buf.h"
#include "picture/picture.h"

/*
 * Append the picture as one line of JSON (RFC 8259), without a line end; bytes that are not UTF-8
 * become U+FFFD. The same picture gives the same bytes. Errors: those that stick to buf.
 */
void sl_picture_json(const struct sl_picture *picture, struct sl_buf *buf);

/* The same, but of who holds records alone: `child`, `today`, `answers`, `withheld`, `holders`. */
void sl_picture_holders_json(const struct sl_picture *picture, struct sl_buf *buf);

#endif
