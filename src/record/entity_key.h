/* SPDX-License-Identifier: Apache-2.0 */
/*
 * entity_key.h - the key of a person, object, location or event within a source, as a number.
 */
#ifndef SL_RECORD_ENTITY_KEY_H
#define SL_RECORD_ENTITY_KEY_H

#include <stdint.h>

#include "base/str.h"

/*
 * The hash of an entity's key within a source, 1 .. 2^62-1: the same on every machine, for ever.
 * Different keys may meet in one, so whoever reads a record looks whether it names the key.
 */
int64_t sl_entity_hash(int64_t source, struct sl_str key);

/* What a record does with an entity; several may hold. */
enum sl_entity_mark {
    SL_ENTITY_PERSON = 1,    /* names it as a person */
    SL_ENTITY_DESCRIBED = 2, /* has values by which the person can be compared */
    SL_ENTITY_ADOPTED = 4,   /* says that the person's care ceased as the child was adopted */
    SL_ENTITY_HAS = 8,       /* has it as an entity of its own; else only a link refers to it */
};

#endif
