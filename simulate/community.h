/* SPDX-License-Identifier: Apache-2.0 */
/*
 * community.h - whose names a synthetic person bears.
 *
 * A community here is a stock of given names, surnames and naming customs, nothing else. Error
 * rates of linkage are reported for each, because a method that learned only English names fails
 * the others.
 */
#ifndef SL_SIMULATE_COMMUNITY_H
#define SL_SIMULATE_COMMUNITY_H

/* Code and the text in the column `community`. */
#define SL_COMMUNITY_TABLE(X)        \
    X(SL_BRITISH, "british")         \
    X(SL_IRISH, "irish")             \
    X(SL_PAKISTANI, "pakistani")     \
    X(SL_BANGLADESHI, "bangladeshi") \
    X(SL_INDIAN, "indian")           \
    X(SL_POLISH, "polish")           \
    X(SL_ROMANIAN, "romanian")       \
    X(SL_AFRICAN, "african")         \
    X(SL_CARIBBEAN, "caribbean")     \
    X(SL_ARAB, "arab")               \
    X(SL_CHINESE, "chinese")

enum sl_name_community {
#define SL_COMMUNITY_ENUM(name, text) name,
    SL_COMMUNITY_TABLE(SL_COMMUNITY_ENUM)
#undef SL_COMMUNITY_ENUM
        SL_COMMUNITY_COUNT
};

#endif
