/* SPDX-License-Identifier: Apache-2.0 */
/*
 * kind.h - what the columns of a file can hold, and what that means for linkage.
 */
#ifndef SIGHTLINE_KIND_H
#define SIGHTLINE_KIND_H

#include "sightline/status.h"
#include "sightline/str.h"

/*
 * What a column holds: its name in a field specification, and what it means.
 * The role (whose is the value: the person's own, or shared with family and neighbours) goes with
 * the kind; see sl_kind_role.
 */
#define SL_KIND_TABLE(X)                                                                       \
    X(SL_KIND_GIVEN_NAME, "given_name", SL_FIELD_PERSONAL, "given name or names")              \
    X(SL_KIND_SURNAME, "surname", SL_FIELD_SHAREABLE, "family name")                           \
    X(SL_KIND_FULL_NAME, "full_name", SL_FIELD_PERSONAL, "all names in one column")            \
    X(SL_KIND_DOB, "dob", SL_FIELD_BOTH, "date of birth")                                      \
    X(SL_KIND_DAY, "day", SL_FIELD_BOTH, "day of birth, with month and year")                  \
    X(SL_KIND_MONTH, "month", SL_FIELD_BOTH, "month of birth, with day and year")              \
    X(SL_KIND_YEAR, "year", SL_FIELD_BOTH, "year of birth, with day and month")                \
    X(SL_KIND_SEX, "sex", SL_FIELD_PERSONAL, "sex or gender as recorded")                      \
    X(SL_KIND_POSTCODE, "postcode", SL_FIELD_SHAREABLE, "postcode")                            \
    X(SL_KIND_ADDRESS, "address", SL_FIELD_SHAREABLE, "address or a line of it")               \
    X(SL_KIND_HOUSE_NUMBER, "house_number", SL_FIELD_SHAREABLE, "house number")                \
    X(SL_KIND_TOWN, "town", SL_FIELD_SHAREABLE, "town, suburb, place of birth")                \
    X(SL_KIND_PHONE, "phone", SL_FIELD_SHAREABLE, "telephone number")                          \
    X(SL_KIND_EMAIL, "email", SL_FIELD_PERSONAL, "e-mail address")                             \
    X(SL_KIND_IDENTIFIER, "identifier", SL_FIELD_PERSONAL, "identifier of the person")         \
    X(SL_KIND_NHS_NUMBER, "nhs_number", SL_FIELD_PERSONAL, "NHS number, check digit verified") \
    X(SL_KIND_CATEGORY, "category", SL_FIELD_SHAREABLE, "one of a few values")                 \
    X(SL_KIND_TEXT, "text", SL_FIELD_SHAREABLE, "free text")

/* Whose a value is. Shareable values make relatives and neighbours look alike. */
enum sl_field_role { SL_FIELD_PERSONAL, SL_FIELD_SHAREABLE, SL_FIELD_BOTH };

enum sl_kind {
#define SL_KIND_ENUM(kind, name, role, text) kind,
    SL_KIND_TABLE(SL_KIND_ENUM)
#undef SL_KIND_ENUM
        SL_KIND_COUNT
};

/* Name and meaning of a kind (static strings), its role, and the kind with a name. */
SL_API const char *sl_kind_name(enum sl_kind kind);
SL_API const char *sl_kind_text(enum sl_kind kind);
SL_API enum sl_field_role sl_kind_role(enum sl_kind kind);
/* Errors: SL_NOT_FOUND, with the known names in hint. */
SL_API SL_NODISCARD enum sl_status
sl_kind_find(struct sl_str name, enum sl_kind *ret_kind, struct sl_error *err);

#endif
