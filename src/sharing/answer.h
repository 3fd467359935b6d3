/* SPDX-License-Identifier: Apache-2.0 */
/*
 * answer.h - what is known of a child, by agency and kind of record, in four answers.
 *
 *     records held           there are some, and how many
 *     no record open to you  the holder has answered, and there is none that you may know of
 *     no answer yet          the holder has not answered, so nobody can say
 *     not permitted to say   no answer is given, whether or not there is anything
 *
 * No answer is wrong by omission. "Records held" may come with `more`: some kinds of the group may
 * not be told, or have not been answered, so it is not all there is. The second answer is never
 * said while either is so. It does not say that there is no record: sealed records are not counted,
 * and "no record" would be false where one is sealed, while any other word would tell that it is.
 * The same words are therefore said to everybody, always, and they are true (README.md).
 */
#ifndef SL_SHARING_ANSWER_H
#define SL_SHARING_ANSWER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "record/term.h"
#include "sharing/reader.h"

/* X(enumerator, name, words) */
#define SL_ANSWER_TABLE(X)                                              \
    X(SL_ANSWER_HELD, "records_held", "records held")                   \
    X(SL_ANSWER_NONE, "no_record_open_to_you", "no record open to you") \
    X(SL_ANSWER_WAITING, "no_answer_yet", "no answer yet")              \
    X(SL_ANSWER_REFUSED, "not_permitted_to_say", "not permitted to say")

#define SL_ANSWER_ENUM(enumerator, ...) enumerator,
enum sl_answer_kind { SL_ANSWER_TABLE(SL_ANSWER_ENUM) SL_ANSWER_COUNT };
#undef SL_ANSWER_ENUM

/* The answers by enumerator; static. */
const struct sl_term *sl_answer_terms(void);

/* Of one holder about one group of kinds. */
struct sl_answer {
    enum sl_answer_kind kind;
    bool more;      /* HELD: and there may be more, which may not be told or is not answered */
    bool content;   /* HELD: some can be read, not only counted */
    uint64_t count; /* HELD: records that are not hidden, of kinds that may be told */
};

/* A child, as a reader stands to them. */
struct sl_answer_child {
    const struct sl_reader_item *items; /* all records of the child, of any holder */
    const struct sl_shown *shown;       /* what sl_reader_filter gave for them */
    size_t item_count;
    const uint64_t *answered; /* by holder: the kinds about which it has answered, as a set */
    uint8_t ties;             /* to the child */
    bool glass;
};

/*
 * Make the answers about a child.
 *
 *   ret_answers  one for each holder of the reader and each group: that of holder h about group g
 *                stands at h * SL_SHARE_GROUP_COUNT + g
 *
 * Time: proportional to the records, and to holders times kinds.
 */
void sl_answers_make(
    struct sl_reader *reader, const struct sl_answer_child *child, struct sl_answer *ret_answers
);

#endif
