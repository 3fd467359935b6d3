/* SPDX-License-Identifier: Apache-2.0 */
/*
 * linkage.h - which records are about the same person?
 *
 * Unsupervised Fellegi-Sunter linkage without blocking rules: every pair of records whose match
 * weight reaches the threshold is found, whatever its fields. Nothing in the input says which
 * records belong together; the model is learned from the records themselves.
 *
 *     open -> add, add, hold ... -> run -> pairs, clusters, ties, explanations, queries -> close
 *
 * Sources: I. P. Fellegi and A. B. Sunter, "A Theory for Record Linkage", JASA 64 (1969),
 * 1183-1210; W. E. Winkler, "Using the EM Algorithm for Weight Computation in the Fellegi-Sunter
 * Model of Record Linkage", ASA Survey Research Methods (1988), 667-671. Same input, options and
 * seed give the same results on any number of threads and in any order of records. Match weights
 * are in bits: log2 of the odds that two records are one person.
 */
#ifndef SIGHTLINE_LINKAGE_H
#define SIGHTLINE_LINKAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "sightline/kind.h"
#include "sightline/status.h"
#include "sightline/str.h"

/* Columns, fields compared, records, and named sources that one linkage can hold. */
#define SL_COLUMN_LIMIT 64u
#define SL_FIELD_LIMIT  24u
#define SL_RECORD_LIMIT 200000000u
#define SL_SOURCE_LIMIT 255u
/* The source of a record that names none. It is never the same source as another's. */
#define SL_SOURCE_NONE SL_SOURCE_LIMIT
/* A threshold is from minus to plus this. */
#define SL_THRESHOLD_LIMIT_BITS 1000.0
#define SL_BIRTH_YEARS_LIMIT    1000u

/* The stages of a run, in order, for progress and for the summary's times. */
#define SL_STAGE_TABLE(X)                         \
    X(SL_STAGE_READ, "reading records")           \
    X(SL_STAGE_SIMILAR, "finding similar values") \
    X(SL_STAGE_TRAIN, "learning the model")       \
    X(SL_STAGE_INDEX, "building the index")       \
    X(SL_STAGE_SCORE, "scoring pairs")            \
    X(SL_STAGE_CLUSTER, "joining records")

enum sl_stage {
#define SL_STAGE_ENUM(stage, text) stage,
    SL_STAGE_TABLE(SL_STAGE_ENUM)
#undef SL_STAGE_ENUM
        SL_STAGE_COUNT
};

/* What happens in a stage: "scoring pairs". A static string. */
SL_API const char *sl_stage_text(enum sl_stage stage);

/* Told now and then, from any one thread at a time: `done` of `total` steps of a stage. */
typedef void sl_progress_fn(void *context, enum sl_stage stage, uint64_t done, uint64_t total);

/* A clock for the summary's times, in seconds; the engine itself never reads one. */
typedef double sl_clock_fn(void *context);

struct sl_linkage_options {
    const enum sl_kind *kinds;  /* one for each column of a record; borrowed for open only */
    const char *const *columns; /* the columns' names, for explanations; borrowed for open only */
    size_t column_count;        /* 1 .. SL_COLUMN_LIMIT */
    uint64_t never_differ;      /* bit c: different values of column c are always two people;
                                   only for SL_KIND_IDENTIFIER and SL_KIND_NHS_NUMBER */
    unsigned thread_count;      /* 1 .. 256 */
    unsigned apart_birth_years; /* never one: whole dates of birth so many years apart; 0: off */
    bool two_sources;           /* compare only records of file 0 with records of file 1 */
    bool one_to_one;            /* a record has at most one partner; only with two_sources */
    bool named_sources;         /* records name their source; else the file is the source */
    bool distinct_in_source;    /* two records of one source are always two people */
    bool strict_twins;          /* who may be twins need an identifier to be one person */
    bool find_ties;             /* note twins, families and households, too */
    bool brute_force;           /* score all pairs, without the index: the oracle */
    bool threshold_auto;        /* choose the threshold from the posterior; no labels needed */
    double threshold_bits;      /* else: this match weight */
    double stay_bits;           /* for pairs of SL_HOLD_BEFORE (known.h), at most the threshold */
    bool find_possible;         /* note clusters that may be one person; needs a given threshold */
    double possible_bits;       /* the least weight of such a pair, at most the threshold */
    uint64_t seed;
    sl_progress_fn *progress; /* may be NULL */
    sl_clock_fn *clock;       /* may be NULL: then the summary's times are 0 */
    void *context;            /* given to progress and clock */
};

struct sl_linkage;

/*
 * Start a linkage. options is copied. Free with sl_linkage_close.
 * Errors: SL_INVALID (options that contradict each other), SL_LIMIT, SL_NO_MEMORY.
 */
SL_API SL_NODISCARD enum sl_status sl_linkage_open(
    const struct sl_linkage_options *options, struct sl_linkage **ret_linkage, struct sl_error *err
);
SL_API void sl_linkage_close(struct sl_linkage *linkage);
/* For a cleanup attribute on a struct sl_linkage * variable. */
SL_API void sl_linkage_close_ptr(struct sl_linkage **linkage);

/*
 * Use a model that sl_linkage_model_json gave, instead of learning one. Before run.
 * Errors: SL_INVALID (not a model, or for other kinds of column), SL_NO_MEMORY.
 */
SL_API SL_NODISCARD enum sl_status
sl_linkage_use_model(struct sl_linkage *linkage, struct sl_str json, struct sl_error *err);

/*
 * Add one record.
 *
 *   file    0, or 1 for the second file
 *   id      the record's id, unique within its file; copied
 *   values  column_count raw values in UTF-8; an empty one is missing; copied as needed. With
 *           named_sources one more: the name of the record's source, empty when it has none.
 *
 * Errors: SL_LIMIT, SL_NO_MEMORY: of this record or, as values are looked at later, of one before;
 * so run may tell them, too. A repeated id is found by run.
 */
SL_API SL_NODISCARD enum sl_status sl_linkage_add(
    struct sl_linkage *linkage,
    unsigned file,
    struct sl_str id,
    const struct sl_str *values,
    struct sl_error *err
);

/*
 * Learn, score and cluster. Once.
 * Errors: SL_INVALID (a repeated id: named in detail), SL_LIMIT, SL_NO_MEMORY.
 */
SL_API SL_NODISCARD enum sl_status sl_linkage_run(struct sl_linkage *linkage, struct sl_error *err);

/*
 * Only make the records ready to explain pairs and answer queries: all of run but scoring pairs and
 * clusters. Without a model a threshold must be given, and the model is learned that run learns.
 */
SL_API SL_NODISCARD enum sl_status
sl_linkage_prepare(struct sl_linkage *linkage, struct sl_error *err);

/* One line of the calibration table: pairs whose weight lies in [low_bits, high_bits). */
struct sl_calibration_band {
    double low_bits, high_bits;
    uint64_t pair_count;       /* pairs scored in this band */
    double expected_precision; /* the model's mean probability of a match in this band */
    uint64_t joined_count;     /* of these, how many ended in one cluster */
};

#define SL_CALIBRATION_BANDS 16u

/*
 * Why two records are never one person, whatever their weight: they are of one source, and
 * distinct_in_source was set; they differ in an identifier that is in never_differ (an NHS number
 * counts only when its check digit is right); apart_birth_years; strict_twins; they are held apart.
 */
enum sl_rule {
    SL_RULE_NONE,
    SL_RULE_SOURCE,
    SL_RULE_IDENTIFIER,
    SL_RULE_BIRTH,
    SL_RULE_TWIN,
    SL_RULE_HELD,
    SL_RULE_COUNT
};

struct sl_linkage_summary {
    uint64_t record_count[2]; /* by file */
    uint64_t pair_space;      /* pairs that could be compared */
    uint64_t pairs_scored;    /* pairs looked at */
    uint64_t pairs_kept;      /* pairs at or above the threshold */
    uint64_t cluster_count, largest_cluster;
    uint64_t kept_apart[SL_RULE_COUNT]; /* pairs of clusters that a rule alone keeps two */
    double threshold_bits;
    bool threshold_was_auto;
    double matches_per_record; /* expected partners of a record, by the model */
    double expected_precision, expected_recall, expected_f1; /* of the clusters, by the model */
    double stage_seconds[SL_STAGE_COUNT];
    size_t peak_bytes;
    struct sl_calibration_band calibration[SL_CALIBRATION_BANDS];
    size_t calibration_count; /* up to the last band that holds pairs */
};

/* The summary of a finished run; good until close. */
SL_API const struct sl_linkage_summary *sl_linkage_summary(const struct sl_linkage *linkage);

/*
 * Records are numbered 0 .. count-1 by file and then by id in byte order, so that numbers do not
 * depend on the order in which records were added. A record's file is 0 or 1; its source is the
 * number of a named one, SL_SOURCE_NONE for none, or the file when sources have no names.
 */
SL_API size_t sl_linkage_record_count(const struct sl_linkage *linkage);
SL_API struct sl_str sl_linkage_record_id(const struct sl_linkage *linkage, uint32_t record);
SL_API unsigned sl_linkage_record_file(const struct sl_linkage *linkage, uint32_t record);
SL_API unsigned sl_linkage_record_source(const struct sl_linkage *linkage, uint32_t record);
/* Errors: SL_NOT_FOUND. */
SL_API SL_NODISCARD enum sl_status sl_linkage_record_find(
    const struct sl_linkage *linkage,
    unsigned file,
    struct sl_str id,
    uint32_t *ret_record,
    struct sl_error *err
);

/* The record that names this record's cluster: the lowest number in it. */
SL_API uint32_t sl_linkage_cluster(const struct sl_linkage *linkage, uint32_t record);

struct sl_linkage_pair {
    uint32_t left, right; /* left < right */
    double weight_bits;
    double probability;
};

/* Pairs at or above the threshold that no rule keeps apart, ascending by (left, right). */
SL_API size_t sl_linkage_pair_count(const struct sl_linkage *linkage);
SL_API struct sl_linkage_pair sl_linkage_pair_get(const struct sl_linkage *linkage, size_t index);

/* How two different people seem to belong together. Never a reason to join their records. */
#define SL_TIE_TABLE(X)        \
    X(SL_TIE_TWIN, "twin")     \
    X(SL_TIE_FAMILY, "family") \
    X(SL_TIE_HOUSEHOLD, "household")

enum sl_tie_kind {
#define SL_TIE_ENUM(tie, name) tie,
    SL_TIE_TABLE(SL_TIE_ENUM)
#undef SL_TIE_ENUM
        SL_TIE_COUNT
};

struct sl_linkage_tie {
    uint32_t left, right; /* clusters, by their naming records; left < right */
    enum sl_tie_kind kind;
    double probability; /* that the two people share what this kind of tie shares */
};

/* The name of a kind of tie: "twin". A static string. */
SL_API const char *sl_tie_name(enum sl_tie_kind kind);

/*
 * Ties between clusters, ascending by (left, right, kind), each once; none without find_ties.
 */
SL_API size_t sl_linkage_tie_count(const struct sl_linkage *linkage);
SL_API struct sl_linkage_tie sl_linkage_tie_get(const struct sl_linkage *linkage, size_t index);

/* The model as JSON text, in memory that the linkage owns until close. */
SL_API SL_NODISCARD enum sl_status
sl_linkage_model_json(struct sl_linkage *linkage, struct sl_str *ret_json, struct sl_error *err);

#endif
