/* SPDX-License-Identifier: Apache-2.0 */
/*
 * write_health.h - the NHS trusts' records: patients, related persons, attendances, flags,
 * conditions and observations, as FHIR R4 resources, one a line.
 *
 * Every child is a patient of the trust where it lives; some have a record at another trust, or one
 * from the maternity ward that calls them "Baby". A trust flags children who are on a protection
 * plan or looked after, as child protection information sharing does.
 */
#ifndef SL_SIMULATE_WRITE_HEALTH_H
#define SL_SIMULATE_WRITE_HEALTH_H

#include "clerk.h"
#include "json_write.h"

/* Write what the trusts know about the house. */
void sl_write_health(struct sl_clerk *clerk);

/* Has a maternity ward left a record of a child that calls it "Baby"? */
bool sl_health_has_baby(const struct sl_clerk *clerk, unsigned child);

/* Whose patient somebody of a house is on a day. */
unsigned sl_health_trust(const struct sl_house *house, unsigned person, int32_t day);

/* "Patient/p..." and so on: the record of this type and letter for somebody, the nth. */
struct sl_text
sl_health_key(const char *type_letter, unsigned trust, uint64_t person, unsigned nth);

/* Name parts and contact of a record, as members of the resource that is open. */
void sl_health_write_person(struct sl_json_writer *json, const struct sl_record *record);

/* Somebody who is related to a patient: the key is the resource's own. */
struct sl_related {
    unsigned trust;
    const struct sl_text *patient, *key;
    const char *relationship; /* a code of HL7's v3-RoleCode */
    unsigned person;          /* index in the house of the clerk */
};
void sl_health_write_related(
    struct sl_clerk *clerk, const struct sl_related *related, const struct sl_record *record
);

/* Begin a resource: {"resourceType":...,"id":...; the key is "Type/id". */
struct sl_json_writer
sl_health_begin(struct sl_clerk *clerk, unsigned trust, const struct sl_text *key);
void sl_health_end(struct sl_json_writer *json);

/* A member that refers to another resource. */
void sl_health_reference(struct sl_json_writer *json, const char *name, const struct sl_text *key);

#endif
