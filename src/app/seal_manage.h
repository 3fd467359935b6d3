/* SPDX-License-Identifier: Apache-2.0 */
/*
 * seal_manage.h - sealing records, keeping their lists, and withholding fields of a person.
 *
 * Keepers of seals are those whose role permits it, for the records of their own agency. One whom a
 * deny list names keeps nothing of that record: for them it is not there. Nobody lets themselves
 * in.
 */
#ifndef SL_APP_SEAL_MANAGE_H
#define SL_APP_SEAL_MANAGE_H

#include "app/access.h"
#include "store/seal.h"
#include "store/withheld.h"

/* What may be done with a key. */
enum sl_seal_step {
    SL_SEAL_STEP_ADD,      /* seal it; words: why */
    SL_SEAL_STEP_LIFT,     /* unseal it */
    SL_SEAL_STEP_ALLOW,    /* put a user on its allow list */
    SL_SEAL_STEP_DISALLOW, /* take them off */
    SL_SEAL_STEP_DENY,     /* put a user on its deny list */
    SL_SEAL_STEP_UNDENY,   /* take them off */
    SL_SEAL_STEP_WITHHOLD, /* tell no other agency some fields of this person; words: why */
    SL_SEAL_STEP_TELL,     /* tell them again */
};

/* Borrowed. */
struct sl_seal_change {
    enum sl_seal_step step;
    struct sl_str record; /* agency/system/key: a record, or a person of whom records tell */
    struct sl_str user;   /* of ALLOW to UNDENY */
    struct sl_str words;  /* of ADD and WITHHOLD */
    uint64_t fields;      /* of WITHHOLD (sharing/share_kind.h) */
};

/*
 * Make one change; it holds at once.
 *
 * Errors: SL_DENIED (no keeper; another agency's record; to let oneself in); SL_NOT_FOUND when
 * nothing has the key, nothing is there to end, or there is no such user; SL_INVALID; those of the
 * door and the store.
 */
SL_NODISCARD enum sl_status sl_seal_change_make(
    struct sl_access *access, const struct sl_seal_change *change, struct sl_error *err
);

/* A line of the list of seals. Exactly one of seal, name and withheld is given. */
struct sl_seal_entry {
    struct sl_str agency, system, key;
    const struct sl_store_seal *seal;
    const struct sl_store_seal_name *name;
    const struct sl_store_withheld *withheld;
};

/*
 * What the user's agency has sealed and withholds, and who is on its lists.
 *
 *   with_ended   what has ended, too
 *   ret_entries  in the arena: seals, then names, then what is withheld, each as they came
 *
 * Errors: SL_DENIED; those of the door and the store.
 */
SL_NODISCARD enum sl_status sl_seal_list(
    struct sl_access *access,
    bool with_ended,
    struct sl_arena *arena,
    struct sl_seal_entry **ret_entries,
    size_t *ret_count,
    struct sl_error *err
);

#endif
