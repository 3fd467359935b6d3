/* SPDX-License-Identifier: Apache-2.0 */
/*
 * write_police.h - the force's records: nominals, objects, locations, events.
 *
 * The force writes down whom it meets, each time anew unless somebody finds the earlier record: so
 * a fifth of those it knows have two nominals or three, each with spellings of its own.
 */
#ifndef SL_SIMULATE_WRITE_POLICE_H
#define SL_SIMULATE_WRITE_POLICE_H

#include "clerk.h"
#include "json_write.h"

/* Write what the force knows about the house. */
void sl_write_police(struct sl_clerk *clerk);

/* Write the places of all districts, once for the whole file. */
void sl_write_police_places(struct sl_buf *buf);

/* How many nominals the force has of somebody whom it knows: 1 .. 3. */
unsigned sl_police_nominal_count(const struct sl_world *world, uint64_t person);

/* Keys of records of the force. `incident` counts in the house. */
struct sl_text sl_police_nominal_key(uint64_t person, unsigned nth);
struct sl_text sl_police_incident_key(enum sl_event_kind kind, uint64_t house, unsigned incident);
struct sl_text sl_police_home_key(struct sl_home home);
struct sl_text sl_police_place_key(uint32_t place);
struct sl_text sl_police_phone_key(uint64_t phone);

/*
 * Parts of a record that other files of the force's records need: begin a line, end it, a moment
 * as a member, and a reference with a role.
 */
struct sl_json_writer sl_police_begin(struct sl_clerk *clerk, const char *type, struct sl_str id);
void sl_police_end(struct sl_json_writer *json);
void sl_police_moment(struct sl_json_writer *json, const char *name, int32_t day, unsigned minute);
void sl_police_reference(struct sl_json_writer *json, struct sl_str id, enum sl_role role);

/* Write the phone with this number as an object. */
void sl_police_write_phone(struct sl_clerk *clerk, uint64_t phone);

#endif
