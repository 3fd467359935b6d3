/* SPDX-License-Identifier: Apache-2.0 */
/*
 * note_site.h - writing about the child of child_site.h, with the store free for who records.
 */
#ifndef SL_TESTS_WEB_NOTE_SITE_H
#define SL_TESTS_WEB_NOTE_SITE_H

#include "app/note_house.h"
#include "role_site.h"

/* A practitioner who works with the child is signed in; nobody holds the store open to write. */
static inline void note_site_open(struct child_site *site)
{
    child_tie(site->house, "practitioner", 1, "n1");
    child_tie(site->house, "manager", 1, "n1");
    child_agree(site->house, ACCESS_AGREEMENT);
    child_site_as(site, "practitioner");
    note_let_go(site->house);
}

/* "/child/ID" and what stands behind it; good until the next call. */
static inline const char *note_site_path(struct child_site *site, const char *behind)
{
    static char path[200];

    (void)snprintf(path, sizeof path, "/child/%s%s", child_id(site->house->child).ptr, behind);
    return path;
}

/* The fields of a note, with more behind them; good until the next call. */
static inline const char *note_site_fields(char letter, const char *more)
{
    static char fields[1500];

    (void)snprintf(
        fields,
        sizeof fields,
        "form=%s&kind=visit&day=31&month=3&year=2026&%s",
        note_id(letter).ptr,
        more
    );
    return fields;
}

/* Send the form; the answer must be led on to the page of the note, which takes its place. */
static inline void note_site_record(
    struct child_site *site, const char *behind, const char *fields, struct site_reply *reply
)
{
    site_post(&site->world, note_site_path(site, behind), fields, reply);
    child_site_follow(site, reply);
    SL_CHECK_U64(reply->response.status, 200);
}

#endif
