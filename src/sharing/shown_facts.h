/* SPDX-License-Identifier: Apache-2.0 */
/*
 * shown_facts.h - what is left of a record's facts for one who reads.
 *
 * A picture is made of the facts that it is given (picture.h), so what may not be seen is taken out
 * before. An event stays when the reader may see its content, and so do a person, object or place
 * when they may see the details of the person; of each the values stay whose fields may be shown.
 *
 * A link tells of both its ends. It stays when both do; an end that the record itself does not
 * describe stays when the reader may see everything of its class that the holder has, unless the
 * caller knows better. It must know better where the holder has sealed records: a link to a key of
 * one would tell of it. What may be told by existence alone is not in the facts: answer.h counts
 * it.
 */
#ifndef SL_SHARING_SHOWN_FACTS_H
#define SL_SHARING_SHOWN_FACTS_H

#include "base/error.h"
#include "record/fact.h"
#include "sharing/reader.h"

/* What the caller knows of a key that the record refers to. */
enum sl_key_sight {
    SL_KEY_UNKNOWN, /* nothing: the rule above */
    SL_KEY_SHOWN,   /* the reader sees content of what it names */
    SL_KEY_HIDDEN,  /* they do not: it is sealed, refused, or existence only */
};
typedef enum sl_key_sight sl_key_sight_fn(void *context, struct sl_str key);

/* A record, as it is shown. Borrowed for the call. */
struct sl_facts_asked {
    const struct sl_reader_item
        *item; /* holder, ties, glass, seal, withheld; its kind is not used */
    const struct sl_facts *facts;
    sl_key_sight_fn
        *key_sight; /* for each end of a link that the record does not describe, or NULL */
    void *context;  /* handed to key_sight */
};

/*
 * What of the facts may be shown.
 *
 *   ret_facts  begun with an arena of its own choice (sl_facts_init); texts stay where they are
 *
 * Errors: SL_NO_MEMORY (arena full). Time: links times entities of the record.
 */
SL_NODISCARD enum sl_status sl_facts_show(
    struct sl_reader *reader,
    const struct sl_facts_asked *asked,
    struct sl_facts *ret_facts,
    struct sl_error *err
);

#endif
