/* SPDX-License-Identifier: Apache-2.0 */
/*
 * fhir_event.h - what happens to patients in FHIR R4: encounters, flags, conditions, observations
 * and appointments, as a table of members.
 *
 * Source: HL7 FHIR R4 (4.0.1); v3-ActCode for the classes of encounter.
 */
#ifndef SL_INTAKE_FHIR_EVENT_H
#define SL_INTAKE_FHIR_EVENT_H

#include "intake/json_tree.h"

/* Is this a type of resource that is an event here? */
bool sl_fhir_is_event(struct sl_str type);

/*
 * Read such a resource, whose key is in the reading, into facts.
 * Errors: SL_INVALID, SL_LIMIT, SL_NO_MEMORY.
 */
SL_NODISCARD enum sl_status sl_fhir_event(
    struct sl_reading *reading,
    struct sl_str type,
    const struct sl_json_node *root,
    struct sl_error *err
);

#endif
