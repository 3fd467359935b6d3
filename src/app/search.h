/* SPDX-License-Identifier: Apache-2.0 */
/*
 * search.h - who is meant? People by any mixture of what somebody knows of them.
 *
 * Keys that are looked up give lists of mentions; the lists say who may be meant; of the likeliest,
 * what agencies have recorded is read and judged. Lists are read up to a limit, and whoever asks is
 * told when it was met: nothing is left out in silence.
 *
 * What a reader may not see is not there: it is neither a hit, nor counted, nor a reason. Who asks,
 * and that they did, is search_door.h's business: everybody but tests and benches goes through it.
 */
#ifndef SL_APP_SEARCH_H
#define SL_APP_SEARCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "record/fold.h"
#include "search/search_match.h"
#include "store/store.h"

/* The most hits that can be asked for. */
#define SL_SEARCH_HIT_LIMIT 100
/* Values of a kind that are shown of one person, and bytes of a note. */
#define SL_SEARCH_SHOWN_LIMIT 4
#define SL_SEARCH_NOTE_BYTES  160
#define SL_SEARCH_NOTE_LIMIT  8

/* What searching needs of memory and of a store; used by one thread at a time. */
struct sl_search;

/*
 * Open, for one search after another.
 *
 *   store, fold  open, and closed after the search is; the fold does nothing else during a search
 *
 * Errors: SL_NO_MEMORY.
 */
SL_NODISCARD enum sl_status sl_search_open(
    struct sl_store *store,
    struct sl_fold *fold,
    struct sl_search **ret_search,
    struct sl_error *err
);
/* Close; NULL is fine. */
void sl_search_close(struct sl_search *search);
/* For SL_CLEANUP on a struct sl_search * variable. */
void sl_search_close_ptr(struct sl_search **search);

struct sl_search_hidden;

/* A mention: a person as the source `source` knows them. */
struct sl_search_seen_mention {
    int64_t id, source;
    struct sl_str key;
};

/* What of a mention a reader may see. */
struct sl_search_sight {
    bool is_seen;     /* false: the mention is no hit, no count and no reason */
    uint32_t matched; /* bits of enum sl_mention_field: values that may be compared ... */
    uint32_t told; /* ... and that may be told; 0: that there is somebody, and who holds records */
    bool is_district; /* of a postcode that may not be told, its first half may */
    bool is_cut;      /* of a postcode there is only its first half, to compare and to tell */
    bool is_led;      /* they may be found by the phones and things that records tie to them */
    bool is_keyed;    /* and by the key of their record */
};
typedef enum sl_status sl_search_see_fn(
    void *context,
    const struct sl_search_seen_mention *mention,
    struct sl_search_sight *ret_sight,
    struct sl_error *err
);

struct sl_search_request {
    struct sl_str text;                    /* what was typed */
    int32_t today;                         /* days since 1970-01-01 */
    size_t limit;                          /* hits that are wanted: 1 .. SL_SEARCH_HIT_LIMIT */
    sl_search_see_fn *see;                 /* NULL: a measurement, which sees everything */
    bool sees_keys;                        /* it looks at keys; else they are empty */
    void *context;                         /* of see */
    const struct sl_search_hidden *hidden; /* what is sealed to the reader; NULL: nothing */
};

/* How the search ended. */
enum sl_search_outcome {
    SL_SEARCH_NOBODY,     /* nobody fits, in full or in part */
    SL_SEARCH_IN_PART,    /* nobody fits all that was typed; hits fit in part */
    SL_SEARCH_ONE,        /* one person fits all of it */
    SL_SEARCH_SEVERAL,    /* several do, and all of them are hits */
    SL_SEARCH_TOO_MANY,   /* more do than hits were wanted, or could be looked at */
    SL_SEARCH_TOO_LITTLE, /* nobody was looked for: an age, or a year of birth, and nothing else */
};

/* Who somebody is, in one line: the values that most agencies have, the commonest first. */
struct sl_search_who {
    struct sl_str names[SL_SEARCH_SHOWN_LIMIT];
    struct sl_str birth_dates[SL_SEARCH_SHOWN_LIMIT];               /* yyyymmdd */
    struct sl_str places[SL_SEARCH_SHOWN_LIMIT];                    /* postcodes */
    struct sl_str agencies[SL_SEARCH_SHOWN_LIMIT];                  /* that hold records */
    size_t name_count, birth_date_count, place_count, agency_count; /* in all */
    size_t mention_count;
};

/* A person, or a mention of one as long as nobody has been identified. */
struct sl_search_hit {
    int64_t identity; /* 0: not identified */
    int64_t mention;  /* the first one */
    unsigned rank;    /* from 1; the same for those that fit alike */
    bool fits_all;    /* every part that was looked for agrees */
    bool is_told;     /* something that is recorded may be told; else only who holds records */
    struct sl_search_match match;
    struct sl_search_who who;
};

/* All texts live until the next search. */
struct sl_search_result {
    enum sl_search_outcome outcome;
    const struct sl_search_query *query;
    const struct sl_search_hit *hits; /* the best first */
    size_t hit_count;
    size_t fitting_count; /* who fit all of it ... */
    bool is_of_mentions;  /* ... counted as mentions: a person may have several */
    bool is_at_least;     /* ... or more: not all could be looked at */
    size_t note_count;
    char notes[SL_SEARCH_NOTE_LIMIT][SL_SEARCH_NOTE_BYTES]; /* what to know, and what to add */
};

/*
 * Search.
 *
 * Errors: those of sl_search_query_parse; SL_INVALID when the index of people is not up to date,
 * with a hint; SL_LIMIT, SL_NO_MEMORY; those of the store.
 * Time: see bench/README.md.
 */
SL_NODISCARD enum sl_status sl_search_find(
    struct sl_search *search,
    const struct sl_search_request *request,
    const struct sl_search_result **ret_result,
    struct sl_error *err
);

/* The name of an outcome in JSON: "too_many". Static. */
struct sl_str sl_search_outcome_name(enum sl_search_outcome outcome);

#endif
