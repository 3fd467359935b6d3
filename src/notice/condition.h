/* SPDX-License-Identifier: Apache-2.0 */
/*
 * condition.h - what makes an indicator true, in a language of a few sentences.
 *
 * A condition is one or more alternatives, each of one or more tests that must all hold; a test may
 * be turned around by "not". There are no variables, no loops and no parentheses: every condition
 * ends, and what it costs at most is known when it is read. The grammar is in
 * docs/formats/conditions.md.
 *
 * Evaluation answers yes or no, and why: the records that made it so, or the first test that failed
 * and how much it found.
 */
#ifndef SL_NOTICE_CONDITION_H
#define SL_NOTICE_CONDITION_H

#include "notice/limit.h"
#include "notice/pattern.h"

/* The longest text, the most tests of a condition, and the most records of a finding. */
#define SL_CONDITION_BYTES      2000u
#define SL_CONDITION_TEST_LIMIT 16u
#define SL_FINDING_RECORD_LIMIT 32u

/* The most texts that one pattern is coded with. */
#define SL_CONDITION_CODE_LIMIT 32u

enum sl_test_kind {
    SL_TEST_COUNT,    /* so many days with such an event */
    SL_TEST_AGENCIES, /* so many agencies recorded such an event */
    SL_TEST_RISE,     /* so many days, and twice as many as in the same time before */
    SL_TEST_WITHOUT,  /* an event, and no other one in the time that followed, which has passed */
    SL_TEST_THEN,     /* an event, and another one in the time that followed */
    SL_TEST_DIFFER,   /* two agencies say different things of the child */
    SL_TEST_TIED,     /* somebody tied to the child has a part in such an event */
    SL_TEST_PLACE,    /* so many days with such an event at one place */
    SL_TEST_OPEN,     /* an event, and one that follows from it and has not ended */
    SL_TEST_SHARES,   /* so many families use one thing, the child, and a child of another one */
    SL_TEST_MET,      /* an adult has a part in such events of so many children */
    SL_TEST_MET_WHO,  /* somebody has a part in an event of the child, and one in another event */
    SL_TEST_LINKED,   /* so many people who met the child or share a thing have such a part */
};

/* Does a test look at what people around the child did, or at what they use? */
#define SL_TEST_IS_AROUND(kind) ((kind) == SL_TEST_TIED || (kind) >= SL_TEST_OPEN)
/* Does it find people who are no relatives by what they have in common? */
#define SL_TEST_LINKS_PEOPLE(kind) ((kind) >= SL_TEST_SHARES)

/* One test. What its kind does not need is zero. */
struct sl_test {
    enum sl_test_kind kind;
    bool is_negated;
    bool begins_alternative; /* the first one of several that must all hold */
    uint32_t at_least;       /* what it counts must be as much: 1 or more */
    struct sl_pattern first, second;
    struct sl_limit window;      /* up to the instant that is asked about; count 0: ever */
    struct sl_limit gap;         /* of WITHOUT and THEN */
    enum sl_attribute attribute; /* of DIFFER */
    uint64_t ties;               /* of TIED: roles, as a set */
    uint64_t parts;              /* of MET, MET_WHO and LINKED: what somebody else is in `first` */
    uint64_t things;             /* of SHARES: kinds of node, as a set */
    enum sl_role part;           /* of TIED in `first`, of MET_WHO in `second` */
};

/*
 * A flat program. It looks at no more than passes * E + pairs * E * E events of a history that has
 * E, each with its values; TIED also at each tie for each part that fits. A test that looks around
 * does so for each person of the history, of whom there are SL_WORLD_AROUND_LIMIT at most.
 */
struct sl_condition {
    const struct sl_test *tests;
    size_t test_count;
    uint64_t kinds;     /* the kinds of event that it reads; others do not change the answer */
    bool reads_details; /* what is said of the child itself */
    bool reads_ties;
    uint64_t around; /* kinds of event of people around; 0 when it looks at the child's alone */
    uint64_t things; /* kinds of node */
    unsigned passes, pairs;
};

/*
 * Read a condition.
 *
 *   text   one or more lines; not kept
 *   arena  takes the tests and copies of codes
 *
 * Errors: SL_INVALID; the message names the word that is wrong, the detail has where it stands in
 * the text, the hint what may stand there; SL_LIMIT for too many tests; SL_NO_MEMORY.
 */
SL_NODISCARD enum sl_status sl_condition_parse(
    struct sl_str text,
    struct sl_arena *arena,
    struct sl_condition *ret_condition,
    struct sl_error *err
);

struct sl_condition_finding {
    bool holds;
    size_t test; /* holds: the first test of the alternative that held; else the one that failed */
    uint32_t found; /* not: how many there were of what the failed test counts */
    uint32_t records[SL_FINDING_RECORD_LIMIT]; /* holds: what made it so, each once */
    size_t record_count;
    bool is_cut; /* there were more records */
};

/*
 * Does a condition hold of a child as of an instant, by what was known then? Of several
 * alternatives the first one that holds is told; when none holds, what failed in the first.
 * The history is closed. Cannot fail.
 */
void sl_condition_evaluate(
    const struct sl_condition *condition,
    const struct sl_history *history,
    int64_t as_of,
    struct sl_condition_finding *ret_finding
);

#endif
