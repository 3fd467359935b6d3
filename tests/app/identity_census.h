/* SPDX-License-Identifier: Apache-2.0 */
/* identity_census.h - returns of a council, added to the store of identity_fixture.h. */
#ifndef SL_TESTS_APP_IDENTITY_CENSUS_H
#define SL_TESTS_APP_IDENTITY_CENSUS_H

#include "app/identity_fixture.h"

/* A child of Bury's census: what is behind the number. */
static inline void identity_child(
    struct identity_fixture *fixture, const char *system, const char *id, const char *rest
)
{
    char text[1000];

    (void)snprintf(
        text,
        sizeof text,
        "<Message><Header><CollectionDetails><Collection>CIN</Collection><Year>2026</Year>"
        "<ReferenceDate>2026-03-31</ReferenceDate></CollectionDetails><Source><LEA>351</LEA>"
        "</Source></Header><Children><Child><ChildIdentifiers><LAchildID>%s</LAchildID>"
        "<UPNunknown>UN1</UPNunknown>%s</ChildIdentifiers></Child></Children></Message>\n",
        id,
        rest
    );
    identity_take(fixture, "bury", system, "cin-xml", text);
}

#endif
