/* SPDX-License-Identifier: Apache-2.0 */
/*
 * search_run.h - one search while it goes on: what the files app/search*.c share.
 */
#ifndef SL_APP_SEARCH_RUN_H
#define SL_APP_SEARCH_RUN_H

#include "app/search.h"
#include "base/arena.h"
#include "base/buf.h"
#include "record/fold.h"
#include "search/search_tally.h"
#include "store/source.h"

/* Ways to sound that are looked up of one word. */
#define SL_SEARCH_SOUND_LIMIT 64
/* Mentions of one list that are read, and of all lists of a search. */
#define SL_SEARCH_LIST_LIMIT 8192
#define SL_SEARCH_READ_LIMIT 40000
/* Mentions that are judged one by one, and people that these are of. */
#define SL_SEARCH_JUDGED_LIMIT 300
#define SL_SEARCH_PEOPLE_LIMIT 1000

/* A sound that stands for a typed word, and the closest agreement of the words that have it. */
struct sl_search_sound {
    struct sl_str sound;
    enum sl_search_agreement agreement;
};

/* What a part that is a name may stand for among the words in use: the closest first. */
struct sl_search_sounds {
    size_t count;
    struct sl_search_sound items[SL_SEARCH_SOUND_LIMIT];
};

/* Mentions that things lead to, and parts that are looked at for each. */
#define SL_SEARCH_LED_LIMIT 512

/* That a part is a thing (a vehicle, a number ...) which leads to a mention. */
struct sl_search_led {
    int64_t mention;
    size_t part;
    enum sl_search_reads reads;
};

struct sl_search {
    struct sl_store *store;
    struct sl_fold *fold;
    struct sl_arena request;
    struct sl_buf scratch;
    struct sl_search_result result;

    /* Of the search that goes on; texts are in `request`. */
    const struct sl_search_request *wanted;
    struct sl_search_query query;
    struct sl_search_scale scale;
    struct sl_search_common common[SL_SEARCH_PART_LIMIT];
    struct sl_search_sounds sounds[SL_SEARCH_PART_LIMIT];
    double missing[SL_SEARCH_PART_LIMIT]; /* weights of parts that nothing is known of */
    uint32_t looked_for;                  /* bit i: part i has a reading */
    struct sl_search_tally tally;
    struct sl_search_led led[SL_SEARCH_LED_LIMIT];
    size_t led_count;
    size_t read_count; /* mentions read of lists */
    bool is_cut;      /* the list that is read, or one before, was longer than what is read of it */
    bool is_complete; /* whoever fits all of it stands in a list that was read to its end */
    struct sl_store_source *sources;
    size_t source_count;
    struct sl_search_hit *hits;
};

/* Add a note for whoever asks; beyond SL_SEARCH_NOTE_LIMIT it is dropped. */
void sl_search_note(struct sl_search *search, const char *format, ...) SL_PRINTF(2, 3);

#endif
