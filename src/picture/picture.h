/* SPDX-License-Identifier: Apache-2.0 */
/*
 * picture.h - everything that agencies have said about one child, side by side.
 *
 * A picture weighs nothing and hides nothing: what agencies say differently stands side by side,
 * every statement leads to its record, and what nobody has said is part of it. It is a function of
 * the records given: what the reader may not see is left out by whoever gives them. What inquiries
 * found to be missing is the source of what it has (README.md).
 */
#ifndef SL_PICTURE_PICTURE_H
#define SL_PICTURE_PICTURE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/str.h"
#include "picture/reader_told.h"
#include "record/fact.h"
#include "record/fold.h"

/* No record, event or person. */
#define SL_PICTURE_NONE SIZE_MAX

/* A source record that has been read. */
struct sl_picture_record {
    int64_t id; /* by which the reader finds it; ascending with its arrival */
    struct sl_str agency, system, key;
    int64_t version;
    struct sl_moment received; /* when it came */
    struct sl_moment changed;  /* when the agency last changed it, where it says so */
    const struct sl_facts *facts;
};

/* A person entity of a system, and who it is. */
struct sl_picture_mention {
    struct sl_str agency, system, key;
    struct sl_str identity; /* empty: nobody has said */
};

/* What a picture is made of; borrowed as long as the picture is used. */
struct sl_picture_input {
    struct sl_str child; /* identity of the child; not empty */
    int32_t today;       /* the day for which it is made: days since 1970-01-01 */
    const struct sl_picture_record *records; /* the latest versions, in any order */
    size_t record_count;
    const struct sl_picture_mention *mentions;
    size_t mention_count;
    const struct sl_str *agencies; /* all that might know the child */
    size_t agency_count;
    const struct sl_str *notes; /* what a reader must know of how records were gathered */
    size_t note_count;
    const struct sl_picture_answer *answers; /* by agency; none: the reader may see everything */
    size_t answer_count;
    const struct sl_picture_withheld *withheld;
    size_t withheld_count;
};

/* The records of one source that say a thing word for word; the one that is shown stands first. */
struct sl_picture_sources {
    const size_t *records;
    size_t count; /* at least 1 */
};

/* How the statements about one attribute go together. */
enum sl_picture_agreement {
    SL_PICTURE_NO_PLACE, /* no record has a place for it */
    SL_PICTURE_UNKNOWN,  /* records have a place, and none a value */
    SL_PICTURE_ALONE,    /* one agency says it */
    SL_PICTURE_AGREED,   /* several do, and say the same */
    SL_PICTURE_DIFFERS,  /* they say different things of what can only be one */
    SL_PICTURE_SEVERAL,  /* they say different things of what can be several, such as phones */
    SL_PICTURE_AGREEMENT_COUNT
};

/* A statement. */
struct sl_picture_value {
    const struct sl_fact_value *value;
    size_t record;
    struct sl_picture_sources sources;
    struct sl_str normal;   /* equal for statements that agree; empty when it says nothing */
    struct sl_moment dated; /* when the record was changed, else when it came */
    enum sl_known known;    /* of the value, but a placeholder or code for "unknown" is that */
    bool current;           /* what its source says now: not an older value, nor one that ended */
    bool leads;             /* see sl_picture_make; one of a field at most */
};

/* An attribute of the child. Values: the leading one, then current ones, then latest first. */
struct sl_picture_field {
    enum sl_attribute attribute;
    enum sl_picture_agreement agreement;
    enum sl_known known; /* SL_KNOWN, or why there is no value: the best reason that a record has */
    const struct sl_picture_value *values;
    size_t value_count;
};

/* A value of somebody or something else, and where it stands; value NULL when there is none. */
struct sl_picture_said {
    const struct sl_fact_value *value;
    size_t record;
};

/* An event in which the child has a role. */
struct sl_picture_event {
    const struct sl_entity *entity;
    const struct sl_facts *facts;
    size_t record;
    struct sl_picture_sources sources;
    enum sl_role role; /* the child's; the first of the table when it has several */
    size_t number;     /* 3: the third of its kind. What is possibly the same counts once */
    size_t in_year;    /* how many of its kind in the 12 months up to it; 0 when it has no start */
    size_t same_as;    /* the first event that may be the same one, told by another; or NONE */
    bool current;      /* on that day: a span begun, not ended, and not left at once */
    bool followed;     /* another event says that it follows from this one */
    struct sl_picture_said place; /* where it happened, or the child was found: name or address */
};

/* Something the child said, as somebody wrote it down. */
struct sl_picture_words {
    const struct sl_fact_value *value;
    size_t event; /* in which; NONE when the record of the person has it */
    size_t record;
    struct sl_picture_sources sources;
    bool shared; /* other children were part of the event: whose words these are is not said */
};

/* Somebody in the picture. The child is the first. */
struct sl_picture_person {
    struct sl_str identity; /* empty: nobody has said who it is */
    struct sl_str key;      /* of the first mention that was met */
    size_t record;          /* which describes or, else, names it */
    /* By the latest record that has it. */
    struct sl_picture_said given_name, surname, full_name, birth_date, expected_birth_date, sex,
        gender, death_date;
};

/* "from ROLE to", as a record states it. */
struct sl_picture_relation {
    size_t from, to; /* persons */
    enum sl_role role;
    size_t record;
    struct sl_moment start, end;
};

enum sl_picture_bond {
    SL_PICTURE_STATED,   /* a record says so: role */
    SL_PICTURE_SIBLINGS, /* inferred: `via` is stated to be a parent of both */
    SL_PICTURE_ADDRESS,  /* inferred: the same address, in the same words or by the same key */
    SL_PICTURE_PHONE,    /* inferred: the same number, and so on */
    SL_PICTURE_EMAIL,
    SL_PICTURE_VEHICLE,
    SL_PICTURE_ACCOUNT,
    SL_PICTURE_OBJECT, /* a device, or another thing */
    SL_PICTURE_PLACE,
    SL_PICTURE_EVENT, /* inferred: both have a role in one event */
    SL_PICTURE_BOND_COUNT
};

/* Why a person is tied to the child. */
struct sl_picture_reason {
    enum sl_picture_bond bond;
    enum sl_role role; /* STATED: as said. EVENT: that of the person */
    bool of_child; /* STATED: the person is ROLE of the child; else the child is of the person */
    struct sl_str what;          /* what is shared, as written */
    size_t record;               /* says it of the person, or states the relation */
    size_t child_record;         /* says it of the child; the same where one record says both */
    size_t event, via;           /* EVENT: which; SIBLINGS: the parent; else NONE */
    struct sl_moment start, end; /* STATED, ADDRESS ... PLACE: when, where the source says */
};

/* In which part of the child's life the nearest reason is. */
enum sl_picture_circle {
    SL_PICTURE_FAMILY,
    SL_PICTURE_HOUSEHOLD,
    SL_PICTURE_NETWORK,
    SL_PICTURE_PROFESSIONALS,
    SL_PICTURE_CIRCLE_COUNT
};

struct sl_picture_tie {
    size_t person;
    enum sl_picture_circle circle;
    bool stated; /* at least one reason is */
    const struct sl_picture_reason *reasons;
    size_t reason_count;
};

enum sl_picture_gap_kind {
    SL_PICTURE_NO_FIELD,     /* attribute: nobody has recorded it; known says why */
    SL_PICTURE_UNRESOLVED,   /* attribute: agencies disagree */
    SL_PICTURE_NO_AGENCY,    /* agency: no record from it; reader_told.h */
    SL_PICTURE_NO_INTERVIEW, /* event: missing, without a return home interview */
    SL_PICTURE_NO_ANSWER,    /* event: open referral without an outcome or anything that follows */
    SL_PICTURE_NO_EVENT,     /* record: says that the child is part of an event nobody has sent */
    SL_PICTURE_GAP_COUNT
};

/* Something that is not known. Members that do not belong to the kind are NONE, or empty. */
struct sl_picture_gap {
    enum sl_picture_gap_kind kind;
    enum sl_attribute attribute;
    enum sl_known known;
    struct sl_str text; /* the agency, or the event's key */
    size_t event, record;
};

/* A source that has records which name the child. */
struct sl_picture_holder {
    struct sl_str agency, system;
    size_t record_count;
    struct sl_moment latest; /* when the latest of them is dated */
};

/* All arrays live in the arena. Invariant: person 0 is the child. */
struct sl_picture {
    const struct sl_picture_input *input;
    const struct sl_picture_words *words;  /* latest first */
    const struct sl_picture_field *fields; /* in the order of the table of attributes */
    const struct sl_picture_event *events; /* oldest first; unknown times before all others */
    const struct sl_picture_person *persons;
    const struct sl_picture_relation *relations;
    const struct sl_picture_tie *ties;       /* by circle, the one with most reasons first */
    const struct sl_picture_gap *gaps;       /* by kind */
    const struct sl_picture_holder *holders; /* by agency and system */
    size_t word_count, field_count, event_count, person_count, relation_count, tie_count, gap_count;
    size_t holder_count;
};

/*
 * Make the picture of a child.
 *   input  borrowed as long as the picture
 *   fold   for the normal forms by which values are compared
 *   arena  takes the picture
 * A value leads when it is current and most agencies say it; of several such, the one that was
 * dated last; then the record with the highest id. Two events are possibly the same when different
 * systems tell them, they are of one kind, and their times can mean the same day (an approximate
 * day may be one off). The same input gives the same picture, whatever the order of its records.
 * Errors: SL_NO_MEMORY, also when the arena is full. Time: that of sorting; below 1 ms for a child.
 */
SL_NODISCARD enum sl_status sl_picture_make(
    const struct sl_picture_input *input,
    struct sl_fold *fold,
    struct sl_arena *arena,
    struct sl_picture *ret_picture,
    struct sl_error *err
);

#endif
