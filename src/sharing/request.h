/* SPDX-License-Identifier: Apache-2.0 */
/*
 * request.h - asking a holder for named records, and what became of it.
 *
 * Where existence is told and content is not, or agreements say nothing, the reader can ask. A
 * request has its own clock; the holder decides it record by record, and what it withholds has a
 * reason. Its state is computed from these facts and stored nowhere.
 *
 * Source: the joint inspection of July 2025 found that material took months and came redacted
 *         beyond use; agencies agreed that investigators view and then ask for named pages.
 * The days of the clock are our own choice, until agencies agree on others: each request keeps its.
 */
#ifndef SL_SHARING_REQUEST_H
#define SL_SHARING_REQUEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/str.h"
#include "record/term.h"
#include "sharing/role.h"

/* Records of one request. */
#define SL_REQUEST_ITEM_LIMIT 200u
/* Working days in which a holder answers, when nothing else was agreed; and when it is urgent. */
#define SL_REQUEST_DAYS        5
#define SL_REQUEST_DAYS_URGENT 1

/* X(enumerator, name, words): why a holder withholds. */
#define SL_WITHHELD_TABLE(X)                                                           \
    X(SL_WITHHELD_OTHERS, "other_people", "it is about other people")                  \
    X(SL_WITHHELD_HARM, "risk_of_harm", "telling it would put somebody at risk")       \
    X(SL_WITHHELD_ENQUIRY, "enquiry", "telling it would prejudice an investigation")   \
    X(SL_WITHHELD_COURT, "court_order", "a court has forbidden it")                    \
    X(SL_WITHHELD_LEGAL, "legal_privilege", "it is legally privileged")                \
    X(SL_WITHHELD_BASIS, "no_lawful_basis", "there is no lawful basis for sharing it") \
    X(SL_WITHHELD_ABSENT, "not_held", "we do not hold it, or it is not open to you")

#define SL_WITHHELD_ENUM(enumerator, ...) enumerator,
enum sl_withheld_reason { SL_WITHHELD_TABLE(SL_WITHHELD_ENUM) SL_WITHHELD_COUNT };
#undef SL_WITHHELD_ENUM

/* The reasons by enumerator; static. */
const struct sl_term *sl_withheld_terms(void);

/* What the holder has said of one named record. */
enum sl_request_outcome {
    SL_OUTCOME_NONE,     /* nothing yet */
    SL_OUTCOME_GIVEN,    /* all of it */
    SL_OUTCOME_REDACTED, /* a part; reason and words say what is withheld, and why */
    SL_OUTCOME_WITHHELD, /* nothing of it; reason and words say why */
};

struct sl_request_item {
    struct sl_str record; /* its name, as the reader was told it */
    enum sl_request_outcome outcome;
    enum sl_withheld_reason reason; /* REDACTED and WITHHELD */
    struct sl_str words;            /* the same */
    int32_t decided;                /* day, unless NONE */
    struct sl_str decided_by;       /* user of the holder, unless NONE */
};

/* The name in JSON: "redacted". Static. */
struct sl_str sl_request_outcome_name(enum sl_request_outcome outcome);

/* Days are days since 1970-01-01. Borrowed. */
struct sl_record_request {
    struct sl_str asked_by, agency; /* who asks, and of which agency */
    struct sl_str holder;           /* whom they ask; another agency */
    struct sl_str identity;         /* about whom */
    enum sl_purpose purpose;
    struct sl_str reason; /* in words */
    int32_t asked;
    int32_t clock_days; /* working days, from 1 */
    int32_t withdrawn;  /* the day on which the asker took it back; 0: never */
    const struct sl_request_item *items;
    size_t item_count;
};

enum sl_request_state {
    SL_REQUEST_ASKED,     /* at least one record is not decided */
    SL_REQUEST_FULL,      /* all were given */
    SL_REQUEST_PART,      /* some were, or a part of some */
    SL_REQUEST_REFUSED,   /* none was */
    SL_REQUEST_WITHDRAWN, /* before all were decided */
};

/* The name in JSON: "asked". Static. */
struct sl_str sl_request_state_name(enum sl_request_state state);

/* How it stands on a day. */
struct sl_request_status {
    enum sl_request_state state;
    int32_t due;       /* the last day of its clock */
    int32_t closed;    /* the day on which it was withdrawn or the last record decided; 0: open */
    bool late;         /* it is open after its clock, or was closed after it */
    int32_t late_days; /* working days over the clock; 0 unless late */
    size_t undecided_count, given_count, redacted_count, withheld_count;
};

/*
 * Is it a request: are all the facts there and do they go together? A record that is not given in
 * full has a reason, in words, too.
 * Errors: SL_INVALID, with the record in the detail.
 */
SL_NODISCARD enum sl_status
sl_request_check(const struct sl_record_request *request, struct sl_error *err);

/*
 * How it stands. Decisions and withdrawals after the day have not happened yet.
 *
 *   request  one that sl_request_check has passed
 *
 * Errors: SL_UNSUPPORTED when the clock leaves the years of the calendar (record/calendar.h).
 */
SL_NODISCARD enum sl_status sl_request_status_on(
    const struct sl_record_request *request,
    int32_t day,
    struct sl_request_status *ret_status,
    struct sl_error *err
);

#endif
