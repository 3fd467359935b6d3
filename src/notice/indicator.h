/* SPDX-License-Identifier: Apache-2.0 */
/*
 * indicator.h - what guidance says to look for, as data.
 *
 * An indicator has a wording, a set, a meaning, a source, and either a condition that events and
 * coded facts can answer, or the word that only a person can say it. A vulnerability is never a
 * sign of harm, indicators are never added up, and none of them says that nothing happens: that no
 * indicator holds proves nothing.
 *
 * The format of catalogues is described in docs/formats/indicators.md.
 */
#ifndef SL_NOTICE_INDICATOR_H
#define SL_NOTICE_INDICATOR_H

#include "notice/condition.h"

/* The most indicators and sources of a catalogue. */
#define SL_INDICATOR_LIMIT        256u
#define SL_INDICATOR_SOURCE_LIMIT 64u

/* X(enumerator, name, words) */
#define SL_INDICATOR_SET_TABLE(X)                                                \
    X(SL_SET_VULNERABILITIES, "vulnerabilities", "vulnerabilities before abuse") \
    X(SL_SET_SIGNS, "signs", "signs in children who are exploited")              \
    X(SL_SET_CRIMINAL, "criminal", "criminal exploitation and county lines")     \
    X(SL_SET_CODED, "coded", "coded facts of statutory returns")                 \
    X(SL_SET_PATTERNS, "patterns", "patterns over what agencies recorded")

/* X(enumerator, name, words) */
#define SL_INDICATOR_MEANING_TABLE(X)                             \
    X(SL_MEANS_VULNERABILITY, "vulnerability", "a vulnerability") \
    X(SL_MEANS_SIGN, "sign_of_harm", "a sign of harm")            \
    X(SL_MEANS_RESPONSE, "response", "what agencies did or did not do")

#define SL_INDICATOR_ENUM(enumerator, ...) enumerator,
enum sl_indicator_set { SL_INDICATOR_SET_TABLE(SL_INDICATOR_ENUM) SL_INDICATOR_SET_COUNT };
enum sl_indicator_meaning {
    SL_INDICATOR_MEANING_TABLE(SL_INDICATOR_ENUM) SL_INDICATOR_MEANING_COUNT
};
#undef SL_INDICATOR_ENUM

/* Where indicators are written. */
struct sl_indicator_source {
    struct sl_str name; /* in the catalogue */
    struct sl_str title, publisher, version, page;
};

struct sl_indicator {
    struct sl_str id, wording;
    enum sl_indicator_set set;
    enum sl_indicator_meaning meaning;
    const struct sl_indicator_source *source;
    bool is_asked; /* only a person can say it: there is no condition */
    struct sl_str condition_text;
    struct sl_condition condition;
    struct sl_str question; /* that it opens; empty when it opens none */
};

/* A catalogue; it lives in the arena that it was read into. */
struct sl_indicators {
    const struct sl_indicator_source *sources;
    size_t source_count;
    const struct sl_indicator *items;
    size_t count;
};

/* The words of the two tables, by enumerator; static. */
const struct sl_term *sl_indicator_set_terms(void);
const struct sl_term *sl_indicator_meaning_terms(void);

/*
 * Read a catalogue. Errors: SL_INVALID with line and column in the detail, and inside of a
 * condition also the place there; SL_LIMIT; SL_NO_MEMORY.
 */
SL_NODISCARD enum sl_status sl_indicators_parse(
    struct sl_str text,
    struct sl_arena *arena,
    struct sl_indicators *ret_indicators,
    struct sl_error *err
);

/* Append the document in its one canonical form, which is read as the same. */
void sl_indicators_print(const struct sl_indicators *indicators, struct sl_buf *buf);

#endif
