/* SPDX-License-Identifier: Apache-2.0 */
/*
 * picture_door.h - a child's picture for somebody: as far as they may see it, and written down.
 *
 * The only way to a picture for commands, pages and interfaces.
 */
#ifndef SL_APP_PICTURE_DOOR_H
#define SL_APP_PICTURE_DOOR_H

#include "app/access.h"
#include "app/picture_find.h"
#include "app/picture_load.h"
#include "base/error.h"

/*
 * Make the picture of a person for who asks.
 *
 *   loader   as sl_picture_load
 *   request  its access is who looks
 *
 * When this returns the ledger has an entry for the child, one or more that name the others who
 * are in the picture, and one for each agency whose seal kept a record from somebody who would see
 * it else. Permission: picture, or for who may not, audit.
 * Errors: SL_DENIED; SL_NOT_FOUND in the same words when nobody has the identity and when nothing
 * about them may be told; those of sl_picture_load and sl_access_say. Nothing may be shown then.
 */
SL_NODISCARD enum sl_status sl_picture_open(
    struct sl_picture_loader *loader,
    const struct sl_picture_request *request,
    const struct sl_picture **ret_picture,
    struct sl_error *err
);

/*
 * May who asks take this picture out of the system, as a file? Yes is an entry.
 * Errors: SL_DENIED; those of sl_access_say.
 */
SL_NODISCARD enum sl_status sl_picture_take_out(
    struct sl_access *access,
    const struct sl_picture *picture,
    struct sl_str what,
    struct sl_error *err
);

#endif
