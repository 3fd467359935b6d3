/* SPDX-License-Identifier: Apache-2.0 */
/*
 * fhir_value.h - data types of FHIR R4 as texts, times and keys.
 *
 * Source: HL7 FHIR R4 (4.0.1), "Data Types" and "References".
 */
#ifndef SL_INTAKE_FHIR_VALUE_H
#define SL_INTAKE_FHIR_VALUE_H

#include "intake/json_tree.h"

/* The system of NHS numbers. */
#define SL_FHIR_NHS_NUMBER SL_STR("https://fhir.nhs.uk/Id/nhs-number")

/*
 * The code and the words of a Coding or CodeableConcept: its first code; its text, else the first
 * display, else the code. A text stands for itself. Empty when there is nothing.
 */
struct sl_str sl_fhir_code(const struct sl_json_node *concept);
struct sl_str sl_fhir_words(const struct sl_json_node *concept);

/* Read a Period into both. Errors: SL_INVALID. */
SL_NODISCARD enum sl_status sl_fhir_period(
    struct sl_reading *reading,
    const struct sl_json_node *period,
    struct sl_moment *ret_start,
    struct sl_moment *ret_end,
    struct sl_error *err
);

/*
 * The key of what a Reference names: "Patient/1" of a relative or absolute address, with or without
 * a version. An address urn:uuid: has the type that the caller expects. Empty when there is none
 * that names a record (a contained resource, a search, an identifier only).
 * Errors: SL_NO_MEMORY, SL_LIMIT.
 */
SL_NODISCARD enum sl_status sl_fhir_reference(
    struct sl_reading *reading,
    const struct sl_json_node *reference,
    struct sl_str type,
    struct sl_str *ret_key,
    struct sl_error *err
);

/* Texts with something between them, the empty left out; in the arena. */
SL_NODISCARD enum sl_status sl_fhir_join(
    struct sl_reading *reading,
    const struct sl_str *texts,
    size_t count,
    struct sl_str between,
    struct sl_str *ret_text,
    struct sl_error *err
);

/* The texts of a list, joined. Errors: SL_INVALID when it is no list, SL_NO_MEMORY, SL_LIMIT. */
SL_NODISCARD enum sl_status sl_fhir_join_list(
    struct sl_reading *reading,
    const struct sl_json_node *list,
    struct sl_str between,
    struct sl_str *ret_text,
    struct sl_error *err
);

/* KEY/NAME/NUMBER for what a resource describes besides itself. Errors: SL_NO_MEMORY. */
SL_NODISCARD enum sl_status sl_fhir_part_key(
    struct sl_reading *reading,
    struct sl_str name,
    unsigned number,
    struct sl_str *ret_key,
    struct sl_error *err
);

/* Add a value to the last entity unless its text is empty. Errors: SL_LIMIT, SL_NO_MEMORY. */
SL_NODISCARD enum sl_status sl_fhir_add(
    struct sl_reading *reading,
    enum sl_attribute attribute,
    struct sl_str text,
    struct sl_error *err
);

#endif
