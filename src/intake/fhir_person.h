/* SPDX-License-Identifier: Apache-2.0 */
/*
 * fhir_person.h - people of FHIR R4: patients, those related to them, and their contacts.
 *
 * Source: HL7 FHIR R4 (4.0.1), Patient and RelatedPerson; v3-RoleCode and v2 table 0131; HL7 UK
 *         Core, Extension-UKCore-EthnicCategory; NHS Data Dictionary, "ETHNIC CATEGORY" (Z not
 *         stated, 99 not known).
 */
#ifndef SL_INTAKE_FHIR_PERSON_H
#define SL_INTAKE_FHIR_PERSON_H

#include "intake/json_tree.h"

/*
 * Read a resource whose key is in the reading into facts.
 * Errors: SL_INVALID, SL_LIMIT, SL_NO_MEMORY.
 */
SL_NODISCARD enum sl_status
sl_fhir_patient(struct sl_reading *reading, const struct sl_json_node *root, struct sl_error *err);
SL_NODISCARD enum sl_status sl_fhir_related_person(
    struct sl_reading *reading, const struct sl_json_node *root, struct sl_error *err
);

/*
 * Read the subject of an event: a link from the patient whom a Reference names, or from a person
 * of its own when it has an identifier only.
 *
 *   event  key of the event
 *
 * Errors: SL_INVALID, SL_LIMIT, SL_NO_MEMORY.
 */
SL_NODISCARD enum sl_status sl_fhir_subject(
    struct sl_reading *reading,
    const struct sl_json_node *reference,
    struct sl_str event,
    struct sl_error *err
);

#endif
