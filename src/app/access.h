/* SPDX-License-Identifier: Apache-2.0 */
/*
 * access.h - the door: who asks, what they may do, and the entry that says that they did.
 *
 * Every use case that reads people's data or changes anything is handed an open door, and asks it.
 * Nothing else in this folder and in src/cli opens a store or writes to a ledger (a test looks).
 *
 *     open      whose session is it? their roles, relationships, glasses, seals; the policy
 *     act       may they do this? the answer is an entry, then the act follows
 *     may       the same for a use case that says itself what was seen: only a refusal is an entry
 *     decide    may they be told this record? (sl_decide with all that the store knows)
 *     reader    the same for many records
 *     say       entries; when it returns they are on the disk, and only then is anything shown
 *
 * A refusal is an entry, and SL_DENIED. When an entry cannot be written, nothing may be shown or
 * changed: every function here that writes one fails, and the use case with it.
 *
 * The ledger is held only while entries are written (scribe.h), so that many processes share it;
 * one that finds it taken waits for up to SL_ACCESS_WAIT_MS.
 */
#ifndef SL_APP_ACCESS_H
#define SL_APP_ACCESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/str.h"
#include "ledger/entry.h"
#include "record/fold.h"
#include "sharing/decide.h"
#include "sharing/reader.h"
#include "store/seal.h"
#include "store/store.h"

/* How long a process waits for another one that writes to the ledger. */
#define SL_ACCESS_WAIT_MS 10000

/* What one door keeps in memory: user, policy, glasses, seals. */
#define SL_ACCESS_LIMIT_BYTES ((size_t)1 << 30)

struct sl_access;
struct sl_hall;
struct sl_token;

/* Where somebody goes in, and as what. Borrowed for the call. */
struct sl_access_opening {
    const char *store;       /* path; not read when there is a hall */
    struct sl_hall *hall;    /* of the service (hall.h); NULL: one for this door alone */
    enum sl_store_mode mode; /* to write only when the use case changes the store */
    const char *session;     /* the file of the session; NULL: where sign-in puts it */
    struct sl_str token;     /* of the session, for whoever has no file; empty: it is in the file */
    const char *purpose;     /* its name; NULL: the first for which a role has the permission */
    int64_t now_us;          /* microseconds since 1970 in UTC */
    bool is_program;         /* the token is that of a program (token.h), not of a session */
    bool one_factor;         /* one is enough: for setting up the second, and signing out alone */
};

/*
 * Open by a session: signed in, and not over; or by the token of a program, which then may do what
 * both its user and its scopes permit.
 *
 * Errors: SL_DENIED when nobody is signed in, the session or the user has ended, or a role of
 * theirs needs more factors than were proven (signin/factor_rule.h; that is an entry), or there is
 * no such token; SL_USAGE
 * when the purpose is no purpose; those of sl_store_open. A policy that is missing, stale or
 * damaged is none: it opens nothing of others. Close with sl_access_close.
 */
SL_NODISCARD enum sl_status sl_access_open(
    const struct sl_access_opening *opening, struct sl_access **ret_access, struct sl_error *err
);

/*
 * Open as a user without a session: for whoever has proven in another way who they are, and for
 * tests. opening->session is not read. Errors: SL_DENIED when there is no such user, or they have
 * ended; else as above.
 */
SL_NODISCARD enum sl_status sl_access_open_as(
    const struct sl_access_opening *opening,
    struct sl_str user_id,
    struct sl_access **ret_access,
    struct sl_error *err
);

/*
 * Let the store go, and take it up again: for whoever waits for long between one act and the next.
 * Everything is read anew, so a session or a role that has ended in the meantime is refused.
 *
 *   now_us  the time from then on
 *
 * Errors: as opening. Between the two, and after an error, the door only serves to be resumed or
 * closed.
 */
void sl_access_pause(struct sl_access *access);
SL_NODISCARD enum sl_status
sl_access_resume(struct sl_access *access, int64_t now_us, struct sl_error *err);

/* Close; what was not committed to the store is gone. NULL is fine. */
void sl_access_close(struct sl_access *access);
/* For SL_CLEANUP on a struct sl_access * variable. */
void sl_access_close_ptr(struct sl_access **access);

/* What is open, and who asks. They live until close. */
struct sl_store *sl_access_store(struct sl_access *access);
const struct sl_user *sl_access_user(const struct sl_access *access);
const struct sl_policy *sl_access_policy(const struct sl_access *access);
int64_t sl_access_now(const struct sl_access *access);
int32_t sl_access_day(const struct sl_access *access);
/* The folder of the ledger, for those who read it (logbook/view.h), and that of agreements. */
const char *sl_access_ledger(const struct sl_access *access);
const char *sl_access_agreements(const struct sl_access *access);
/* A folder of text for what is done behind the door, one thing at a time. Errors: sl_fold_open. */
SL_NODISCARD enum sl_status
sl_access_fold(struct sl_access *access, struct sl_fold **ret_fold, struct sl_error *err);
/* The number of the session; 0 when the door was opened without one. */
int64_t sl_access_session(const struct sl_access *access);
/* The token by which a program has opened the door; NULL for everybody else. Until close. */
const struct sl_token *sl_access_program(const struct sl_access *access);
/* How many factors were proven for it; 0 when the door was opened without one. */
unsigned sl_access_factors(const struct sl_access *access);

/* What was done, as the ledger has it. Who, their agency, role, purpose, policy and the time are
 * the door's. Borrowed for the call. */
struct sl_access_deed {
    enum sl_verb verb;
    enum sl_deed_outcome outcome; /* 0: allowed */
    struct sl_str kind;           /* of thing: "picture", "user", "store" */
    struct sl_str on_behalf;      /* agency; empty: the user's own */
    struct sl_str subject;        /* about whom or what: an identity as it is printed */
    struct sl_str detail;         /* what was asked or changed; never a secret; may be empty */
};

/*
 * May the user do this? From here on the door decides by this permission, and the purpose.
 *
 *   deed  what it is, for the entry of a refusal
 *
 * For a permission that shows people's data, yes means that a role permits it; decide or reader
 * say of what. Nothing is written when the answer is yes: the use case says what was seen.
 * Errors: SL_DENIED, with the entry on the disk; SL_IO and others when it could not be written.
 */
SL_NODISCARD enum sl_status sl_access_may(
    struct sl_access *access,
    enum sl_permission permission,
    const struct sl_access_deed *deed,
    struct sl_error *err
);

/*
 * The same, for an act that shows nobody or is known beforehand: yes is an entry, too, and it is on
 * the disk before this returns. Follow it with sl_access_done.
 */
SL_NODISCARD enum sl_status sl_access_act(
    struct sl_access *access,
    enum sl_permission permission,
    const struct sl_access_deed *deed,
    struct sl_error *err
);

/*
 * What came of an act: hands on `status`. A failure is an entry beside that of the act; err keeps
 * the failure, even when that entry cannot be written.
 */
SL_NODISCARD enum sl_status sl_access_done(
    struct sl_access *access,
    const struct sl_access_deed *deed,
    enum sl_status status,
    struct sl_error *err
);

/*
 * Entries, all of them durable with one sync when this returns; none of them otherwise.
 * Errors: those of sl_scribe_write.
 */
SL_NODISCARD enum sl_status sl_access_say(
    struct sl_access *access,
    const struct sl_access_deed *deeds,
    size_t deed_count,
    struct sl_error *err
);

/* Refuse what a use case itself may not do (a decision said so): an entry, and SL_DENIED with the
 * reasons that the reader may have. Errors: as sl_access_may. */
SL_NODISCARD enum sl_status sl_access_refuse(
    struct sl_access *access,
    const struct sl_access_deed *deed,
    enum sl_rule_name rule,
    struct sl_error *err
);

/* A record about which is asked. Borrowed for the call. */
struct sl_access_asked {
    struct sl_str holder; /* agency */
    unsigned kind;        /* share_kind.h */
    int64_t identity;     /* the person whom it is about; 0: not known */
    int64_t source;       /* store/source.h; 0: no record in particular */
    struct sl_str key;    /* that of the record in its source */
};

/*
 * Decide about one record by the permission that was asked for last: relationships, glass, seal and
 * withheld fields are those that were read when the door was opened.
 */
struct sl_share_decision
sl_access_decide(const struct sl_access *access, const struct sl_access_asked *asked);

/* Who asks for what, by the permission that was asked for last. */
const struct sl_asking *sl_access_asking(const struct sl_access *access);

/* A reader for many records, over the agencies given (sharing/reader.h). Errors: its own. */
SL_NODISCARD enum sl_status sl_access_reader(
    struct sl_access *access,
    const struct sl_str *holders,
    size_t holder_count,
    struct sl_arena *arena,
    struct sl_reader *ret_reader,
    struct sl_error *err
);

/* What an item of a reader needs: relationships to a person (those to an identity that was joined
 * into this one, too); is the glass broken for them by this user. */
uint8_t sl_access_ties(const struct sl_access *access, int64_t identity);
bool sl_access_glass(const struct sl_access *access, int64_t identity);
/* For how many more microseconds it is; 0: it is not. */
int64_t sl_access_glass_left(const struct sl_access *access, int64_t identity);
/* What is sealed to this user, and what an agency withholds of a person (as fields). */
const struct sl_seal_book *sl_access_seals(const struct sl_access *access);
bool sl_access_withholds(const struct sl_access *access); /* does any withhold anything? */
uint64_t sl_access_withheld(const struct sl_access *access, int64_t identity, struct sl_str holder);

#endif
